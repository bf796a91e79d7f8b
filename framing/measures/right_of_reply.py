"""Is a party that somebody accuses also heard?

Counts: parties named right after an accusing cue ("Russia has accused Kiev of ..."), or before it in the passive
("Kiev was accused of ..."), who are themselves a source of a statement in the body of the same article. A government,
its capital, its officials and politicians count as one party; so do somebody and who speaks for them.
Leaves out: accusations whose target has no name ("accused them"), and those that use no verb of blame.
Blind spots: whether the party answers this accusation is not known, only that it speaks. Experimental: not validated
against coders.
Source: the journalistic norm of a right of reply, e.g. the Code of Ethics of the Society of
Professional Journalists; verbs of blame from Levin (1993), class 33.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import COMMUNICATING
from framing.lexicon import Lexicon
from framing.measures.analysed import BODY, Analysed
from framing.measures.context import in_headline_case
from framing.measures.shapes import Average, ratio
from framing.sources.name_runs import find_names
from framing.sources.names import read_name
from framing.sources.sources import TYPES
from framing.sources.vocabulary import find_country
from framing.text import hash_words

_REACH = 6  # tokens after the cue (before it in the passive) in which the accused is named
_STATE = (TYPES.index("politician"), TYPES.index("official"))  # who speaks for a country


@cache
def _verbs() -> Lexicon:
    return Lexicon.load("accusing_verbs")


@cache
def _be_forms() -> frozenset[int]:
    return frozenset(hash_words(["was", "were", "is", "are", "been", "being", "be"]).tolist())


def accused_parties(news: Analysed) -> list[tuple[int, str]]:
    """Return (article, party) for each named party that an attribution of a body accuses, each once."""
    batch, attributions = news.batch, news.attributions
    verbs = _verbs().find(batch)
    if not len(verbs) or not attributions.n:
        return []
    tokens, owner = attributions.cue.tokens()
    accusing = np.zeros(attributions.n, dtype=np.bool_)
    last_verb = np.isin(tokens, verbs.first)
    accusing[owner[last_verb]] = True
    accusing &= news.part_of_attribution == BODY
    last_cue = np.zeros(attributions.n, dtype=np.int64)
    np.maximum.at(last_cue, owner[last_verb], tokens[last_verb])
    first, last = find_names(batch, in_headline_case(batch)[batch.sentence_starts])
    found: dict[tuple[int, str], None] = {}
    for number in np.flatnonzero(accusing).tolist():
        verb = int(last_cue[number])
        passive = verb > 0 and batch.tokens.folded[verb - 1] in _be_forms()
        place = int(np.searchsorted(first, verb, side="right")) - passive
        near = 0 <= place < first.size and -_REACH <= (last[place] - 1 if passive else first[place]) - verb <= _REACH
        if near and batch.sentence[first[place]] == batch.sentence[verb]:
            name = batch.token_strings(first[place : place + 1], last[place : place + 1])[0]
            found[int(news.article_of_attribution[number]), _party(name)] = None
    return list(found)


def _party(name: str) -> str:
    """Return a name for comparison: the country for places, the last word for people."""
    country = find_country(name)
    read = read_name(name)
    return country or (read.surname if read.kind in ("person", "word") and read.surname else read.name.lower())


def right_of_reply(news: Analysed) -> NDArray[np.float64]:
    """Return the share of each body's accused parties that are a source too; NaN where nobody is accused by name."""
    speaks = (news.stance < COMMUNICATING) & (news.part_of_attribution == BODY) & (news.sources.of_attribution >= 0)
    heard: set[tuple[int, str]] = set()
    for row in np.unique(news.sources.of_attribution[speaks]).tolist():
        article, name, country = int(news.sources.article[row]), news.sources.name[row], news.sources.country[row]
        heard.add((article, _party(name)))
        if country and (find_country(name) or news.sources.type[row] in _STATE):
            heard.add((article, country))
        if news.sources.affiliation[row]:
            heard.add((article, _party(news.sources.affiliation[row])))
    accused = accused_parties(news)
    n_accused = np.bincount([article for article, _ in accused], minlength=len(news)).astype(np.int64)
    n_heard = np.bincount([party[0] for party in accused if party in heard], minlength=len(news)).astype(np.int64)
    return ratio(n_heard, n_accused)


MEASURES = (
    Average(
        name="right_of_reply",
        question="Is a party that is accused also heard?",
        unit="share of the parties accused by name that are a source too; NaN where nobody is accused",
        higher_means="more of the accused get to speak",
        source="SPJ Code of Ethics; Levin (1993), class 33",
        accuracy="not measured: experimental",
        family="sources",
        value=right_of_reply,
        experimental=True,
    ),
)
