"""A project's own table of sources: fixes the type of named sources and puts them into groups of your own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from framing.errors import InputError
from framing.sources.sources import TYPES, Sources


@dataclass(frozen=True)
class CustomSource:
    """What a project says of a source: a type of the codebook ("" to leave it) and a group of its own ("" for none)."""

    name: str
    type: str
    group: str


def read_custom_sources(path: str | Path) -> dict[str, CustomSource]:
    """Return the sources of a CSV file with the columns name, type, group, by lower-case name.

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
    reader = csv.DictReader(text.splitlines())
    columns = [(column or "").strip().lower() for column in reader.fieldnames or ()]
    reader.fieldnames = columns
    if "name" not in columns or not {"type", "group"} & set(columns):
        given = ", ".join(columns) or "nothing"
        raise InputError(f"{path.name} needs a column 'name' and a column 'type' or 'group' (found: {given})")
    sources: dict[str, CustomSource] = {}
    for row in reader:
        name, type_, group = (" ".join((row.get(column) or "").split()) for column in ("name", "type", "group"))
        if not name and not type_ and not group:
            continue
        where = f"{path.name} row {reader.line_num}"
        if not name:
            raise InputError(f"{where}: the column 'name' is empty; write the full name as the articles do")
        if type_ and type_.lower() not in TYPES:
            raise InputError(f"{where}: unknown type {type_!r} in column 'type'; allowed are {', '.join(TYPES)}")
        if name.lower() in sources:
            raise InputError(f"{where}: {name!r} stands in the file twice; keep one of the two rows")
        sources[name.lower()] = CustomSource(name, type_.lower(), group)
    if not sources:
        raise InputError(f"{path.name} holds no sources; give one name a row")
    return sources


def apply_custom(sources: Sources, custom: Mapping[str, CustomSource]) -> Sources:
    """Return the sources with the types that a project gives to names; the longest rule is the full name itself."""
    types = sources.type.copy()
    for row, name in enumerate(sources.name):
        own = custom.get(name.lower())
        if own is not None and own.type:
            types[row] = TYPES.index(own.type)
    return replace(sources, type=np.asarray(types, dtype=np.int8))


def groups_of(names: list[str], custom: Mapping[str, CustomSource]) -> list[str]:
    """Return the project's group of each name, "" for none."""
    return [custom[name.lower()].group if name.lower() in custom else "" for name in names]
