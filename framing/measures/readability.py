"""How long are the sentences? A control: long sentences and long articles move other measures.

Counts: words of the body over its sentences; a sentence without a word is none.
Leaves out: headlines.
Blind spots: sentences of quoted speech are counted as the outlet prints them.
Source: Flesch (1948), Journal of Applied Psychology 32 (sentence length as a component of readability).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import BODY, Analysed
from framing.measures.shapes import Average, ratio


def mean_sentence_length(news: Analysed) -> NDArray[np.float64]:
    """Return the mean number of words per sentence of each body, shape (n_articles,); NaN without a word."""
    batch = news.batch
    words = np.flatnonzero(batch.is_word & (news.part == BODY))
    begins = np.append(True, np.diff(batch.sentence[words]) != 0)[: words.size]
    n_words = np.bincount(batch.tokens.text[words], minlength=len(news))[: len(news)]
    n_sentences = np.bincount(batch.tokens.text[words[begins]], minlength=len(news))[: len(news)]
    return ratio(n_words, n_sentences)


MEASURES = (
    Average(
        name="mean_sentence_length",
        family="readability",
        question="How long are the sentences?",
        unit="words per sentence",
        higher_means="longer sentences",
        source="Flesch (1948)",
        accuracy="exact, given the sentence boundaries",
        value=mean_sentence_length,
    ),
)
