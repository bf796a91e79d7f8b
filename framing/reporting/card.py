"""The card that a result shows of itself in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from framing.charts.style import shorten
from framing.reporting.evidence import overview
from framing.reporting.findings import find_cautions, find_findings

if TYPE_CHECKING:
    from framing.results import Results

MOST_OUTLETS = 12


def render_card(results: Results) -> str:
    """Return a short HTML overview of results: size, outlets, first findings, where everything is."""
    about = overview(results)
    rows = "".join(
        f"<tr><td>{escape(shorten(outlet['name'], 4))}</td><td>{outlet['n_articles']:,}</td>"
        f"<td>{outlet['n_words']:,}</td></tr>"
        for outlet in about["outlets"][:MOST_OUTLETS]
    )
    more = len(about["outlets"]) - MOST_OUTLETS
    rows += f"<tr><td>and {more:,} more</td><td></td><td></td></tr>" if more > 0 else ""
    found = "".join(
        f"<li>{escape(finding['text'])} {escape(finding['accuracy'])}</li>" for finding in find_findings(results)[:4]
    )
    return (
        f"<div><p><strong>{escape(about['line'])}</strong></p>"
        f"<table><thead><tr><th>outlet</th><th>articles</th><th>words</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<ul>{found}</ul><p>{escape(find_cautions(results)[0])}</p>"
        "<p>Tables: <code>articles</code>, <code>spans</code>, <code>attributions</code>, <code>sources</code>, "
        "<code>features</code>, <code>estimates</code>, <code>differences</code>. "
        "<code>framing.report(results, folder)</code> writes the report.</p></div>"
    )
