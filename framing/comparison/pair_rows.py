"""One group against another, all measures at once: the numbers that become rows of `differences`.

Two answers are given side by side. Unmatched: all articles of one side against all of the other, which
mixes how things are worded with what is covered. Same event: inside shared events only, where the topic
is held fixed. Where the two disagree, the topic mix is the likely reason.
"""

from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from framing.comparison.clusters import cluster_codes
from framing.comparison.estimates import GroupEstimates, article_variance, group_seed
from framing.comparison.intervals import (
    bca_interval,
    difference_interval,
    jackknife_interval,
    percentile_interval,
    t_of_events,
)
from framing.comparison.options import METHOD_NAMES, Options
from framing.comparison.pairs import PairTable, build_pair
from framing.comparison.permutation import permutation_p
from framing.comparison.resampling import divided, resampled_ratios
from framing.comparison.sample import Sample
from framing.comparison.within_events import (
    EventPair,
    build_event_pair,
    event_error,
    label_error,
    leave_one_event_out,
    within_event_p,
)

# Two events give an interval ten times as wide as what it is about; from three on it covers (simulation.py).
FEWEST_EVENTS = 3
# "None against eight" in every event looks certain to the jackknife: it covers 40 to 80 times in 100 there.
FEWEST_COUNTED = 3
Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


def unmatched(
    sample: Sample,
    rows_a: Integers,
    rows_b: Integers,
    first: GroupEstimates,
    second: GroupEstimates,
    options: Options,
) -> dict[str, Any]:
    """Return, per column, the difference of all articles of one side from all articles of the other."""
    m = len(sample.columns)
    pair = build_pair(sample.counts, sample.over, sample.event, rows_a, rows_b)
    table = PairTable(pair)
    whole = table.totals(np.ones((1, len(pair.counts_a))))
    difference, error = whole.difference[0], whole.error[0]
    correlation = np.clip(np.nan_to_num(whole.correlation[0]), -1.0, 1.0)
    clustered = len(pair.counts_a) < len(rows_a) + len(rows_b)
    low, high = np.full(m, np.nan), np.full(m, np.nan)
    for j in range(m):
        sides = [(float(e.estimate[j]), float(e.low[j]), float(e.high[j])) for e in (first, second)]
        if np.isfinite(sides).all():
            low[j], high[j] = difference_interval(sides[0], sides[1], float(correlation[j]))
    how = "from the intervals of the two sides"
    if options.method != "studentized":
        drawn = table.resampled(options.n_resamples, options.seed)
        bounds = _plain_bounds(drawn, difference, table.left_out(), options)
        usable = (error > 0) & np.isfinite(low) & np.isfinite(bounds[0])
        low, high = np.where(usable, bounds[0], low), np.where(usable, bounds[1], high)
        how = ("event-clustered " if clustered else "") + f"article {METHOD_NAMES[options.method]}"
    rows = np.concatenate([rows_a, rows_b])
    # Articles of one event are not independent: what is tested is the difference in clustered errors.
    observed = _as_if_independent(sample, rows_a, rows_b, difference, error) if clustered else None
    p = permutation_p(
        sample.counts[rows],
        sample.over[rows],
        len(rows_a),
        observed,
        n_permutations=options.n_permutations,
        seed=group_seed(options.seed, first.group, second.group, "unmatched"),
    )
    kinds = ["means" if column.kind == "mean" else "ratios of totals" for column in sample.columns]
    return {
        "mode": ["unmatched"] * m,
        "difference": difference,
        "low": low,
        "high": high,
        "p": np.where(error > 0, p, np.nan),
        "n_events": np.zeros(m, dtype=np.int64),
        "estimate": first.estimate,
        "estimate_reference": second.estimate,
        "n_articles": first.n_articles,
        "n_articles_reference": second.n_articles,
        "events_higher": np.full(m, np.nan),
        "events_lower": np.full(m, np.nan),
        "lowest_without_one_event": np.full(m, np.nan),
        "highest_without_one_event": np.full(m, np.nan),
        "most_influential_event": [""] * m,
        "count": first.count,
        "count_reference": second.count,
        "method": [f"difference of {kind}, interval {how}; article permutation" for kind in kinds],
    } | _effect_sizes(sample, rows_a, rows_b, first, second, difference, low, high)


def _as_if_independent(sample: Sample, rows_a: Integers, rows_b: Integers, difference: Floats, error: Floats) -> Floats:
    """Return difference / error, drawn in from the t of the smaller side's events to that of its articles.

    The shuffled statistic is of articles. Twenty events of two articles each know their error less well
    than forty articles would, so the same t is less surprising: it is replaced by the t of equal tail.
    """
    smaller = min((rows_a, rows_b), key=lambda rows: len(np.unique(cluster_codes(sample.event[rows]))))
    n_events = len(np.unique(cluster_codes(sample.event[smaller])))
    t = difference / np.where(error > 0, error, np.nan)
    tail = stdtr(n_events - 1, -np.abs(t))
    independent: Floats = np.sign(t) * -stdtrit(len(smaller) - 1, tail)
    return independent


