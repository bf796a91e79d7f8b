"""How far coders agree: percent, Cohen, Fleiss, Krippendorff's alpha, Gwet's AC1 and AC2, with intervals.

Every coefficient is a function of sums over units, so a bootstrap over units is one matrix product: how often
each unit is drawn, times what each unit adds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from framing.coding.code_table import encode_codes
from framing.coding.scales import SCALES, agreement_weights, code_points_of, squared_distances
from framing.comparison.clusters import cluster_totals
from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import divided, resample_counts
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Codes = Any  # (units, coders): a nested list, array or DataFrame of codes; None, NaN or "" where a coder gave none


def percent_agreement(codes: Codes) -> float:
    """Return the share of pairs of coders that agree on a unit, averaged over units with two or more codes.

    >>> percent_agreement([["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", ""]]).__round__(4)
    0.6667
    """
    return _value("percent", codes)


def cohen_kappa(
    first: Sequence[Any], second: Sequence[Any], *, scale: str = "nominal", values: Sequence[Any] | None = None
) -> float:
    """Return Cohen's kappa of two coders (Cohen 1960), weighted by distance on other scales (Cohen 1968).

    scale: "nominal"; "ordinal" for Gwet's ordinal weights; "linear"; "interval" for squared distances; "ratio".

    >>> cohen_kappa(["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15).__round__(4)
    0.4
    """
    if len(first) != len(second):
        raise InputError(f"the first coder has {len(first)} codes, the second {len(second)}; both need one per unit")
    return _value("cohen", np.column_stack([_objects(first), _objects(second)]), scale=scale, values=values)


def fleiss_kappa(codes: Codes, *, scale: str = "nominal", values: Sequence[Any] | None = None) -> float:
    """Return Fleiss' kappa (Fleiss 1971), as generalised to missing codes and weights by Gwet (2014).

    >>> fleiss_kappa([["a", "a", "a"], ["a", "b", "b"], ["b", "b", "b"]]).__round__(4)
    0.55
    """
    return _value("fleiss", codes, scale=scale, values=values)


def krippendorff_alpha(codes: Codes, *, scale: str = "nominal", values: Sequence[Any] | None = None) -> float:
    """Return Krippendorff's alpha for nominal, ordinal, interval or ratio codes, missing ones allowed.

    values: all codes in their order, needed where an ordinal scale is of words. NaN where only one code was
    ever used: then nothing can be said about chance. Source: Krippendorff (2011), Computing alpha-reliability.

    >>> codes = [[0, 1], [1, 1], [0, 1], [0, 0], [0, 0], [0, 1], [0, 0], [0, 0], [1, 0], [0, 0]]
    >>> krippendorff_alpha(codes).__round__(3)
    0.095
    """
    return _value("alpha", codes, scale=scale, values=values)


def gwet_ac(codes: Codes, *, scale: str = "nominal", values: Sequence[Any] | None = None) -> float:
    """Return Gwet's AC1 (nominal) or AC2 (any other scale, or "linear"), which stay stable where one code prevails.

    values: all codes that could be given; those seen where it is left out. Source: Gwet (2008; 2014, ch. 4).

    >>> gwet_ac([["no", "no"]] * 118 + [["no", "yes"]] * 5 + [["yes", "no"]] * 2).__round__(3)
    0.941
    """
    return _value("gwet", codes, scale=scale, values=values)


def agreement_interval(
    codes: Codes,
    coefficient: str = "alpha",
    *,
    scale: str = "nominal",
    values: Sequence[Any] | None = None,
    clusters: Sequence[Any] | None = None,
    n_resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Return a coefficient with its bootstrap percentile interval over units: (value, low, high).

    coefficient: "percent", "cohen" (two coders), "fleiss", "alpha" or "gwet". clusters: the article of each unit,
    so that whole articles are drawn; units of one article are not independent. NaN bounds with fewer than two, and
    where nobody ever differed: drawing again from perfect agreement gives nothing else.

    >>> codes = [["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"], ["a", "a"]]
    >>> [round(number, 2) for number in agreement_interval(codes, "alpha", n_resamples=200)]
    [0.64, -0.29, 1.0]
    """
    table, value = _prepared(coefficient, codes, scale, values)
    if clusters is not None:
        _, number = np.unique(np.asarray(clusters).astype(str), return_inverse=True)
        table = cluster_totals(number.astype(np.int64), int(number.max(initial=-1)) + 1, table)
    table = table[np.abs(table).sum(axis=1) > 0]  # a unit with no pair of codes adds nothing
    estimate = float(value(table.sum(axis=0, keepdims=True))[0])
    if len(table) < 2 or estimate > 1 - 1e-12:
        return estimate, np.nan, np.nan
    random = np.random.default_rng(seed)
    drawn = np.concatenate([value(weights @ table) for weights in resample_counts(len(table), n_resamples, random)])
    # A resample in which one code was used throughout says nothing about chance: it has no coefficient.
    known = drawn[np.isfinite(drawn)]
    if len(known) < n_resamples / 2:
        return estimate, np.nan, np.nan
    low, high = percentile_interval(known[:, None], level)
    return estimate, float(low[0]), float(high[0])


@dataclass(frozen=True, slots=True)
class _Coefficient:
    """What a unit adds to the sums, (units, sums), and what the coefficient is of them, (resamples, sums)."""

    per_unit: Callable[[Integers, Floats], Floats]
    of_sums: Callable[[Floats, Floats, str], Floats]


def _value(coefficient: str, codes: Codes, *, scale: str = "nominal", values: Sequence[Any] | None = None) -> float:
    table, value = _prepared(coefficient, codes, scale, values)
    return float(value(table.sum(axis=0, keepdims=True))[0])


def _prepared(
    coefficient: str, codes: Codes, scale: str, values: Sequence[Any] | None
) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Return the table of what each unit adds and the function of its sums."""
    if coefficient not in COEFFICIENTS:
        raise InputError(f"unknown coefficient {coefficient!r}; allowed are {', '.join(COEFFICIENTS)}")
    allowed = SCALES if coefficient == "alpha" else (*SCALES, "linear")
    if scale not in allowed:
        raise InputError(f"unknown scale {scale!r}; allowed are {', '.join(allowed)}")
    numbers, used = encode_codes(codes, scale=scale, values=values)
    if coefficient == "cohen" and numbers.shape[1] != 2:
        raise InputError(f"Cohen's kappa is of two coders, and {numbers.shape[1]} were given; use fleiss or alpha")
    points = code_points_of(used, scale)
    chosen = COEFFICIENTS[coefficient]
    return chosen.per_unit(numbers, points), partial(_of_sums, chosen, points, scale)


def _of_sums(chosen: _Coefficient, points: Floats, scale: str, sums: Floats) -> Floats:
    return chosen.of_sums(sums, points, scale)


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


def _objects(column: Sequence[Any]) -> np.ndarray[Any, np.dtype[Any]]:
    values = np.empty(len(column), dtype=object)
    values[:] = list(column)
    return values


COEFFICIENTS = {
    "percent": _Coefficient(_pairable_table, _percent),
    "cohen": _Coefficient(_cohen_table, _cohen),
    "fleiss": _Coefficient(_pairable_table, _fleiss),
    "alpha": _Coefficient(_alpha_table, _alpha),
    "gwet": _Coefficient(_pairable_table, _gwet),
}
