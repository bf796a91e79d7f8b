"""Who is said to have done it? Passives, with and without the one who acted.

Counts: forms of "be" or "get" with a participle ("was killed", labelled agentless, or by_agent where "by ..."
names the actor), and participles after a noun that name their actor or can be nothing else ("requests denied
by officials", "a cap imposed as a condition").
Leaves out: states ("is interested in", "was located"); perfects ("he's gone"); "by" of time or means.
The share of clauses is over finite clauses, counted by their finite verbs (`clauses.py`), and counts the passives
that have one; participles after a noun are no clause there.
Blind spots: after a noun without "by", participles of verbs that can go without an object ("the cases reported last
week"); actors named in another sentence.
Source: Fowler (1991), Language in the News; van Leeuwen (1996); Sepehri et al. (2022), PassivePy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import OWN, Analysed
from framing.measures.clauses import find_finite_verbs
from framing.measures.participles import find_participles
from framing.measures.shapes import Rate, Share
from framing.text import Spans

LABELS = ("agentless", "by_agent")
_VERB_GROUP = 3  # at most so many words from the finite verb to the auxiliary: "has not yet been"


def find_passives(news: Analysed) -> Spans:
    """Return every passive, labelled agentless or by_agent, in text order."""
    found = find_participles(news.batch)
    return news.batch.spans(found.first, found.last, found.by_agent.astype(np.int16), LABELS)


def _count(news: Analysed, agentless: bool) -> NDArray[np.int64]:
    spans = news.found(find_passives)
    chosen = spans[spans.label == LABELS.index("agentless")] if agentless else spans
    return news.count_spans(chosen)[:, OWN]


def count_agentless(news: Analysed) -> NDArray[np.int64]:
    """Return how many agentless passives each body has in the outlet's own voice, shape (n_articles,)."""
    return _count(news, True)


def count_passives(news: Analysed) -> NDArray[np.int64]:
    """Return how many passives each body has in the outlet's own voice, shape (n_articles,)."""
    return _count(news, False)


def count_clauses(news: Analysed) -> NDArray[np.int64]:
    """Return how many finite clauses each body has in the outlet's own voice, shape (n_articles,)."""
    return news.count_tokens(find_finite_verbs(news.batch))[:, OWN]


def count_passive_clauses(news: Analysed) -> NDArray[np.int64]:
    """Return how many of these clauses are passive: a finite verb is, or is right before, the auxiliary."""
    spans = news.found(find_passives)
    first, last = news.batch.token_ranges(spans)
    total = np.append(0, np.cumsum(find_finite_verbs(news.batch)))
    begin = np.maximum(first - _VERB_GROUP, np.searchsorted(news.batch.sentence, news.batch.sentence[first]))
    finite = (last - first > 1) & (total[first + 1] > total[begin])
    return np.minimum(news.count_spans(spans[finite])[:, OWN], count_clauses(news))


MEASURES = (
    Rate(
        name="passives_per_1000_words",
        family="passives",
        question="How often is something done to somebody, in the passive?",
        higher_means="more is told from the side of what was done",
        source="Fowler (1991); van Leeuwen (1996); Sepehri et al. (2022)",
        accuracy=(
            "F1 .89 (precision .88, recall .90), with agent .95: 51 passives, 11 with agent, in 287 sentences of US "
            "news kept aside, one coder; in the English Web Treebank, part kept aside: .89, with agent .88 (746, 144)"
        ),
        find=find_passives,
    ),
    Share(
        name="share_agentless_passives",
        family="passives",
        question="How many of the passives do not say who acted?",
        unit="share of the passives in the outlet's own voice",
        higher_means="more actors go unnamed",
        source="Fowler (1991); van Leeuwen (1996)",
        accuracy=(
            "how well passives are told apart: agent found in 10 of 11, none wrongly, in 287 sentences kept aside"
        ),
        count=count_agentless,
        total=count_passives,
    ),
    Share(
        name="share_passive_clauses",
        family="passives",
        question="How many of the clauses are in the passive?",
        unit="share of the finite clauses in the outlet's own voice",
        higher_means="more clauses are told from the side of what was done",
        source="Fowler (1991); Quirk et al. (1985)",
        accuracy=(
            "as the passives; the clauses below them are counted by their finite verbs: F1 .89, and .996 correlation "
            "with the count of the English Web Treebank per document, part kept aside"
        ),
        count=count_passive_clauses,
        total=count_clauses,
    ),
)
