"""Codebooks: the package's own, and a user's."""

import pytest

from framing.coding.questions import QUESTIONS, find_questions, read_questions, render_questions
from framing.errors import InputError
from framing.sources.sources import TYPES

OWN = """
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


def test_the_codebook_has_the_values_of_the_program():
    from framing.attribution.attributions import STANCES

    by_id = {question.id: question for question in QUESTIONS}
    assert by_id["source_type"].codes == tuple(TYPES)
    assert by_id["stance"].codes == tuple(STANCES)
    assert all(value.definition for question in QUESTIONS for value in question.values)


def test_a_users_codebook_is_read_and_comes_back(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    conflict, sympathy = read_questions(path)
    assert conflict.codes == ("yes", "no")
    assert sympathy.scale == "ordinal"
    assert sympathy.values[1].definition == "a sentence or two"
    again = tmp_path / "again.toml"
    again.write_text(render_questions([*QUESTIONS, conflict, sympathy]), encoding="utf-8")
    assert read_questions(again) == (*QUESTIONS, conflict, sympathy)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ('unit = "article"', 'unit = "page"'),
            "question 1 .conflict.: unit 'page' is unknown; allowed are attribution",
        ),
        (('values = ["yes", "no"]', 'values = ["yes"]'), "needs two different values or more; it has 1"),
        (('id = "conflict"', 'id = "item"'), "id 'item' must be of small letters"),
        (('id = "conflict"', 'id = "sympathy"'), "two questions called 'sympathy'"),
        (('scale = "ordinal"', 'scale = "big"'), "scale 'big' is unknown"),
        (('code = "some"', 'code = "?"'), "none may be empty or '[?]'"),
        (("[[question]]", "[[question"), "is not TOML"),
        (('values = ["yes", "no"]', 'valeus = ["yes", "no"]'), "unknown entry 'valeus'"),
    ],
)
def test_a_wrong_codebook_is_named(tmp_path, change, sentence):
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace(*change, 1), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_questions(path)


def test_an_unknown_question_is_named():
    with pytest.raises(InputError, match="there is no question 'tone'; there are loaded, hedges"):
        find_questions(["tone"])
