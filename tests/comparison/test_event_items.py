"""What counts as a name, a source and a number: better one too few than one that is there under another spelling."""

import pandas as pd

from framing.comparison.event_items import items_table


def items_of(kind, *texts, sources=None):
    news = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": texts})
    found = items_table(news, sources).query("kind == @kind")
    return list(zip(found["item"], found["key"], strict=True))


def test_words_that_are_written_small_elsewhere_make_no_name():
    texts = (
        "The Nurses left. But I stayed, inspector Ada Byrne said.",
        "Inspector Ada Byrne saw the nurses, but left.",
    )
    assert items_of("name", *texts) == [("Ada Byrne", "byrne"), ("Ada Byrne", "byrne")]


def test_titles_days_and_captions_are_no_names():
    assert items_of("name", "He met Texas Sen. Cole in Norrport Friday. Photo by Ada Byrne Ada") == []


def test_a_name_with_a_common_last_word_is_left_to_the_other_kinds():
    # Others write "St Orla" alone; "hospital" is in every text.
    assert items_of("name", "St Orla Hospital closes. The hospital was old.") == []


def test_a_plural_is_looked_for_as_its_singular():
    assert items_of("name", "There two Ohio Republicans left.") == [("Ohio Republicans", "republican")]


def test_numbers_are_found_however_they_are_written_and_days_of_a_month_are_none():
    text = (
        "On 12 May a 46-kilometre road, eighteen houses and 2,300 trees burned; May 14 was worse. 1.2 million saw it."
    )
    assert items_of("number", text) == [
        ("46-kilometre", "46"), ("eighteen", "18"), ("2,300", "2300"), ("1.2 million", "1200000"),
    ]  # fmt: skip


def test_sources_that_may_be_called_anything_elsewhere_are_left_out():
    names = ["Ada Byrne", "Byrne and her team", "the police report", "Ministry of Defence"]
    sources = pd.DataFrame({"article_id": "a0", "name": names, "named": "yes"})
    assert items_of("source", "A report on the police.", sources=sources) == [("Ada Byrne", "byrne")]
