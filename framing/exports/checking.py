"""What comes back from an annotation tool, held against the texts: every offset has to point at the words it quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from framing.exports.annotations import Annotation, Texts, split_tag

_SHOWN = 60  # characters of a quotation in a sentence about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One annotation as a file has it, not yet believed. record: where in the file, in words.

    quoted: the words that the file says are there. key: article and field, or a sentence on why they are unknown.
    utf16: offsets may count UTF-16 units, as JavaScript does: tried where code points do not fit.
    """

    record: str
    key: tuple[str, str] | str
    tag: str
    start: Any
    end: Any
    quoted: str
    voice: str = ""
    stance: str = ""
    attribution_id: str = ""
    coder: str = ""
    utf16: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that could not be read at all."""

    record: str
    problem: str


Problem = dict[str, str]  # file, record, article_id, problem
PROBLEM_COLUMNS = ("file", "record", "article_id", "problem")


def check(file: str, found: Iterable[Found | Broken], texts: Texts) -> tuple[list[Annotation], list[Problem]]:
    """Return the annotations that fit the texts, and a sentence for each that does not."""
    annotations, problems = [], []
    for one in found:
        checked = one.problem if isinstance(one, Broken) else _checked(one, texts)
        if isinstance(checked, Annotation):
            annotations.append(checked)
        else:
            article_id = one.key[0] if isinstance(one, Found) and isinstance(one.key, tuple) else ""
            problems.append({"file": file, "record": one.record, "article_id": article_id, "problem": checked})
    return annotations, problems


def _checked(one: Found, texts: Texts) -> Annotation | str:
    if isinstance(one.key, str):
        return one.key
    article_id, field = one.key
    text = texts.get(one.key)
    if text is None:
        return f"there is no article {article_id!r} with a {field!r}"
    if not one.tag:
        return "it has no label"
    if not _is_offset(one.start) or not _is_offset(one.end):
        return f"start {one.start!r} and end {one.end!r} are not two whole numbers"
    start, end = one.start, one.end
    if one.utf16 and text[start:end] != one.quoted:
        start, end = from_utf16(text, start), from_utf16(text, end)
        if text[start:end] != one.quoted:
            start, end = one.start, one.end
    if not start < end <= len(text):
        return f"{start}:{end} is no stretch of a {field} of {len(text)} characters"
    if text[start:end] != one.quoted:
        return (
            f"{start}:{end} of the {field} holds {_short(text[start:end])}, but {_short(one.quoted)} is quoted"
            + _elsewhere(text, one.quoted)
        )
    layer, label = split_tag(one.tag)
    return Annotation(
        article_id=article_id, field=field, layer=layer, label=label, start=start, end=end, text=one.quoted,
        voice=one.voice, stance=one.stance, attribution_id=one.attribution_id, coder=one.coder,
    )  # fmt: skip


def to_utf16(text: str, place: int) -> int:
    """Return how many UTF-16 units stand before a code point.

    >>> to_utf16("😀 late", 2)
    3
    """
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, place: int) -> int:
    """Return the code point at a UTF-16 unit; the middle of a pair counts as its end.

    >>> from_utf16("😀 late", 3)
    2
    """
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return len(units.decode("utf-16-le", "replace"))


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _elsewhere(text: str, quoted: str) -> str:
    place = text.find(quoted) if quoted else -1
    return f", which stands at {place}:{place + len(quoted)}" if place >= 0 else ", which stands nowhere in it"
