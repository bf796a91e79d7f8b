"""Who is said to have said what, as columns: the type that every engine returns.

An attribution has cue, content and source, each made of pieces of text; content may be in two pieces
("'We lost,' she said, 'and they won.'"), a source may be absent. Pieces are ranges of tokens of the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from framing.text import Batch

FORMS = ("direct", "mixed", "indirect")
STANCES = ("neutral", "endorsing", "distancing", "speech_act", "mental", "other")
COMMUNICATING = 4  # the first four stances communicate; mental and other ones do not

Range = tuple[int, int]


@dataclass(frozen=True)
class Parts:
    """Pieces of text, sorted by owner and place: owner (attribution), first, last (tokens, half-open)."""

    owner: NDArray[np.int32]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @classmethod
    def build(cls, pieces: Iterable[tuple[int, int, int]]) -> Parts:
        """Return the pieces (owner, first, last) as columns."""
        rows = np.array(sorted(pieces), dtype=np.int64).reshape(-1, 3)
        return cls(rows[:, 0].astype(np.int32), rows[:, 1], rows[:, 2])

    def __len__(self) -> int:
        return int(self.owner.size)

    def bounds(self, n: int) -> NDArray[np.int64]:
        """Return n + 1 edges: the pieces of owner i are rows edges[i] to edges[i + 1]."""
        return np.searchsorted(self.owner, np.arange(n + 1))

    def tokens(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return every token of every piece, with the attribution that owns it."""
        lengths = self.last - self.first
        owner = np.repeat(self.owner, lengths)
        within = np.arange(owner.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(self.first, lengths) + within, owner


@dataclass(frozen=True)
class Attributions:
    """Attributions of a batch in text order; `confidence` is the estimated chance that a coder agrees."""

    n: int
    source: Parts
    cue: Parts
    content: Parts
    confidence: NDArray[np.float32]

    @classmethod
    def build(cls, rows: Sequence[tuple[Sequence[Range], Sequence[Range], Sequence[Range], float]]) -> Attributions:
        """Return attributions from (source, cue, content, confidence); each of the three a list of token ranges."""
        placed = [row for row in rows if row[1] or row[2]]
        placed.sort(key=lambda row: min(first for pieces in row[:3] for first, _ in pieces))
        source, cue, content = (
            Parts.build((owner, first, last) for owner, row in enumerate(placed) for first, last in pieces(row))
            for pieces in (itemgetter(0), itemgetter(1), itemgetter(2))
        )
        return cls(len(placed), source, cue, content, np.array([row[3] for row in placed], dtype=np.float32))

    @classmethod
    def empty(cls) -> Attributions:
        """Return no attributions."""
        return cls.build([])

    def text(self, batch: Batch) -> NDArray[np.int32]:
        """Return the text of the batch that each attribution stands in."""
        result = np.zeros(self.n, dtype=np.int32)
        for part in (self.content, self.cue):
            result[part.owner] = batch.tokens.text[part.first]
        return result

    def keep(self, which: NDArray[np.bool_]) -> Attributions:
        """Return only the attributions marked True, renumbered."""
        number = np.cumsum(which) - 1

        def kept(part: Parts) -> Parts:
            rows = which[part.owner]
            return Parts(number[part.owner[rows]].astype(np.int32), part.first[rows], part.last[rows])

        return Attributions(
            int(which.sum()), kept(self.source), kept(self.cue), kept(self.content), self.confidence[which]
        )


def find_forms(batch: Batch, attributions: Attributions) -> NDArray[np.int8]:
    """Return the form of each attribution as a code into FORMS.

    Direct, mixed or indirect: all, some or none of the words of its content stand between quotation marks.
    """
    tokens, owner = attributions.content.tokens()
    words = batch.is_word[tokens]
    n_words = np.bincount(owner[words], minlength=attributions.n)
    n_quoted = np.bincount(owner[words & batch.quoted[tokens]], minlength=attributions.n)
    return np.where(n_quoted == 0, 2, np.where(n_quoted == n_words, 0, 1)).astype(np.int8)
