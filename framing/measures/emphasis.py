"""How loud is it? Words in capitals and exclamation marks.

Counts: common words written in capitals inside a sentence that is not ("this is NOT over", labelled capitals),
and exclamation marks, a row of them once (labelled exclamation).
Leaves out: initialisms (NATO), headings and headlines in capitals, words of one letter.
Blind spots: an uncommon word in capitals is taken for an initialism.
Source: Horne, Khedr and Adali (2018), Sampling the news producers (surface features of news).
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import context_words
from framing.measures.shapes import Rate
from framing.text import HashIndex, Spans, hash_words

LABELS = ("capitals", "exclamation")
_COMMON = context_words("emphasis")["common"]
_LOADED = Lexicon.load("loaded")
_WORDS = HashIndex(hash_words([term for term in _LOADED.terms if " " not in term and "-" not in term]))


def find_emphasis(news: Analysed) -> Spans:
    """Return every common word in capitals and every exclamation mark, in text order."""
    batch = news.batch
    tokens = batch.tokens
    every = np.arange(len(tokens))
    n = int(batch.sentence[-1]) + 1 if len(tokens) else 0
    n_words = np.bincount(batch.sentence[batch.is_word], minlength=n)
    n_loud = np.bincount(batch.sentence[batch.all_capitals], minlength=n)
    heading = (n_loud * 2 > n_words)[batch.sentence]
    common = _COMMON.at(batch, every) | (_WORDS.find(tokens.folded) >= 0)
    capitals = batch.all_capitals & common & ~heading

    mark = batch.codes[tokens.start] == ord("!")
    again = np.append(False, mark[:-1] & (tokens.end[:-1] == tokens.start[1:]))[: len(tokens)]
    exclamation = mark & ~again
    place = np.flatnonzero(capitals | exclamation)
    return batch.spans(place, place + 1, exclamation[place].astype(np.int16), LABELS)


MEASURES = (
    Rate(
        name="emphasis_per_1000_words",
        family="emphasis",
        question="How often is a word shouted or a sentence exclaimed?",
        higher_means="louder wording",
        source="Horne, Khedr and Adali (2018)",
        accuracy="not yet measured",
        experimental=True,
        find=find_emphasis,
    ),
)
