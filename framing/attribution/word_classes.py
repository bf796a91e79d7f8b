"""The class of every token as one small number: what the rules can see of grammar without a parser.

Closed classes (pronouns, determiners, auxiliaries, ...) are words of lexicons/function_words.csv; every other
word is a name when it has a capital and a plain word when it has not. Marks have classes of their own.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import Lexicon
from framing.text import CLITIC as CLITIC_KIND
from framing.text import NUMBER as NUMBER_KIND
from framing.text import PUNCTUATION, Batch, HashIndex, hash_words

CLASSES = (
    "plain", "name", "number", "clitic", "verb", "adverb", "pronoun", "object_pronoun", "relative", "possessive",
    "determiner", "quantity", "be", "have", "do", "modal", "not", "preposition", "and", "subordinator", "that",
    "question_word", "to", "as", "time", "title", "catenative",
    "comma", "period", "question_mark", "colon", "semicolon", "dash", "open", "close", "bracket", "end_bracket", "mark",
)  # fmt: skip
(
    PLAIN, NAME, NUMBER, CLITIC, VERB, ADVERB, PRONOUN, OBJECT_PRONOUN, RELATIVE, POSSESSIVE,
    DETERMINER, QUANTITY, BE, HAVE, DO, MODAL, NOT, PREPOSITION, AND, SUBORDINATOR, THAT,
    QUESTION_WORD, TO, AS, TIME, TITLE, CATENATIVE,
    COMMA, PERIOD, QUESTION_MARK, COLON, SEMICOLON, DASH, OPEN, CLOSE, BRACKET, END_BRACKET, MARK,
) = range(len(CLASSES))  # fmt: skip
_MARKS = {
    ",": COMMA, ".": PERIOD, "…": PERIOD, "!": QUESTION_MARK, "?": QUESTION_MARK, ":": COLON, ";": SEMICOLON,
    "—": DASH, "–": DASH, "-": DASH, "―": DASH, "(": BRACKET, "[": BRACKET, ")": END_BRACKET, "]": END_BRACKET,
}  # fmt: skip
_NOT_ADVERBS = (
    "family", "reply", "supply", "ally", "rally", "assembly", "daily", "weekly", "monthly", "elderly", "likely",
)  # fmt: skip
_MONTHS_AND_FIRST_NAMES = ("jan", "april", "may", "june", "august")


@cache
def _function_words() -> tuple[HashIndex, NDArray[np.uint8]]:
    words = Lexicon.load("function_words")
    codes = [CLASSES.index(label) for label in words.entry_labels]
    return HashIndex(hash_words(words.terms)), np.array([*codes, PLAIN], dtype=np.uint8)


@cache
def _index(words: tuple[str, ...]) -> HashIndex:
    return HashIndex(hash_words(words))


@cache
def _mark_table() -> NDArray[np.uint8]:
    table = np.full(0x10000, MARK, dtype=np.uint8)
    for character, code in _MARKS.items():
        table[ord(character)] = code
    return table


def _mostly(batch: Batch, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which tokens stand in a sentence whose long words are nearly all of the kind marked True."""
    long = batch.is_word & (batch.tokens.end - batch.tokens.start > 3)
    n_long = np.bincount(batch.sentence[long], minlength=int(batch.sentence[-1]) + 1)
    n_marked = np.bincount(batch.sentence[long & which], minlength=n_long.size)
    return ((n_marked > 0.7 * n_long) & (n_long > 1))[batch.sentence]


def find_word_classes(batch: Batch) -> NDArray[np.uint8]:
    """Return the class of each token, as a code into CLASSES.

    >>> [CLASSES[code] for code in find_word_classes(Batch(["“No,” Smith said."]))]
    ['open', 'determiner', 'comma', 'close', 'name', 'plain', 'period']
    """
    tokens = batch.tokens
    if not len(tokens):
        return np.zeros(0, dtype=np.uint8)
    index, codes = _function_words()
    classes = np.where(batch.capitalised, NAME, PLAIN).astype(np.uint8)
    classes[tokens.kind == NUMBER_KIND] = NUMBER
    rows = index.find(tokens.folded)
    known = rows >= 0
    last = batch.codes[tokens.end - 1]
    before_last = batch.codes[np.maximum(tokens.end - 2, 0)]
    manner = (last == ord("y")) & (before_last == ord("l")) & (tokens.end - tokens.start > 4) & (classes == PLAIN)
    manner[manner] = ~_index(_NOT_ADVERBS).has(tokens.folded[manner])
    classes[manner] = ADVERB
    classes[known] = codes[rows[known]]
    # "On Monday Will Smith", "Ruth May", "April Jones"; but "in May" tells the time
    capitalised = batch.capitalised
    beside_name = np.append(capitalised[1:], False) | np.append(False, capitalised[:-1] & (classes[:-1] == NAME))
    inside = capitalised & ~batch.starts_sentence & ~_mostly(batch, capitalised)
    classes[inside & (classes == MODAL)] = NAME
    months = np.flatnonzero(capitalised & np.isin(classes, (TIME, MODAL, NAME)))
    months = months[_index(_MONTHS_AND_FIRST_NAMES).has(tokens.folded[months])]
    classes[months] = np.where(beside_name[months], NAME, TIME)
    classes[(classes == TITLE) & ~batch.capitalised] = PLAIN
    classes[tokens.kind == CLITIC_KIND] = CLITIC
    initial = batch.capitalised & (tokens.end - tokens.start == 1) & (np.append(last[1:], 0) == ord("."))
    classes[initial & (np.append(tokens.start[1:], 0) == tokens.end)] = NAME  # "Jock A. Finlayson"
    # "US President", "the WHO"
    loud = batch.all_capitals & np.isin(classes, (OBJECT_PRONOUN, PRONOUN, RELATIVE, PREPOSITION))
    classes[loud & ~_mostly(batch, batch.all_capitals)] = NAME
    marks = tokens.kind == PUNCTUATION
    classes[marks] = _mark_table()[np.minimum(batch.codes[tokens.start[marks]], 0xFFFF)]
    quotes = batch.quotes
    classes[quotes.first] = OPEN
    classes[quotes.last[quotes.closed] - 1] = CLOSE
    return classes
