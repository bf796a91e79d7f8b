"""Who is linked across articles, and who is better not."""

from framing.sources import link_entities


def linked(*rows):
    names, types, named = zip(*rows, strict=True)
    return link_entities(names, types, named)


def test_initials_and_suffixes_do_not_part_a_person():
    rows = [
        ("Donald J. Trask", "politician", "yes"),
        ("Donald Trask", "politician", "yes"),
        ("Donald Trask", "unknown", "yes"),
    ]
    assert linked(*rows) == ["Donald Trask"] * 3


def test_a_surname_alone_is_not_linked():
    assert linked(("Trask", "politician", "yes"), ("Donald Trask", "politician", "yes")) == ["", "Donald Trask"]


def test_namesakes_of_different_types_stay_apart():
    found = linked(("Ann Lee", "politician", "yes"), ("Ann Lee", "expert", "yes"), ("Ann Lee", "unknown", "yes"))
    assert found == ["Ann Lee (politician)", "Ann Lee (expert)", ""]


def test_a_minister_is_linked_whether_called_politician_or_official():
    rows = [("Ann Lee", "politician", "yes"), ("Ann Lee", "official", "yes"), ("Ann Lee", "unknown", "yes")]
    assert linked(*rows) == ["Ann Lee"] * 3


def test_known_institutions_and_countries_of_one_word_are_linked():
    assert linked(("FBI", "official", "yes"), ("the FBI", "official", "yes")) == ["FBI", "FBI"]
    assert linked(("U.S.", "official", "yes"), ("United States", "official", "yes"))[0] != ""


def test_unnamed_documents_and_pairs_are_not_linked():
    rows = [
        ("officials", "official", "no"),
        ("CIA review", "document", "yes"),
        ("Ann Lee and Bo Kay", "politician", "yes"),
        ("", "unknown", "unknown"),
    ]
    assert linked(*rows) == [""] * 4


def test_the_most_frequent_spelling_is_the_entity_whatever_the_order():
    rows = [("Ann B. Lee", "expert", "yes"), ("Ann Lee", "expert", "yes"), ("Ann Lee", "expert", "yes")]
    assert linked(*rows) == linked(*reversed(rows)) == ["Ann Lee"] * 3
