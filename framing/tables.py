"""The tables a run writes: their columns in order, their types, and how they go to disk and come back.

One table is a mapping of column name to a list of cells. Text cells are verbatim; "" is absent text, NaN is a
number that cannot be known.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Table = dict[str, list[Any]]

SCHEMA_VERSION = "1"
TEXT, WHOLE, REAL = "text", "whole", "real"

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "article_id": TEXT, "outlet": TEXT, "title": TEXT, "author": TEXT, "published": TEXT,
        "published_raw": TEXT, "event": TEXT, "url": TEXT, "language": TEXT, "n_words": WHOLE,
        "n_sentences": WHOLE, "duplicate_of": TEXT, "text": TEXT,
    },
    "spans": {
        "article_id": TEXT, "field": TEXT, "part": TEXT, "measure": TEXT, "label": TEXT, "start": WHOLE,
        "end": WHOLE, "text": TEXT, "voice": TEXT, "attribution_id": TEXT,
    },
    "attributions": {
        "article_id": TEXT, "attribution_id": TEXT, "field": TEXT, "part": TEXT, "form": TEXT,
        "source_spans": TEXT, "cue_spans": TEXT, "content_spans": TEXT, "source_text": TEXT, "cue_text": TEXT,
        "content_text": TEXT, "source_id": TEXT, "stance": TEXT, "confidence": REAL, "channel": TEXT,
    },
    "sources": {
        "article_id": TEXT, "source_id": TEXT, "name": TEXT, "entity": TEXT, "type": TEXT, "named": TEXT,
        "affiliation": TEXT, "country": TEXT, "n_attributions": WHOLE, "n_words": WHOLE, "first_position": REAL,
        "role": TEXT, "status": TEXT,
    },
    "events": {"article_id": TEXT, "event": TEXT, "similarity": REAL},
    "rejected": {"file": TEXT, "row": TEXT, "article_id": TEXT, "reason": TEXT},
}  # fmt: skip
_MORE_TEXT = {("features", "article_id"), ("sources", "group")}  # "group" comes with a project's own sources
_CORRECTED = ("corrected", "corrected_differences")
_CORRECTED_TEXT = (
    "sample", "unit", "question", "value", "measure", "by", "group", "reference", "target", "finding", "note",
)  # fmt: skip
COMPARISONS = (
    "estimates", "differences", "words", "controls", "omissions", "omission_rates", "diversity", "word_shifts",
    "over_time", "changes", "mixed_model", "groups",
)  # fmt: skip
# A group may be called 2024 and an event 7: names stay text, whatever they look like; "groups" is text altogether.
_COMPARED_TEXT = (
    "measure", "group", "reference", "mode", "method", "denominator", "most_influential_event", "sentence", "term",
    "voice", "control", "unit", "event", "kind", "item", "meaning", "period",
)  # fmt: skip
_TYPED = (*COLUMNS, "features", *_CORRECTED)  # the others are read as they look
_DTYPES = {TEXT: "str", WHOLE: "int64", REAL: "float64"}


def kind_of(table: str, column: str) -> str:
    """Return whether a column holds text, whole numbers or real numbers."""
    known = COLUMNS.get(table, {}).get(column)
    if known is not None:
        return known
    if (table, column) in _MORE_TEXT or (table in _CORRECTED and column in _CORRECTED_TEXT):
        return TEXT
    return WHOLE if table in ("features", "corrected") and column.startswith("n_") else REAL


def empty_table(name: str) -> Table:
    """Return a table with its columns and no rows."""
    return {column: [] for column in COLUMNS[name]}


def to_frame(name: str, table: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Return the table as a DataFrame: text columns as str, whole numbers as int64, the rest as float64."""
    import pandas as pd

    return pd.DataFrame(
        {column: pd.Series(list(cells), dtype=_DTYPES[kind_of(name, column)]) for column, cells in table.items()}
    )


def _cell(value: Any) -> Any:
    return "" if isinstance(value, float) and isnan(value) else value


def write_header(file: TextIO, columns: Sequence[str]) -> None:
    """Write the first line of a CSV file."""
    csv.writer(file, lineterminator="\n").writerow(columns)


def write_rows(file: TextIO, table: Mapping[str, Sequence[Any]]) -> None:
    """Append the rows of a table to an open CSV file; NaN becomes an empty cell."""
    rows = zip(*table.values(), strict=True)
    csv.writer(file, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)


def open_csv(path: Path) -> TextIO:
    """Return a CSV file open for writing in UTF-8 with LF; what UTF-8 cannot hold is written as "?"."""
    return path.open("w", encoding="utf-8", errors="replace", newline="")


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a DataFrame as CSV."""
    with open_csv(path) as file:
        write_header(file, list(frame.columns))
        write_rows(file, {column: frame[column].tolist() for column in frame.columns})


def article_lines(table: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Yield one JSON object per article; absent text is null, except the text itself."""
    for row in zip(*table.values(), strict=True):
        record = {
            column: (value if value != "" or column == "text" else None)
            for column, value in zip(table, row, strict=True)
        }
        line = json.dumps(record, ensure_ascii=False)
        try:
            line.encode("utf-8")
        except UnicodeEncodeError:  # half of a surrogate pair, as broken JSON sources contain
            line = json.dumps(record)
        yield line + "\n"


def read_articles_table(path: Path) -> pd.DataFrame:
    """Return articles.jsonl as a DataFrame."""
    table = empty_table("articles")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(
                    f"{path.name} row {number} is not JSON ({error.msg}); run `framing analyze` again"
                ) from None
            for column, cells in table.items():
                value = record.get(column)
                cells.append(value if value is not None else "" if kind_of("articles", column) == TEXT else 0)
    return to_frame("articles", table)


def read_table(path: Path) -> pd.DataFrame:
    """Return a CSV table of a run as a DataFrame with the types it was written with."""
    import pandas as pd

    return _without_gaps(
        pd.read_csv(path, dtype=_dtypes_of(path), encoding="utf-8", na_values=[""], keep_default_na=False)
    )


def read_table_chunks(path: Path, n_rows: int) -> Iterator[pd.DataFrame]:
    """Yield a CSV table of a run in pieces of `n_rows` rows, each with the types of the whole table."""
    import pandas as pd

    with pd.read_csv(
        path, dtype=_dtypes_of(path), encoding="utf-8", na_values=[""], keep_default_na=False, chunksize=n_rows
    ) as chunks:
        for chunk in chunks:
            yield _without_gaps(chunk)


def _dtypes_of(path: Path) -> dict[str, Any] | None:
    name = path.stem
    if name not in (*_TYPED, *COMPARISONS):
        return None
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file), [])
    if name in COMPARISONS:
        return {column: "str" for column in columns if name == "groups" or column in _COMPARED_TEXT}
    return {column: _DTYPES[kind_of(name, column)] for column in columns}


def _without_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with "" for absent text."""
    import pandas as pd

    for column in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            frame[column] = frame[column].fillna("").astype("str")
    return frame
