"""Bytes into text, whatever they were saved as: UTF-8 with or without its mark, UTF-16, Windows-1252, a mixture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from framing.articles.records import ReadingNotes, Source
from framing.errors import InputError

# Read at once are only files that hold one page; a table or JSON lines is streamed and may be of any size.
MAX_WHOLE = 256 * 2**20
MAX_LINE = 64 * 2**20
HEAD = 64 * 1024


def read_head(source: Source) -> bytes:
    """Return the first 64 KiB of a file, by which its kind is told."""
    with source.open() as stream:
        return stream.read(HEAD)


def read_whole(source: Source) -> bytes:
    """Return all bytes of a file; raise InputError above 256 MiB (a bound, so that no file can fill the memory)."""
    with source.open() as stream:
        data = stream.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise InputError(f"{source.name} holds more than {MAX_WHOLE >> 20} MiB; one page or article is expected")
    return data


def utf16_codec(head: bytes) -> str:
    """Return the name of the UTF-16 codec that `head` is in, or "" when it is not UTF-16."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    # without a mark: every second byte of English text is NUL
    even, odd = head[0:2000:2], head[1:2000:2]
    if len(head) >= 8 and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if len(head) >= 8 and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def is_binary(head: bytes) -> bool:
    """Return whether the bytes are no text: more than two in a hundred are control characters.

    A few NUL bytes in a text, which broken exports leave, do not make it binary.
    """
    if not head or utf16_codec(head):
        return False
    controls = sum(head.count(code) for code in (*range(9), 11, *range(14, 27), *range(28, 32), 127))
    return controls > 0.02 * len(head)


def decode_line(raw: bytes) -> tuple[str, bool]:
    """Return a line as text and whether it had to be taken as Windows-1252."""
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        # five bytes mean nothing in Windows-1252 either: they become U+FFFD
        return raw.decode("cp1252", errors="replace"), True


def decode_whole(source: Source, data: bytes, notes: ReadingNotes) -> str:
    """Return the text of a whole file, line ends kept and a byte order mark dropped.

    Each line is decoded for itself, since pages pasted together from several places mix encodings.
    """
    if codec := utf16_codec(data[:HEAD]):
        return data.decode(codec, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        decoded = [decode_line(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)]
        _warn_of_fallback(source, sum(other for _, other in decoded), notes)
        return "".join(text for text, _ in decoded)


def decoded_lines(source: Source, stream: BinaryIO, notes: ReadingNotes) -> Iterator[str]:
    """Yield the lines of a stream, line ends kept (\\n, \\r\\n or an old Macintosh's \\r).

    A line above 64 MiB is yielded as its first 64 MiB and the rest of it is skipped: memory stays bounded.
    """
    buffered = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    head = buffered.read(HEAD)
    if codec := utf16_codec(head):
        whole = _from_start(head, buffered)
        for number, line in enumerate(io.TextIOWrapper(whole, encoding=codec, errors="replace", newline="")):
            yield line.removeprefix("\ufeff") if number == 0 else line
        return
    rejoined = _from_start(head, buffered)
    n_other, first = 0, True
    while raw := rejoined.readline(MAX_LINE):
        if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
            while (rest := rejoined.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        if first:
            raw, first = raw.removeprefix(b"\xef\xbb\xbf"), False
        line, other = decode_line(raw)
        n_other += other
        if "\r" in line[:-2]:
            yield from io.StringIO(line, newline="")
        else:
            yield line
    _warn_of_fallback(source, n_other, notes)


def _warn_of_fallback(source: Source, n_lines: int, notes: ReadingNotes) -> None:
    if n_lines:
        lines = "1 line that is not UTF-8 was" if n_lines == 1 else f"{n_lines:,} lines that are not UTF-8 were"
        notes.warn(f"{source.name}: {lines} read as Windows-1252")


def _from_start(head: bytes, rest: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, _Rejoined(head, rest)), buffer_size=1 << 18)


class _Rejoined(io.RawIOBase):
    """A stream whose head was read already, from its start again (gzip members cannot all seek)."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
