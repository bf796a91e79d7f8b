"""Colours, sizes and the drawing surface of every chart, in one place.

Colours are told apart by colour-blind readers (after Okabe and Ito, Color Universal Design, 2008) and by
lightness, so that they survive a black and white print. Nothing here touches pyplot: no window opens, no
global state is left behind.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1c222a"  # text and axes; a report replaces it in dark mode
MUTED = "#56606b"
GRID = "#d7dce1"
ACCENT = "#0b5c96"
WARM = "#b84a00"
BAR = "#86b6dc"  # an area that a dark interval is drawn across
UNKNOWN_FILL = "#eceff2"
ON_DARK, ON_LIGHT = "#ffffff", "#11161b"  # text inside coloured areas, the same in dark mode

STANCE_FILLS = {
    "neutral": ("#c3cbd3", ON_LIGHT),
    "endorsing": (ACCENT, ON_DARK),
    "distancing": (WARM, ON_DARK),
    "speech_act": ("#e8b04a", ON_LIGHT),
    "mental": ("#8d7bb5", ON_LIGHT),
    "other": (UNKNOWN_FILL, ON_LIGHT),
}

DOUBLE_COLUMN, SINGLE_COLUMN = 7.2, 3.5  # inches, the two column widths that most journals share
NARROW = 5.0  # below this width panels stand under each other
TITLE, TEXT, SMALL = 11.0, 8.5, 7.5  # points
ROW = 0.21  # inches of one row of bars or dots
FEW_ARTICLES = 10  # fewer articles than this are marked with a dagger
FEW_MARK = "†"
MOST_CHARACTERS = 1000  # of a name that is cut to fit
MOST_PANELS, MOST_ROWS = 8, 12


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with our settings whatever the user's matplotlibrc says; everything is put back afterwards."""
    import matplotlib

    kept: dict[Any, Any] = {
        key: value
        for key, value in matplotlib.rcParamsDefault.items()
        if not key.startswith(("backend", "interactive", "figure.max_open_warning", "toolbar", "webagg"))
    }
    ours: dict[Any, Any] = {
        "font.family": ["DejaVu Sans"],
        "font.size": TEXT,
        "text.color": INK,
        "text.parse_math": False,  # "from $5 to $6" is a price, not a formula
        "axes.edgecolor": GRID,
        "axes.labelcolor": MUTED,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "hatch.linewidth": 0.5,
        "hatch.color": MUTED,
        "svg.fonttype": "none",
        "svg.hashsalt": "framing",
        "pdf.fonttype": 42,
        "savefig.dpi": 300,
    }
    with matplotlib.rc_context({**kept, **ours}):
        yield


def one_line(text: Any) -> str:
    """Return text without control characters and line breaks: a name from a web page may hold both.

    >>> one_line("Harbour\\n Post\\x07")
    'Harbour Post'
    """
    given = str(text)
    if given.isascii() and given.isprintable() and "  " not in given:
        return given.strip()
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in given)
    return " ".join(kept.split())


def text_width(text: str, size: float = TEXT) -> float:
    """Return about how many inches a line of text takes; wide scripts count double."""
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.58 for c in text)
    return ems * size / 72


def shorten(text: Any, inches: float, size: float = TEXT) -> str:
    """Return the text on one line, cut with an ellipsis where it is longer than `inches`.

    >>> shorten("Harbour Post", 3.0), shorten("Harbour Post", 0.5)
    ('Harbour Post', 'Harbou…')
    """
    line = one_line(text)
    ends = list(accumulate(text_width(character, size) for character in line[:MOST_CHARACTERS]))
    if len(line) <= MOST_CHARACTERS and (not ends or ends[-1] <= inches):
        return line
    room = inches - text_width("…", size)
    return line[: bisect_right(ends, room + 1e-9)].rstrip() + "…"


