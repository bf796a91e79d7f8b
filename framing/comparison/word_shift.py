"""Which words make a difference: each word's own part of it, and the parts add up to the whole.

An outlet may use twice as many loaded words and owe all of it to one, in one series of articles. So the
difference in a rate is taken apart into the words that were counted (spans.csv), one part per word.
Source: the idea of a word shift in Gallagher et al. (2021), here for a rate, where the parts are exact.
"""

from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import numbers
from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import resampled_ratios
from framing.comparison.sample import filled, group_labels, joined
from framing.errors import InputError

COLUMNS = (
    "term", "part", "low", "high", "share", "per_1000_words", "per_1000_words_reference", "count",
    "count_reference", "n_articles", "n_articles_reference",
)  # fmt: skip


def word_shift(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    family: str,
    group: str,
    reference: str | None = None,
    by: str = "outlet",
    voice: str = "own",
    top: int = 30,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return one row per word of a family (`loaded`, `hedges`, ...), largest part of the difference first.

    part: how much of the difference in the rate per 1,000 words of that voice the word makes; the parts of
    all words sum to the difference (the last row, "all other words", holds what `top` leaves out); share:
    part over difference; low, high: 95 % percentile interval over articles. reference: None for all others.
    Raises `InputError` for an unknown family, voice or group.

    >>> news = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["X", "Y"], "n_words_own": [100, 200]})
    >>> found = pd.DataFrame({"article_id": ["a", "b", "a"], "measure": "loaded", "voice": "own",
    ...     "part": "body", "text": ["slam", "slam", "Radical"]})
    >>> word_shift(news, news, found, family="loaded", group="X")[["term", "part"]].values.tolist()
    [['radical', 10.0], ['slam', 5.0]]
    """
    table = joined(articles, features)
    labels = group_labels(table, by)
    if "duplicate_of" in table:
        once = filled(table["duplicate_of"]) == ""
        table, labels = table[once], labels[once]
    for name in (group, reference):
        if name is not None and name not in labels:
            raise InputError(f"no {by} is called {name!r}; there are {', '.join(sorted(set(labels)))}")
    families = sorted(set(spans["measure"]))
    if family not in families:
        raise InputError(f"no family {family!r} in the spans; there are {', '.join(families) or 'none'}")
    column = f"n_words_{voice}"
    if column not in table:
        raise InputError(f"no column {column!r} in the features; voice may be own, paraphrased or quoted")
    ours = labels == group
    theirs = (labels == reference) if reference is not None else (labels != group) & (labels != "")
    words = np.nan_to_num(numbers(table, column))
    counts, terms = _counts(table, spans, family, voice)
    # Under "ours" and "theirs" only articles with words of the voice count, as in the rate itself.
    rates = [1000 * counts[side].sum(axis=0) / max(words[side].sum(), 1e-300) for side in (ours, theirs)]
    part = rates[0] - rates[1]
    order = np.argsort(-np.abs(part), kind="stable")
    shown, rest = order[:top], order[top:]
    columns = counts[:, shown]
    names = [terms[i] for i in shown]
    if len(rest):
        columns = np.column_stack([columns, counts[:, rest].sum(axis=1)])
        names.append("all other words")
    return _table(columns, words, names, (ours, theirs), n_resamples, seed)


def _counts(
    table: pd.DataFrame, spans: pd.DataFrame, family: str, voice: str
) -> tuple[np.ndarray[Any, np.dtype[np.float64]], list[str]]:
    kept = spans[(spans["measure"] == family) & (spans["voice"] == voice)]
    if "part" in kept:
        kept = kept[kept["part"] == "body"]
    place = {str(a): i for i, a in enumerate(table["article_id"])}
    pairs = [
        (place[str(article)], " ".join(str(text).casefold().split()))
        for article, text in zip(kept["article_id"], kept["text"], strict=True)
        if str(article) in place
    ]
    terms = sorted({term for _, term in pairs})
    at = {term: j for j, term in enumerate(terms)}
    counts = np.zeros((len(table), len(terms)))
    for row, term in pairs:
        counts[row, at[term]] += 1
    return counts, terms


def _table(
    counts: Any, words: Any, names: list[str], sides: tuple[Any, Any], n_resamples: int, seed: int
) -> pd.DataFrame:
    rates, drawn = [], []
    for i, side in enumerate(sides):
        over = np.repeat(words[side][:, None], counts.shape[1], axis=1)
        rates.append(1000 * counts[side].sum(axis=0) / max(words[side].sum(), 1e-300))
        made = resampled_ratios(counts[side], over, n_resamples=n_resamples, seed=seed + i, errors=False)
        drawn.append(1000 * np.nan_to_num(made.ratio))
    part = rates[0] - rates[1]
    low, high = percentile_interval(drawn[0] - drawn[1]) if len(names) else (part, part)
    whole = part.sum()
    numbers_of = [counts[side].sum(axis=0).astype(np.int64) for side in sides]
    articles_of = [(counts[side] > 0).sum(axis=0) for side in sides]
    made_table = pd.DataFrame(
        {
            "term": names, "part": part, "low": low, "high": high,
            "share": part / whole if whole else np.full(len(part), np.nan),
            "per_1000_words": rates[0], "per_1000_words_reference": rates[1],
            "count": numbers_of[0], "count_reference": numbers_of[1],
            "n_articles": articles_of[0], "n_articles_reference": articles_of[1],
        },
        columns=list(COLUMNS),
    )  # fmt: skip
    return made_table
