"""Sentences on what could not be compared and why: groups too small, measures without anything to count, events."""

from collections.abc import Sequence

import numpy as np

from framing.comparison.clusters import FEWEST_FOR_ERROR, cluster_codes
from framing.comparison.estimates import GroupEstimates
from framing.comparison.sample import Sample, number_of
from framing.comparison.sentences import listed


def group_notes(sample: Sample, groups: Sequence[GroupEstimates], by: str) -> list[str]:
    """Return a sentence for each kind of thing that groups were too small or too even for."""
    notes = []
    if len(groups) == 1:
        notes.append(f"There is only one {by} ({groups[0].group}), so there is nothing to compare it with.")
    sizes = np.bincount(sample.group, minlength=len(sample.groups))
    single = [name for name, n in zip(sample.groups, sizes, strict=True) if n == 1]
    if single:
        notes.append(
            f"{listed(single)} {'has' if len(single) == 1 else 'have'} one article only: its numbers are "
            "shown without an interval, since one article does not tell how much articles differ."
        )
    few = [name for name, n in zip(sample.groups, sizes, strict=True) if 1 < n < 10]
    if few:
        notes.append(
            f"{listed(few)} {'has' if len(few) == 1 else 'have'} fewer than 10 articles: "
            "the intervals are rough there and few differences can be found."
        )
    return [*notes, *measure_notes(sample, groups)]


def measure_notes(sample: Sample, groups: Sequence[GroupEstimates]) -> list[str]:
    """Return a sentence for each way in which measures could not be compared, naming the measures."""
    nowhere, unknown, zero, partly_zero, equal = [], [], [], [], []
    for j, column in enumerate(sample.columns):
        label = column.label or column.name
        empty = [g.group for g in groups if g.over[j] == 0]
        if len(empty) == len(groups):
            nowhere.append(label)
            continue
        if empty:
            unknown.append(f"{label} ({listed(empty)})")
        none = [g.group for g in groups if g.over[j] > 0 and g.estimate[j] == 0]
        if column.kind != "mean" and len(none) + len(empty) == len(groups):
            zero.append(label)
        elif column.kind != "mean" and none:
            partly_zero.append(f"{label} ({listed(none)})")
        known = sample.over[:, j] > 0
        values = sample.counts[known, j] / sample.over[known, j]
        if len(values) > 1 and np.ptp(values) == 0 and values[0] != 0:
            equal.append(label)
    sentences = (
        (nowhere, "Nothing can be said about {}: no article has anything to count in."),
        (unknown, "Could not be compared for lack of anything to count in: {}."),
        (zero, "None was found anywhere, so no difference could be looked for: {}."),
        (partly_zero, "None was found, so the interval is an upper bound: {}."),
        (equal, "All articles have the same value, so nothing could be compared: {}."),
    )
    return [sentence.format(listed(labels)) for labels, sentence in sentences if labels]


def event_notes(sample: Sample, by: str) -> list[str]:
    """Return sentences about same-event mode: where it was not possible, and how articles were drawn."""
    if len(sample.groups) < 2:
        return []
    known = sample.event >= 0
    if not known.any():
        return ["No events are known, so only unmatched differences are given; they mix wording and topic."]
    n_groups = [len(np.unique(sample.group[sample.event == e])) for e in range(len(sample.event_names))]
    alone = sum(n == 1 for n in n_groups)
    notes = []
    if alone:
        notes.append(f"{number_of(alone, 'event')} of {len(n_groups):,} seen by one {by} only: left out of same-event.")
    if alone == len(n_groups):
        notes.append(f"No event is shared by two groups of {by}, so no same-event difference could be given.")
    codes = cluster_codes(sample.event)
    if len(np.unique(codes)) < min(FEWEST_FOR_ERROR, len(codes)):
        notes.append(
            f"The articles fall into {number_of(len(np.unique(codes)), 'event')} only; articles were drawn "
            "one by one, so the unmatched intervals say nothing about other events."
        )
    return notes
