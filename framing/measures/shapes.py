"""The shapes a measure can have. A measure is an instance of a shape: its question, its finder, its unit.

The rule about voices lives here and nowhere else: a rate in one voice counts what was found in that voice,
over the words of that voice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import VOICES, Analysed
from framing.text import Spans

Floats = NDArray[np.float64]
Columns = dict[str, Floats]


def ratio(numerator: NDArray[np.generic], denominator: NDArray[np.generic], per: float = 1.0) -> Floats:
    """Return numerator / denominator * per, NaN where the denominator is zero: it cannot be known there."""
    below = np.asarray(denominator, dtype=np.float64)
    result = np.full(below.shape, np.nan)
    np.divide(np.asarray(numerator, dtype=np.float64) * per, below, out=result, where=below > 0)
    return result


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What every measure says of itself; `framing measures` prints it.

    denominator: the feature column that the value is a ratio over ("" for none); per: 1000 for rates, 1 for shares.
    """

    name: str
    question: str
    unit: str
    higher_means: str
    source: str
    accuracy: str
    family: str = ""
    denominator: str = ""
    per: float = 1.0
    experimental: bool = False

    def columns(self, analysed: Analysed) -> Columns:
        """Return the feature columns of this measure, each of shape (n_articles,)."""
        raise NotImplementedError

    def find_spans(self, analysed: Analysed) -> Spans | None:
        """Return the words behind the number as spans, or None where they are attributions or sources."""
        return None


@dataclass(frozen=True, kw_only=True)
class Rate(Measure):
    """So many per 1,000 words; one column for the outlet's own voice and one for each other voice."""

    find: Callable[[Analysed], Spans]
    denominator: str = "n_words_own"
    per: float = 1000.0
    unit: str = "per 1,000 words of the outlet's own voice"

    def columns(self, analysed: Analysed) -> Columns:
        counts = analysed.count_spans(self.find_spans(analysed))
        values = ratio(counts, analysed.body_words, self.per)
        names = (self.name, *(f"{self.name}_{voice}" for voice in VOICES[1:]))
        return {name: values[:, voice] for voice, name in enumerate(names)}

    def find_spans(self, analysed: Analysed) -> Spans:
        return analysed.found(self.find)


@dataclass(frozen=True, kw_only=True)
class Share(Measure):
    """A part of a whole: `count` returns how many, `total` of how many, both of shape (n_articles,)."""

    count: Callable[[Analysed], NDArray[np.int64]]
    total: Callable[[Analysed], NDArray[np.int64]]

    def columns(self, analysed: Analysed) -> Columns:
        return {self.name: ratio(self.count(analysed), self.total(analysed), self.per)}


@dataclass(frozen=True, kw_only=True)
class Average(Measure):
    """One value per article that is no ratio of counts, NaN where it cannot be known."""

    value: Callable[[Analysed], Floats]

    def columns(self, analysed: Analysed) -> Columns:
        return {self.name: self.value(analysed)}
