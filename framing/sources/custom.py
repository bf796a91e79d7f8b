"""A project's own table of sources: fixes the type of named sources and puts them into groups of your own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import numpy as np

from framing.errors import InputError
from framing.sources.sources import TYPES, Sources

_MORE = "more cells"  # the key under which csv keeps what has no column


@dataclass(frozen=True)
class CustomSource:
    """What a project says of a source: a type of the codebook ("" to leave it) and a group of its own ("" for none)."""

    name: str
    type: str
    group: str


def read_custom_sources(path: str | Path) -> dict[str, CustomSource]:
    """Return the sources of a CSV file with the columns name, type, group, by name in small letters.

    Names are compared without regard to case, the shape of an apostrophe and a leading "the".

    Raises InputError with file, row and column where the file is wrong.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"no sources file at {str(path)!r}; give a CSV file with the columns name, type, group"
        ) from None
    except IsADirectoryError:
        raise InputError(f"{str(path)!r} is a folder; give a CSV file with the columns name, type, group") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 (byte {error.start}); save it as CSV in UTF-8") from None
    if "\0" in text:
        raise InputError(f"{path.name} is no text file (it holds a NUL character); save it as CSV in UTF-8")
    reader = csv.DictReader(StringIO(text, newline=""), strict=True, restkey=_MORE)
    sources: dict[str, CustomSource] = {}
    try:
        reader.fieldnames = _columns(path.name, list(reader.fieldnames or ()))
        for row in reader:
            own = _read_row(f"{path.name} row {reader.line_num}", row)
            if own is None:
                continue
            if _key(own.name) in sources:
                where = f"{path.name} row {reader.line_num}"
                raise InputError(f"{where}: {own.name!r} stands in the file twice; keep one of the two rows")
            sources[_key(own.name)] = own
    except csv.Error as error:
        where = f"{path.name} row {reader.line_num + 1}"
        raise InputError(f"{where} is no CSV ({error}); a quotation mark that is opened must be closed") from None
    if not sources:
        raise InputError(f"{path.name} holds no sources; give one name a row")
    return sources


def _columns(name: str, given: list[str]) -> list[str]:
    """Return the columns of the file in small letters, or raise InputError with what is wrong with them."""
    columns = [(column or "").strip().lower() for column in given]
    if "name" not in columns or not {"type", "group"} & set(columns):
        hint = "; part the columns by commas" if len(columns) == 1 and {";", "\t"} & set(columns[0]) else ""
        found = ", ".join(columns) or "nothing"
        raise InputError(f"{name} needs a column 'name' and a column 'type' or 'group' (found: {found}){hint}")
    twice = next((column for column in ("name", "type", "group") if columns.count(column) > 1), "")
    if twice:
        raise InputError(f"{name} row 1: the column {twice!r} stands there twice; keep one of the two")
    return columns


def _read_row(where: str, row: dict[str, str]) -> CustomSource | None:
    """Return the source of a row, None for an empty row."""
    if any(cell.strip() for cell in row.get(_MORE) or ()):
        raise InputError(
            f'{where} has more cells than the file has columns; put a name with a comma between marks ("")'
        )
    name, type_, group = (" ".join((row.get(column) or "").split()) for column in ("name", "type", "group"))
    if not name and not type_ and not group:
        return None
    if not name:
        raise InputError(f"{where}: the column 'name' is empty; write the full name as the articles do")
    if type_ and type_.lower() not in TYPES:
        raise InputError(f"{where}: unknown type {type_!r} in column 'type'; allowed are {', '.join(TYPES)}")
    if not type_ and not group:
        raise InputError(f"{where}: {name!r} has neither a type nor a group; give one, or take the row out")
    return CustomSource(name, type_.lower(), group)


def _key(name: str) -> str:
    """Return a name for comparison: small letters, straight apostrophes, without a leading article."""
    return name.lower().replace("’", "'").removeprefix("the ")


def apply_custom(sources: Sources, custom: Mapping[str, CustomSource]) -> Sources:
    """Return the sources with the types that a project gives to names; the longest rule is the full name itself."""
    types = sources.type.copy()
    for row, name in enumerate(sources.name):
        own = custom.get(_key(name))
        if own is not None and own.type:
            types[row] = TYPES.index(own.type)
    return replace(sources, type=np.asarray(types, dtype=np.int8))


def groups_of(names: list[str], custom: Mapping[str, CustomSource]) -> list[str]:
    """Return the project's group of each name, "" for none."""
    return [custom[_key(name)].group if _key(name) in custom else "" for name in names]
