"""Two groups against each other, article by article or event by event: the resampled difference.

Two outlets that report the same events are not independent: a week of trials raises "alleged" in both.
Where they share events, the events are drawn for both at once, so that what is common cancels out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.comparison.clusters import FEWEST_CLUSTERS, cluster_codes, cluster_totals, is_clustered
from framing.comparison.resampling import (
    ProductTable,
    divided,
    ratio_error,
    small_sample,
    stratified_counts,
)

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Pair:
    """The units of two groups: totals per unit and column, zero where a group is not in a unit."""

    counts_a: Floats
    over_a: Floats
    counts_b: Floats
    over_b: Floats
    strata: tuple[Integers, ...]
    shared: bool


def build_pair(counts: Floats, over: Floats, event: Integers, rows_a: Integers, rows_b: Integers) -> Pair:
    """Return the pair of two groups of rows; units are events where these tie enough articles together."""
    rows = np.concatenate([rows_a, rows_b])
    in_a = np.arange(len(rows)) < len(rows_a)
    clusters_a, clusters_b = (len(np.unique(cluster_codes(event[r]))) for r in (rows_a, rows_b))
    if is_clustered(event[rows]) and min(clusters_a, clusters_b) >= FEWEST_CLUSTERS:
        codes = cluster_codes(event[rows])
    else:
        codes = np.arange(len(rows))
    n = int(codes.max()) + 1
    has_a = np.bincount(codes, weights=in_a, minlength=n) > 0
    has_b = np.bincount(codes, weights=~in_a, minlength=n) > 0
    both = has_a & has_b
    if 0 < both.sum() < FEWEST_CLUSTERS:
        # A handful of shared events cannot be drawn as a stratum of its own: each side keeps its part.
        codes = np.where(both[codes] & ~in_a, codes + n, codes)
        codes = np.unique(codes, return_inverse=True)[1]
        n = int(codes.max()) + 1
        has_a = np.bincount(codes, weights=in_a, minlength=n) > 0
        has_b = np.bincount(codes, weights=~in_a, minlength=n) > 0
        both = has_a & has_b
    strata = [np.flatnonzero(has_a & ~has_b), np.flatnonzero(has_b & ~has_a), np.flatnonzero(both)]
    if both.any():
        # One outlet's two lonely articles are drawn together with the shared events.
        small = [s for s in strata[:2] if len(s) < FEWEST_CLUSTERS]
        strata = [*[s for s in strata[:2] if len(s) >= FEWEST_CLUSTERS], np.concatenate([*small, strata[2]])]
    zero = np.zeros((1, 1))
    side = [np.where(in_a[:, None], t[rows], zero) for t in (counts, over)]
    other = [np.where(in_a[:, None], zero, t[rows]) for t in (counts, over)]
    totals = [cluster_totals(codes, n, t) for t in (*side, *other)]
    return Pair(
        counts_a=totals[0],
        over_a=totals[1],
        counts_b=totals[2],
        over_b=totals[3],
        strata=tuple(s for s in strata if len(s)),
        shared=bool(both.any()),
    )


@dataclass(frozen=True, slots=True)
class PairTotals:
    """Ratios, difference and its standard error in one or many resamples, all (resamples, columns)."""

    ratio_a: Floats
    ratio_b: Floats
    difference: Floats
    error: Floats
    correlation: Floats


class PairTable:
    """The products that a count matrix is multiplied with for both sides of a pair."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.a = ProductTable.of(pair.counts_a, pair.over_a, True)
        self.b = ProductTable.of(pair.counts_b, pair.over_b, True)
        self.factor_a = small_sample((pair.over_a > 0).sum(axis=0))
        self.factor_b = small_sample((pair.over_b > 0).sum(axis=0))
        self.cross = np.hstack([
            pair.counts_a * pair.counts_b, pair.counts_a * pair.over_b,
            pair.over_a * pair.counts_b, pair.over_a * pair.over_b,
        ]) if pair.shared else None  # fmt: skip

    def totals(self, weights: Floats) -> PairTotals:
        """Return what the resamples in `weights` (resamples, units) give."""
        a, b = self.a.totals(weights), self.b.totals(weights)
        ratio_a, ratio_b = divided(a.count, a.over), divided(b.count, b.over)
        error_a = ratio_error(ratio_a, a) * self.factor_a
        error_b = ratio_error(ratio_b, b) * self.factor_b
        covariance = np.zeros_like(ratio_a)
        if self.cross is not None:
            m = ratio_a.shape[1]
            product = weights @ self.cross
            cc, cd, dc, dd = (product[:, i * m : (i + 1) * m] for i in range(4))
            mixed = cc - ratio_b * cd - ratio_a * dc + ratio_a * ratio_b * dd
            covariance = divided(mixed, a.over * b.over) * self.factor_a * self.factor_b
        variance = error_a**2 + error_b**2 - 2 * covariance
        return PairTotals(
            ratio_a, ratio_b, ratio_a - ratio_b, np.sqrt(np.maximum(variance, 0.0)),
            divided(covariance, error_a * error_b),
        )  # fmt: skip

    def resampled(self, n_resamples: int, seed: int) -> Floats:
        """Return the differences in bootstrap resamples of the units."""
        random = np.random.default_rng(seed)
        weights = stratified_counts(list(self.pair.strata), n_resamples, random)
        return np.concatenate([self.totals(block).difference for block in weights])

    def left_out(self) -> Floats:
        """Return the difference without each unit in turn, (units, columns)."""
        p = self.pair
        a = divided(p.counts_a.sum(axis=0) - p.counts_a, p.over_a.sum(axis=0) - p.over_a)
        b = divided(p.counts_b.sum(axis=0) - p.counts_b, p.over_b.sum(axis=0) - p.over_b)
        return a - b
