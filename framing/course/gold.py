"""The bundled corpus with its gold labels: what the answers of the worksheets are made of."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """Who is said to have said what, as a person would mark it; ranges are code points into the text."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    source_text: str
    cue_text: str
    content_text: str
    source_name: str
    source_type: str
    source_named: str
    stance: str

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Every range of it."""
        return (*self.source, *self.cue, *self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldWord:
    """A marked word of the text: its measure (loaded, hedges, passives, ...) and its place."""

    measure: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with its labels. original: the article it is an edited copy of, "" where it is none."""

    id: str
    outlet: str
    event: str
    title: str
    text: str
    original: str
    attributions: tuple[GoldAttribution, ...]
    words: tuple[GoldWord, ...]

    def paragraphs(self) -> list[Range]:
        """Return the places of the paragraphs, in order."""
        return list(_paragraphs(self.text))


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """Return the articles of a corpus folder with the labels of their texts (not of their headlines).

    >>> from framing.corpus import corpus_folder
    >>> first = read_gold(corpus_folder())[0]
    >>> first.text[slice(*first.attributions[0].cue[0])] == first.attributions[0].cue_text
    True
    """
    said: dict[str, list[GoldAttribution]] = {}
    for row in _rows(folder / "gold" / "attributions.csv"):
        texts = {
            name: row[name]
            for name in (
                "source_text", "cue_text", "content_text", "source_name", "source_type", "source_named", "stance",
            )
        }  # fmt: skip
        ranges = {name: _ranges(row[f"{name}_spans"]) for name in ("source", "cue", "content")}
        said.setdefault(row["article_id"], []).append(GoldAttribution(**texts, **ranges))  # type: ignore[arg-type]
    words: dict[str, list[GoldWord]] = {}
    for row in _rows(folder / "gold" / "spans.csv"):
        word = GoldWord(measure=row["measure"], start=int(row["start"]), end=int(row["end"]), text=row["text"])
        words.setdefault(row["article_id"], []).append(word)
    with (folder / "gold" / "copies.csv").open(encoding="utf-8", newline="") as file:
        originals = {row["article_id"]: row["copy_of"] for row in csv.DictReader(file)}
    records = map(json.loads, (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(
        GoldArticle(
            **{name: record[name] for name in ("id", "outlet", "event", "title", "text")},
            original=originals.get(record["id"], ""),
            attributions=tuple(sorted(said.get(record["id"], ()), key=lambda one: one.ranges and min(one.ranges))),
            words=tuple(sorted(words.get(record["id"], ()), key=lambda word: word.start)),
        )
        for record in records
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the labels that stand in texts."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["field"] == "text")


def _ranges(cell: str) -> tuple[Range, ...]:
    pieces = (piece.split(":") for piece in cell.split(";") if piece)
    return tuple((int(start), int(end)) for start, end in pieces)


def _paragraphs(text: str) -> Iterator[Range]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1
