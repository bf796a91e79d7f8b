"""From pieces of source, cue and content to attributions.

Every content piece chooses its cue, every cue its source, among the nearest few on either side, by a small
trained network over what stands between them: distance, sentences and paragraphs, other pieces, punctuation,
quotation marks. So "'We lost,' she said, 'and they won.'" becomes one attribution with two content pieces,
and a source named once can serve two cues ("He thanked them and said no").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import Attributions, Parts
from framing.attribution.decoding import CONTENT, CUE, SOURCE, find_pieces
from framing.attribution.vocabulary import N_LEVELS
from framing.text import Batch

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]

N_NEAREST = 4  # candidates looked at on either side
_DISTANCES = np.array([1, 2, 3, 4, 6, 9, 15, 30, 60])
_LENGTHS = np.array([2, 3, 5, 10, 30])
_MARKS = {",": 1, ".": 2, ":": 3, "—": 5, "–": 5, "-": 5, "(": 6, "?": 2, "!": 2} | dict.fromkeys("\"'“”‘’«»", 4)
_N_MARKS = 7


@dataclass(frozen=True)
class Pieces:
    """The labelled pieces of a batch, in order, with what linking looks at; arrays of equal length."""

    role: Numbers
    first: Numbers
    last: Numbers
    text: Numbers
    sentence: Numbers
    paragraph: Numbers
    own: Numbers  # (pieces, features of the piece alone)
    seen: Numbers  # (4, pieces + 1): how many pieces of each role come before

    def __len__(self) -> int:
        return int(self.role.size)


@dataclass(frozen=True)
class Scorer:
    """A network with one hidden layer over small numbers: each feature's value picks a row of `rows`."""

    rows: Floats
    bias: Floats
    out: Floats
    nothing: float  # the score of choosing no candidate

    def score(self, features: Numbers) -> Floats:
        """Return the score of each candidate; features (pieces, candidates, features) are row numbers."""
        hidden = np.repeat(self.bias[None, :], features.shape[0] * features.shape[1], axis=0)
        for column in np.moveaxis(features, 2, 0):
            hidden += self.rows[column.ravel()]
        result: Floats = np.maximum(hidden, 0) @ self.out
        return result.reshape(features.shape[:2])


def collect_pieces(batch: Batch, labels: NDArray[np.int8], cue_level: NDArray[np.uint8]) -> Pieces:
    """Return the pieces that the labels mark; `cue_level` per token says how often its word is a cue."""
    tokens = batch.tokens
    role, first, last = find_pieces(labels, tokens.text)
    seen = np.zeros((4, role.size + 1), dtype=np.int64)
    for number in (SOURCE, CUE, CONTENT):
        np.cumsum(role == number, out=seen[number, 1:])
    if not role.size:
        nothing = np.zeros(0, np.int64)
        return Pieces(role, first, last, nothing, nothing, nothing, np.zeros((0, len(_OWN_SIZES)), np.int64), seen)
    marks = np.zeros(0x10000, dtype=np.int64)
    for mark, number in _MARKS.items():
        marks[ord(mark)] = number
    code = np.minimum(batch.codes[tokens.start], 0xFFFF)
    after_last = np.where(last < len(tokens), marks[code[np.minimum(last, len(tokens) - 1)]], 0)
    own = np.stack(
        [
            batch.quoted[first] + 2 * batch.quoted[last - 1],
            np.where(first > 0, marks[code[np.maximum(first - 1, 0)]], 0),
            after_last,
            marks[code[last - 1]],
            np.maximum.reduceat(np.append(cue_level, np.uint8(0)), np.stack([first, last], 1).ravel())[::2],
            np.searchsorted(_LENGTHS, last - first, side="right"),
            np.append(True, batch.sentence[1:] != batch.sentence[:-1])[first] + 2 * batch.capitalised[first],
            np.append(0, role[:-1]),
            np.append(role[1:], 0),
        ],
        axis=1,
    ).astype(np.int64)
    text, sentence, paragraph = (a[first].astype(np.int64) for a in (tokens.text, batch.sentence, batch.paragraph))
    return Pieces(role, first, last, text, sentence, paragraph, own, seen)


_OWN_SIZES = (4, _N_MARKS, _N_MARKS, _N_MARKS, N_LEVELS, 6, 4, 4, 4)
_PAIR_SIZES = (20, 8, 8, 8, 8, 6)  # distance, sources, cues, contents between, sentences, paragraphs apart; by side
FEATURE_SIZES = _PAIR_SIZES + _OWN_SIZES + _OWN_SIZES
_OFFSETS = np.append(0, np.cumsum(FEATURE_SIZES))[:-1]


