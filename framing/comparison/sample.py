"""The articles that enter a comparison, as arrays: group, event, copies left out, and why.

A copy of an article is no second observation, and an article without a group belongs to none.
Both are left out here, once, and said in a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import MeasureColumn, counts_and_denominators, numbers
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
ALL_ARTICLES = "all articles"
PERIODS = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Articles of a comparison: one row each, groups and events as codes (event -1: none known)."""

    groups: tuple[str, ...]
    group: Integers
    event: Integers
    event_names: tuple[str, ...]
    counts: Floats
    over: Floats
    n_words: Floats
    columns: tuple[MeasureColumn, ...]
    notes: tuple[str, ...]
    table: pd.DataFrame

    def rows_of(self, group: int) -> Integers:
        """Return the row numbers of one group's articles."""
        return np.flatnonzero(self.group == group)


def build_sample(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    columns: Sequence[MeasureColumn],
    *,
    by: str = "outlet",
    copies: str = "drop",
) -> Sample:
    """Return the sample that `by` divides into groups.

    `copies="drop"` leaves out articles whose `duplicate_of` names another; `"keep"` keeps all.
    Raises `InputError` for an unknown `by` and for repeated ids.
    """
    if copies not in ("drop", "keep"):
        raise InputError(f"copies is {copies!r}; allowed are 'drop' and 'keep'")
    table = joined(articles, features)
    labels = group_labels(table, by)
    notes: list[str] = []
    keep = np.ones(len(table), dtype=bool)
    if copies == "drop" and "duplicate_of" in table:
        copied = filled(table["duplicate_of"]) != ""
        if copied.any():
            notes.append(f"{number_of(copied.sum(), 'article')} left out as copies of others in the run.")
            keep &= ~copied
    unlabelled = keep & (labels == "")
    if unlabelled.sum() == keep.sum():
        # A page of pasted articles often names no outlet: its numbers are still worth a table.
        notes.append(f"No article says its {by}, so all articles are one group and nothing was compared.")
        labels = np.full(len(table), ALL_ARTICLES, dtype=object)
    elif unlabelled.any():
        notes.append(f"{number_of(unlabelled.sum(), 'article')} left out: no {by} is known.")
        keep &= ~unlabelled
    table = table[keep]
    names, group = np.unique(labels[keep].astype(str), return_inverse=True)
    event_labels = filled(table["event"]) if "event" in table else np.full(len(table), "")
    event_names, event = np.unique(event_labels.astype(str), return_inverse=True)
    # np.unique sorts "" first: articles without an event get -1, the others 0, 1, 2, ...
    shift = 1 if len(event_names) and event_names[0] == "" else 0
    counts, over = counts_and_denominators(table, list(columns))
    return Sample(
        groups=tuple(str(name) for name in names),
        group=group.astype(np.int64),
        event=event.astype(np.int64) - shift,
        event_names=tuple(str(name) for name in event_names[shift:]),
        counts=counts,
        over=over,
        n_words=words_of(table),
        columns=tuple(columns),
        notes=tuple(notes),
        table=table,
    )


def joined(articles: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """Return articles and features as one table, one row per article that has both."""
    for name, table in (("articles", articles), ("features", features)):
        if "article_id" not in table:
            raise InputError(f"the {name} table has no column 'article_id'; it has {list(table.columns)[:8]}")
        repeated = table["article_id"][table["article_id"].duplicated()]
        if len(repeated):
            raise InputError(f"the {name} table names article {repeated.iloc[0]!r} twice; ids must be unique")
    extra = [c for c in articles.columns if c == "article_id" or c not in features.columns]
    table = features.merge(articles[extra], on="article_id", how="inner")
    if table.empty:
        raise InputError("the articles and features tables share no article_id; are they of one run?")
    # Sorted by id, so that the order of the input rows never changes a resampled number.
    return table.sort_values("article_id", kind="stable").reset_index(drop=True)


def group_labels(table: pd.DataFrame, by: str) -> np.ndarray[Any, Any]:
    """Return each article's group as text, "" where unknown; `by` may also be year, month or day."""
    if by in table.columns:
        return filled(table[by])
    if by in PERIODS and "published" in table.columns:
        dates = filled(table["published"])
        return np.array([date[: PERIODS[by]] for date in dates], dtype=object)
    close = get_close_matches(by, [str(c) for c in table.columns], n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    raise InputError(
        f"no column {by!r} to compare by{hint or ';'} allowed are a column of the articles or of a table "
        "of groups, year, month or day"
    )


def filled(column: "pd.Series[Any]") -> np.ndarray[Any, Any]:
    """Return a column as text without NaN: an empty cell is ""."""
    return column.astype(object).where(column.notna(), "").map(str).str.strip().to_numpy(dtype=object)


def words_of(table: pd.DataFrame) -> Floats:
    """Return the words of each article, NaN where the tables do not say."""
    if "n_words" in table:
        return numbers(table, "n_words")
    voices = [f"n_words_{voice}" for voice in ("own", "paraphrased", "quoted")]
    if all(voice in table for voice in voices):
        total: Floats = np.array([np.nan_to_num(numbers(table, voice)) for voice in voices]).sum(axis=0)
        return total
    return np.full(len(table), np.nan)


def number_of(n: int, noun: str) -> str:
    """Return "1 article" or "1,234 articles"."""
    return f"{int(n):,} {noun}" + ("" if n == 1 else "s")
