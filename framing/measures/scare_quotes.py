"""Which words are put between quotation marks to keep them at arm's length, and not because somebody said them?

Counts: short marked phrases (up to four words) of the outlet's own voice: tax "guides", his "information".
Leaves out: reported speech (a cue or a source in the sentence, a headline that repeats words of the body, a
quotation that goes on from the sentence before), titles and names, slogans, and terms that are introduced as
terms ("a process called 'medical underwriting'").
Blind spots: a word quoted without its speaker ("his 'animal' remark") looks like a scare quote.
Source: Predelli (2003), Scare quotes and their relation to other semantic issues, Linguistics and Philosophy 26.
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import OWN, Analysed
from framing.measures.context import Flags, Places, context_words
from framing.measures.shapes import Rate
from framing.text import Batch, Spans

CONTEXT = context_words("scare_quotes")
CUES = Lexicon.load("reporting_verbs")
_LONGEST = 4  # words; what is longer is a quotation or a title
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


def find_scare_quotes(news: Analysed) -> Spans:
    """Return the words between scare quotes, without their marks, in text order."""
    batch, quotes = news.batch, news.batch.quotes
    if not len(quotes):
        return Spans.empty()
    first, last = quotes.first, quotes.last
    inner_first, inner_last = first + 1, last - 1
    words = np.append(0, np.cumsum(batch.is_word))
    n_words = words[inner_last] - words[inner_first]
    keep = quotes.closed & (quotes.depth == 1) & (n_words >= 1) & (n_words <= _LONGEST)
    first, last, inner_first, inner_last = first[keep], last[keep], inner_first[keep], inner_last[keep]
    if not first.size:
        return Spans.empty()

    stop = CONTEXT["stop"].at(batch, inner_last - 1)  # “great,” and “great.” close inside their marks
    inner_last = inner_last - (stop & (inner_last - inner_first > 1))
    own = (news.voice[inner_first] == OWN) & (news.attribution_of[inner_first] < 0)
    alone = batch.starts_sentence[inner_first]
    term = np.zeros(first.size, dtype=np.bool_)
    for step in (-1, -2, -3):
        term |= CONTEXT["terms"].at(batch, first, step)
    named = batch.capitalised[inner_first] & ~batch.all_capitals[inner_first]
    explained = CONTEXT["open"].at(batch, last - 1, 1)
    introduced = CONTEXT["colon"].at(batch, first, -1)
    scare = own & ~alone & ~term & ~named & ~explained & ~introduced & ~_cued(batch, first, last)
    return batch.spans(inner_first[scare], inner_last[scare])


MEASURES = (
    Rate(
        name="scare_quotes_per_1000_words",
        family="scare_quotes",
        question="Which words does the outlet put between quotation marks to keep them at arm's length?",
        higher_means="the outlet distances itself from more of the words it uses",
        source="Predelli (2003), Linguistics and Philosophy 26",
        accuracy=(
            "F1 .46 (precision .67, recall .35): 23 scare quotes among 190 quotations of US news kept aside, one coder"
        ),
        experimental=True,
        find=find_scare_quotes,
    ),
)
