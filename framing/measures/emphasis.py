"""How loud is it? Words in capitals and exclamation marks.

Counts: common words written in capitals inside a sentence that is not ("this is NOT over", labelled capitals),
and exclamation marks, a row of them once (labelled exclamation).
Leaves out: initialisms (NATO), headings and headlines in capitals, two or more words in capitals that open a
sentence (labels of pages: "SEE ALSO: …"), words of one letter.
Blind spots: an uncommon word in capitals is taken for an initialism.
Source: Horne, Khedr and Adali (2018), Sampling the news producers (surface features of news).
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import Flags, context_words, may_be_name
from framing.measures.shapes import Rate
from framing.text import Batch, HashIndex, Spans, hash_words
from framing.text.tokens import WORD

LABELS = ("capitals", "exclamation")
_FEWEST_IN_RUN = 2
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
    common = _COMMON.at(batch, every) | _WORDS.has(tokens.folded)
    capitals = batch.all_capitals & common & ~heading & ~_opening_run(news.batch)

    mark = batch.codes[tokens.start] == ord("!")
    again = np.append(False, mark[:-1] & (tokens.end[:-1] == tokens.start[1:]))[: len(tokens)]
    small = (batch.tokens.kind == WORD) & ~batch.capitalised
    in_name = np.append(small[1:] & may_be_name(batch)[np.maximum(every - 1, 0)][:-1], False)[
        : len(tokens)
    ]  # Yahoo! said
    exclamation = mark & ~again & ~in_name
    place = np.flatnonzero(capitals | exclamation)
    return batch.spans(place, place + 1, exclamation[place].astype(np.int16), LABELS)


def _opening_run(batch: Batch) -> Flags:
    """Return per token whether it is part of two or more words in capitals that open a sentence: "SEE ALSO: …"."""
    n = len(batch.tokens)
    opening = np.zeros(n, dtype=np.bool_)
    if not n:
        return opening
    first = batch.sentence_starts
    small = ~(batch.all_capitals | (batch.capitalised & (batch.tokens.end - batch.tokens.start == 1)))
    small_before = np.append(0, np.cumsum(small))
    in_run = small_before[1:] == small_before[first][batch.sentence]
    length = np.bincount(batch.sentence[in_run], minlength=int(batch.sentence[-1]) + 1)
    opening[:] = in_run & (length[batch.sentence] >= _FEWEST_IN_RUN)
    return opening


MEASURES = (
    Rate(
        name="emphasis_per_1000_words",
        family="emphasis",
        question="How often is a word shouted or a sentence exclaimed?",
        higher_means="louder wording",
        source="Horne, Khedr and Adali (2018)",
        accuracy=(
            "not known: 70 sentences of US news with a word in capitals or an exclamation mark hold 2 cases; "
            "one coder; capitals that open a sentence were left out after reading them"
        ),
        experimental=True,
        find=find_emphasis,
    ),
)
