"""The countries that each outlet's sources speak for, where the text says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.counted_bars import draw_counted_bars
from framing.charts.names import SOURCE_TYPES
from framing.charts.style import DOUBLE_COLUMN, MOST_PANELS, plural, shorten
from framing.charts.tables import article_counts, body_attributions, filled, largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "Which countries speak?"
SUBTITLE = (
    "Number and share of attributions in the body of the articles by the country that their source belongs to or "
    "speaks for, where the article says so; the hatched bar is the rest. Counts of these articles, not estimates"
)
NOT_SAID = "(no country said)"
_FEWEST = 2  # countries; a chart of one would say nothing


def countries_table(results: Results, *, most: int = 7) -> pd.DataFrame:
    """Return the countries with most attributions per outlet: outlet, country, types, count, total.

    `types` lists the kinds of source with their counts. Empty where fewer than two countries are named at all.
    """
    rows = body_attributions(results)
    rows = rows.assign(country=filled(rows["country"], NOT_SAID))
    if rows.loc[rows["country"] != NOT_SAID, "country"].nunique() < _FEWEST:
        return pd.DataFrame(columns=["outlet", "country", "types", "count", "total", "articles_of_outlet"])
    table = rows.groupby(["outlet", "country"], sort=True).agg(types=("type", _listed), count=("type", "size"))
    table = table.reset_index()
    table["total"] = table["outlet"].map(rows.groupby("outlet").size()).astype("int64")
    table["articles_of_outlet"] = table["outlet"].map(article_counts(results))
    table["last"] = table["country"] == NOT_SAID
    order = ["outlet", "last", "count", "country"]
    table = table.sort_values(order, ascending=[True, True, False, True], kind="stable")
    kept = (table.groupby("outlet").cumcount() < most) | table["last"]
    return table[kept].drop(columns="last").reset_index(drop=True)


def _listed(types: pd.Series[str]) -> str:
    """Return kinds of source with their counts, the most frequent first."""
    counts = types.value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    return ", ".join(f"{SOURCE_TYPES.get(name, name)} {counts[name]}" for name in names)


def plot_countries(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return bars of the countries, one panel per outlet, from `countries_table`."""
    return draw_counted_bars(
        table.assign(solid=table["country"] != NOT_SAID), label="country", title=TITLE, subtitle=SUBTITLE,
        width=width, heading=heading, ax=ax, with_share=True,
    )  # fmt: skip


def describe_countries(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "Fewer than two countries are named as those of sources."
    sentences = []
    for outlet in largest(table.drop_duplicates("outlet").set_index("outlet")["articles_of_outlet"], MOST_PANELS):
        part = table[table["outlet"] == outlet]
        listed = "; ".join(f"{row['country']} {row['count']} ({row['types']})" for _, row in part.head(5).iterrows())
        sentences.append(f"{shorten(outlet, 4)}, of {plural(int(part['total'].max()), 'attribution')}: {listed}.")
    return "Bar chart of the countries of sources by outlet. " + " ".join(sentences)
