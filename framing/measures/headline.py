"""What does the headline make of the story? Loaded words it adds, hedges and speakers it drops.

Counts: for each article with a headline, the loaded words of headline and body per 1,000 words; and, against the
sentence of the body that shares most of the headline's content words, whether a hedge or an attribution of that
sentence is missing from the headline ("claims" in the body, a fact in the headline).
Leaves out: articles without a headline; for the last two, headlines of which no sentence of the body has six words
in ten. A headline that asks drops no hedge; one that names a speaker, quotes or has a colon drops no speaker.
Blind spots: a headline in other words than the body finds no sentence.
Source: Ecker et al. (2014), The effects of subtle misinformation in news headlines, JEP: Applied 20.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.analysed import BODY, HEADLINE, OWN, Analysed
from framing.measures.context import context_words
from framing.measures.hedging import find_hedges
from framing.measures.loaded import find_loaded
from framing.measures.shapes import Average, Floats, ratio
from framing.text import HashIndex, Spans, hash_words

_SHARED = 0.6  # of the headline's content words that the sentence must hold
_SAID = 0.75  # of the shared words that must stand in what somebody is said to have said
_BEFORE = 3  # tokens before the shared words in which a hedge still belongs to them
_FEWEST = 3  # content words of a headline that can be looked for
CONTEXT = context_words("headline")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # an odd number that keeps the words of different articles apart
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


@dataclass(frozen=True)
class Retold:
    """The sentence of a body that a title retells: article, tokens [first, last) over the words both share."""

    article: int
    first: int
    last: int
    shared: tuple[int, ...]


def find_retold(news: Analysed) -> Spans:
    """Return the sentences of bodies that a title retells, at most one per article, in text order."""
    numbers = [news.batch.sentence[told.first] for told in read_retold(news)]
    return news.batch.sentences[np.array(numbers, dtype=np.int64)] if numbers else Spans.empty()


def read_retold(news: Analysed) -> list[Retold]:
    """Return the same sentences with the words that they share with the title."""
    batch, n = news.batch, len(news)
    content = np.flatnonzero(batch.is_word & ~_FUNCTION_WORDS.has(batch.tokens.folded))
    text = batch.tokens.text[content]
    article = text % max(n, 1)
    words = batch.tokens.folded[content] + article.astype(np.uint64) * _STEP  # equal only within an article
    wanted: list[set[int]] = [set() for _ in range(n)]
    for row, word in zip(article[text >= n].tolist(), words[text >= n].tolist(), strict=True):
        wanted[row].add(word)
    hits = (text < n) & (news.part[content] == BODY) & HashIndex(words[text >= n]).has(words)
    shared: list[dict[int, dict[int, int]]] = [{} for _ in range(n)]
    columns = (article[hits], batch.sentence[content[hits]], words[hits], content[hits])
    for row, sentence, word, place in zip(*(column.tolist() for column in columns), strict=True):
        shared[row].setdefault(sentence, {}).setdefault(word, place)
    told = []
    for row in range(n):
        found = shared[row]
        best = max(found, key=lambda sentence: (len(found[sentence]), -sentence), default=-1)
        if len(wanted[row]) >= _FEWEST and best >= 0 and len(found[best]) >= _SHARED * len(wanted[row]):
            places = sorted(found[best].values())
            told.append(Retold(row, places[0], places[-1] + 1, tuple(places)))
    return told


def headline_drops_hedge(news: Analysed) -> Floats:
    """Return whether the body hedges what the headline states, 1 or 0, shape (n_articles,).

    The hedge stands among or right before the words that both share; a headline that asks or hedges drops none.
    """
    marked = np.zeros(len(news.batch.tokens), dtype=np.bool_)
    marked[news.batch.token_ranges(news.found(find_hedges))[0]] = True
    result = np.full(len(news), np.nan)
    for told in read_retold(news):
        near = marked[max(told.first - _BEFORE, 0) : told.last].any()
        title = _title(news, told.article)
        asks = news.batch.codes[news.batch.tokens.start[title]] == ord("?")
        result[told.article] = near and not marked[title].any() and not asks.any()
    return result


def headline_drops_attribution(news: Analysed) -> Floats:
    """Return whether the body lays to a source what the headline states, 1 or 0, shape (n_articles,).

    Most of the words that both share stand in what somebody is said to have said; a headline with a speaker, a
    quotation or a colon drops none.
    """
    said = news.voice != OWN
    result = np.full(len(news), np.nan)
    for told in read_retold(news):
        title = _title(news, told.article)
        mark = CONTEXT["mark"].at(news.batch, np.arange(title.start, title.stop))
        names_it = said[title].any() or (news.attribution_of[title] >= 0).any() or mark.any()
        result[told.article] = said[list(told.shared)].mean() > _SAID and not names_it
    return result


def _title(news: Analysed, article: int) -> slice:
    """Return the tokens of an article's title."""
    first, last = np.searchsorted(news.batch.tokens.text, [len(news) + article, len(news) + article + 1]).tolist()
    return slice(first, last)


MEASURES = (
    Average(
        name="headline_loaded_excess",
        family="headline",
        question="Is the headline more loaded than its story?",
        unit="loaded words per 1,000 words, headline minus body",
        higher_means="the headline colours more than the body",
        source="Ecker et al. (2014)",
        accuracy="as good as the loaded words it counts; as a measure of headlines not measured",
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
        accuracy=(
            "weak: of 8 headlines marked among 60 of US news kept aside 2 rightly, none missed, one coder; the "
            "sentence is the retold one for 43 of 60"
        ),
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
        accuracy=(
            "weak: of 7 headlines marked among 60 of US news kept aside 2 rightly, one missed, one coder; the "
            "sentence is the retold one for 43 of 60"
        ),
        experimental=True,
        value=headline_drops_attribution,
    ),
)
