"""How far coders agree: coefficients with their intervals, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.marks import dot, label_rows, panel_heading, row_axes, side_text, whiskers
from framing.charts.names import interval, number
from framing.charts.style import (
    DOUBLE_COLUMN,
    GRID,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    drawing,
    plural,
    shorten,
    start,
    two_lines,
)  # fmt: skip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "How far do coders agree?"
SUBTITLE = (
    "Agreement beyond chance, 1 is full agreement and 0 what chance gives, with 95 % intervals. Right: the value, and "
    "how many items were coded by two or more. The line at 0.8 is Krippendorff’s (2004) mark for firm conclusions, the "
    "one at 0.667 his lowest for tentative ones"
)
MARKS = (0.667, 0.8)
MOST = 20  # questions
_NAMES = {
    "alpha": "Krippendorff’s alpha", "fleiss": "Fleiss’ kappa", "gwet": "Gwet’s AC", "cohen": "Cohen’s kappa",
    "percent": "percent agreement",
}  # fmt: skip


def plot_agreement(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return dots with intervals, one panel per coefficient and one row per question.

    table: question, coefficient, value, low, high, n_items, as `framing.coding` makes it; rows of pairs of coders
    (scope other than "all") are left out.
    """
    rows = table[table["scope"] == "all"] if "scope" in table else table
    questions = list(dict.fromkeys(rows["question"]))[:MOST]
    coefficients = list(dict.fromkeys(rows["coefficient"]))
    columns = min(len(coefficients), 3 if width >= NARROW else 1) or 1
    lines = -(-len(coefficients) // columns)
    labels_width, side, above, below, gap = min(1.6, 0.36 * width), 0.78, 0.25, 0.32, 0.15
    each = (width - labels_width) / columns - gap
    step = above + ROW * len(questions) + below
    known = rows[["value", "low"]].min().min() if len(rows) else 0.0
    low = min(0.0, max(known, -0.5)) if known == known else 0.0
    with drawing():
        canvas = start(ax, width=width, height=max(step * lines, 0.3), title=TITLE, subtitle=SUBTITLE, heading=heading)
        for place, coefficient in enumerate(coefficients):
            line, column = divmod(place, columns)
            left, top = labels_width + column * (each + gap), line * step
            panel_heading(canvas, left, top, shorten(_NAMES.get(str(coefficient), coefficient), each + gap))
            if column == 0:
                labels = [two_lines(question, labels_width - 0.1) for question in questions]
                label_rows(canvas, labels, right=labels_width - 0.1, top=top + above, row=ROW)
            axes = canvas.panel(left, top + above, each - side, ROW * len(questions))
            row_axes(axes, len(questions), low=low, high=1)
            for mark in MARKS if coefficient != "percent" else ():
                axes.axvline(mark, color=GRID, linewidth=1.4, linestyle=(0, (3, 2)))
            part = rows[rows["coefficient"] == coefficient].drop_duplicates("question").set_index("question")
            for row, (_, values) in enumerate(part.reindex(questions).iterrows()):
                whiskers(axes, row + 0.5, values["low"], values["high"])
                dot(axes, row + 0.5, values["value"])
                items = f" ({int(values['n_items']):,})" if values["n_items"] == values["n_items"] else ""
                side_text(axes, row + 0.5, _two_digits(values["value"]) + items, bold=True)
        if not questions:
            canvas.write(0, 0, "Nothing was coded by two coders.", color=MUTED, size=SMALL)
        return canvas.figure


def _two_digits(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if value == value else "–"


def describe_agreement(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    rows = table[table["scope"] == "all"] if "scope" in table else table
    if rows.empty:
        return "Nothing was coded by two coders, so agreement is not known."
    sentences = [
        f"{shorten(row['question'], 4)}: {_NAMES.get(row['coefficient'], row['coefficient'])} {number(row['value'])} "
        f"({interval(row['low'], row['high'])}; {plural(row['n_items'], 'item')})."
        for _, row in rows.head(MOST).iterrows()
    ]
    return "Dot chart of agreement between coders with 95 % intervals in brackets. " + " ".join(sentences)
