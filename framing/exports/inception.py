"""INCEpTION and other UIMA tools: a CAS as XMI per string, with its type system; and these back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from framing.cas import TYPES, UNSAFE, cassis_package, new_document, read_document, span_types, xmi_documents
from framing.exports.annotations import FIELDS, Annotation, Texts, article_uri, of_uri
from framing.exports.checking import Broken, Found

_SPAN = "webanno.custom.Framing"
_FEATURES = ("layer", "label", "quoted", "voice", "stance", "attribution_id")
_READ = (*_FEATURES, "value")  # "value": what layers of INCEpTION's own call their label
_LONGEST_NAME = 180  # of a file; most systems allow 255 bytes


def write_inception(folder: Path, found: Mapping[tuple[str, str], list[Annotation]], texts: Texts) -> list[Path]:
    """Write TypeSystem.xml and an .xmi per string into a folder and return their paths."""
    types = span_types(_SPAN, _FEATURES)
    folder.mkdir(parents=True, exist_ok=True)
    types.to_xml(folder / TYPES)
    written, taken = [folder / TYPES], set[str]()
    for number, (key, rows) in enumerate(found.items(), 1):
        text = texts[key].translate(UNSAFE)
        name = f"{quote(key[0], safe=' ')}.{key[1]}"
        if len(name) > _LONGEST_NAME or name.casefold() in taken:
            name = f"article-{number}.{key[1]}"
        taken.add(name.casefold())
        cas = new_document(types, text, documentTitle=name, documentId=key[0].translate(UNSAFE),
                           documentUri=article_uri(*key))  # fmt: skip
        span = types.get_type(_SPAN)
        for one in rows:
            extras = {feature: getattr(one, feature) or None for feature in ("voice", "stance", "attribution_id")}
            cas.add(span(begin=one.start, end=one.end, layer=one.layer, label=one.label or None,
                         quoted=one.text.translate(UNSAFE), **extras))  # fmt: skip
        cas.to_xmi(folder / f"{name}.xmi")
        written.append(folder / f"{name}.xmi")
    return written


def find_inception(path: Path, texts: Texts) -> Iterator[tuple[str, list[Found | Broken]]]:
    """Yield for each .xmi of a folder or ZIP, or for one file, its name and the annotations of its custom layers."""
    cassis_package()
    safe = {key: text.translate(UNSAFE) for key, text in texts.items()}
    for name, content, types in xmi_documents(path):
        try:
            text, annotations = read_document(content, types, span_types(_SPAN, _FEATURES))
        except ValueError as error:
            yield name, [Broken("the whole file", f"it cannot be read as XMI ({error})")]
            continue
        key = _key_of(name, text, annotations, safe)
        spans = [one for one in annotations if one.type.name.startswith("webanno.custom.")
                 and not (hasattr(one, "Governor") and hasattr(one, "Dependent"))]  # fmt: skip
        yield name, [_found(number, one, key, text, texts, safe) for number, one in enumerate(spans, 1)]


def _found(number: int, one: Any, key: tuple[str, str] | str, text: str, texts: Texts, safe: Texts) -> Found:
    # `value` is a method of layers without such a feature: only text counts.
    feature = {name: cell if isinstance(cell := getattr(one, name, None), str) else "" for name in _READ}
    layer = feature["layer"] or one.type.name.rpartition(".")[2]
    label = feature["label"] or feature["value"]
    start, end = one.begin, one.end
    quoted = feature["quoted"] or text[start:end]
    if isinstance(key, tuple) and safe[key][start:end] == quoted:
        quoted = texts[key][start:end]  # with the characters that XML could not hold
    return Found(
        record=f"annotation {number}", key=key, tag=f"{layer}:{label}" if label else layer, start=start, end=end,
        quoted=quoted, voice=feature["voice"], stance=feature["stance"], attribution_id=feature["attribution_id"],
    )  # fmt: skip


def _key_of(name: str, text: str, annotations: list[Any], safe: Texts) -> tuple[str, str] | str:
    """Return whose text a document is: by its URI, else its file name, else by the text itself."""
    for one in annotations:
        uri = getattr(one, "documentUri", None)
        if uri and (key := of_uri(str(uri))) in safe:
            return key  # type: ignore[return-value]
    stem, _, field = Path(name).name.removesuffix(".xmi").rpartition(".")
    if field in FIELDS and (unquote(stem), field) in safe:
        return unquote(stem), field
    same = [key for key, known in safe.items() if known == text]
    return same[0] if len(same) == 1 else "the document is none of the articles, or could be several of them"
