"""Annotated articles as arrays: what the tagger sees of each token, and the label it should give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger_features import find_features
from framing.attribution.training.records import Annotated
from framing.attribution.vocabulary import UNKNOWN_LEVEL, Vocabulary, ending_keys
from framing.text import Batch

_CUE_SHARES = (0.005, 0.02, 0.05, 0.15, 0.3, 0.6)  # how often a word is part of a cue: edges of levels 0 to 6
_RARE = 10  # a word seen less often has no level: its share would give the answer away
N_ENDINGS = 800


@dataclass(frozen=True)
class Dataset:
    """Tokens of all articles, one after another; article i has tokens edges[i] to edges[i + 1]."""

    words: NDArray[np.int32]
    features: NDArray[np.int64]  # (kinds of features, tokens)
    labels: NDArray[np.int8]
    edges: NDArray[np.int64]
    annotator: NDArray[np.int64]


def as_batch(articles: Sequence[Annotated]) -> Batch:
    """Return the texts of the articles as one batch."""
    return Batch([article.text for article in articles])


def gold_labels(batch: Batch, articles: Sequence[Annotated]) -> NDArray[np.int8]:
    """Return the label of each token: 0 none, 1 and 2 source (first, further), 3 and 4 cue, 5 and 6 content.

    A token annotated twice has the label that stands higher here, so that a cue inside a source is a cue.
    """
    labels = np.zeros(len(batch.tokens), dtype=np.int8)
    for role in range(3):
        for number, article in enumerate(articles):
            for attribution in article.attributions:
                for first, last in token_ranges(batch, number, attribution[role]):
                    labels[first:last] = 2 * role + 2
                    labels[first] = 2 * role + 1
    return labels


def token_ranges(batch: Batch, text: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the tokens [first, last) that each span of a text touches; spans that touch none are left out."""
    offset = int(batch.base[text])
    result = []
    for start, end in spans:
        first = int(np.searchsorted(batch.tokens.end, start + offset, side="right"))
        last = int(np.searchsorted(batch.tokens.start, end + offset, side="left"))
        if first < last:
            result.append((first, last))
    return result


def learn_levels(words: NDArray[np.int32], labels: NDArray[np.int8], n_words: int) -> NDArray[np.uint8]:
    """Return how often each word of the vocabulary is part of a cue, as a level; row 0 is any other word."""
    n = np.bincount(words, minlength=n_words)
    n_cue = np.bincount(words[(labels == 3) | (labels == 4)], minlength=n_words)
    level = np.searchsorted(_CUE_SHARES, (n_cue + 0.2) / (n + 5))
    level = np.where(n >= _RARE, level, UNKNOWN_LEVEL)
    level[0] = UNKNOWN_LEVEL
    return level.astype(np.uint8)


def learn_endings(batch: Batch) -> NDArray[np.int64]:
    """Return the most frequent three-letter endings of the words of a batch, sorted."""
    keys = ending_keys(batch)
    ending, n = np.unique(keys[keys >= 0], return_counts=True)
    return np.sort(ending[np.argsort(-n, kind="stable")[:N_ENDINGS]])


def build_dataset(
    articles: Sequence[Annotated], vocabulary: Vocabulary, annotators: dict[str, int], batch: Batch | None = None
) -> Dataset:
    """Return the articles as arrays; an annotator not in the table has number 0."""
    batch = as_batch(articles) if batch is None else batch
    words, features = find_features(batch, vocabulary)
    edges = np.searchsorted(batch.tokens.text, np.arange(len(articles) + 1))
    names = np.array([annotators.get(article.annotator, 0) for article in articles], dtype=np.int64)
    return Dataset(words, np.stack(list(features.values())), gold_labels(batch, articles), edges, names)
