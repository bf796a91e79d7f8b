"""Which words make a difference: each word's own part of it, and the parts add up to the whole.

An outlet may use twice as many loaded words and owe all of it to one, in one series of articles. So the
difference in a rate is taken apart into the words that were counted (spans.csv), one part per word.
Source: the idea of a word shift in Gallagher et al. (2021), here for a rate, where the parts are exact.
"""

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from framing.comparison.columns import numbers
from framing.comparison.intervals import jackknife_interval, percentile_interval
from framing.comparison.resampling import divided, resampled_ratios
from framing.comparison.sample import filled, group_labels, joined
from framing.comparison.within_events import build_event_pair
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
MODES = ("unmatched", "same_event")
OTHERS = "all other words"
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
    mode: str = "unmatched",
    top: int = 30,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return one row per word of a family (`loaded`, `hedges`, ...), largest part of the difference first.

    part: how much of the difference in the rate per 1,000 words of that voice the word makes; the parts of
    all words sum to the difference (the last row, "all other words", holds what `top` leaves out); share:
    part over difference. mode: "unmatched", the difference of all articles (low, high: 95 % percentile interval
    over articles), or "same_event", the difference inside shared events (95 % jackknife interval over events).
    reference: None for all others. Raises `InputError` for an unknown family, voice, mode or group.

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
        table, labels = table[once].reset_index(drop=True), labels[once]
    for name in (group, reference):
        if name is not None and name not in labels:
            raise InputError(f"no {by} is called {name!r}; there are {', '.join(sorted(set(labels)))}")
    families = sorted(set(spans["measure"]))
    if family not in families:
        raise InputError(f"no family {family!r} in the spans; there are {', '.join(families) or 'none'}")
    column = f"n_words_{voice}"
    if column not in table:
        raise InputError(f"no column {column!r} in the features; voice may be own, paraphrased or quoted")
    if mode not in MODES:
        raise InputError(f"unknown mode {mode!r}; allowed are {' and '.join(MODES)}")
    words = np.nan_to_num(numbers(table, column))
    theirs = (labels == reference) if reference is not None else (labels != group) & (labels != "")
    sides = (labels == group, theirs)
    event = np.full(len(table), -1)
    if mode == "same_event":
        event, sides = _within_shared_events(table, sides)
    counts, terms = _counts(table, spans, family, voice)
    part = 1000 * (_weights(words, event, sides, mode) @ counts)
    order = np.argsort(-np.abs(part), kind="stable")
    shown, rest = order[:top], order[top:]
    columns = counts[:, shown].toarray()
    names = [terms[i] for i in shown]
    if len(rest):
        columns = np.column_stack([columns, np.asarray(counts[:, rest].sum(axis=1)).ravel()])
        names.append(OTHERS)
    part = 1000 * (_weights(words, event, sides, mode) @ columns)
    if mode == "same_event":
        low, high = _over_events(columns, words, event, sides)
    else:
        low, high = _over_articles(columns, words, sides, n_resamples, seed)
    return _table(columns, words, names, sides, part, low, high)


def _within_shared_events(
    table: pd.DataFrame, sides: tuple[Any, Any]
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], tuple[Any, Any]]:
    """Return event codes and the sides without articles on events that only one of them reports."""
    if "event" not in table:
        raise InputError("the articles table has no column 'event'; words within events need it")
    names, event = np.unique(filled(table["event"]).astype(str), return_inverse=True)
    event = np.where(names[event] == "", -1, event).astype(np.int64)
    shared = np.intersect1d(event[sides[0]], event[sides[1]])
    inside = np.isin(event, shared[shared >= 0])
    return event, (sides[0] & inside, sides[1] & inside)


def _weights(words: Floats, event: Any, sides: tuple[Any, Any], mode: str) -> Floats:
    """Return what one word more in each article adds to the difference, which is linear in the counts."""
    one, other = (np.where(side, words, 0.0) for side in sides)
    if mode == "unmatched":
        weights: Floats = sides[0] / max(one.sum(), 1e-300) - sides[1] / max(other.sum(), 1e-300)
        return weights
    n = int(event.max(initial=0)) + 1
    known = np.maximum(event, 0)
    over = [np.bincount(known, side, n).astype(np.float64) for side in (one, other)]
    both = over[0] + over[1]
    share = [np.nan_to_num(divided(each, both))[known] for each in over]
    whole = float(np.nan_to_num(divided(over[0] * over[1], both)).sum())
    weights = (np.where(sides[0], share[1], 0.0) - np.where(sides[1], share[0], 0.0)) / max(whole, 1e-300)
    return weights


def _counts(table: pd.DataFrame, spans: pd.DataFrame, family: str, voice: str) -> tuple[sparse.csc_matrix, list[str]]:
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
    rows, columns = [row for row, _ in pairs], [at[term] for _, term in pairs]
    counts = sparse.csc_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(table), len(terms)))
    return counts, terms


def _over_articles(
    counts: Floats, words: Floats, sides: tuple[Any, Any], n_resamples: int, seed: int
) -> tuple[Floats, Floats]:
    drawn = []
    for i, side in enumerate(sides):
        over = np.repeat(words[side][:, None], counts.shape[1], axis=1)
        made = resampled_ratios(counts[side], over, n_resamples=n_resamples, seed=seed + i, errors=False)
        drawn.append(1000 * np.nan_to_num(made.ratio))
    if not counts.shape[1]:
        return np.empty(0), np.empty(0)
    return percentile_interval(drawn[0] - drawn[1])


def _over_events(counts: Floats, words: Floats, event: Any, sides: tuple[Any, Any]) -> tuple[Floats, Floats]:
    over = np.repeat(words[:, None], counts.shape[1], axis=1)
    pair = build_event_pair(counts, over, event, *(np.flatnonzero(side) for side in sides))
    excess, weight = pair.excess, pair.weight
    whole = divided(excess.sum(axis=0), weight.sum(axis=0))
    left_out = divided(excess.sum(axis=0) - excess, weight.sum(axis=0) - weight)
    low, high = jackknife_interval(whole, left_out, weight)
    return 1000 * low, 1000 * high


def _table(
    counts: Floats, words: Floats, names: list[str], sides: tuple[Any, Any], part: Floats, low: Floats, high: Floats
) -> pd.DataFrame:
    rates = [1000 * counts[side].sum(axis=0) / max(words[side].sum(), 1e-300) for side in sides]
    whole = part.sum()
    numbers_of = [counts[side].sum(axis=0).astype(np.int64) for side in sides]
    articles_of = [(counts[side] > 0).sum(axis=0) for side in sides]
    return pd.DataFrame(
        {
            "term": names, "part": part, "low": low, "high": high,
            "share": part / whole if whole else np.full(len(part), np.nan),
            "per_1000_words": rates[0], "per_1000_words_reference": rates[1],
            "count": numbers_of[0], "count_reference": numbers_of[1],
            "n_articles": articles_of[0], "n_articles_reference": articles_of[1],
        },
        columns=list(COLUMNS),
    )  # fmt: skip
