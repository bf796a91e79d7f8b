"""`framing measures`: every measure says what it counts; those of wording show their words and examples."""

import csv
import re
from importlib.resources import files

import pytest

from framing.codebook import render_codebook, render_measure
from framing.errors import InputError
from framing.measures import MEASURES

EXAMPLES = list(csv.DictReader(files("framing").joinpath("lexicons", "examples.csv").read_text("utf-8").splitlines()))
WORDING = {measure.family: measure for measure in MEASURES if hasattr(measure, "find")}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_prints_its_definition_and_accuracy(measure):
    text = render_measure(measure.name)
    assert text.startswith(measure.name)
    assert all(part in text for part in ("question:", "accuracy:", "Counts:", "Blind spots:", "Source:"))


@pytest.mark.parametrize("family", WORDING)
def test_a_measure_of_wording_has_an_example_that_counts_and_one_that_does_not(family):
    shown = render_measure(WORDING[family].name).split("in [brackets]:\n")[1].splitlines()
    assert {bool(re.search(r"\[.+\]", line)) for line in shown} == {True, False}


def test_examples_belong_to_measures():
    assert {row["family"] for row in EXAMPLES} == set(WORDING)


def test_the_entries_are_shown_with_their_number_and_sources():
    text = render_measure("presuppositions_per_1000_words")
    assert re.search(r"Entries: \d+, each with its source, in lexicons/presupposition.csv", text)
    assert re.search(r"factive \(\d+; hooper1975.*\): know, realize", text)


def test_a_list_that_only_helps_to_read_is_no_entry():
    assert "Entries" not in render_measure("scare_quotes_per_1000_words")


def test_all_measures_are_listed():
    assert render_codebook().startswith(f"{len(MEASURES)} measures.")


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(InputError, match="did you mean 'presuppositions_per_1000_words'"):
        render_measure("presupposition_per_1000_words")
