"""Where in the article sources speak: every attribution at its place between the first word and the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.marks import label_rows, panel_heading, row_axes, side_room, side_text
from framing.charts.names import SOURCE_TYPES, number
from framing.charts.style import (
    ACCENT,
    DOUBLE_COLUMN,
    FEW_ARTICLES,
    FEW_COUNTS_NOTE,
    INK,
    MOST_PANELS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    drawing,
    few,
    plural,
    shorten,
    start,
    text_width,
)  # fmt: skip
from framing.charts.tables import article_counts, body_attributions, counted_articles, filled, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "Where in the article do sources speak?"
SUBTITLE = (
    "Every attribution of the body at its place from the first character (left) to the last (right); the tall mark "
    "is the median of a row, the number counts its attributions"
)
MOST_TICKS = 60  # in a row; beyond it the ticks become a strip of shades


def quote_positions_table(results: Results) -> pd.DataFrame:
    """Return one row per attribution of a body: outlet, type, position (0 first character, 1 last), n_articles.

    An article whose text was left out of the tables has no positions.
    """
    articles = counted_articles(results)
    text = filled(articles["text"], "") if "text" in articles else pd.Series("", index=articles.index)
    length = pd.Series(text.str.len().to_numpy(), index=articles["article_id"])
    rows = body_attributions(results)
    spans = filled(rows["content_spans"], "").where(filled(rows["content_spans"], "") != "", rows["cue_spans"])
    sizes = rows["article_id"].map(length).astype("float64")
    start_of = pd.to_numeric(spans.astype("str").str.split(":").str[0], errors="coerce")
    table = pd.DataFrame({
        "outlet": rows["outlet"],
        "type": rows["type"],
        "position": start_of.astype("float64") / sizes.where(sizes > 0),
    })  # fmt: skip
    table["n_articles"] = table["outlet"].map(article_counts(results)).fillna(0).astype("int64")
    table = table[table["position"].between(0, 1)]
    return table.sort_values(["outlet", "type", "position"], kind="stable").reset_index(drop=True)


def plot_quote_positions(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return a strip of marks per source type, one panel per outlet, from `quote_positions_table`."""
    outlets = largest(table.drop_duplicates("outlet").set_index("outlet")["n_articles"], MOST_PANELS)
    types = [name for name in SOURCE_TYPES if name in set(table["type"])]
    columns = min(2, max(len(outlets), 1)) if width >= NARROW else 1
    lines = -(-len(outlets) // columns)
    labels_width, above, below, gap = 0.98, 0.22, 0.32, 0.12
    most = table.groupby(["outlet", "type"]).size().max() if len(table) else 0
    side = side_room([f"{most:,}"])
    panel_width = (width - labels_width) / columns - gap
    step = above + ROW * len(types) + below
    with drawing():
        canvas = start(
            ax, width=width, height=max(step * lines, 0.3), title=TITLE, subtitle=SUBTITLE, heading=heading,
            note=" ".join(filter(None, [
                shown_of(len(outlets), table["outlet"].nunique(), "outlets"),
                FEW_COUNTS_NOTE if (table["n_articles"] < FEW_ARTICLES).any() else "",
            ])),
        )  # fmt: skip
        for place, outlet in enumerate(outlets):
            line, column = divmod(place, columns)
            left, top = labels_width + column * (panel_width + gap), line * step
            part = table[table["outlet"] == outlet]
            n_articles = int(part["n_articles"].max())
            counted, right = plural(n_articles, "article"), left + panel_width - side
            begin = left if columns > 1 else 0.0
            room = right - begin - text_width(counted, SMALL) - 0.25
            panel_heading(canvas, begin, top, f"{shorten(outlet, room)}{few(n_articles)}")
            canvas.write(right, top + 0.01, counted, ha="right", size=SMALL, color=MUTED)
            if column == 0:
                names = [SOURCE_TYPES[name] for name in types]
                label_rows(canvas, names, right=labels_width - 0.08, top=top + above, row=ROW)
            axes = canvas.panel(left, top + above, panel_width - side, ROW * len(types))
            row_axes(axes, len(types), low=0, high=1, share=True)
            axes.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
            for label, side_of in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
                label.set(horizontalalignment=side_of)
            for row, name in enumerate(types):
                _strip(axes, row, part.loc[part["type"] == name, "position"].to_numpy())
        if not outlets:
            canvas.write(0, 0, "No attribution has a place that is known.", color=MUTED, size=SMALL)
        return canvas.figure


def _strip(axes: Axes, row: int, positions: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    """Draw the attributions of one row, as ticks or, where there are many, as shades of twenty bins."""
    from matplotlib.patches import Rectangle

    side_text(axes, row + 0.5, f"{len(positions):,}", bold=len(positions) > 0)
    if not len(positions):
        return
    if len(positions) <= MOST_TICKS:
        axes.vlines(positions, row + 0.24, row + 0.76, color=ACCENT, linewidth=1.3, alpha=0.75)
    else:
        counts, edges = np.histogram(positions, bins=20, range=(0, 1))
        for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
            shade = min(0.08 + 0.92 * count / counts.max(), 1.0)
            axes.add_patch(Rectangle((left, row + 0.2), right - left, 0.6, facecolor=ACCENT, alpha=shade, linewidth=0))
    middle = float(np.median(positions))
    axes.vlines([middle], row + 0.08, row + 0.92, color=INK, linewidth=2)


def describe_quote_positions(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No attribution has a place that is known."
    sentences = []
    for outlet in largest(table.drop_duplicates("outlet").set_index("outlet")["n_articles"], MOST_PANELS):
        part = table[table["outlet"] == outlet]
        places = ", ".join(
            f"{SOURCE_TYPES[str(name)]} {number(rows['position'].median(), share=True)} ({len(rows)})"
            for name, rows in sorted(part.groupby("type"), key=lambda pair: list(SOURCE_TYPES).index(str(pair[0])))
        )
        sentences.append(f"{shorten(outlet, 4)}: {places}.")
    return (
        "Map of attributions over the course of the articles; median share of the article before them, and their "
        "number. " + " ".join(sentences)
    )
