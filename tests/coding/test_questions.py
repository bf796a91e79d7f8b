"""The package's own codebook."""

import pytest

from framing.coding.questions import QUESTIONS, find_questions
from framing.errors import InputError
from framing.sources.sources import TYPES


def test_the_codebook_has_the_values_of_the_program():
    from framing.attribution.attributions import STANCES

    by_id = {question.id: question for question in QUESTIONS}
    assert by_id["source_type"].codes == tuple(TYPES)
    assert by_id["stance"].codes == tuple(STANCES)
    assert all(value.definition for question in QUESTIONS for value in question.values)


def test_an_unknown_question_is_named():
    with pytest.raises(InputError, match="there is no question 'tone'; there are loaded, hedges"):
        find_questions(["tone"])
