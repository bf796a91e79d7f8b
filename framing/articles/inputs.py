"""What was given, opened one after the other: files, folders, archives, DataFrames, articles made in Python."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from framing.articles.archives import parts_of
from framing.articles.article import Article
from framing.articles.columns import article_of, guess_columns
from framing.articles.files import find_files, hash_of, source_of
from framing.articles.frames import is_frame, read_frame
from framing.articles.readers import read_source
from framing.articles.records import Found, Options, Rejected
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Input: TypeAlias = "str | os.PathLike[str] | Article | Iterable[Article] | pd.DataFrame"


@dataclass(frozen=True, slots=True)
class Opened:
    """One file or table that is being read: its name for messages, its stem for ids, its articles."""

    name: str
    stem: str
    parent: str
    items: Iterator[Found | Rejected]


def open_inputs(inputs: tuple[Input, ...], options: Options) -> Iterator[Opened]:
    """Yield each file or table among the inputs; raises InputError for an input of a wrong type."""
    made = 0
    for given in inputs:
        if isinstance(given, str | os.PathLike):
            yield from _opened_files(given, options)
            continue
        made += 1
        label = "" if made == 1 else str(made)
        if is_frame(given):
            name = f"DataFrame{label}"
            items = _safely(read_frame(given, name, options), name)  # type: ignore[arg-type]
            yield Opened(name, f"row{label}", name, items)
        else:
            members = [given] if isinstance(given, Article | Mapping) else given
            name = f"articles{label}"
            yield from _opened_members(members, name, f"article{label}", options)


def _opened_members(members: object, name: str, stem: str, options: Options) -> Iterator[Opened]:
    if not isinstance(members, Iterable):
        kind = type(members).__name__
        raise InputError(f"a {kind} was given; a path, an iterable of articles or a DataFrame is expected")
    members = iter(members)
    for first in members:
        if isinstance(first, str | os.PathLike):  # a list of paths
            yield from _opened_files(first, options)
            for path in members:
                yield from _opened_files(path, options)
            return
        yield Opened(name, stem, name, _members(first, members, name, options))
        return


def _opened_files(given: object, options: Options) -> Iterator[Opened]:
    if not isinstance(given, str | os.PathLike):
        raise InputError(f"a list of paths holds a {type(given).__name__}; it may hold paths or articles, not both")
    try:
        paths = find_files(given)
    except InputError as error:
        yield _refused(Rejected(file=os.fspath(given), reason=str(error)))
        return
    for path in paths:
        source = source_of(path, given)
        if source.name in options.notes.files:  # two folders that both hold a news.csv
            source = replace(source, name=path.as_posix())
        with contextlib.suppress(OSError):  # the reader meets the same error and says so
            options.notes.files[source.name] = hash_of(source)
        for part in parts_of(source):
            if isinstance(part, Rejected):
                yield _refused(part)
            else:
                stem = os.path.splitext(part.stem)[0] if part.suffix in (".gz", ".gzip") else part.stem
                yield Opened(part.name, stem, part.parent, read_source(part, options))


def _refused(reason: Rejected) -> Opened:
    return Opened(reason.file, "", "", iter([reason]))


def _members(first: object, rest: Iterator[object], name: str, options: Options) -> Iterator[Found | Rejected]:
    for row, member in enumerate(itertools.chain([first], rest), start=1):
        if isinstance(member, Article):
            if member.text.strip():
                yield Found(member, row)
            else:
                yield Rejected(file=name, row=row, article_id=member.id, reason="the text is empty")
        elif isinstance(member, Mapping):
            try:
                fields = guess_columns([str(key) for key in member], options.columns)
            except InputError as error:
                yield Rejected(file=name, row=row, reason=str(error))
            else:
                yield article_of(member, fields, file=name, row=row)
        else:
            yield Rejected(file=name, row=row, reason=f"an Article is expected, this is a {type(member).__name__}")


def _safely(items: Iterator[Found | Rejected], name: str) -> Iterator[Found | Rejected]:
    try:
        yield from items
    except InputError as error:
        yield Rejected(file=name, reason=f"{name}: {error}")
