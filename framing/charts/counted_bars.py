"""Bars of counts, one panel per outlet: what charts of sources, countries and the like have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.charts.marks import panel_heading
from framing.charts.style import (
    BAR,
    FEW_ARTICLES,
    FEW_COUNTS_NOTE,
    GRID,
    INK,
    MOST_PANELS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    UNKNOWN_FILL,
    drawing,
    few,
    plural,
    shorten,
    start,
)  # fmt: skip
from framing.charts.tables import largest, shown_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_counted_bars(
    table: pd.DataFrame,
    *,
    label: str,
    title: str,
    subtitle: str,
    width: float,
    heading: bool,
    ax: Axes | None,
    with_share: bool = False,
) -> Figure:
    """Return one panel of bars per outlet.

    The table has a row per bar: outlet, the column `label`, count, total (attributions of the outlet), solid (False
    for a hatched bar: not named, not known), articles_of_outlet. `with_share` writes the share of the total too.
    """
    outlets = largest(table.drop_duplicates("outlet").set_index("outlet")["articles_of_outlet"], MOST_PANELS)
    columns = min(2, max(len(outlets), 1)) if width >= NARROW else 1
    gap, above, below = 0.3, 0.36, 0.14
    panel_width = (width - gap * (columns - 1)) / columns
    labels_width = panel_width * 0.56
    shown = table[table["outlet"].isin(outlets)]
    longest = int(shown["count"].max()) if len(shown) else 1
    sizes = [int((shown["outlet"] == outlet).sum()) for outlet in outlets]
    lines = [max(sizes[at : at + columns]) for at in range(0, len(outlets), columns)]
    tops = [sum(above + ROW * n + below for n in lines[:line]) for line in range(len(lines) + 1)]
    with drawing():
        canvas = start(
            ax, width=width, height=max(tops[-1], 0.3), title=title, subtitle=subtitle,
            heading=heading, note=" ".join(filter(None, [
                shown_of(len(outlets), table["outlet"].nunique(), "outlets"),
                FEW_COUNTS_NOTE if (table["articles_of_outlet"] < FEW_ARTICLES).any() else "",
            ])),
        )  # fmt: skip
        for place, outlet in enumerate(outlets):
            line, column = divmod(place, columns)
            left, top = column * (panel_width + gap), tops[line]
            part = shown[shown["outlet"] == outlet]
            n_articles = int(part["articles_of_outlet"].max())
            panel_heading(
                canvas, left, top, shorten(outlet, panel_width - 0.2) + few(n_articles),
                f"{plural(int(part['total'].max()), 'attribution')}, {plural(n_articles, 'article')}",
            )  # fmt: skip
            room = panel_width - labels_width - (0.62 if with_share else 0.3)
            axes = canvas.panel(left + labels_width, top + above, room, ROW * len(part))
            axes.set_ylim(len(part), 0)
            axes.set_xlim(0, longest)
            axes.set_xticks([])
            axes.set_yticks([])
            axes.spines["bottom"].set_visible(False)
            axes.axvline(0, color=GRID, linewidth=1)
            for row, (_, values) in enumerate(part.iterrows()):
                solid = bool(values["solid"])
                axes.barh(
                    [row + 0.5], [values["count"]], height=0.62, color=BAR if solid else UNKNOWN_FILL,
                    edgecolor=BAR if solid else MUTED, linewidth=0.6, hatch="" if solid else "////",
                )  # fmt: skip
                share = f" ({100 * values['count'] / values['total']:.0f} %)" if with_share else ""
                axes.annotate(
                    f"{values['count']:,}{share}", (values["count"], row + 0.5), xytext=(3, 0),
                    textcoords="offset points", va="center", size=SMALL, color=INK, annotation_clip=False,
                )  # fmt: skip
                canvas.write(
                    left + labels_width - 0.08, top + above + ROW * (row + 0.5),
                    shorten(values[label], labels_width - 0.1), ha="right", va="center",
                    color=MUTED if str(values[label]).startswith("(") else INK,
                )  # fmt: skip
        if not outlets:
            canvas.write(0, 0, "No attributions were found.", color=MUTED, size=SMALL)
        return canvas.figure
