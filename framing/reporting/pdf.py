"""The report as PDF, typeset by typst: tagged for screen readers (PDF/UA-1), the same bytes every time."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.style import one_line, shorten
from framing.reporting.cleaning import breakable, clean_text, map_texts
from framing.reporting.html import LAYER_NAMES, read_template

if TYPE_CHECKING:
    from framing.reporting.summary import Summary

STANDARDS = ["ua-1"]
_FONT_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")
MISSING = "□"
# They have no glyph; in running text the compiler knows that, in the text of a drawing it stops.
_JOINERS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_KEYS = (
    "title", "author", "overview", "findings", "cautions", "certainties", "evidence", "articles", "articles_note",
    "method", "limits", "notes", "codebook", "n_rejected", "versions",
)  # fmt: skip


def render_pdf(summary: Summary, *, template: str | Path | None = None) -> bytes:
    """Return the report as a PDF; the compiler itself refuses one that breaks PDF/UA-1.

    template: a folder whose `report.typ` replaces ours. No character stops it: what the fonts lack becomes □.
    """
    import typst

    source = read_template("report.typ", template)
    compiler = typst.Compiler(
        source.encode(), font_paths=[str(_font_folder())], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_prepared(summary), ensure_ascii=False)},
    )  # fmt: skip
    made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=0)
    assert isinstance(made, bytes)
    return made


def _font_folder() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@lru_cache(maxsize=1)
def _printable() -> frozenset[str]:
    """Return the characters that every style of the fallback font can print."""
    from matplotlib.ft2font import FT2Font

    maps = [set(FT2Font(str(_font_folder() / name)).get_charmap()) for name in _FONT_FILES]
    return frozenset(chr(code) for code in set.intersection(*maps) if code >= 32) | {"\n", "\t", "\u200b"}


def fit_to_fonts(text: str) -> str:
    """Return text in which characters that the fonts lack are □.

    >>> fit_to_fonts("Kyjiw, 北京")
    'Kyjiw, □□'
    """
    if text.isascii():
        return text
    printable = _printable()
    return "".join(character if character in printable else MISSING for character in text)


def _prepared(summary: Summary) -> dict[str, Any]:
    """Return the parts of the summary that the PDF shows, in characters that it can print."""
    before = {key: summary[key] for key in _KEYS}
    before["figures"] = [{key: figure[key] for key in ("title", "subtitle", "alt")} for figure in summary["figures"]]
    cleaned = map_texts(before, clean_text)
    data: dict[str, Any] = map_texts(cleaned, lambda text: breakable(fit_to_fonts(text)))
    data["replaced"] = MISSING in json.dumps(data, ensure_ascii=False)
    data["title"] = one_line(data["title"]) or "Report"
    data["short_title"] = shorten(data["title"], 5.0, 8.5)
    for shown, figure in zip(data["figures"], summary["figures"], strict=True):
        shown["svg"] = fit_to_fonts(_JOINERS.sub("", clean_text(figure["svg"])))
    for outlet in data["overview"]["outlets"]:
        outlet["articles"], outlet["words"] = f"{outlet['n_articles']:,}", f"{outlet['n_words']:,}"
    for kind in data["evidence"]:
        for row in kind["rows"]:
            row["gap_before"] = " " if row.get("space_before") else ""
            row["gap_after"] = " " if row.get("space_after") else ""
    layers = dict.fromkeys(
        name
        for article in data["articles"]
        for paragraph in article["paragraphs"]
        for segment in paragraph
        for name in segment["layers"]
    )
    data["layers"] = [[name, label] for name, label in LAYER_NAMES.items() if name in layers]
    for article in data["articles"]:
        article["plain_title"] = one_line(article["plain_title"]) or article["id"] or "untitled"
        parts = (article["outlet"] or "no outlet", article["published"], article["event"], article["id"])
        article["line"] = " · ".join(filter(None, parts))
        for entry in article["attributions"]:
            entry["kind"] = ", ".join(filter(None, [entry["type"], entry["named"]]))
            entry["stance_words"] = entry["stance"].replace("_", " ")
    return data
