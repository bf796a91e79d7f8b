"""What does the headline make of the story? Loaded words it adds, hedges and speakers it drops.

Counts: for each article with a headline, the loaded words of headline and body per 1,000 words; and, against the
sentence of the body that shares most of the headline's content words, whether a hedge or an attribution of that
sentence is missing from the headline ("claims" in the body, a fact in the headline).
Leaves out: articles without a headline; for the last two, headlines of which no sentence of the body has half.
Blind spots: a headline in other words than the body finds no sentence.
Source: Ecker et al. (2014), The effects of subtle misinformation in news headlines, JEP: Applied 20.
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import BODY, HEADLINE, OWN, Analysed
from framing.measures.context import Flags
from framing.measures.hedging import find_hedges
from framing.measures.loaded import find_loaded
from framing.measures.shapes import Average, Floats, ratio
from framing.text import HashIndex, Spans, hash_words

_SHARED = 0.5  # of the headline's content words that the sentence must hold
_FEWEST = 3  # content words of a headline that can be looked for
_FUNCTION_WORDS = HashIndex(hash_words([t for t in Lexicon.load("function_words").terms if " " not in t]))


def _per_part(news: Analysed, spans: Spans, part: int) -> Floats:
    """Return spans per 1,000 words of one part of each article, all voices."""
    first, _ = news.batch.token_ranges(spans)
    chosen = first[news.part[first] == part]
    n = max(len(news), 1)
    counts = np.bincount(news.batch.tokens.text[chosen] % n, minlength=n)[: len(news)]
    words = np.flatnonzero(news.batch.is_word & (news.part == part))
    n_words = np.bincount(news.batch.tokens.text[words] % n, minlength=n)[: len(news)]
    return ratio(counts, n_words, 1000.0)


def headline_loaded_excess(news: Analysed) -> Floats:
    """Return loaded words per 1,000 words of the headline minus those of the body, NaN without either."""
    spans = news.found(find_loaded)
    return _per_part(news, spans, HEADLINE) - _per_part(news, spans, BODY)


def find_retold(news: Analysed) -> Spans:
    """Return the sentences of bodies that a title retells, at most one per article, in text order."""
    batch = news.batch
    content = batch.is_word & (_FUNCTION_WORDS.find(batch.tokens.folded) < 0)
    edges = np.searchsorted(batch.tokens.text, np.arange(2 * len(news) + 1))
    told = []
    for article in range(len(news)):
        title = slice(edges[len(news) + article], edges[len(news) + article + 1])
        wanted = set(batch.tokens.folded[title][content[title]].tolist())
        if len(wanted) < _FEWEST:
            continue
        body = slice(edges[article], edges[article + 1])
        counts = content[body] & (news.part[body] == BODY) & np.isin(batch.tokens.folded[body], list(wanted))
        hits = np.flatnonzero(counts) + edges[article]
        shared: dict[int, set[int]] = {}
        for sentence, word in zip(batch.sentence[hits].tolist(), batch.tokens.folded[hits].tolist(), strict=True):
            shared.setdefault(sentence, set()).add(word)
        best = max(shared, key=lambda sentence: (len(shared[sentence]), -sentence), default=-1)
        if best >= 0 and len(shared[best]) >= _SHARED * len(wanted):
            told.append(best)
    return batch.sentences[np.array(told, dtype=np.int64)] if told else Spans.empty()


def _drops(news: Analysed, marked: Flags) -> Floats:
    """Return 1 where the retold sentence holds a marked token and the title none, 0 else, NaN without a sentence."""
    retold = news.found(find_retold)
    first, last = news.batch.token_ranges(retold)
    total = np.append(0, np.cumsum(marked))
    n = max(len(news), 1)
    in_title = marked & (news.batch.tokens.text >= len(news))
    in_titles = np.bincount(news.batch.tokens.text[in_title] % n, minlength=n)
    result = np.full(len(news), np.nan)
    result[retold.text] = (total[last] > total[first]) & (in_titles[retold.text] == 0)
    return result


def headline_drops_hedge(news: Analysed) -> Floats:
    """Return whether the body hedges what the headline states, 1 or 0, shape (n_articles,)."""
    marked = np.zeros(len(news.batch.tokens), dtype=np.bool_)
    marked[news.batch.token_ranges(news.found(find_hedges))[0]] = True
    return _drops(news, marked)


def headline_drops_attribution(news: Analysed) -> Floats:
    """Return whether the body lays to a source what the headline states, 1 or 0, shape (n_articles,)."""
    return _drops(news, news.voice != OWN)


MEASURES = (
    Average(
        name="headline_loaded_excess",
        family="headline",
        question="Is the headline more loaded than its story?",
        unit="loaded words per 1,000 words, headline minus body",
        higher_means="the headline colours more than the body",
        source="Ecker et al. (2014)",
        accuracy="not yet measured",
        experimental=True,
        value=headline_loaded_excess,
    ),
    Average(
        name="headline_drops_hedge",
        family="headline",
        question="Does the headline state what the body only hedges?",
        unit="1 if the retold sentence is hedged and the headline is not, else 0",
        higher_means="more headlines are surer than their story",
        source="Ecker et al. (2014)",
        accuracy="not yet measured",
        experimental=True,
        value=headline_drops_hedge,
    ),
    Average(
        name="headline_drops_attribution",
        family="headline",
        question="Does the headline state what the body lays to a source?",
        unit="1 if the retold sentence is attributed and the headline is not, else 0",
        higher_means="more headlines turn claims into facts",
        source="Ecker et al. (2014)",
        accuracy="not yet measured",
        experimental=True,
        value=headline_drops_attribution,
    ),
)
