"""Label Studio: tasks with the program's spans as predictions, the labelling interface for them, the export back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from framing.exports.annotations import Annotation, Texts
from framing.exports.checking import Broken, Found

_NAMES = {"from_name": "span", "to_name": "text", "type": "labels"}
_EXTRAS = ("voice", "stance", "attribution_id")


def render_tasks(found: Mapping[tuple[str, str], list[Annotation]], texts: Texts) -> str:
    """Return a task per string, JSON. Offsets are code points, as Label Studio's own converters slice the text.

    What Label Studio has no place for (voice, stance, attribution) lies in the data of the task, by region.
    """
    tasks = []
    for number, ((article_id, field), rows) in enumerate(found.items(), 1):
        regions, results = {}, []
        for place, one in enumerate(rows, 1):
            region = f"framing-{number}-{place}"
            regions[region] = {name: getattr(one, name) for name in _EXTRAS if getattr(one, name)}
            value = {"start": one.start, "end": one.end, "text": one.text, "labels": [one.tag]}
            results.append({"id": region, **_NAMES, "value": value})
        data = {"article_id": article_id, "field": field, "text": texts[article_id, field], "regions": regions}
        tasks.append({"data": data, "predictions": [{"model_version": "framing", "result": results}]})
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def render_interface(found: Mapping[tuple[str, str], list[Annotation]]) -> str:
    """Return the labelling interface with every label in use, to be pasted under Settings, Labeling Interface."""
    tags = sorted({one.tag for rows in found.values() for one in rows})
    lines = ["<View>", '  <Labels name="span" toName="text">']
    lines += [f"    <Label value={quoteattr(tag)}/>" for tag in tags]
    lines += ["  </Labels>", '  <Text name="text" value="$text"/>', "</View>"]
    return "\n".join(lines) + "\n"


def find_label_studio(tasks: list[Any]) -> Iterator[Found | Broken]:
    """Yield the regions of an export, or of the tasks themselves: what people marked, else what was predicted."""
    for number, task in enumerate(tasks, 1):
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict):
            yield Broken(f"task {number}", "a task with data is expected")
            continue
        key: tuple[str, str] | str = "its data have no article_id"
        if data.get("article_id"):
            key = str(data["article_id"]), str(data.get("field", "text"))
        regions = data.get("regions")
        regions = regions if isinstance(regions, dict) else {}
        people = [one for one in _dicts(task.get("annotations")) if not one.get("was_cancelled")]
        for annotation in people or _dicts(task.get("predictions")):
            coder = _coder(annotation) if people else ""
            for place, result in enumerate(_dicts(annotation.get("result")), 1):
                if result.get("type") not in ("labels", "hypertextlabels"):
                    continue  # relations, choices and ratings are no stretches of text
                yield _region(f"task {number}, region {place}", key, result, regions, data, coder)


def _region(
    record: str, key: tuple[str, str] | str, result: dict[str, Any], regions: dict[str, Any], data: Any, coder: str
) -> Found | Broken:
    value = result.get("value")
    if not isinstance(value, dict):
        return Broken(record, "a region with a value is expected")
    labels = value.get("labels") or value.get("hypertextlabels") or []
    if not isinstance(labels, list) or len(labels) != 1:
        return Broken(record, f"one label is expected, not {labels!r}")
    extras = regions.get(str(result.get("id")))
    extras = extras if isinstance(extras, dict) else {}
    start, end = value.get("start"), value.get("end")
    quoted = value.get("text")
    if quoted is None and isinstance(start, int) and isinstance(end, int):
        quoted = str(data.get("text", ""))[start:end]  # a region without its words: those of the task
    return Found(
        record=record, key=key, tag=str(labels[0]), start=start, end=end, quoted=str(quoted or ""),
        coder=coder, utf16=True, **{name: str(extras.get(name, "")) for name in _EXTRAS},
    )  # fmt: skip


def _coder(annotation: dict[str, Any]) -> str:
    """Return who annotated: the e-mail address, or the number that Label Studio gives a person."""
    who = annotation.get("completed_by", "")
    return str(who.get("email") or who.get("id", "")) if isinstance(who, dict) else str(who)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
