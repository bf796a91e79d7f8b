"""What is measured: one file per question, gathered here by name."""

from framing.measures import (
    anonymity,
    attribution_rate,
    boosters,
    cue_stance,
    diversity,
    hedging,
    loaded,
    readability,
    source_mix,
)
from framing.measures.analysed import Analysed
from framing.measures.shapes import Average, Measure, Rate, Share

MEASURES: tuple[Measure, ...] = (
    *loaded.MEASURES,
    *hedging.MEASURES,
    *boosters.MEASURES,
    *loaded.MEASURES,
    *hedging.MEASURES,
    *boosters.MEASURES,
    *attribution_rate.MEASURES,
    *cue_stance.MEASURES,
    *source_mix.MEASURES,
    *anonymity.MEASURES,
    *diversity.MEASURES,
    *readability.MEASURES,
    *readability.MEASURES,
)

__all__ = ["MEASURES", "Analysed", "Average", "Measure", "Rate", "Share"]
