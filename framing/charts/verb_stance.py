"""How statements are introduced: the stance of the reporting verb, by kind of source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.marks import dot, label_rows, panel_heading, row_axes, side_room, side_text, upper_limit, whiskers
from framing.charts.names import SOURCE_TYPES, STANCES, interval, number
from framing.charts.style import (
    ACCENT,
    DOUBLE_COLUMN,
    FEW_ARTICLES,
    MUTED,
    NARROW,
    SMALL,
    STANCE_FILLS,
    TEXT,
    WARM,
    drawing,
    plural,
    start,
)  # fmt: skip
from framing.charts.tables import body_attributions, shares_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "How are statements introduced?"
SUBTITLE = (
    "Stance of the reporting verb, as a share of the attributions to each kind of source in all outlets together; "
    "numbers in the bars count attributions. Then two stances by themselves: share with 95 % interval, and count"
)
ALL_SOURCES = "all sources"
ROW = 0.25
DOTS = {"distancing": WARM, "endorsing": ACCENT}  # the stances that are shown with their intervals


def verb_stance_table(results: Results) -> pd.DataFrame:
    """Return one row per source type and stance: type, stance, share, low, high, count, total, n_articles.

    The first rows are of all sources together. Intervals let the attributions of one article belong together.
    """
    rows = body_attributions(results)
    both = pd.concat([rows.assign(type=ALL_SOURCES), rows])
    table = shares_table(both, group="type", category="stance", categories=list(STANCES))
    order = [ALL_SOURCES, *SOURCE_TYPES]
    return table.sort_values("type", key=lambda column: column.map(order.index), kind="stable").reset_index(drop=True)


def plot_verb_stance(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return stacked bars of stances by source type, with intervals of two of them, from `verb_stance_table`."""
    types = list(dict.fromkeys(table["type"]))
    few_articles = (table["n_articles"] < FEW_ARTICLES).any()
    rough_note = f" Dashed: in fewer than {FEW_ARTICLES} articles, so the interval is rough." if few_articles else ""
    wide = width >= NARROW
    labels_width, above = 0.98, 0.4
    side = side_room(_beside(values) for _, values in table[table["stance"].isin(DOTS)].iterrows())
    body = ROW * len(types)
    legend_height = 0.5 if wide else 0.7
    stacked_width = (width - labels_width) * 0.46 if wide else width - labels_width - 0.05
    dots_left = labels_width + stacked_width + 0.22 if wide else labels_width
    # On a narrow page large counts leave no room for two panels of dots beside each other.
    across = len(DOTS) if (width - dots_left) / len(DOTS) - side > 0.5 else 1
    step = above + body + 0.3
    height = legend_height + step + (0 if wide else step * len(DOTS) / across)
    with drawing():
        canvas = start(
            ax, width=width, height=height, title=TITLE, subtitle=SUBTITLE, heading=heading,
            note="A verb says how the article presents a statement, not whether the statement is true." + rough_note,
        )  # fmt: skip
        if not types:
            canvas.write(0, 0, "No attributions were found.", color=MUTED, size=SMALL)
            return canvas.figure
        _legend(canvas, width, 3 if wide else 2)
        names = [SOURCE_TYPES.get(name, name) for name in types]
        label_rows(canvas, names, right=labels_width - 0.08, top=legend_height + above, row=ROW)
        panel_heading(canvas, labels_width, legend_height, "all stances", "share of attributions")
        axes = canvas.panel(labels_width, legend_height + above, stacked_width, body)
        row_axes(axes, len(types), low=0, high=1, share=True, n_ticks=4)
        for row, name in enumerate(types):
            part = table[table["type"] == name].set_index("stance").reindex(list(STANCES))
            left = 0.0
            for stance, (fill, ink) in STANCE_FILLS.items():
                share, count = part.loc[stance, "share"], part.loc[stance, "count"]
                if not count > 0:
                    continue
                hatch = "////" if stance == "other" else ""
                axes.barh([row + 0.5], [share], left=left, height=0.7, color=fill, hatch=hatch,
                          edgecolor=MUTED if hatch else fill, linewidth=0.4)  # fmt: skip
                if share * stacked_width > 0.085 * len(str(int(count))) and not hatch:
                    axes.text(left + share / 2, row + 0.5, f"{int(count)}", size=SMALL, color=ink,
                              ha="center", va="center")  # fmt: skip
                left += share
        each = (width - dots_left) / across
        for place, (stance, color) in enumerate(DOTS.items()):
            part = table[table["stance"] == stance].set_index("type").reindex(types)
            line, column = divmod(place, across)
            left, dots_top = dots_left + column * each, legend_height + (0 if wide else (line + 1) * step)
            if column == 0 and not wide:
                label_rows(canvas, names, right=labels_width - 0.08, top=dots_top + above, row=ROW)
            panel_heading(canvas, left, dots_top, stance, "share, count")
            axes = canvas.panel(left, dots_top + above, each - side, body)
            limit = min(1.0, upper_limit(part["share"].tolist(), part["high"].tolist()))
            row_axes(axes, len(types), low=0, high=limit, share=True, n_ticks=2)
            for row, (_, values) in enumerate(part.iterrows()):
                rough = bool(values["n_articles"] < FEW_ARTICLES)
                whiskers(axes, row + 0.5, values["low"], values["high"], color=color, rough=rough)
                dot(axes, row + 0.5, values["share"], color=color)
                side_text(axes, row + 0.5, _beside(values), bold=True)
        return canvas.figure


def _beside(values: pd.Series[Any]) -> str:
    return f"{number(values['share'], share=True)} ({int(values['count']):,})"


def _legend(canvas: object, width: float, columns: int) -> None:
    from matplotlib.patches import Rectangle

    from framing.charts.style import Canvas

    assert isinstance(canvas, Canvas)
    for place, (stance, label) in enumerate(STANCES.items()):
        line, column = divmod(place, columns)
        left, top = column * width / columns, 0.04 + 0.19 * line
        fill, _ = STANCE_FILLS[stance]
        x, y = left / canvas.width, 1 - (canvas.top + (top + 0.11) * canvas.stretch) / canvas.height
        canvas.host.add_patch(
            Rectangle((x, y), 0.13 / canvas.width, 0.11 * canvas.stretch / canvas.height,
                      transform=canvas.host.transAxes, facecolor=fill, edgecolor=MUTED, linewidth=0.4,
                      hatch="////" if stance == "other" else "")
        )  # fmt: skip
        canvas.write(left + 0.19, top - 0.01, label, size=TEXT)


def describe_verb_stance(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No attributions were found, so there are no reporting verbs to show."
    sentences = []
    for name, part in table.groupby("type", sort=False):
        values = part.set_index("stance")
        shares = ", ".join(
            f"{stance} {number(values.loc[stance, 'share'], share=True)} "
            f"({interval(values.loc[stance, 'low'], values.loc[stance, 'high'], share=True)})"
            for stance in ("neutral", "distancing", "endorsing")
        )
        total = plural(values["total"].max(), "attribution")
        sentences.append(f"{SOURCE_TYPES.get(str(name), str(name)).capitalize()}, {total}: {shares}.")
    return "Stacked bar chart of the stance of reporting verbs, 95 % intervals in brackets. " + " ".join(sentences)
