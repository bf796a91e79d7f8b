"""What kind of character each code point is, as tables that numpy can index.

Tables cover the Basic Multilingual Plane; the few characters above it (emoji, rare scripts) are
classified one by one. Building takes a few milliseconds and happens on first use.
"""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

SPACE, MARK, LETTER, DIGIT, COMBINING = range(5)

APOSTROPHES = "'\u2019\u02bc\uff07"
HYPHENS = "-\u2010\u2011"
PLANE = 0x10000
_JOINERS = "\u200c\u200d\u00ad"  # invisible characters that belong to the character before them
_INVISIBLE_SPACES = "\u200b\ufeff\u2060"


def _kind(character: str) -> int:
    if character == "_" or character.isdigit():
        return LETTER if character == "_" else DIGIT
    if character.isalnum():
        return LETTER
    if character in _JOINERS:
        return COMBINING
    if character.isspace() or character in _INVISIBLE_SPACES:
        return SPACE
    category = unicodedata.category(character)
    if category[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff" or character >= "\U000e0000":
        return COMBINING  # accents, skin tones, tags
    return SPACE if category in ("Cc", "Cf", "Cs") else MARK


@cache
def kind_table() -> NDArray[np.uint8]:
    """Return the kind of each code point below 65,536."""
    return np.fromiter((_kind(chr(code)) for code in range(PLANE)), dtype=np.uint8, count=PLANE)


@cache
def fold_table() -> NDArray[np.uint32]:
    """Return each code point below 65,536 without case; apostrophes and hyphens are made alike."""
    folded = np.arange(PLANE, dtype=np.uint32)
    for code in range(PLANE):
        lower = chr(code).lower()
        if len(lower) == 1:
            folded[code] = ord(lower)
    folded[[ord(c) for c in APOSTROPHES]] = ord("'")
    folded[[ord(c) for c in HYPHENS]] = ord("-")
    return folded


@cache
def upper_table() -> NDArray[np.bool_]:
    """Return which code points below 65,536 are capital letters."""
    return np.fromiter((chr(code).isupper() for code in range(PLANE)), dtype=np.bool_, count=PLANE)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text; lone surrogates are kept as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def in_plane(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the code points as rows of the tables; those above the plane all share the last row."""
    if not codes.size or int(codes.max()) < PLANE:
        return codes
    return np.minimum(codes, np.uint32(PLANE - 1))


def fold(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the code points without case; those above the plane are not told apart."""
    return fold_table()[in_plane(codes)]


def kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the kind of each code point."""
    if not codes.size or int(codes.max()) < PLANE:
        return kind_table()[codes]
    kinds = kind_table()[in_plane(codes)]
    above = np.flatnonzero(codes >= PLANE)
    distinct, which = np.unique(codes[above], return_inverse=True)
    kinds[above] = np.array([_kind(chr(code)) for code in distinct.tolist()], dtype=np.uint8)[which]
    return kinds


def is_upper(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Return which code points are capital letters."""
    return upper_table()[in_plane(codes)]
