"""A user's own codebook, in TOML and in YAML, and every mistake in it by line."""

import pytest

from framing.coding.codebook_files import read_questions, render_questions
from framing.coding.questions import QUESTIONS
from framing.errors import InputError

TOML = """
[[question]]
id = "conflict"
text = "Does the article show two sides against each other?"
unit = "article"
values = ["yes", "no"]

[[question]]
id = "sympathy"
text = "How much sympathy does it show for the strikers?"
unit = "article"
scale = "ordinal"
[[question.value]]
code = "none"
[[question.value]]
code = "some"
definition = "a sentence or two"
[[question.value]]
code = "much"
"""
YAML = """\
questions:
  - id: conflict
    text: Does the article show two sides against each other?
    unit: article
    values: [yes, no]

  - id: sympathy
    text: How much sympathy does it show for the strikers?
    unit: article
    scale: ordinal
    values:
      - none
      - {code: some, definition: a sentence or two}
      - code: much
"""


@pytest.fixture
def own(tmp_path):
    """Write a codebook and return what is read of it."""

    def read(text, name="own.toml"):
        if name.endswith(("yaml", "yml")):
            pytest.importorskip("yaml")
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_questions(tmp_path / name)

    return read


def test_a_users_codebook_is_read_and_comes_back(own):
    conflict, sympathy = own(TOML)
    assert conflict.codes == ("yes", "no")
    assert sympathy.scale == "ordinal"
    assert sympathy.values[1].definition == "a sentence or two"
    assert own(render_questions([*QUESTIONS, conflict, sympathy]), "again.toml") == (*QUESTIONS, conflict, sympathy)


def test_yaml_says_the_same_and_its_yes_and_no_stay_words(own):
    assert own(YAML, "own.yaml") == own(TOML)
    assert own(YAML.replace("questions:", "question:"), "own.yml") == own(TOML)
    numbers = YAML.replace("[yes, no]", "[1, 1.10, null]")
    assert own(numbers, "own.yaml")[0].codes == ("1", "1.10", "null")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('unit = "article"', 'unit = "page"'), "line 5, question 1 .conflict.: unit 'page' is unknown; allowed are att"),
        (('values = ["yes", "no"]', 'values = ["yes"]'), "line 6, .*needs two different values or more; it has 1"),
        (('values = ["yes", "no"]', 'values = "yes, no"'), "line 6, .*values is 'yes, no'; it must be a list"),
        (('values = ["yes", "no"]', 'values = ["yes", "Yes "]'), "values must differ by more than case and blanks"),
        (('values = ["yes", "no"]', "values = [true, false]"), "value 1: code is True; it must be text or a number"),
        (('id = "conflict"', 'id = "item"'), "line 3, .*id 'item' must be of small letters"),
        (('id = "conflict"', 'id = "sympathy"'), "two questions called 'sympathy'"),
        (('scale = "ordinal"', 'scale = "big"'), "line 12, .*scale 'big' is unknown"),
        (('code = "some"', 'code = "?"'), "line 13, .*none may be empty or '[?]'"),
        (('code = "some"', 'name = "some"'), "value 2 has an unknown entry 'name'"),
        (("[[question]]", "[[question"), "is not TOML.*line 2"),
        (('values = ["yes", "no"]', 'valeus = ["yes", "no"]'), r"has 2 mistakes: line 6, .*'valeus'.* \| line 2, .*values"),
        (('text = "Does', 'text = 3 #'), None),
        (('text = "Does', 'text = ["x"] #'), r"line 4, .*text is \['x'\]; it must be text"),
        (("\n[[question]]", 'author = "me"\n[[question]]'), "unknown entry 'author' beside the questions"),
    ],
)  # fmt: skip
def test_a_wrong_codebook_is_named_by_line(own, change, sentence):
    if sentence is None:
        assert own(TOML.replace(*change, 1))[0].text == "3"
        return
    with pytest.raises(InputError, match=rf"own\.toml.*{sentence}"):
        own(TOML.replace(*change, 1))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("unit: article", "unit: page"), "line 4, question 1 .conflict.: unit 'page' is unknown"),
        (("  - id: sympathy", "  - id: conflict"), "two questions called 'conflict'"),
        (("values: [yes, no]", "values: [yes, no"), "is not YAML: .* in line"),
        (("    scale: ordinal", "    unit: article"), "line 10: entry 'unit' is there twice"),
        (("scale: ordinal", "scale: {a: b}"), "line 10, .*scale is {'a': 'b'}; it must be text"),
        (("values: [yes, no]", "values: &a [yes, *a]"), "line 5: a codebook may hold no alias"),
        (("      - none", "      - []"), "line 11, .*value 1: code is \\[\\]; it must be text or a number"),
        (("questions:", "items:"), "holds no questions; a list `questions:`"),
        (("  - id: conflict\n", "  - conflict\n  - id: conflict\n"), "line 2, question 1: it has no entries"),
    ],
)
def test_a_wrong_codebook_in_yaml_is_named_by_line(own, change, sentence):
    with pytest.raises(InputError, match=rf"own\.yaml.*{sentence}"):
        own(YAML.replace(*change, 1), "own.yaml")


def test_many_mistakes_are_one_sentence_with_a_count(own):
    rows = "\n".join(
        f'[[question]]\nid = "q{number}"\ntext = "x"\nunit = "page"\nscale = "text"' for number in range(9)
    )
    with pytest.raises(InputError, match=r"own\.toml has 9 mistakes: line 4, .*; and 4 more") as told:
        own(rows)
    assert "\n" not in str(told.value)


def test_other_files_are_refused(tmp_path, own):
    with pytest.raises(InputError, match="there is no codebook"):
        read_questions(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('id = "é"'.encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.toml is not TOML: it is not UTF-8"):
        read_questions(tmp_path / "latin.toml")
    with pytest.raises(InputError, match=r"nested too deeply|is not YAML"):
        own("[" * 5000, "deep.yaml")
    with pytest.raises(InputError, match="is larger than 1 MiB"):
        own("#" * 2**21)


def test_yaml_without_its_package_is_one_line_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    with pytest.raises(InputError, match=r"pip install 'framing\[yaml\]'"):
        read_questions(tmp_path / "own.yaml")
