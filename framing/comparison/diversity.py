"""How many sources (or types of sources) are effectively heard, at equal numbers of attributions.

Two hundred attributions show more kinds of sources than twenty, whoever is cited. So the numbers of
different outlets are compared at the same size (rarefaction): what a draw of m attributions would show.
"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import gammaln

from framing.comparison.intervals import jackknife_interval
from framing.comparison.sample import filled, group_labels
from framing.comparison.sentences import listed
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
ORDERS = {0: "richness", 1: "effective number (Shannon)", 2: "effective number (Simpson)"}
FEWEST_ATTRIBUTIONS = 20
MOST_ATTRIBUTIONS = 200  # beyond it every kind of source has been met
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
    chances: Floats = np.exp(np.where(possible, log_ways + log_others - log_all, -np.inf))
    return chances


def diversity_table(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    by: str = "outlet",
    kind: str = "type",
    size: int | None = None,
    level: float = 0.95,
) -> tuple[pd.DataFrame, list[str]]:
    """Return Hill numbers of orders 0, 1, 2 per group, observed and rarefied, and notes on what was left out.

    kind: the column of `sources` whose kinds are counted ("type", "entity", "name"), each as often as it is
    attributed (`n_attributions`); size: attributions to compare at (default: what any article may be taken from the
    smallest group with at least 20 and still leave, at most 200); low, high: t interval of the rarefied number from
    leaving each article out, for orders 1 and 2 (a bootstrap repeats articles and so finds fewer kinds than there
    are). Only rarefied numbers of the same size may be compared.
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
        return pd.DataFrame(columns=list(COLUMNS)), ["no group has a source that is attributed anything."]
    wide = {
        str(name): part.pivot_table(
            index="article_id", columns="_kind", values="n_attributions", aggfunc="sum", fill_value=0
        ).to_numpy(dtype=np.float64)
        for name, part in table.groupby("_group", sort=True)
    }
    left = {name: float(counts.sum() - counts.sum(axis=1).max()) for name, counts in wide.items()}
    if size is None:
        totals = {name: float(counts.sum()) for name, counts in wide.items()}
        room = {name: left[name] or total for name, total in totals.items()}
        enough = [room[name] for name, total in totals.items() if total >= FEWEST_ATTRIBUTIONS]
        size = int(min(*(enough or totals.values()), MOST_ATTRIBUTIONS))
    notes = []
    small = [name for name, counts in wide.items() if counts.sum() < size]
    if small:
        notes.append(f"{listed(small)}: fewer than {size} attributions, so not compared at {size}.")
    rows: list[tuple[Any, ...]] = []
    for name, counts in wide.items():
        whole = counts.sum(axis=0)
        for order, meaning in ORDERS.items():
            value, low, high = rarefied(whole, size, order), np.nan, np.nan
            # Where every kind was met, leaving an article out changes no count of kinds: no error of order 0.
            if order and np.isfinite(value) and len(counts) > 1 and left[name] >= size:
                without = np.array([[rarefied(whole - row, size, order)] for row in counts])
                weight = counts.sum(axis=1)[:, None]
                bounds = jackknife_interval(np.array([value]), without, weight, level)
                low, high = max(float(bounds[0][0]), 1.0), float(bounds[1][0])
            rows.append(
                (name, order, meaning, hill_number(whole, order), value, low, high, size, int(whole.sum()), len(counts))
            )
    return pd.DataFrame(rows, columns=list(COLUMNS)), notes
