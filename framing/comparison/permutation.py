"""Could the difference be chance? Labels are dealt again over whole articles, many times.

Words are never shuffled: a test that deals words as if they were independent calls almost any two
outlets different. The statistic is the difference over its standard error, so that the test stays
right where one group is small and the other's articles vary more (Chung and Romano 2013).
"""

from typing import Any

import numpy as np

from framing.comparison.resampling import CELLS, ProductTable, divided, ratio_error, small_sample

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
FIRST_ROUND = 999
GO_ON_BELOW = 0.1  # a measure that looks like chance after the first round is not dealt again


def permutation_p(
    counts: Floats,
    over: Floats,
    slots: list[Integers],
    observed: Floats | None = None,
    *,
    n_permutations: int,
    seed: int,
) -> Floats:
    """Return two-sided p values (tests, columns) of each set of rows in `slots` against all other rows.

    observed: the studentised differences to test, where they are not the ones of independent articles
    (articles of one event: their standard error is larger). NaN where nothing can vary.
    """
    table = ProductTable.of(counts, over, True)
    n = len(counts)
    all_rows = table.totals(np.ones((1, n)))
    n_used = (over > 0).sum(axis=0).astype(float)

    def statistic(weights: Floats, size: int) -> Floats:
        one = table.totals(weights)
        rest = type(one)(*(getattr(all_rows, f) - getattr(one, f) for f in one.__dataclass_fields__))
        ratio, ratio_rest = divided(one.count, one.over), divided(rest.count, rest.over)
        # Rows with a denominator are dealt too; their share of each side is taken as its expectation.
        used = np.maximum(n_used * size / n, 1.5)
        left = np.maximum(n_used * (n - size) / n, 1.5)
        variance = (ratio_error(ratio, one) * small_sample(used)) ** 2
        variance = variance + (ratio_error(ratio_rest, rest) * small_sample(left)) ** 2
        return studentised(ratio - ratio_rest, np.sqrt(variance))

    if observed is None:
        observed = np.vstack([statistic(_indicator(1, n, s[None, :]), len(s)) for s in slots])
    return permutation_rounds(
        observed,
        lambda block, random: _dealt(block, n, slots, random, statistic),
        n_permutations=n_permutations,
        seed=seed,
        block=max(1, CELLS // max(n, 1)),
    )


def studentised(difference: Floats, error: Floats) -> Floats:
    """Return difference / error; 0 where there is no difference, infinite where nothing varies within."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = difference / error
    return np.where((difference == 0) & (error == 0), 0.0, t)


def _indicator(block: int, n: int, chosen: Integers) -> Floats:
    weights = np.zeros((block, n))
    np.put_along_axis(weights, chosen, 1.0, axis=1)
    return weights


def _dealt(block: int, n: int, slots: list[Integers], random: np.random.Generator, statistic: Any) -> Floats:
    deal = random.permuted(np.tile(np.arange(n), (block, 1)), axis=1)
    return np.stack([statistic(_indicator(block, n, deal[:, s]), len(s)) for s in slots], axis=1)


def permutation_rounds(observed: Floats, deal: Any, *, n_permutations: int, seed: int, block: int) -> Floats:
    """Return p values; `deal(block, random)` gives statistics (block, tests, columns) under chance."""
    random = np.random.default_rng(seed)
    known = np.isfinite(observed) | np.isinf(observed)
    extreme = np.zeros(observed.shape)
    dealt = np.zeros(observed.shape)
    going = known.copy()
    done = 0
    while done < n_permutations and going.any():
        size = min(block, (FIRST_ROUND if done < FIRST_ROUND else n_permutations) - done, n_permutations - done)
        chance = np.abs(deal(size, random))
        # 1e-9: the deal that happens to be the data itself must count as at least as extreme.
        hits = (np.nan_to_num(chance, nan=np.inf) >= np.abs(observed) * (1 - 1e-9)).sum(axis=0)
        extreme += np.where(going, hits, 0)
        dealt += np.where(going, size, 0)
        done += size
        if done == FIRST_ROUND:
            going &= (extreme + 1) / (dealt + 1) <= GO_ON_BELOW
    p = (extreme + 1) / (dealt + 1)
    return np.where(known & (dealt > 0), p, np.nan)
