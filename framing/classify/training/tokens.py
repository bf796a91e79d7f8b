"""The network's vocabulary, and sentences as rows of it, in arrays that training draws batches from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.loaded_model import affix_rows
from framing.text import Batch, HashIndex

Rows = NDArray[np.int64]
Hashes = NDArray[np.uint64]
N_WORDS = 30_000


@dataclass(frozen=True)
class Tokens:
    """Tokens of many sentences in a row: row of the vocabulary (-1 unknown), affixes; length of each sentence."""

    row: Rows
    affixes: Rows
    length: Rows

    @property
    def begin(self) -> Rows:
        """Where each sentence begins."""
        return np.cumsum(self.length) - self.length


def vocabulary(texts: Sequence[str]) -> tuple[Hashes, list[str]]:
    """Return the hashes of the most frequent tokens, and each in small letters; the most frequent first."""
    parts: list[Hashes] = []
    spelling: dict[int, str] = {}
    for first in range(0, len(texts), 64):
        batch = Batch(texts[first : first + 64])
        hashes, places = np.unique(batch.tokens.folded, return_index=True)
        strings = batch.token_strings(places, places + 1)
        for known, string in zip(hashes.tolist(), strings, strict=True):
            spelling.setdefault(known, string.lower())
        parts.append(batch.tokens.folded)
    hashes, counts = np.unique(np.concatenate(parts), return_counts=True)
    kept = hashes[np.lexsort((hashes, -counts))][:N_WORDS]
    return kept, [spelling[known] for known in kept.tolist()]


def tokenize(texts: Sequence[str], hashes: Hashes) -> Tokens:
    """Return the tokens of sentences."""
    index = HashIndex(hashes)
    rows, affixes, lengths = [], [], []
    for first in range(0, len(texts), 512):
        batch = Batch(texts[first : first + 512])
        rows.append(index.find(batch.tokens.folded).astype(np.int64))
        affixes.append(affix_rows(batch, np.arange(len(batch.tokens))))
        lengths.append(np.bincount(batch.tokens.text, minlength=len(batch)))
    return Tokens(np.concatenate(rows), np.concatenate(affixes), np.concatenate(lengths))


def draw_batches(length: Rows, size: int, random: np.random.Generator) -> list[Rows]:
    """Return the rows of sentences in batches of about the same length, in random order."""
    order = random.permutation(len(length))
    order = order[np.argsort(length[order] // 4, kind="stable")]
    batches = [order[first : first + size] for first in range(0, len(order), size)]
    return [batches[place] for place in random.permutation(len(batches))]
