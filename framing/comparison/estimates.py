"""What each group does: one number per group and measure, its interval and what it rests on.

A rate is a ratio of totals (all hedges of an outlet over all its words), so that a short article does
not count as much as a long one; a measure that is no rate is a mean over articles. Each row says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.clusters import cluster_codes, cluster_totals, is_clustered
from framing.comparison.intervals import (
    bca_interval,
    effective_number,
    few_holders_interval,
    formula_interval,
    highest_of_none,
    percentile_interval,
    studentized_interval,
)
from framing.comparison.options import METHOD_NAMES, Options
from framing.comparison.resampling import (
    ProductTable,
    Totals,
    divided,
    ratio_error,
    resampled_ratios,
    small_sample,
)
from framing.comparison.sample import Sample

Floats = np.ndarray[Any, np.dtype[np.float64]]
# With so many articles the formula and the bootstrap agree; "the rest" of a large corpus uses the formula.
ENOUGH_FOR_FORMULA = 500
# Articles (or events) with something counted. Below it a t interval covers better in simulation than any bootstrap:
# with 12 articles 94 to 96 times in 100, the studentised bootstrap 93 to 95, BCa 87 to 91.
FEWEST_FOR_BOOTSTRAP = 30
FEWEST_HOLDERS = 3  # articles that hold any; of fewer, spread says nothing ("0.7, between 0.000 and 200,000")
COLUMNS = (
    "measure", "group", "estimate", "low", "high", "n_articles", "n_words", "count", "method",
    "n_effective", "denominator", "standard_error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupEstimates:
    """One group's numbers, all arrays of shape (columns,); estimates in units of the ratio itself."""

    group: str
    estimate: Floats
    error: Floats
    low: Floats
    high: Floats
    n_articles: np.ndarray[Any, np.dtype[np.int64]]
    n_effective: Floats
    n_words: Floats
    count: Floats
    over: Floats
    bootstrapped: np.ndarray[Any, np.dtype[np.bool_]]
    how: tuple[str, ...]


def group_seed(seed: int, *names: str) -> int:
    """Return a seed of its own for each group, so that adding an outlet leaves the others' numbers alone."""
    words = np.random.SeedSequence([seed, *"\x1f".join(names).encode()])
    return int(words.generate_state(1, np.uint64)[0])


def estimate_rows(
    sample: Sample,
    rows: np.ndarray[Any, Any],
    name: str,
    *,
    clump: Floats,
    options: Options,
    bootstrap: bool = True,
) -> GroupEstimates:
    """Return the estimates of the articles in `rows`, called `name`; by formula alone without `bootstrap`."""
    method, level = options.method, options.level
    counts, over = sample.counts[rows], sample.over[rows]
    clustered = is_clustered(sample.event[rows])
    if clustered:
        codes = cluster_codes(sample.event[rows])
        n_units = int(codes.max()) + 1
        unit_counts, unit_over = cluster_totals(codes, n_units, counts), cluster_totals(codes, n_units, over)
    else:
        unit_counts, unit_over = counts, over
    whole = whole_totals(unit_counts, unit_over)
    estimate = divided(whole.count, whole.over)[0]
    n_units_used = (unit_over > 0).sum(axis=0)
    error = ratio_error(estimate[None, :], whole)[0] * small_sample(n_units_used)
    kinds = [column.kind for column in sample.columns]
    informative = informative_units(unit_counts, unit_over, kinds)
    low, high, bootstrapped = _bounds(
        unit_counts, unit_over, estimate, error, informative, kinds,
        options=options, seed=group_seed(options.seed, name), bootstrap=bootstrap,
    )  # fmt: skip
    how = []
    for j, column in enumerate(sample.columns):
        value, kind = estimate[j], column.kind
        base = "mean over articles" if kind == "mean" else "ratio of totals"
        unit = "event-clustered article" if clustered else "article"
        if not np.isfinite(value):
            low[j] = high[j] = np.nan
            how.append("cannot be known: nothing to count in")
        elif kind != "mean" and value == 0:
            low[j], high[j] = 0.0, highest_of_none(float(over[:, j].sum()), clump[j], kind, level)
            how.append(f"{base}, none found: exact upper bound {level:.0%}".replace("%", " %"))
        elif kind == "share" and value == 1:
            low[j] = 1 - highest_of_none(float(over[:, j].sum()), clump[j], kind, level)
            high[j] = 1.0
            how.append(f"{base}, nothing else found: exact lower bound {level:.0%}".replace("%", " %"))
        elif n_units_used[j] < 2:
            low[j] = high[j] = np.nan
            how.append(f"{base}, no interval: one article")
        elif kind != "mean" and informative[j] < FEWEST_HOLDERS:
            few = int(informative[j])
            if few == int((unit_counts[:, j] > 0).sum()):
                low[j], high[j] = few_holders_interval(value, few, level)
            else:  # a share of which only the rest is rare
                low[j], high[j] = (1 - bound for bound in few_holders_interval(1 - value, few, level)[::-1])
            holders = ("one article that holds", "two articles that hold")[few - 1]
            how.append(f"{base}, exact interval by the {holders} any {level:.0%}".replace("%", " %"))
        elif not error[j] > 0:
            low[j] = high[j] = np.nan
            how.append(f"{base}, no interval: all articles have the same value")
        elif bootstrapped[j]:
            how.append(f"{base}, {unit} {METHOD_NAMES[method]} {level:.0%}".replace("%", " %"))
        else:
            scale = {"rate": " on the log scale", "share": " on the logit scale", "mean": ""}[kind]
            how.append(f"{base}, t interval{scale} {level:.0%} (few articles)".replace("%", " %"))
    words = np.array(
        [
            over[:, j].sum() if c.denominator.startswith("n_words") else np.nansum(sample.n_words[rows][used])
            for j, (c, used) in enumerate(zip(sample.columns, (over > 0).T, strict=True))
        ]
    )
    lowest = np.where([k == "mean" for k in kinds], -np.inf, 0.0)
    highest = np.where([k == "share" for k in kinds], 1.0, np.inf)
    return GroupEstimates(
        group=name,
        estimate=estimate,
        error=error,
        low=np.clip(low, lowest, highest),
        high=np.clip(high, lowest, highest),
        n_articles=(over > 0).sum(axis=0),
        n_effective=divided(article_variance(counts, over, estimate), error**2),
        n_words=words,
        count=np.where([k == "mean" for k in kinds], np.nan, counts.sum(axis=0)),
        over=over.sum(axis=0),
        bootstrapped=bootstrapped,
        how=tuple(how),
    )


