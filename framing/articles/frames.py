"""A pandas DataFrame, row by row, into articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.articles.columns import article_of, as_string, guess_columns
from framing.articles.dates import day_comes_first
from framing.articles.records import Found, Options, Rejected

if TYPE_CHECKING:
    import pandas as pd


def is_frame(value: object) -> bool:
    """Return whether the value is a pandas DataFrame, without importing pandas for it."""
    return type(value).__module__.startswith("pandas") and hasattr(value, "columns") and hasattr(value, "iloc")


def read_frame(frame: pd.DataFrame, name: str, options: Options) -> Iterator[Found | Rejected]:
    """Yield an article for each row of a DataFrame; rows count from 1, whatever the index is.

    Raises InputError when no column holds a text.
    """
    names = [str(column) for column in frame.columns]
    fields = guess_columns(names, options.columns)
    places = {column: names.index(column) for column in fields.values()}
    day_first = None
    if "published" in fields:
        day_first = day_comes_first(map(as_string, frame.iloc[:, places[fields["published"]]].tolist()))
    cells = [frame.iloc[:, place].tolist() for place in places.values()]
    for row, values in enumerate(zip(*cells, strict=True), start=1):
        record = dict(zip(places, values, strict=True))
        yield article_of(record, fields, file=name, row=row, day_first=day_first)
