"""Excel workbooks and Parquet files: tables whose readers come with extra packages."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any

from framing.articles.columns import as_string, guess_columns, has_text_column
from framing.articles.json_lines import records_to_articles
from framing.articles.records import Found, Options, Rejected, Source
from framing.articles.tables import records_of
from framing.errors import InputError

# A workbook's strings are held in memory by the package that reads it: a file that unpacks to more is refused.
MAX_UNPACKED = 2 * 2**30
_ROWS_ABOVE_HEADER = 20
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


def read_workbook(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of an XLSX workbook: of its first sheet with a text column, a row at a time.

    A cell merged over several rows (an outlet beside its articles) counts for each of them.
    """
    try:
        import openpyxl
    except ImportError:
        raise InputError("XLSX needs openpyxl: pip install 'framing[excel]'") from None
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise InputError(f"{source.name} unpacks to more than {MAX_UNPACKED >> 30} GiB; save it as CSV")
            stream.seek(0)
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            yield from _read_book(book, stream, source.name, options)
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"{source.name} is a damaged workbook: {' '.join(str(error).split())[:120]}") from None


def _read_book(book: Any, stream: IO[bytes], name: str, options: Options) -> Iterator[Found | Rejected]:
    chosen = options.columns.get("text")
    headers: list[list[str]] = []
    for sheet in book.worksheets:
        rows = ([_cell(value) for value in row] for row in sheet.iter_rows(values_only=True))
        above = 0
        for cells in itertools.islice(rows, _ROWS_ABOVE_HEADER):
            above += 1
            if has_text_column(cells) or (chosen and chosen in [cell.strip() for cell in cells]):
                break
            if any(cells):
                headers.append([cell for cell in cells if cell])
        else:
            continue
        others = [other.title for other in book.worksheets if other.title != sheet.title]
        if others:
            options.notes.warn(f"{name}: only the sheet {sheet.title!r} was read, not {', '.join(map(repr, others))}")
        merged = _merged_cells(stream, getattr(sheet, "_worksheet_path", ""))
        fields = guess_columns([cell.strip() for cell in cells if cell.strip()], options.columns)
        merged.pop([cell.strip() for cell in cells].index(fields["text"]), None)
        filled = _filled(enumerate(rows, start=above + 1), merged)
        yield from records_of(cells, ((row, "") for row in filled), name, options)
        return
    guess_columns(headers[0] if headers else [], options.columns)  # says which columns there are, by its error
    raise InputError(f"{name} holds no sheet with a text column")


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else as_string(value)
    # Excel writes control characters as "_x000D_"
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text) if "_x00" in text else text


def _merged_cells(stream: IO[bytes], path: str) -> dict[int, list[tuple[int, int]]]:
    """Return the cells merged over several rows: column (from 0) -> first and last row (from 1)."""
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive, archive.open(path.lstrip("/")) as sheet:
        rest = b""
        while block := sheet.read(1 << 20):
            block = rest + block
            for match in _MERGED.finditer(block):
                if match[2] != match[4]:
                    merged[_column(match[1])].append((int(match[2]), int(match[4])))
            rest = block[block.rfind(b"<") :][-200:]
    return merged


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _filled(rows: Iterator[tuple[int, list[str]]], merged: dict[int, list[tuple[int, int]]]) -> Iterator[list[str]]:
    """Yield the rows with the value of a merged cell in each row that it covers."""
    ranges = {column: sorted(found) for column, found in merged.items()}
    values: dict[int, str] = {}
    for number, row in rows:
        for column, found in ranges.items():
            while found and found[0][1] < number:
                found.pop(0)
            if found and column < len(row) and found[0][0] <= number and any(row):
                values[column] = row[column] if number == found[0][0] else values.get(column, "")
                row[column] = values[column]
        yield row


def read_parquet(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of a Parquet file, some hundred rows at a time, only the columns that are used."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError("Parquet needs pyarrow: pip install 'framing[parquet]'") from None
    with source.open() as stream:
        try:
            table = pyarrow.parquet.ParquetFile(stream)
            fields = guess_columns(table.schema_arrow.names, options.columns)
            batches = table.iter_batches(batch_size=256, columns=list(fields.values()))
            records = (record for batch in batches for record in batch.to_pylist())
            yield from records_to_articles(enumerate(records, start=1), source.name, options)
        except (pyarrow.ArrowException, OSError) as error:
            reason = " ".join(str(error).split())[:120]
            raise InputError(f"{source.name} is a damaged Parquet file: {reason}") from None
