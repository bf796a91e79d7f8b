"""Texts with the labels that people gave them, and the groups that must not be split between training and test."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.articles import Article
from framing.articles.columns import article_of, as_string, guess_columns
from framing.articles.reading import counted
from framing.articles.records import Rejected
from framing.classify.features import as_articles
from framing.classify.label_table import read_records
from framing.errors import InputError

LEAST_PER_CLASS = 3  # with fewer a class cannot be in the training, the calibrating and the testing part
_SEPARATOR = ";"
_YES, _NO = ("1", "1.0", "true", "yes", "x"), ("", "0", "0.0", "false", "no")


def text_of(article: Article) -> str:
    """Return what a classifier reads of an article: its title, where there is one, a blank line, its text."""
    return f"{article.title}\n\n{article.text}" if article.title else article.text


@dataclass(frozen=True, kw_only=True)
class LabelledTexts:
    """Texts, the labels of each (a tuple, of one label unless `multilabel`), and the groups they belong to.

    groups: name ("outlet", "event", ...) to one value per text. notes: what was left out, in sentences.
    Raises InputError for one class only and for a class with fewer than three texts.
    """

    articles: tuple[Article, ...]
    labels: tuple[tuple[str, ...], ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    target: str = "label"
    multilabel: bool = False
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, values in (("labels", self.labels), *self.groups.items()):
            if len(values) != len(self.articles):
                raise InputError(
                    f"{counted(len(self.articles), 'text')} and {len(values):,} {name}; one each is needed"
                )
        sizes = Counter(label for labels in self.labels for label in labels)
        if len(sizes) < 2 and not (self.multilabel and sizes):
            only = f"only {next(iter(sizes))!r}" if sizes else "nothing"
            raise InputError(f"{self.target} holds {only}; a classifier needs two labels to tell apart")
        for label, size in sorted(sizes.items()):
            without = len(self.articles) - size
            if min(size, without if self.multilabel else size) < LEAST_PER_CLASS:
                which = "with" if size < LEAST_PER_CLASS else "without"
                raise InputError(
                    f"{counted(min(size, without), 'text')} {which} {self.target} {label!r}; at least "
                    f"{LEAST_PER_CLASS} are needed: label more of them, join the label to another or leave it out"
                )

    def __len__(self) -> int:
        return len(self.articles)

    @cached_property
    def texts(self) -> list[str]:
        """What a classifier reads, one string per text."""
        return [text_of(article) for article in self.articles]

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The labels, sorted."""
        return tuple(sorted({label for labels in self.labels for label in labels}))

    @cached_property
    def truth(self) -> NDArray[np.bool_]:
        """Which text has which label, shape (n_texts, n_classes)."""
        classes = self.classes
        return np.array([[name in labels for name in classes] for labels in self.labels], dtype=np.bool_)

    @cached_property
    def y(self) -> NDArray[Any]:
        """What scikit-learn is given as y: labels, or for several labels a text the matrix of ones and zeros."""
        if self.multilabel:
            return self.truth.astype(np.int64)
        return np.array([labels[0] for labels in self.labels], dtype=object)

    def hash(self) -> str:
        """Return the SHA-256 of texts and labels, by which the training data of a model can be told."""
        digest = hashlib.sha256()
        for article, labels in zip(self.articles, self.labels, strict=True):
            digest.update("\x1f".join((text_of(article), *labels)).encode("utf-8", "replace") + b"\x1e")
        return digest.hexdigest()


def label_texts(
    texts: Any,
    labels: Sequence[str] | Sequence[Sequence[str]],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    target: str = "label",
) -> LabelledTexts:
    """Return texts with labels from Python lists: a string per text, or a list of strings for several labels.

    >>> data = label_texts(["Fine.", "Awful.", "Good.", "Bad.", "Nice.", "Dire."], ["kind", "harsh"] * 3)
    >>> data.classes, data.multilabel
    (('harsh', 'kind'), False)
    """
    multilabel = any(not isinstance(label, str | int | np.generic) for label in labels)
    rows = tuple(tuple(map(str, label)) if multilabel else (str(label),) for label in labels)
    articles = tuple(as_articles(texts))
    kept = {name: tuple(map(str, values)) for name, values in (groups or {}).items()}
    return LabelledTexts(articles=articles, labels=rows, groups=kept, target=target, multilabel=multilabel)


