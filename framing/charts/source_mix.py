"""Share of voice: how many attributions go to each kind of source, outlet by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.marks import label_rows, panel_heading, row_axes, side_room, side_text, whiskers
from framing.charts.names import SOURCE_TYPES, interval, number
from framing.charts.style import (
    BAR,
    DOUBLE_COLUMN,
    FEW_ARTICLES,
    FEW_NOTE,
    MOST_PANELS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    UNKNOWN_FILL,
    drawing,
    few,
    one_line,
    plural,
    shorten,
    start,
    two_lines,
)  # fmt: skip
from framing.charts.tables import article_counts, body_attributions, largest, shares_table, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "Who gets to speak?"
SUBTITLE = (
    "Share of all attributions in the body of the articles, by kind of source, with 95 % intervals "
    "and numbers of attributions"
)


def source_mix_table(results: Results) -> pd.DataFrame:
    """Return one row per outlet and source type: outlet, type, share, low, high, count, total, n_articles.

    Shares are of all attributions in bodies; "unknown" is always a row. Where the run has been compared, the
    intervals are those of the table `estimates`.
    """
    rows = body_attributions(results)
    table = shares_table(rows, group="outlet", category="type", categories=list(SOURCE_TYPES))
    articles = article_counts(results)
    table["n_articles"] = table["outlet"].map(articles).fillna(0).astype("int64")
    estimates = results.estimates
    if estimates is not None and len(estimates):
        known = estimates.assign(key=estimates["measure"].astype(str) + "\n" + estimates["group"].astype(str))
        known = known.drop_duplicates("key").set_index("key")
        keys = "share_" + table["type"] + "\n" + table["outlet"]
        for column in ("low", "high"):
            table[column] = keys.map(known[column]).where(keys.isin(known.index), table[column])
    return table


def plot_source_mix(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return bars of each source type's share, one panel per outlet, from `source_mix_table`."""
    outlets = largest(table.drop_duplicates("outlet").set_index("outlet")["n_articles"], MOST_PANELS)
    types = [name for name in SOURCE_TYPES if name in set(table["type"])]
    columns = min(len(outlets), 4) if width >= NARROW else 1
    lines = -(-len(outlets) // max(columns, 1))
    labels_width, below, gap = 0.98, 0.3, 0.12
    side = side_room(_beside(values) for _, values in table[table["outlet"].isin(outlets)].iterrows())
    panel_width = (width - labels_width) / max(columns, 1) - gap
    titles = {name: two_lines(one_line(name) + few(n), panel_width - 0.05) for name, n in _sizes(table).items()}
    rise = 0.14 if any("\n" in titles[name] for name in outlets) else 0.0  # a long name takes two lines
    above = 0.36 + rise
    height_of_panel = ROW * len(types)
    step = above + height_of_panel + below
    limit = min(1.0, max([0.25, *(table["high"].fillna(table["share"]).fillna(0) * 1.03).tolist()]))
    with drawing():
        note = " ".join(filter(None, [shown_of(len(outlets), table["outlet"].nunique(), "outlets"), _few_note(table)]))
        canvas = start(ax, width=width, height=step * lines, title=TITLE, subtitle=SUBTITLE, note=note, heading=heading)
        for place, outlet in enumerate(outlets):
            line, column = divmod(place, columns)
            left, top = labels_width + column * (panel_width + gap), line * step
            part = table[table["outlet"] == outlet].set_index("type").reindex(types)
            n_articles = int(part["n_articles"].max())
            total = int(part["total"].max())
            counted = plural(total, "attribution") if panel_width > 1.75 else f"{total:,}"
            panel_heading(canvas, left, top + rise, titles[outlet], f"{counted} in {plural(n_articles, 'article')}")
            if column == 0:
                names = [SOURCE_TYPES[name] for name in types]
                label_rows(canvas, names, right=labels_width - 0.08, top=top + above, row=ROW)
            axes = canvas.panel(left, top + above, panel_width - side, height_of_panel)
            row_axes(axes, len(types), low=0, high=limit, share=True, n_ticks=2 if panel_width < 2 else 4)
            rough = n_articles < FEW_ARTICLES
            for row, name in enumerate(types):
                values = {str(key): value for key, value in part.loc[[name]].iloc[0].items()}
                known = name != "unknown"
                axes.barh(
                    [row + 0.5], [values["share"]], height=0.62, color=BAR if known else UNKNOWN_FILL,
                    edgecolor=BAR if known else MUTED, linewidth=0.6, hatch="" if known else "////", alpha=1,
                )  # fmt: skip
                whiskers(axes, row + 0.5, values["low"], values["high"], width=1.3, rough=rough)
                side_text(axes, row + 0.5, _beside(values), bold=True)
        if not outlets:
            canvas.write(0, 0, "No attributions were found.", color=MUTED, size=SMALL)
        return canvas.figure


def _beside(values: Any) -> str:
    return f"{number(values['share'], share=True)} ({int(values['count']):,})"


def _sizes(table: pd.DataFrame) -> dict[str, int]:
    """Return the number of articles of each outlet."""
    return {str(name): int(n) for name, n in table.groupby("outlet")["n_articles"].max().items()}


def _few_note(table: pd.DataFrame) -> str:
    return FEW_NOTE if (table["n_articles"] < FEW_ARTICLES).any() else ""


def describe_source_mix(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No attributions were found, so there is no share of voice to show."
    sentences = []
    for outlet in largest(table.drop_duplicates("outlet").set_index("outlet")["n_articles"], MOST_PANELS):
        part = table[table["outlet"] == outlet]
        top = part.sort_values("count", ascending=False, kind="stable").head(3)
        shares = ", ".join(
            f"{SOURCE_TYPES[row['type']]} {number(row['share'], share=True)} "
            f"({interval(row['low'], row['high'], share=True)}; {row['count']})"
            for _, row in top.iterrows()
        )
        sentences.append(f"{shorten(outlet, 4)}, {plural(part['total'].max(), 'attribution')}: {shares}.")
    return "Bar chart of the share of attributions by kind of source. " + " ".join(sentences)
