"""Coding sheets: what is given to coders, as CSV, XLSX and an HTML page, and no machine answer in any of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding.passages import Passage, find_passages
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.questions import Question
    from framing.coding.samples import Sample
    from framing.results import Results

FORMATS = ("csv", "xlsx", "html")  # written unless asked otherwise
EXTRA_FORMATS = ("label-studio", "inception")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_000  # Excel cuts a cell at 32,767 characters


def write_sheets(
    directory: str | Path,
    sample: Sample,
    results: Results,
    *,
    coders: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
) -> list[Path]:
    """Write the sheets of a sample into a folder and return their paths, a set for each coder named.

    Where the packages for Excel or INCEpTION are missing, these are refused with the line that installs them.
    """
    from framing.coding.inception import write_package
    from framing.coding.label_studio import render_interface, render_tasks
    from framing.coding.page import render_page
    from framing.coding.workbook import write_workbook

    allowed = (*FORMATS, *EXTRA_FORMATS)
    if unknown := [name for name in formats if name not in allowed]:
        raise InputError(f"unknown format {unknown[0]!r}; allowed are {', '.join(allowed)}")
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    passages = find_passages(sample, results)
    paths = []
    for coder in coders or [""]:
        stem = file_stem(sample.name, coder)
        for name in formats:
            if name == "inception":
                paths += write_package(folder / f"{stem}-inception", sample, passages)
                continue
            path = folder / f"{stem}.{name}"
            if name == "label-studio":
                path = folder / f"{stem}-tasks.json"
                path.write_text(render_tasks(passages), encoding="utf-8")
                paths.append(path)
                path = folder / f"{stem}-interface.xml"
                path.write_text(render_interface(sample), encoding="utf-8")
            elif name == "csv":
                path.write_text(render_csv(sample, passages, coder=coder), encoding="utf-8-sig", newline="")
            elif name == "xlsx":
                write_workbook(path, sample, passages, coder=coder)
            else:
                path.write_text(render_page(sample, passages, coder=coder), encoding="utf-8")
            paths.append(path)
    return paths


def sheet_columns(sample: Sample) -> list[str]:
    """Return the columns of a sheet: what identifies and shows an item, one per question, a note."""
    return ["item", "coder", "title", "passage", *(question.id for question in sample.questions), "note", "help"]


def sheet_rows(sample: Sample, passages: Sequence[Passage], *, coder: str = "") -> list[list[str]]:
    """Return the rows of a sheet, the answers empty; text that a program could take for a formula has a ' before it."""
    lines = help_text(sample.questions)
    blank = [""] * len(sample.questions)
    return [
        [p.item, harmless(coder), harmless(p.title), harmless(shortened(p.bracketed())), *blank, "", lines]
        for p in passages
    ]


def render_csv(sample: Sample, passages: Sequence[Passage], *, coder: str = "") -> str:
    """Return the sheet as CSV text; ⟦ ⟧ mark the words that are asked about."""
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet_columns(sample))
    writer.writerows(sheet_rows(sample, passages, coder=coder))
    return text.getvalue()


def help_text(questions: Sequence[Question]) -> str:
    """Return the codebook in a few lines, for the cell beside each item."""
    lines = []
    for question in questions:
        answers = "; ".join(
            f"{value.code} = {value.definition}" + (f" (e.g. {value.example})" if value.example else "")
            if value.definition
            else value.code
            for value in question.values
        )
        lines.append(f"{question.id}: {question.text} {question.definition} {answers}".strip())
    return "\n".join([*lines, "Write ? where you cannot tell."])


def harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("He left.")
    ("'=HYPERLINK(1)", 'He left.')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def shortened(text: str) -> str:
    """Return text that fits into a cell of a spreadsheet."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " … (cut: too long for a cell)"


def file_stem(sample: str, coder: str) -> str:
    """Return the name of a coder's file, without what file systems refuse.

    >>> file_stem("attributions", "Ana María"), file_stem("attributions", "")
    ('attributions-Ana_María', 'attributions')
    """
    name = re.sub(r"[^\w.-]+", "_", coder.strip(), flags=re.UNICODE).strip("._")
    return f"{sample}-{name}" if name else sample
