"""The coding sheet as XLSX: drop-down answers with their definitions, marked words in red, a codebook beside it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.coding.passages import CLOSE, OPEN, Passage
from framing.coding.questions import FREE
from framing.coding.sheets import LONGEST_CELL, sheet_columns, sheet_rows
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.samples import Sample

EXTRA = "XLSX needs the packages for Excel; install them with: pip install 'framing[excel]'"
WIDTHS = {"item": 17, "coder": 10, "title": 22, "passage": 80, "note": 24, "help": 60}
INPUT_TITLE, INPUT_TEXT = 32, 255  # what Excel allows in the message beside a cell


def write_workbook(path: Path, sample: Sample, passages: Sequence[Passage], *, coder: str = "") -> None:
    """Write the sheet as a workbook of two leaves, "Coding" and "Codebook"; the same input gives the same bytes."""
    try:
        import xlsxwriter
    except ImportError:
        raise InputError(EXTRA) from None

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"Coding sheet {sample.name}", "created": datetime.datetime(2000, 1, 1)})
    style = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F6"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#B00020"}),
        "answer": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}),
    }
    leaf = book.add_worksheet("Coding")
    places = _write_codebook(book, sample, style)
    columns = sheet_columns(sample)
    questions = {question.id: question for question in sample.questions}
    for number, column in enumerate(columns):
        leaf.write_string(0, number, column, style["head"])
        leaf.set_column(number, number, WIDTHS.get(column, 20))
        if column in questions:
            leaf.write_comment(0, number, questions[column].text, {"author": "codebook"})
    for row, (cells, passage) in enumerate(zip(sheet_rows(sample, passages, coder=coder), passages, strict=True), 1):
        for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if column == "passage":
                _write_passage(leaf, row, number, passage, cell, style)
            elif column in questions or column == "note":
                leaf.write_blank(row, number, None, style["answer"])
            else:
                leaf.write_string(row, number, cell, style["text"])
    for number, column in enumerate(columns):
        if column in questions and passages:
            leaf.data_validation(1, number, len(passages), number, _validation(questions[column], places.get(column)))
    leaf.freeze_panes(1, 1)
    leaf.set_column(len(columns) - 1, len(columns) - 1, WIDTHS["help"], None, {"hidden": False})
    book.close()


def _write_codebook(book: Any, sample: Sample, style: dict[str, Any]) -> dict[str, str]:
    """Write the leaf "Codebook" and return the cells that hold the answers to each question."""
    leaf = book.add_worksheet("Codebook")
    for number, name in enumerate(("question", "answer", "definition", "example")):
        leaf.write_string(0, number, name, style["head"])
    leaf.set_column(0, 1, 16)
    leaf.set_column(2, 2, 70)
    leaf.set_column(3, 3, 40)
    places, row = {}, 1
    for question in sample.questions:
        leaf.write_string(row, 0, question.id, style["head"])
        leaf.write_string(row, 2, f"{question.text} {question.definition}".strip(), style["head"])
        first = row + 1
        # "?" is the last of each list: a coder who cannot tell says so.
        rows = [(value.code, value.definition, value.example) for value in question.values]
        for code, definition, example in [*rows, ("?", "I cannot tell", "")]:
            row += 1
            for number, text in enumerate((question.id, code, definition, example)):
                leaf.write_string(row, number, text, style["text"])
        if question.values:
            places[question.id] = f"=Codebook!$B${first + 1}:$B${row + 1}"
        row += 2
    return places


def _validation(question: Any, place: str | None) -> dict[str, Any]:
    message = f"{question.definition} " + "; ".join(f"{v.code}: {v.definition}" for v in question.values)
    rule: dict[str, Any] = {
        "input_title": question.id[:INPUT_TITLE],
        "input_message": _cut(f"{question.text} {message}".strip(), INPUT_TEXT),
        "error_title": "Not an answer",
        "error_message": _cut("Choose one of the list: " + ", ".join([*question.codes, "?"]), INPUT_TEXT),
    }
    if question.scale == FREE or place is None:
        return {"validate": "any", **{key: value for key, value in rule.items() if key.startswith("input")}}
    return {"validate": "list", "source": place, **rule}


def _write_passage(leaf: Any, row: int, column: int, passage: Passage, plain: str, style: dict[str, Any]) -> None:
    """Write the passage with its marked words in bold red between brackets: colour alone does not reach everybody."""
    pieces: list[Any] = ["… "] if passage.start > 0 else []
    for text, mark in passage.segments():
        pieces += [style["mark"], f"{OPEN}{text}{CLOSE}"] if mark else [text]
    pieces += [" …"] if passage.end < len(passage.text) else []
    n_texts = sum(isinstance(piece, str) for piece in pieces)
    if n_texts < 2 or len(plain) > LONGEST_CELL or leaf.write_rich_string(row, column, *pieces, style["text"]) != 0:
        leaf.write_string(row, column, plain, style["text"])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
