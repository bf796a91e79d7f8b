"""How often does the wording evaluate or colour where a neutral word exists?

Counts: words and short phrases of lexicons/loaded.csv, labelled intensifier, value_laden, label (partisan or
contentious), metaphor (figurative or violent) and sensational.
Leaves out: names and titles ("the Patriot Act", "Stormy Daniels"); legal and technical uses ("criminal
charges", "sexual assault", "radical surgery").
Blind spots: irony; words that are loaded in one debate only and stand in no list.
Source: Recasens et al. (2013); Hutto et al. (2015); Spinde et al. (2021).
"""

from __future__ import annotations

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.context import Words, may_be_name
from framing.measures.shapes import Rate
from framing.text import Spans

LOADED = Lexicon.load("loaded")

_LEGAL_AFTER = Words(
    "charge charges charged case cases justice court courts code codes record records investigation investigations "
    "trial trials law laws history complaint complaints statute statutes offense offenses offence count counts "
    "background lawyer lawyers defense proceedings inquiry probe division prosecution relief"
)
_LEGAL = ("criminal", "assault", "conspiracy", "fraud", "corruption", "corrupt", "disaster", "hate")
_CHARGED = Words("with of to")


def find_loaded(news: Analysed) -> Spans:
    """Return every loaded word or phrase, in text order, whoever's voice it is in."""
    batch = news.batch
    found = LOADED.find(batch)
    name = may_be_name(batch)[found.first] & (found.last - found.first == 1)
    legal = found.is_term(*_LEGAL) & _LEGAL_AFTER.at(batch, found.last)
    return found[~(name | legal)].spans(batch)


MEASURES = (
    Rate(
        name="loaded_per_1000_words",
        family="loaded",
        question="How often does the wording evaluate or colour where a neutral word exists?",
        higher_means="more of the words evaluate what they name",
        source="Recasens et al. (2013); Hutto et al. (2015)",
        accuracy="not yet measured",
        find=find_loaded,
    ),
)
