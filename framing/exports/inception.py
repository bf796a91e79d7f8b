"""INCEpTION and other UIMA tools: a CAS as XMI per string, with its type system; and these back.

UIMA counts UTF-16 units: dkpro-cassis turns offsets around on the way out and in.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from framing.errors import InputError
from framing.exports.annotations import FIELDS, Annotation, Texts, article_uri, of_uri
from framing.exports.checking import Broken, Found

EXTRA = "INCEpTION needs the package dkpro-cassis; install it with: pip install 'framing[inception]'"
_SPAN = "webanno.custom.Framing"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_TYPES = "TypeSystem.xml"
_FEATURES = ("layer", "label", "quoted", "voice", "stance", "attribution_id")
_READ = (*_FEATURES, "value")  # "value": what layers of INCEpTION's own call their label
_LONGEST_NAME = 180  # of a file; most systems allow 255 bytes
_LARGEST = 500_000_000  # bytes of one file in a ZIP
# What XML 1.0 cannot hold becomes "�", one for one, so that offsets stay.
_UNSAFE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�")


def write_inception(folder: Path, found: Mapping[tuple[str, str], list[Annotation]], texts: Texts) -> list[Path]:
    """Write TypeSystem.xml and an .xmi per string into a folder and return their paths."""
    cassis = _cassis()
    types = _type_system(cassis)
    folder.mkdir(parents=True, exist_ok=True)
    types.to_xml(folder / _TYPES)
    written, taken = [folder / _TYPES], set[str]()
    for number, (key, rows) in enumerate(found.items(), 1):
        text = texts[key].translate(_UNSAFE)
        cas = cassis.Cas(typesystem=types, sofa_string=text, sofa_mime="text/plain")
        name = f"{quote(key[0], safe=' ')}.{key[1]}"
        if len(name) > _LONGEST_NAME or name.casefold() in taken:
            name = f"article-{number}.{key[1]}"
        taken.add(name.casefold())
        metadata = types.get_type(_METADATA)
        cas.add(metadata(begin=0, end=len(text), documentTitle=name, documentId=key[0].translate(_UNSAFE),
                         documentUri=article_uri(*key)))  # fmt: skip
        span = types.get_type(_SPAN)
        for one in rows:
            extras = {feature: getattr(one, feature) or None for feature in ("voice", "stance", "attribution_id")}
            cas.add(span(begin=one.start, end=one.end, layer=one.layer, label=one.label or None,
                         quoted=one.text.translate(_UNSAFE), **extras))  # fmt: skip
        cas.to_xmi(folder / f"{name}.xmi")
        written.append(folder / f"{name}.xmi")
    return written


def find_inception(path: Path, texts: Texts) -> Iterator[tuple[str, list[Found | Broken]]]:
    """Yield for each .xmi of a folder or ZIP, or for one file, its name and the annotations of its custom layers."""
    cassis = _cassis()
    safe = {key: text.translate(_UNSAFE) for key, text in texts.items()}
    for name, content, types in _documents(path):
        try:
            system = cassis.load_typesystem(BytesIO(types)) if types else _type_system(cassis)
            cas = cassis.load_cas_from_xmi(BytesIO(content), typesystem=system, lenient=True)
            text = cas.sofa_string or ""
            annotations = list(
                cas.select_all_annotations() if hasattr(cas, "select_all_annotations") else cas.select_all()
            )
        except Exception as error:  # dkpro-cassis and lxml raise many kinds for a broken file
            yield (
                name,
                [
                    Broken(
                        "the whole file",
                        f"it cannot be read as XMI ({(str(error) or type(error).__name__).splitlines()[0][:100]})",
                    )
                ],
            )
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


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    string = "uima.cas.String"
    metadata = types.create_type(name=_METADATA, supertypeName="uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri"):
        types.create_feature(domainType=metadata, name=name, rangeType=string)
    span = types.create_type(name=_SPAN, supertypeName="uima.tcas.Annotation")
    for name in _FEATURES:
        types.create_feature(domainType=span, name=name, rangeType=string)
    return types


def _documents(path: Path) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield name, content and type system of each .xmi."""
    if path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                members = sorted(archive.infolist(), key=lambda member: member.filename)
                types = {one.filename: one for one in members if Path(one.filename).name == _TYPES}
                for one in members:
                    if one.filename.endswith(".xmi"):
                        if one.file_size > _LARGEST:
                            raise InputError(f"{one.filename} in {path.name} has more than {_LARGEST:,} bytes")
                        beside = types.get(str(Path(one.filename).with_name(_TYPES)), next(iter(types.values()), None))
                        yield one.filename, archive.read(one), archive.read(beside) if beside else None
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise InputError(f"{path.name} cannot be read as ZIP ({error})") from None
        return
    for file in sorted(path.rglob("*.xmi")) if path.is_dir() else [path]:
        system = next((folder / _TYPES for folder in (file.parent, path) if (folder / _TYPES).is_file()), None)
        yield file.name, file.read_bytes(), system.read_bytes() if system else None


def _cassis() -> Any:
    try:
        import cassis
    except ImportError:
        raise InputError(EXTRA) from None
    return cassis
