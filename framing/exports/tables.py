"""The tables of a result for spreadsheets and statistics programs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.coding.sheets import harmless, shortened
from framing.errors import InputError
from framing.parquet import write_parquet
from framing.tables import write_frame

if TYPE_CHECKING:
    import pandas as pd

XLSX_EXTRA = "XLSX needs the packages for Excel; install them with: pip install 'framing[excel]'"
SPSS_EXTRA = "SPSS needs the package pyreadstat; install it with: pip install 'framing[spss]'"
_MOST_ROWS = 1_048_575  # of a leaf, without the head
_STATA_NAME, _STATA_LABEL, _STATA_STRING = 32, 80, 2045
_SPSS_STRING = 32_767  # bytes
_MADE = datetime.datetime(2000, 1, 1)  # instead of now: the same tables give the same bytes
_SPSS_DATE = slice(92, 109)  # where the head of a .sav file says when it was made
_STATA_RESERVED = ("end", "in", "if", "using", "with", "long", "int", "double", "float", "byte", "class", "case")
_SHORTER = (("_per_1000_words", "_p1000"), ("_paraphrased", "_par"), ("_quoted", "_quo"))


def write_folder(folder: Path, tables: Mapping[str, pd.DataFrame], kind: str) -> list[Path]:
    """Write a file per table into a folder; kind: "csv", "parquet", "stata" or "spss"."""
    ending, write = {
        "csv": ("csv", write_frame), "parquet": ("parquet", write_parquet), "stata": ("dta", write_stata),
        "spss": ("sav", write_spss),
    }[kind]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.{ending}" for name in tables}
    for name, frame in tables.items():
        write(paths[name], frame)
    return list(paths.values())


def write_xlsx(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write a workbook with a leaf per table.

    Text that a spreadsheet could take for a formula has a ' before it, text too long for a cell is cut, and lines end
    as they do in Excel; the other formats leave text as it is.
    Raises InputError for a table with more rows than a leaf holds.
    """
    if find_spec("xlsxwriter") is None:
        raise InputError(XLSX_EXTRA)
    import xlsxwriter

    for name, frame in tables.items():
        if len(frame) > _MOST_ROWS:
            raise InputError(f"{name} has {len(frame):,} rows and a leaf of XLSX holds {_MOST_ROWS:,}; use parquet")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "constant_memory": True}  # fmt: skip
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "Tables of framing", "created": _MADE})
        bold = book.add_format({"bold": True})
        for name, frame in tables.items():
            leaf = book.add_worksheet(name[:31])
            leaf.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                leaf.write_string(0, place, harmless(str(column)), bold)
            for row, cells in enumerate(frame.itertuples(index=False, name=None), 1):
                for place, cell in enumerate(cells):
                    _write_cell(leaf, row, place, cell)


def _write_cell(leaf: Any, row: int, place: int, cell: Any) -> None:
    if isinstance(cell, str):
        if cell:
            leaf.write_string(row, place, shortened(harmless(cell.replace("\r\n", "\n"))))
    elif cell == cell and abs(cell) != float("inf"):  # NaN stays an empty cell
        leaf.write_number(row, place, cell)


def write_stata(path: Path, frame: pd.DataFrame) -> None:
    """Write a table for Stata 14 and later; columns whose names Stata cannot hold are shortened, labels tell all."""
    names = stata_names([str(column) for column in frame.columns])
    renamed = frame.set_axis(names, axis="columns")
    long = [name for name in names if _is_text(renamed[name]) and _most_bytes(renamed[name]) > _STATA_STRING]
    labels = {name: str(column)[:_STATA_LABEL] for name, column in zip(names, frame.columns, strict=True)}
    renamed.to_stata(path, write_index=False, version=118, time_stamp=_MADE, convert_strl=long, variable_labels=labels)


def stata_names(columns: list[str]) -> list[str]:
    """Return names of at most 32 characters, each once.

    >>> stata_names(["hedges_per_1000_words_paraphrased", "text"])
    ['hedges_p1000_par', 'text']
    """
    names: list[str] = []
    for column in columns:
        name = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in column)
        if len(name) > _STATA_NAME:
            for long, short in _SHORTER:
                name = name.replace(long, short)
        name = (f"_{name}" if name[:1].isdigit() else name)[:_STATA_NAME]
        name = f"{name}_" if name in _STATA_RESERVED else name
        number = 1
        while name in names:
            number += 1
            name = f"{name[: _STATA_NAME - 3].rstrip('0123456789')}{number}"
        names.append(name)
    return names


def write_spss(path: Path, frame: pd.DataFrame) -> None:
    """Write a table for SPSS; text beyond the 32,767 bytes that a variable holds is cut."""
    if find_spec("pyreadstat") is None:
        raise InputError(SPSS_EXTRA)
    import pyreadstat

    table = frame.copy()
    for column in table.columns:
        if _is_text(table[column]):
            table[column] = [_cut(value) for value in table[column].tolist()]
    pyreadstat.write_sav(table, str(path), column_labels={str(name): str(name) for name in table.columns})
    content = bytearray(path.read_bytes())
    content[_SPSS_DATE] = b"01 Jan 0000:00:00"
    path.write_bytes(bytes(content))


def _is_text(cells: pd.Series[Any]) -> bool:
    import pandas as pd

    return not pd.api.types.is_numeric_dtype(cells)


def _most_bytes(cells: pd.Series[Any]) -> int:
    return max((len(value.encode("utf-8", "replace")) for value in cells.tolist()), default=0)


def _cut(text: str) -> str:
    """Return text that fits into a variable of SPSS, without half a character at its end."""
    return text.encode("utf-8", "replace")[:_SPSS_STRING].decode("utf-8", "ignore")
