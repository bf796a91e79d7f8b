"""Word vectors from plain news text: which words stand next to which, and in what place.

Positive pointwise mutual information of words and their neighbours at one to three places to either side, reduced
by a singular value decomposition (Levy and Goldberg 2014). Words that can stand for each other ("said", "wrote")
come out alike, also those that no annotated article has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.attribution.vocabulary import Vocabulary
from framing.text import Batch

N_CONTEXTS = 3000
PLACES = (-3, -2, -1, 1, 2, 3)
_GAP = len(PLACES)  # empty places between texts, so that no neighbour is of another text
_TEXTS_AT_ONCE = 200


def count_words(texts: Sequence[str]) -> Counter[str]:
    """Return how often each word (folded) stands in the texts."""
    counts: Counter[str] = Counter()
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        batch = Batch(texts[start : start + _TEXTS_AT_ONCE])
        _, one, n = np.unique(batch.tokens.folded, return_index=True, return_counts=True)
        forms = batch.token_strings(one, one + 1)
        counts.update({fold(form): int(k) for form, k in zip(forms, n, strict=True)})
    return counts


def fold(word: str) -> str:
    """Return the word as the vocabulary writes it: lower case, straight apostrophes and hyphens."""
    return word.lower().translate({0x2019: "'", 0x2BC: "'", 0x2010: "-", 0x2011: "-"})


def word_vectors(texts: Sequence[str], vocabulary: Vocabulary, width: int, seed: int) -> NDArray[np.float32]:
    """Return a vector per row of the vocabulary (row 0, any other word, is zero), shape (words + 1, width).

    The first N_CONTEXTS words of the vocabulary must be the most frequent ones: they are the contexts.
    """
    import scipy.sparse as sparse

    n_words = vocabulary.cue_level.size
    rows = []
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        batch = Batch(texts[start : start + _TEXTS_AT_ONCE])
        found = vocabulary.find_words(batch)
        shifted = np.arange(found.size) + _GAP * batch.tokens.text
        line = np.zeros(found.size + _GAP * (len(batch) + 1), dtype=np.int32)
        line[shifted] = found
        rows.append(line)
    words = np.concatenate(rows)
    blocks = []
    for place in PLACES:
        word, neighbour = (words[:-place], words[place:]) if place > 0 else (words[-place:], words[:place])
        usable = (word > 0) & (neighbour > 0) & (neighbour <= N_CONTEXTS)
        key = word[usable].astype(np.int64) * (N_CONTEXTS + 1) + neighbour[usable]
        pair, count = np.unique(key, return_counts=True)
        row, column = pair // (N_CONTEXTS + 1), pair % (N_CONTEXTS + 1)
        of_word = np.bincount(row, count, minlength=n_words)
        of_context = np.bincount(column, count, minlength=N_CONTEXTS + 1) ** 0.75
        information = np.log(count * of_context.sum() / (of_word[row] * of_context[column]))
        positive = information > 0
        weight = 0.7 if abs(place) == 3 else 1.0
        values = (information[positive] * weight).astype(np.float32)
        blocks.append(sparse.csr_matrix((values, (row[positive], column[positive])), shape=(n_words, N_CONTEXTS + 1)))
    return _reduce(sparse.hstack(blocks).tocsr(), width, seed)


def _reduce(matrix: Any, width: int, seed: int) -> NDArray[np.float32]:
    """Return the rows in their `width` most important dimensions (randomised SVD, Halko et al. 2011)."""
    start = np.random.default_rng(seed).standard_normal((matrix.shape[1], width + 40))
    product = matrix @ start.astype(np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(product)
        back, _ = np.linalg.qr(matrix.T @ basis)
        product = matrix @ back
    basis, _ = np.linalg.qr(product)
    left, size, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    width = min(width, size.size)
    vectors = (basis @ left)[:, :width] * np.sqrt(size[:width])
    result: NDArray[np.float32] = (vectors / max(float(vectors.std()), 1e-9)).astype(np.float32)
    return result
