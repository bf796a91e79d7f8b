"""Attributions whose cue is a mark: "Smith: taxes will rise", "Taxes will rise: report", "“We won.” — Smith".

In running text a colon explains more often than it attributes, so a line must begin with a name (a transcript, a
headline), or end with one who speaks. Rubrics ("Correction:", "Watch:") are listed in lexicons/colon_words.csv.
"""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from framing.attribution.attributions import Range
from framing.attribution.rule_sources import phrase_end
from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import (
    BRACKET, CLITIC, CLOSE, COLON, DASH, END_BRACKET, NAME, OPEN, PERIOD, PREPOSITION, QUESTION_MARK, QUESTION_WORD,
    TITLE,
)  # fmt: skip
from framing.lexicon import Lexicon
from framing.text import HashIndex, hash_words

MarkCue = tuple[list[Range], Range, list[Range]]  # source, cue, content
_NAMES = frozenset((NAME, TITLE, PERIOD, CLITIC, BRACKET, END_BRACKET))
_LONGEST_NAME = 7


@cache
def _words_of(label: str) -> HashIndex:
    words = Lexicon.load("colon_words")
    return HashIndex(hash_words([w for w, kind in zip(words.terms, words.entry_labels, strict=True) if kind == label]))


def find_mark_cues(view: SentenceView, taken: Sequence[Range]) -> list[MarkCue]:
    """Return attributions by a colon or a dash that lie outside the stretches already taken."""
    codes = np.frombuffer(view.classes, dtype=np.uint8)[: len(view.unit_last)]
    quoted = np.frombuffer(view.quoted, dtype=np.uint8)[: len(view.unit_last)]
    marks = np.flatnonzero(((codes == COLON) | (codes == DASH)) & (quoted == 0))
    if not marks.size:
        return []
    folded = view.batch.tokens.folded
    paragraph = view.batch.paragraph
    line_first = np.searchsorted(paragraph, paragraph[marks], side="left")
    line_last = np.searchsorted(paragraph, paragraph[marks], side="right")
    near = (
        (marks - line_first <= _LONGEST_NAME)
        | (line_last - marks <= _LONGEST_NAME + 2)
        | (codes[np.maximum(marks - 1, 0)] == CLOSE)
    )
    covered = np.zeros(codes.size + 1, dtype=np.int32)
    for first, last in taken:
        covered[first] += 1
        covered[last] -= 1
    near &= np.cumsum(covered)[marks] == 0
    found = []
    done = -1
    columns = (marks, line_first, line_last)
    for mark, first, last in zip(*(column[near].tolist() for column in columns), strict=True):
        if mark < done:
            continue
        one = _read_mark(view, folded, mark, first, last)
        if one is not None:
            found.append(one)
            done = last
    return found


def _read_mark(view: SentenceView, folded: np.ndarray, mark: int, first: int, last: int) -> MarkCue | None:
    classes = view.classes
    if classes[mark] == DASH:
        after_quote = classes[mark - 1] == CLOSE and view.quote_first[mark - 1] == first if mark > first else False
        if after_quote and mark + 1 < last and classes[mark + 1] in (NAME, TITLE) and last - mark < 25:
            return [(mark + 1, _without_period(view, mark + 1, last))], (mark, mark + 1), [(first, mark)]
        if _is_closing_speaker(view, folded, mark, first, last):
            return [(mark + 1, _without_period(view, mark + 1, last))], (mark, mark + 1), [(first, mark)]
        return None
    if mark + 1 >= last:
        return None
    stop = _without_period(view, mark + 1, last)
    if _is_speaker_line(view, folded, first, mark) and classes[mark + 1] != QUESTION_WORD and stop - mark > 2:
        return [(first, mark)], (mark, mark + 1), [(mark + 1, stop)]
    quoted_before = mark > first and classes[mark - 1] == CLOSE and view.quote_first[mark - 1] == first
    if quoted_before and stop - mark <= 5 and all(code in _NAMES for code in classes[mark + 1 : stop]):
        return [(mark + 1, stop)], (mark, mark + 1), [(first, mark)]  # "‘We will not leave’: Maria Orlova"
    if classes[mark + 1] == OPEN and stop - mark > 2 and mark - first <= _LONGEST_NAME:
        end = _name_end(view, first, mark)  # "Trump on Iran: 'We will not wait'"
        if end > first and not _rubric(folded, first, end):
            return [(first, end)], (mark, mark + 1), [(mark + 1, stop)]
    if _is_closing_speaker(view, folded, mark, first, last):
        return [(mark + 1, stop)], (mark, mark + 1), [(first, mark)]
    return None


def _name_end(view: SentenceView, first: int, mark: int) -> int:
    """Return the end of the name that begins a line, alone or before "on …"; `first` when there is none."""
    classes = view.classes
    end = phrase_end(view, first, mark) or first
    while PREPOSITION in classes[first:end]:
        end = classes.index(PREPOSITION, first, end)
    whole = end == mark or classes[end] == PREPOSITION
    return end if end > first and whole and classes[end - 1] == NAME else first


def _is_closing_speaker(view: SentenceView, folded: np.ndarray, mark: int, first: int, last: int) -> bool:
    """Return whether a line of one sentence ends in one who speaks: "Taxes will rise: report"."""
    stop = _without_period(view, mark + 1, last)
    if not mark + 1 < stop + 1 <= mark + 5 or mark - first < 3:
        return False
    if any(view.classes[k] in (PERIOD, COLON) for k in range(first, mark)):
        return False
    return bool(_words_of("speaker").find(folded[stop - 1 : stop])[0] >= 0)


def _rubric(folded: np.ndarray, first: int, last: int) -> bool:
    return bool(_words_of("rubric").has(folded[first:last]).any())


def _is_speaker_line(view: SentenceView, folded: np.ndarray, first: int, mark: int) -> bool:
    """Return whether [first, mark) is a name alone, or a phrase that ends in one who speaks ("Kremlin spokesman")."""
    classes = view.classes
    if mark - first > _LONGEST_NAME or mark <= first or _rubric(folded, first, mark):
        return False
    if all(classes[k] in _NAMES for k in range(first, mark)) and NAME in classes[first:mark]:
        return True
    return (
        PREPOSITION not in classes[first:mark]
        and bool(_words_of("speaker").find(folded[mark - 1 : mark])[0] >= 0)
        and phrase_end(view, first, mark) == mark
    )


def _without_period(view: SentenceView, first: int, last: int) -> int:
    while last > first + 1 and view.classes[last - 1] in (PERIOD, QUESTION_MARK) and not view.quoted[last - 1]:
        last -= 1
    return last
