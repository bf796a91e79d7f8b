"""Archives: the files in a ZIP, one by one and never unpacked to disk, and the pages of a WARC."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from framing.articles.decoding import read_head
from framing.articles.files import MOSTLY_IGNORED
from framing.articles.formats import kind_of
from framing.articles.records import Found, Options, Rejected, Source
from framing.errors import InputError

MAX_UNPACKED = 8 * 2**30
_HIGHEST_RATIO = 200  # text shrinks to a third or a fifth; a bomb to a thousandth
_MAX_PAGE = 20 * 2**20
_MOST_SALVAGED = 256 * 2**20


def parts_of(source: Source) -> Iterator[Source | Rejected]:
    """Yield the file itself, or the files in it where it is a ZIP of articles, sorted by name."""
    try:
        is_zip = kind_of(source, read_head(source)) == "zip"
    except OSError:
        is_zip = False  # the reader meets the same error and says so
    if not is_zip:
        salvaged = list(_salvaged(source)) if source.suffix == ".zip" else []
        yield from salvaged if any(isinstance(part, Source) for part in salvaged) else [source]
        return
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        if unpacked > MAX_UNPACKED or (unpacked > 50 * 2**20 and unpacked > _HIGHEST_RATIO * packed):
            reason = f"{source.name} would unpack to {unpacked:,} bytes, {unpacked // packed:,} times its size"
            yield Rejected(file=source.name, reason=reason)
            return
        for member in members:
            if member.is_dir() or _is_ignored(member.filename):
                continue
            yield _member(source, archive, member)


def _salvaged(source: Source) -> Iterator[Source | Rejected]:
    """Yield the files of a ZIP that is cut off: its list of contents, at the end, is gone, the files are not.

    Each file begins with a head of its own (PKWARE, APPNOTE.TXT 4.3.7) that tells its name and packed size.
    """
    with source.open() as stream:
        data = stream.read(_MOST_SALVAGED)
    at = 0
    while data[at : at + 4] == b"PK\x03\x04" and len(data) >= at + 30:
        flags, method = struct.unpack_from("<HH", data, at + 6)
        packed, _, n_name, n_extra = struct.unpack_from("<IIHH", data, at + 18)
        begin = at + 30 + n_name + n_extra
        name = data[at + 30 : at + 30 + n_name].decode("utf-8", errors="replace")
        at = begin + packed
        if flags & 9 or method not in (0, 8) or at > len(data):  # locked, of unknown size, or the one that is cut
            break
        path = PurePosixPath(name)
        if name.endswith("/") or _is_ignored(name) or path.is_absolute() or ".." in path.parts:
            continue
        try:
            content = data[begin:at] if method == 0 else zlib.decompressobj(-15).decompress(data[begin:at], _MAX_PAGE)
        except zlib.error:
            yield Rejected(file=f"{source.name}/{path}", reason=f"{source.name}/{path} is damaged")
            continue
        yield Source(
            name=f"{source.name}/{path}",
            stem=path.stem,
            suffix=path.suffix.lower(),
            open=partial(io.BytesIO, content),
            parent=path.parent.name,
        )
    if at:
        reason = f"{source.name} is a ZIP archive that is cut off; the files before the cut were read"
        yield Rejected(file=source.name, reason=reason)


def _is_ignored(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part in MOSTLY_IGNORED for part in PurePosixPath(name).parts)


def _member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source | Rejected:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    name = f"{source.name}/{path}"
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Rejected(file=name, reason=f"the path {member.filename!r} leads out of the archive {source.name}")
    if member.flag_bits & 1:
        return Rejected(file=name, reason=f"{name} is locked with a password; unpack it first")

    def open_member() -> BinaryIO:
        return cast(BinaryIO, archive.open(member))

    return Source(name=name, stem=path.stem, suffix=path.suffix.lower(), open=open_member, parent=path.parent.name)


def read_warc(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of the web pages in a WARC file; a row's number counts its pages."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise InputError("WARC needs warcio: pip install 'framing[warc]'") from None
    from framing.articles.html_pages import article_of_html

    row = 0
    with source.open() as stream:
        try:
            for record in ArchiveIterator(stream):
                kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
                if record.rec_type not in ("response", "resource") or "html" not in kind:
                    continue
                row += 1
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                data = record.content_stream().read(_MAX_PAGE + 1)
                article = article_of_html(data) if len(data) <= _MAX_PAGE else None
                if article is None:
                    yield Rejected(
                        file=source.name, row=row, reason=f"no article was found on the page {address[:200]}"
                    )
                else:
                    yield Found(replace(article, url=article.url or address), row)
        except (ArchiveLoadFailed, EOFError) as error:
            reason = f"{source.name} is cut off or damaged after {row:,} pages: {' '.join(str(error).split())[:100]}"
            yield Rejected(file=source.name, reason=reason)
