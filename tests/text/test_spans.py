"""Spans and their set algebra, against sets of characters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text import Spans

ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 6)), max_size=8)


def spans_of(rows):
    text, start, length = ([row[k] for row in rows] for k in range(3))
    return Spans.build(text, start, np.add(start, length))


def characters(spans):
    rows = zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    return [{(text, place) for place in range(start, end)} for text, start, end in rows]


@given(ROWS, ROWS)
def test_overlapping_and_inside_agree_with_sets_of_characters(left, right):
    a, b = spans_of(left), spans_of(right)
    assert a.overlapping(b).tolist() == [any(mine & theirs for theirs in characters(b)) for mine in characters(a)]
    assert a.inside(b).tolist() == [any(mine <= theirs for theirs in characters(b)) for mine in characters(a)]


@given(ROWS)
def test_merged_spans_hold_the_same_characters_once(rows):
    spans = spans_of(rows)
    merged = spans.merged()
    assert set().union(*characters(merged)) == set().union(*characters(spans))
    assert sum(len(piece) for piece in characters(merged)) == len(set().union(*characters(spans)))


def test_counts_are_per_text():
    assert spans_of([(0, 1, 2), (2, 1, 2), (2, 5, 1)]).counts(4).tolist() == [1, 0, 2, 0]


def test_concatenated_spans_keep_their_labels():
    a = Spans.build([0], [0], [1], [0], ("hedge",))
    b = Spans.build([0, 0], [2, 4], [3, 5], [1, 0], ("hedge", "booster"))
    assert Spans.concatenate([a, b]).names == ["hedge", "booster", "hedge"]


def test_sorted_puts_the_longer_of_two_that_start_together_first():
    spans = Spans.build([1, 0, 0], [0, 3, 3], [2, 5, 9]).sorted()
    assert (spans.text.tolist(), spans.end.tolist()) == ([0, 0, 1], [9, 5, 2])