def read_labelled(
    table: str | PathLike[str] | Any,
    *,
    target: str | Sequence[str] = "label",
    group: str | Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> LabelledTexts:
    """Return the texts and labels of a table: a CSV, TSV, JSONL, XLSX or Parquet file, or a DataFrame.

    target: the column with the label; cells such as "economic;morality" give several labels, and so do several
    columns of yes and no (1 and 0). group: columns that say which texts belong together. The text column and the
    outlet are found under their usual names, or by `columns`. Rows without label or text are left out, with a note.

    >>> import pandas as pd
    >>> texts = [f"The mayor opened bridge {n}." for n in range(6)]
    >>> read_labelled(pd.DataFrame({"text": texts, "label": ["fine", "dull"] * 3, "paper": ["A", "B", "C"] * 2})).groups
    {'outlet': ('A', 'B', 'C', 'A', 'B', 'C')}
    """
    name, stem, records = read_records(table)
    targets = [target] if isinstance(target, str) else list(target)
    wanted = [group] if isinstance(group, str) else list(group)
    articles: list[Article] = []
    labels: list[tuple[str, ...]] = []
    members: dict[str, list[str]] = {}
    left_out: list[tuple[int, str]] = []
    fields: dict[str, str] = {}
    for row, record in records:
        if isinstance(record, str):
            left_out.append((row, record))
            continue
        if not fields:
            fields = guess_columns(list(record), columns or {})
            places = {known: _group_column(known, list(record), fields, name) for known in wanted}
            places |= {} if wanted else {known: fields[known] for known in ("outlet", "event") if known in fields}
            for column in targets:
                _check_column(column, list(record), name)
        found = article_of(record, fields, file=name, row=row)
        label = _labels_of(record, targets)
        if isinstance(found, Rejected) or isinstance(label, str):
            left_out.append((row, found.reason if isinstance(found, Rejected) else str(label)))
            continue
        missing = [column for column in places.values() if wanted and not as_string(record.get(column))]
        if missing:
            left_out.append((row, f"column {missing[0]!r} is empty"))
            continue
        articles.append(_with_id(found.article, f"{stem}-{row}"))
        labels.append(label)
        for known, column in places.items():
            members.setdefault(known, []).append(as_string(record.get(column)))
    notes = tuple(_note_left_out(name, left_out))
    if not articles:
        raise InputError(notes[0] if notes else f"{name} holds no rows")
    groups = {known: tuple(values) for known, values in members.items() if len(set(values)) > 1 or known in wanted}
    multilabel = len(targets) > 1 or any(len(label) != 1 for label in labels)
    return LabelledTexts(
        articles=tuple(articles), labels=tuple(labels), groups=groups, target=", ".join(targets),
        multilabel=multilabel, notes=notes,
    )  # fmt: skip


def _with_id(article: Article, made: str) -> Article:
    return article if article.id else replace(article, id=made)


def _check_column(column: str, names: list[str], table: str) -> None:
    if column not in names:
        near = get_close_matches(column, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(map(repr, names[:20]))}"
        raise InputError(f"{table} has no column {column!r}; {hint}")


def _group_column(known: str, names: list[str], fields: Mapping[str, str], table: str) -> str:
    """Return the column of a group: of that name, or for outlet and event the one found under a usual name."""
    if known not in names and known in fields:
        return fields[known]
    _check_column(known, names, table)
    return known


def _labels_of(record: Mapping[str, object], targets: list[str]) -> tuple[str, ...] | str:
    """Return the labels of a row, or what is wrong with them."""
    if len(targets) == 1:
        cell = as_string(record.get(targets[0]))
        found = tuple(dict.fromkeys(part.strip() for part in cell.split(_SEPARATOR) if part.strip()))
        return found or f"column {targets[0]!r} is empty"
    chosen = []
    for column in targets:
        cell = as_string(record.get(column)).lower()
        if cell not in (*_YES, *_NO):
            return f"column {column!r} holds {cell!r}; with several target columns each holds 1 or 0"
        if cell in _YES:
            chosen.append(column)
    return tuple(chosen)


def _note_left_out(name: str, left_out: list[tuple[int, str]]) -> list[str]:
    if not left_out:
        return []
    row, reason = left_out[0]
    rest = f" (and {counted(len(left_out) - 1, 'more row')})" if len(left_out) > 1 else ""
    return [f"{name}, row {row}, was left out: {reason}{rest}"]
