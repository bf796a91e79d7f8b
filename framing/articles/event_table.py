"""events.csv: the events of articles as a table that goes out, is edited, and comes back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.articles.article import Article
from framing.articles.events import Events
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


def events_table(events: Events) -> pd.DataFrame:
    """Return a row per article: article_id, event ("" for none), similarity (NaN where it was given)."""
    import pandas as pd

    return pd.DataFrame({"article_id": events.article_id, "event": events.event, "similarity": events.similarity})


def read_events(path: str | Path) -> dict[str, str]:
    """Return the event of each article id in an events.csv (or .parquet), which people may have edited.

    Raises InputError for a missing file, missing columns and an article that is given two events.
    """
    if Path(path).suffix.lower() == ".parquet":
        return _events_of(path, *_parquet_rows(path))
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the events in {path} cannot be read: {error}") from None
    rows = csv.DictReader(text.splitlines(keepends=True))
    return _events_of(path, list(rows.fieldnames or []), rows)


def _parquet_rows(path: str | Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return columns and rows of the table as a run in Parquet wrote it."""
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"the events in {path} cannot be read: {str(error).splitlines()[0]}") from None
    cells = frame.fillna({name: "" for name in ("article_id", "event") if name in frame.columns}).astype("str")
    return [str(name) for name in frame.columns], [
        {str(name): str(cell) for name, cell in row.items()} for row in cells.to_dict("records")
    ]


def _events_of(path: str | Path, columns: list[str], rows: Iterable[dict[str, str]]) -> dict[str, str]:
    if missing := [name for name in ("article_id", "event") if name not in columns]:
        listed = ", ".join(map(repr, columns)) or "none"
        raise InputError(f"{path} has no column {missing[0]!r}; its columns are {listed}")
    events: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        article_id, event = (row["article_id"] or "").strip(), (row["event"] or "").strip()
        if events.setdefault(article_id, event) != event:
            raise InputError(
                f"{path}, row {number}: article {article_id!r} has two events, {events[article_id]!r} and {event!r}"
            )
    return events


def with_events(articles: Iterable[Article], events: dict[str, str]) -> list[Article]:
    """Return the articles with the events of a table; an article that is not in it keeps its own."""
    return [replace(article, event=events.get(article.id, article.event)) for article in articles]
