"""Who is "some"? Claims that are laid to a crowd nobody can ask.

Counts: a crowd with a verb of saying or thinking ("some say", "critics have argued", labelled crowd), and
passives that hide whose view it is ("it is widely believed", "is often seen as", labelled hidden).
Leaves out: crowds that are told apart ("some of the 40 witnesses said").
Blind spots: a crowd that the sentence before has named.
Source: Ganter and Strube (2009), Finding hedges by chasing weasels; Vincze (2013).
"""

from __future__ import annotations

import numpy as np

from framing.measures.analysed import Analysed
from framing.measures.context import Places, context_words, may_be_name
from framing.measures.shapes import Rate
from framing.text import Spans

CONTEXT = context_words("weasels")
LABELS = ("crowd", "hidden")
_REACH = 3  # words from the crowd to its verb: "some have long argued"


def find_weasels(news: Analysed) -> Spans:
    """Return every claim laid to an unnamed crowd, from the crowd to its verb, in text order."""
    batch = news.batch
    every = np.arange(len(batch.tokens))
    crowd = every[CONTEXT["crowd"].at(batch, every)]
    crowd = crowd[~CONTEXT["not_crowd"].at(batch, crowd, -1) & ~CONTEXT["of"].at(batch, crowd, -1)]
    crowd_last = _walk(news, crowd, "says")
    titled = may_be_name(batch)[np.maximum(crowd_last - 1, 0)]  # the album “Some Say I So Say Light”
    crowd_last = np.where(titled, -1, crowd_last)

    be = every[CONTEXT["is"].at(batch, every)]
    widely = CONTEXT["widely"].at(batch, be, 1)
    hidden_last = np.where(widely & CONTEXT["known"].at(batch, be, 2), be + 3, -1)
    said = CONTEXT["it"].at(batch, be, -1) & CONTEXT["known"].at(batch, be, 1)
    hidden_last = np.where(said, be + 2, hidden_last)

    first = np.concatenate([crowd[crowd_last > 0], be[hidden_last > 0]])
    last = np.concatenate([crowd_last[crowd_last > 0], hidden_last[hidden_last > 0]])
    label = np.repeat(np.array([0, 1], dtype=np.int16), [(crowd_last > 0).sum(), (hidden_last > 0).sum()])
    order = np.argsort(first, kind="stable")
    return batch.spans(first[order], last[order], label[order], LABELS)


def _walk(news: Analysed, start: Places, name: str) -> Places:
    """Return one past the verb that follows each crowd, over small words only, -1 where there is none."""
    batch = news.batch
    last = np.full(start.size, -1, dtype=np.int64)
    walking = np.ones(start.size, dtype=np.bool_)
    for step in range(1, _REACH + 1):
        verb = walking & CONTEXT[name].at(batch, start, step)
        last[verb] = start[verb] + step + 1
        walking &= ~verb & CONTEXT["between"].at(batch, start, step)
    return last


MEASURES = (
    Rate(
        name="weasels_per_1000_words",
        family="weasels",
        question="How often is a claim laid to a crowd that nobody can ask?",
        higher_means="more claims have nobody who answers for them",
        source="Ganter and Strube (2009); Vincze (2013)",
        accuracy=(
            "precision .93, recall .06 for the 740 uncertain among 1,518 Wikipedia sentences (CoNLL-2010, balanced)"
        ),
        experimental=True,
        find=find_weasels,
    ),
)
