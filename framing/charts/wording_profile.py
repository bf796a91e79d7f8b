"""The wording of each outlet: rates and shares as dots with their intervals, one panel per measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.marks import dot, label_rows, panel_heading, row_axes, side_room, side_text, upper_limit, whiskers
from framing.charts.names import interval, is_share, measure_name, measure_unit, number
from framing.charts.style import (
    DOUBLE_COLUMN,
    FEW_ARTICLES,
    FEW_NOTE,
    MOST_ROWS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    drawing,
    few,
    one_line,
    plural,
    shorten,
    start,
    text_width,
    two_lines,
)  # fmt: skip
from framing.charts.tables import check_measures, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "How is it worded?"
SUBTITLE = (
    "Dots: what was measured per outlet. Lines: 95 % intervals. Right: the value, and in brackets how many "
    "words or attributions were counted. Rates are of the outlet's own voice, without what it quotes or paraphrases"
)
MEASURES = (
    "loaded_per_1000_words", "hedges_per_1000_words", "boosters_per_1000_words", "scare_quotes_per_1000_words",
    "attributions_per_1000_words", "share_unnamed", "share_distancing_cues", "share_endorsing_cues",
    "share_quoted_words",
)  # fmt: skip


def wording_profile_table(results: Results, *, measures: Sequence[str] = MEASURES) -> pd.DataFrame:
    """Return the rows of `estimates` for these measures, in this order.

    Raises InputError for a name that no measure of the run has.
    """
    check_measures(results, measures, usual=MEASURES)
    columns = ["measure", "group", "estimate", "low", "high", "n_articles", "n_words", "count", "method"]
    estimates = results.estimates
    if estimates is None or not len(estimates):
        return pd.DataFrame(columns=columns)
    order = {name: place for place, name in enumerate(measures)}
    table = estimates.loc[estimates["measure"].isin(order), columns]
    return table.sort_values("measure", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def plot_wording_profile(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return dots with intervals, one panel per measure and one row per group, from `wording_profile_table`."""
    measures = list(dict.fromkeys(table["measure"]))
    groups = largest(table.groupby("group")["n_articles"].max(), MOST_ROWS)
    columns = min(3, max(len(measures), 1)) if width >= NARROW else 1
    lines = -(-len(measures) // columns)
    longest = max([text_width(one_line(group) + " †") for group in groups], default=0.5)
    labels_width = min(longest + 0.2, 0.4 * width, 1.75)
    above, below, gap = 0.37, 0.32, 0.16
    shown = table[table["group"].isin(groups)]
    side = side_room(_beside(str(values["measure"]), values) for _, values in shown.iterrows())
    panel_width = (width - labels_width) / columns - gap
    body = ROW * len(groups)
    step = above + body + below
    few_articles = table.groupby("group")["n_articles"].max()
    with drawing():
        note = " ".join(
            filter(None, [shown_of(len(groups), table["group"].nunique(), "outlets"),
                          FEW_NOTE if (few_articles < FEW_ARTICLES).any() else ""])
        )  # fmt: skip
        canvas = start(
            ax, width=width, height=max(step * lines, 0.3), title=TITLE, subtitle=SUBTITLE, note=note, heading=heading
        )
        for place, measure in enumerate(measures):
            line, column = divmod(place, columns)
            left, top = labels_width + column * (panel_width + gap), line * step
            part = table[table["measure"] == measure].drop_duplicates("group").set_index("group").reindex(groups)
            share = is_share(measure)
            panel_heading(canvas, left, top, shorten(measure_name(measure), panel_width), measure_unit(measure))
            if column == 0:
                labels = [two_lines(one_line(group) + few(few_articles[group]), labels_width - 0.1) for group in groups]
                label_rows(canvas, labels, right=labels_width - 0.1, top=top + above, row=ROW)
            axes = canvas.panel(left, top + above, panel_width - side, body)
            limit = upper_limit(part["estimate"].tolist(), part["high"].tolist())
            n_ticks = 2 if share and panel_width - side < 1 else 3
            row_axes(axes, len(groups), low=0, high=min(limit, 1) if share else limit, share=share, n_ticks=n_ticks)
            for row, (_, values) in enumerate(part.iterrows()):
                rough = bool(values["n_articles"] < FEW_ARTICLES)
                whiskers(axes, row + 0.5, values["low"], values["high"], rough=rough)
                dot(axes, row + 0.5, values["estimate"])
                side_text(axes, row + 0.5, _beside(measure, values), bold=True)
        if not measures:
            canvas.write(0, 0, "No estimates: compare the run first.", color=MUTED, size=SMALL)
        return canvas.figure


def _beside(measure: str, values: pd.Series[Any]) -> str:
    count = "" if pd.isna(values["count"]) else f" ({int(values['count']):,})"
    return number(values["estimate"], share=is_share(measure)) + count


def describe_wording_profile(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "The run has not been compared, so there are no estimates to show."
    sentences = []
    groups = set(largest(table.groupby("group")["n_articles"].max(), MOST_ROWS))
    for measure, part in table[table["group"].isin(groups)].groupby("measure", sort=False):
        share = is_share(str(measure))
        values = "; ".join(
            f"{shorten(row['group'], 2.5)} {number(row['estimate'], share=share)} "
            f"({interval(row['low'], row['high'], share=share)}, {plural(row['n_articles'], 'article')})"
            for _, row in part.iterrows()
        )
        sentences.append(f"{measure_name(str(measure)).capitalize()}, {measure_unit(str(measure))}: {values}.")
    return "Dot chart with 95 % intervals in brackets. " + " ".join(sentences)
