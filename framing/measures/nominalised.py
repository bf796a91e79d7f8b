"""Which doings are told as things? "The killing of", with and without the one who killed.

Counts: nouns of doing something to somebody (lexicons/nominalised.csv) before "of"; labelled no_agent, or with_agent
where "by ...", a possessive ("the army's killing of") or a name or actor before the noun ("the Russian invasion of")
says who did it.
Leaves out: the same nouns without "of" ("after the killing"); nouns whose "of" names who acts ("the fall of").
Blind spots: "of" before the one who acts ("the violence of the army"); an actor in another sentence.
Source: Fowler (1991), Language in the News; van Leeuwen (1996), The representation of social actors.
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import context_words, may_be_name
from framing.measures.participles import names_agent
from framing.measures.shapes import Rate
from framing.text import Spans

NOUNS = Lexicon.load("nominalised")
CONTEXT = context_words("nominalised")
LABELS = ("no_agent", "with_agent")
_TO_AGENT = 8  # at most so many tokens from the noun to "by": "the killing of two men in Kent by police"


def find_nominalised(news: Analysed) -> Spans:
    """Return every event noun before "of", labelled no_agent or with_agent, in text order."""
    batch = news.batch
    found = NOUNS.find(batch)
    found = found[CONTEXT["of"].at(batch, found.last - 1, 1)]
    if not len(found):
        return Spans.empty()
    before = np.maximum(found.first - 1, 0)
    actor = CONTEXT["possessive"].at(batch, found.first, -1) | CONTEXT["clitic"].at(batch, found.first, -1)
    actor |= CONTEXT["actor"].at(batch, found.first, -1)
    name = may_be_name(batch)[before] & (batch.sentence[before] == batch.sentence[found.first])
    agent = actor | name | names_agent(batch, found.last - 1, _TO_AGENT)
    return batch.spans(found.first, found.last + 1, agent.astype(np.int16), LABELS)


MEASURES = (
    Rate(
        name="nominalised_events_per_1000_words",
        family="nominalised_events",
        question="How often is something done to somebody told as a thing (“the killing of”)?",
        higher_means="more doings are told as things, which need no actor",
        source="Fowler (1991); van Leeuwen (1996)",
        accuracy=(
            "F1 .73 (precision .89, recall .62), with agent .67: 13 event nouns, 4 with agent, in 75 sentences of US "
            "news with a noun of that make before “of”, one coder"
        ),
        experimental=True,
        find=find_nominalised,
    ),
)
