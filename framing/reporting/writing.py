"""The verb `report`: from results to the files that people open, print, run and send."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError

if TYPE_CHECKING:
    from framing.reporting.summary import Summary
    from framing.results import Results

FORMATS = ("html", "pdf", "notebook", "md", "json")
_FILES = {name: f"report.{name}" for name in FORMATS} | {"notebook": "report.ipynb"}


def report(
    results: Results,
    path: str | PathLike[str],
    *,
    title: str | None = None,
    author: str | None = None,
    formats: Sequence[str] = FORMATS,
    template: str | PathLike[str] | None = None,
    articles: int | Sequence[str] | None = None,
    figures: bool = False,
    labels: str | PathLike[str] | None = None,
    seed: int = 0,
) -> list[Path]:
    """Write the report of these results into the folder `path` and return the files written.

    formats: any of "html", "pdf", "notebook", "md", "json". template: a folder whose report.html, report.css or
    report.typ replace ours. articles: how many articles are shown in full (12 if not given), or their ids.
    figures: every chart as a figure for print too, in the folder `figures` of `path`. labels: a language of the
    fixed words ("de", "fr") or a TOML file of them, for HTML and PDF.
    Results that were not compared are compared first. The notebook reads the tables in `path`; where there are
    none, they are written there too. Raises InputError for an unknown format, article or template.
    """
    from framing.coding.corrected_results import correct_results
    from framing.coding.samples import sample_names
    from framing.coding.trust import trust_section
    from framing.reporting.figures import chart_tables, draw_figures
    from framing.reporting.labels import in_labels, load_labels
    from framing.reporting.publication import write_figures
    from framing.reporting.summary import summarise

    unknown = [name for name in formats if name not in FORMATS]
    if unknown or isinstance(formats, str):
        given = formats if isinstance(formats, str) else unknown[0]
        raise InputError(f"unknown report format {given!r}; give a list with any of {', '.join(FORMATS)}")
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{str(folder)!r} is a file; a report needs a folder")
    language, said = load_labels(labels)
    folder.mkdir(parents=True, exist_ok=True)
    if results.estimates is None and len(results.articles):
        results = _compared(results, seed)
    if sample_names(folder):
        results = replace(results)
        correct_results(results, folder)
    tables = chart_tables(results)
    summary = summarise(
        results, title=title, author=author, articles=articles, seed=seed, tables=tables,
        trust=trust_section(folder)["sentences"],
    )  # fmt: skip
    theirs = Path(template) if template is not None else None
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: _html(in_labels(summary, language, said), theirs),
        "pdf": lambda: _pdf(in_labels(summary, language, said), theirs),
        "md": lambda: _markdown(summary),
        "json": lambda: render_json(summary).encode("utf-8", "replace"),
    }
    with ThreadPoolExecutor(1) as beside:
        # The notebook spends its time in a process of its own: charts and other formats are made meanwhile.
        notebook = beside.submit(_notebook, summary, results, folder) if "notebook" in formats else None
        draw_figures(summary["figures"], tables)
        made = {name: makers[name]() for name in dict.fromkeys(formats) if name != "notebook"}
        if notebook is not None:
            made["notebook"] = notebook.result()
    written = []
    for name in FORMATS:
        if name in made:
            (folder / _FILES[name]).write_bytes(made[name])
            written.append(folder / _FILES[name])
    return [*written, *(write_figures(results, folder / "figures", tables=tables) if figures else [])]


def render_json(summary: Summary) -> str:
    """Return the summary as JSON, without the drawings: their tables are there."""
    figures = [
        {key: value for key, value in figure.items() if not key.startswith("svg")} for figure in summary["figures"]
    ]
    text = json.dumps({**summary, "figures": figures}, ensure_ascii=False, indent=1, allow_nan=False)
    return text + "\n"


def _compared(results: Results, seed: int) -> Results:
    from framing.comparison import compare

    copy = replace(results, manifest=dict(results.manifest))
    compare(copy, seed=seed)
    return copy


def _html(summary: Summary, template: Path | None) -> bytes:
    from framing.reporting.html import render_html

    return render_html(summary, template=template).encode("utf-8", "replace")


def _pdf(summary: Summary, template: Path | None) -> bytes:
    from framing.reporting.pdf import render_pdf

    return render_pdf(summary, template=template)


def _markdown(summary: Summary) -> bytes:
    from framing.reporting.markdown import render_markdown

    return render_markdown(summary).encode("utf-8", "replace")


def _notebook(summary: Summary, results: Any, folder: Path) -> bytes:
    from framing.reporting.notebook import render_notebook

    if not (folder / "manifest.json").is_file():
        results.write(folder)  # the notebook reads the tables that lie beside it
    return render_notebook(summary, folder=folder).encode("utf-8", "replace")
