"""Where sentences and paragraphs begin, on the tokens of a batch.

A sentence ends at . ! ? or … with what closes after it, before a space and something that can begin
one. An abbreviation ("Mr.", "Sen.") or an initial ("J.") ends none. A blank line ends a paragraph; so does
a single line break, except in a text that is wrapped at a fixed width, where lines break inside sentences.
"""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from framing.text.hashing import HashIndex, hash_words
from framing.text.tokens import NUMBER, PUNCTUATION, WORD, Tokens

_ENDERS, _CLOSERS, _OPENERS = ".!?…。！？", "\"”’'»)]}*", "\"“„‘'«([{¿¡`"
_MAX_CLOSERS = 4


@cache
def _words(label: str) -> HashIndex:
    """Return the words of sentence_words.csv with this label.

    abbreviation: its period ends no sentence ("Sen. Doyle") · also_word: unless it is the plain word ("He said no.") ·
    starter: begins a sentence after an initialism ("in the U.S. The minister").
    """
    lines = files("framing.text").joinpath("sentence_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split(",") for line in lines)
    return HashIndex(hash_words([word for word, given in rows if given == label]))


def _is_one_of(codes: NDArray[np.uint32], characters: str) -> NDArray[np.bool_]:
    return np.isin(codes, np.array([ord(c) for c in characters], dtype=np.uint32))


def find_paragraphs(codes: NDArray[np.uint32], tokens: Tokens, n_texts: int) -> NDArray[np.int32]:
    """Return the number of the paragraph of each token, counted through the batch."""
    if not len(tokens):
        return np.zeros(0, dtype=np.int32)
    breaks = (codes == 10) | (codes == 0x2028) | (codes == 0x2029)
    breaks |= (codes == 13) & (np.append(codes[1:], 0) != 10)
    total = np.zeros(codes.size + 1, dtype=np.int64)
    np.cumsum(breaks, out=total[1:])
    lines = total[tokens.start[1:]] - total[tokens.end[:-1]]
    new_text = tokens.text[1:] != tokens.text[:-1]
    single = (lines == 1) & ~new_text
    if single.any():
        ends_mid_sentence = ~_is_one_of(codes[tokens.end[:-1] - 1], _ENDERS + _CLOSERS + ":")
        goes_on = single & ends_mid_sentence & _is_lower(codes[tokens.start[1:]])
        texts = tokens.text[1:]
        n_single = np.bincount(texts[single], minlength=n_texts)
        wrapped = np.bincount(texts[goes_on], minlength=n_texts) > 0.3 * np.maximum(n_single, 3)
        single &= ~wrapped[texts]
    begins = np.append(True, new_text | (lines >= 2) | single)
    return (np.cumsum(begins) - 1).astype(np.int32)


def _is_lower(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return (codes >= ord("a")) & (codes <= ord("z"))


def find_sentences(
    codes: NDArray[np.uint32], tokens: Tokens, capitalised: NDArray[np.bool_], paragraph: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the number of the sentence of each token, counted through the batch."""
    n = len(tokens)
    if not n:
        return np.zeros(0, dtype=np.int32)
    first_code, last_code = codes[tokens.start], codes[tokens.end - 1]
    marks = tokens.kind == PUNCTUATION
    initialism = (tokens.kind == WORD) & (last_code == ord("."))
    ender = (marks & _is_one_of(first_code, _ENDERS)) | initialism
    closer = marks & _is_one_of(first_code, _CLOSERS)
    opener = marks & _is_one_of(first_code, _OPENERS)
    touches = np.zeros(n + 1, dtype=np.bool_)  # no space between this token and the one before it
    touches[1:n] = tokens.start[1:] == tokens.end[:-1]

    place = np.flatnonzero(ender)
    following = place + 1
    for _ in range(_MAX_CLOSERS):
        inside = np.minimum(following, n - 1)
        following = following + ((following < n) & closer[inside] & touches[inside])
    inside = np.minimum(following, n - 1)
    possible = (following < n) & ~touches[inside]
    word_at = inside.copy()
    for _ in range(2):
        word_at = np.minimum(word_at + opener[word_at], n - 1)
    can_begin = capitalised[word_at] | (tokens.kind[word_at] == NUMBER) | ~(tokens.kind[word_at] == WORD)

    previous = np.maximum(place - 1, 0)
    period = first_code[place] == ord(".")
    touching = touches[place] & (place > 0) & period
    abbreviation = touching & _words("abbreviation").has(tokens.folded[previous])
    abbreviation &= ~(
        (tokens.kind[previous] == WORD) & ~capitalised[previous] & _words("also_word").has(tokens.folded[previous])
    )  # "He said no. Then …"
    one_letter = (tokens.end[previous] - tokens.start[previous] == 1) & (tokens.kind[previous] == WORD)
    initial = touching & one_letter & capitalised[previous] & (first_code[previous] != ord("I"))
    starter = _words("starter").has(tokens.folded[word_at])
    after_initialism = ~initialism[place] | (starter & capitalised[word_at])
    ends_here = possible & can_begin & ~abbreviation & ~initial & after_initialism

    begins = np.zeros(n, dtype=np.bool_)
    begins[0] = True
    begins[1:] = paragraph[1:] != paragraph[:-1]
    begins[following[ends_here]] = True
    return (np.cumsum(begins) - 1).astype(np.int32)
