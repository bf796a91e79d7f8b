"""A small run of the bundled corpus, and coders made of its gold labels."""

import csv

import pytest

import framing
from framing.coding import find_questions, make_sample
from framing.corpus import corpus_folder


@pytest.fixture(scope="session")
def results():
    return framing.analyze(framing.demo_articles(), engine="rules")


@pytest.fixture(scope="session")
def sample(results):
    """Sixty sentences, fifteen or so of each outlet, with two questions."""
    return make_sample(results, find_questions(["loaded", "hedges"]), 60, by=["outlet"], seed=5)


@pytest.fixture(scope="session")
def gold_loaded():
    """The places of gold loaded words in the texts, by article."""
    places = {}
    with (corpus_folder() / "gold" / "spans.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["measure"] == "loaded" and row["field"] == "text":
                places.setdefault(row["article_id"], []).append(int(row["start"]))
    return places
