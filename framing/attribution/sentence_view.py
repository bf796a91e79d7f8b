"""A batch as the rules read it: word classes, outer quotations and reading units, quick to index.

A unit is a sentence; but a quotation is never cut, so that "'We lost. They won,' she said." is one unit. A sentence
without end is cut, so that the work stays in proportion to the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.attribution.word_classes import OPEN, PERIOD, find_word_classes
from framing.text import Batch

Integers = memoryview
_PADDING = 4  # periods after the last token, so that a look ahead need not ask for the end
_LONGEST_UNIT = 400  # words; what has no sentence end for so long (a list, a broken page) is read in pieces


@dataclass(frozen=True)
class SentenceView:
    """Per token: classes (bytes), inside a quotation (bytes), unit_first, unit_last; per quotation its edges."""

    batch: Batch
    classes: bytes
    quoted: bytes  # 1 between outer marks that are closed, or reopened by the next paragraph
    quote_last: Integers  # the end of the outer quotation a token stands in, else 0
    quote_first: Integers
    unit_first: Integers
    unit_last: Integers
    paragraph: Integers
    plural: bytes  # the word ends in s
    ing: bytes  # the word ends in ing
    start: Integers

    @classmethod
    def build(cls, batch: Batch) -> SentenceView:
        """Return the view of a batch."""
        n = len(batch.tokens)
        classes = find_word_classes(batch)
        first_of, last_of = outer_quotations(batch, classes)
        quoted = last_of > 0
        begins = np.ones(n, dtype=np.bool_)
        begins[1:] = batch.sentence[1:] != batch.sentence[:-1]
        places = np.arange(n)
        begins &= ~quoted | (first_of == places)
        so_far = places - np.maximum.accumulate(np.where(begins, places, 0))
        begins |= (so_far > 0) & (so_far % _LONGEST_UNIT == 0) & ~quoted
        edges = np.append(np.flatnonzero(begins), n)
        lengths = np.diff(edges)
        plural = batch.codes[batch.tokens.end - 1] == ord("s") if n else np.zeros(0, dtype=np.bool_)
        ing = _ends_in_ing(batch)
        return cls(
            batch,
            classes.tobytes() + bytes([PERIOD]) * _PADDING,
            quoted.astype(np.uint8).tobytes() + bytes(_PADDING),
            memoryview(last_of),
            memoryview(first_of),
            memoryview(np.repeat(edges[:-1], lengths)),
            memoryview(np.repeat(edges[1:], lengths)),
            memoryview(batch.paragraph),
            plural.astype(np.uint8).tobytes() + bytes(_PADDING),
            ing.astype(np.uint8).tobytes() + bytes(_PADDING),
            memoryview(batch.tokens.start),
        )


def _ends_in_ing(batch: Batch) -> NDArray[np.bool_]:
    end, start = batch.tokens.end, batch.tokens.start
    result = end - start > 4
    for back, letter in enumerate("gni", start=1):
        result &= batch.codes[np.maximum(end - back, 0)] == ord(letter)
    return result


def outer_quotations(batch: Batch, classes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first token and the end of the outer quotation of each token, zeros outside.

    An unclosed quotation counts when the next paragraph opens again (a speech over several paragraphs) or
    when it takes up its whole paragraph; otherwise its mark is a slip and the sentence is read without it.
    """
    n = len(batch.tokens)
    first_of, last_of = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    quotes = batch.quotes
    end = -1
    for first, last, closed in zip(quotes.first.tolist(), quotes.last.tolist(), quotes.closed.tolist(), strict=True):
        if first < end:
            continue
        if not closed and not (last < n and classes[last] == OPEN):
            continue
        end = last
        first_of[first:last] = first
        last_of[first:last] = last
    return first_of, last_of
