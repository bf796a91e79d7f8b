"""W3C Web Annotation: one JSON-LD file; each annotation by position (code points, as the standard has it) and quote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from framing.exports.annotations import Annotation, Texts, article_uri, of_uri
from framing.exports.checking import Broken, Found

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of prefix and suffix


def render_web_annotations(found: Mapping[tuple[str, str], list[Annotation]], texts: Texts) -> str:
    """Return an AnnotationCollection with one page; what the standard has no word for stands under `framing:`."""
    items: list[dict[str, Any]] = []
    for key, rows in found.items():
        for one in rows:
            items.append({"id": f"urn:framing:annotation:{len(items) + 1}", **_item(one, texts[key])})
    page = {"id": "urn:framing:annotations:page:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": [_CONTEXT, {"framing": "urn:framing:"}],
        "id": "urn:framing:annotations",
        "type": "AnnotationCollection",
        "label": "Spans and attributions found by framing",
        "total": len(items),
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _item(one: Annotation, text: str) -> dict[str, Any]:
    extra = {
        f"framing:{name}": value
        for name in ("voice", "stance", "attribution_id", "coder")
        if (value := getattr(one, name))
    }
    position = {"type": "TextPositionSelector", "start": one.start, "end": one.end}
    quote = {
        "type": "TextQuoteSelector",
        "exact": one.text,
        "prefix": text[max(one.start - _AROUND, 0) : one.start],
        "suffix": text[one.end : one.end + _AROUND],
    }
    return {
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": one.tag},
        "target": {"source": article_uri(one.article_id, one.field), "selector": [position, quote]},
        **extra,
    }


def find_web_annotations(content: Any) -> Iterator[Found | Broken]:
    """Yield the annotations of a collection, a page, a list or a single annotation."""
    page = content.get("first", content) if isinstance(content, dict) else content
    items = page.get("items", [page]) if isinstance(page, dict) else page
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        record = f"annotation {number}"
        if not isinstance(item, dict):
            yield Broken(record, f"an annotation is expected, not {type(item).__name__}")
            continue
        target = item.get("target")
        target = target if isinstance(target, dict) else {}
        selectors = {one.get("type"): one for one in _dicts(target.get("selector"))}
        position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
        if position is None or quote is None:
            yield Broken(record, "it needs a TextPositionSelector and a TextQuoteSelector")
            continue
        source = target.get("source")
        source = str(source.get("id", "")) if isinstance(source, dict) else str(source or "")
        yield Found(
            record=record,
            key=of_uri(source) or f"its source {source!r} is no article of this project",
            tag=_tag(item.get("body")),
            start=position.get("start"),
            end=position.get("end"),
            quoted=str(quote.get("exact", "")),
            utf16=True,  # libraries for the browser often count units, whatever the standard says
            **{name: str(item.get(f"framing:{name}", "")) for name in ("voice", "stance", "attribution_id", "coder")},
        )


def _tag(body: Any) -> str:
    """Return the tag of an annotation: its first body with the purpose of tagging, else its first."""
    bodies = [{"value": body}] if isinstance(body, str) else _dicts(body)
    tagging = [one for one in bodies if one.get("purpose") in ("tagging", "classifying")] or bodies
    return str(tagging[0].get("value", "")) if tagging else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]
