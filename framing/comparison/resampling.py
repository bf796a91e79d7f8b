"""Bootstrap over whole articles (or events): every resample is a row of counts, every total one product.

The words of one article are not independent of each other, so words are never resampled, articles are.
How often each article is drawn in each resample is a matrix; that matrix times the table of
counts is the total of every measure in every resample, at the speed of the linear algebra library.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
CELLS = 8_000_000  # of the count matrix held at once: 64 MB


def resample_counts(
    n: int, n_resamples: int, random: np.random.Generator
) -> Iterator[np.ndarray[Any, np.dtype[np.float64]]]:
    """Yield blocks of rows; each row says how often each of n units is in that resample of n draws."""
    rows = max(1, CELLS // max(n, 1))
    for start in range(0, n_resamples, rows):
        block = min(rows, n_resamples - start)
        drawn = random.integers(0, n, size=(block, n), dtype=np.int64)
        drawn += np.arange(block, dtype=np.int64)[:, None] * n
        yield np.bincount(drawn.ravel(), minlength=block * n).reshape(block, n).astype(np.float64)


def stratified_counts(
    strata: list[np.ndarray[Any, np.dtype[np.int64]]], n_resamples: int, random: np.random.Generator
) -> Iterator[Floats]:
    """Yield count matrices in which each stratum (unit numbers) keeps its size."""
    n = sum(len(units) for units in strata)
    rows = max(1, CELLS // max(n, 1))
    for start in range(0, n_resamples, rows):
        block = min(rows, n_resamples - start)
        counts = np.zeros((block, n))
        for units in strata:
            if len(units):
                counts[:, units] = next(resample_counts(len(units), block, random))
        yield counts


@dataclass(frozen=True, slots=True)
class Resampled:
    """Ratios of totals in every resample and their standard errors, both (resamples, columns)."""

    ratio: Floats
    error: Floats


def resampled_ratios(counts: Floats, over: Floats, *, n_resamples: int, seed: int, errors: bool = True) -> Resampled:
    """Return the ratio of totals of each column in `n_resamples` bootstrap resamples of the rows.

    counts, over: (units, columns). With `errors`, the linearised standard error of each resample too,
    which the studentised interval needs; it costs two more columns per measure.

    >>> drawn = resampled_ratios(np.array([[1.0], [3.0]]), np.ones((2, 1)), n_resamples=200, seed=0)
    >>> sorted(set(drawn.ratio[:, 0].tolist()))
    [1.0, 2.0, 3.0]
    """
    random = np.random.default_rng(seed)
    m = counts.shape[1]
    table = ProductTable.of(counts, over, errors)
    ratio, error = [], []
    for weights in resample_counts(len(counts), n_resamples, random):
        totals = table.totals(weights)
        value = divided(totals.count, totals.over)
        ratio.append(value)
        if errors:
            error.append(ratio_error(value, totals) * small_sample(len(counts)))
    empty = np.empty((0, m))
    return Resampled(
        ratio=np.concatenate(ratio) if ratio else empty,
        error=np.concatenate(error) if error else empty,
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the units of each resample: of counts, of denominators and of their products."""

    count: Floats
    over: Floats
    count2: Floats
    both: Floats
    over2: Floats


@dataclass(frozen=True, slots=True)
class ProductTable:
    """The columns that a count matrix is multiplied with; equal denominators are multiplied once."""

    table: Floats
    m: int
    which: np.ndarray[Any, np.dtype[np.int64]]
    n_over: int
    errors: bool

    @staticmethod
    def of(counts: Floats, over: Floats, errors: bool) -> "ProductTable":
        distinct, which = distinct_columns(over)
        parts = [counts, distinct]
        if errors:
            parts += [counts * counts, counts * over, distinct * distinct]
        return ProductTable(np.hstack(parts), counts.shape[1], which, distinct.shape[1], errors)

    def totals(self, weights: Floats) -> Totals:
        """Return the totals of resamples given as how often each unit is drawn, (resamples, units)."""
        return self._split(weights @ self.table)

    def totals_of(self, rows: np.ndarray[Any, np.dtype[np.int64]]) -> Totals:
        """Return the totals of resamples given as unit numbers, (resamples, draws): better when few are drawn."""
        return self._split(self.table[rows].sum(axis=1))

    def _split(self, product: Floats) -> Totals:
        m, k = self.m, self.n_over
        count, over = product[:, :m], product[:, m : m + k][:, self.which]
        if not self.errors:
            return Totals(count, over, count, count, count)
        at = m + k
        return Totals(
            count,
            over,
            product[:, at : at + m],
            product[:, at + m : at + 2 * m],
            product[:, at + 2 * m :][:, self.which],
        )


def distinct_columns(table: Floats) -> tuple[Floats, np.ndarray[Any, np.dtype[np.int64]]]:
    """Return the different columns of a table and, for each column, which of them it is."""
    seen: dict[bytes, int] = {}
    which = np.array([seen.setdefault(table[:, j].tobytes(), len(seen)) for j in range(table.shape[1])], int)
    first = [int(np.flatnonzero(which == i)[0]) for i in range(len(seen))]
    return table[:, first], which


def divided(count: Floats, over: Floats) -> Floats:
    """Return count / over, NaN where there is nothing to divide by."""
    result = np.full(count.shape, np.nan)
    np.divide(count, over, out=result, where=over > 0)
    return result


def small_sample(n: Any) -> Any:
    """Return sqrt(n / (n - 1)), by which n observations understate their spread; NaN for one."""
    n = np.asarray(n, dtype=np.float64)
    return np.sqrt(n / np.where(n > 1, n - 1, np.nan))


def ratio_error(ratio: Floats, totals: Totals) -> Floats:
    """Return the linearised standard error of a ratio of totals (Cochran 1977, section 6.3).

    Without the small-sample factor, which belongs to the number of units: see `small_sample`.
    """
    spread = totals.count2 - 2 * ratio * totals.both + ratio**2 * totals.over2
    # Rounding can leave -1e-18 where every article has the same rate.
    spread = np.where(spread > 1e-12 * np.maximum(totals.count2, 1e-300), spread, 0.0)
    return divided(np.sqrt(spread), totals.over)
