"""How far coders agree: percent, Cohen, Fleiss, Krippendorff's alpha, Gwet's AC1 and AC2, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from framing.coding.code_table import encode_codes
from framing.coding.coefficients import COEFFICIENTS, Coefficient, Floats
from framing.coding.scales import SCALES, code_points_of
from framing.comparison.clusters import cluster_totals
from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import resample_counts
from framing.errors import InputError

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


def _of_sums(chosen: Coefficient, points: Floats, scale: str, sums: Floats) -> Floats:
    return chosen.of_sums(sums, points, scale)


def _objects(column: Sequence[Any]) -> np.ndarray[Any, np.dtype[Any]]:
    values = np.empty(len(column), dtype=object)
    values[:] = list(column)
    return values
