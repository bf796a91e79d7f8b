"""The codebook of measures as text: what `framing measures` prints."""

from __future__ import annotations

import csv
from difflib import get_close_matches
from importlib import import_module
from importlib.resources import files
from textwrap import fill
from types import ModuleType

import numpy as np

from framing.articles.article import Article
from framing.attribution.attributions import Attributions
from framing.errors import InputError
from framing.lexicon import Lexicon
from framing.measures import MEASURES, Analysed, Measure
from framing.sources.sources import Sources
from framing.text import Batch

_WIDTH = 88
_WORDS = 12  # entries shown per label


def find_measure(name: str) -> Measure:
    """Return the measure of this name; raise InputError with the nearest name if there is none."""
    known = {measure.name: measure for measure in MEASURES}
    if name in known:
        return known[name]
    # "hedgeing" is near to the family "hedges", though far from "hedges_per_1000_words"
    families = {measure.family: measure.name for measure in reversed(MEASURES) if measure.family}
    near = get_close_matches(name, [*families, *known], n=1, cutoff=0.6)
    hint = f"did you mean {families.get(near[0], near[0])!r}?" if near else "`framing measures` lists them"
    raise InputError(f"unknown measure {name!r}; {hint}")


def render_codebook() -> str:
    """Return every measure with its question, unit, meaning, source and accuracy."""
    entries = "\n\n".join(_entry(measure) for measure in MEASURES)
    return f"{len(MEASURES)} measures. `framing measures NAME` shows one with its entries.\n\n{entries}"


def render_measure(name: str) -> str:
    """Return one measure whole: its entry, what it counts and cannot see, its words with their sources, examples.

    >>> print(render_measure("hedges_per_1000_words").splitlines()[0])
    hedges_per_1000_words
    """
    measure = find_measure(name)
    blocks = (_entry(measure), *_definition(measure), "\n".join(_entries(measure)), "\n".join(_examples(measure)))
    return "\n\n".join(filter(None, blocks))


def _entry(measure: Measure) -> str:
    lines = [
        ("question", measure.question),
        ("unit", measure.unit),
        ("higher means", measure.higher_means),
        ("source", measure.source),
        ("accuracy", measure.accuracy),
    ]
    title = f"{measure.name}{' (experimental)' if measure.experimental else ''}"
    return "\n".join(
        [title, *(fill(f"{key}: {text}", _WIDTH, initial_indent="  ", subsequent_indent="    ") for key, text in lines)]
    )


def _module(measure: Measure) -> ModuleType | None:
    """Return the module that defines a measure, None where nothing names it."""
    finder = getattr(measure, "find", None) or getattr(measure, "count", None) or getattr(measure, "value", None)
    name = getattr(getattr(finder, "func", finder), "__module__", "")  # a partial has its function's module
    return import_module(name) if name else None


def _definition(measure: Measure) -> list[str]:
    """Return the docstring of the module that defines the measure: Counts, Leaves out, Blind spots, Source."""
    module = _module(measure)
    return [(module.__doc__ or "").strip()] if module else []


def _entries(measure: Measure) -> list[str]:
    """Return per label of the measure's lexicon how many entries it has, the first of them, and who attests them."""
    module = _module(measure)
    if module is None or not hasattr(measure, "find"):
        return []
    own = (module.__name__.rsplit(".", 1)[1], measure.family)  # other lists of a module only help to read
    lexicon = next((v for v in vars(module).values() if isinstance(v, Lexicon) and v.name in own), None)
    if lexicon is None:
        return []
    lines = [f"Entries: {len(lexicon)}, each with its source, in lexicons/{lexicon.name}.csv"]
    for label in lexicon.labels:
        rows = [row for row, own in enumerate(lexicon.entry_labels) if own == label]
        words = [lexicon.terms[row] for row in rows if not lexicon.notes[row].startswith("form of ")]
        sources = ", ".join(dict.fromkeys(filter(None, (lexicon.sources[row] for row in rows))))
        text = f"{label or 'no label'} ({len(rows)}; {sources}): {', '.join(words[:_WORDS])}"
        more = ", …" if len(words) > _WORDS else ""
        lines.append(fill(text + more, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
    return lines


def _examples(measure: Measure) -> list[str]:
    """Return our own example sentences with [brackets] around what the measure finds in them now."""
    text = files("framing").joinpath("lexicons", "examples.csv").read_text(encoding="utf-8")
    examples = [row["example"] for row in csv.DictReader(text.splitlines()) if row["family"] == measure.family]
    if not examples or not hasattr(measure, "find"):
        return []
    return ["Examples, with what is found in [brackets]:", *(f"  {_marked(measure, example)}" for example in examples)]


def _marked(measure: Measure, text: str) -> str:
    """Return the text with brackets around the spans of the measure, found without an attribution engine."""
    news = Analysed(
        [Article(text=text)], Batch([text, ""]), Attributions.empty(), np.zeros(0, dtype=np.int8), Sources.none(0)
    )
    spans = measure.find_spans(news)
    for start, end in sorted(zip(spans.start.tolist(), spans.end.tolist(), strict=True), reverse=True) if spans else ():
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text
