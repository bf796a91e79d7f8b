"""One number three ways: from the machine alone, from the coded sample alone, and from both (corrected).

The corrected estimate is the machine's mean over everything, plus what the coded sample says that the machine gets
wrong, each coded item weighted by 1 / its inclusion probability: the rectifier of prediction-powered inference
(Angelopoulos et al. 2023) and of design-based supervised learning (Egami et al. 2023), with the weight on the machine
tuned as in Angelopoulos, Duchi and Zrnic (2023). For a share the tuned rectifier is the same number as weighting up
what coders say of the machine's "yes" and of its "no", so it is computed that way (post-stratification; Särndal,
Swensson and Wretman 1992, ch. 7). It is right whatever the machine's errors are, because we drew who was coded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, stdtrit

from framing.coding.cells import FEWEST, Cell, Units, best_tuning, split_cells
from framing.comparison.intervals import difference_interval
from framing.errors import InputError

TARGETS = ("outlet", "corpus")
Bounds = tuple[float, float] | None
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its interval and standard error; n: what it rests on (units, or coded items)."""

    value: float
    low: float
    high: float
    error: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The same number from the machine, from the coded sample and from both.

    tuning: the machine's weight, 1 for one that follows the coders, 0 for one that says nothing about them.
    """

    naive: Estimate
    coded: Estimate
    corrected: Estimate
    tuning: float
    notes: tuple[str, ...] = ()


def corrected_mean(
    machine: npt.ArrayLike,
    coded: npt.ArrayLike,
    probability: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    articles: npt.ArrayLike | None = None,
    target: str = "outlet",
    share: bool = True,
    level: float = 0.95,
) -> Corrected:
    """Return the mean of what coders would say of all units: naive, from the coded ones alone, and corrected.

    machine: its value for every unit (0 or 1 for a share); coded: the coders' value, NaN where not coded;
    probability: the inclusion probability of every unit; strata, articles: of every unit, as drawn.
    target: "outlet" asks what the outlet does, of which these articles are a draw; "corpus" what full hand coding of
    these very units would give. share: the values are 0 to 1 and their mean is a share. Raises InputError where the
    lengths differ or a coded unit had no chance of being drawn.

    >>> machine, coded = [1, 1, 0, 0] * 25, [1, 0, 0, 0] * 5 + [np.nan] * 80
    >>> found = corrected_mean(machine, coded, [0.2] * 100, target="corpus")
    >>> found.naive.value, round(found.corrected.value, 3)
    (0.5, 0.25)
    """
    predicted, truth = np.asarray(machine, dtype=np.float64), np.asarray(coded, dtype=np.float64)
    chance = np.broadcast_to(np.asarray(probability, dtype=np.float64), predicted.shape)
    if truth.shape != predicted.shape:
        raise InputError(f"{predicted.size} units have a machine value, {truth.size} a coded one; give NaN if uncoded")
    if bad := [float(p) for p in chance[np.isfinite(truth)] if not 0 < p <= 1]:
        raise InputError(f"an inclusion probability is {bad[0]}; it must be above 0 and at most 1")
    units = Units.of_arrays(predicted, truth, chance, strata=strata, articles=articles, share=share)
    return estimate(units, target=target, share=share, level=level)


def estimate(units: Units, *, target: str = "outlet", share: bool = True, level: float = 0.95) -> Corrected:
    """Return the three estimates of one group's mean; the options are those of `corrected_mean`."""
    if target not in TARGETS:
        raise InputError(f"unknown target {target!r}; allowed are {', '.join(TARGETS)}")
    naive = _naive(units, target, share, level)
    n = len(units.coded)
    if n < FEWEST:
        nothing = Estimate(value=np.nan, low=np.nan, high=np.nan, error=np.nan, n=n)
        note = f"{n} coded item{'' if n == 1 else 's'} here; a corrected number needs at least two"
        return Corrected(naive=naive, coded=nothing, corrected=nothing, tuning=np.nan, notes=(note,))
    by_stratum, thin = split_cells(units, by_machine=False)
    by_answer, _ = split_cells(units, by_machine=share)
    tuning = best_tuning(units, by_stratum)
    coded = _rectified(units, by_stratum, 0.0, target, share, level)
    corrected = _rectified(units, by_answer, tuning, target, share, level)
    notes = ["some strata have fewer than two coded items here; they were taken together"] if thin else []
    n_errors = int((np.abs(units.coded - units.machine) > 1e-9).sum())
    if n_errors < 5:
        notes.append(f"coders and machine differ on {n_errors} of {n} items only; the interval is rough")
    return Corrected(naive=naive, coded=coded, corrected=corrected, tuning=tuning, notes=tuple(notes))


def difference(first: Estimate, second: Estimate) -> tuple[float, float, float]:
    """Return the difference of two groups' estimates as (value, low, high); lopsided intervals stay lopsided.

    >>> a, b = (Estimate(value=v, low=v - 0.06, high=v + 0.06, error=0.03, n=100) for v in (0.5, 0.4))
    >>> [round(number, 3) for number in difference(a, b)]
    [0.1, 0.015, 0.185]
    """
    low, high = difference_interval((first.value, first.low, first.high), (second.value, second.low, second.high))
    return first.value - second.value, low, high


