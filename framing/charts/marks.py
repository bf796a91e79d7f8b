"""The marks that several charts share: rows of dots or bars with intervals, and their axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from framing.charts.style import ACCENT, GRID, INK, MUTED, SMALL, TEXT, Canvas, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def label_rows(canvas: Canvas, labels: Sequence[str], *, right: float, top: float, row: float) -> None:
    """Write one label per row, right-aligned at `right` inches; one of two lines is written smaller."""
    for place, label in enumerate(labels):
        size = SMALL - 0.3 if "\n" in label else TEXT
        canvas.write(
            right, top + row * (place + 0.5), label, ha="right", va="center", color=INK, size=size, linespacing=1.0
        )


def row_axes(axes: Axes, n_rows: int, *, low: float, high: float, share: bool = False, n_ticks: int = 3) -> None:
    """Prepare axes whose rows are counted from the top, with a few vertical grid lines."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_ylim(n_rows, 0)
    axes.set_xlim(low, high)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(n_ticks, steps=[1, 2, 2.5, 5, 10], prune="upper"))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, share=share)))
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def tick(value: float, *, share: bool) -> str:
    """Return a tick's number, without a needless ".0".

    >>> tick(20.0, share=False), tick(-2.5, share=False), tick(0.25, share=True)
    ('20', '−2.5', '25 %')
    """
    shown = round(value * 100 if share else value, 6)
    return f"{shown:,.10g}".replace("-", "−") + (" %" if share else "")


def whiskers(
    axes: Axes, y: float, low: float, high: float, *, color: str = INK, width: float = 1.1, rough: bool = False
) -> None:
    """Draw an interval, dashed where it is `rough`; an end beyond the axes is drawn as an arrow head at the edge."""
    if not (isfinite(low) and isfinite(high)):
        return
    left, right = axes.get_xlim()
    axes.plot(
        [max(low, left), min(high, right)], [y, y], color=color, linewidth=width, solid_capstyle="butt", zorder=3,
        linestyle=(0, (2.2, 1.1)) if rough else "solid",
    )  # fmt: skip
    for end, edge, marker in ((low, left, "<"), (high, right, ">")):
        if (end < edge) if marker == "<" else (end > edge):
            axes.plot([edge], [y], marker=marker, color=color, markersize=3.5, clip_on=False, zorder=3)


def dot(axes: Axes, y: float, value: float, *, color: str = ACCENT, filled: bool = True) -> None:
    """Draw an estimate: a filled dot, or an open one."""
    if isfinite(value):
        left, right = axes.get_xlim()
        axes.plot(
            [min(max(value, left), right)], [y], marker="o", markersize=5.2, color=color, zorder=4, linestyle="none",
            markerfacecolor=color if filled else "#fefefe", markeredgewidth=1.2, clip_on=False,
        )  # fmt: skip


def side_text(axes: Axes, y: float, text: str, *, bold: bool = False) -> None:
    """Write a row's numbers at the right edge of the axes, in the space left beside them."""
    axes.annotate(
        text, (1, y), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
        va="center", ha="left", size=SMALL, color=INK if bold else MUTED, annotation_clip=False,
    )  # fmt: skip


def side_room(texts: Iterable[str]) -> float:
    """Return how many inches the longest of these texts takes beside the axes; digits are wider than letters."""
    return max((1.1 * text_width(text, SMALL) for text in texts), default=0.1) + 0.16


def panel_heading(canvas: Canvas, left: float, top: float, title: str, subtitle: str = "") -> None:
    """Write the name of a panel and what it counts above it; a name of two lines begins higher."""
    canvas.write(left, top - (0.14 if "\n" in title else 0), title, weight="bold", size=TEXT, linespacing=1.15)
    if subtitle:
        canvas.write(left, top + 0.15, subtitle, size=SMALL, color=MUTED)


def upper_limit(values: Sequence[float], highs: Sequence[float]) -> float:
    """Return where an axis from zero ends: all estimates fit, intervals up to three times the largest of them."""
    known = [value for value in values if isfinite(value)]
    ends = [value for value in highs if isfinite(value)]
    largest = max(known, default=0.0)
    wanted = max([largest, *ends])
    limit = min(wanted, 3 * largest) if largest > 0 else wanted
    return limit * 1.05 or 1.0
