"""Does the outlet stand behind what its sources say, or keep its distance?

Counts: attributions of the body whose cue takes the content as true ("pointed out", endorsing) or marks it as a
mere claim ("alleged", distancing).
Leaves out: speech acts ("denied", "accused"), which say what the source did and not what the outlet holds of it.
Blind spots: lists of such verbs differ between authors; the table is lexicons/reporting_verbs.csv and editable.
Source: Thompson and Ye (1991); Floyd (2000); Bednarek (2006); the assignment is the project's codebook.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import STANCES
from framing.measures.analysed import Analysed
from framing.measures.attribution_rate import count_all
from framing.measures.shapes import Share


def count_stance(news: Analysed, *, stance: str) -> NDArray[np.int64]:
    """Return how many attributions of each body have a cue of this stance."""
    return news.count_attributions(news.stance == STANCES.index(stance))


def _share(stance: str, question: str, higher_means: str) -> Share:
    return Share(
        name=f"share_{stance}_cues",
        question=question,
        unit="share of all attributions",
        higher_means=higher_means,
        source="Thompson and Ye (1991); Bednarek (2006)",
        accuracy="the stance is right for .92 of gold cues (macro-F1 .90, one coder); the tagger errs on top",
        family="attributions",
        count=partial(count_stance, stance=stance),
        total=count_all,
        denominator="n_attributions",
    )


MEASURES = (
    _share(
        "distancing",
        "How many statements does the outlet mark as mere claims?",
        "the outlet keeps more distance from what is said",
    ),
    _share(
        "endorsing",
        "How many statements does the outlet present as true?",
        "the outlet stands behind more of what is said",
    ),
)
