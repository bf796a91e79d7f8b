"""Whose voices carry the article, by kind of source?

Counts: attributions of the body, and the words attributed to somebody, by the type of their source
(politician, official, expert, business, civil society, citizen, media, document, unknown).
Leaves out: nothing; an attribution without a source, or with one that cannot be told, counts as unknown.
Blind spots: the type is what the article says or implies of a source; outside knowledge is used only for
states, a few institutions and the user's own sources file.
Source: Spangher et al. (2023), Identifying informational sources in news articles; Gender Gap Tracker
(Asr et al. 2021) for counting space beside mentions.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import BODY, OWN, Analysed
from framing.measures.attribution_rate import count_all, count_attributed_words
from framing.measures.shapes import Average, Measure, Share
from framing.sources.sources import TYPES

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

ACCURACY = (
    "given the right attributions, the type is right for .81 of them (macro-F1 .74; always politician: .42), the same "
    "source is told with B-cubed F1 .94 (30 articles of US politics kept aside, one coder); the tagger errs on top"
)
_PHRASES = {
    "politician": "politicians, parties and campaigns",
    "official": "state institutions and appointed officials",
    "expert": "experts",
    "business": "companies and their people",
    "civil_society": "civil society",
    "citizen": "citizens",
    "media": "journalists and outlets",
    "document": "documents, polls and data",
    "unknown": "sources whose kind cannot be told",
}


def count_of_type(news: Analysed, *, type_code: int) -> Counts:
    """Return how many attributions of each body have a source of this type."""
    return news.count_attributions(news.sources.types_of_attributions() == type_code)


def count_words_of_type(news: Analysed, *, type_code: int) -> Counts:
    """Return how many attributed words of each body belong to sources of this type."""
    speaks = np.append(news.sources.types_of_attributions() == type_code, False)[news.attribution_of]
    words: Counts = np.delete(news.count_tokens(news.batch.is_word & speaks), OWN, axis=1).sum(axis=1)
    return words


def first_position(news: Analysed, *, type_code: int) -> Floats:
    """Return the share of each body's words that stand before its first source of this type; NaN for none."""
    words_before = np.append(0, np.cumsum(news.batch.is_word & (news.part == BODY)))
    n_words = news.body_words.sum(axis=1)
    edges = np.searchsorted(news.batch.tokens.text, np.arange(len(news)))
    chosen = (news.sources.types_of_attributions() == type_code) & (news.part_of_attribution == BODY)
    pieces = news.attributions.source
    rows = chosen[pieces.owner]
    article = news.article_of_attribution[pieces.owner[rows]]
    nearest = np.full(len(news), np.iinfo(np.int64).max)
    np.minimum.at(nearest, article, pieces.first[rows])
    result = np.full(len(news), np.nan)
    found = np.unique(article[n_words[article] > 0])
    result[found] = (words_before[nearest[found]] - words_before[edges[found]]) / n_words[found]
    return result


def _measures_of(name: str) -> tuple[Measure, ...]:
    """Return the measures that exist once for each source type."""
    code, phrase = TYPES.index(name), _PHRASES[name]
    source = "Spangher et al. (2023); Asr et al. (2021)"
    return (
        Share(
            name=f"share_{name}",
            question=f"How many attributions go to {phrase}?",
            unit="share of all attributions",
            higher_means=f"{phrase} speak more often",
            source=source,
            accuracy=ACCURACY,
            family="sources",
            count=partial(count_of_type, type_code=code),
            total=count_all,
            denominator="n_attributions",
        ),
        Share(
            name=f"share_words_{name}",
            question=f"How much of the attributed text is said by {phrase}?",
            unit="share of the attributed words of the body",
            higher_means=f"{phrase} are given more space",
            source=source,
            accuracy=ACCURACY,
            family="sources",
            count=partial(count_words_of_type, type_code=code),
            total=count_attributed_words,
            denominator="n_words_attributed",
        ),
        Average(
            name=f"first_position_{name}",
            question=f"How late do {phrase} speak for the first time?",
            unit="share of the body's words before it, 0 to 1; NaN where they do not speak",
            higher_means=f"{phrase} come in later",
            source="prominence by position: Gans (1979), Deciding What's News",
            accuracy=ACCURACY,
            family="sources",
            value=partial(first_position, type_code=code),
        ),
    )


_BY_TYPE = [_measures_of(name) for name in TYPES]
MEASURES: tuple[Measure, ...] = tuple(triple[kind] for kind in range(3) for triple in _BY_TYPE)
