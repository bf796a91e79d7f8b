"""Reports: one summary of the results as plain data, and from it HTML, PDF, notebook, Markdown and JSON.

`report(results, folder)` writes them all. `summarise(results)` returns the summary; each `render_*` turns it into
one format; `find_findings(results)` returns only the sentences.
"""

from framing.reporting.card import render_card
from framing.reporting.findings import find_cautions, find_findings
from framing.reporting.html import render_html
from framing.reporting.markdown import render_markdown
from framing.reporting.notebook import render_notebook
from framing.reporting.pdf import render_pdf
from framing.reporting.summary import summarise
from framing.reporting.writing import render_json, report

__all__ = [
    "find_cautions",
    "find_findings",
    "render_card",
    "render_html",
    "render_json",
    "render_markdown",
    "render_notebook",
    "render_pdf",
    "report",
    "summarise",
]
