"""Charts for slides: 16 to 9, with their titles, as PNG (1,920 dots wide) and SVG, and what each shows in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from framing.charts import figure_png, save_figure
from framing.charts.style import one_line
from framing.course.pages import Block, Page, write_page
from framing.reporting.figures import KINDS, chart_tables

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.reporting.figures import ChartKind
    from framing.results import Results

SHOWN = ("source_mix", "who_is_quoted", "verb_stance", "wording_profile", "same_event")
WIDTH, HEIGHT = 8.5, 8.5 * 9 / 16  # inches: text of 8.5 points is then 13 on a screen of 13.3 inches
MARGIN = 0.03  # of the slide, on each side
SQUEEZE = 1.06  # a chart this much taller than the slide is still drawn on one
DOTS = 1920


def write_slides(results: Results, folder: Path) -> list[Path]:
    """Write the charts of a run into a folder and return the files; a chart that is too tall becomes several."""
    folder.mkdir(parents=True, exist_ok=True)
    written, captions = [], []
    for kind in KINDS:
        if kind.name not in SHOWN:
            continue
        for table in chart_tables(results, [kind]).values():
            for number, part in enumerate(slide_tables(kind, table), 1):
                name = f"{kind.name}_{number}"
                figure = draw_slide(kind, part)
                (folder / f"{name}.png").write_bytes(figure_png(figure, dots_per_inch=DOTS / WIDTH))
                written += [folder / f"{name}.png", save_figure(figure, folder / f"{name}.svg")]
                captions += _caption(f"{name}.png", kind, part)
    page = Page(
        title="Charts for slides", kicker="Of invented news: they say nothing of real outlets", blocks=tuple(captions)
    )
    return [*written, *write_page(page, folder / "captions", ("html", "md"))]


def _caption(file: str, kind: ChartKind, table: pd.DataFrame) -> list[Block]:
    """Return what stands under a chart: its file, what it shows of what, and the same in words."""
    # Between backticks our pages set code.
    title, subtitle, words = (
        one_line(say(table)).replace("`", "'") for say in (kind.title, kind.subtitle, kind.describe)
    )
    return [
        {"kind": "heading", "text": title},
        {"kind": "text", "text": f"`{file}`: {subtitle}."},
        {"kind": "text", "text": f"In words: {words}"},
    ]


def slide_tables(kind: ChartKind, table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the parts of a chart's table that fit on a slide each: as many measures, or else outlets, as do."""
    column = next((name for name in ("measure", "outlet") if name in table), "")
    names = list(dict.fromkeys(table[column])) if column else []
    for n_slides in range(1, max(len(names), 1) + 1):
        size = math.ceil(len(names) / n_slides)
        groups = [names[at : at + size] for at in range(0, len(names), size)] if size else []
        parts = [table[table[column].isin(group)] for group in groups] or [table]
        if all(_fits(kind, part) for part in parts):
            break
    yield from parts


def _fits(kind: ChartKind, table: pd.DataFrame) -> bool:
    height = float(kind.plot(table, width=WIDTH * (1 - 2 * MARGIN)).get_size_inches()[1])
    return height <= HEIGHT * (1 - 2 * MARGIN) * SQUEEZE


def draw_slide(kind: ChartKind, table: pd.DataFrame) -> Figure:
    """Return a chart with its title as a figure of 16 to 9."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_axes((MARGIN, MARGIN, 1 - 2 * MARGIN, 1 - 2 * MARGIN))
    kind.plot(table, ax=axes)
    return figure
