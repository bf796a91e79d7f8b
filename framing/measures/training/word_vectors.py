"""Word vectors from which words stand near which in plain news: counts, positive PMI, singular vectors.

Source: Levy, Goldberg and Dagan (2015), Improving distributional similarity, TACL 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from framing.text import Batch, HashIndex

N_WORDS, N_NUMBERS, MIN_COUNT = 30_000, 128, 8
WIDE, NARROW_CONTEXTS = 5, 4_000


def batches(texts: Sequence[str], size: int = 64) -> Iterator[Batch]:
    """Return the texts as batches."""
    for first in range(0, len(texts), size):
        yield Batch(texts[first : first + size])


def vocabulary(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of the most frequent words, the most frequent first."""
    parts = [batch.tokens.folded[batch.is_word] for batch in batches(texts)]
    hashes, counts = np.unique(np.concatenate(parts), return_counts=True)
    order = np.lexsort((hashes, -counts))[:N_WORDS]
    return hashes[order][counts[order] >= MIN_COUNT]


def _pmi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the positive pointwise mutual information; contexts are smoothed by the power 3/4."""
    table = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    columns *= rows.sum() / columns.sum()
    values = np.log(table.data * rows.sum() / (rows[table.row] * columns[table.col]))
    keep = values > 0
    return sparse.csr_matrix((values[keep].astype(np.float32), (table.row[keep], table.col[keep])), counts.shape)


def word_vectors(texts: Sequence[str], hashes: NDArray[np.uint64], seed: int) -> NDArray[np.float32]:
    """Return a unit vector for each word of the vocabulary, shape (n_words, N_NUMBERS)."""
    index, gap = HashIndex(hashes), np.full(WIDE, -1, dtype=np.int32)
    rows: list[NDArray[np.int32]] = []
    for batch in batches(texts):
        row = index.find(batch.tokens.folded[batch.is_word])
        edges = np.flatnonzero(np.diff(batch.tokens.text[batch.is_word])) + 1
        for part in np.split(row, edges):
            rows += [part, gap]
    line = np.concatenate(rows)
    n = hashes.size

    def near(step: int) -> sparse.csr_matrix:
        left, right = line[:-step], line[step:]
        both = (left >= 0) & (right >= 0)
        weights = np.full(int(both.sum()), 1 / step, dtype=np.float32)
        return sparse.coo_matrix((weights, (left[both], right[both])), shape=(n, n)).tocsr()

    wide = near(1)
    after = wide.copy()
    for step in range(2, WIDE + 1):
        wide = wide + near(step)
    before = after.T.tocsr()
    contexts = [_pmi(wide + wide.T), _pmi(after[:, :NARROW_CONTEXTS]), _pmi(before[:, :NARROW_CONTEXTS])]
    table = sparse.hstack(contexts).tocsr()
    start = np.random.default_rng(seed).random(min(table.shape))
    left, strength, _ = svds(table, k=N_NUMBERS, v0=start)
    order = np.argsort(-strength)
    vectors = left[:, order] * np.sqrt(strength[order])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    unit: NDArray[np.float32] = (vectors / lengths).astype(np.float32)
    return unit
