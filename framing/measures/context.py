"""What stands around a match: the few questions about context that several measures ask.

All are answered for many places of a batch at once.
"""

from __future__ import annotations

import csv
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from framing.text import Batch, HashIndex, hash_words, once
from framing.text.tokens import NUMBER, WORD

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

_HEADLINE_CASE = 0.75  # from this share of capitalised words on, capitals say nothing about names


class Words:
    """A fixed set of words, looked up at many places at once.

    >>> Words("the a").at(Batch(["The cat"]), np.array([0, 1])).tolist()
    [True, False]
    """

    def __init__(self, words: str) -> None:
        self._index = HashIndex(hash_words(words.split()))

    def at(self, batch: Batch, places: Places, step: int = 0) -> Flags:
        """Return whether the token `step` tokens on from each place is one of the words, in the same sentence."""
        n = len(batch.tokens)
        if not n:
            return np.zeros(places.size, dtype=np.bool_)
        at = places + step
        result: Flags = self._index.has(batch.tokens.folded.take(at, mode="clip")) & (at >= 0) & (at < n)
        if step:
            result &= batch.sentence.take(at, mode="clip") == batch.sentence.take(places, mode="clip")
        return result


class WordSets:
    """Several sets of words, each asked of every token of a batch, with one look-up for all of them.

    >>> sets = WordSets({"article": "the a an", "short": "a an"})
    >>> sets.flags(Batch(["The cat, a dog"]))["article"].tolist()
    [True, False, False, True, False]
    """

    def __init__(self, sets: dict[str, str]) -> None:
        bits: dict[str, int] = {}
        for place, words in enumerate(sets.values()):
            for word in words.split():
                bits[word] = bits.get(word, 0) | 1 << place
        self._names = tuple(sets)
        self._index = HashIndex(hash_words(list(bits)))
        self._bits = np.array([*bits.values(), 0], dtype=np.int64)  # the last is that of a word not found, -1

    def flags(self, batch: Batch) -> dict[str, Flags]:
        """Return per set which tokens are one of its words, each of shape (n_tokens,)."""
        bits = self._bits[self._index.find(batch.tokens.folded)]
        return {name: (bits >> place & 1).astype(np.bool_) for place, name in enumerate(self._names)}


def context_words(name: str) -> dict[str, Words]:
    """Return the named word sets that a measure asks for: lexicons/context/NAME.csv (name, words, note)."""
    return {key: Words(words) for key, words in _read_sets(name).items()}


def context_sets(name: str) -> WordSets:
    """Return the same word sets, to be asked of every token at once."""
    return WordSets(_read_sets(name))


def _read_sets(name: str) -> dict[str, str]:
    text = files("framing").joinpath("lexicons", "context", f"{name}.csv").read_text(encoding="utf-8")
    return {row["name"]: row["words"] for row in csv.DictReader(text.splitlines())}


def is_number(batch: Batch, places: Places, step: int = 0) -> Flags:
    """Return whether the token `step` tokens on from each place is written in digits, in the same sentence."""
    at = np.clip(places + step, 0, max(len(batch.tokens) - 1, 0))
    number: Flags = (batch.tokens.kind[at] == NUMBER) & (batch.sentence[at] == batch.sentence[places])
    return number


def ends_in(batch: Batch, ending: str) -> Flags:
    """Return per token whether it is a word of four or more letters with this ending."""
    return once(batch, f"ends in {ending}", lambda: _ends_in(batch, ending))


def _ends_in(batch: Batch, ending: str) -> Flags:
    start, end = batch.tokens.start, batch.tokens.end
    result = np.zeros(len(batch.tokens), dtype=np.bool_)
    places = np.flatnonzero((end - start >= 4) & (batch.tokens.kind == WORD))
    for back, letter in enumerate(reversed(ending), start=1):
        code = batch.codes[end[places] - back]
        places = places[(code == ord(letter)) | (code == ord(letter.upper()))]
    result[places] = True
    return result


def in_headline_case(batch: Batch) -> Flags:
    """Return per token whether its sentence is written In Capitals Throughout, as many headlines are.

    A sentence that ends with a period is none: "Congress renewed the Patriot Act in March."
    """
    return once(batch, "headline case", lambda: _in_headline_case(batch))


def _in_headline_case(batch: Batch) -> Flags:
    if not len(batch.tokens):
        return np.zeros(0, dtype=np.bool_)
    length = batch.tokens.end - batch.tokens.start
    words = (batch.tokens.kind == WORD) & (length >= 4)  # "of" and "the" stay small in a headline
    n = int(batch.sentence[-1]) + 1
    n_words = np.bincount(batch.sentence[words], minlength=n)
    n_capital = np.bincount(batch.sentence[words & batch.capitalised], minlength=n)
    last = np.flatnonzero(np.append(batch.sentence[1:] != batch.sentence[:-1], True))
    ends_with_period = batch.codes[batch.tokens.start[last]] == ord(".")
    headline: Flags = (n_capital >= _HEADLINE_CASE * np.maximum(n_words, 1)) & ~ends_with_period
    return headline[batch.sentence]


def may_be_name(batch: Batch) -> Flags:
    """Return per token whether its capital can only be that of a name or title: "the Patriot Act".

    A first word, a word in capitals throughout and a word of a headline in capitals are not marked.
    """
    return once(
        batch,
        "may be name",
        lambda: batch.capitalised & ~batch.starts_sentence & ~batch.all_capitals & ~in_headline_case(batch),
    )
