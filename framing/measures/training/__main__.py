"""Command: python -m framing.measures.training DATA --out loaded.npz: make the loaded-word model anew.

DATA holds bias_babe.jsonl.gz (fitted on, but for the outlets kept aside), factuality_uw.jsonl.gz and
hedging_conll2010_half.jsonl.gz (newswire and encyclopedia, taken as neutral), articles_allsides.jsonl.gz (plain news:
word vectors, and which words are ever likely) and lexicons/ (public lists, for the side task only).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import Lexicon
from framing.measures.loaded import LOADED, listed_columns
from framing.measures.loaded_model import affix_rows, build_model, flags
from framing.measures.training.network import Network, Words, arrays_of, fit
from framing.measures.training.word_vectors import batches, vocabulary, word_vectors
from framing.text import Batch, HashIndex, hash_words

ASIDE = {"MSNBC", "Fox News", "USA Today", "HuffPost", "Daily Beast", "New York Times", "Daily Stormer"}
LISTS = (
    "negative_liu2005", "positive_liu2005", "strong_subjectives_riloff2003", "weak_subjectives_riloff2003",
    "npov_lexicon",
)  # fmt: skip
EPOCHS, SEED = 4, 0  # chosen by cross-validation over topics within the part that is fitted on
LIKELY, RARE, EVER = 0.03, 20, 0.1  # a word is looked at from this mean on; a rare one if it ever reached EVER


def _read(data: Path, name: str) -> list[dict[str, object]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def words_of(batch: Batch, index: HashIndex, spans: list[list[list[int]]]) -> Words:
    """Return the words of a batch with what the network sees of them; gold is 1 inside the marked spans."""
    tokens = np.flatnonzero(batch.is_word)
    gold = np.zeros(len(batch.tokens), dtype=np.float32)
    for text, marked in enumerate(spans):
        for start, end in marked:
            first = np.searchsorted(batch.tokens.end, start + batch.base[text], side="right")
            gold[first : np.searchsorted(batch.tokens.start, end + batch.base[text])] = 1
    listed = listed_columns(batch, LOADED.find(batch))
    seen = np.concatenate([flags(batch, tokens), listed[tokens]], axis=1)
    row = index.find(batch.tokens.folded[tokens]).astype(np.int64)
    return Words(row, affix_rows(batch, tokens), seen, batch.sentence[tokens].astype(np.int64), gold[tokens])


def vocabulary_affixes(texts: list[str], index: HashIndex) -> NDArray[np.int64]:
    """Return the affixes of each word of the vocabulary, read off its first occurrence."""
    result = np.zeros((index.hashes.size - 1, 4), dtype=np.int64)
    for batch in batches(texts):
        tokens = np.flatnonzero(batch.is_word)
        row = index.find(batch.tokens.folded[tokens])
        result[row[row >= 0]] = affix_rows(batch, tokens[row >= 0])
    return result


def typical_scores(arrays: dict[str, NDArray[np.generic]], texts: list[str]) -> dict[str, NDArray[np.generic]]:
    """Return `candidate` and `prior` for each word of the vocabulary, from a sample of plain news."""
    n = arrays["hashes"].size
    every: dict[str, NDArray[np.generic]] = {"candidate": np.ones(n, np.uint8), "prior": np.zeros(n, np.float16)}
    model = build_model({**arrays, **every})
    total, count, highest = np.zeros(n), np.zeros(n), np.zeros(n)
    for batch in batches(texts):
        tokens, scores = model.scores(batch, listed_columns(batch, LOADED.find(batch)))
        row = model.index.find(batch.tokens.folded[tokens])
        row, scores = row[row >= 0], scores[row >= 0]
        total += np.bincount(row, scores, minlength=n)
        count += np.bincount(row, minlength=n)
        np.maximum.at(highest, row, scores)
    mean = total / np.maximum(count, 1)
    candidate = (mean >= LIKELY) | ((count < RARE) & (highest >= EVER))
    return {"candidate": candidate.astype(np.uint8), "prior": mean.astype(np.float16)}


def main(arguments: list[str] | None = None) -> int:
    """Make the model and write it; return 0."""
    parser = argparse.ArgumentParser(prog="python -m framing.measures.training", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    plain = [str(record["text"]) for record in _read(options.data, "articles_allsides")]
    hashes = vocabulary(plain)
    index = HashIndex(hashes)
    vectors = word_vectors(plain, hashes, SEED)
    on_lists = np.zeros((hashes.size, len(LISTS)), dtype=np.float32)
    for column, name in enumerate(LISTS):
        lines = (options.data / "lexicons" / f"{name}.txt").read_text(encoding="latin-1").split("\n")
        rows = index.find(hash_words([line.strip() for line in lines if line.strip()[:1] not in ("", "#")]))
        on_lists[rows[rows >= 0], column] = 1
    babe = [record for record in _read(options.data, "bias_babe") if record["outlet"] not in ASIDE]
    spans: list[list[list[int]]] = [record["biased_spans"] for record in babe]  # type: ignore[misc]
    words = words_of(Batch([str(record["text"]) for record in babe]), index, spans)
    plain_sentences = _read(options.data, "factuality_uw")
    plain_sentences += [row for row in _read(options.data, "hedging_conll2010_half") if not row["uncertain"]]
    neutral = words_of(Batch([str(row["text"]) for row in plain_sentences]), index, [[] for _ in plain_sentences])
    network = Network(vectors, words.flags.shape[1], len(LISTS))
    fit(network, words, neutral, on_lists, epochs=EPOCHS, seed=SEED)
    arrays = arrays_of(network, hashes, vocabulary_affixes(plain, index))
    arrays |= typical_scores(arrays, plain[: len(plain) // 2])
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]
    print(f"{options.out}: {hashes.size} words, list {Lexicon.load('loaded').digest[:12]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
