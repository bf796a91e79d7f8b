"""One measure against another: every article as a point, every outlet as a cross of two intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.marks import tick
from framing.charts.names import interval, is_share, measure_name, measure_unit, number
from framing.charts.style import (
    ACCENT,
    DOUBLE_COLUMN,
    FEW_NOTE,
    GRID,
    INK,
    MOST_ROWS,
    MUTED,
    NARROW,
    SMALL,
    TEXT,
    drawing,
    few,
    plural,
    shorten,
    start,
    text_width,
)  # fmt: skip
from framing.charts.tables import check_measures, counted_articles, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "{x} and {y}"
SUBTITLE = (
    "Upwards: {y}, {y_unit}. To the right: {x}, {x_unit}. Small grey dots are articles, crosses are outlets with 95 % "
    "intervals"
)
COLUMNS = [
    "kind", "name", "outlet", "x", "x_low", "x_high", "y", "y_low", "y_high", "n_articles", "x_measure", "y_measure",
]  # fmt: skip


def two_measures_table(
    results: Results, *, x: str = "loaded_per_1000_words", y: str = "attributions_per_1000_words"
) -> pd.DataFrame:
    """Return a row per article and per outlet with two measures; articles have no intervals.

    Raises InputError for a measure that the features do not have.
    """
    check_measures(results, (x, y))
    articles = counted_articles(results)[["article_id", "outlet"]].merge(results.features, on="article_id")
    points = pd.DataFrame({
        "kind": "article", "name": articles["article_id"], "outlet": articles["outlet"], "x": articles[x],
        "y": articles[y], "n_articles": 1,
    })  # fmt: skip
    tables = [points]
    if results.estimates is not None:
        by_name = {
            name: part.drop_duplicates("group").set_index("group")
            for name, part in results.estimates.groupby("measure")
        }
        if x in by_name and y in by_name:
            both = by_name[x].merge(by_name[y], left_index=True, right_index=True, suffixes=("_x", "_y"))
            tables.append(pd.DataFrame({
                "kind": "outlet", "name": both.index, "outlet": both.index, "x": both["estimate_x"],
                "x_low": both["low_x"], "x_high": both["high_x"], "y": both["estimate_y"], "y_low": both["low_y"],
                "y_high": both["high_y"], "n_articles": both["n_articles_x"],
            }))  # fmt: skip
    return pd.concat(tables, ignore_index=True).assign(x_measure=x, y_measure=y).reindex(columns=COLUMNS)


def two_measures_title(table: pd.DataFrame) -> str:
    """Return the chart's title, which names both measures."""
    x, y = (measure_name(name) for name in _measures(table))
    return TITLE.format(x=x[:1].upper() + x[1:], y=y)


def two_measures_subtitle(table: pd.DataFrame) -> str:
    """Return what is shown of what."""
    x, y = _measures(table)
    return SUBTITLE.format(x=measure_name(x), x_unit=measure_unit(x), y=measure_name(y), y_unit=measure_unit(y))


def _measures(table: pd.DataFrame) -> tuple[str, str]:
    return (str(table["x_measure"].iloc[0]), str(table["y_measure"].iloc[0])) if len(table) else ("x", "y")


