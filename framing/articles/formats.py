"""What kind of file it is, told by its content; its name only decides where the content leaves it open."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import PurePath

from framing.articles.decoding import decode_line, is_binary, utf16_codec
from framing.articles.records import Source
from framing.articles.tables import looks_like_table

# What cannot be read, by its first bytes, and what to do instead.
_FOREIGN = (
    (b"%PDF", "is a PDF; save its text as TXT or DOCX first"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save it as XLSX or CSV first"),
    (b"{\\rtf", "is an RTF file; save it as TXT first"),
    (b"BZh", "is compressed with bzip2; unpack it or use gzip"),
    (b"\xfd7zXZ", "is compressed with xz; unpack it or use gzip"),
    (b"7z\xbc\xaf", "is a 7z archive; unpack it or use ZIP"),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd; unpack it or use gzip"),
    (b"Rar!", "is a RAR archive; unpack it or use ZIP"),
    (b"SQLite format 3", "is a database; export the table as CSV first"),
    (b"\x80\x04", "is a pickle, which is never loaded because loading one can run any program; save it as CSV"),
    (b"\x80\x05", "is a pickle, which is never loaded because loading one can run any program; save it as CSV"),
)
READABLE = "CSV, TSV, XLSX, JSONL, Parquet (each also .gz), TXT, HTML, DOCX, WARC, ZIP or a folder of these"
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_NEXIS = re.compile(r"^\s*(?:1|\d{1,4}) of \d{1,4} DOCUMENTS?\s*$", re.M)


def kind_of(source: Source, head: bytes) -> str:
    """Return one of: empty, table, jsonl, json, page, html, nexis_text, zip, xlsx, docx, parquet, warc, gzip; or a
    sentence that starts with "is" and says what the file is instead of a readable one.
    """
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(source)
    if head.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"WARC/\d", head):
        return "warc"
    for magic, sentence in _FOREIGN:
        if head.startswith(magic):
            return sentence
    if is_binary(head):
        return f"is a binary file; readable are {READABLE}"
    codec = utf16_codec(head)
    text = head.decode(codec, errors="replace") if codec else decode_line(head)[0]
    return _kind_of_text(text.lstrip("\ufeff"), source.suffix)


def _kind_of_text(text: str, suffix: str) -> str:
    if text.lstrip()[:1] == "{":
        lines = [line for line in text.splitlines()[:20] if line.strip()]
        if suffix in (".jsonl", ".ndjson", ".jl") or any(map(_is_object, lines)):
            return "jsonl"
        if suffix == ".json" or re.match(r'\s*\{\s*"', text):
            return "json"
    if suffix in (".jsonl", ".ndjson", ".jl"):
        return "jsonl"
    if suffix == ".json" or re.match(r"\s*\[\s*\{", text):
        return "json"
    if _HTML.match(text[:4000]) or (suffix in (".html", ".htm", ".xhtml") and "<" in text):
        return "html"
    if _NEXIS.search(text[:20_000]):
        return "nexis_text"
    if suffix in (".csv", ".tsv", ".tab") or looks_like_table(text):
        return "table"
    return "page"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _kind_of_zip(source: Source) -> str:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return "is a ZIP archive (or a file built as one, such as XLSX and DOCX) that is cut off or damaged"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if any(PurePath(name).name == "content.xml" for name in names) and "mimetype" in names:
        return "is an OpenDocument file; save it as XLSX, DOCX or CSV first"
    return "zip"
