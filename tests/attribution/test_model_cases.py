"""The model engine on the marked sentences of tests/cases/attribution.txt.

Most of them are single sentences without an article around them, which the tagger was not trained on; what it is known
to miss is listed, so that a change for the better or the worse is seen. Sources and cues must overlap and half of the
content's words agree; how many are found to the word is counted besides.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

from framing.attribution.engines import find_attributions
from framing.text import Batch

CASES = Path(__file__).parents[1] / "cases" / "attribution.txt"
spec = importlib.util.spec_from_file_location("attribution_cases", CASES.with_name("attribution_cases.py"))
cases = importlib.util.module_from_spec(spec)
sys.modules["attribution_cases"] = cases
spec.loader.exec_module(cases)
LINES = cases.read_cases(CASES)
N_TO_THE_WORD = 171

# Beginnings of the plain texts that the model does not read right.
OPEN = (
    "“We feel good about the town” is her slogan.",  # takes a slogan for speech
    "Taxes will rise in May, the minister said on Friday.",  # too short to be sure
    "According to Smith, taxes will rise.",
    "“We lost,” Smith said. “It hurts.",  # a speech over two paragraphs
    "Taxes will rise in May: report",  # headlines
    "Storm kills four on the coast – officials",
    "The road is closed, police.",
    "BRANDT: The valve was tested in May.",  # the second speaker of a transcript
    "“No one told us.” — Jan Novak, engineer",
    "Few took note of Smith's claim",  # a noun as the cue
    "The crowd cheered his promise",
    "Her lawyer handed over a letter in which",
    "Her plans for the harbour cost a fortune.",
    "The mayor's view of the river",
    "She said, if the weather held,",
    "There is no money left. That, at least,",
    "To many farmers, the law is an insult.",
    "“We are ready,” read a banner.",
)


def found_in(text):
    batch = Batch([text])
    return cases.found_in(batch, find_attributions(batch))


@pytest.mark.parametrize("case", LINES, ids=lambda case: f"line {case.line}")
def test_marked_sentence(case):
    found = found_in(case.text)
    right = cases.nearly_same(case.text, case.attributions, found)
    known = case.text.startswith(OPEN)
    if known:
        assert not right, f"line {case.line} passes now: take it from the list"
    else:
        assert right, f"\nexpected: {case.marked}\nfound:    {cases.mark(case.text, found)}"


def test_as_many_as_before_are_found_to_the_word():
    found = sum(cases.same(case.text, case.attributions, found_in(case.text)) for case in LINES)
    assert found >= N_TO_THE_WORD


def test_no_open_line_is_listed_that_is_not_there():
    assert all(any(case.text.startswith(begin) for case in LINES) for begin in OPEN)
