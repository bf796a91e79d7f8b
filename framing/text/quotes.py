"""Which quotation marks belong together, paragraph by paragraph.

Curly, straight, single, nested and unclosed marks and guillemets, as newspapers use and lose them. A mark is
taken to open or close by its shape and by the spaces around it. What is never closed ends with its
paragraph: one lost mark never costs more than that. A straight or curly single mark between letters is an
apostrophe before this is called (it is part of a word); one after a plural ("the voters' choice") is told
from a closing mark by what follows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import DIGIT, LETTER, SPACE, kinds_of
from framing.text.tokens import PUNCTUATION, Tokens

KINDS = ("double", "single", "guillemet")
DOUBLE, SINGLE, GUILLEMET = range(3)
_OPEN, _CLOSE, _EITHER = 1, 2, 3
# mark -> its kind and what its shape allows
_SHAPES = {
    '"': (DOUBLE, _EITHER), "“": (DOUBLE, _OPEN), "”": (DOUBLE, _CLOSE), "„": (DOUBLE, _OPEN), "‟": (DOUBLE, _OPEN),
    "＂": (DOUBLE, _EITHER), "«": (GUILLEMET, _OPEN), "»": (GUILLEMET, _CLOSE),
    "'": (SINGLE, _EITHER), "‘": (SINGLE, _OPEN), "’": (SINGLE, _CLOSE), "‚": (SINGLE, _OPEN), "`": (SINGLE, _OPEN),
}  # fmt: skip
_ELISIONS = frozenset(["em", "til", "tis", "twas", "cause", "bout", "n", "round", "cos", "neath"])
_OPENS_AFTER = frozenset(ord(c) for c in "([{—–-/\"“„«‘'`‚:…>")


@dataclass(frozen=True)
class Quotes:
    """Columns of equal length, in text order: first, last (tokens with their marks, half-open), depth, kind, closed."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    depth: NDArray[np.int16]
    kind: NDArray[np.uint8]
    closed: NDArray[np.bool_]

    def __len__(self) -> int:
        return int(self.first.size)


@dataclass
class _Open:
    token: int
    kind: int
    straight: bool


def find_quotes(codes: NDArray[np.uint32], tokens: Tokens, paragraph: NDArray[np.int32], joined: str) -> Quotes:
    """Return the quotations of a batch; marks that pair with nothing and open nothing are left out."""
    shapes = np.isin(codes[tokens.start], np.array([ord(c) for c in _SHAPES], dtype=np.uint32))
    marks = np.flatnonzero((tokens.kind == PUNCTUATION) & shapes)
    found: list[tuple[int, int, int, bool]] = []
    if marks.size:
        paragraphs = paragraph[marks]
        cuts = np.flatnonzero(np.diff(paragraphs)) + 1
        ends = np.searchsorted(paragraph, paragraphs, side="right").tolist()
        candidates = _candidates(codes, tokens, marks, joined)
        for begin, end in zip([0, *cuts.tolist()], [*cuts.tolist(), marks.size], strict=True):
            usable = [candidate for candidate in candidates[begin:end] if candidate[3]]
            found += _pair(usable, ends[begin], tokens, joined)
    found.sort(key=lambda quote: (quote[0], -quote[1]))
    first = np.array([quote[0] for quote in found], dtype=np.int64)
    last = np.array([quote[1] for quote in found], dtype=np.int64)
    return Quotes(
        first,
        last,
        _depths(first.tolist(), last.tolist()),
        np.array([quote[2] for quote in found], dtype=np.uint8),
        np.array([quote[3] for quote in found], dtype=np.bool_),
    )


def _depths(first: list[int], last: list[int]) -> NDArray[np.int16]:
    """Return how many quotations each one stands in, itself included."""
    depths, open_ends = [], list[int]()
    for begin, end in zip(first, last, strict=True):
        while open_ends and open_ends[-1] <= begin:
            open_ends.pop()
        open_ends.append(end)
        depths.append(len(open_ends))
    return np.array(depths, dtype=np.int16)


_Candidate = tuple[int, str, int, int]  # token, mark, kind, what shape and spaces allow


