"""How many sources, and how many kinds of sources, share the article in effect?

Counts: the Hill number of order 1, exp(H) with H = -sum p ln p over the attributions of the body: the number of
equally frequent sources (or types) that would give the same diversity. Ten attributions to one minister and
one each to two critics are 3 sources, but 1.75 effective ones.
Leaves out: attributions without a source; for the types also those of type unknown.
Blind spots: with few attributions the number is too low (it can never exceed their count): compare articles of
similar length, or outlets over many articles, and read it beside n_attributions. NaN without any attribution.
Source: Hill (1973), Diversity and evenness; Shannon (1948).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import BODY, Analysed
from framing.measures.shapes import Average
from framing.sources.sources import UNKNOWN

Floats = NDArray[np.float64]


def hill_number(counts: NDArray[np.integer]) -> float:
    """Return the effective number of categories, exp of Shannon's entropy of the counts; NaN for none.

    >>> round(hill_number(np.array([5, 5])), 6), round(hill_number(np.array([10, 1, 1])), 2)
    (2.0, 1.76)
    """
    present = np.asarray(counts, dtype=np.float64)
    present = present[present > 0]
    if not present.size:
        return float("nan")
    shares = present / present.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def _effective(article: NDArray[np.integer], category: NDArray[np.integer], n_articles: int) -> Floats:
    """Return the Hill number of the categories in each article, without a loop over articles."""
    n_categories = int(category.max(initial=0)) + 1
    pairs, counts = np.unique(article.astype(np.int64) * n_categories + category, return_counts=True)
    owner = pairs // n_categories
    total = np.bincount(owner, weights=counts, minlength=n_articles)
    shares = counts / total[owner]
    entropy = np.bincount(owner, weights=-shares * np.log(shares), minlength=n_articles)
    return np.where(total > 0, np.exp(entropy), np.nan)


def effective_sources(news: Analysed) -> Floats:
    """Return the effective number of sources of each body."""
    chosen = (news.sources.of_attribution >= 0) & (news.part_of_attribution == BODY)
    return _effective(news.article_of_attribution[chosen], news.sources.of_attribution[chosen], len(news))


def effective_source_types(news: Analysed) -> Floats:
    """Return the effective number of known source types of each body."""
    types = news.sources.types_of_attributions()
    chosen = (types != UNKNOWN) & (news.part_of_attribution == BODY)
    return _effective(news.article_of_attribution[chosen], types[chosen], len(news))


_SMALL = "exact given the sources, but too low where an article has few attributions; see n_attributions"

MEASURES = (
    Average(
        name="effective_sources",
        question="How many sources share the article in effect?",
        unit="effective number of sources (Hill number of order 1)",
        higher_means="the statements are spread over more sources",
        source="Hill (1973)",
        accuracy=_SMALL,
        family="sources",
        value=effective_sources,
    ),
    Average(
        name="effective_source_types",
        question="How many kinds of sources share the article in effect?",
        unit="effective number of source types, 1 to 8 (Hill number of order 1)",
        higher_means="the statements are spread over more kinds of sources",
        source="Hill (1973)",
        accuracy=_SMALL,
        family="sources",
        value=effective_source_types,
    ),
)
