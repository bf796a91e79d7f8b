"""CSV and TSV: rows into articles, cells verbatim."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from framing.articles.columns import article_of, guess_columns, has_text_column
from framing.articles.dates import day_comes_first
from framing.articles.decoding import MAX_LINE, decoded_lines
from framing.articles.records import Found, Options, Rejected, Source, look_ahead
from framing.errors import InputError

_DELIMITERS = (",", "\t", ";", "|")


def looks_like_table(text: str) -> bool:
    """Return whether the start of a text file is a table: a header that names a text column, then rows as wide."""
    rows = _first_rows(text, find_delimiter(text))
    if len(rows) < 2 or len(rows[0]) < 2 or not has_text_column(rows[0]):
        return False
    return all(len(name) < 60 for name in rows[0]) and len(rows[1]) == len(rows[0])


def find_delimiter(text: str) -> str:
    """Return what separates the cells of a table, judged by its header and first rows.

    >>> find_delimiter("outlet;title;text\\nPost;Ferry late;It was late, again, and again.\\n")
    ';'
    """
    if match := re.match(r"sep=(.)\r?\n", text):  # a line that Excel writes for itself
        return match[1]

    def score(delimiter: str) -> tuple[bool, int]:
        rows = _first_rows(text, delimiter)
        header = rows[0] if rows else []
        same = sum(len(row) == len(header) for row in rows)
        return has_text_column(header), len(header) * same if len(header) > 1 else 0

    return max(_DELIMITERS, key=score)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(re.sub(r"\Asep=.\r?\n", "", text), newline="")
    try:
        return [row for row in itertools.islice(csv.reader(lines, delimiter=delimiter), 6) if row]
    except csv.Error:
        return []


def read_table(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of a CSV or TSV file, a row at a time; the first row names the columns."""
    # a cell may hold a whole article; the module's own limit is 128 KiB, and there is one limit for all readers
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    with source.open() as stream:
        lines = decoded_lines(source, stream, options.notes)
        head = list(itertools.islice(lines, 50))
        start = "".join(head)[:64_000]
        if start.startswith("sep="):
            head = head[1:]
        rows = rows_of(itertools.chain(head, lines), find_delimiter(start))
        header: list[str] = []
        for header, problem in rows:
            if problem:
                raise InputError(f"the header of {source.name}: {problem}")
            if any(cell.strip() for cell in header):
                break
        if not header:
            raise InputError(f"{source.name} is empty")
        yield from records_of(header, rows, source.name, options)


def records_of(
    header: list[str], rows: Iterator[tuple[list[str], str]], name: str, options: Options
) -> Iterator[Found | Rejected]:
    """Yield an article for each row of cells below a header; `rows` yields (cells, what is wrong with them)."""
    header = [cell.strip() for cell in header]
    fields = guess_columns([cell for cell in header if cell], options.columns)
    note_unused(header, fields, name, options)
    numbered = enumerate(((cells, problem) for cells, problem in rows if cells or problem), start=1)
    first = look_ahead(numbered, lambda item: sum(map(len, item[1][0])))
    column = header.index(fields["published"]) if "published" in fields else len(header)
    day_first = day_comes_first(cells[column] for _, (cells, _) in first if len(cells) > column)
    broken = False
    for row, (cells, problem) in itertools.chain(first, numbered):
        # behind a broken row lie the rest of its lines: only what is as wide as the header is a row again
        too_wide = any(cell.strip() for cell in cells[len(header) :])
        if not problem and (too_wide or (broken and len(cells) != len(header))):
            problem = f"the row has {len(cells)} cells, the header {len(header)}"
        if problem:
            broken = True
            yield Rejected(file=name, row=row, reason=problem)
        elif any(cell.strip() for cell in cells):
            record = dict(zip(reversed(header), reversed(cells + [""] * (len(header) - len(cells))), strict=False))
            yield article_of(record, fields, file=name, row=row, day_first=day_first)


def note_unused(header: list[str], fields: dict[str, str], name: str, options: Options) -> None:
    """Leave a note about the columns that no field of an article is taken from."""
    unused = [column for column in header if column and column not in fields.values()]
    if unused:
        listed = ", ".join(unused[:10]) + (", ..." if len(unused) > 10 else "")
        options.notes.warn(f"{name}: {len(unused)} columns not used: {listed}".replace("1 columns", "1 column"))


def rows_of(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield each row's cells and "", or what is left of a row and what is wrong with it.

    A quotation mark that is never closed would swallow every later row into one cell; that row alone is given up
    and reading goes on behind its first line.
    """
    pending: list[str] = []
    ended = False

    def remembered(source: Iterator[str]) -> Iterator[str]:
        nonlocal ended
        for line in source:
            pending.append(line)
            yield line
        ended = True

    for _ in range(100):
        pending.clear()
        problem = ""
        try:
            for cells in csv.reader(remembered(lines), delimiter=delimiter):
                if ended:  # the reader ran out of lines inside a quoted cell
                    problem = "a quotation mark that opens a cell is never closed"
                    break
                pending.clear()
                yield cells, ""
        except csv.Error as error:
            problem = f"the row cannot be read as CSV: {error}"
        if not problem:
            return
        ended = False
        lines = itertools.chain(pending[1:], lines)
        yield [], problem
    yield [], "more than 100 rows are broken; the rest of the file was not read"