def _candidates(codes: NDArray[np.uint32], tokens: Tokens, marks: NDArray[np.int64], joined: str) -> list[_Candidate]:
    at = tokens.start[marks]
    left = codes[np.maximum(at - 1, 0)]
    right = codes[np.minimum(at + 1, codes.size - 1)]
    left_kind, right_kind = kinds_of(left), kinds_of(right)
    left_free = (left_kind == SPACE) | (at == 0)
    right_free = (right_kind == SPACE) | (at == codes.size - 1)
    opens_after = left_free | np.isin(left, np.array(sorted(_OPENS_AFTER), dtype=np.uint32))
    # Two single marks in a row are one double mark: ''So she said,'' as agencies and archives write it.
    single = (codes[at] == ord("'")) | (codes[at] == ord("`"))
    doubled = np.zeros(marks.size + 1, dtype=np.bool_)
    doubled[:-2] = single[:-1] & single[1:] & (at[1:] == at[:-1] + 1)
    doubled[1:] &= ~doubled[:-1]
    free_after_both = right_free.copy()
    free_after_both[:-1] = right_free[1:]
    result = []
    second = twice_open = False
    for token, place, free_left, free_right, opening, digit_left, letter_left, twice, free_after in zip(
        marks.tolist(), at.tolist(), left_free.tolist(), right_free.tolist(), opens_after.tolist(),
        (left_kind == DIGIT).tolist(), (left_kind == LETTER).tolist(), doubled[:-1].tolist(),
        free_after_both.tolist(), strict=True,
    ):  # fmt: skip
        if second:
            second = False
            result.append((token, '"', DOUBLE, 0))
            continue
        # "'They decided, 'We win,''" ends two quotations: a pair closes only what a pair opened
        twice = second = twice and (twice_open or (opening and not free_after))
        mark = '"' if twice else joined[place]
        free_right = free_after if twice else free_right
        kind, allowed = _SHAPES[mark]
        if allowed == _EITHER:
            can_open = opening and not free_right
            can_close = not free_left
            if kind == DOUBLE and free_left and free_right:  # a text whose tokens stand apart: " so "
                can_open = can_close = True
            if kind == DOUBLE and not opening and not free_right and not letter_left and not digit_left:
                can_open = True  # said."The next quotation, with its space lost
            allowed = _OPEN * can_open + _CLOSE * can_close
        if kind == SINGLE and allowed & _OPEN and _is_elision(joined, place):
            allowed &= _CLOSE
        if twice:
            twice_open = bool(allowed & _OPEN)
            token += allowed == _CLOSE
        result.append((token, mark, kind, allowed))
    return result


def _is_elision(joined: str, place: int) -> bool:
    """Return whether the mark begins a shortened word: 'em, '90s."""
    word = joined[place + 1 : place + 8].lower()
    if word[:2].isdigit():
        return word[2:3] == "s" or not word[2:3].isalnum()
    end = next((i for i, c in enumerate(word) if not c.isalpha()), len(word))
    closed_at_once = word[end : end + 1] in ("'", "’")  # 'em' may be a quotation, 'n' is "and"
    return word[:end] in _ELISIONS and (word[:end] == "n" or not closed_at_once)


def _pair(
    candidates: list[_Candidate], paragraph_end: int, tokens: Tokens, joined: str
) -> list[tuple[int, int, int, bool]]:
    """Return (first, last, kind, closed) for the marks of one paragraph."""
    found: list[tuple[int, int, int, bool]] = []
    stack: list[_Open] = []
    cut: tuple[int, int] | None = None  # a quotation ended early because another of its kind opened
    for place, (token, mark, kind, allowed) in enumerate(candidates):
        straight = mark in "\"'＂"
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].kind == kind), None)
        if (
            depth is not None
            and allowed & _CLOSE
            and not (kind == SINGLE and any(o.kind != SINGLE for o in stack[depth:]))
        ):
            if kind == SINGLE and allowed == _EITHER and _leans_left(joined, tokens, token):
                allowed = _OPEN
            elif kind != SINGLE or not _is_plural(candidates, place, tokens, joined):
                found.append((stack[depth].token, token + 1, kind, True))
                del stack[depth:]
                continue
            else:
                continue
        if allowed & _OPEN:
            if depth is not None and kind != SINGLE and not (stack[depth].straight ^ straight):
                cut = (stack[depth].token, len(found))
                found.append((stack[depth].token, token, kind, False))
                del stack[depth:]
            stack.append(_Open(token, kind, straight))
        elif cut is not None and kind != SINGLE and depth is None:
            # “He told me “go” and I went,” — the outer one goes on after all.
            found[cut[1]] = (cut[0], token + 1, kind, True)
            cut = None
    starts_paragraph = candidates[0][0] if candidates else -1
    for left in stack:
        first_in_paragraph = left.token == 0 or "\n" in joined[tokens.end[left.token - 1] : tokens.start[left.token]]
        if left.kind != SINGLE or (left.token == starts_paragraph and first_in_paragraph and left is stack[0]):
            found.append((left.token, paragraph_end, left.kind, False))
    return found


def _leans_left(joined: str, tokens: Tokens, token: int) -> bool:
    """Return whether a mark that may open or close has a space, dash or bracket before it and none after."""
    place = int(tokens.start[token])
    before = joined[place - 1 : place]
    return before == "" or before.isspace() or before in "([{—–"


def _is_plural(candidates: list[_Candidate], place: int, tokens: Tokens, joined: str) -> bool:
    """Return whether a closing single mark is a plural possessive: "'the voters' choice,' he said"."""
    at = int(tokens.start[candidates[place][0]])
    if (
        joined[at - 1 : at] not in ("s", "z")
        or not joined[at + 1 : at + 2].isspace()
        or not joined[at + 2 : at + 3].islower()
    ):
        return False
    following = next((c for c in candidates[place + 1 :] if c[2] == SINGLE), None)
    return following is not None and following[3] == _CLOSE
