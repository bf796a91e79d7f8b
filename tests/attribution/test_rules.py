"""The rule engine on the marked sentences of tests/cases/attribution.txt, and on what news texts do to it."""

import importlib.util
import random
import sys
from pathlib import Path

import numpy as np
import pytest

from framing.attribution.rules import CONFIDENCE, find_by_rules
from framing.text import Batch

CASES = Path(__file__).parents[1] / "cases" / "attribution.txt"
spec = importlib.util.spec_from_file_location("attribution_cases", CASES.with_name("attribution_cases.py"))
cases = importlib.util.module_from_spec(spec)
sys.modules["attribution_cases"] = cases
spec.loader.exec_module(cases)
LINES = cases.read_cases(CASES)
WORDS = """
said says told asked according to Smith he who which that his 's a lawyer , . ? : ; — “ ” ' ( ) and but as if Monday on
of May Mr. claim was is expected wants not 1,200 US report saying calling made it clear what
"""


def found_by_rules(text):
    batch = Batch([text])
    return cases.found_in(batch, find_by_rules(batch))


def test_there_are_enough_cases():
    assert sum(not case.open for case in LINES) >= 120


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


def test_a_batch_finds_what_each_text_alone_finds():
    batch = Batch([case.text for case in LINES])
    found = find_by_rules(batch)
    for number, case in enumerate(LINES):
        together, alone = cases.found_in(batch, found, number), found_by_rules(case.text)
        assert sorted(map(str, together)) == sorted(map(str, alone)), case.marked


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', '""""', "“”“”", "' ' '", ":", "— —", "said", "said said said", "according to", "“said", "Smith said:",
     "Smith said that", "told told, told “", "he was asked about", "x" * 5000, "😀 said 😀", "e\u0301 said e\u0301",
     "Le président a dit « non »."],
)  # fmt: skip
def test_odd_text_is_survived(text):
    batch = Batch([text, "“We lost,” she said.", text])
    found = find_by_rules(batch)
    assert [(a["source"], a["content"]) for a in cases.found_in(batch, found, 1)] == [(((11, 14),), ((0, 10),))]


def test_any_run_of_words_and_marks_is_survived():
    chance = random.Random(0)
    texts = [" ".join(chance.choices(WORDS.split(), k=chance.randint(1, 25))) for _ in range(400)]
    batch = Batch(texts)
    found = find_by_rules(batch)
    assert found.n > 100
    assert set(found.content.owner.tolist()) == set(range(found.n))
    for pieces in (found.source, found.cue, found.content):
        assert np.all(pieces.first < pieces.last)
        assert np.array_equal(batch.tokens.text[pieces.first], batch.tokens.text[pieces.last - 1])
        assert np.array_equal(batch.tokens.text[pieces.first], found.text(batch)[pieces.owner])


def test_a_sentence_without_end_is_read_in_pieces():
    assert find_by_rules(Batch(["he said that she left, and they added that it rained; " * 200])).n > 200


def test_no_text_at_all():
    assert find_by_rules(Batch([])).n == 0


def test_a_lost_mark_costs_one_paragraph():
    text = "“We lost and they won, Smith said.\n\nThe game began at noon.\n\n“It hurts,” Jones said."
    sources = [text[start:end] for a in found_by_rules(text) for start, end in a["source"]]
    assert sources == ["Smith", "Jones"]


def test_confidence_is_that_of_the_shape():
    found = find_by_rules(Batch(["“We lost,” Smith said. Jones wants to leave."]))
    assert np.allclose(found.confidence, [CONFIDENCE["quote"], CONFIDENCE["infinitive"]])
    assert all(0 < value < 1 for value in CONFIDENCE.values())


def test_the_marks_of_the_case_file_can_be_read_and_written():
    for case in LINES:
        text, attributions = cases.parse(cases.mark(case.text, case.attributions))
        assert text == case.text
        assert sorted(map(str, attributions)) == sorted(map(str, case.attributions))


@pytest.mark.parametrize("line", ["{S Smith} said", "Smith} said", "{S Smith {C said} {X no}", "{Q Smith} {X no}"])
def test_a_wrong_brace_in_the_case_file_is_named(line, tmp_path):
    (tmp_path / "own.txt").write_text(f"# mine\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.txt line 2"):
        cases.read_cases(tmp_path / "own.txt")
