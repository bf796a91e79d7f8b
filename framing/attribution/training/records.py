"""Reading annotated and plain articles for training."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import InputError

ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class Annotated:
    """An article with its attributions: per attribution three lists of (start, end) in `text`."""

    id: str
    text: str
    date: str
    annotator: str
    attributions: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]


def _read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise InputError(f"{path.name}, line {number}: not a JSON record ({error})") from error
                if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                    raise InputError(f"{path.name}, line {number}: a record needs a field 'text' that is a string")
                yield number, record
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error


def _read_spans(value: Any, length: int, where: str) -> tuple[tuple[int, int], ...]:
    spans = []
    pairs: list[Any] = value if isinstance(value, list) else [value]
    for pair in pairs:
        good = isinstance(pair, list) and len(pair) == 2 and all(isinstance(place, int) for place in pair)
        if not good or not 0 <= pair[0] < pair[1] <= length:
            raise InputError(f"{where}: {pair!r} is no [start, end) with 0 <= start < end <= {length}")
        spans.append((pair[0], pair[1]))
    return tuple(spans)


def read_annotated(path: Path) -> list[Annotated]:
    """Return the annotated articles of a JSON-lines file; raise InputError naming file, line and field."""
    result = []
    for number, record in _read_lines(path):
        attributions = record.get("attributions")
        if not isinstance(attributions, list):
            raise InputError(f"{path.name}, line {number}: a record needs a field 'attributions' that is a list")
        rows = []
        for index, row in enumerate(attributions):
            where = f"{path.name}, line {number}, attribution {index + 1}"
            if not isinstance(row, dict):
                raise InputError(f"{where}: not an object with source, cue and content but {row!r}")
            length = len(record["text"])
            rows.append(tuple(_read_spans(row.get(role, []), length, f"{where}, {role}") for role in ROLES))
        result.append(
            Annotated(
                str(record.get("doc_id", number)), record["text"], str(record.get("date") or ""),
                str(record.get("annotator") or ""), tuple(rows),
            )
        )  # fmt: skip
    if not result:
        raise InputError(f"{path.name} has no articles")
    return result


def read_texts(path: Path) -> list[str]:
    """Return title and text of the articles of a JSON-lines file, as one string each."""
    return ["\n".join(filter(None, [record.get("title") or "", record["text"]])) for _, record in _read_lines(path)]


def split_by_date(articles: list[Annotated], share: float = 0.2) -> tuple[list[Annotated], list[Annotated]]:
    """Return the articles to fit on and those held out: the latest, never an article of the other part.

    Without dates every fifth article is held out.
    """
    ids = sorted({(article.date, article.id) for article in articles})
    if all(article.date for article in articles):
        held = {name for _, name in ids[len(ids) - max(1, int(len(ids) * share)) :]}
    else:
        held = {name for _, name in ids[4::5]} or {ids[-1][1]}
    return [a for a in articles if a.id not in held], [a for a in articles if a.id in held]
