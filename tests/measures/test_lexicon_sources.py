"""Every entry of the wording lexicons says who attests it, and every key has its work in SOURCES.md."""

import re
from importlib.resources import files

import pytest

from framing.lexicon import Lexicon

LEXICONS = (
    "assertives", "boosters", "finite_verbs", "frames", "hedging", "loaded", "naming", "nominalised", "participles",
    "presupposition",
)  # fmt: skip
KEYS = set(
    re.findall(r"^\| `(\w+)`", files("framing").joinpath("lexicons", "SOURCES.md").read_text(encoding="utf-8"), re.M)
)


@pytest.mark.parametrize("name", LEXICONS)
def test_every_entry_has_a_label_and_a_known_source(name):
    lexicon = Lexicon.load(name)
    assert all(lexicon.terms) and all(lexicon.entry_labels)
    assert set(lexicon.sources) <= KEYS


@pytest.mark.parametrize("name", LEXICONS)
def test_no_term_stands_twice(name):
    terms = [term.lower() for term in Lexicon.load(name).terms]
    assert len(terms) == len(set(terms))
