"""How much of the text is somebody else's words, and how directly are they given?

Counts: attributions of the body, the words of their contents, and the words between quotation marks in them.
Leaves out: the headline; for the shares of words also ascribed thoughts and wishes ("Democrats want to ..."),
which are the outlet's own voice unless they stand between quotation marks.
Blind spots: an attribution that the tagger missed counts as the outlet's own voice.
Source: Newell, Margolin and Ruths (2018), An attribution relations corpus for political news; Pareti (2012).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import FORMS
from framing.measures.analysed import OWN, QUOTED, Analysed
from framing.measures.shapes import Share

Counts = NDArray[np.int64]

ACCURACY = "as good as the attributions it counts: see the model card of the tagger"


def count_words(news: Analysed) -> Counts:
    """Return how many words the body of each article has."""
    words: Counts = news.body_words.sum(axis=1)
    return words


def count_attributed_words(news: Analysed) -> Counts:
    """Return how many words of each body are said by somebody else, quoted or paraphrased."""
    words: Counts = np.delete(news.body_words, OWN, axis=1).sum(axis=1)
    return words


def count_quoted_words(news: Analysed) -> Counts:
    """Return how many words of each body are somebody else's, word for word."""
    return news.body_words[:, QUOTED]


def count_all(news: Analysed) -> Counts:
    """Return how many attributions each body holds."""
    return news.count_attributions()


def count_direct(news: Analysed) -> Counts:
    """Return how many attributions of each body give every word between quotation marks."""
    return news.count_attributions(news.forms == FORMS.index("direct"))


MEASURES = (
    Share(
        name="attributions_per_1000_words",
        question="How often does the article say who said or thought something?",
        unit="attributions per 1,000 words of the body",
        higher_means="more of the article rests on stated sources",
        source="Newell et al. (2018); Pareti (2012)",
        accuracy=ACCURACY,
        family="attributions",
        count=count_all,
        total=count_words,
        denominator="n_words",
        per=1000.0,
    ),
    Share(
        name="share_direct",
        question="How many attributions give the source's own words throughout?",
        unit="share of all attributions",
        higher_means="more statements are quoted word for word, fewer are retold",
        source="Pareti et al. (2013)",
        accuracy=ACCURACY,
        family="attributions",
        count=count_direct,
        total=count_all,
        denominator="n_attributions",
    ),
    Share(
        name="share_attributed_words",
        question="How much of the article is said by somebody else?",
        unit="share of the words of the body",
        higher_means="more of the space goes to sources, less to the outlet's own voice",
        source="Newell et al. (2018)",
        accuracy=ACCURACY,
        family="attributions",
        count=count_attributed_words,
        total=count_words,
        denominator="n_words",
    ),
    Share(
        name="share_quoted_words",
        question="How much of the article is in the very words of its sources?",
        unit="share of the words of the body",
        higher_means="more of the space is verbatim quotation",
        source="Pareti et al. (2013)",
        accuracy=ACCURACY,
        family="attributions",
        count=count_quoted_words,
        total=count_words,
        denominator="n_words",
    ),
)
