"""Could the difference be chance? Labels are dealt again over whole articles, many times.

Words are never shuffled: a test that deals words as if they were independent calls almost any two
outlets different. The statistic is the difference over its standard error, so that the test stays
right where one group is small and the other's articles vary more (Chung and Romano 2013).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from framing.comparison.resampling import ProductTable, divided, ratio_error, small_sample

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Deal = Callable[[int, np.random.Generator], Floats]
FIRST_ROUND = 999
BLOCK = 1_000_000  # cells of one block of deals: small enough for the processor's cache
GO_ON_BELOW = 0.1  # a measure that looks like chance after the first round is not dealt again


def permutation_p(
    counts: Floats,
    over: Floats,
    n_first: int,
    observed: Floats | None = None,
    *,
    n_permutations: int,
    seed: int,
) -> Floats:
    """Return two-sided p values (columns,) of the first `n_first` rows (articles) against all others.

    observed: the studentised differences to test, where they are not the ones of independent articles
    (articles of one event: their standard error is larger). NaN where nothing can vary.

    >>> lengths = np.array([[1.0], [2.0], [3.0], [11.0], [12.0], [13.0], [14.0]])
    >>> p = permutation_p(lengths, np.ones((7, 1)), 3, n_permutations=9999, seed=0)
    >>> round(float(p[0]), 2)  # 2 of 35 ways to deal 3 and 4 articles are as extreme
    0.03
    """
    n = len(counts)
    if observed is None:
        observed = _statistic(counts, over, n_first)(np.arange(n_first)[None, :])[0]

    def dealer(columns: Integers) -> Deal:
        statistic = _statistic(counts[:, columns], over[:, columns], n_first)
        return lambda block, random: statistic(_random_rows(block, n, n_first, random))

    # So many that neither the random numbers nor the rows gathered outgrow the processor's cache.
    per_deal = n_first * 3 * counts.shape[1] if _is_few(n_first, n) else n
    return permutation_rounds(
        observed,
        dealer,
        np.arange(counts.shape[1]),
        n_permutations=n_permutations,
        seed=seed,
        block=max(1, BLOCK // max(per_deal, 1)),
    )


def _is_few(n_first: int, n: int) -> bool:
    """Return whether drawing row numbers, twice the same now and then, beats sorting all rows."""
    return n_first**2 <= n


def _statistic(counts: Floats, over: Floats, n_first: int) -> Callable[[Any], Floats]:
    """Return a function from drawn rows to studentised differences (block, columns).

    Rows come as numbers (block, n_first) or as indicators (block, rows) of floats.
    """
    table = ProductTable.of(counts, over, True)
    n = len(counts)
    whole = table.totals(np.ones((1, n)))
    n_used = (over > 0).sum(axis=0).astype(float)
    # Rows without a denominator are dealt too; their number on each side is taken as its expectation.
    used = np.maximum(n_used * n_first / n, 1.5)
    left = np.maximum(n_used * (n - n_first) / n, 1.5)

    def statistic(drawn: Any) -> Floats:
        one = table.totals(drawn) if drawn.dtype == np.float64 else table.totals_of(drawn)
        rest = type(one)(*(getattr(whole, f) - getattr(one, f) for f in one.__dataclass_fields__))
        ratio, ratio_rest = divided(one.count, one.over), divided(rest.count, rest.over)
        variance = (ratio_error(ratio, one) * small_sample(used)) ** 2
        variance = variance + (ratio_error(ratio_rest, rest) * small_sample(left)) ** 2
        return studentised(ratio - ratio_rest, np.sqrt(variance))

    return statistic


def _random_rows(block: int, n: int, n_first: int, random: np.random.Generator) -> Any:
    """Return `n_first` of n rows, drawn anew in each of `block` deals, as numbers or as indicators."""
    if _is_few(n_first, n):
        rows = random.integers(0, n, (block, n_first))
        while True:
            ordered = np.sort(rows, axis=1)
            twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
            if not twice.any():
                return rows
            rows[twice] = random.integers(0, n, (int(twice.sum()), n_first))
    # The rows with the n_first smallest of n random numbers; two equal ones are rarer than one deal in 1,000.
    drawn = random.random((block, n), dtype=np.float32)
    limit = np.partition(drawn, n_first - 1, axis=1)[:, n_first - 1 : n_first]
    return (drawn <= limit).astype(np.float64)


def studentised(difference: Floats, error: Floats) -> Floats:
    """Return difference / error; 0 where there is no difference, infinite where nothing varies within."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = difference / error
    return np.where((difference == 0) & (error == 0), 0.0, t)


def permutation_rounds(
    observed: Floats,
    dealer: Callable[[Integers], Deal],
    columns: Integers,
    *,
    n_permutations: int,
    seed: int,
    block: int,
) -> Floats:
    """Return p values (columns,); `dealer(columns)` makes statistics of some columns under chance.

    After the first round only columns that may still turn out rare go on: the others' p is precise enough.
    """
    random = np.random.default_rng(seed)
    known = ~np.isnan(observed)
    extreme, dealt = np.zeros(observed.shape), np.zeros(observed.shape)
    going = columns[known]
    done = 0
    for goal in (min(FIRST_ROUND, n_permutations), n_permutations):
        deal = dealer(going) if len(going) else None
        while deal is not None and done < goal:
            size = min(block, goal - done)
            chance = np.nan_to_num(np.abs(deal(size, random)), nan=np.inf)
            # 1e-9: the deal that happens to be the data itself must count as at least as extreme.
            extreme[going] += (chance >= np.abs(observed[going]) * (1 - 1e-9)).sum(axis=0)
            dealt[going] += size
            done += size
        going = going[(extreme[going] + 1) / (dealt[going] + 1) <= GO_ON_BELOW]
    return np.where(known & (dealt > 0), (extreme + 1) / (dealt + 1), np.nan)
