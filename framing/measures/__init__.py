"""What is measured: one file per question, gathered here by name."""

from framing.measures import (
    agency,
    anonymity,
    assertives,
    attribution_rate,
    boosters,
    cue_stance,
    diversity,
    emphasis,
    frames,
    headline,
    hedging,
    loaded,
    naming,
    nominalised,
    presupposition,
    readability,
    right_of_reply,
    scare_quotes,
    source_mix,
    weasels,
)
from framing.measures.analysed import Analysed
from framing.measures.own_lexicon import lexicon_measure
from framing.measures.shapes import Average, Measure, Rate, Share

MEASURES: tuple[Measure, ...] = (
    *loaded.MEASURES,
    *hedging.MEASURES,
    *boosters.MEASURES,
    *weasels.MEASURES,
    *presupposition.MEASURES,
    *assertives.MEASURES,
    *scare_quotes.MEASURES,
    *emphasis.MEASURES,
    *naming.MEASURES,
    *agency.MEASURES,
    *nominalised.MEASURES,
    *headline.MEASURES,
    *frames.MEASURES,
    *attribution_rate.MEASURES,
    *cue_stance.MEASURES,
    *source_mix.MEASURES,
    *anonymity.MEASURES,
    *diversity.MEASURES,
    *right_of_reply.MEASURES,
    *readability.MEASURES,
)

__all__ = ["MEASURES", "Analysed", "Average", "Measure", "Rate", "Share", "lexicon_measure"]
