"""UIMA CAS as XMI, which INCEpTION reads and writes: what those who write and read it here share.

UIMA counts UTF-16 units: dkpro-cassis turns offsets around on the way out and in.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from framing.errors import InputError

EXTRA = "INCEpTION needs the package dkpro-cassis; install it with: pip install 'framing[inception]'"
TYPES = "TypeSystem.xml"
STRING = "uima.cas.String"
SPAN = "uima.tcas.Annotation"
# What XML 1.0 cannot hold becomes "�", one for one, so that offsets stay.
UNSAFE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�")
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_LARGEST = 500_000_000  # bytes of one file in a ZIP


def cassis_package() -> Any:
    """Return the package dkpro-cassis; raise InputError with the line that installs it where it is missing."""
    try:
        import cassis
    except ImportError:
        raise InputError(EXTRA) from None
    return cassis


def span_types(layer: str, features: tuple[str, ...]) -> Any:
    """Return a type system of one span layer with text features, and of the metadata of a document."""
    types = cassis_package().TypeSystem()
    metadata = types.create_type(name=_METADATA, supertypeName="uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri"):
        types.create_feature(domainType=metadata, name=name, rangeType=STRING)
    span = types.create_type(name=layer, supertypeName=SPAN)
    for name in features:
        types.create_feature(domainType=span, name=name, rangeType=STRING)
    return types


def new_document(types: Any, text: str, **metadata: str) -> Any:
    """Return a CAS that holds a text, safe for XML, and its metadata: documentTitle, documentId, documentUri."""
    cas = cassis_package().Cas(typesystem=types, sofa_string=text, sofa_mime="text/plain")
    cas.add(types.get_type(_METADATA)(begin=0, end=len(text), **metadata))
    return cas


def read_document(content: bytes, types: bytes | None, otherwise: Any) -> tuple[str, list[Any]]:
    """Return the text and all annotations of an XMI; raise ValueError with the reason where it cannot be read.

    types: the type system that lay beside it; otherwise: the one to read it by where none did.
    """
    cassis = cassis_package()
    try:
        system = cassis.load_typesystem(BytesIO(types)) if types else otherwise
        cas = cassis.load_cas_from_xmi(BytesIO(content), typesystem=system, lenient=True)
        found = cas.select_all_annotations() if hasattr(cas, "select_all_annotations") else cas.select_all()
        return cas.sofa_string or "", list(found)
    except Exception as error:  # dkpro-cassis and lxml raise many kinds for a broken file
        raise ValueError((str(error) or type(error).__name__).splitlines()[0][:100]) from None


def xmi_documents(path: Path, *, nested: bool = False) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield name, content and type system of each .xmi of a folder or ZIP, or of the one file.

    nested: also of the ZIP files in a ZIP, as in a whole project that INCEpTION exports: a ZIP for each annotator of
    each document. The names are then those in the outer ZIP. Raises InputError for a ZIP that cannot be read.
    """
    if path.suffix.lower() == ".zip":
        yield from _in_zip(path.name, path, nested)
        return
    for file in sorted(path.rglob("*.xmi")) if path.is_dir() else [path]:
        system = next((folder / TYPES for folder in (file.parent, path) if (folder / TYPES).is_file()), None)
        yield file.name, file.read_bytes(), system.read_bytes() if system else None


def _in_zip(name: str, source: Path | BytesIO, nested: bool) -> Iterator[tuple[str, bytes, bytes | None]]:
    try:
        with zipfile.ZipFile(source) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            types = {one.filename: one for one in members if Path(one.filename).name == TYPES}
            for one in members:
                if one.file_size > _LARGEST and one.filename.endswith((".xmi", ".zip")):
                    raise InputError(f"{one.filename} in {name} has more than {_LARGEST:,} bytes")
                if one.filename.endswith(".xmi") and not one.is_dir():
                    beside = types.get(str(Path(one.filename).with_name(TYPES)), next(iter(types.values()), None))
                    yield one.filename, archive.read(one), archive.read(beside) if beside else None
                elif nested and one.filename.endswith(".zip"):
                    for _, content, system in _in_zip(one.filename, BytesIO(archive.read(one)), False):
                        yield one.filename, content, system
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{name} cannot be read as ZIP ({error})") from None
