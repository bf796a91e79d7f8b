"""Tables of texts with labels: CSV, TSV, JSON lines, XLSX or Parquet, each row with all its columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import Any

from framing.articles.decoding import decoded_lines
from framing.articles.files import find_files, source_of, unpacked
from framing.articles.records import ReadingNotes, Source
from framing.articles.tables import find_delimiter, rows_of
from framing.errors import InputError
from framing.parquet import require_parquet

Record = Mapping[str, object]
_ENDINGS = ".csv, .tsv, .txt, .jsonl, .xlsx or .parquet, the text ones also with .gz"


def read_records(table: str | PathLike[str] | Any) -> tuple[str, str, Iterator[tuple[int, Record | str]]]:
    """Return the name of a table, the stem for ids, and its rows: (number from 1, record or what is wrong with it)."""
    if hasattr(table, "columns") and hasattr(table, "iloc"):
        return "DataFrame", "row", _frame_records(table)
    if not isinstance(table, str | PathLike):
        raise InputError(f"a {type(table).__name__} was given; labels come as a table: a file or a DataFrame")
    paths = find_files(table)
    if len(paths) != 1 or not Path(table).is_file():
        raise InputError(f"{str(table)!r} is a folder; labels come in one table")
    source = source_of(paths[0], table)
    if source.suffix in (".gz", ".gzip"):
        source = unpacked(source)
    return source.name, source.stem, _file_records(source, paths[0])


def _file_records(source: Source, path: Path) -> Iterator[tuple[int, Record | str]]:
    if source.suffix in (".csv", ".tsv", ".tab", ".txt"):
        return _csv_records(source)
    if source.suffix in (".jsonl", ".ndjson"):
        return _json_records(source)
    if source.suffix in (".xlsx", ".parquet"):
        return _frame_records(_read_with_pandas(path, source.suffix))
    raise InputError(f"{source.name} is no table of labels; it should end in {_ENDINGS}")


def _read_with_pandas(path: Path, suffix: str) -> Any:
    import pandas as pd

    if suffix == ".parquet":
        require_parquet()
    try:
        return pd.read_parquet(path) if suffix == ".parquet" else pd.read_excel(path, dtype=object)
    except ImportError:
        raise InputError("XLSX needs openpyxl: pip install 'framing[excel]'") from None
    except Exception as error:  # whatever the packages behind pandas raise for a damaged file
        raise InputError(f"{path.name} cannot be read: {' '.join(str(error).split())[:120]}") from None


def _frame_records(frame: Any) -> Iterator[tuple[int, Record | str]]:
    names = [str(column) for column in frame.columns]
    for row, values in enumerate(frame.itertuples(index=False, name=None), start=1):
        yield row, dict(zip(names, values, strict=True))


def _csv_records(source: Source) -> Iterator[tuple[int, Record | str]]:
    with source.open() as stream:
        lines = decoded_lines(source, stream, ReadingNotes())
        head = list(islice(lines, 50))
        start = "".join(head)[:64_000]
        rows = rows_of(chain(head[1:] if start.startswith("sep=") else head, lines), find_delimiter(start))
        header = [cell.strip() for cell in next(rows, ([], ""))[0]]
        if not header:
            raise InputError(f"{source.name} is empty")
        number = 0
        for cells, problem in rows:
            if not problem and not any(cells):
                continue
            number += 1
            if not problem and len(cells) > len(header) and any(cells[len(header) :]):
                problem = f"the row has {len(cells)} cells, the header {len(header)}"
            padded = cells + [""] * (len(header) - len(cells))
            yield number, problem or dict(zip(header, padded, strict=False))


def _json_records(source: Source) -> Iterator[tuple[int, Record | str]]:
    with source.open() as stream:
        for number, line in enumerate(decoded_lines(source, stream, ReadingNotes()), start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                yield number, "the line is no valid JSON"
                continue
            yield number, record if isinstance(record, dict) else "the line holds no object with named values"
