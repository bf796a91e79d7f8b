"""Whether a confidence means what it says: of what was found with confidence 0.8, are 80 % right?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.marks import tick
from framing.charts.names import interval, number
from framing.charts.style import ACCENT, DOUBLE_COLUMN, GRID, INK, MUTED, NARROW, SMALL, drawing, plural, start
from framing.charts.tables import share_interval
from framing.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Does the confidence mean what it says?"
SUBTITLE = (
    "Upwards: how many were right, with 95 % intervals. To the right: the stated confidence, in groups of equal size. "
    "On the diagonal the two agree; below it the confidence is too high. Numbers count cases"
)


def calibration_table(
    confidence: Sequence[float], correct: Sequence[bool], *, article_id: Sequence[str] | None = None, n_bins: int = 10
) -> pd.DataFrame:
    """Return one row per group of cases of similar confidence: confidence, share, low, high, n.

    The groups have equal sizes. article_id: cases of one article are taken to resemble each other.
    Raises InputError for columns of different length and confidences outside 0 to 1.

    >>> right = [True] * 10 + [False] * 40 + [True] * 45 + [False] * 5
    >>> table = calibration_table([0.2] * 50 + [0.9] * 50, right, n_bins=2)
    >>> table[["confidence", "share", "n"]].round(2).values.tolist()
    [[0.2, 0.2, 50.0], [0.9, 0.9, 50.0]]
    """
    stated, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if stated.shape != right.shape or (article_id is not None and len(article_id) != len(stated)):
        raise InputError(f"{len(stated)} confidences and {len(right)} answers; both need one per case")
    if np.isnan(stated).any() or ((stated < 0) | (stated > 1)).any():
        raise InputError("a confidence is missing or outside 0 to 1")
    if n_bins < 1:
        raise InputError(f"n_bins is {n_bins}; it must be 1 or more")
    unit = np.arange(len(stated)) if article_id is None else pd.factorize(np.asarray(article_id, dtype=object))[0]
    order = np.argsort(stated, kind="stable")
    rows = []
    for part in np.array_split(order, min(n_bins, max(len(order), 1))):
        if not len(part):
            continue
        _, inside = np.unique(unit[part], return_inverse=True)
        total = np.bincount(inside).astype(np.float64)
        counts = np.bincount(inside, weights=right[part]).astype(np.float64)
        share, low, high = share_interval(counts, total)
        rows.append((float(stated[part].mean()), share, low, high, len(part)))
    return pd.DataFrame(rows, columns=["confidence", "share", "low", "high", "n"])


def expected_calibration_error(table: pd.DataFrame) -> float:
    """Return the mean distance between confidence and share right, groups weighted by their cases; NaN for none.

    Source: Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning.
    """
    n = float(table["n"].sum()) if len(table) else 0.0
    return float(((table["confidence"] - table["share"]).abs() * table["n"]).sum() / n) if n else float("nan")


def plot_calibration(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return dots with intervals on a square with its diagonal, from `calibration_table`."""
    from matplotlib.ticker import FuncFormatter

    side = min(width - 0.75, 3.6 if width >= NARROW else 2.7)
    error = number(expected_calibration_error(table), share=True)
    note = f"{plural(table['n'].sum(), 'case')}. Mean distance from the diagonal: {error.replace(' %', ' points')}."
    with drawing():
        canvas = start(
            ax, width=width, height=side + 0.65, title=TITLE, subtitle=SUBTITLE, heading=heading,
            note=note if len(table) else "No cases.",
        )  # fmt: skip
        canvas.write(0, 0, "↑ share right", size=SMALL, color=MUTED)
        axes = canvas.panel(0.5, 0.2, side, side)
        canvas.write(0.5 + side, side + 0.43, "confidence →", size=SMALL, color=MUTED, ha="right")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        for _, row in table.iterrows():
            axes.plot([row["confidence"]] * 2, [row["low"], row["high"]], color=INK, linewidth=1.1)
            axes.plot([row["confidence"]], [row["share"]], "o", color=ACCENT, markersize=5.5)
            axes.annotate(f"{int(row['n']):,}", (row["confidence"], row["low"]), xytext=(0, -3), ha="center", va="top",
                          textcoords="offset points", size=SMALL, color=MUTED)  # fmt: skip
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, share=True)))
        axes.grid(color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        return canvas.figure


def describe_calibration(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "There are no cases whose confidence could be checked."
    listed = "; ".join(
        f"confidence {number(row['confidence'], share=True)}: {number(row['share'], share=True)} right "
        f"({interval(row['low'], row['high'], share=True)}, {plural(row['n'], 'case')})"
        for _, row in table.iterrows()
    )
    return f"Calibration chart. {listed}."
