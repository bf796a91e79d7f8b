"""How often does the wording stress full commitment?

Counts: words of certainty and actuality of lexicons/boosters.csv ("clearly", "of course", "in fact").
Leaves out: "clearly" of seeing and speaking; "really" in a question and words of actuality under a negation
("what really happened", "not actually"); "almost certainly", which is a hedge.
Blind spots: irony ("of course he did").
Source: Hyland (2005), Metadiscourse, ch. 3; Quirk et al. (1985), section 8.127.
"""

from __future__ import annotations

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import context_words, may_be_name
from framing.measures.shapes import Rate
from framing.text import Spans

BOOSTERS = Lexicon.load("boosters")
CONTEXT = context_words("boosters")


def find_boosters(news: Analysed) -> Spans:
    """Return every booster, in text order, whoever's voice it is in."""
    batch = news.batch
    found = BOOSTERS.find(batch)
    found = found[~may_be_name(batch)[found.first]]
    first, last = found.first, found.last - 1
    manner = CONTEXT["seen"].at(batch, first, -1) | CONTEXT["visible"].at(batch, last, 1)
    other = found.is_term("clearly", "plainly") & manner
    for step in (-1, -2):
        other |= found.is_term("really", "actually", "truly", "certain") & CONTEXT["negation"].at(batch, first, step)
    for step in (-1, -2, -3, -4):
        other |= found.is_term("really") & CONTEXT["asks"].at(batch, first, step)
    other |= CONTEXT["almost"].at(batch, first, -1)
    return found[~other].spans(batch)


MEASURES = (
    Rate(
        name="boosters_per_1000_words",
        family="boosters",
        question="How often does the wording stress that something is certain?",
        higher_means="the wording commits itself more",
        source="Hyland (2005), Metadiscourse, ch. 3",
        accuracy=(
            "F1 .80 (precision .67, recall 1.0), on 10 boosters only: 476 sentences of US news kept aside, one coder"
        ),
        find=find_boosters,
    ),
)
