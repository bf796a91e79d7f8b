"""What a run found, as tables: in memory, on disk, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from framing.errors import InputError
from framing.tables import article_lines, read_articles_table, read_table, write_frame

if TYPE_CHECKING:
    import pandas as pd


class Comparison(Protocol):
    """What `compare` returns, as far as results need it."""

    @property
    def estimates(self) -> pd.DataFrame: ...
    @property
    def differences(self) -> pd.DataFrame: ...
    @property
    def words(self) -> pd.DataFrame: ...
    @property
    def notes(self) -> Sequence[str]: ...

    def describe(self) -> dict[str, Any]: ...


TABLES = ("spans", "attributions", "sources", "features", "rejected")
COMPARISONS = ("estimates", "differences", "words")
OPTIONAL = ("events", *COMPARISONS)
MANIFEST = "manifest.json"


@dataclass
class Results:
    """The tables of a run as DataFrames, with the columns of the output contract.

    articles, features: a row per article · spans: per thing counted · attributions · sources: per source in an
    article · rejected: per record set aside · estimates, differences, words: None until outlets are compared.
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
    events: pd.DataFrame | None = None
    notes: list[str] = field(default_factory=list)

    def write(self, directory: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write every table into a folder and return its path."""
        path = prepare_folder(directory, overwrite=overwrite)
        with (path / "articles.jsonl").open("w", encoding="utf-8", newline="") as file:
            file.writelines(article_lines({name: self.articles[name].tolist() for name in self.articles.columns}))
        for name in TABLES:
            write_frame(path / f"{name}.csv", getattr(self, name))
        if self.events is not None:
            write_frame(path / "events.csv", self.events)
        self.write_comparison(path)
        return path

    def attach(self, comparison: Comparison) -> None:
        """Take in the tables of a comparison, so that they are written, loaded and reported with the others."""
        self.estimates, self.differences = comparison.estimates, comparison.differences
        self.words = comparison.words
        self.notes = list(comparison.notes)
        self.manifest["comparison"] = comparison.describe()

    def write_comparison(self, directory: str | PathLike[str]) -> None:
        """Write the tables of the comparison, if there is one, into a folder that holds the others."""
        for name in COMPARISONS:
            frame = getattr(self, name)
            if frame is not None:
                write_frame(Path(directory) / f"{name}.csv", frame)
        write_manifest(Path(directory), self.manifest)

    def __repr__(self) -> str:
        outlets = self.articles["outlet"].nunique()
        return (
            f"Results: {len(self.articles):,} articles of {outlets:,} outlets, "
            f"{len(self.attributions):,} attributions, {len(self.spans):,} spans, "
            f"{len(self.rejected):,} records set aside"
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
    for stale in (MANIFEST, *(f"{name}.csv" for name in OPTIONAL)):  # of an earlier run
        (path / stale).unlink(missing_ok=True)
    return path


def write_manifest(directory: Path, manifest: dict[str, Any]) -> None:
    """Write manifest.json, keys in order."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (directory / MANIFEST).write_text(text + "\n", encoding="utf-8")


def load(directory: str | PathLike[str]) -> Results:
    """Return the results of an earlier run from its folder; raise InputError if it holds none."""
    path = Path(directory)
    if not (path / MANIFEST).is_file():
        raise InputError(f"{str(path)!r} holds no results ({MANIFEST} is missing); make them with `framing analyze`")
    missing = [name for name in ("articles.jsonl", *(f"{name}.csv" for name in TABLES)) if not (path / name).is_file()]
    if missing:
        raise InputError(f"{str(path)!r} lacks {', '.join(missing)}; run `framing analyze` again with --overwrite")
    manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    tables = {name: read_table(path / f"{name}.csv") for name in TABLES}
    compared = {name: read_table(path / f"{name}.csv") for name in OPTIONAL if (path / f"{name}.csv").is_file()}
    notes = manifest.get("comparison", {}).get("notes", [])
    return Results(
        articles=read_articles_table(path / "articles.jsonl"), manifest=manifest, notes=notes, **tables, **compared
    )
