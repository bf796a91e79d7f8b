"""Which words are put between quotation marks to keep them at arm's length, and not because somebody said them?

Counts: short marked phrases (up to four words) of the outlet's own voice: tax "guides", his "information".
Also, whoever speaks, one or two marked words that colour the word after them: a "binary" choice.
Leaves out: reported speech (a cue or a source in the sentence, a headline that repeats words of the body, a
quotation that goes on from the sentence before), titles and names, slogans, and terms that are introduced as
terms ("a process called 'medical underwriting'").
Blind spots: a word quoted without its speaker ("his 'animal' remark") looks like a scare quote.
Source: Predelli (2003), Scare quotes and their relation to other semantic issues, Linguistics and Philosophy 26.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import Lexicon
from framing.measures.analysed import OWN, Analysed
from framing.measures.context import Flags, Places, context_words
from framing.measures.shapes import Rate
from framing.text import Batch, Spans

CONTEXT = context_words("scare_quotes")
CUES = Lexicon.load("reporting_verbs")
KINDS = ("speech", "name", "scare")
SPEECH, NAME, SCARE = range(3)
_LONGEST = 4  # words; what is longer is a quotation or a title
_LONGEST_NAME = 8
_BEFORE, _AFTER = 10, 10  # how far from the marks a cue of speech is looked for, in tokens


def _cued(batch: Batch, first: Places, last: Places) -> Flags:
    """Return for each quotation whether a cue of speech stands close to it: he called it a "farce"."""
    found = CUES.find(batch)
    cue = np.zeros(len(batch.tokens) + 1, dtype=np.bool_)
    cue[found.first[~(found.is_label("mental", "label") | CONTEXT["no_cue"].at(batch, found.first))]] = True
    cue[:-1] |= CONTEXT["verbs"].at(batch, np.arange(len(batch.tokens)))
    cue[:-1] &= ~batch.quoted
    sentence = np.append(batch.sentence, -1)
    near = np.zeros(first.size, dtype=np.bool_)
    for step in range(1, _BEFORE + 1):
        at = np.maximum(first - step, 0)
        near |= cue[at] & (sentence[at] == batch.sentence[first])
    for step in range(1, _AFTER + 1):
        near |= CONTEXT["says"].at(batch, last - 1, step)
    return near


def classify_quotations(news: Analysed) -> tuple[Places, Places, NDArray[np.int8]]:
    """Return first, last (tokens with their marks, half-open) and kind, a code into KINDS, of every outer quotation.

    Speech is what is left: whatever is neither a name (title, slogan, introduced term) nor a scare quote.
    """
    batch, quotes = news.batch, news.batch.quotes
    words = np.append(0, np.cumsum(batch.is_word))
    n_words = words[np.maximum(quotes.last - 1, quotes.first)] - words[quotes.first]
    keep = quotes.closed & (quotes.depth == 1) & (n_words >= 1)
    first, last, n_words = quotes.first[keep], quotes.last[keep], n_words[keep]
    kind = np.full(first.size, SPEECH, dtype=np.int8)
    if not first.size:
        return first, last, kind
    inside = first + 1
    own = (news.voice[inside] == OWN) & (news.attribution_of[inside] < 0)
    alone = batch.starts_sentence[inside]
    term = np.zeros(first.size, dtype=np.bool_)
    for step in (-1, -2, -3):
        term |= CONTEXT["terms"].at(batch, first, step)
    capital = np.append(0, np.cumsum(batch.capitalised & batch.is_word))
    short = np.append(0, np.cumsum(batch.is_word & ~batch.capitalised & (batch.tokens.end - batch.tokens.start <= 3)))
    n_capital, n_short = capital[last] - capital[first], short[last] - short[first]
    named = batch.capitalised[inside] & ~batch.all_capitals[inside]
    title = batch.capitalised[inside] & (n_capital + n_short >= n_words) & (n_words >= 2)
    explained = CONTEXT["open"].at(batch, last - 1, 1)
    kind[(n_words <= _LONGEST_NAME) & ~alone & (term | title | explained)] = NAME

    introduced = CONTEXT["colon"].at(batch, first, -1)
    possible = (n_words <= _LONGEST) & ~alone & ~term & ~named & ~explained & ~introduced & ~_cued(batch, first, last)
    kind[possible & (own | _colours_a_word(news, first, last, n_words))] = SCARE
    return first, last, kind


def _colours_a_word(news: Analysed, first: Places, last: Places, n_words: Places) -> Flags:
    """Return whether one or two marked words belong to the word after them: a "binary" choice, whoever speaks."""
    batch = news.batch
    after = np.minimum(last, len(batch.tokens) - 1)
    plain = batch.is_word[after] & ~batch.capitalised[after] & (batch.sentence[after] == batch.sentence[first])
    stopped = CONTEXT["stop"].at(batch, last - 2)
    result: Flags = (n_words <= 2) & plain & ~stopped & (last <= after) & (batch.tokens.text[first] < len(news))
    return result


def find_scare_quotes(news: Analysed) -> Spans:
    """Return the words between scare quotes, without their marks, in text order."""
    batch = news.batch
    first, last, kind = classify_quotations(news)
    scare = kind == SCARE
    first, last = first[scare] + 1, last[scare] - 1
    stop = CONTEXT["stop"].at(batch, last - 1)  # “great,” and “great.” close inside their marks
    return batch.spans(first, last - (stop & (last - first > 1)))


MEASURES = (
    Rate(
        name="scare_quotes_per_1000_words",
        family="scare_quotes",
        question="Which words does the outlet put between quotation marks to keep them at arm's length?",
        higher_means="the outlet distances itself from more of the words it uses",
        source="Predelli (2003), Linguistics and Philosophy 26",
        accuracy=(
            "F1 .52 [.38, .64] (precision .52, recall .52): 42 scare quotes among 350 quotations of US news kept "
            "aside, one coder; of 277 that are speech or scare quotes, 88 % are told right (F1 of speech .93)"
        ),
        experimental=True,
        find=find_scare_quotes,
    ),
)
