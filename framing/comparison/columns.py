"""Which columns of the feature table are compared, and what each of them is a rate of.

A measure is declared once (`hedges_per_1000_words`), but a rate comes in three columns, one per
voice, each over its own voice's words. A rate can only be added up over articles when we know
what it is a rate of, so counts are recovered here from the rate and its denominator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from framing.errors import InputError

WHOLES = {"n_attributions": "attributions", "n_words": "words", "n_words_attributed": "attributed words"}
VOICES = {"_paraphrased": "in paraphrased speech", "_quoted": "in quotations"}


class MeasureSpec(Protocol):
    """What this package needs to know about a measure (the instances of `measures.shapes` have it)."""

    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def denominator(self) -> str: ...
    @property
    def per(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def higher_means(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureColumn:
    """One column to compare: its denominator column ("" for a mean over articles) and its wording."""

    name: str
    family: str = ""
    denominator: str = ""
    per: float = 1.0
    label: str = ""
    higher_means: str = ""

    @property
    def kind(self) -> str:
        """Return "rate" (counts over words), "share" (a part of a whole) or "mean" (per article)."""
        if not self.denominator:
            return "mean"
        return "share" if self.per == 1.0 else "rate"


def measure_columns(features: pd.DataFrame, measures: Iterable[MeasureSpec]) -> tuple[list[MeasureColumn], list[str]]:
    """Return the columns of `features` that `measures` declare, and a sentence for each that is missing."""
    columns: list[MeasureColumn] = []
    notes: list[str] = []
    present = set(features.columns)
    for measure in {measure.name: measure for measure in measures}.values():
        if measure.name not in present:
            notes.append(f"{measure.name} is not in the feature table, so it was not compared.")
            continue
        voiced = [suffix for suffix in VOICES if measure.name + suffix in present]
        denominator = measure.denominator or ""
        # The plain column of a voiced rate is the outlet's own voice, over its own words.
        if voiced and denominator in ("n_words", "") and "n_words_own" in present:
            denominator = "n_words_own"
        for suffix in ["", *voiced]:
            over = denominator.removesuffix("_own") + suffix if suffix else denominator
            if over and over not in present:
                notes.append(
                    f"{measure.name + suffix} was not compared: its denominator {over} is not in the feature table."
                )
                continue
            columns.append(
                MeasureColumn(
                    name=measure.name + suffix,
                    family=getattr(measure, "family", ""),
                    denominator=over,
                    per=float(getattr(measure, "per", 1.0) or 1.0),
                    label=plain_label(measure.name, denominator, suffix),
                    higher_means=getattr(measure, "higher_means", ""),
                )
            )
    return columns, notes


def plain_label(name: str, denominator: str, suffix: str = "") -> str:
    """Return how a sentence names the measure.

    >>> plain_label("hedges_per_1000_words", "n_words_own", "_quoted")
    'hedges per 1,000 words in quotations'
    >>> plain_label("share_words_official", "n_words_attributed")
    'share of attributed words: official'
    """
    label = name.replace("_per_1000_words", " per 1,000 words")
    if label.startswith("share_"):
        whole = WHOLES.get(denominator, denominator.removeprefix("n_") or "all")
        part = label.removeprefix("share_").removeprefix("words_").removesuffix("_words")
        label = f"share of {whole}: {part}"
    elif label.startswith("first_position_"):
        label = f"first position of {label.removeprefix('first_position_')} sources"
    label = label.replace("_", " ")
    return f"{label} {VOICES[suffix]}" if suffix else label


def counts_and_denominators(
    features: pd.DataFrame, columns: list[MeasureColumn]
) -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, np.dtype[np.float64]]]:
    """Return numerators and denominators, both (articles, columns); their ratio of sums is the estimate.

    A rate becomes its count and its words, a mean becomes the value and 1. An article where the
    value is NaN or the denominator zero adds nothing to either: it cannot be known, it is not 0.
    """
    counts = np.zeros((len(features), len(columns)))
    over = np.zeros_like(counts)
    for j, column in enumerate(columns):
        value = numbers(features, column.name)
        whole = numbers(features, column.denominator) if column.denominator else np.ones(len(features))
        known = np.isfinite(value) & np.isfinite(whole) & (whole > 0)
        count = np.where(known, value, 0.0) * np.where(known, whole, 0.0) / column.per
        if column.denominator:
            # 4.9999999 hedges were 5: the table holds rates, a CSV may have cut their last digits.
            whole_number = np.rint(count)
            count = np.where(np.abs(count - whole_number) < 0.01, whole_number, count)
        counts[:, j] = count
        over[:, j] = np.where(known, whole, 0.0)
    return counts, over


def numbers(table: pd.DataFrame, column: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a column as floats; raise `InputError` naming the first cell that is no number."""
    cells = table[column]
    values = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    broken = np.isnan(values) & cells.notna().to_numpy()
    if broken.any():
        row = int(np.flatnonzero(broken)[0])
        raise InputError(
            f"features, row {row + 1}, column {column!r}: {cells.iloc[row]!r} is not a number; "
            "measures must be numbers or empty"
        )
    return values
