"""A measure over time, outlet by outlet, with the others behind it for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.marks import panel_heading, tick, upper_limit
from framing.charts.names import interval, is_share, measure_name, measure_unit, number
from framing.charts.style import (
    ACCENT,
    DOUBLE_COLUMN,
    GRID,
    MOST_PANELS,
    MUTED,
    NARROW,
    SMALL,
    drawing,
    plural,
    shorten,
    start,
)  # fmt: skip
from framing.charts.tables import filled, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "How did {what} change over time?"
SUBTITLE = (
    "{unit}, by {period}: line and dots are one outlet, the band its 95 % intervals, grey lines the other outlets. "
    "Open dots rest on fewer than {few} articles"
)
FEWEST_PERIODS, FEW = 4, 3
HEIGHT = 1.15
COLUMNS = ["measure", "group", "period", "estimate", "low", "high", "n_articles", "count"]


def over_time_table(results: Results, *, measure: str = "loaded_per_1000_words", period: str = "") -> pd.DataFrame:
    """Return one row per outlet and period: estimate, interval, n_articles.

    period: year, month or day; not given, the coarsest with at least four values and three articles per outlet in
    each on average. Empty where there is none.
    """
    from framing.comparison import time_series
    from framing.comparison.time_series import fitting_period
    from framing.measures import MEASURES

    chosen = [one for one in MEASURES if one.name == measure]
    dates = filled(results.articles["published"], "") if "published" in results.articles else pd.Series(dtype="str")
    known = dates[dates != ""]
    if not chosen or known.empty or measure not in results.features:
        return pd.DataFrame(columns=COLUMNS)
    period = period or fitting_period(results.articles)
    if not period:
        return pd.DataFrame(columns=COLUMNS)
    table = time_series(results.articles, results.features, chosen, period=period)
    return table[table["measure"] == measure].reindex(columns=COLUMNS).reset_index(drop=True)


def over_time_title(table: pd.DataFrame) -> str:
    """Return the chart's title, which names the measure."""
    return TITLE.format(what=measure_name(str(table["measure"].iloc[0])) if len(table) else "it")


def over_time_subtitle(table: pd.DataFrame) -> str:
    """Return the chart's subtitle: the unit and the period."""
    if table.empty:
        return "No dates are known"
    length = len(str(table["period"].iloc[0]))
    unit = measure_unit(str(table["measure"].iloc[0]))
    return SUBTITLE.format(unit=unit[:1].upper() + unit[1:], period={4: "year", 7: "month"}.get(length, "day"), few=FEW)


def plot_over_time(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return lines with bands, one panel per outlet, from `over_time_table`."""
    groups = largest(table.groupby("group")["n_articles"].sum(), MOST_PANELS)
    periods = sorted(set(table["period"].astype("str")))
    place_of = {period: place for place, period in enumerate(periods)}
    columns = min(2, max(len(groups), 1)) if width >= NARROW else 1
    lines = -(-len(groups) // columns)
    left_margin, gap, above, below = 0.45, 0.5, 0.25, 0.35
    each = (width - left_margin - 0.1 - gap * (columns - 1)) / columns
    step = above + HEIGHT + below
    share = bool(len(table)) and is_share(str(table["measure"].iloc[0]))
    limit = upper_limit(table["estimate"].tolist(), table["high"].tolist())
    with drawing():
        canvas = start(
            ax, width=width, height=max(step * lines, 0.3), title=over_time_title(table),
            subtitle=over_time_subtitle(table), heading=heading,
            note=shown_of(len(groups), table["group"].nunique(), "outlets"),
        )  # fmt: skip
        for place, group in enumerate(groups):
            line, column = divmod(place, columns)
            left, top = left_margin + column * (each + gap), line * step
            panel_heading(canvas, left, top, shorten(group, each - 1))
            part = table[table["group"] == group]
            canvas.write(left + each, top + 0.01, plural(part["n_articles"].sum(), "article"), ha="right", size=SMALL,
                         color=MUTED)  # fmt: skip
            axes = canvas.panel(left, top + above, each, HEIGHT)
            axes.set_xlim(-0.3, max(len(periods) - 0.7, 0.3))
            axes.set_ylim(0, limit)
            for other in groups:
                if other != group:
                    _line(axes, table[table["group"] == other], place_of, color=GRID, linewidth=1.2)
            _band(axes, part, place_of, limit)
            _line(axes, part, place_of, color=ACCENT, linewidth=1.6, zorder=3)
            for _, row in part.iterrows():
                if row["estimate"] == row["estimate"]:
                    solid = row["n_articles"] >= FEW
                    at = place_of[str(row["period"])]
                    axes.plot([at], [row["estimate"]], "o", markersize=4, color=ACCENT, zorder=4, clip_on=False,
                              markerfacecolor=ACCENT if solid else "#fefefe")  # fmt: skip
            _label(axes, periods, limit, share)
        if not groups:
            canvas.write(0, 0, "The articles have no dates, or too few different ones.", color=MUTED, size=SMALL)
        return canvas.figure


def _line(axes: Axes, part: pd.DataFrame, place_of: dict[str, int], **look: object) -> None:
    """Draw a line that breaks where a period has no value."""
    values = part.set_index(part["period"].astype("str"))["estimate"].reindex(list(place_of))
    axes.plot(range(len(place_of)), values.to_numpy(dtype=float), **look)  # type: ignore[arg-type]


def _band(axes: Axes, part: pd.DataFrame, place_of: dict[str, int], limit: float) -> None:
    places = [place_of[str(period)] for period in part["period"]]
    low, high = part["low"].to_numpy(dtype=float), part["high"].clip(upper=limit).to_numpy(dtype=float)
    axes.fill_between(places, low, high, color=ACCENT, alpha=0.16, linewidth=0)
    axes.vlines(places, low, high, color=ACCENT, linewidth=0.9, alpha=0.7)


def _label(axes: Axes, periods: list[str], limit: float, share: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    every = max(1, -(-len(periods) // 4))
    shown = list(range(0, len(periods), every))
    axes.set_xticks(shown, [periods[place] for place in shown])
    axes.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, share=share)))
    axes.set_ylim(0, limit)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def describe_over_time(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "The articles have no dates, or too few different ones, so nothing is shown over time."
    share = is_share(str(table["measure"].iloc[0]))
    sentences = []
    for group in largest(table.groupby("group")["n_articles"].sum(), MOST_PANELS):
        part = table[(table["group"] == group) & table["estimate"].notna()]
        if part.empty:
            continue
        ends = [part.iloc[0], part.iloc[-1]]
        said = " and ".join(
            f"{number(row['estimate'], share=share)} in {row['period']} "
            f"({interval(row['low'], row['high'], share=share)})"
            for row in ends
        )
        sentences.append(f"{shorten(group, 4)}: {said}, {plural(part['n_articles'].sum(), 'article')}.")
    name = measure_name(str(table["measure"].iloc[0]))
    return f"Lines over time of {name}, first and last value. " + " ".join(sentences)
