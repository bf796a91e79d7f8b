"""A batch of texts, worked on at once as arrays.

The texts are joined with blank lines; tokens, sentences and quotation marks are found in the joined text,
and offsets are turned back into those of each text only when spans come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import code_points, is_upper
from framing.text.quotes import Quotes, find_quotes
from framing.text.sentences import find_paragraphs, find_sentences
from framing.text.spans import Spans
from framing.text.tokens import NUMBER, WORD, Tokens, find_tokens

_BETWEEN = "\n\n"

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Batch:
    """Texts with their tokens, sentences, paragraphs and quotations; everything is found on first use.

    >>> batch = Batch(["She said no. He left."])
    >>> int(batch.word_counts()[0]), len(batch.sentences)
    (5, 2)
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        lengths = np.fromiter((len(text) + len(_BETWEEN) for text in self.texts), np.int64, len(self.texts))
        self.base: Indices = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        self.joined = "".join(text + _BETWEEN for text in self.texts)
        self.codes = code_points(self.joined)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def tokens(self) -> Tokens:
        """All tokens, in order; their offsets are those of the joined text."""
        return find_tokens(self.codes, self.base)

    @cached_property
    def is_word(self) -> Flags:
        """Which tokens count as words: words and numbers, not marks and not the possessive 's."""
        words: Flags = (self.tokens.kind == WORD) | (self.tokens.kind == NUMBER)
        return words

    @cached_property
    def capitalised(self) -> Flags:
        """Which tokens begin with a capital letter."""
        return is_upper(self.codes[self.tokens.start])

    @cached_property
    def all_capitals(self) -> Flags:
        """Which words are written in capitals, at least two of them."""
        upper = np.zeros(self.codes.size + 1, dtype=np.int64)
        np.cumsum(is_upper(self.codes), out=upper[1:])
        n_upper = upper[self.tokens.end] - upper[self.tokens.start]
        capitals: Flags = (n_upper >= 2) & (n_upper == self.tokens.end - self.tokens.start)
        return capitals

    @cached_property
    def paragraph(self) -> NDArray[np.int32]:
        """The paragraph of each token, numbered through the batch."""
        return find_paragraphs(self.codes, self.tokens, len(self))

    @cached_property
    def sentence(self) -> NDArray[np.int32]:
        """The sentence of each token, numbered through the batch."""
        return find_sentences(self.codes, self.tokens, self.capitalised, self.paragraph)

    @cached_property
    def sentence_starts(self) -> Indices:
        """The first token of each sentence, shape (n_sentences,)."""
        return _run_starts(self.sentence)

    @cached_property
    def starts_sentence(self) -> Flags:
        """Which tokens are the first word of their sentence (an opening mark before it does not count)."""
        words = np.flatnonzero(self.is_word)
        first = np.zeros(len(self.tokens), dtype=np.bool_)
        if words.size:
            first[words] = np.append(True, np.diff(self.sentence[words]) != 0)
        return first

    @cached_property
    def sentences(self) -> Spans:
        """The sentences as spans."""
        return self._runs(self.sentence)

    @cached_property
    def paragraphs(self) -> Spans:
        """The paragraphs as spans."""
        return self._runs(self.paragraph)

    @cached_property
    def quotes(self) -> Quotes:
        """The quotations, outer before inner."""
        return find_quotes(self.codes, self.tokens, self.paragraph, self.joined)

    @cached_property
    def quote_depth(self) -> NDArray[np.int16]:
        """How many quotations each token stands in; the marks themselves count as inside."""
        edges = np.zeros(len(self.tokens) + 1, dtype=np.int16)
        np.add.at(edges, self.quotes.first, 1)
        np.add.at(edges, self.quotes.last, -1)
        return np.cumsum(edges[:-1], dtype=np.int16)

    @cached_property
    def quoted(self) -> Flags:
        """Which tokens stand between quotation marks of any kind, the marks included."""
        return self.quote_depth > 0

    def word_counts(self) -> Indices:
        """Return how many words each text has, shape (n_texts,)."""
        return np.bincount(self.tokens.text[self.is_word], minlength=len(self)).astype(np.int64)

    def spans(
        self,
        first: NDArray[np.integer],
        last: NDArray[np.integer],
        label: NDArray[np.integer] | None = None,
        labels: tuple[str, ...] = ("",),
    ) -> Spans:
        """Return the token ranges [first, last) as spans of their texts."""
        text = self.tokens.text[first]
        offset = self.base[text]
        return Spans.build(text, self.tokens.start[first] - offset, self.tokens.end[last - 1] - offset, label, labels)

    def token_ranges(self, spans: Spans) -> tuple[Indices, Indices]:
        """Return the tokens [first, last) that each span touches."""
        offset = self.base[spans.text]
        first = np.searchsorted(self.tokens.end, spans.start + offset, side="right")
        last = np.searchsorted(self.tokens.start, spans.end + offset, side="left")
        return first, np.maximum(first, last)

    def strings(self, spans: Spans) -> list[str]:
        """Return the text of each span, verbatim."""
        rows = zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
        return [self.texts[text][start:end] for text, start, end in rows]

    def token_strings(self, first: NDArray[np.integer], last: NDArray[np.integer]) -> list[str]:
        """Return the text from token `first` to before token `last`, verbatim, for each pair."""
        if not len(first):
            return []
        starts, ends = self.tokens.start[first].tolist(), self.tokens.end[np.asarray(last) - 1].tolist()
        return [self.joined[start:end] for start, end in zip(starts, ends, strict=True)]

    def _runs(self, number: NDArray[np.int32]) -> Spans:
        if not number.size:
            return Spans.empty()
        first = _run_starts(number)
        return self.spans(first, np.append(first[1:], number.size))


def _run_starts(number: NDArray[np.int32]) -> Indices:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.append(number.size > 0, number[1:] != number[:-1]))
