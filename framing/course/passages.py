"""Passages for worksheets: stretches of whole paragraphs that hold enough of what a worksheet asks about."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from framing.course.gold import GoldArticle, GoldAttribution, GoldWord, Range
from framing.errors import InputError
from framing.reporting.pdf import fit_to_fonts

_WORD = re.compile(r"[^\W\d_]{4,}")
FEWEST_SHARED, LEAST_SHARE = 3, 1 / 3  # that two sentences must share to tell of the same thing: points, and a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Consecutive paragraphs of one article, with the labels that lie in them."""

    article: GoldArticle
    paragraphs: tuple[Range, ...]

    @property
    def attributions(self) -> list[GoldAttribution]:
        """Those that lie in the passage as a whole."""
        start, end = self.paragraphs[0][0], self.paragraphs[-1][1]
        return [
            one
            for one in self.article.attributions
            if one.ranges and all(start <= first and last <= end for first, last in one.ranges)
        ]

    def words(self, measure: str) -> list[GoldWord]:
        """Return the marked words of one measure in the passage."""
        start, end = self.paragraphs[0][0], self.paragraphs[-1][1]
        return [word for word in self.article.words if word.measure == measure and start <= word.start < end]

    @property
    def n_words(self) -> int:
        """Words between blanks."""
        return sum(len(self.article.text[start:end].split()) for start, end in self.paragraphs)


def find_passages(articles: Sequence[GoldArticle], shortest: int, longest: int) -> list[Passage]:
    """Return every run of whole paragraphs that has between `shortest` and `longest` words.

    Runs that cut an attribution in two are left out, and those with signs that our PDFs cannot print.
    """
    found = []
    for article in articles:
        places = article.paragraphs()
        for first in range(len(places)):
            for last in range(first + 1, len(places) + 1):
                passage = Passage(article=article, paragraphs=tuple(places[first:last]))
                if passage.n_words > longest:
                    break
                if passage.n_words >= shortest and not _cut(passage) and _printable(passage):
                    found.append(passage)
    return found


def _cut(passage: Passage) -> bool:
    start, end = passage.paragraphs[0][0], passage.paragraphs[-1][1]
    whole = len(passage.attributions)
    touched = [one for one in passage.article.attributions if any(a < end and b > start for a, b in one.ranges)]
    return len(touched) != whole


def _printable(passage: Passage) -> bool:
    text = passage.article.text[passage.paragraphs[0][0] : passage.paragraphs[-1][1]]
    return fit_to_fonts(text) == text


def draw_passage(
    passages: Sequence[Passage], fits: Callable[[Passage], bool], *, without: Collection[str], seed: int, name: str
) -> Passage:
    """Return one passage that fits, drawn at random, of an event that is not in `without`.

    name: of the worksheet, so that each has a draw of its own. Raises InputError where no passage fits.
    """
    fitting = [passage for passage in passages if passage.article.event not in without and fits(passage)]
    if not fitting:
        raise InputError(f"the corpus holds no passage fit for {name}; give another --seed")
    return random.Random(f"{seed} {name}").choice(fitting)


def segments_of(text: str, place: Range, marks: Sequence[tuple[int, int, str, str]]) -> list[dict[str, Any]]:
    """Return a stretch of text cut where marks begin and end: text, mark (the first in the list wins), note.

    marks: start, end, what it is called, and a note shown after its last letter.

    >>> [part["text"] for part in segments_of("He said no.", (0, 11), [(3, 7, "cue", "1")])]
    ['He ', 'said', ' no.']
    """
    start, end = place
    inside = [mark for mark in marks if mark[0] < end and mark[1] > start]
    edges = {start, end, *(edge for mark in inside for edge in mark[:2] if start < edge < end)}
    parts = []
    for first, last in itertools.pairwise(sorted(edges)):
        here = [mark for mark in inside if mark[0] <= first and mark[1] >= last]
        kind = here[0][2] if here else ""
        notes = [mark[3] for mark in inside if mark[1] == last and mark[3]]
        parts.append({"text": text[first:last], "mark": kind, "note": ", ".join(notes)})
    return parts


def most_alike(words: str, others: Sequence[str]) -> str:
    """Return the sentence of `others` that shares most with `words`, "" where none shares enough.

    Shared are longer words, and names once more; three points are enough where they are a third of what there is.

    >>> most_alike("Fourteen houses burned on Monday.", ["On Monday fourteen houses burned down.", "Rain."])
    'On Monday fourteen houses burned down.'
    """
    mine = _weights(words)
    best, most = "", 0
    for sentence in others:
        theirs = _weights(sentence)
        shared = sum(min(mine[word], theirs[word]) for word in mine.keys() & theirs.keys())
        enough = max(FEWEST_SHARED, LEAST_SHARE * min(sum(mine.values()), sum(theirs.values())))
        if shared >= enough and shared > most:
            best, most = sentence, shared
    return best


@lru_cache(maxsize=64)
def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return the places of the sentences of an article."""
    from framing.text import Batch

    spans = Batch([text]).sentences
    return list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))


def _weights(text: str) -> dict[str, int]:
    """Return the words that can tell of the same thing: 1 for five letters or more, 2 for a name of four or more."""
    found: dict[str, int] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        name = word[0].isupper() and not word.isupper() and match.start() > 0
        if name or len(word) > 4:
            found[word.casefold()] = 2 if name else 1
    return found
