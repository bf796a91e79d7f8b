"""How loaded is each word in its sentence? The small network beside the word list, on arrays.

A word is looked up as 48 numbers (learned from which words stand near which in news; an unknown word is built
from its beginning and its endings). The network reads the word with the two words on either side, the average
of its sentence and a few flags, and returns a probability. Only words that are possibly loaded, judged by a
large sample of news, are looked at, which keeps it fast. `model/CARD.md` says what it was trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import in_headline_case, may_be_name
from framing.text import NUMBER, WORD, Batch, HashIndex
from framing.text.hashing import hash_ranges

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

AFFIXES = (("end", 2), ("end", 3), ("end", 4), ("start", 3))
BUCKETS = 1021  # hashed endings and beginnings, for each of the four kinds
REACH = 2  # words on either side
LONG_WORD = 9
FLAGS = ("may be name", "first word", "quoted", "all capitals", "headline case", "number", "long word")


def affix_rows(batch: Batch, tokens: Places) -> Places:
    """Return the hashed endings (2, 3, 4 letters) and beginning (3 letters) of words, shape (n, 4)."""
    start, end = batch.tokens.start[tokens], batch.tokens.end[tokens]
    columns = []
    for kind, (side, length) in enumerate(AFFIXES):
        first = np.maximum(end - length, start) if side == "end" else start
        lengths = np.minimum(length, end - start)
        edges = np.cumsum(lengths) - lengths
        letters = batch.codes[np.arange(int(lengths.sum())) + np.repeat(first - edges, lengths)]
        bucket = (hash_ranges(letters, edges, edges + lengths) % np.uint64(BUCKETS)).astype(np.int64)
        columns.append(bucket + kind * BUCKETS)
    return np.stack(columns, axis=1)


def flags(batch: Batch, tokens: Places) -> Floats:
    """Return what can be seen at a word besides its letters, in the order of FLAGS, shape (n, 7)."""
    long_word = batch.tokens.end - batch.tokens.start >= LONG_WORD
    seen = (
        may_be_name(batch), batch.starts_sentence, batch.quoted, batch.all_capitals, in_headline_case(batch),
        batch.tokens.kind == NUMBER, long_word,
    )  # fmt: skip
    return np.stack([column[tokens] for column in seen], axis=1).astype(np.float32)


@dataclass(frozen=True)
class LoadedModel:
    """The weights, as they are saved: see CARD.md for the shapes."""

    index: HashIndex
    types: Floats
    sentence_of_type: Floats
    candidate: NDArray[np.bool_]
    prior: Floats
    arrays: dict[str, Floats]

    def typical(self, batch: Batch) -> Floats:
        """Return the mean probability of each token's word in a large sample of news, 0 for unknown words."""
        return self.prior[self.index.find(batch.tokens.folded)]

    def scores(self, batch: Batch, listed: Floats) -> tuple[Places, Floats]:
        """Return the tokens that were looked at and the probability of each that it is loaded.

        `listed` has a row per token of the batch and a column per label of the word list: 1 where it matches.
        """
        words = np.flatnonzero(batch.is_word)
        row = self.index.find(batch.tokens.folded[words])
        known = row >= 0
        looked_at = np.flatnonzero(self.candidate[row] | (~known & (batch.tokens.kind[words] == WORD)))
        if not looked_at.size:
            return words[:0], np.zeros(0, dtype=np.float32)
        vectors = _Vectors(self, batch, words, row)
        sentence = batch.sentence[words]
        window = np.concatenate(
            [vectors.at(looked_at + step, sentence, sentence[looked_at]) for step in range(-REACH, REACH + 1)], axis=1
        )
        average = self._sentence_averages(sentence, row, looked_at)
        seen = np.concatenate([flags(batch, words[looked_at]), listed[words[looked_at]]], axis=1)
        part = self.arrays
        hidden = window @ part["window_weight"] + seen @ part["flag_weight"] + average @ part["mix_weight"]
        hidden = np.maximum(hidden + part["window_bias"], 0)
        middle = window[:, REACH * self.types.shape[1] : (REACH + 1) * self.types.shape[1]]
        logit = hidden @ part["out_weight"] + middle @ part["direct_weight"] + average @ part["sentence_direct"]
        probability = 1 / (1 + np.exp(-(logit + part["bias"])))
        return words[looked_at].astype(np.int64), probability.astype(np.float32)

    def _sentence_averages(self, sentence: NDArray[np.int32], row: NDArray[np.int32], looked_at: Places) -> Floats:
        """Return the summed sentence vectors over the square root of the words, for each word looked at."""
        begins = np.flatnonzero(np.append(True, sentence[1:] != sentence[:-1]))
        number = np.searchsorted(begins, looked_at, side="right") - 1
        wanted, back = np.unique(number, return_inverse=True)
        lengths = np.append(begins[1:], sentence.size)[wanted] - begins[wanted]
        edges = np.cumsum(lengths) - lengths
        inside = np.arange(int(lengths.sum())) - np.repeat(edges - begins[wanted], lengths)
        sums = np.add.reduceat(self.sentence_of_type[row[inside]], edges, axis=0)
        return np.asarray((sums / np.sqrt(lengths)[:, None])[back], dtype=np.float32)


@dataclass(frozen=True)
class _Vectors:
    """The vector of each word of a batch, on demand."""

    model: LoadedModel
    batch: Batch
    words: Places
    row: NDArray[np.int32]

    def at(self, places: Places, sentence: NDArray[np.int32], wanted: NDArray[np.int32]) -> Floats:
        """Return the vectors at these places, zero outside the wanted sentence."""
        inside = (places >= 0) & (places < self.words.size)
        places = np.clip(places, 0, self.words.size - 1)
        inside &= sentence[places] == wanted
        row = self.row[places]
        result: Floats = self.model.types[row]
        unknown = np.flatnonzero((row < 0) & inside)
        if unknown.size:
            part = self.model.arrays
            affixes = part["affixes"][affix_rows(self.batch, self.words[places[unknown]])].sum(axis=1)
            result[unknown] = np.tanh(part["unknown"] + affixes)
        result[~inside] = 0
        return result


def build_model(arrays: dict[str, NDArray[np.generic]]) -> LoadedModel:
    """Return the model for arrays as they are saved."""
    part = {name: np.asarray(values, dtype=np.float32) for name, values in arrays.items() if name != "hashes"}
    types = np.vstack([part.pop("types") / 127, np.zeros((1, part["unknown"].size), np.float32)])
    types[-1] = np.tanh(part["unknown"])  # row -1: a word that is not known
    part["affixes"] = part["affixes"] * part["affix_scale"]
    of_sentence = np.tanh(types @ part["sentence_weight"] + part["sentence_bias"])
    candidate = np.append(part.pop("candidate") > 0, False)
    prior = np.append(part.pop("prior"), np.float32(0))
    index = HashIndex(np.asarray(arrays["hashes"], np.uint64))
    return LoadedModel(index, types, of_sentence, candidate, prior, part)


@cache
def load_model() -> LoadedModel:
    """Return the model that comes with the package."""
    with as_file(files("framing").joinpath("measures", "model", "loaded.npz")) as path, np.load(path) as saved:
        return build_model({name: saved[name] for name in saved.files})
