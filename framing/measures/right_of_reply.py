"""Is a party that somebody accuses also heard?

Counts: parties named right after an accusing cue ("Russia has accused Kiev of ...") who are themselves a source of
a statement in the body of the same article.
Leaves out: accusations whose target has no name ("accused them"), and those that use no verb of blame.
Blind spots: whether the party answers this accusation is not known, only that it speaks; a government and its
capital count as one party, a party and its spokesman do not. Experimental: not validated against coders.
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
from framing.measures.shapes import Average, ratio
from framing.sources.name_runs import find_names
from framing.sources.names import read_name
from framing.sources.vocabulary import find_country

_REACH = 6  # tokens after the cue in which the accused is named


@cache
def _verbs() -> Lexicon:
    return Lexicon.load("accusing_verbs")


def accused_parties(news: Analysed) -> list[tuple[int, str]]:
    """Return (article, party) for each named party that an attribution of a body accuses, each once."""
    batch, attributions = news.batch, news.attributions
    verbs = _verbs().find(batch)
    if not len(verbs) or not attributions.n:
        return []
    tokens, owner = attributions.cue.tokens()
    accusing = np.zeros(attributions.n, dtype=np.bool_)
    accusing[owner[np.isin(tokens, verbs.first)]] = True
    accusing &= news.part_of_attribution == BODY
    last_cue = np.zeros(attributions.n, dtype=np.int64)
    last_verb = np.isin(tokens, verbs.first)
    np.maximum.at(last_cue, owner[last_verb], tokens[last_verb])
    first, last = find_names(batch)
    found: dict[tuple[int, str], None] = {}
    for number in np.flatnonzero(accusing).tolist():
        place = int(np.searchsorted(first, last_cue[number], side="right"))
        if place < first.size and first[place] <= last_cue[number] + _REACH:
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
        if country and find_country(name):
            heard.add((article, country))
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
