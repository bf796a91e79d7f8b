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
from framing.reporting.labels import speaker

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
    page = page_environment().from_string(read_template("report.html", template))
    data = map_texts(summary, clean_text)
    tie_numbers(data)
    return page.render(
        **data,
        say=speaker(data["labels"]),
        style=Markup(style),
        policy=f"{style_policy(style)}; form-action 'none'",
        layers=layers_of(data["articles"]),
    )


def style_policy(style: str) -> str:
    """Return a content security policy under which a page loads nothing and has this one style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"


def layers_of(articles: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    """Return the layers of annotated articles: name, what people call it, whether it is shown at first."""
    found = {
        layer
        for article in articles
        for paragraph in [article["title"], *article["paragraphs"]]
        for segment in paragraph
        for layer in segment["layers"]
    }
    return [(name, label, name in SHOWN_LAYERS) for name, label in LAYER_NAMES.items() if name in found]


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
def page_environment() -> Environment:
    """Return what renders our pages: everything escaped, a name that is missing is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(lambda name: read_template(name, None)),
    )  # fmt: skip
    page.filters |= {"svg": _labelled_svg, "number": number, "measure_name": measure_name, "cell": show_cell}
    page.filters["initial"] = lambda text: text[:1].upper() + text[1:]
    page.globals |= {"interval": interval, "say": speaker({})}
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
