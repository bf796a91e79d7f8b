"""What is corrected after either engine: sentences that both are known to read wrong without it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from framing.attribution.engines import ENGINES, find_attributions
from framing.attribution.model_engine import find_by_model
from framing.attribution.repairs import repair
from framing.text import Batch

CASES = Path(__file__).parents[1] / "cases" / "attribution.txt"
spec = importlib.util.spec_from_file_location("attribution_cases", CASES.with_name("attribution_cases.py"))
cases = importlib.util.module_from_spec(spec)
sys.modules["attribution_cases"] = cases
spec.loader.exec_module(cases)

BOTH_ENGINES = [
    # the wish not to be named is no statement, whoever it is told of
    "{S A spokesman who declined to be identified} {C said} {X the ship was safe}.",
    "{C According to} {S a source who asked not to be identified}, {X the ship had sunk}.",
    # who is asked does not ask
    "{C1 Asked} {X1 whether he would resign}, {S2 he} {C2 said} {X2 he had no such plans}.",
    "{C1 Asked about} {X1 the report}, {S2 the minister} {C2 said} {X2 it was wrong}.",
    "When {C1 asked} {X1 if the bridge was safe}, {S2 Ott} {C2 said} {X2 it was}.",
    # no content was given
    "The company did not respond to a request for comment.",
    "The ministry did not immediately respond to a request for comment on Monday.",
    "The mayor’s office could not be reached for comment.",
    # who printed something does not reject it
    "The claims, first published by the Herald, have been rejected.",
    "The figures, first reported by the New York Times, have been rejected by the ministry.",
    # the outer source keeps the words
    "{X Officials warned that the dam could fail}, {C according to} {S the BBC}.",
    "{X The minister had said the road would open}, {C according to} {S two people who were there}.",
    # a verb after the closing mark, whatever verb
    "{X “They shut the road without a word,”} {C fumed} {S lorry driver Tom Hall}.",
    "{X “We shall see,”} {C sighed} {S retired teacher Ann Poe}, 67.",
]
UNCHANGED = [
    "“They shut the road,” and nobody knew why Tom Hall left.",
    "“We shall see,” walked to Tom Hall’s door in red paint.",
    "{S Smith} {C asked} {X whether the bridge was safe}.",
    "{S The company} {C did not respond to} {X the charge that it had lied}.",
]


def found_in(text, engine):
    batch = Batch([text])
    return cases.found_in(batch, find_attributions(batch, engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("marked", BOTH_ENGINES)
def test_both_engines_read_it_right(marked, engine):
    text, expected = cases.parse(marked)
    found = found_in(text, engine)
    assert cases.same(text, expected, found), cases.mark(text, found)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", ["A senior official", "A senior official, who asked not to be named"])
def test_the_official_denies_and_the_wish_not_to_be_named_is_dropped(source, engine):
    text = "A senior official, who asked not to be named, denied that the plan had failed."
    (one,) = found_in(text, engine)
    assert [text[start:end] for start, end in one["cue"] + one["content"]] == ["denied", "that the plan had failed"]
    assert text[one["source"][0][0] : one["source"][0][1]].startswith("A senior official")


@pytest.mark.parametrize("marked", UNCHANGED)
def test_what_looks_alike_is_left_alone(marked):
    batch = Batch([cases.parse(marked)[0]])
    found = find_by_model(batch)
    assert cases.found_in(batch, repair(batch, found)) == cases.found_in(batch, found)


def test_documents_obtained_by_an_outlet_speak_for_themselves():
    text, expected = cases.parse("{S The documents}, obtained by the Herald, {C show} {X that the dam was cracked}.")
    assert cases.same(text, expected, found_in(text, "model"))


def test_whoever_is_accused_does_not_accuse():
    text, expected = cases.parse("Carl Stone {C was accused of} {X fraud} by {S the council}.")
    assert cases.same(text, expected, found_in(text, "model"))


def test_a_batch_without_words_is_survived():
    batch = Batch(["", "…"])
    assert repair(batch, find_by_model(batch)).n == 0