def _bounds(
    counts: Floats, over: Floats, estimate: Floats, error: Floats, informative: Any, kinds: list[str],
    *, options: Options, seed: int, bootstrap: bool,
) -> tuple[Floats, Floats, Any]:  # fmt: skip
    """Return low, high and whether each came from the bootstrap (else from a formula)."""
    method, level = options.method, options.level
    # Twelve articles of which two hold most of the words, or only five any hedge, are not twelve observations.
    n_telling = np.minimum(effective_number(over), informative)
    low, high = formula_interval(estimate, error, n_telling, kinds=kinds, level=level)
    if len(counts) < 2 or not bootstrap:
        return low, high, np.zeros(len(kinds), dtype=bool)
    drawn = resampled_ratios(counts, over, n_resamples=options.n_resamples, seed=seed, errors=method == "studentized")
    # A resample without any of the few articles that have the denominator is the estimate itself again.
    ratio = np.where(np.isnan(drawn.ratio), estimate, drawn.ratio)
    if method == "studentized":
        boot_low, boot_high = studentized_interval(ratio, drawn.error, estimate, error, level)
        usable = informative >= FEWEST_FOR_BOOTSTRAP
    elif method == "percentile":
        boot_low, boot_high = percentile_interval(ratio, level)
        usable = np.ones(len(kinds), dtype=bool)
    else:
        left_out = divided(counts.sum(axis=0) - counts, over.sum(axis=0) - over)
        left_out = np.where(np.isnan(left_out), estimate, left_out)
        boot_low, boot_high = bca_interval(ratio, estimate, left_out, level)
        usable = np.ones(len(kinds), dtype=bool)
    usable &= np.isfinite(boot_low) & np.isfinite(boot_high)
    return np.where(usable, boot_low, low), np.where(usable, boot_high, high), usable


def whole_totals(counts: Floats, over: Floats) -> Totals:
    """Return the totals of the data themselves, as one resample that draws every unit once."""
    return ProductTable.of(counts, over, True).totals(np.ones((1, len(counts))))


def informative_units(counts: Floats, over: Floats, kinds: list[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return how many articles hold some of what is counted (and for a share, some of the rest)."""
    used = over > 0
    result: np.ndarray[Any, np.dtype[np.int64]] = used.sum(axis=0)
    some = ((counts > 0) & used).sum(axis=0)
    rest = ((counts < over) & used).sum(axis=0)
    for j, kind in enumerate(kinds):
        if kind == "rate":
            result[j] = some[j]
        elif kind == "share":
            result[j] = min(some[j], rest[j])
    return result


def article_variance(counts: Floats, over: Floats, estimate: Floats) -> Floats:
    """Return how much articles differ: the variance of their values, longer articles weighing more."""
    value = divided(counts, over)
    squared = np.where(over > 0, over * (np.nan_to_num(value) - np.nan_to_num(estimate)) ** 2, 0.0)
    n = (over > 0).sum(axis=0).astype(float)
    return divided(squared.sum(axis=0), over.sum(axis=0)) * divided(n, n - 1)


def clump_sizes(sample: Sample) -> Floats:
    """Return, per column, how many come together in an article that has any (over all groups)."""
    return np.maximum(np.nan_to_num(divided((sample.counts**2).sum(axis=0), sample.counts.sum(axis=0))), 1.0)


def estimates_table(sample: Sample, groups: list[GroupEstimates]) -> pd.DataFrame:
    """Return the table `estimates`: measure by group, in the measures' own units."""
    return pd.DataFrame(list(_rows(sample, groups)), columns=list(COLUMNS))


def _rows(sample: Sample, groups: list[GroupEstimates]) -> Iterator[tuple[Any, ...]]:
    for j, column in enumerate(sample.columns):
        for g in groups:
            yield (
                column.name, g.group, g.estimate[j] * column.per, g.low[j] * column.per,
                g.high[j] * column.per, int(g.n_articles[j]), g.n_words[j], g.count[j], g.how[j],
                g.n_effective[j], g.over[j], g.error[j] * column.per,
            )  # fmt: skip
