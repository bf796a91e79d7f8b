"""The same events in two outlets: differences of wording and sourcing with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.marks import dot, label_rows, panel_heading, row_axes, side_text, whiskers
from framing.charts.names import interval, is_share, measure_name, measure_unit, number
from framing.charts.style import (
    ACCENT,
    DOUBLE_COLUMN,
    INK,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    drawing,
    one_line,
    plural,
    shorten,
    start,
    text_width,
    two_lines,
)  # fmt: skip
from framing.charts.tables import check_measures
from framing.charts.wording_profile import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "The same events, worded differently?"
TITLE_UNMATCHED = "How far apart are the outlets?"
SUBTITLE = (
    "{what}. Lines are 95 % intervals; a filled dot marks a difference that stands out even when all comparisons "
    "made are counted. Right: the difference"
)
REST = "rest"
MOST_PAIRS, MOST_MEASURES = 12, 6
FEW_EVENTS = 10
COLUMNS = [
    "measure", "group", "reference", "mode", "difference", "low", "high", "q", "n_events", "distinguishable",
]  # fmt: skip


def same_event_table(results: Results, *, measures: Sequence[str] = MEASURES, mode: str = "") -> pd.DataFrame:
    """Return the differences for these measures, in their order; empty where there are none.

    mode: "same_event" or "unmatched"; not given, the first where the run has shared events, else the second.
    Raises InputError for a name that no measure of the run has.
    """
    check_measures(results, measures, usual=MEASURES)
    differences = results.differences
    if differences is None or not len(differences):
        return pd.DataFrame(columns=COLUMNS)
    order = {name: place for place, name in enumerate(measures)}
    if not mode:
        mode = "same_event" if (differences["mode"] == "same_event").any() else "unmatched"
    chosen = (differences["mode"] == mode) & differences["measure"].isin(order)
    table = differences.loc[chosen].reindex(columns=COLUMNS)
    clear = (table["low"] > 0) | (table["high"] < 0)
    table["distinguishable"] = table["distinguishable"].where(table["distinguishable"].notna(), clear).astype(bool)
    return table.sort_values("measure", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def plot_same_event(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return a forest plot, one panel per measure and one row per pair of outlets, from `same_event_table`."""
    measures = list(dict.fromkeys(table["measure"]))[:MOST_MEASURES]
    pairs = list(dict.fromkeys(zip(table["group"], table["reference"], strict=True)))
    shown = pairs[:MOST_PAIRS]
    longest = max([text_width(one_line(name)) for pair in shown for name in pair if name != REST], default=0.5) + 0.12
    # Two names fit beside each other on a wide page; on a narrow one they stand on two lines.
    against_rest = all(reference == REST for _, reference in shown)
    stacked = width < NARROW and not against_rest
    row_height = ROW * (1.7 if stacked else 1.15)
    labels_width = min(longest + 0.15, 1.5) if stacked else min(2 * longest + 0.3, 3.0)
    if against_rest:
        labels_width = min(longest + 0.15, 0.4 * width, 1.75)
    columns = 1 if width < NARROW else min(3 if labels_width < 1.9 else 2, max(len(measures), 1))
    lines = -(-len(measures) // columns)
    side, above, below, gap = 0.42, 0.37, 0.32, 0.14
    panel_width = (width - labels_width) / columns - gap
    body = row_height * len(shown)
    step = above + body + below
    events = int(table["n_events"].max()) if len(table) and table["n_events"].notna().any() else 0
    left_out = "" if len(shown) == len(pairs) else f"{len(shown)} of {len(pairs)} pairs shown. "
    with drawing():
        canvas = start(
            ax, width=width, height=max(step * lines, 0.3), title=same_event_title(table),
            subtitle=same_event_subtitle(table), heading=heading, note=left_out + _events_note(table, events),
        )  # fmt: skip
        for place, measure in enumerate(measures):
            line, column = divmod(place, columns)
            left, top = labels_width + column * (panel_width + gap), line * step
            share = is_share(measure)
            part = table[table["measure"] == measure].drop_duplicates(["group", "reference"])
            part = part.set_index(["group", "reference"]).reindex(pd.MultiIndex.from_tuples(shown))
            unit = measure_unit(measure).replace("share of", "points of")
            panel_heading(canvas, left, top, shorten(measure_name(measure), panel_width),
                          shorten(unit, panel_width, SMALL - 0.5))  # fmt: skip
            if column == 0:
                labels = [_pair(*pair, labels_width - 0.12, stacked=stacked) for pair in shown]
                label_rows(canvas, labels, right=labels_width - 0.1, top=top + above, row=row_height)
            reach = _reach(part)
            axes = canvas.panel(left, top + above, panel_width - side, body)
            row_axes(axes, len(shown), low=-reach, high=reach, share=share)
            axes.axvline(0, color=INK, linewidth=0.8)
            for row, (_, values) in enumerate(part.iterrows()):
                clear = values["distinguishable"] is True or values["distinguishable"] == 1
                whiskers(
                    axes,
                    row + 0.5,
                    values["low"],
                    values["high"],
                    color=ACCENT,
                    rough=bool(values["n_events"] < FEW_EVENTS),
                )
                dot(axes, row + 0.5, values["difference"], filled=clear)
                text = number(values["difference"], share=share, signed=True).replace(" %", "")
                side_text(axes, row + 0.5, text, bold=clear)
        if not measures:
            canvas.write(0, 0, "No two outlets report the same event, as far as is known.", color=MUTED, size=SMALL)
        return canvas.figure


def same_event_title(table: pd.DataFrame) -> str:
    """Return the chart's title: with shared events or without."""
    return TITLE_UNMATCHED if "unmatched" in set(table["mode"]) else TITLE


def same_event_subtitle(table: pd.DataFrame) -> str:
    """Return the chart's subtitle: what is subtracted from what."""
    if set(table["reference"]) <= {REST}:
        what = "Each outlet minus all the others"
        more = "right of zero, the outlet has more than they have"
    else:
        what, more = "The first outlet minus the second", "right of zero, the first has more"
    where = "" if "unmatched" in set(table["mode"]) else " on the same events"
    return SUBTITLE.format(what=f"{what}{where}: {more}")


def _events_note(table: pd.DataFrame, events: int) -> str:
    if "unmatched" in set(table["mode"]):
        return "Outlets that report different events may differ for that reason alone."
    few = (
        " So few can show only very large differences, and their intervals (dashed) are rough."
        if (events < FEW_EVENTS)
        else ""
    )
    return f"{plural(events, 'shared event')} at most.{few}"


def _pair(group: str, reference: str, inches: float, *, stacked: bool) -> str:
    if reference == REST:
        return two_lines(group, inches)
    each = inches - 0.15 if stacked else (inches - 0.2) / 2
    return f"{shorten(group, each)} −{chr(10) if stacked else ' '}{shorten(reference, each)}"


def _other(reference: str) -> str:
    return "the others" if reference == REST else shorten(reference, 2)


def _reach(part: pd.DataFrame) -> float:
    """Return half the width of the axis: all differences fit, intervals up to three times the largest of them."""
    ends = part[["low", "high"]].abs().max().max()
    largest = part["difference"].abs().max()
    wanted = max(value for value in (ends, largest, 0.0) if value == value)
    return float(min(wanted, 3 * largest) * 1.05 if largest > 0 else wanted * 1.05) or 1.0


def describe_same_event(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No two outlets report the same event, as far as is known, so nothing was compared event by event."
    sentences = []
    for measure in list(dict.fromkeys(table["measure"]))[:MOST_MEASURES]:
        part = table[table["measure"] == measure]
        clear = part[part["distinguishable"].astype(bool)]
        share = is_share(measure)
        listed = "; ".join(
            f"{shorten(row['group'], 2)} minus {_other(row['reference'])} "
            f"{number(row['difference'], share=share, signed=True)} "
            f"({interval(row['low'], row['high'], share=share, signed=True)})"
            for _, row in clear.head(6).iterrows()
        )
        found = f"{len(clear)} of {plural(len(part), 'difference')} stand out"
        sentences.append(f"{measure_name(measure).capitalize()}: {found}{': ' + listed if listed else ''}.")
    return "Forest plot of differences on the same events. " + " ".join(sentences)
