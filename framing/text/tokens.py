"""Words, numbers and marks of a batch, found from neighbouring characters without a loop.

A word keeps its inner apostrophes and hyphens ("don't", "far-right") and its accents; the possessive
stands apart ("Trump" + "'s"), so that a name is the same word with and without it. Letters with periods
between them are one word ("U.S."). Digits keep their points and commas ("1,200.5"). Every other visible
character is a mark of its own. `tests/text/slow_twin.py` says the same, one character at a time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import COMBINING, DIGIT, LETTER, MARK, SPACE, fold, kinds_of
from framing.text.hashing import hash_ranges

PUNCTUATION, WORD, CLITIC, NUMBER = range(4)

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Tokens:
    """Columns of equal length: start, end (code points of the joined texts), text, kind, folded (hash)."""

    start: Indices
    end: Indices
    text: NDArray[np.int32]
    kind: NDArray[np.uint8]
    folded: NDArray[np.uint64]

    def __len__(self) -> int:
        return int(self.start.size)


def _shifted(values: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    """Return the values `by` places further on (negative: before), spaces beyond the edge."""
    result = np.zeros_like(values)
    if by > 0:
        result[:-by] = values[by:]
    else:
        result[-by:] = values[:by]
    return result


def _attach_accents(kinds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the kinds with each combining character taking the kind of the letter it stands on."""
    combining = kinds == COMBINING
    if not combining.any():
        return kinds
    places = np.arange(kinds.size)
    base = kinds[np.maximum.accumulate(np.where(combining, 0, places))]
    resolved = np.where(base >= LETTER, base, COMBINING).astype(np.uint8)
    resolved[base == SPACE] = MARK
    resolved[base == COMBINING] = MARK  # a text that begins with one
    return np.where(combining, resolved, kinds)


def find_tokens(codes: NDArray[np.uint32], base: Indices) -> Tokens:
    """Return the tokens of the joined texts that start at `base[:-1]`."""
    kinds = _attach_accents(kinds_of(codes))
    word = (kinds == LETTER) | (kinds == DIGIT)
    before, after = _shifted(word.view(np.uint8), -1).view(bool), _shifted(word.view(np.uint8), 1).view(bool)
    folded = fold(codes)

    within = before & after & ~word
    apostrophe = within & (folded == ord("'"))
    point = within & ((codes == ord(".")) | (codes == ord(",")))
    joins = apostrophe | (within & (folded == ord("-")))
    trailing_period = _inside_numbers_and_initials(codes, kinds, word, point, joins)
    clitic = _possessives(folded, word, joins, np.flatnonzero(apostrophe))

    visible = kinds != SPACE
    continues = np.zeros(codes.size, dtype=np.bool_)
    continues[1:] = (word[1:] & (word[:-1] | joins[:-1])) | (kinds[1:] == COMBINING)
    continues |= joins | trailing_period
    continues[clitic] = False
    starts = visible & ~continues
    ends = np.zeros(codes.size, dtype=np.bool_)
    ends[:-1] = visible[:-1] & (~visible[1:] | starts[1:])
    if codes.size:
        ends[-1] = visible[-1]

    start, end = np.flatnonzero(starts), np.flatnonzero(ends) + 1
    first = kinds[start]
    kind = np.where(first == LETTER, WORD, np.where(first == DIGIT, NUMBER, PUNCTUATION)).astype(np.uint8)
    kind[np.searchsorted(start, clitic)] = CLITIC
    text = np.repeat(np.arange(base.size - 1, dtype=np.int32), np.diff(np.searchsorted(start, base)))
    return Tokens(start, end, text, kind, hash_ranges(codes, start, end))


def _inside_numbers_and_initials(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], word: Flags, point: Flags, joins: Flags
) -> Flags:
    """Mark in `joins` the points of "1,200.5" and "U.S"; return which periods end an initialism ("U.S.")."""
    trailing = np.zeros(codes.size, dtype=np.bool_)
    places = np.flatnonzero(point)
    if not places.size:
        return trailing
    digits = (kinds[places - 1] == DIGIT) & (kinds[places + 1] == DIGIT)
    last = codes.size - 1
    alone_before = ~word[np.maximum(places - 2, 0)] | (places < 2)
    alone_after = ~word[np.minimum(places + 2, last)] | (places + 2 > last)
    letters = (kinds[places - 1] == LETTER) & (kinds[places + 1] == LETTER)
    initials = letters & alone_before & alone_after & (codes[places] == ord("."))
    joins[places[digits | initials]] = True
    closing = places[initials] + 2
    closing = closing[closing <= last]
    closing = closing[(codes[closing] == ord(".")) & ~joins[closing]]
    trailing[closing] = True
    return trailing


def _possessives(folded: NDArray[np.uint32], word: Flags, joins: Flags, apostrophes: Indices) -> Indices:
    """Return the apostrophes that begin a possessive or short "is": 's at the end of a word."""
    last = folded.size - 1
    after = np.minimum(apostrophes + 2, last)
    ends_there = (apostrophes + 2 > last) | ~(word[after] | joins[after])
    possessive: Flags = ends_there & (folded[np.minimum(apostrophes + 1, last)] == ord("s"))
    found: Indices = apostrophes[possessive]
    return found
