"""Words as 64-bit numbers, so that a vocabulary is looked up for a whole batch at once.

The hash of a word is the sum of value(character i) * BASE ** i modulo 2 ** 64. Because it is a sum,
one running total over the joined text gives the hash of every word in it. Two different words share a
hash with probability about 2 ** -64 for each pair, which is treated as never.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import PLANE, code_points, fold_table, in_plane

Hashes = NDArray[np.uint64]
Indices = NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2 ** 64
_INVERSE = pow(_BASE, -1, 1 << 64)


def _scramble(values: Hashes) -> Hashes:
    """Return well-mixed 64-bit values (the finaliser of splitmix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _character_values() -> Hashes:
    return _scramble(fold_table().astype(np.uint64))


class _Powers:
    """Powers of one number modulo 2 ** 64, kept and grown as longer texts come."""

    def __init__(self, base: int) -> None:
        self._base = np.uint64(base)
        self._values: Hashes = np.ones(1, dtype=np.uint64)

    def up_to(self, n: int) -> Hashes:
        if self._values.size < n:
            steps = np.full(max(n, 1 << 16), self._base, dtype=np.uint64)
            steps[0] = 1
            self._values = np.multiply.accumulate(steps)
        return self._values[:n]


_POWERS, _INVERSE_POWERS = _Powers(_BASE), _Powers(_INVERSE)


def hash_ranges(codes: NDArray[np.uint32], start: Indices, end: Indices) -> Hashes:
    """Return one case-folded hash per range [start, end) of the code points."""
    rows = in_plane(codes)
    values = _character_values()[rows]
    if rows is not codes:
        above = np.flatnonzero(codes >= PLANE)
        values[above] = _scramble(codes[above].astype(np.uint64))
    values *= _POWERS.up_to(codes.size)
    totals = np.zeros(codes.size + 1, dtype=np.uint64)
    np.cumsum(values, out=totals[1:])
    return (totals[end] - totals[start]) * _INVERSE_POWERS.up_to(codes.size + 1)[start]


def hash_words(words: Sequence[str]) -> Hashes:
    """Return the hashes of words, equal to those of the same words found in a text.

    >>> bool(hash_words(["Said"])[0] == hash_words(["said"])[0])
    True
    """
    lengths = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))
    end = np.cumsum(lengths)
    return hash_ranges(code_points("".join(words)), end - lengths, end)


_NO_WORD = 0xD6E8FEB86659FD93  # stands in empty slots; no word is taken to have this hash


class HashIndex:
    """The row of each hash in a fixed list, found for many hashes at once.

    A direct table holds one row per slot; the few rows whose slot was taken are kept sorted, and are looked for
    only where a hash falls into such a crowded slot. Every hit is verified on all 64 bits.
    """

    def __init__(self, hashes: Hashes) -> None:
        self.hashes = np.append(np.asarray(hashes, dtype=np.uint64), np.uint64(_NO_WORD))
        n = self.hashes.size - 1
        bits = max(10, int(n * 16).bit_length())
        self._shift = np.uint64(64 - bits)
        rows: NDArray[np.int32] = np.arange(n, dtype=np.int32)
        slots = self._slots(self.hashes[:n])
        self._rows = np.full(1 << bits, n, dtype=np.int32)  # by slot
        self._rows[slots[::-1]] = rows[::-1]  # the first of equal hashes wins
        self._held = self.hashes[self._rows]  # by slot: the hash of its row
        rest = rows[self._held[slots] != self.hashes[:n]]
        self._crowded = np.zeros(1 << bits, dtype=np.bool_)
        self._crowded[slots[rest]] = True
        self._rest = rest[np.argsort(self.hashes[rest], kind="stable")]
        self._rest_hashes = self.hashes[self._rest]

    def _slots(self, hashes: Hashes) -> NDArray[np.int64]:
        return (hashes >> self._shift).view(np.int64)

    def find(self, hashes: Hashes) -> NDArray[np.int32]:
        """Return the row of each hash in the list, -1 where it is not in it."""
        slots = self._slots(hashes)
        found = np.where(self._held.take(slots) == hashes, self._rows.take(slots), np.int32(-1))
        if self._rest.size:
            again, place = self._find_crowded(hashes, slots)
            found[again] = self._rest[place]
        return found

    def has(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Return whether each hash is in the list."""
        slots = self._slots(hashes)
        found: NDArray[np.bool_] = self._held.take(slots) == hashes
        if self._rest.size:
            again, _ = self._find_crowded(hashes, slots)
            found[again] = True
        return found

    def _find_crowded(self, hashes: Hashes, slots: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return which hashes are those of rows whose slot was taken, and at which of their places."""
        again = np.flatnonzero(self._crowded.take(slots))
        place = np.minimum(np.searchsorted(self._rest_hashes, hashes[again]), self._rest.size - 1)
        same = self._rest_hashes[place] == hashes[again]
        return again[same], place[same]
