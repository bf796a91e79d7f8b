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
from framing.comparison.permutation import Deal, permutation_rounds, studentised
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
    weight = _weights(over_a, event_over)
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


def label_error(pair: EventPair) -> Floats:
    """Return the standard error of the difference if the articles of each event had no outlet (columns,).

    Where one side counted almost nothing, its events agree that there is nothing, and how much they disagree
    says too little: eight hedges that happen to be the others' could have been anybody's.
    """
    n = len(pair.events)
    over_a = _by_event(pair.of_event[pair.in_a], n, pair.over[pair.in_a])
    squared = _by_event(pair.of_event, n, pair.residual**2)
    part = np.nan_to_num(divided(over_a, pair.event_over))
    factor = small_sample(np.bincount(pair.of_event, minlength=n))[:, None] ** 2
    variance = np.where(pair.weight > 0, part * (1 - part) * squared * np.nan_to_num(factor), 0.0)
    return divided(np.sqrt(variance.sum(axis=0)), pair.weight.sum(axis=0))


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
    observed = studentised(difference, event_error(pair.excess, pair.weight, difference))
    factor = small_sample((pair.weight > 0).sum(axis=0))

    def dealer(columns: Integers) -> Deal:
        events = _Events(pair, columns)

        def deal(block: int, random: np.random.Generator) -> Floats:
            e, w, ee, ew, ww = events.dealt_sums(block, random)
            value = divided(e, w)
            spread = np.maximum(ee - 2 * value * ew + value**2 * ww, 0.0)
            spread = np.where(spread > 1e-12 * np.maximum(ee, 1e-300), spread, 0.0)
            return studentised(value, divided(np.sqrt(spread), w) * factor[columns])

        return deal

    m = pair.excess.shape[1]
    block = max(1, CELLS // max(len(pair.rows) * m, 1))
    p = permutation_rounds(observed, dealer, np.arange(m), n_permutations=n_permutations, seed=seed, block=block)
    return np.where((pair.weight > 0).sum(axis=0) >= 2, p, np.nan)


class _Events:
    """Deals the outlet's labels again inside each event and sums what the statistic needs."""

    def __init__(self, pair: EventPair, columns: Integers) -> None:
        n_events = len(pair.events)
        self.residual, self.over = pair.residual[:, columns], pair.over[:, columns]
        self.event_over = pair.event_over[:, columns]
        self.n = len(pair.rows)
        n_a = np.bincount(pair.of_event, weights=pair.in_a, minlength=n_events).astype(np.int64)
        size = np.bincount(pair.of_event, minlength=n_events)
        start = np.concatenate([[0], np.cumsum(size)[:-1]])
        single = n_a == 1
        # One article of the outlet per event, the usual case, needs no shuffling: draw one of the event's.
        self.single_start, self.single_size = start[single], size[single]
        weight = _weights(self.over, self.event_over[pair.of_event])
        excess = np.where(weight > 0, self.residual, 0.0)
        self.table = np.hstack(_products(excess, weight))
        self.several = np.flatnonzero(~single)
        self.rows = np.flatnonzero(~single[pair.of_event])
        self.size, ends = size[self.several], np.cumsum(size[self.several])
        taken = n_a[self.several]
        places = [np.arange(end - s, end - s + a) for end, s, a in zip(ends, self.size, taken, strict=True)]
        self.slots = np.concatenate(places) if places else np.empty(0, dtype=np.int64)
        self.firsts = np.concatenate([[0], np.cumsum(taken)[:-1]]) if places else self.slots

    def dealt_sums(self, block: int, random: np.random.Generator) -> list[Floats]:
        """Return the sums over events of excess, weight and their products, each (block, columns)."""
        m = self.over.shape[1]
        draw = random.random((block, len(self.single_start))) * self.single_size
        weights = np.zeros((block, self.n))
        np.put_along_axis(weights, self.single_start + draw.astype(np.int64), 1.0, axis=1)
        sums = list(np.moveaxis((weights @ self.table).reshape(block, 5, m), 1, 0))
        if not len(self.several):
            return sums
        keys = random.random((block, len(self.rows))) + np.repeat(np.arange(len(self.several)), self.size)
        order = self.rows[np.argsort(keys, axis=1)]
        picked = order[:, self.slots].T  # articles first, so that sums over them run along whole rows
        over_a = np.add.reduceat(self.over[picked], self.firsts, axis=0)
        excess = np.add.reduceat(self.residual[picked], self.firsts, axis=0)
        weight = _weights(over_a, np.broadcast_to(self.event_over[self.several][:, None], over_a.shape))
        excess = np.where(weight > 0, excess, 0.0)
        return [a + b.sum(axis=0) for a, b in zip(sums, _products(excess, weight), strict=True)]


def _weights(over_a: Floats, event_over: Floats) -> Floats:
    """Return the Mantel-Haenszel weight of events in which a side has `over_a` of the denominator."""
    return over_a * np.nan_to_num(divided(event_over - over_a, event_over))


def _products(excess: Floats, weight: Floats) -> tuple[Floats, ...]:
    return excess, weight, excess**2, excess * weight, weight**2