def find_candidates(pieces: Pieces, of: int, among: int) -> tuple[Numbers, Numbers]:
    """Return the pieces of role `of`, and for each the nearest of role `among` in its text (-1: none)."""
    chooser, chosen = np.flatnonzero(pieces.role == of), np.flatnonzero(pieces.role == among)
    if not chosen.size or not chooser.size:
        return chooser, np.full((chooser.size, 2 * N_NEAREST), -1, dtype=np.int64)
    place = np.searchsorted(chosen, chooser)[:, None] + np.arange(-N_NEAREST, N_NEAREST)
    candidate = chosen[np.clip(place, 0, chosen.size - 1)]
    exists = (place >= 0) & (place < chosen.size) & (pieces.text[candidate] == pieces.text[chooser][:, None])
    return chooser, np.where(exists, candidate, -1)


def pair_features(pieces: Pieces, chooser: Numbers, candidate: Numbers) -> Numbers:
    """Return for each pair the rows that its features pick, shape (choosers, candidates, features)."""
    one = np.broadcast_to(chooser[:, None], candidate.shape)
    other = np.maximum(candidate, 0)
    before = other < one
    low, high = np.minimum(one, other), np.maximum(one, other)
    gap = np.maximum(pieces.first[high] - pieces.last[low], 0)
    between = [np.minimum(pieces.seen[role][high] - pieces.seen[role][low + 1], 3) for role in (1, 2, 3)]
    sentences = np.minimum(np.abs(pieces.sentence[one] - pieces.sentence[other]), 3)
    paragraphs = np.minimum(np.abs(pieces.paragraph[one] - pieces.paragraph[other]), 2)
    values = [np.searchsorted(_DISTANCES, gap, side="right"), *between, sentences, paragraphs]
    sided = [value + before * (size // 2) for value, size in zip(values, _PAIR_SIZES, strict=True)]
    features = np.concatenate([np.stack(sided, axis=2), pieces.own[one], pieces.own[other]], axis=2)
    rows: Numbers = features + _OFFSETS
    return rows


def choose(scorer: Scorer, pieces: Pieces, of: int, among: int) -> tuple[Numbers, Numbers, Floats]:
    """Return the pieces of role `of`, the piece each chooses (-1: none), and how probable that choice is."""
    chooser, candidate = find_candidates(pieces, of, among)
    if not chooser.size:
        return chooser, chooser, np.zeros(0, np.float32)
    score = np.where(candidate >= 0, scorer.score(pair_features(pieces, chooser, candidate)), -np.inf)
    score = np.concatenate([score, np.full((chooser.size, 1), scorer.nothing)], axis=1)
    score = np.exp(score - score.max(axis=1, keepdims=True))
    best = score.argmax(axis=1)
    rows = np.arange(chooser.size)
    chosen = np.append(candidate, np.full((chooser.size, 1), -1), axis=1)[rows, best]
    return chooser, chosen, (score[rows, best] / score.sum(axis=1)).astype(np.float32)


@dataclass(frozen=True)
class Links:
    """Attributions as pieces: the cue of each, its source (-1: none), and per content piece its attribution."""

    cue: Numbers
    source: Numbers
    source_chance: Floats
    content: Numbers
    owner: Numbers
    content_chance: Floats  # per attribution: the chance of its least certain content piece


def link(pieces: Pieces, content_scorer: Scorer, source_scorer: Scorer) -> Links:
    """Return which pieces belong together; a cue that no content chooses is no attribution."""
    content, its_cue, chance = choose(content_scorer, pieces, CONTENT, CUE)
    linked = its_cue >= 0
    content, its_cue, chance = content[linked], its_cue[linked], chance[linked]
    all_cues, its_source, source_chance = choose(source_scorer, pieces, CUE, SOURCE)
    cue = np.unique(its_cue)
    at = np.searchsorted(all_cues, cue)
    owner = np.searchsorted(cue, its_cue)
    least = np.ones(cue.size, dtype=np.float32)
    np.minimum.at(least, owner, chance)
    return Links(cue, its_source[at], source_chance[at], content, owner, least)


def to_attributions(pieces: Pieces, links: Links, confidence: Floats) -> Attributions:
    """Return the attributions in text order (of whatever comes first in each)."""
    n = links.cue.size
    start = pieces.first[links.cue].copy()
    np.minimum.at(start, links.owner, pieces.first[links.content])
    has_source = links.source >= 0
    start[has_source] = np.minimum(start[has_source], pieces.first[links.source[has_source]])
    order = np.lexsort((pieces.first[links.cue], start))
    number = np.empty(n, dtype=np.int64)
    number[order] = np.arange(n)

    def parts(owner: Numbers, piece: Numbers) -> Parts:
        sequence = np.lexsort((pieces.first[piece], owner))
        piece = piece[sequence]
        return Parts(owner[sequence].astype(np.int32), pieces.first[piece], pieces.last[piece])

    return Attributions(
        n,
        parts(number[has_source], links.source[has_source]),
        parts(number, links.cue),
        parts(number[links.owner], links.content),
        confidence[order].astype(np.float32),
    )
