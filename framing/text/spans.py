"""Stretches of text as columns, with the set algebra that measures need.

Every finder returns `Spans`: what was found, where, and of which kind. A span is the code points
[start, end) of one text of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_TEXT_SHIFT = 40  # a text may hold up to 2 ** 40 characters; keys sort by text, then by place


@dataclass(frozen=True)
class Spans:
    """Columns of equal length: text (row in the batch), start, end (code points), label (code into labels)."""

    text: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    label: NDArray[np.int16]
    labels: tuple[str, ...] = ("",)

    @classmethod
    def build(
        cls,
        text: ArrayLike,
        start: ArrayLike,
        end: ArrayLike,
        label: ArrayLike | None = None,
        labels: tuple[str, ...] = ("",),
    ) -> Spans:
        """Return spans from anything array-like; without `label` every span has the first label.

        >>> len(Spans.build([0, 0], [0, 5], [4, 9]))
        2
        """
        texts = np.asarray(text, dtype=np.int32)
        codes = np.zeros(texts.size, dtype=np.int16) if label is None else np.asarray(label, dtype=np.int16)
        return cls(texts, np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64), codes, labels)

    @classmethod
    def empty(cls, labels: tuple[str, ...] = ("",)) -> Spans:
        """Return no spans, with these labels."""
        return cls.build([], [], [], labels=labels)

    @classmethod
    def concatenate(cls, parts: Sequence[Spans]) -> Spans:
        """Return the spans of all parts, one after the other, under one list of labels."""
        labels = tuple(dict.fromkeys(name for part in parts for name in part.labels)) or ("",)
        if not parts:
            return cls.empty(labels)
        codes = [np.array([labels.index(name) for name in part.labels], dtype=np.int16)[part.label] for part in parts]
        return cls.build(
            np.concatenate([part.text for part in parts]),
            np.concatenate([part.start for part in parts]),
            np.concatenate([part.end for part in parts]),
            np.concatenate(codes),
            labels,
        )

    def __len__(self) -> int:
        return int(self.text.size)

    def __getitem__(self, which: NDArray[np.bool_] | NDArray[np.integer] | slice) -> Spans:
        return Spans(self.text[which], self.start[which], self.end[which], self.label[which], self.labels)

    @property
    def names(self) -> list[str]:
        """The label of each span, as text."""
        return [self.labels[code] for code in self.label.tolist()]

    def _keys(self, place: NDArray[np.int64]) -> NDArray[np.int64]:
        return (self.text.astype(np.int64) << _TEXT_SHIFT) + place

    def sorted(self) -> Spans:
        """Return the spans in text order; of two that start together the longer comes first."""
        return self[np.lexsort((-self.end, self.start, self.text))]

    def counts(self, n_texts: int) -> NDArray[np.int64]:
        """Return how many spans each text holds, shape (n_texts,)."""
        return np.bincount(self.text, minlength=n_texts).astype(np.int64)

    def inside(self, other: Spans) -> NDArray[np.bool_]:
        """Return for each span whether one span of `other` contains it whole.

        >>> outer = Spans.build([0], [0], [10])
        >>> Spans.build([0, 0], [2, 8], [4, 12]).inside(outer).tolist()
        [True, False]
        """
        if not len(other):
            return np.zeros(len(self), dtype=np.bool_)
        begins, reach = other._reach()
        before = np.searchsorted(begins, self._keys(self.start), side="right") - 1
        return (before >= 0) & (reach[np.maximum(before, 0)] >= self._keys(self.end))

    def overlapping(self, other: Spans) -> NDArray[np.bool_]:
        """Return for each span whether it shares at least one character with a span of `other`."""
        if not len(other):
            return np.zeros(len(self), dtype=np.bool_)
        begins, reach = other._reach()
        before = np.searchsorted(begins, self._keys(self.end), side="left") - 1
        return (before >= 0) & (reach[np.maximum(before, 0)] > self._keys(self.start))

    def _reach(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the sorted starts and the farthest end among the spans up to each of them."""
        begins = self._keys(self.start)
        order = np.argsort(begins, kind="stable")
        return begins[order], np.maximum.accumulate(self._keys(self.end)[order])

    def merged(self) -> Spans:
        """Return the same characters as few spans: overlapping and touching ones become one."""
        spans = self.sorted()
        if not len(spans):
            return spans
        begins, reach = spans._reach()
        first = np.append(True, begins[1:] > reach[:-1])
        last = np.append(np.flatnonzero(first)[1:] - 1, len(spans) - 1)
        ends = reach[last] - (spans.text[first].astype(np.int64) << _TEXT_SHIFT)
        return Spans.build(spans.text[first], spans.start[first], ends, spans.label[first], self.labels)
