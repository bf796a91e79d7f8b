"""The report as PDF, typeset by typst: tagged for screen readers (PDF/UA-1), fit to be kept (PDF/A-2a), same bytes."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.style import one_line, shorten
from framing.reporting.annotated import SHOWN_LAYERS
from framing.reporting.cleaning import breakable, clean_text, map_texts, tie_numbers
from framing.reporting.html import LAYER_NAMES, read_template

if TYPE_CHECKING:
    from framing.reporting.summary import Summary

STANDARDS = ["ua-1", "a-2a"]
PRINTED_LAYERS = (*SHOWN_LAYERS, "passives")  # on paper no layer can be switched on
_FONT_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")
MISSING = "□"
_UNCOMMON = re.compile("[^\u0001-\u02ff\u0370-\u0482\u2010-\u2027\u2212□]")
_KEYS = (
    "title", "author", "overview", "findings", "cautions", "certainties", "side_by_side", "evidence", "articles",
    "articles_note", "method", "trust", "corrected", "limits", "notes", "codebook", "n_rejected", "versions",
    "labels",
)  # fmt: skip


def render_pdf(summary: Summary, *, template: str | Path | None = None) -> bytes:
    """Return the report as a PDF; the compiler itself refuses one that breaks PDF/UA-1 or PDF/A-2a.

    template: a folder whose `report.typ` replaces ours. No character stops it: what the fonts lack becomes □.
    """
    import typst

    source = read_template("report.typ", template).encode()
    data = _prepared(summary)
    try:
        return compile_pdf(source, data)
    except typst.TypstError as error:
        if "codepoint" not in str(error) and "glyph" not in str(error):
            raise
        # A script whose letters join in a way that these fonts do not know: the report is worth more than they are.
        return compile_pdf(source, {**map_texts(data, _only_common), "replaced": True})


def compile_pdf(source: bytes, data: dict[str, Any]) -> bytes:
    """Return what a template makes of its data, as PDF; raise typst.TypstError where a standard would be broken."""
    from typst import Compiler

    # A new compiler each time: one that has failed once repeats its error for other data.
    make: Any = Compiler
    compiler = make(
        source, font_paths=[str(_font_folder())], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=0)
    assert isinstance(made, bytes)
    return made


def render_passage(summary: Summary, *, n_paragraphs: int = 4, ppi: int = 150) -> bytes:
    """Return a picture (PNG) of the first paragraphs of the first article shown, with what was found in them.

    It is drawn by the report's own template, cut before the method and set on a page that ends with the text.
    """
    from typst import Compiler

    template = read_template("report.typ", None).split('= #say("Method and limits")')[0]
    page = {
        'paper: "a4"': "width: 165mm, height: auto",
        "x: 24mm, top: 24mm, bottom: 22mm": "x: 8mm, top: 6mm, bottom: 8mm",
        "footer: context [": "footer: if false [",
    }
    for ours, wanted in page.items():
        template = template.replace(ours, wanted)
    data = _prepared(summary)
    first = data["articles"][0]
    shown = {**first, "paragraphs": first["paragraphs"][:n_paragraphs], "attributions": [], "cut": False}
    make: Any = Compiler
    compiler = make(
        template.encode(), font_paths=[str(_font_folder())], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**data, "articles": [shown], "articles_note": ""}, ensure_ascii=False)},
    )  # fmt: skip
    pages = compiler.compile(format="png", ppi=ppi, timestamp=0)
    last = pages[-1] if isinstance(pages, list) else pages
    assert isinstance(last, bytes)
    return last


def _only_common(text: str) -> str:
    """Return text in which only Latin, Greek, Cyrillic and common marks are left, the rest □."""
    composed = unicodedata.normalize("NFC", text)
    return _UNCOMMON.sub(MISSING, composed)


def _font_folder() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@lru_cache(maxsize=1)
def _printable() -> frozenset[str]:
    """Return the characters that every style of the fallback font can print."""
    from matplotlib.ft2font import FT2Font

    maps = [set(FT2Font(str(_font_folder() / name)).get_charmap()) for name in _FONT_FILES]
    # U+0EB3 has a glyph, but only as two signs, of which one then has none.
    codes = set.intersection(*maps) - {*range(32), 0xEB3} | {ord("\n"), ord("\t"), 0x200B}
    # PDF/A-2a refuses characters of private use: no reader could know what they are.
    return frozenset(character for character in map(chr, codes) if unicodedata.category(character) != "Co")


def fit_to_fonts(text: str) -> str:
    """Return text in which characters that the fonts lack are □.

    >>> fit_to_fonts("Kyjiw, 北京")
    'Kyjiw, □□'
    """
    if text.isascii():
        return text
    printable = _printable()
    return "".join(character if character in printable else MISSING for character in text)


def fit_drawing(svg: str) -> str:
    """Return a drawing whose text has no joiners and no marks that stand by themselves.

    The compiler knows both in running text; in the text of a drawing it takes them for missing glyphs and stops.

    >>> fit_drawing("<text>e\u0301 x\u0301 a\u200db</text>")
    '<text>é x ab</text>'
    """
    if svg.isascii():
        return svg
    composed = unicodedata.normalize("NFC", clean_text(svg))
    alone = ("Mn", "Me", "Cf")
    return fit_to_fonts("".join(c for c in composed if c.isascii() or unicodedata.category(c) not in alone))


def _prepared(summary: Summary) -> dict[str, Any]:
    """Return the parts of the summary that the PDF shows, in characters that it can print."""
    before = {key: summary[key] for key in _KEYS}
    before["figures"] = [
        {key: figure[key] for key in ("name", "title", "subtitle", "alt")} for figure in summary["figures"]
    ]
    cleaned = map_texts(before, clean_text)
    data: dict[str, Any] = map_texts(cleaned, lambda text: breakable(fit_to_fonts(text)))
    data["replaced"] = MISSING in json.dumps(data, ensure_ascii=False)
    tie_numbers(data)
    data["language"] = summary["language"].partition("-")[0]
    data["title"] = one_line(data["title"]) or "Report"
    data["short_title"] = shorten(data["title"], 5.0, 8.5)
    for shown, figure in zip(data["figures"], summary["figures"], strict=True):
        shown["svg"] = fit_drawing(figure["svg"])
    for outlet in data["overview"]["outlets"]:
        outlet["articles"], outlet["words"] = f"{outlet['n_articles']:,}", f"{outlet['n_words']:,}"
    for kind in data["evidence"]:
        for row in kind["rows"]:
            row["gap_before"] = " " if row.get("space_before") else ""
            row["gap_after"] = " " if row.get("space_after") else ""
    for article in data["articles"]:
        for segment in (one for paragraph in article["paragraphs"] for one in paragraph):
            segment["layers"] = [name for name in segment["layers"] if name in PRINTED_LAYERS]
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
