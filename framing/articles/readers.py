"""One file into its articles: the reader is chosen by what the file holds."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator

from framing.articles.decoding import read_head
from framing.articles.files import unpacked
from framing.articles.formats import kind_of
from framing.articles.json_lines import read_json, read_json_lines
from framing.articles.page_text import read_page
from framing.articles.records import Found, Options, Rejected, Source
from framing.articles.tables import read_table
from framing.errors import InputError

Reader = Callable[[Source, Options], Iterator[Found | Rejected]]


def read_source(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield every article of a file, and for what cannot be read a Rejected with its reason; raises nothing."""
    name = source.name
    try:
        head = read_head(source)
        kind = kind_of(source, head)
        if kind == "gzip":
            source = unpacked(source)
            head = read_head(source)
            kind = kind_of(source, head)
        if kind == "gzip":
            yield Rejected(file=name, reason=f"{name} is packed with gzip twice; unpack it once")
        elif kind == "zip":
            yield Rejected(file=name, reason=f"{name} is an archive inside an archive; unpack the outer one first")
        elif kind == "empty":
            yield Rejected(file=name, reason=f"{name} is empty")
        elif kind.startswith("is "):
            yield Rejected(file=name, reason=f"{name} {kind}")
        else:
            any_record = False
            for item in reader_of(kind)(source, options):
                any_record = True
                yield item
            if not any_record:
                yield Rejected(file=name, reason=f"{name} holds no articles")
    except InputError as error:
        sentence = str(error)
        yield Rejected(file=name, reason=sentence if name in sentence else f"{name}: {sentence}")
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
        yield Rejected(file=name, reason=f"{name} is cut off or damaged; what came before was read")
    except (NotImplementedError, RuntimeError) as error:  # packed in a way, or nested so deeply, that nobody reads
        yield Rejected(file=name, reason=f"{name} cannot be read: {' '.join(str(error).split())[:120]}")
    except OSError as error:
        yield Rejected(file=name, reason=f"{name} cannot be read: {error.strerror or error}")


def reader_of(kind: str) -> Reader:
    """Return the function that reads this kind of file; those that need more packages are imported only here."""
    if kind == "table":
        return read_table
    if kind == "jsonl":
        return read_json_lines
    if kind == "json":
        return read_json
    if kind == "html":
        from framing.articles.html_pages import read_html

        return read_html
    if kind in ("nexis_text", "docx"):
        from framing.articles.nexis import read_docx, read_nexis_text

        return read_docx if kind == "docx" else read_nexis_text
    if kind in ("xlsx", "parquet"):
        from framing.articles.spreadsheets import read_parquet, read_workbook

        return read_workbook if kind == "xlsx" else read_parquet
    if kind == "warc":
        from framing.articles.archives import read_warc

        return read_warc
    return read_page
