"""Figures as files and as SVG text: the same bytes every time, nothing that a strict page would refuse."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from framing.charts.style import drawing
from framing.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "pdf", "png")
_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "png": {"Software": None},
}
_STYLE = re.compile(r' style="([^"]*)"')
_ID = re.compile(r'(\bid="|xlink:href="#|\burl\(#)')
_FONT = re.compile(r"(?:(italic|oblique) )?(?:(bold|\d{3}) )?([\d.]+)px (.+)")


def save_figure(figure: Figure, path: str | Path) -> Path:
    """Write a figure as SVG, PDF or PNG (300 dots per inch), by the ending of `path`; return the path.

    Raises `InputError` for another ending. The same figure gives the same bytes.
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InputError(f"cannot save a figure as {path.name!r}; allowed endings are .svg, .pdf and .png")
    path.write_bytes(_saved(figure, kind))
    return path


def figure_png(figure: Figure, *, dots_per_inch: float = 110) -> bytes:
    """Return a figure as PNG, for notebooks."""
    return _saved(figure, "png", dots_per_inch)


def _saved(figure: Figure, kind: str, dots_per_inch: float | None = None) -> bytes:
    buffer = BytesIO()
    with drawing(), catch_warnings():
        # A name in a script that the chart font lacks is drawn as boxes; a report shows it in its tables too.
        filterwarnings("ignore", message=r"Glyph .* missing from")
        options: dict[str, Any] = {} if dots_per_inch is None else {"dpi": dots_per_inch}
        figure.savefig(buffer, format=kind, metadata=_METADATA[kind], facecolor="white", **options)
    return buffer.getvalue()


def figure_svg(figure: Figure, *, prefix: str) -> str:
    """Return a figure as an <svg> element for a page: transparent, no style attributes, ids of its own.

    A page with a strict content security policy refuses style attributes, so they become plain SVG
    attributes; `prefix` keeps the ids of two charts on one page apart.
    """
    buffer = StringIO()
    with drawing(), catch_warnings():
        filterwarnings("ignore", message=r"Glyph .* missing from")
        figure.savefig(buffer, format="svg", metadata=_METADATA["svg"], transparent=True)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<style[^>]*>.*?</style>", "", text, flags=re.DOTALL)
    text = _STYLE.sub(lambda found: _attributes(found.group(1)), text)
    text = _ID.sub(lambda found: found.group(1) + prefix + "-", text)
    text = re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*"|<svg height="[^"]*"', r"<svg \1", text, count=1)
    text = re.sub(r'(<svg [^>]*?) (?:width|height)="[^"]*"', r"\1", text, count=2)
    return re.sub(r"\n\s*", "\n", text).replace("\n\n", "\n").strip()


def _attributes(style: str) -> str:
    """Return CSS declarations as SVG attributes."""
    attributes = []
    for declaration in style.replace("&quot;", "'").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            found = _FONT.match(value)
            if found is None:
                continue
            slant, weight, size, family = found.groups()
            attributes += [("font-size", size), ("font-family", family)]
            attributes += [("font-style", slant)] if slant else []
            attributes += [("font-weight", weight)] if weight else []
        elif name:
            attributes.append((name, value))
    return "".join(f' {name}="{value}"' for name, value in attributes)


class Picture:
    """A figure as notebooks show it: a picture with its size, made by `show`."""

    def __init__(self, png: bytes) -> None:
        self.png = png

    def _repr_png_(self) -> bytes:
        return self.png

    def __repr__(self) -> str:
        return f"Picture of {len(self.png):,} bytes"


def show(figure: Figure) -> Picture:
    """Return a figure so that a notebook shows it, without pyplot and its global state."""
    return Picture(figure_png(figure))