def two_lines(text: Any, inches: float, size: float = TEXT) -> str:
    """Return the text on one line where it fits, else on two, cut with an ellipsis where two are not enough.

    >>> two_lines("Halvern Public Broadcasting", 1.2)
    'Halvern Public\\nBroadcasting'
    """
    line = one_line(text)
    if len(line) > MOST_CHARACTERS or " " not in line or text_width(line, size) <= inches:
        return shorten(line, inches, size)
    first, *words = line.split(" ")
    while words and text_width(f"{first} {words[0]}", size) <= inches:
        first = f"{first} {words.pop(0)}"
    parts = [first, " ".join(words)] if words else [first]
    return "\n".join(shorten(part, inches, size) for part in parts)


@dataclass
class Canvas:
    """A drawing surface in inches, measured from the top left corner of the space for panels."""

    figure: Figure
    host: Axes
    width: float
    height: float
    top: float
    stretch: float = 1.0

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return new axes at this place, without a frame."""
        below = self.top + (top + height) * self.stretch
        place = (
            left / self.width, 1 - below / self.height, width / self.width, height * self.stretch / self.height,
        )  # fmt: skip
        axes = self.host.inset_axes(place)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, labelsize=SMALL, pad=3)
        axes.patch.set_visible(False)
        return axes

    def write(self, left: float, top: float, text: str, **look: Any) -> None:
        """Write text with its first line's top at this place."""
        look = {"size": TEXT, "va": "top", "ha": "left", **look}
        y = 1 - (self.top + top * self.stretch) / self.height
        self.host.text(left / self.width, y, text, transform=self.host.transAxes, **look)


def start(
    ax: Axes | None, *, width: float, height: float, title: str, subtitle: str, note: str = "", heading: bool = True
) -> Canvas:
    """Return a canvas with its heading and note written and `height` inches between them for panels.

    With `ax` the chart is drawn into that axes, scaled to fit; without, into a new figure `width` inches wide.
    """
    from matplotlib.figure import Figure

    if ax is not None:
        box = ax.get_position()
        size = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
        width, available = float(box.width * size[0]), float(box.height * size[1])
    title_lines = _lines(title, width, TITLE * 1.18) if heading else []
    subtitle_lines = _lines(subtitle, width, TEXT) if heading else []
    note_lines = _lines(note, width, SMALL) if note else []
    above = 0.2 * len(title_lines) + 0.155 * len(subtitle_lines) + (0.19 if heading else 0.03)
    below = 0.135 * len(note_lines) + (0.08 if note_lines else 0.03)
    if ax is None:
        total = above + height + below
        figure = Figure(figsize=(width, total))
        host = figure.add_axes((0, 0, 1, 1))
        stretch = 1.0
    else:
        figure, host, total = ax.get_figure(root=True), ax, available  # type: ignore[assignment]
        stretch = max(total - above - below, 0.5) / height
    host.set_axis_off()
    host.set_xlim(0, 1)
    host.set_ylim(0, 1)
    canvas = Canvas(figure, host, width, total, above, stretch)
    for number, line in enumerate(title_lines):
        canvas.write(0, (0.05 + 0.2 * number - above) / stretch, line, size=TITLE, weight="bold")
    for number, line in enumerate(subtitle_lines):
        at = 0.2 * len(title_lines) + 0.08 + 0.155 * number
        canvas.write(0, (at - above) / stretch, line, color=MUTED)
    for number, line in enumerate(note_lines):
        canvas.write(0, height + (0.06 + 0.135 * number) / stretch, line, size=SMALL, color=MUTED)
    return canvas


def _lines(text: str, width: float, size: float) -> list[str]:
    return wrap(one_line(text), max(int(width * 72 / size / 0.56), 12))


def few(n_articles: float) -> str:
    """Return the mark of a group with few articles, or nothing."""
    return f" {FEW_MARK}" if n_articles < FEW_ARTICLES else ""


FEW_COUNTS_NOTE = f"{FEW_MARK} fewer than {FEW_ARTICLES} articles."
FEW_NOTE = f"{FEW_MARK} fewer than {FEW_ARTICLES} articles: the interval (dashed) is rough, the point says little."


def plural(n: float, noun: str) -> str:
    """Return "1 article" or "1,234 articles".

    >>> plural(1, "article"), plural(1234, "article")
    ('1 article', '1,234 articles')
    """
    return f"{int(n):,} {noun}" + ("" if int(n) == 1 else "s")
