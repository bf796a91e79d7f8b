"""Every chart as a figure for print: single and double column, as SVG, PDF and PNG, with captions beside them."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.style import DOUBLE_COLUMN, MOST_ROWS, SINGLE_COLUMN
from framing.charts.svg import FORMATS, save_figure
from framing.reporting.figures import FIGURES, chart_tables
from framing.reporting.markdown import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.reporting.figures import ChartKind
    from framing.results import Results

WIDTHS = {"double": DOUBLE_COLUMN, "single": SINGLE_COLUMN}
CAPTIONS = "captions.md"
TALLEST = 9.4  # inches: 240 mm are what a page of most journals leaves
FEWEST_OUTLETS = 4  # in a chart of several measures that does not fit; then measures are left out


def write_figures(
    results: Results, folder: str | PathLike[str], *, tables: Mapping[str, pd.DataFrame] | None = None
) -> list[Path]:
    """Write every chart that these results have something for into `folder` and return the files.

    Each comes without its title, once per width and format (`source_mix-single.pdf`); title, what is shown of what and
    a description in words are in captions.md, as journals set captions themselves. A chart of more outlets than a page
    can hold shows those with the most articles, and its caption says so. tables: those that are made already.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    made = dict(tables or {})
    made |= chart_tables(results, [kind for kind in FIGURES if kind.name not in made])
    written, captions = [], ["# Captions"]
    for kind in FIGURES:
        if kind.name not in made:
            continue
        table = made[kind.name]
        left_out = []
        for name, width in WIDTHS.items():
            figure, note = _fitting(kind, table, width)
            left_out += [f"{name.capitalize()} column: {note}."] if note else []
            written += [save_figure(figure, path / f"{kind.name}-{name}.{ending}") for ending in FORMATS]
        captions += [f"## {kind.name}", f"**{plain(kind.title(table))}** {plain(kind.subtitle(table))}."]
        captions += [" ".join(left_out)] if left_out else []
        captions += [f"In words: {plain(kind.describe(table))}"]
    (path / CAPTIONS).write_bytes(("\n\n".join(captions) + "\n").encode("utf-8", "replace"))
    return [*written, path / CAPTIONS]


def _fitting(kind: ChartKind, table: pd.DataFrame, width: float) -> tuple[Figure, str]:
    """Return the chart, of as many outlets (or else measures) as one page can hold, and what was left out for that."""
    figure = kind.plot(table, width=width, heading=False)
    column = "outlet" if "outlet" in table else "group"
    said = []
    fewest_outlets = FEWEST_OUTLETS if "measure" in table else 1
    for part, fewest in ((column, fewest_outlets), ("measure", 1)):
        if part not in table or table[part].nunique() <= fewest:
            continue
        ranked = _largest_first(table, part) if part == column else list(dict.fromkeys(table[part]))
        n_shown = len(ranked)
        while figure.get_size_inches()[1] > TALLEST and n_shown > fewest:
            n_shown = min(n_shown - 1, MOST_ROWS)
            table = table[table[part].isin(ranked[:n_shown])]
            figure = kind.plot(table, width=width, heading=False)
        if n_shown < len(ranked):
            which = "outlets, those with the most articles" if part == column else "measures"
            said.append(f"{n_shown} of {len(ranked)} {which}")
    return figure, "; ".join(said)


def _largest_first(table: pd.DataFrame, column: str) -> list[str]:
    """Return the outlets of a chart's table, those with the most articles first."""
    sizes = next(name for name in ("articles_of_outlet", "n_articles_of_group", "n_articles", column) if name in table)
    by_outlet = table.groupby(column)[sizes]
    counts = by_outlet.size() if sizes == column else by_outlet.max()
    return [str(name) for name in counts.sort_values(ascending=False, kind="stable").index]
