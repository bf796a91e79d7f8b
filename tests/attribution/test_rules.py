"""The rule engine on the marked sentences of tests/cases/attribution.txt, and on what news texts do to it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from framing.attribution.rules import find_by_rules
from framing.text import Batch

CASES = Path(__file__).parents[1] / "cases" / "attribution.txt"
spec = importlib.util.spec_from_file_location("attribution_cases", CASES.with_name("attribution_cases.py"))
cases = importlib.util.module_from_spec(spec)
sys.modules["attribution_cases"] = cases
spec.loader.exec_module(cases)
LINES = cases.read_cases(CASES)


def found_by_rules(text):
    batch = Batch([text])
    return cases.found_in(batch, find_by_rules(batch))


def test_there_are_enough_cases():
    assert len(LINES) >= 120


@pytest.mark.parametrize("case", [case for case in LINES if not case.open], ids=lambda case: f"line {case.line}")
def test_marked_sentence(case):
    found = found_by_rules(case.text)
    assert cases.same(case.text, case.attributions, found), (
        f"\nexpected: {case.marked}\nfound:    {cases.mark(case.text, found)}"
    )


@pytest.mark.parametrize("case", [case for case in LINES if case.open], ids=lambda case: f"line {case.line}")
def test_open_line_is_still_open(case):
    found = found_by_rules(case.text)
    assert not cases.same(case.text, case.attributions, found), (
        f"line {case.line} of {CASES.name} passes now: take its '? ' away"
    )
