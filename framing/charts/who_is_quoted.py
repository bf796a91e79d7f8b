"""The sources that each outlet lets speak most often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.counted_bars import draw_counted_bars
from framing.charts.names import SOURCE_TYPES
from framing.charts.style import DOUBLE_COLUMN, MOST_PANELS, plural, shorten
from framing.charts.tables import NO_SOURCE, article_counts, body_attributions, largest

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
    solid = (table["source"] != NO_SOURCE) & (table["named"] == "yes")
    return draw_counted_bars(
        table.assign(solid=solid), label="source", title=TITLE, subtitle=SUBTITLE, width=width, heading=heading, ax=ax
    )


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
