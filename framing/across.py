"""What only the whole run can tell: copies of an article, its event, and the same source in several articles.

Batches are measured one by one and forgotten; what is remembered of each is small (a sketch of each text, its first
words, the names of its sources), and turned into columns when the last batch is done.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from framing.articles import Article
from framing.articles.duplicates import Sketches, cluster_copies
from framing.articles.events import find_events
from framing.sources import link_entities
from framing.tables import Table, article_lines, open_csv

_LEAD = 1500  # characters of a text that are kept to find its event

Column = tuple[str, list[str]]


@dataclass
class Across:
    """What is remembered of the articles while the batches go by."""

    sketches: list[Sketches] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    def add(self, articles: Sequence[Article], sketches: Sketches, sources: Table, *, with_lead: bool) -> None:
        """Remember a batch; `with_lead` keeps the first words of each text, from which events can be found."""
        self.sketches.append(sketches)
        self.articles += [replace(article, text=article.text[:_LEAD] if with_lead else "") for article in articles]
        self.names += sources["name"]
        self.types += sources["type"]
        self.named += sources["named"]

    def duplicate_of(self, threshold: float) -> list[str]:
        """Return for each article the id of the first article that it copies, "" for none."""
        if not self.sketches:
            return []
        first, _ = cluster_copies(Sketches.concatenate(self.sketches), threshold=threshold)
        return ["" if one == n else self.articles[one].id for n, one in enumerate(first.tolist())]

    def entities(self) -> list[str]:
        """Return for each source row whom it is across articles, "" where that is not safe to say."""
        return link_entities(self.names, self.types, self.named)

    def events(self, *, find: bool) -> Table | None:
        """Return the rows of events.csv, or None where no event is known."""
        if find:
            found = find_events(self.articles)
            return {
                "article_id": list(found.article_id),
                "event": list(found.event),
                "similarity": [float(value) for value in found.similarity],
            }
        if not any(article.event for article in self.articles):
            return None
        return {
            "article_id": [article.id for article in self.articles],
            "event": [article.event for article in self.articles],
            "similarity": [float("nan")] * len(self.articles),
        }


def fill_articles(path: Path, columns: Mapping[str, Sequence[str]]) -> None:
    """Write columns into articles.jsonl, row by row; rows that stay as they are are copied."""

    def filled(file: TextIO) -> Iterator[str]:
        for line, *values in zip(file, *columns.values(), strict=True):
            new = {name: value for name, value in zip(columns, values, strict=True) if value}
            record = json.loads(line) if new else {}
            if all(record.get(name) == value for name, value in new.items()):
                yield line
            else:
                yield from article_lines({name: [value] for name, value in _as_cells(record | new).items()})

    with path.open(encoding="utf-8", newline="") as file:
        _rewrite(path, lambda out: out.writelines(filled(file)))


def fill_sources(path: Path, column: str, values: Sequence[str]) -> None:
    """Write one column into a CSV table, row by row."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        place = header.index(column)

        def write(out: TextIO) -> None:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(
                [*row[:place], value, *row[place + 1 :]] for row, value in zip(reader, values, strict=True)
            )

        _rewrite(path, write)


def _as_cells(record: Mapping[str, object]) -> dict[str, object]:
    return {name: "" if value is None else value for name, value in record.items()}


def _rewrite(path: Path, write: Callable[[TextIO], object]) -> None:
    """Replace a file only when its new content is complete."""
    new = path.with_name(path.name + ".new")
    with open_csv(new) as out:
        write(out)
    os.replace(new, path)
