"""The report as one HTML page: no script, no network, no style but its own."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.names import interval, measure_name, number
from framing.errors import InputError
from framing.reporting.annotated import SHOWN_LAYERS
from framing.reporting.cleaning import clean_text, map_texts, tie_numbers

if TYPE_CHECKING:
    from jinja2 import Environment

    from framing.reporting.summary import Summary

LAYER_NAMES = {
    "source": "sources",
    "cue": "cues",
    "loaded": "loaded words",
    "hedges": "hedges",
    "boosters": "boosters",
    "scare_quotes": "scare quotes",
    "emphasis": "emphasis",
    "weasels": "weasels",
    "naming": "naming",
    "presuppositions": "presuppositions",
    "passives": "passives",
}
TEMPLATES = files("framing.reporting").joinpath("templates")


def render_html(summary: Summary, *, template: str | Path | None = None) -> str:
    """Return the report as one self-contained page.

    template: a folder whose `report.html` or `report.css` replace ours, for other branding.
    Raises InputError where that folder has neither.
    """
    from markupsafe import Markup

    style = read_template("report.css", template)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = _environment().from_string(read_template("report.html", template))
    data = map_texts(summary, clean_text)
    tie_numbers(data)
    layers = dict.fromkeys(
        layer
        for article in data["articles"]
        for paragraph in [article["title"], *article["paragraphs"]]
        for segment in paragraph
        for layer in segment["layers"]
    )
    known = [name for name in LAYER_NAMES if name in layers]
    return page.render(
        **data,
        style=Markup(style),
        policy=policy,
        layers=[(name, LAYER_NAMES[name], name in SHOWN_LAYERS) for name in known],
    )


def read_template(name: str, folder: str | Path | None) -> str:
    """Return a template file, from the user's folder where it has one, else ours."""
    if folder is not None:
        if not Path(folder).is_dir():
            raise InputError(
                f"template {str(folder)!r} is no folder; it should hold report.html, report.css or report.typ"
            )
        theirs = Path(folder) / name
        if theirs.is_file():
            return theirs.read_text(encoding="utf-8")
    return TEMPLATES.joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {"svg": _labelled_svg, "number": number, "measure_name": measure_name, "cell": show_cell}
    page.globals["interval"] = interval
    return page


def _labelled_svg(svg: str, alt: str, form: str) -> Any:
    """Return a drawing with its text for readers who cannot see it; `form` is wide or narrow."""
    from markupsafe import Markup, escape

    return Markup(svg.replace("<svg ", f'<svg class="chart {escape(form)}" role="img" aria-label="{escape(alt)}" ', 1))


def show_cell(cell: Any, column: str = "") -> str:
    """Return a cell of a chart's table as people read it.

    >>> show_cell(None), show_cell(0.25, "share"), show_cell(1234), show_cell(0.123456)
    ('–', '25 %', '1,234', '0.123')
    """
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        if column in ("share", "position"):
            return number(cell, share=True)
        return f"{cell:,.0f}" if cell == int(cell) and abs(cell) >= 1000 else f"{cell:.3g}".replace("-", "−")
    return str(cell)
