"""A file that came back from a coder as rows of text: CSV in whatever encoding and separator, XLSX, Label Studio,
INCEpTION."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from framing.errors import InputError

Remark = tuple[int, int, str, str]  # row, column from 0, kind, problem
LARGEST = 64 * 2**20
SEPARATORS = (",", ";", "\t")
LONG_HEADER = ("item", "coder", "question", "code")  # a row per code, as annotation tools give them


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: its header, its rows with their numbers as a spreadsheet shows them, and what was odd about cells."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    remarks: list[Remark] = field(default_factory=list)


def read_sheet_file(path: Path) -> Sheet:
    """Return the sheet in a CSV, XLSX, JSON, XMI or ZIP file; raise InputError where it is none of them."""
    if not path.is_file():
        raise InputError(f"there is no file {str(path)!r}")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path.name} is larger than {LARGEST >> 20} MiB; a coding sheet is not")
    if path.suffix.lower() in (".xmi", ".zip"):
        from framing.coding.inception import read_package

        return read_package(path)
    data = path.read_bytes()
    if not data.strip():
        raise InputError(f"{path.name} is empty")
    if data[:2] == b"PK":
        if b"application/vnd.oasis.opendocument" in data[:200]:
            raise InputError(f"{path.name} is an OpenDocument sheet; save it as XLSX or CSV")
        return _read_workbook(path)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise InputError(f"{path.name} is an old Excel or a locked file; save it as XLSX without a password, or as CSV")
    text = _decoded(data)
    if text.lstrip()[:1] in ("[", "{"):
        from framing.coding.label_studio import read_export

        return read_export(path.name, text)
    return _read_csv(path.name, text)


def _decoded(data: bytes) -> str:
    """Return text saved as UTF-8 or UTF-16 (Excel's "Unicode text"), else as Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _read_csv(name: str, text: str) -> Sheet:
    lines = text.splitlines()
    separator = ""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:  # a line that Excel writes for itself
        separator, text = lines[0][4], text.split("\n", 1)[1] if "\n" in text else ""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = separator or max(SEPARATORS, key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise InputError(f"{name} is no CSV file that can be read ({error})") from None
    return _with_header(name, list(enumerate(cells, 1)), [])


def _read_workbook(path: Path) -> Sheet:
    try:
        import openpyxl
    except ImportError:
        from framing.coding.workbook import EXTRA

        raise InputError(f"{path.name}: {EXTRA}") from None
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > 4 * LARGEST:  # a small file can be made to unpack to more than any memory holds
            raise InputError(f"{path.name} unpacks to {unpacked >> 20} MiB; a coding sheet does not")
        book = openpyxl.load_workbook(path, data_only=True)
    except InputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, IndexError, AttributeError) as error:
        raise InputError(f"{path.name} is no XLSX file that can be read ({type(error).__name__})") from None
    leaves = [leaf for leaf in book.worksheets if leaf.title.strip().casefold() == "coding"] or book.worksheets[:1]
    if not leaves:
        raise InputError(f"{path.name} has no sheet with rows")
    leaf = leaves[0]
    rows, remarks = [], []
    for number, row in enumerate(leaf.iter_rows(), 1):
        rows.append((number, [_cell_text(cell.value) for cell in row]))
        for place, cell in enumerate(row):
            note = getattr(cell, "comment", None)
            if note is not None and note.author != "codebook":
                said = " ".join(str(note.text).split())[:200]
                remarks.append((number, place, "comment", f"a comment stands here: {said}"))
    for merged in leaf.merged_cells.ranges:
        where = f"cells {merged.coord} are merged; only the first holds a value, the others count as empty"
        remarks.append((merged.min_row, merged.min_col - 1, "merged", where))
    return _with_header(path.name, rows, remarks)


def _cell_text(value: Any) -> str:
    """Return a cell as text; a number without decimals as people write it, a date as a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _with_header(name: str, rows: list[tuple[int, list[str]]], remarks: list[Remark]) -> Sheet:
    """Return the sheet from its first row that names a column "item": people put a title above, or an empty row."""
    for place, (_, cells) in enumerate(rows[:20]):
        if any(cell.strip().strip("\ufeff").casefold() == "item" for cell in cells):
            return Sheet(name=name, header=cells, rows=rows[place + 1 :], remarks=remarks)
    header = rows[0][1] if rows else []
    return Sheet(name=name, header=header, rows=rows[1:], remarks=remarks)
