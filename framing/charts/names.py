"""How charts and reports say the values of the tables in plain words."""

from __future__ import annotations

from math import isfinite
from typing import Any

SOURCE_TYPES = {
    "politician": "politicians",
    "official": "officials",
    "expert": "experts",
    "business": "business",
    "civil_society": "civil society",
    "citizen": "citizens",
    "media": "media",
    "document": "documents",
    "unknown": "unknown",
}
STANCES = {
    "neutral": "neutral (said)",
    "endorsing": "endorsing (pointed out)",
    "distancing": "distancing (claimed)",
    "speech_act": "speech act (warned)",
    "mental": "thought (believes)",
    "other": "other or no verb",
}
_MEASURES = {
    "loaded_per_1000_words": ("loaded words", "per 1,000 words"),
    "hedges_per_1000_words": ("hedges", "per 1,000 words"),
    "boosters_per_1000_words": ("boosters", "per 1,000 words"),
    "attributions_per_1000_words": ("attributions", "per 1,000 words"),
    "scare_quotes_per_1000_words": ("scare quotes", "per 1,000 words"),
    "passives_per_1000_words": ("passives", "per 1,000 words"),
    "share_direct": ("direct quotation", "share of attributions"),
    "share_unnamed": ("unnamed sources", "share of attributions"),
    "share_distancing_cues": ("distancing verbs", "share of attributions"),
    "share_endorsing_cues": ("endorsing verbs", "share of attributions"),
    "share_quoted_words": ("quoted words", "share of all words"),
    "share_attributed_words": ("attributed words", "share of all words"),
    "effective_sources": ("effective sources", "number per article"),
    "effective_source_types": ("effective source types", "number per article"),
    "mean_sentence_length": ("sentence length", "words"),
}
_VOICES = {"_paraphrased": "in paraphrase", "_quoted": "in quotation"}


def measure_name(measure: str) -> str:
    """Return the short name of a measure.

    >>> measure_name("loaded_per_1000_words_quoted"), measure_name("share_official")
    ('loaded words, in quotation', 'officials')
    """
    for suffix, words in _VOICES.items():
        if measure.endswith(suffix):
            return f"{measure_name(measure.removesuffix(suffix))}, {words}"
    if measure in _MEASURES:
        return _MEASURES[measure][0]
    kind = measure.removeprefix("share_words_").removeprefix("share_").removeprefix("first_position_")
    if kind in SOURCE_TYPES:
        name = SOURCE_TYPES[kind]
        if measure.startswith("share_words_"):
            return f"{name}, by words"
        return f"{name}, first position" if measure.startswith("first_position_") else name
    return measure.removesuffix("_per_1000_words").removeprefix("share_").replace("_", " ")


def measure_unit(measure: str) -> str:
    """Return the short unit of a measure, for the line below its name.

    >>> measure_unit("share_official"), measure_unit("hedges_per_1000_words")
    ('share of attributions', 'per 1,000 words, own voice')
    """
    plain = measure
    for suffix in _VOICES:
        plain = plain.removesuffix(suffix)
    if plain.endswith("_per_1000_words") and plain != "attributions_per_1000_words":
        voice = "own voice" if plain == measure else "that voice"
        return f"per 1,000 words, {voice}"
    if plain in _MEASURES:
        return _MEASURES[plain][1]
    if plain.startswith("share_words_"):
        return "share of attributed words"
    if plain.startswith("first_position_"):
        return "share of the article before it"
    return "share of attributions" if plain.startswith("share_") else ""


def is_share(measure: str) -> bool:
    """Return whether a measure is a part of a whole, to be written in per cent."""
    return measure.startswith(("share_", "first_position_"))


def number(value: Any, *, share: bool = False, signed: bool = False) -> str:
    """Return a number as people write it, "–" where it cannot be known.

    >>> number(0.4131, share=True), number(4.128), number(-3.14, signed=True), number(float("nan"))
    ('41 %', '4.1', '−3.1', '–')
    """
    if value is None or not isfinite(float(value)):
        return "–"
    shown = float(value) * (100 if share else 1)
    digits = 0 if share or abs(shown) >= 100 or shown == 0 else 1 if abs(shown) >= 1 else 2
    if share and 0 < abs(shown) < 1:
        digits = 1
    text = f"{abs(shown):,.{digits}f}"
    sign = "−" if shown < 0 and float(text.replace(",", "")) else "+" if signed and shown > 0 else ""
    return f"{sign}{text}" + (" %" if share else "")


def interval(low: Any, high: Any, *, share: bool = False, signed: bool = False) -> str:
    """Return "1.2 to 7.3", or a sentence part that says there is no interval."""
    if any(value is None or not isfinite(float(value)) for value in (low, high)):
        return "no interval"
    return f"{number(low, share=share, signed=signed)} to {number(high, share=share, signed=signed)}"
