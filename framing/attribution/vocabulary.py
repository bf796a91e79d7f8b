"""The words, word endings and cue words that the tagger knows, found for a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text import Batch
from framing.text.hashing import HashIndex, hash_words
from framing.text.tokens import WORD

UNKNOWN_LEVEL = 7  # a word seen too rarely to say how often it is a cue
N_LEVELS = 8
STRONG_LEVEL = 4  # from here on a word is a cue at least 15 times in 100


@dataclass(frozen=True)
class Vocabulary:
    """Rows: word i of `words` is row i + 1 (row 0 is any other word); `cue_level` has one level per row.

    `endings` are sorted keys of three-letter word endings, as `ending_keys` makes them.
    """

    index: HashIndex
    cue_level: NDArray[np.uint8]
    endings: NDArray[np.int64]

    @classmethod
    def build(cls, words: Sequence[str], cue_level: NDArray[np.uint8], endings: NDArray[np.int64]) -> Vocabulary:
        """Return the vocabulary of these words."""
        return cls(HashIndex(hash_words(words)), cue_level, endings)

    def find_words(self, batch: Batch) -> NDArray[np.int32]:
        """Return the row of each token, 0 where its word is not known."""
        return self.index.find(batch.tokens.folded) + np.int32(1)

    def find_endings(self, batch: Batch) -> NDArray[np.int64]:
        """Return a number per token: 0 for what is no word, 1 for an ending not known, else its place + 2."""
        keys = ending_keys(batch)
        if not self.endings.size:
            return (keys >= 0).astype(np.int64)
        place = np.minimum(np.searchsorted(self.endings, keys), self.endings.size - 1)
        return np.where(self.endings[place] == keys, place + 2, (keys >= 0).astype(np.int64))


def ending_keys(batch: Batch) -> NDArray[np.int64]:
    """Return one number per token for its last three letters in lower case, -1 for what is no word."""
    tokens, codes = batch.tokens, batch.codes
    key = np.zeros(len(tokens), dtype=np.int64)
    length = tokens.end - tokens.start
    for back in (3, 2, 1):
        letter = codes[np.maximum(tokens.end - back, 0)].astype(np.int64)
        letter += 32 * ((letter >= ord("A")) & (letter <= ord("Z")))
        key = (key << 21) | np.where(length >= back, letter, 0)
    return np.where(tokens.kind == WORD, key, -1)
