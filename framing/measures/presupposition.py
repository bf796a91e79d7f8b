"""Which claims are slipped in as given? Factive and implicative verbs with their complement.

Counts: factive verbs before a clause ("realised that", "know why"), whose clause is taken as true; implicative
verbs before theirs ("managed to", "failed to", "avoided paying"), which say whether it came about.
Leaves out: the same words with another complement or as nouns ("found a key", "the force", "a note").
Blind spots: a clause without "that" is seen only where a pronoun begins it ("knew he had lost").
Source: Kiparsky and Kiparsky (1970); Karttunen (1971); Hooper (1975); Recasens et al. (2013).
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import Flags, context_words, ends_in
from framing.measures.shapes import Rate
from framing.text import Spans

VERBS = Lexicon.load("presupposition")
CONTEXT = context_words("presupposition")


def find_presuppositions(news: Analysed) -> Spans:
    """Return every factive and implicative verb that has its complement, in text order."""
    batch = news.batch
    found = VERBS.find(batch)
    if not len(found):
        return found.spans(batch)
    first, last = found.first, found.last - 1

    def after(name: str, step: int = 1) -> Flags:
        return CONTEXT[name].at(batch, last, step)

    noun = CONTEXT["noun_before"].at(batch, first, -1)
    only_that = CONTEXT["factive_only_that"].at(batch, first)
    clause = np.where(only_that, after("that"), after("clause") | after("subject"))
    factive = found.is_label("factive") & clause
    ing = np.append(ends_in(batch, "ing"), False)[np.minimum(last + 1, len(batch.tokens))]
    gerund = CONTEXT["gerund"].at(batch, first) & ing
    person = CONTEXT["person"].at(batch, first)
    reaches = np.zeros(len(found), dtype=np.bool_)
    for step in range(2, 6):
        reaches |= after("to", step) | after("from", step)
    complement = (after("to") | after("from")) & ~person | gerund | (person & reaches)
    implicative = found.is_label("implicative") & complement
    return found[(factive | implicative) & ~noun].spans(batch)


MEASURES = (
    Rate(
        name="presuppositions_per_1000_words",
        family="presuppositions",
        question="How often is a claim slipped in as given?",
        higher_means="more is presupposed instead of asserted",
        source="Kiparsky and Kiparsky (1970); Karttunen (1971); Hooper (1975)",
        accuracy="not yet measured",
        experimental=True,
        find=find_presuppositions,
    ),
)
