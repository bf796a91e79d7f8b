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


class HashIndex:
    """The row of each hash in a fixed list, found for many hashes at once.

    Two direct tables addressed by different bits; what collides in the first goes to the second, and
    the few that collide again are kept sorted. Every hit is verified on all 64 bits.
    """

    def __init__(self, hashes: Hashes) -> None:
        self.hashes = np.append(np.asarray(hashes, dtype=np.uint64), np.uint64(0))
        n = self.hashes.size - 1
        bits = max(10, int(n * 16).bit_length())
        self._shifts = (np.uint64(64 - bits), np.uint64(max(0, 64 - 2 * bits)))
        self._bits_mask = np.uint64((1 << bits) - 1)
        self._tables: list[NDArray[np.int32]] = []
        rest: NDArray[np.int32] = np.arange(n, dtype=np.int32)
        for level in range(2):
            table = np.full(1 << bits, n, dtype=np.int32)
            slots = self._slots(self.hashes[rest], level)
            table[slots[::-1]] = rest[::-1]  # the first of equal hashes wins
            rest = rest[self.hashes[table[slots]] != self.hashes[rest]]
            self._tables.append(table)
        order = np.argsort(self.hashes[rest], kind="stable")
        self._rest = rest[order]
        self._n = n

    def _slots(self, hashes: Hashes, level: int) -> NDArray[np.intp]:
        return ((hashes >> self._shifts[level]) & self._bits_mask).astype(np.intp)

    def find(self, hashes: Hashes) -> NDArray[np.int32]:
        """Return the row of each hash in the list, -1 where it is not in it."""
        rows = self._tables[0][self._slots(hashes, 0)]
        hit = self.hashes[rows] == hashes
        rows = np.where(hit & (rows < self._n), rows, np.int32(-1))
        missing = np.flatnonzero(rows < 0)
        second = self._tables[1][self._slots(hashes[missing], 1)]
        good = (self.hashes[second] == hashes[missing]) & (second < self._n)
        rows[missing[good]] = second[good]
        if self._rest.size:
            known = self.hashes[self._rest]
            place = np.minimum(np.searchsorted(known, hashes), known.size - 1)
            found = known[place] == hashes
            rows[found] = self._rest[place[found]]
        return rows.astype(np.int32, copy=False)
