"""The arithmetic of agreement: what each unit adds to a coefficient's sums, and what the coefficient is of them.

Every coefficient is a function of sums over units, so a bootstrap over units is one matrix product: how often each unit
is drawn, times what each unit adds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.coding.scales import agreement_weights, squared_distances
from framing.comparison.resampling import divided

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What a unit adds to the sums, (units, sums), and what the coefficient is of them, (resamples, sums)."""

    per_unit: Callable[[Integers, Floats], Floats]
    of_sums: Callable[[Floats, Floats, str], Floats]


def _counts(numbers: Integers, n_values: int) -> Floats:
    """Return how many coders gave each code to each unit, (units, codes)."""
    counts = np.zeros((len(numbers), n_values))
    for column in numbers.T:
        given = column >= 0
        counts[np.flatnonzero(given), column[given]] += 1
    return counts


def _pairable_table(numbers: Integers, points: Floats) -> Floats:
    """Return for each unit: coincidences over pairs (K * K), has it two codes, shares of codes (K), has it any."""
    counts = _counts(numbers, len(points))
    n_codes = counts.sum(axis=1, keepdims=True)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(points))
    shares = divided(counts, np.broadcast_to(n_codes, counts.shape))
    agreed = divided(
        pairs.reshape(len(counts), len(points) ** 2),
        np.broadcast_to(n_codes * (n_codes - 1), (len(counts), len(points) ** 2)),
    )
    table: Floats = np.nan_to_num(np.hstack([agreed, n_codes >= 2, shares, n_codes >= 1]))
    return table


def _observed_and_shares(sums: Floats, weights: Floats) -> tuple[Floats, Floats]:
    k = len(weights)
    observed = divided(sums[:, : k * k] @ weights.ravel(), sums[:, k * k])
    shares = divided(sums[:, k * k + 1 : -1], np.broadcast_to(sums[:, -1:], (len(sums), k)))
    return observed, shares


def _percent(sums: Floats, points: Floats, scale: str) -> Floats:
    observed, _ = _observed_and_shares(sums, np.eye(len(points)))
    return observed


def _fleiss(sums: Floats, points: Floats, scale: str) -> Floats:
    weights = agreement_weights(points, scale)
    observed, shares = _observed_and_shares(sums, weights)
    return _beyond_chance(observed, np.einsum("bi,ij,bj->b", shares, weights, shares))


def _gwet(sums: Floats, points: Floats, scale: str) -> Floats:
    weights = agreement_weights(points, scale)
    observed, shares = _observed_and_shares(sums, weights)
    k = max(len(points), 2)
    return _beyond_chance(observed, weights.sum() * (shares * (1 - shares)).sum(axis=1) / (k * (k - 1)))


def _cohen_table(numbers: Integers, points: Floats) -> Floats:
    """Return which cell of the two coders' table each unit falls into, (units, K * K)."""
    k = len(points)
    table = np.zeros((len(numbers), k * k))
    both = np.flatnonzero((numbers >= 0).all(axis=1))
    table[both, numbers[both, 0] * k + numbers[both, 1]] = 1
    return table


def _cohen(sums: Floats, points: Floats, scale: str) -> Floats:
    k = len(points)
    weights = agreement_weights(points, scale)
    n = np.broadcast_to(sums.sum(axis=1, keepdims=True), sums.shape)
    cells = divided(sums, n).reshape(-1, k, k)
    observed = np.einsum("bij,ij->b", cells, weights)
    chance = np.einsum("bi,ij,bj->b", cells.sum(axis=2), weights, cells.sum(axis=1))
    return _beyond_chance(observed, chance)


def _alpha_table(numbers: Integers, points: Floats) -> Floats:
    """Return each unit's coincidences, (units, K * K): its pairs of codes over the number of its codes less one."""
    counts = _counts(numbers, len(points))
    others = np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(points))
    return np.asarray((pairs / others).reshape(len(counts), -1))


def _alpha(sums: Floats, points: Floats, scale: str) -> Floats:
    k = len(points)
    coincidences = sums.reshape(-1, k, k)
    totals = coincidences.sum(axis=2)
    if scale == "ordinal":
        place = np.cumsum(totals, axis=1) - totals / 2
        distance = (place[:, :, None] - place[:, None, :]) ** 2
    else:
        distance = np.broadcast_to(squared_distances(points, scale), coincidences.shape)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = np.einsum("bi,bij,bj->b", totals, distance, totals)
    result = np.full(len(sums), np.nan)
    n = totals.sum(axis=1)
    np.divide((n - 1) * observed, expected, out=result, where=expected > 1e-12)
    return 1 - result


def _beyond_chance(observed: Floats, chance: Floats) -> Floats:
    result = np.full(observed.shape, np.nan)
    np.divide(observed - chance, 1 - chance, out=result, where=chance < 1 - 1e-12)
    return result


COEFFICIENTS = {
    "percent": Coefficient(_pairable_table, _percent),
    "cohen": Coefficient(_cohen_table, _cohen),
    "fleiss": Coefficient(_pairable_table, _fleiss),
    "alpha": Coefficient(_alpha_table, _alpha),
    "gwet": Coefficient(_pairable_table, _gwet),
}