def plot_two_measures(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return a scatter plot of articles with outlets as labelled crosses, from `two_measures_table`."""
    measures = _measures(table)
    outlets = table[table["kind"] == "outlet"]
    known = outlets[outlets["x"].notna() & outlets["y"].notna()]
    shown = known[known["name"].isin(largest(outlets.groupby("name")["n_articles"].max(), MOST_ROWS))]
    articles = table[(table["kind"] == "article") & table["x"].notna() & table["y"].notna()]
    height = 3.6 if width >= NARROW else 2.9
    notes = [f"{plural(len(articles), 'article')}.", shown_of(len(shown), len(outlets), "outlets")]
    notes += [FEW_NOTE] if (shown["n_articles"] < 10).any() else []
    with drawing():
        x_name, y_name = (measure_name(name) for name in measures)
        canvas = start(
            ax, width=width, height=height + 0.6, heading=heading, note=" ".join(filter(None, notes)),
            title=two_measures_title(table), subtitle=two_measures_subtitle(table),
        )  # fmt: skip
        canvas.write(0, 0, f"↑ {y_name}", size=SMALL, color=MUTED)
        axes = canvas.panel(0.5, 0.2, width - 0.75, height)
        canvas.write(width - 0.25, height + 0.42, f"{x_name} →", size=SMALL, color=MUTED, ha="right")
        axes.plot(articles["x"], articles["y"], "o", markersize=3, color=MUTED, alpha=0.45, markeredgewidth=0)
        for axis, column in (("x", "x"), ("y", "y")):
            _limit(axes, axis, [*articles[column], *shown[column]], shown[f"{column}_high"].dropna().tolist(),
                   share=is_share(measures[axis == "y"]))  # fmt: skip
        places = _label_places(axes, shown, (width - 0.75, height))
        for (_, row), (right, up) in zip(shown.iterrows(), places, strict=True):
            axes.plot([row["x_low"], row["x_high"]], [row["y"]] * 2, color=MUTED, linewidth=0.9)
            axes.plot([row["x"]] * 2, [row["y_low"], row["y_high"]], color=MUTED, linewidth=0.9)
            axes.plot([row["x"]], [row["y"]], "o", markersize=6, color=ACCENT)
            axes.annotate(
                shorten(row["name"], 1.6) + few(row["n_articles"]), (row["x"], row["y"]), xytext=(right, up),
                textcoords="offset points", size=TEXT, color=INK, zorder=5,
            )  # fmt: skip
        axes.grid(color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        return canvas.figure


def _label_places(axes: Axes, shown: pd.DataFrame, size: tuple[float, float]) -> list[tuple[float, float]]:
    """Return for each label how many points right of and above its outlet it stands, so that no two overlap."""
    taken: list[tuple[float, float, float]] = []
    placed: dict[object, tuple[float, float]] = {}
    for index, row in shown.sort_values("y", kind="stable").iterrows():
        x = 72 * size[0] * float(row["x"]) / axes.get_xlim()[1] + 6
        y = 72 * size[1] * float(row["y"]) / axes.get_ylim()[1]
        length = 72 * text_width(shorten(row["name"], 1.6) + " †")
        up = 5.0
        while any(abs(y + up - other) < 11 and x < end and begin < x + length for begin, end, other in taken):
            up += 2.0
        taken.append((x, x + length, y + up))
        placed[index] = (6.0, up)
    return [placed[index] for index in shown.index]


def _limit(axes: Axes, axis: str, values: list[float], highs: list[float], *, share: bool) -> None:
    """Set an axis from zero to where all points and most of the intervals fit."""
    from matplotlib.ticker import FuncFormatter

    largest_value = max([value for value in values if np.isfinite(value)], default=1.0) or 1.0
    end = min(max([largest_value, *highs]), 1.5 * largest_value) * 1.06
    (axes.set_xlim if axis == "x" else axes.set_ylim)(0, end)
    scale = axes.xaxis if axis == "x" else axes.yaxis
    scale.set_major_formatter(FuncFormatter(lambda value, _: tick(value, share=share)))


def describe_two_measures(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "There are no articles with both measures."
    x, y = str(table["x_measure"].iloc[0]), str(table["y_measure"].iloc[0])
    outlets = table[table["kind"] == "outlet"]
    listed = " ".join(
        f"{shorten(row['name'], 4)}: {number(row['x'], share=is_share(x))} "
        f"({interval(row['x_low'], row['x_high'], share=is_share(x))}) and {number(row['y'], share=is_share(y))} "
        f"({interval(row['y_low'], row['y_high'], share=is_share(y))})."
        for _, row in outlets.head(MOST_ROWS).iterrows()
    )
    n = int((table["kind"] == "article").sum())
    return f"Scatter plot of {measure_name(x)} and {measure_name(y)} in {plural(n, 'article')}. {listed}"