def same_event(
    sample: Sample,
    rows_a: Integers,
    rows_b: Integers,
    first: GroupEstimates,
    second: GroupEstimates,
    options: Options,
) -> dict[str, Any] | None:
    """Return, per column, the difference inside the events both sides report; None where they share none."""
    pair = build_event_pair(sample.counts, sample.over, sample.event, rows_a, rows_b)
    if not len(pair.events):
        return None
    m = len(sample.columns)
    excess, weight = pair.excess, pair.weight
    difference = divided(excess.sum(axis=0), weight.sum(axis=0))
    error = event_error(excess, weight, difference)
    sides = (pair.in_a, ~pair.in_a)
    counts, overs = ([t[pair.rows[side]].sum(axis=0) for side in sides] for t in (sample.counts, sample.over))
    counted = [np.where([c.kind == "mean" for c in sample.columns], np.nan, count) for count in counts]
    low, high, how = _event_interval(pair, difference, error, np.fmin(*counted), options)
    seed = group_seed(options.seed, first.group, second.group, "same_event")
    p = within_event_p(pair, n_permutations=options.n_permutations, seed=seed)
    lowest, highest, event = leave_one_event_out(pair)
    ratios = [divided(count, over) for count, over in zip(counts, overs, strict=True)]
    n_articles = [(pair.over[side] > 0).sum(axis=0) for side in sides]
    return {
        "mode": ["same_event"] * m,
        "difference": difference,
        "low": low,
        "high": high,
        "p": np.where(error > 0, p, np.nan),
        "n_events": (weight > 0).sum(axis=0),
        "estimate": ratios[0],
        "estimate_reference": ratios[1],
        "n_articles": n_articles[0],
        "n_articles_reference": n_articles[1],
        "events_higher": ((excess > 0) & (weight > 0)).sum(axis=0).astype(float),
        "events_lower": ((excess < 0) & (weight > 0)).sum(axis=0).astype(float),
        "lowest_without_one_event": lowest,
        "highest_without_one_event": highest,
        "most_influential_event": [sample.event_names[e] if e >= 0 else "" for e in event],
        "count": counted[0],
        "count_reference": counted[1],
        "method": [
            f"within-event difference, Mantel-Haenszel weights, {one}; permutation within events" for one in how
        ],
    } | _effect_sizes(sample, rows_a, rows_b, first, second, difference, low, high)


def _event_interval(
    pair: EventPair, difference: Floats, error: Floats, fewest_counted: Floats, options: Options
) -> tuple[Floats, Floats, list[str]]:
    """Return low and high of a within-event difference, and how each column's were made."""
    excess, weight = pair.excess, pair.weight
    left_out = divided(excess.sum(axis=0) - excess, weight.sum(axis=0) - weight)
    low, high = jackknife_interval(difference, left_out, weight, options.level)
    n_events = (weight > 0).sum(axis=0)
    how = np.full(len(difference), "jackknife over events", dtype=object)
    if options.method != "studentized":
        drawn = resampled_ratios(excess, weight, n_resamples=options.n_resamples, seed=options.seed, errors=False).ratio
        bounds = _plain_bounds(drawn, difference, left_out, options)
        usable = np.isfinite(low) & np.isfinite(bounds[0])
        low, high = np.where(usable, bounds[0], low), np.where(usable, bounds[1], high)
        how[usable] = f"event {METHOD_NAMES[options.method]}"
    rare = fewest_counted < FEWEST_COUNTED
    half = t_of_events(weight, options.level) * label_error(pair)
    low = np.where(rare, np.fmin(low, difference - half), low)
    high = np.where(rare, np.fmax(high, difference + half), high)
    how[rare] = how[rare] + f" and exchange of labels (fewer than {FEWEST_COUNTED} counted on one side)"
    few = n_events < FEWEST_EVENTS
    how[few] = f"no interval: fewer than {FEWEST_EVENTS} events"
    shown = (error > 0) & ~few
    return np.where(shown, low, np.nan), np.where(shown, high, np.nan), [str(one) for one in how]


def _plain_bounds(drawn: Floats, difference: Floats, left_out: Floats, options: Options) -> tuple[Floats, Floats]:
    """Return percentile or BCa bounds; a resample that misses a side says nothing new."""
    drawn = np.where(np.isnan(drawn), difference, drawn)
    if options.method == "percentile":
        return percentile_interval(drawn, options.level)
    return bca_interval(drawn, difference, np.where(np.isnan(left_out), difference, left_out), options.level)


def _effect_sizes(
    sample: Sample,
    rows_a: Integers,
    rows_b: Integers,
    first: GroupEstimates,
    second: GroupEstimates,
    difference: Floats,
    low: Floats,
    high: Floats,
) -> dict[str, Floats]:
    """Return difference and interval over the standard deviation of articles inside the sides.

    A difference of 0.5 says that the outlets are half as far apart as articles of one outlet typically
    are from its own average. The standard deviation is taken as known in the interval.
    """
    total, degrees = np.zeros(len(sample.columns)), np.zeros(len(sample.columns))
    for rows, side in ((rows_a, first), (rows_b, second)):
        over = sample.over[rows]
        variance = np.nan_to_num(article_variance(sample.counts[rows], over, side.estimate))
        n = np.maximum((over > 0).sum(axis=0) - 1.0, 0.0)
        total, degrees = total + variance * n, degrees + n
    pooled = np.sqrt(divided(total, degrees))
    pooled = np.where(pooled > 0, pooled, np.nan)
    return {"effect_size": difference / pooled, "effect_low": low / pooled, "effect_high": high / pooled}
