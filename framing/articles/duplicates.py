"""The same article published more than once: exact copies, edited copies and wire copy.

A text is compared by its shingles, all its runs of five words (Broder 1997, "On the resemblance and containment of
documents"). The similarity of two texts is the share of the shorter one's shingles that stand in the longer one too:
an editor who drops half of an agency's report leaves it at 1.0. To be quick, each text keeps only its lowest hashes
(a bottom sketch, comparable between texts of any length), and only texts that share some are compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.articles.article import Article
from framing.errors import InputError
from framing.text import PUNCTUATION, Batch

_SHINGLE = 5  # words
_KEPT = 128  # hashes of a text's sketch; the standard error of a similarity of 0.8 is then 0.035
_BATCH = 64  # texts tokenised at once
_SMALLEST_SHARE = 0.25  # a text that is quoted whole in one of more than four times its length is no copy of it
_NEXT = 8  # of the texts that share a shingle, each is compared with the next seven and the first

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is remembered of texts to compare them: a few hundred hashes each, sorted within a text.

    hashes: all texts' hashes; start: where each text's begin (n + 1); limit: the highest hash that a text would
    keep; n_shingles: of the whole text; exact: one hash of all its words.
    """

    hashes: Hashes
    start: Numbers
    limit: Hashes
    n_shingles: Numbers
    exact: Hashes

    def __len__(self) -> int:
        return len(self.limit)

    @staticmethod
    def concatenate(parts: Sequence[Sketches]) -> Sketches:
        """Return the sketches of several batches as one, in order."""
        offsets = np.cumsum([0, *(len(part.hashes) for part in parts)])
        starts = [part.start[:-1] + offset for part, offset in zip(parts, offsets, strict=False)]
        return Sketches(
            hashes=np.concatenate([np.empty(0, np.uint64), *(part.hashes for part in parts)]),
            start=np.concatenate([*starts, offsets[-1:]]).astype(np.int64),
            limit=np.concatenate([np.empty(0, np.uint64), *(part.limit for part in parts)]),
            n_shingles=np.concatenate([np.empty(0, np.int64), *(part.n_shingles for part in parts)]),
            exact=np.concatenate([np.empty(0, np.uint64), *(part.exact for part in parts)]),
        )


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Which articles are copies: the id of the first article of its cluster ("" for that one and for all others),
    and the similarity to the article it was found by (NaN where there is none)."""

    duplicate_of: list[str]
    similarity: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.duplicate_of)


def find_duplicates(articles: Iterable[Article], *, threshold: float = 0.7) -> Duplicates:
    """Return for each article of which earlier one it is a copy, exact or edited.

    `threshold` is the least share of the shorter text's shingles that the longer one must hold, above 0 to 1.

    >>> text = "The ferry was late again on Monday, the harbour master said, and nobody knew why it was late."
    >>> news = [Article(id="a", text=text), Article(id="b", text="(AP) " + text), Article(id="c", text="Fine.")]
    >>> find_duplicates(news).duplicate_of
    ['', 'a', '']
    """
    ids: list[str] = []
    parts: list[Sketches] = []
    waiting: list[str] = []
    for article in articles:
        ids.append(article.id)
        waiting.append(article.text)
        if len(waiting) == _BATCH:
            parts.append(sketch_texts(waiting))
            waiting.clear()
    parts.append(sketch_texts(waiting))
    first, similarity = cluster_copies(Sketches.concatenate(parts), threshold=threshold)
    return Duplicates(["" if one == n else ids[one] for n, one in enumerate(first.tolist())], similarity)


def sketch_texts(texts: Sequence[str]) -> Sketches:
    """Return the sketches of a batch of texts; texts are compared by words, without case and punctuation."""
    return sketch_batch(Batch(texts), len(texts))


def sketch_batch(batch: Batch, n_texts: int) -> Sketches:
    """Return the sketches of the first `n_texts` texts of a batch."""
    tokens = batch.tokens
    is_word = (tokens.kind != PUNCTUATION) & (tokens.text < n_texts)
    words, text = _mixed(tokens.folded[is_word].astype(np.uint64)), tokens.text[is_word].astype(np.int64)
    bounds = np.searchsorted(text, np.arange(n_texts + 1))
    exact = np.array([_hash_of_all(words[a:b]) for a, b in itertools.pairwise(bounds)], np.uint64)
    shingles, owner = _shingles(words, text)
    kept: list[Hashes] = []
    limit = np.full(n_texts, np.iinfo(np.uint64).max, np.uint64)
    n_shingles = np.zeros(n_texts, np.int64)
    owned = np.searchsorted(owner, np.arange(n_texts + 1))
    for number in range(n_texts):
        own = np.sort(shingles[owned[number] : owned[number + 1]])
        own = own[np.append(np.ones(min(own.size, 1), np.bool_), own[1:] != own[:-1])]
        n_shingles[number] = len(own)
        if len(own) > _KEPT:
            own = own[:_KEPT]
            limit[number] = own[-1]
        kept.append(own)
    start = np.cumsum([0, *map(len, kept)]).astype(np.int64)
    return Sketches(np.concatenate([np.empty(0, np.uint64), *kept]), start, limit, n_shingles, exact)


def _mixed(values: Hashes) -> Hashes:
    """Return hashes whose every bit depends on every bit of the value (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _hash_of_all(words: Hashes) -> np.uint64:
    places = _mixed(np.arange(1, len(words) + 1, dtype=np.uint64))
    return np.uint64(np.bitwise_xor.reduce(_mixed(words + places), initial=np.uint64(len(words))))


def _shingles(words: Hashes, text: Numbers) -> tuple[Hashes, Numbers]:
    """Return a hash for each run of five words within one text, and the text it is of."""
    if len(words) < _SHINGLE:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    last = len(words) - _SHINGLE + 1
    runs = words[:last].copy()
    for place in range(1, _SHINGLE):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + words[place : place + last]
    inside = text[:last] == text[_SHINGLE - 1 :]
    return _mixed(runs[inside]), text[:last][inside]


def cluster_copies(sketches: Sketches, *, threshold: float = 0.7) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Return for each text the number of the first text of its cluster (its own where it has no copy before it),
    and its similarity to the earlier text it resembles most (NaN for the first and for all others).

    Clusters are connected: where a brief is a copy of two longer versions, all three belong together.
    """
    if not 0 < threshold <= 1:
        raise InputError(f"threshold is {threshold}; a share above 0 and up to 1 is allowed")
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n_texts = len(sketches)
    pairs = _pairs_of_equals(sketches)
    scores = np.ones(len(pairs))
    candidates = _candidates(sketches, threshold)
    similar = np.array([_similarity(sketches, i, j) for i, j in candidates.tolist()], np.float64)
    keep = similar >= threshold
    pairs, scores = np.concatenate([pairs, candidates[keep]]), np.concatenate([scores, similar[keep]])
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n_texts, n_texts))
    _, label = connected_components(graph, directed=False)
    _, first_of, inverse = np.unique(label, return_index=True, return_inverse=True)
    first = first_of[inverse].astype(np.int64)
    similarity = np.full(n_texts, np.nan)
    np.fmax.at(similarity, pairs[:, 1], scores)
    similarity[first == np.arange(n_texts)] = np.nan
    return first, similarity


def _pairs_of_equals(sketches: Sketches) -> Numbers:
    """Return each text with the one before it that has exactly its words, texts without words left out."""
    order = np.argsort(sketches.exact, kind="stable")
    equal = (sketches.exact[order][1:] == sketches.exact[order][:-1]) & (sketches.exact[order][1:] != 0)
    return np.stack([order[:-1][equal], order[1:][equal]], axis=1).astype(np.int64)


def _candidates(sketches: Sketches, threshold: float) -> Numbers:
    """Return the pairs of texts that share enough hashes to be worth comparing, the earlier text first."""
    n_texts = len(sketches)
    sizes = np.diff(sketches.start)
    order = np.argsort(sketches.hashes, kind="stable")
    hashes, owner = sketches.hashes[order], np.repeat(np.arange(n_texts), sizes)[order]
    # each text meets the next few that share a hash with it, and the first that does: enough to connect the hundreds
    # of texts that hold one stock phrase, without comparing each with each
    keys = []
    for gap in range(1, _NEXT):
        at = np.flatnonzero(hashes[gap:] == hashes[:-gap])
        keys.append(owner[at] * n_texts + owner[at + gap])
    begins = np.r_[True, hashes[1:] != hashes[:-1]] if len(hashes) else np.empty(0, bool)
    begin = np.maximum.accumulate(np.where(begins, np.arange(len(hashes)), 0))
    at = np.flatnonzero(np.arange(len(hashes)) - begin >= _NEXT)
    keys.append(owner[begin[at]] * n_texts + owner[at])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    first, second = pairs // n_texts, pairs % n_texts
    smaller = np.minimum(sizes[first], sizes[second])
    # a third of what the threshold asks for: sketches of texts of unequal length overlap less than the texts
    worth = shared >= np.maximum(1, threshold * _SMALLEST_SHARE * smaller / 3)
    return np.stack([first[worth], second[worth]], axis=1)


def _similarity(sketches: Sketches, one: int, other: int) -> float:
    """Return the estimated share of the shorter text's shingles that the longer one holds as well."""
    shorter, longer = sorted((one, other), key=lambda text: (int(sketches.n_shingles[text]), text))
    if sketches.n_shingles[shorter] < _SMALLEST_SHARE * sketches.n_shingles[longer]:
        return 0.0
    limit = min(sketches.limit[one], sketches.limit[other])
    few = sketches.hashes[sketches.start[shorter] : sketches.start[shorter + 1]]
    many = sketches.hashes[sketches.start[longer] : sketches.start[longer + 1]]
    few, many = few[few <= limit], many[many <= limit]
    if not len(few):
        return 0.0
    return float(np.isin(few, many, assume_unique=True).mean())
