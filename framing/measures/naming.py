"""Which of the contested names for the same thing is used? Kyiv or Kiev, undocumented or illegal.

Counts: the terms of lexicons/naming.csv; the label is the contrast set, the column `note` the side of a term.
Leaves out: terms that are part of a longer listed one; a "regime" of diet or tax; an "insurgent" campaign.
Blind spots: whether two articles mean the same thing by different names; compare within one event.
Source: Hamborg (2020), Media bias by word choice and labeling; style guides named in the list.
"""

from __future__ import annotations

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import context_words
from framing.measures.shapes import Rate
from framing.text import Spans

NAMES = Lexicon.load("naming")
CONTEXT = context_words("naming")


def find_contested_names(news: Analysed) -> Spans:
    """Return every contested name, labelled by its contrast set, in text order."""
    found = NAMES.find(news.batch)
    other = found.is_term("regime", "regimes") & CONTEXT["of_rules"].at(news.batch, found.first, -1)
    other |= found.is_term("insurgent", "insurgents") & CONTEXT["campaign"].at(news.batch, found.last - 1, 1)
    return found[~other].spans(news.batch)


def side_of(term: str) -> str:
    """Return the side that a listed term takes in its contrast set, "" for a term that is not listed.

    >>> side_of("Kyiv")
    'Ukrainian form'
    """
    sides = dict(zip(NAMES.terms, NAMES.notes, strict=True))
    return sides.get(" ".join(term.lower().split()), "")


MEASURES = (
    Rate(
        name="contested_names_per_1000_words",
        family="naming",
        question="Which of the contested names for the same thing is used, and how often?",
        higher_means="more words take a side by what they call a thing",
        source="Hamborg (2020)",
        accuracy="exact matches of the list; the sense is the contested one in 57 of 60 US news sentences, one coder",
        experimental=True,
        find=find_contested_names,
    ),
)
