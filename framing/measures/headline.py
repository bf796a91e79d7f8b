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
from numpy.typing import NDArray

from framing.lexicon import Lexicon
from framing.measures.analysed import BODY, HEADLINE, OWN, Analysed
from framing.measures.context import Flags
from framing.measures.hedging import find_hedges
from framing.measures.loaded import find_loaded
from framing.measures.shapes import Average, Floats, ratio
from framing.text import HashIndex, Spans, hash_words

_SHARED = 0.5  # of the headline's content words that the sentence must hold
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


def find_told_sentences(news: Analysed) -> NDArray[np.int64]:
    """Return for each article the sentence of its body that its title retells, -1 for none."""
    batch = news.batch
    content = batch.is_word & (_FUNCTION_WORDS.find(batch.tokens.folded) < 0)
    result = np.full(len(news), -1, dtype=np.int64)
    edges = np.searchsorted(batch.tokens.text, np.arange(2 * len(news) + 1))
    for article in range(len(news)):
        title = np.arange(edges[len(news) + article], edges[len(news) + article + 1])
        wanted = np.unique(batch.tokens.folded[title[content[title]]])
        body = np.arange(edges[article], edges[article + 1])
        body = body[content[body] & (news.part[body] == BODY)]
        if wanted.size < 3 or not body.size:
            continue
        hits = body[np.isin(batch.tokens.folded[body], wanted)]
        pairs = np.unique(np.stack([batch.sentence[hits], batch.tokens.folded[hits]]).astype(np.uint64), axis=1)
        if not pairs.size:
            continue
        sentences, shared = np.unique(pairs[0], return_counts=True)
        if shared.max() >= _SHARED * wanted.size:
            result[article] = int(sentences[shared.argmax()])
    return result


def _drops(news: Analysed, marked: Flags) -> Floats:
    """Return 1 where the retold sentence holds a marked token and the title none, 0 else, NaN without a sentence."""
    told = find_told_sentences(news)
    n_sentences = int(news.batch.sentence[-1]) + 1 if len(news.batch.tokens) else 0
    in_sentence = np.append(np.bincount(news.batch.sentence[marked], minlength=n_sentences), 0)
    n = max(len(news), 1)
    in_title = marked & (news.batch.tokens.text >= len(news))
    in_titles = np.bincount(news.batch.tokens.text[in_title] % n, minlength=n)[: len(news)]
    dropped = ((in_sentence[told] > 0) & (in_titles == 0)).astype(np.float64)
    return np.where(told >= 0, dropped, np.nan)


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
