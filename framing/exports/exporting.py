"""The verb `export`: results for another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError
from framing.exports.annotations import find_annotations, texts_of
from framing.exports.doccano import render_lines
from framing.exports.inception import write_inception
from framing.exports.label_studio import render_interface, render_tasks
from framing.exports.tables import write_folder, write_xlsx
from framing.exports.web_annotation import render_web_annotations
from framing.results import MANIFEST, OPTIONAL, TABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.exports.annotations import Annotation, Texts
    from framing.results import Results

TABLE_FORMATS = ("csv", "parquet", "xlsx", "stata", "spss")
ANNOTATIONS = ("web-annotation", "label-studio", "inception", "doccano")
FORMATS = (*TABLE_FORMATS, *ANNOTATIONS)
_FOLDERS = ("csv", "parquet", "stata", "spss", "inception")
_NAMES = ("articles", *TABLES, *OPTIONAL)


def export(
    results: Results,
    path: str | PathLike[str],
    *,
    to: str,
    tables: Sequence[str] | None = None,
    overwrite: bool = False,
) -> list[Path]:
    """Write results for another program and return the files written.

    to: "csv", "parquet", "stata", "spss" (path is a folder, a file per table), "xlsx" (a file, a leaf per table);
    "web-annotation", "label-studio", "doccano" (a file), "inception" (a folder): the spans and attributions in their
    texts. tables: which tables; all if not given. Raises InputError for an unknown format or table, a path that is
    in use, and a package that is missing.

    >>> from tempfile import TemporaryDirectory
    >>> from framing import Article, analyze
    >>> results = analyze([Article(text="It may fall, an aide said.")], engine="rules", progress=False)
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in export(results, f"{folder}/spans.json", to="label-studio")]
    ['spans.json', 'spans-interface.xml']
    """
    if to not in FORMATS:
        raise InputError(f"unknown export format {to!r}; allowed are {', '.join(FORMATS)}")
    if tables is not None and to in ANNOTATIONS:
        raise InputError(f"{to} holds annotations and no tables; leave the choice of tables out")
    place = _free(Path(path), is_folder=to in _FOLDERS, overwrite=overwrite)
    if to in ANNOTATIONS:
        return _write_annotations(place, results, to)
    chosen = _chosen(results, tables)
    if to != "xlsx":
        return write_folder(place, chosen, to)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_xlsx(place, chosen)
    return [place]


def _write_annotations(path: Path, results: Results, to: str) -> list[Path]:
    found, texts = find_annotations(results), texts_of(results)
    if to == "inception":
        return write_inception(path, found, texts)
    renders: dict[str, Callable[[Mapping[tuple[str, str], list[Annotation]], Texts], str]] = {
        "web-annotation": render_web_annotations,
        "label-studio": render_tasks,
        "doccano": lambda found, texts: "".join(render_lines(found, texts)),
    }
    contents = {path: renders[to](found, texts)}
    if to == "label-studio":
        contents[path.with_name(f"{path.stem}-interface.xml")] = render_interface(found)
    path.parent.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        file.write_text(content, encoding="utf-8", errors="replace", newline="")
    return list(contents)


def _chosen(results: Results, tables: Sequence[str] | None) -> dict[str, pd.DataFrame]:
    """Return the tables to be written: all there are, or those asked for."""
    there = {name: frame for name in _NAMES if (frame := getattr(results, name)) is not None}
    for name in tables or ():
        if name not in there:
            why = "these results hold no" if name in _NAMES else "there is no"
            raise InputError(f"{why} table {name!r}; allowed are {', '.join(there)}")
    return {name: frame for name, frame in there.items() if tables is None or name in tables}


def _free(path: Path, *, is_folder: bool, overwrite: bool) -> Path:
    """Return the path if it may be written to."""
    if is_folder and path.exists() and not path.is_dir():
        raise InputError(f"{str(path)!r} is a file; this format needs a folder")
    if not is_folder and path.is_dir():
        raise InputError(f"{str(path)!r} is a folder; this format needs the name of a file")
    if is_folder and (path / MANIFEST).exists():
        raise InputError(f"{str(path)!r} is a result folder, whose tables stay as they are; give another one")
    if path.exists() and not overwrite and (not is_folder or any(path.iterdir())):
        raise InputError(f"{str(path)!r} is there already; give another name or --overwrite")
    return path
