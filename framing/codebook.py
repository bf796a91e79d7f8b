"""The codebook of measures as text: what `framing measures` prints."""

from __future__ import annotations

from difflib import get_close_matches
from textwrap import fill

from framing.errors import InputError
from framing.measures import MEASURES, Measure

_WIDTH = 88


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
    """Return one measure whole: what it counts, leaves out and cannot see, and where its words are.

    >>> print(render_measure("hedges_per_1000_words").splitlines()[0])
    hedges_per_1000_words
    """
    measure = find_measure(name)
    return "\n".join([_entry(measure), "", *_definition(measure)]).rstrip()


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


def _definition(measure: Measure) -> list[str]:
    """Return the docstring of the module that defines the measure: Counts, Leaves out, Blind spots, Source."""
    from importlib import import_module

    finder = getattr(measure, "find", None) or getattr(measure, "count", None) or getattr(measure, "value", None)
    module = import_module(finder.__module__) if finder is not None else None
    return (module.__doc__ or "").strip().splitlines() if module else []
