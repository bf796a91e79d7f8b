"""What a run found, as tables: in memory, on disk, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from framing.articles.reading import counted
from framing.corrected import beside_differences, beside_estimates
from framing.errors import InputError
from framing.parquet import FORMATS, check_format, read_parquet, write_parquet
from framing.tables import COMPARISONS, article_lines, read_articles_table, read_table, write_frame

if TYPE_CHECKING:
    import pandas as pd


class Comparison(Protocol):
    """What `compare` returns, as far as results need it."""

    @property
    def notes(self) -> Sequence[str]: ...

    def tables(self) -> dict[str, pd.DataFrame | None]: ...
    def describe(self) -> dict[str, Any]: ...


TABLES = ("spans", "attributions", "sources", "features", "rejected")
CORRECTED = ("corrected", "corrected_differences")  # with what people coded
OPTIONAL = ("events", *COMPARISONS, *CORRECTED)
MANIFEST = "manifest.json"


@dataclass
class Results:
    """The tables of a run as DataFrames, with the columns of the output contract.

    articles, features: a row per article · spans: per thing counted · attributions · sources: per source in an
    article · rejected: per record set aside · estimates, differences, words, controls, omissions,
    omission_rates, diversity, word_shifts, over_time, changes, mixed_model, groups: None until outlets are compared,
    and where the articles do not allow it ·
    corrected, corrected_differences: None until a sample was coded by people.
    """

    articles: pd.DataFrame
    spans: pd.DataFrame
    attributions: pd.DataFrame
    sources: pd.DataFrame
    features: pd.DataFrame
    rejected: pd.DataFrame
    manifest: dict[str, Any]
    estimates: pd.DataFrame | None = None
    differences: pd.DataFrame | None = None
    words: pd.DataFrame | None = None
    controls: pd.DataFrame | None = None
    omissions: pd.DataFrame | None = None
    omission_rates: pd.DataFrame | None = None
    diversity: pd.DataFrame | None = None
    word_shifts: pd.DataFrame | None = None
    over_time: pd.DataFrame | None = None
    changes: pd.DataFrame | None = None
    mixed_model: pd.DataFrame | None = None
    groups: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    corrected: pd.DataFrame | None = None
    corrected_differences: pd.DataFrame | None = None
    notes: list[str] = field(default_factory=list)

    def write(self, directory: str | PathLike[str], *, overwrite: bool = False, format: str = "csv") -> Path:
        """Write every table into a folder and return its path; format: "csv" or "parquet"."""
        check_format(format)
        path = prepare_folder(directory, overwrite=overwrite)
        with (path / "articles.jsonl").open("w", encoding="utf-8", newline="") as file:
            file.writelines(article_lines({name: self.articles[name].tolist() for name in self.articles.columns}))
        for name in (*TABLES, "events"):
            _write_as(path, name, getattr(self, name), format)
        self.write_comparison(path)
        return path

    def attach(self, comparison: Comparison) -> None:
        """Take in the tables of a comparison, so that they are written, loaded and reported with the others."""
        for name, table in comparison.tables().items():
            setattr(self, name, table)
        self.notes = list(comparison.notes)
        self.manifest["comparison"] = comparison.describe()
        self.take_corrected(self.corrected, self.corrected_differences)

    def take_corrected(self, corrected: pd.DataFrame | None, differences: pd.DataFrame | None) -> None:
        """Take in the numbers corrected with what people coded, and put them beside those of the comparison."""
        self.corrected, self.corrected_differences = corrected, differences
        by = str((self.manifest.get("comparison") or {}).get("by", "outlet"))
        if self.estimates is not None:
            self.estimates = beside_estimates(self.estimates, corrected, by)
        if self.differences is not None:
            self.differences = beside_differences(self.differences, differences, by)

    def write_comparison(self, directory: str | PathLike[str]) -> None:
        """Write the tables of the comparison, if there is one, into a folder that holds the others, as they are."""
        path = Path(directory)
        format = next((form for form in FORMATS if (path / f"{TABLES[0]}.{form}").is_file()), FORMATS[0])
        for name in (*COMPARISONS, *CORRECTED):
            if getattr(self, name) is None:  # codes can be taken back, another comparison has other tables
                (path / f"{name}.{format}").unlink(missing_ok=True)
            _write_as(path, name, getattr(self, name), format)
        write_manifest(path, self.manifest)

    def __repr__(self) -> str:
        n_outlets = self.articles["outlet"].replace("", None).nunique()
        outlets = f" of {counted(n_outlets, 'outlet')}" if n_outlets else ""
        return (
            f"Results: {counted(len(self.articles), 'article')}{outlets}, "
            f"{counted(len(self.attributions), 'attribution')}, {counted(len(self.spans), 'span')}, "
            f"{counted(len(self.rejected), 'record')} set aside"
        )

    def _repr_html_(self) -> str:
        from framing.reporting import render_card

        return render_card(self)


def prepare_folder(directory: str | PathLike[str], *, overwrite: bool = False) -> Path:
    """Return the folder, made if need be; refuse one that holds results unless `overwrite`."""
    path = Path(directory)
    if path.exists() and not path.is_dir():
        raise InputError(f"{str(path)!r} is a file; --out needs a folder")
    if (path / MANIFEST).exists() and not overwrite:
        raise InputError(f"{str(path)!r} holds results already; give another folder or --overwrite")
    path.mkdir(parents=True, exist_ok=True)
    for stale in (MANIFEST, *(f"{name}.{form}" for name in (*TABLES, *OPTIONAL) for form in FORMATS)):
        (path / stale).unlink(missing_ok=True)  # of an earlier run
    return path


def _write_as(directory: Path, name: str, frame: pd.DataFrame | None, format: str) -> None:
    """Write a table, if there is one, as CSV or Parquet."""
    if frame is not None:
        write = write_parquet if format == "parquet" else write_frame
        write(directory / f"{name}.{format}", frame)


def _read_tables(directory: Path, names: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return those of the tables that the folder holds, as CSV or as Parquet."""
    tables = {}
    for name in names:
        if (directory / f"{name}.csv").is_file():
            tables[name] = read_table(directory / f"{name}.csv")
        elif (directory / f"{name}.parquet").is_file():
            tables[name] = read_parquet(directory / f"{name}.parquet")
    return tables


def write_manifest(directory: Path, manifest: dict[str, Any]) -> None:
    """Write manifest.json, keys in order."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (directory / MANIFEST).write_text(text + "\n", encoding="utf-8")


def load(directory: str | PathLike[str]) -> Results:
    """Return the results of an earlier run from its folder; raise InputError if it holds none."""
    path = Path(directory)
    if not (path / MANIFEST).is_file():
        raise InputError(f"{str(path)!r} holds no results ({MANIFEST} is missing); make them with `framing analyze`")
    tables = _read_tables(path, TABLES)
    missing = [] if (path / "articles.jsonl").is_file() else ["articles.jsonl"]
    missing += [f"{name}.csv" for name in TABLES if name not in tables]
    if missing:
        raise InputError(f"{str(path)!r} lacks {', '.join(missing)}; run `framing analyze` again with --overwrite")
    manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    notes = manifest.get("comparison", {}).get("notes", [])
    articles = read_articles_table(path / "articles.jsonl")
    return Results(articles=articles, manifest=manifest, notes=notes, **tables, **_read_tables(path, OPTIONAL))
