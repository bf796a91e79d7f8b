"""What a reader hands on: an article with its place in the file, or a record set aside with its reason."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar

from framing.articles.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record (or a whole file) that was set aside: a row of rejected.csv.

    `row` counts records from 1 (a table's header is not counted; in JSON lines it is the line); 0 means the
    whole file. `reason` is one sentence.
    """

    file: str
    reason: str
    row: int = 0
    article_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a reader found it; `article.id` is "" where the record has no id of its own."""

    article: Article
    row: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its name for messages, its stem for ids, and how to open its bytes."""

    name: str
    stem: str
    suffix: str
    open: Callable[[], BinaryIO]
    parent: str = ""


@dataclass(slots=True)
class ReadingNotes:
    """What is worth knowing about a reading besides its articles: files with their hashes, warnings, counts."""

    files: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    n_articles: int = 0
    n_rejected: int = 0

    def warn(self, sentence: str) -> None:
        """Keep a warning once, however many records caused it."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of the reading; the same for every file."""

    split: str
    columns: Mapping[str, str]
    notes: ReadingNotes


Item = TypeVar("Item")


def look_ahead(items: Iterator[Item], size_of: Callable[[Item], int]) -> list[Item]:
    """Return the first thousand items, or fewer where they are large, for what a whole column must decide.

    The dates among them show, for instance, whether 03/04/2026 is meant as in London or as in New York.
    """
    first: list[Item] = []
    size = 0
    for item in itertools.islice(items, 1000):
        first.append(item)
        size += size_of(item)
        if size > 16 * 2**20:
            break
    return first
