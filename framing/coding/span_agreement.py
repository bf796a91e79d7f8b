"""How far coders agree on which words they marked: alpha over words, and a gamma over aligned spans.

Spans come as a table with the columns article_id, start, end, label and coder; offsets are code points of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.agreement import agreement_interval
from framing.errors import InputError
from framing.text import Batch

if TYPE_CHECKING:
    import pandas as pd

Floats = np.ndarray[Any, np.dtype[np.float64]]
COLUMNS = ("article_id", "start", "end", "label", "coder")
EMPTY = 1.0  # what a span costs that no other coder marked (Mathet et al. 2015)


def word_alpha(
    spans: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    coders: Sequence[str] | None = None,
    n_resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Return Krippendorff's nominal alpha over words, as (value, low, high): a word's code is its label or "none".

    texts: the articles that all `coders` read, by id, also those in which nobody marked anything. The interval is a
    bootstrap over articles. A word under two spans takes the later one. The measure used for PolNeAR (Newell,
    Margolin and Ruths 2018).

    >>> import pandas as pd
    >>> rows = [["a", 0, 3, "loaded", "Ana"], ["a", 0, 3, "loaded", "Ben"], ["a", 8, 12, "loaded", "Ben"]]
    >>> value, *_ = word_alpha(pd.DataFrame(rows, columns=list(COLUMNS)), {"a": "Bad men made five deals"})
    >>> round(value, 3)
    0.571
    """
    names = _coders(spans, coders)
    ids = sorted(texts)
    _check(spans, texts)
    batch = Batch([texts[article] for article in ids])
    place = {article: number for number, article in enumerate(ids)}
    codes = np.full((len(batch.tokens), len(names)), "none", dtype=object)
    for article, start, end, label, coder in _rows(spans.sort_values(["start", "end"], kind="stable")):
        if coder not in names:
            continue
        text = place[article]
        low = np.searchsorted(batch.tokens.end, start + batch.base[text], side="right")
        high = np.searchsorted(batch.tokens.start, end + batch.base[text], side="left")
        codes[low:high, names.index(coder)] = label or "marked"
    words = batch.is_word
    return agreement_interval(
        codes[words],
        clusters=batch.tokens.text[words].tolist(),
        n_resamples=n_resamples,
        level=level,
        seed=seed,
    )


def span_gamma(
    spans: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    coders: Sequence[str] | None = None,
    n_random: int = 30,
    seed: int = 0,
) -> float:
    """Return a gamma over spans: 1 for the same spans with the same labels, 0 for no more than chance, NaN for none.

    Spans of two coders are aligned so that the sum of dissimilarities is least, where a span left alone costs 1.
    Chance is what the same spans cost after each coder's have been turned round their text by a random distance.
    For two coders this is the gamma of Mathet, Widlöcher and Métivier (2015) up to how chance is drawn; for more it
    is the same over all pairs of coders, where theirs aligns all coders at once.

    >>> import pandas as pd
    >>> rows = [["a", 0, 3, "loaded", "Ana"], ["a", 0, 3, "loaded", "Ben"], ["a", 18, 23, "loaded", "Ben"]]
    >>> span_gamma(pd.DataFrame(rows, columns=list(COLUMNS)), {"a": "Bad men made five deals"}).__round__(2)
    0.56
    """
    names = _coders(spans, coders)
    _check(spans, texts)
    marked = {
        (str(article), str(coder)): rows[["start", "end", "label"]].to_numpy(dtype=object)
        for (article, coder), rows in spans.groupby(["article_id", "coder"], sort=True)
    }
    nothing = np.empty((0, 3), dtype=object)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    random = np.random.default_rng(seed)
    observed = 0.0
    chance = np.zeros(n_random)
    for article in sorted(texts):
        length = len(texts[article])
        for first, second in pairs:
            one, two = marked.get((article, first), nothing), marked.get((article, second), nothing)
            if not len(one) and not len(two):
                continue
            observed += disorder(one, two)
            for draw in range(n_random):
                turns = random.integers(0, max(length, 1), size=2)
                chance[draw] += disorder(_turned(one, int(turns[0]), length), _turned(two, int(turns[1]), length))
    return float(1 - observed / chance.mean()) if chance.mean() > 0 else float("nan")


def disorder(one: Any, two: Any) -> float:
    """Return the least sum of dissimilarities over all alignments of two coders' spans (start, end, label).

    >>> disorder([(0, 4, "loaded")], [(0, 4, "loaded")]), disorder([(0, 4, "loaded")], [])
    (0.0, 1.0)
    """
    from scipy.optimize import linear_sum_assignment

    if not len(one) or not len(two):
        return EMPTY * (len(one) + len(two))
    n, m = len(one), len(two)
    costs = np.zeros((n + m, n + m))
    costs[:n, :m] = dissimilarities(one, two)
    costs[:n, m:] = EMPTY
    costs[n:, :m] = EMPTY
    rows, columns = linear_sum_assignment(costs)
    return float(costs[rows, columns].sum())


def dissimilarities(one: Any, two: Any) -> Floats:
    """Return how unlike each pair of spans is: squared distance of the borders over the lengths, plus 1 for the label.

    Source: Mathet, Widlöcher and Métivier (2015), section 4.2, both weights 1.
    """
    start, end = (np.array([row[k] for row in one], dtype=float)[:, None] for k in (0, 1))
    start2, end2 = (np.array([row[k] for row in two], dtype=float)[None, :] for k in (0, 1))
    labels = np.array([[row[2] != other[2] for other in two] for row in one], dtype=float)
    lengths = (end - start) + (end2 - start2)
    return np.asarray(((np.abs(start - start2) + np.abs(end - end2)) / lengths) ** 2 + labels) * EMPTY


def _turned(spans: Any, by: int, length: int) -> Any:
    """Return the spans moved on by so many characters, those past the end going on at the beginning."""
    return [((row[0] + by) % length, (row[0] + by) % length + row[1] - row[0], row[2]) for row in spans]


def _coders(spans: pd.DataFrame, coders: Sequence[str] | None) -> list[str]:
    if missing := [name for name in COLUMNS if name not in spans.columns]:
        raise InputError(f"the spans have no column {missing[0]!r}; needed are {', '.join(COLUMNS)}")
    names = sorted(set(spans["coder"])) if coders is None else list(coders)
    if len(names) < 2:
        raise InputError(f"agreement needs two coders or more; the spans are of {len(names)}")
    return names


def _check(spans: pd.DataFrame, texts: Mapping[str, str]) -> None:
    for number, (article, start, end, _, _) in enumerate(_rows(spans), 1):
        if article not in texts:
            raise InputError(f"spans row {number}: no text was given for article {article!r}")
        if not 0 <= start < end <= len(texts[article]):
            raise InputError(
                f"spans row {number}: {start}:{end} lies outside text {article!r} of {len(texts[article])} characters"
            )


def _rows(spans: pd.DataFrame) -> list[tuple[str, int, int, str, str]]:
    columns = (spans[name].tolist() for name in COLUMNS)
    return [(str(a), int(s), int(e), str(label), str(coder)) for a, s, e, label, coder in zip(*columns, strict=True)]
