"""How many statements come from people whom the article does not name?

Counts: attributions of the body whose source is given, and is not identified by name anywhere in the article
("officials", "a Pentagon spokesman", "critics").
Leaves out: attributions without any source phrase, and pronouns that could not be resolved: whether those are
named cannot be known, so they count in the whole and not as unnamed.
Blind spots: anonymity granted on request ("people familiar with the matter") is not told from mere vagueness.
Source: CODEBOOK of this project, value `named`; on unnamed sources Sternadori and Thorson (2009),
Anonymous sources harm credibility of all stories, Newspaper Research Journal 30.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.analysed import Analysed
from framing.measures.attribution_rate import count_all
from framing.measures.shapes import Share


def count_unnamed(news: Analysed) -> NDArray[np.int64]:
    """Return how many attributions of each body have a source that is not named."""
    named = np.append(news.sources.named, np.int8(-1))[news.sources.of_attribution]
    return news.count_attributions(named == 0)


MEASURES = (
    Share(
        name="share_unnamed",
        question="How many statements come from sources the article does not name?",
        unit="share of all attributions",
        higher_means="the reader can check fewer of the sources",
        source="Sternadori and Thorson (2009)",
        accuracy="named or not is right for .91 of gold attributions (30 articles, one coder); the tagger errs on top",
        family="sources",
        count=count_unnamed,
        total=count_all,
        denominator="n_attributions",
    ),
)
