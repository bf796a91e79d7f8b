"""How many sources (or types of sources) are effectively heard, at equal numbers of attributions.

Two hundred attributions show more kinds of sources than twenty, whoever is cited. So the numbers of
different outlets are compared at the same size (rarefaction): what a draw of m attributions would show.
"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import gammaln

from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import resample_counts
from framing.comparison.sample import filled, group_labels
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
ORDERS = {0: "richness", 1: "effective number (Shannon)", 2: "effective number (Simpson)"}
COLUMNS = ("group", "order", "meaning", "observed", "rarefied", "low", "high", "rarefied_to", "n", "n_articles")


def hill_number(counts: Any, order: int) -> float:
    """Return the effective number of kinds: all kinds (0), exp of Shannon's entropy (1), 1 / sum p² (2).

    Four kinds heard equally often are 4 of any order. Source: Hill (1973).

    >>> [round(hill_number([2, 2, 2, 2], order), 6) for order in (0, 1, 2)]
    [4.0, 4.0, 4.0]
    """
    values = np.asarray(counts, dtype=np.float64)
    values = values[values > 0]
    if not len(values):
        return float("nan")
    p = values / values.sum()
    if order == 0:
        return float(len(p))
    if order == 1:
        return float(np.exp(-(p * np.log(p)).sum()))
    if order == 2:
        return float(1 / (p**2).sum())
    raise InputError(f"order is {order}; allowed are 0, 1 and 2")


def rarefied(counts: Any, size: int, order: int) -> float:
    """Return the Hill number that a draw of `size` of the counted items would show, on expectation.

    Order 0 is Hurlbert's (1971) rarefaction; orders 1 and 2 as in Chao et al. (2014), from the expected
    number of kinds drawn k times. NaN where fewer than `size` were counted.

    >>> round(rarefied([3, 1], 2, 0), 6)  # of 6 pairs, 3 hold both kinds: 1.5 kinds on average
    1.5
    """
    values = np.rint(np.asarray(counts, dtype=np.float64)).astype(np.int64)
    values = values[values > 0]
    total = int(values.sum())
    if size < 1 or size > total:
        return float("nan")
    # Most sources speak once or twice: equal counts share their probabilities.
    distinct, times = np.unique(values, return_counts=True)
    if order == 0:
        return float((times * (1 - _chances(np.zeros(1), total, distinct, size)[:, 0])).sum())
    if order == 2:
        # The expected sum of squared shares in closed form, from the variance of the hypergeometric.
        p = distinct / total
        spread = size * p * (1 - p) * (total - size) / max(total - 1, 1)
        return float(1 / (times * (spread + (size * p) ** 2)).sum() * size**2)
    if order != 1:
        raise InputError(f"order is {order}; allowed are 0, 1 and 2")
    k = np.arange(1, size + 1)
    chances = _chances(k, total, distinct, size)
    expected = (times[:, None] * chances).sum(axis=0)
    share = k / size
    return float(np.exp(-(share * np.log(share) * expected).sum()))


def _chances(k: Any, total: int, counts: Any, size: int) -> Floats:
    """Return how likely a draw holds k of each count (hypergeometric), (counts, k)."""
    held, drawn = counts[:, None].astype(np.float64), np.asarray(k, dtype=np.float64)[None, :]
    possible = (drawn <= held) & (size - drawn <= total - held)
    left, rest = np.where(possible, held - drawn, 0.0), np.where(possible, size - drawn, 0.0)
    log_ways = gammaln(held + 1) - gammaln(drawn + 1) - gammaln(left + 1)
    log_others = gammaln(total - held + 1) - gammaln(rest + 1) - gammaln(np.maximum(total - held - rest, 0) + 1)
    log_all = gammaln(total + 1) - gammaln(size + 1) - gammaln(total - size + 1)
    chances: Floats = np.where(possible, np.exp(log_ways + log_others - log_all), 0.0)
    return chances


def diversity_table(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    by: str = "outlet",
    kind: str = "type",
    size: int | None = None,
    n_resamples: int = 500,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[pd.DataFrame, list[str]]:
    """Return Hill numbers of orders 0, 1, 2 per group, observed and rarefied, and notes on what was left out.

    kind: the column of `sources` whose kinds are counted ("type", "entity", "name"), each as often as it is
    attributed (`n_attributions`); size: attributions to compare at (default: those of the smallest group
    with at least 20); low, high: of the rarefied number, articles drawn again. Only rarefied numbers of the
    same size may be compared.
    """
    for column in ("article_id", kind, "n_attributions"):
        if column not in sources:
            raise InputError(f"the sources table has no column {column!r}; it has {list(sources.columns)[:10]}")
    labels = pd.Series(group_labels(articles, by), index=filled(articles["article_id"]))
    table = sources.assign(
        _group=labels.reindex(filled(sources["article_id"])).fillna("").to_numpy(), _kind=filled(sources[kind])
    )
    table = table[(table["_group"] != "") & (table["_kind"] != "") & (table["n_attributions"] > 0)]
    if table.empty:
        return pd.DataFrame(columns=list(COLUMNS)), ["No source is attributed anything, so no diversity is given."]
    totals = table.groupby("_group")["n_attributions"].sum()
    notes = []
    enough = totals[totals >= (size or 20)]
    if size is None:
        size = int(enough.min()) if len(enough) else int(totals.min())
    small = [str(name) for name in totals.index[totals < size]]
    if small:
        notes.append(f"{', '.join(small)}: fewer than {size} attributions, so not compared at {size}.")
    rows: list[tuple[Any, ...]] = []
    for name, part in table.groupby("_group", sort=True):
        wide = part.pivot_table(
            index="article_id", columns="_kind", values="n_attributions", aggfunc="sum", fill_value=0
        ).to_numpy(dtype=np.float64)
        counts = wide.sum(axis=0)
        drawn = np.concatenate([w @ wide for w in resample_counts(len(wide), n_resamples, np.random.default_rng(seed))])
        for order, meaning in ORDERS.items():
            value = rarefied(counts, size, order)
            low = high = np.nan
            if np.isfinite(value) and len(wide) > 1:
                again = np.array([rarefied(row, min(size, int(row.sum())), order) for row in drawn])
                bounds = percentile_interval(again[:, None], level)
                low, high = float(bounds[0][0]), float(bounds[1][0])
            rows.append(
                (str(name), order, meaning, hill_number(counts, order), value, low, high, size,
                 int(counts.sum()), len(wide))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)), notes
