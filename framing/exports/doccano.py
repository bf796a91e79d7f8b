"""doccano: a JSON line per string, for projects of sequence labelling that allow overlapping spans; and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from framing.exports.annotations import Annotation, Texts
from framing.exports.checking import Broken, Found

_EXTRAS = ("voice", "stance", "attribution_id")


def render_lines(found: Mapping[tuple[str, str], list[Annotation]], texts: Texts) -> Iterator[str]:
    """Yield the lines. doccano counts code points; voice, stance and attribution go along as metadata."""
    for (article_id, field), rows in found.items():
        record = {
            "text": texts[article_id, field],
            "label": [[one.start, one.end, one.tag] for one in rows],
            "article_id": article_id,
            "field": field,
            "framing": [[one.start, one.end, one.tag, one.text, *(getattr(one, name) for name in _EXTRAS)]
                        for one in rows],
        }  # fmt: skip
        yield json.dumps(record, ensure_ascii=False) + "\n"


def find_doccano(lines: Iterator[str]) -> Iterator[Found | Broken]:
    """Yield the spans of an export: `label` triples, or `entities` where relations were exported with them.

    doccano exports no quotations: the words are those of the line's own text, and for spans that framing wrote also
    those that went along with them.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield Broken(f"line {number}", f"this is not JSON ({error})")
            continue
        text = record.get("text") if isinstance(record, dict) else None
        if not isinstance(text, str):
            yield Broken(f"line {number}", "a record with a text is expected")
            continue
        key: tuple[str, str] | str = "it has no article_id"
        if record.get("article_id"):
            key = str(record["article_id"]), str(record.get("field", "text"))
        known: dict[tuple[Any, ...], list[list[Any]]] = {}
        for one in _lists(record.get("framing"), 4 + len(_EXTRAS)):
            known.setdefault(tuple(map(str, one[:3])), []).append(one[3:])
        for place, (start, end, tag) in enumerate(_spans(record), 1):
            yield _span(f"line {number}, span {place}", key, text, (start, end, tag), known)


def _span(
    record: str, key: tuple[str, str] | str, text: str, span: tuple[Any, Any, Any], known: dict[Any, list[list[Any]]]
) -> Found | Broken:
    start, end, tag = span
    if not isinstance(start, int) or not isinstance(end, int):
        return Broken(record, f"start {start!r} and end {end!r} are not two whole numbers")
    rows = known.get((str(start), str(end), str(tag)))  # two spans may agree in all three: taken in their order
    quoted, voice, stance, attribution_id = rows.pop(0) if rows else (text[max(start, 0) : end], "", "", "")
    return Found(
        record=record, key=key, tag=str(tag or ""), start=start, end=end, quoted=str(quoted),
        voice=str(voice), stance=str(stance), attribution_id=str(attribution_id),
    )  # fmt: skip


def _spans(record: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    for one in _lists(record.get("label", record.get("labels")), 3):
        yield one[0], one[1], one[2]
    for entity in record.get("entities") or []:
        if isinstance(entity, dict):
            yield entity.get("start_offset"), entity.get("end_offset"), entity.get("label")


def _lists(value: Any, length: int) -> list[list[Any]]:
    return [one for one in value if isinstance(one, list) and len(one) == length] if isinstance(value, list) else []
