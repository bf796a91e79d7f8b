"""Where the bytes are: files, folders, gzip, and the hash of what was read."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from framing.articles.records import Source
from framing.errors import InputError

# what operating systems leave in folders and archives
MOSTLY_IGNORED = ("__MACOSX", "Thumbs.db", "desktop.ini")
_A_TEXT = "a text itself is given as framing.Article(text=...)"


def find_files(given: str | os.PathLike[str]) -> list[Path]:
    """Return the file itself, or the files below a folder, sorted by path.

    Hidden files and folders are passed over, and so is a folder below that holds the results of a run. Raises
    InputError for a URL, for what is not there and for a folder without files.
    """
    name = os.fspath(given)
    if not name.strip():
        raise InputError(f"a file or folder is expected, nothing was given ({name!r}); {_A_TEXT}")
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:/{1,2}[^/]|www\.", name):
        raise InputError(f"{name} is a URL and nothing is fetched; save the page or table and give the file")
    path = Path(name)
    try:
        if path.is_dir():
            files = _files_below(path)
            if not files:
                raise InputError(f"the folder {name} holds no files")
            return files
        if not path.exists():
            hint = f"; {_A_TEXT}" if len(name.split()) > 5 else ""  # a text where a path belongs
            raise InputError(f"there is no file or folder {_shortened(name)}{hint}")
    except (OSError, ValueError) as error:  # a name too long for a file, or with a NUL in it
        if isinstance(error, InputError):
            raise
        raise InputError(f"{_shortened(name)} is no usable file name") from None
    if not path.is_file():
        raise InputError(f"{name} is neither a file nor a folder")
    return [path]


def _files_below(folder: Path) -> list[Path]:
    files: list[Path] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in MOSTLY_IGNORED)
        if here != folder and {"manifest.json", "articles.jsonl"} <= set(names):
            folders.clear()  # the tables of an earlier run, written next to what it read
            continue
        files += [
            here / name
            for name in names
            if not name.startswith(".") and name not in MOSTLY_IGNORED and (here / name).is_file()
        ]
    return sorted(files, key=lambda path: path.as_posix())


def source_of(path: Path, given: str | os.PathLike[str]) -> Source:
    """Return a file as something to read from.

    Its name is what a reader elsewhere can use too: without the folders above what was given.
    """
    return Source(
        name=path.relative_to(Path(given).parent).as_posix(),
        stem=path.stem,
        suffix=path.suffix.lower(),
        open=lambda: cast(BinaryIO, path.open("rb")),
        parent=path.parent.name,
    )


def unpacked(source: Source) -> Source:
    """Return what a gzip file holds as something to read from: news.csv.gz as news.csv, read as a stream."""
    inner = PurePath(source.stem if source.suffix in (".gz", ".gzip") else source.stem + source.suffix)

    def open_unpacked() -> BinaryIO:
        return cast(BinaryIO, gzip.open(source.open(), "rb"))

    return replace(source, stem=inner.stem, suffix=inner.suffix.lower(), open=open_unpacked)


def hash_of(source: Source) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _shortened(name: str) -> str:
    shown = " ".join(name.split())
    return repr(shown if len(shown) <= 120 else shown[:100] + " ...")