def share_interval(share: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Return Jeffreys' interval of a share found among n (Brown, Cai and DasGupta 2001): sound near 0 and 1 too.

    >>> [round(bound, 3) for bound in share_interval(0.0, 50)], [round(b, 3) for b in share_interval(0.5, 50)]
    ([0.0, 0.049], [0.365, 0.635])
    """
    if not np.isfinite(n):
        return share, share
    found, tail = share * n, (1 - level) / 2
    low = 0.0 if found < 1e-9 else float(betaincinv(found + 0.5, n - found + 0.5, tail))
    high = 1.0 if n - found < 1e-9 else float(betaincinv(found + 0.5, n - found + 0.5, 1 - tail))
    return min(low, share), max(high, share)


def _rectified(units: Units, cells: list[Cell], tuning: float, target: str, share: bool, level: float) -> Estimate:
    """Return the estimate over cells: the machine's mean times `tuning`, and what coders say beyond it."""
    total = units.sizes.sum()
    n_articles = int((units.sizes.sum(axis=1) > 0).sum())
    freedom = len(units.coded) - len(cells)
    freedom = max(min(freedom, n_articles - 1) if target == "outlet" else freedom, 1)
    t = float(stdtrit(freedom, (1 + level) / 2))
    value = design = down = up = 0.0
    per_article = np.zeros(len(units.sizes))
    for cell in cells:
        # Where the machine says the same of the whole cell, its weight makes no difference: 0 keeps codes codes.
        # A cell of both answers (too few coded to keep them apart) takes the machine whole: what is left are errors.
        weight_of_machine = tuning if not share else 0.0 if cell.constant or tuning == 0 else 1.0
        residual = units.coded[cell.rows] - weight_of_machine * units.machine[cell.rows]
        weight = units.weight[cell.rows] / units.weight[cell.rows].sum()
        mean = float(weight @ residual)
        stray = weight * (residual - mean) * cell.size
        n = 1 / float(weight @ weight)  # as many as so many equally weighted ones (Kish 1965)
        unsampled = max(1 - len(cell.rows) / cell.size, 0.0)
        part = cell.size / total
        variance = unsampled * n / max(n - 1, 1e-9) * float(stray @ stray) / total**2
        value += weight_of_machine * cell.predicted.sum() / total + mean * part
        per_article += weight_of_machine * cell.predicted + mean * cell.sizes
        per_article += np.bincount(units.article[cell.rows], stray, len(per_article))
        design += variance
        if share:
            n_known = n / unsampled if unsampled > 0 else np.inf
            below, above = _share_sides(residual, weight, n_known, level, errors=weight_of_machine > 0)
            down, up = down + (part * below) ** 2, up + (part * above) ** 2
        else:
            down, up = down + t**2 * variance, up + t**2 * variance
    variance = design
    if target == "outlet":
        variance = _article_variance(per_article, units, value)
        between = t**2 * max(variance - design, 0.0) if np.isfinite(variance) else np.nan
        down, up = down + between, up + between
    return _bounded(value, np.sqrt(down), np.sqrt(up), float(np.sqrt(variance)), len(units.coded), share)


def _share_sides(residual: Floats, weight: Floats, n: float, level: float, *, errors: bool) -> tuple[float, float]:
    """Return how far a mean of codes (0 to 1), or of errors (-1 to 1), may lie below and above what was found.

    Errors are misses less false alarms, two shares with an interval each (Zou and Donner 2008), so that none seen
    among few does not pass for none.
    """
    misses, alarms = (float(weight @ np.maximum(side, 0.0)) for side in (residual, -residual))
    low, high = share_interval(misses, n, level=level)
    if not errors:
        return misses - low, high - misses
    least, most = share_interval(alarms, n, level=level)
    return float(np.hypot(misses - low, most - alarms)), float(np.hypot(high - misses, alarms - least))


def _naive(units: Units, target: str, share: bool, level: float) -> Estimate:
    """Return the machine's mean as if it made no errors: of this very corpus it is then no estimate at all."""
    total = units.sizes.sum()
    if total == 0:
        return Estimate(value=np.nan, low=np.nan, high=np.nan, error=np.nan, n=0)
    value = float(units.predicted.sum() / total)
    if target == "corpus":
        return Estimate(value=value, low=value, high=value, error=0.0, n=int(total))
    error = float(np.sqrt(_article_variance(units.predicted, units, value)))
    n_articles = int((units.sizes.sum(axis=1) > 0).sum())
    half = float(stdtrit(max(n_articles - 1, 1), (1 + level) / 2)) * error
    return _bounded(value, half, half, error, int(total), share)


def _article_variance(totals: Floats, units: Units, value: float) -> float:
    """Return the variance of a ratio of totals over articles as they were drawn; NaN for one article."""
    sizes = units.sizes.sum(axis=1)
    n = int((sizes > 0).sum())
    stray = totals - value * sizes
    return n / (n - 1) * float(stray @ stray) / float(sizes.sum()) ** 2 if n > 1 else float("nan")


def _bounded(value: float, down: float, up: float, error: float, n: int, share: bool) -> Estimate:
    low, high = value - down, value + up
    if share:
        value, low, high = (float(np.clip(number, 0.0, 1.0)) for number in (value, low, high))
    return Estimate(value=float(value), low=float(low), high=float(high), error=error, n=n)
