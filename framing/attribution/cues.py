"""Words that may attribute: the entries of lexicons/reporting_verbs.csv with their forms and complements."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import Lexicon, Matches
from framing.text import Batch

# forms of a verb; one word may be several ("said": past and participle)
BASE, S_FORM, PAST, PARTICIPLE, ING, FIXED = (1 << place for place in range(6))
_FORMS = {"base": BASE, "s": S_FORM, "past": PAST, "participle": PARTICIPLE, "ing": ING, "fixed": FIXED}
# what a cue takes as its content
PATTERNS = (
    "clause", "that", "quote", "invert", "object", "to", "addressee", "noun", "preposition", "passive", "nominal",
    "nominal_to",
)  # fmt: skip
CLAUSE, THAT_CLAUSE, QUOTE, INVERT, OBJECT, INFINITIVE, ADDRESSEE, NOUN, PREPOSITIONAL, PASSIVE, NOMINAL, NOMINAL_TO = (
    1 << place for place in range(len(PATTERNS))
)


@dataclass(frozen=True)
class Cues:
    """The lexicon with one row of columns for each entry: forms and patterns (bits)."""

    lexicon: Lexicon
    forms: NDArray[np.int16]
    patterns: NDArray[np.int16]
    head_ranks: NDArray[np.int8]  # 2 for what can stand alone as a cue, 1 for nouns and fixed phrases
    lemmas: tuple[str, ...]

    def find(self, batch: Batch) -> Matches:
        """Return every place of the batch where a cue may stand."""
        return self.lexicon.find(batch)


@cache
def load_cues() -> Cues:
    """Return the reporting verbs that come with the package."""
    text = files("framing").joinpath("lexicons", "reporting_verbs.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    forms = [sum(_FORMS[name] for name in row["form"].split()) for row in rows]
    patterns = [sum(1 << PATTERNS.index(name) for name in row["pattern"].split()) for row in rows]
    ranks = [1 if row["note"].startswith("helper") or not row["pattern"] else 2 for row in rows]
    return Cues(
        Lexicon.from_rows(rows, "reporting_verbs"),
        np.array(forms, dtype=np.int16),
        np.array(patterns, dtype=np.int16),
        np.array(ranks, dtype=np.int8),
        tuple(row["lemma"] for row in rows),
    )
