"""The sources that each outlet lets speak most often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.marks import panel_heading
from framing.charts.names import SOURCE_TYPES
from framing.charts.style import (
    BAR,
    DOUBLE_COLUMN,
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
from framing.charts.tables import NO_SOURCE, article_counts, body_attributions, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "Who is quoted most?"
SUBTITLE = (
    "Number of attributions to each source in the body of the articles: filled bars are sources that the article "
    "names, hatched ones are not named or cannot be told. Counts of these articles, not estimates"
)


def who_is_quoted_table(results: Results, *, most: int = 7) -> pd.DataFrame:
    """Return the sources with most attributions per outlet: outlet, source, type, named, count, n_articles, total.

    One person or institution is one source across the articles of an outlet where the run could link them.
    Attributions without a source phrase, or with one that could not be resolved, are the row "(no source given)".
    """
    rows = body_attributions(results)
    grouped = rows.groupby(["outlet", "entity"], sort=True)
    table = grouped.agg(
        source=("name", lambda names: max(sorted(set(names)), key=len)),
        type=("type", "first"),
        named=("named", "first"),
        count=("attribution_id", "size"),
        n_articles=("article_id", "nunique"),
    ).reset_index()
    totals = rows.groupby("outlet")["attribution_id"].size()
    table["total"] = table["outlet"].map(totals).astype("int64") if len(table) else 0
    table["articles_of_outlet"] = table["outlet"].map(article_counts(results)) if len(table) else 0
    table["last"] = table["source"] == NO_SOURCE
    table = table.sort_values(["outlet", "last", "count", "source"], ascending=[True, True, False, True], kind="stable")
    kept = (table.groupby("outlet").cumcount() < most) | table["last"]
    return table[kept].drop(columns=["last", "entity"]).reset_index(drop=True)


def plot_who_is_quoted(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return bars of the most quoted sources, one panel per outlet, from `who_is_quoted_table`."""
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
            ax, width=width, height=max(tops[-1], 0.3), title=TITLE, subtitle=SUBTITLE,
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
            axes = canvas.panel(left + labels_width, top + above, panel_width - labels_width - 0.3, ROW * len(part))
            axes.set_ylim(len(part), 0)
            axes.set_xlim(0, longest)
            axes.set_xticks([])
            axes.set_yticks([])
            axes.spines["bottom"].set_visible(False)
            axes.axvline(0, color=GRID, linewidth=1)
            for row, (_, values) in enumerate(part.iterrows()):
                given = values["source"] != NO_SOURCE
                solid = given and values["named"] == "yes"
                axes.barh(
                    [row + 0.5], [values["count"]], height=0.62, color=BAR if solid else UNKNOWN_FILL,
                    edgecolor=BAR if solid else MUTED, linewidth=0.6, hatch="" if solid else "////",
                )  # fmt: skip
                axes.annotate(
                    f"{values['count']:,}", (values["count"], row + 0.5), xytext=(3, 0), textcoords="offset points",
                    va="center", size=SMALL, color=INK, annotation_clip=False,
                )  # fmt: skip
                canvas.write(
                    left + labels_width - 0.08, top + above + ROW * (row + 0.5),
                    shorten(values["source"], labels_width - 0.1), ha="right", va="center",
                    color=INK if given else MUTED,
                )  # fmt: skip
        if not outlets:
            canvas.write(0, 0, "No attributions were found.", color=MUTED, size=SMALL)
        return canvas.figure


def describe_who_is_quoted(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No attributions were found, so nobody is quoted."
    sentences = []
    for outlet in largest(table.drop_duplicates("outlet").set_index("outlet")["articles_of_outlet"], MOST_PANELS):
        part = table[table["outlet"] == outlet]
        listed = ", ".join(
            f"{shorten(row['source'], 3)} ({SOURCE_TYPES.get(row['type'], row['type'])}) {row['count']}"
            for _, row in part.head(5).iterrows()
        )
        sentences.append(f"{shorten(outlet, 4)}, of {plural(part['total'].max(), 'attribution')}: {listed}.")
    return "Bar chart of the most quoted sources by outlet. " + " ".join(sentences)
