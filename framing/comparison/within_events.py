"""The same events, told by different outlets: differences inside events, where the topic is held fixed.

An outlet that covers more trials writes "alleged" more often without wording anything differently.
Inside one event that cannot happen. Each event contributes its own difference, weighted by how much
text both sides have there (Mantel and Haenszel 1959; for rates Greenland and Robins 1985), so an event
told in two short notes does not count as much as one told in long reports.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.comparison.estimates import whole_totals
from framing.comparison.permutation import permutation_rounds, studentised
from framing.comparison.resampling import CELLS, divided, ratio_error, small_sample

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two groups inside the events they share.

    excess, weight: (events, columns); sum of excess / sum of weight is the within-event difference.
    Articles are rows sorted by event; residual is each one's count less what its event leads to expect.
    """

    events: Integers
    excess: Floats
    weight: Floats
    residual: Floats
    over: Floats
    event_over: Floats
    of_event: Integers
    in_a: np.ndarray[Any, np.dtype[np.bool_]]
    rows: Integers


def build_event_pair(counts: Floats, over: Floats, event: Integers, rows_a: Integers, rows_b: Integers) -> EventPair:
    """Return the events that both groups of rows report, with each event's own difference."""
    shared = np.intersect1d(event[rows_a], event[rows_b])
    shared = shared[shared >= 0]
    rows = np.concatenate([rows_a, rows_b])
    rows = rows[np.isin(event[rows], shared)]
    rows = rows[np.argsort(event[rows], kind="stable")]
    in_a = np.isin(rows, rows_a)
    of_event = np.searchsorted(shared, event[rows])
    c, d = counts[rows], over[rows]
    n = len(shared)
    event_counts, event_over = _by_event(of_event, n, c), _by_event(of_event, n, d)
    # What an article of that length would hold if all articles of the event were worded alike.
    expected = d * np.nan_to_num(divided(event_counts, event_over))[of_event]
    residual = c - expected
    over_a = _by_event(of_event[in_a], n, d[in_a])
    excess = _by_event(of_event[in_a], n, residual[in_a])
    weight = over_a * np.nan_to_num(divided(event_over - over_a, event_over))
    # An event where one side has no quotation to count is no comparison, whatever the other has.
    excess = np.where(weight > 0, excess, 0.0)
    return EventPair(shared, excess, weight, residual, d, event_over, of_event, in_a, rows)


def _by_event(of_event: Integers, n: int, values: Floats) -> Floats:
    totals = np.zeros((n, values.shape[1]))
    np.add.at(totals, of_event, values)
    return totals


def event_error(excess: Floats, weight: Floats, difference: Floats) -> Floats:
    """Return the standard error of a within-event difference, from how much events disagree."""
    whole = whole_totals(excess, weight)
    error: Floats = ratio_error(difference[None, :], whole)[0] * small_sample((weight > 0).sum(axis=0))
    return error


def leave_one_event_out(pair: EventPair) -> tuple[Floats, Floats, Integers]:
    """Return the lowest and highest difference without one of the events, and which event moves it most."""
    rest = divided(pair.excess.sum(axis=0) - pair.excess, pair.weight.sum(axis=0) - pair.weight)
    whole = divided(pair.excess.sum(axis=0), pair.weight.sum(axis=0))
    m = pair.excess.shape[1]
    used = (pair.weight > 0) & np.isfinite(rest)
    low, high, event = np.full(m, np.nan), np.full(m, np.nan), np.full(m, -1)
    for j in range(m):
        if used[:, j].sum() >= 2:
            values = rest[used[:, j], j]
            low[j], high[j] = values.min(), values.max()
            moved = np.where(used[:, j], np.abs(rest[:, j] - whole[j]), -1.0)
            event[j] = pair.events[int(np.argmax(moved))]
    return low, high, event.astype(np.int64)


def within_event_p(pair: EventPair, *, n_permutations: int, seed: int) -> Floats:
    """Return two-sided p values (columns,): labels dealt again among the articles of each event."""
    difference = divided(pair.excess.sum(axis=0), pair.weight.sum(axis=0))
    error = event_error(pair.excess, pair.weight, difference)
    observed = studentised(difference, error)[None, :]
    n_events, n = len(pair.events), len(pair.rows)
    n_a = np.bincount(pair.of_event, weights=pair.in_a, minlength=n_events).astype(np.int64)
    size = np.bincount(pair.of_event, minlength=n_events)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    single = n_a == 1
    # One article of the outlet per event, the usual case, needs no shuffling: draw one of the event's.
    own_weight = pair.over * np.nan_to_num(
        divided(pair.event_over[pair.of_event] - pair.over, pair.event_over[pair.of_event])
    )
    own_excess = np.where(own_weight > 0, pair.residual, 0.0)
    table = np.hstack([own_excess, own_weight, own_excess**2, own_excess * own_weight, own_weight**2])
    m = pair.excess.shape[1]
    several = np.flatnonzero(~single)
    several_rows = np.flatnonzero(~single[pair.of_event])
    ends = np.cumsum(size[several])
    factor = small_sample((pair.weight > 0).sum(axis=0))

    def deal(block: int, random: np.random.Generator) -> Floats:
        chosen = start[single] + (random.random((block, int(single.sum()))) * size[single]).astype(np.int64)
        weights = np.zeros((block, n))
        np.put_along_axis(weights, chosen, 1.0, axis=1)
        sums = (weights @ table).reshape(block, 5, m)
        if len(several):
            keys = random.random((block, len(several_rows))) + np.repeat(np.arange(len(several)), size[several])
            order = several_rows[np.argsort(keys, axis=1)]
            slots = np.concatenate([
                np.arange(end - s, end - s + a)
                for end, s, a in zip(ends, size[several], n_a[several], strict=True)
            ])  # fmt: skip
            firsts = np.concatenate([[0], np.cumsum(n_a[several])[:-1]])
            picked = order[:, slots]
            over_a = np.add.reduceat(pair.over[picked], firsts, axis=1)
            excess = np.add.reduceat(pair.residual[picked], firsts, axis=1)
            event_over = pair.event_over[several][None]
            weight = over_a * np.nan_to_num(divided(event_over - over_a, np.broadcast_to(event_over, over_a.shape)))
            excess = np.where(weight > 0, excess, 0.0)
            products = (excess, weight, excess**2, excess * weight, weight**2)
            sums = sums + np.stack([p.sum(axis=1) for p in products], axis=1)
        e, w, ee, ew, ww = (sums[:, i] for i in range(5))
        value = divided(e, w)
        spread = np.maximum(ee - 2 * value * ew + value**2 * ww, 0.0)
        spread = np.where(spread > 1e-12 * np.maximum(ee, 1e-300), spread, 0.0)
        return studentised(value, divided(np.sqrt(spread), w) * factor)[:, None, :]

    block = max(1, CELLS // max(n, len(several_rows) * m, 1))
    p = permutation_rounds(observed, deal, n_permutations=n_permutations, seed=seed, block=block)[0]
    return np.where((pair.weight > 0).sum(axis=0) >= 2, p, np.nan)
