"""A batch with everything known about it: what measures are computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.articles.article import Article
from framing.attribution.attributions import COMMUNICATING, Attributions, find_forms
from framing.sources.sources import Sources
from framing.text import Batch, Spans

VOICES = ("own", "paraphrased", "quoted")
OWN, PARAPHRASED, QUOTED = range(3)
PARTS = ("body", "headline")
BODY, HEADLINE = range(2)


def find_measurable(articles: Sequence[Article]) -> NDArray[np.bool_]:
    """Return which articles are in English or of no known language: the others cannot be measured, shape (n,)."""
    known = (not article.language or article.language.lower().startswith("en") for article in articles)
    return np.fromiter(known, dtype=np.bool_, count=len(articles))


@dataclass(frozen=True)
class Analysed:
    """Articles with their text layer, attributions, stances and sources.

    The batch holds the n article texts, then the n titles: text i and text n + i belong to article i.
    `stance` has one code into STANCES per attribution.
    """

    articles: Sequence[Article]
    batch: Batch
    attributions: Attributions
    stance: NDArray[np.int8]
    sources: Sources

    def __len__(self) -> int:
        return len(self.articles)

    def found(self, find: Callable[[Analysed], Spans]) -> Spans:
        """Return what a finder finds here; each finder runs once per batch."""
        if find not in self._found:
            spans = find(self)
            self._found[find] = spans if self.measurable.all() else spans[self.measurable[spans.text % len(self)]]
        return self._found[find]

    @cached_property
    def _found(self) -> dict[Callable[[Analysed], Spans], Spans]:
        return {}

    @cached_property
    def measurable(self) -> NDArray[np.bool_]:
        """Which articles can be measured: those in English or of no known language."""
        return find_measurable(self.articles)

    @cached_property
    def forms(self) -> NDArray[np.int8]:
        """The form of each attribution, as a code into FORMS."""
        return find_forms(self.batch, self.attributions)

    @cached_property
    def attribution_of(self) -> NDArray[np.int32]:
        """The attribution whose content each token is part of, -1 for none; the outermost keeps its words."""
        result = np.full(len(self.batch.tokens), -1, dtype=np.int32)
        tokens, owner = self.attributions.content.tokens()
        result[tokens[::-1]] = owner[::-1]
        return result

    @cached_property
    def voice(self) -> NDArray[np.int8]:
        """Whose voice each token is in, as a code into VOICES."""
        owner = self.attribution_of
        inside = owner >= 0
        communicates = np.append(self.stance < COMMUNICATING, False)[owner]
        voice = np.where(inside & communicates, PARAPHRASED, OWN).astype(np.int8)
        voice[inside & self.batch.quoted] = QUOTED
        for first, last in self._echoed_headline_quotes():
            voice[first:last] = QUOTED
        return voice

    @cached_property
    def part(self) -> NDArray[np.int8]:
        """Whether each token is headline or body, as a code into PARTS.

        A first line of the text that repeats the title (marks aside) is headline too.
        """
        n = len(self)
        part = (self.batch.tokens.text >= n).astype(np.int8)
        edges = np.searchsorted(self.batch.tokens.text, np.arange(2 * n + 1))
        for article in range(n):
            title_words = self._words(int(edges[n + article]), int(edges[n + article + 1]))
            first = int(edges[article])
            if not title_words.size or first == edges[article + 1]:
                continue
            paragraph = self.batch.paragraph[first : edges[article + 1]]
            last = first + int(np.searchsorted(paragraph, paragraph[0], side="right"))
            if np.array_equal(self._words(first, last), title_words):
                part[first:last] = HEADLINE
        return part

    @cached_property
    def part_of_attribution(self) -> NDArray[np.int8]:
        """Whether each attribution stands in the headline or the body."""
        result = np.zeros(self.attributions.n, dtype=np.int8)
        for pieces in (self.attributions.content, self.attributions.cue):
            result[pieces.owner] = self.part[pieces.first]
        return result

    @cached_property
    def article_of_attribution(self) -> NDArray[np.int32]:
        """The article each attribution stands in."""
        return self.attributions.text(self.batch) % max(len(self), 1)

    @cached_property
    def body_words(self) -> NDArray[np.int64]:
        """How many words of the body each article has in each voice, shape (n_articles, 3)."""
        return self.count_tokens(self.batch.is_word)

    def count_tokens(self, which: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many of the marked tokens of the body each article has in each voice, shape (n, 3)."""
        body = which & (self.part == BODY)
        cell = self.batch.tokens.text[body].astype(np.int64) * 3 + self.voice[body]
        return np.bincount(cell, minlength=len(self) * 3)[: len(self) * 3].reshape(-1, 3)

    def count_spans(self, spans: Spans) -> NDArray[np.int64]:
        """Return how many spans of the body each article has in each voice, by their first word, shape (n, 3)."""
        first, _ = self.batch.token_ranges(spans)
        first = first[self.part[first] == BODY]
        cell = self.batch.tokens.text[first].astype(np.int64) * 3 + self.voice[first]
        return np.bincount(cell, minlength=len(self) * 3)[: len(self) * 3].reshape(-1, 3)

    def count_attributions(self, which: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Return how many attributions of the body (of those marked) each article has, shape (n,)."""
        body = self.part_of_attribution == BODY
        chosen = body if which is None else body & which
        return np.bincount(self.article_of_attribution[chosen], minlength=len(self)).astype(np.int64)

    def _words(self, first: int, last: int) -> NDArray[np.uint64]:
        return self.batch.tokens.folded[first:last][self.batch.is_word[first:last]]

    def _echoed_headline_quotes(self) -> list[tuple[int, int]]:
        """Return the quotations of titles, without a cue there, whose words the body attributes to somebody."""
        n, quotes = len(self), self.batch.quotes
        in_title = np.flatnonzero(self.batch.tokens.text[quotes.first] >= n)
        echoed = []
        owner = self.attribution_of
        for row in in_title:
            first, last = int(quotes.first[row]), int(quotes.last[row])
            wanted = self._words(first, last)
            if not wanted.size:  # marks around nothing, as in titles decoded wrongly: “™”
                continue
            article = int(self.batch.tokens.text[first]) - n
            begin, end = np.searchsorted(self.batch.tokens.text, [article, article + 1])
            spoken = np.flatnonzero(self.batch.is_word[begin:end] & (owner[begin:end] >= 0)) + begin
            said = self.batch.tokens.folded[spoken]
            starts = np.flatnonzero(said == wanted[:1]).tolist()
            if any(np.array_equal(said[at : at + wanted.size], wanted) for at in starts):
                echoed.append((first, last))
        return echoed
