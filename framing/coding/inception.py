"""A sample for INCEpTION: a document with every item marked, its layer and its tagsets; and annotators' work back in.

The layer is imported with TypeSystem.xml, a tagset with each tagset-QUESTION.json, the document as "UIMA CAS XMI".
Coders click on a marked passage and fill in its features, one for each question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from framing.cas import TYPES, UNSAFE, new_document, read_document, span_types, xmi_documents
from framing.coding.code_table import UNSURE
from framing.coding.passages import CLOSE, OPEN, Passage
from framing.coding.sheet_files import LONG_HEADER, Remark, Sheet
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.questions import Question
    from framing.coding.samples import Sample

LAYER = "webanno.custom.Coding"
_CODE = "code_"  # before a question's id: UIMA has features of its own, such as "begin"
_NO_CODER = ("INITIAL_CAS", "CURATION_USER")  # in a project: the untouched document, and the curated one


def write_package(folder: Path, sample: Sample, passages: Sequence[Passage]) -> list[Path]:
    """Write TypeSystem.xml, a tagset for each question and the document into a folder and return their paths."""
    types = span_types(LAYER, ("item", *(_CODE + question.id for question in sample.questions)))
    folder.mkdir(parents=True, exist_ok=True)
    types.to_xml(folder / TYPES)
    written = [folder / TYPES]
    for question in sample.questions:
        if question.codes:
            path = folder / f"tagset-{question.id}.json"
            path.write_text(render_tagset(question), encoding="utf-8")
            written.append(path)
    text, places = _document(passages)
    cas = new_document(types, text, documentTitle=f"{sample.name}.xmi", documentId=sample.name)
    span = types.get_type(LAYER)
    for passage, (start, end) in zip(passages, places, strict=True):
        cas.add(span(begin=start, end=end, item=passage.item))
    cas.to_xmi(folder / f"{sample.name}.xmi")
    return [*written, folder / f"{sample.name}.xmi"]


def render_tagset(question: Question) -> str:
    """Return the codes of a question with their definitions as a tagset, JSON.

    >>> from framing.coding import find_questions
    >>> [tag["tag_name"] for tag in json.loads(render_tagset(find_questions(["loaded"])[0]))["tags"]]
    ['yes', 'no', '?']
    """
    rows = [*((value.code, value.definition) for value in question.values), (UNSURE, "I cannot tell")]
    content = {
        "name": question.id,
        "description": f"{question.text} {question.definition}".strip(),
        "language": "",
        "tags": [{"tag_name": code, "tag_description": definition} for code, definition in rows],
        "create_tag": False,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_package(path: Path) -> Sheet:
    """Return the work of annotators as a sheet in long form: an .xmi, a ZIP of them, or a whole project as exported.

    In a project each annotator has a ZIP of his or her own, which names the coder; else the file does. A row's number
    is that of the annotation in its document. A document that cannot be read is a remark. Raises InputError where
    none can.
    """
    documents = list(xmi_documents(path, nested=True))
    rows: list[tuple[int, list[str]]] = []
    remarks: list[Remark] = []
    layer = span_types(LAYER, ("item",))
    for name, content, types in documents:
        inside = PurePosixPath(name)
        if inside.stem in _NO_CODER or "curation" in inside.parts[:-1]:
            continue
        coder = inside.stem if inside.suffix == ".zip" or len(documents) > 1 else ""
        try:
            text, annotations = read_document(content, types, layer)
        except ValueError as error:
            if len(documents) == 1:
                raise InputError(f"{path.name} cannot be read as XMI ({error})") from None
            remarks.append((0, 0, "unreadable", f"{name} cannot be read as XMI ({error}); it was set aside"))
            continue
        rows += _rows(coder, text, [one for one in annotations if one.type.name == LAYER])
    if not documents:
        raise InputError(f"{path.name} holds no .xmi file; export from INCEpTION as UIMA CAS XMI")
    return Sheet(name=path.name, header=list(LONG_HEADER), rows=rows, remarks=remarks)


def _rows(coder: str, text: str, annotations: Sequence[Any]) -> Iterator[tuple[int, list[str]]]:
    """Yield a row for each code that was given.

    Coders who marked the passage anew instead of filling in what was marked are understood: it is the item under it.
    """
    marked = sorted((one.begin, one.end, one.item) for one in annotations if _text_of(one, "item"))
    for number, one in enumerate(sorted(annotations, key=lambda one: (one.begin, one.end)), 1):
        under = [item for begin, end, item in marked if begin < one.end and one.begin < end]
        item = _text_of(one, "item") or (under[0] if len(under) == 1 else text[one.begin : one.end][:40])
        for feature in one.type.all_features:
            if feature.name.startswith(_CODE) and (code := _text_of(one, feature.name)):
                yield number, [item, coder, feature.name.removeprefix(_CODE), code]


def _text_of(annotation: Any, feature: str) -> str:
    cell = getattr(annotation, feature, None)
    return cell if isinstance(cell, str) else ""


def _document(passages: Sequence[Passage]) -> tuple[str, list[tuple[int, int]]]:
    """Return all passages as one text, each under its item and title, and from where to where each is marked."""
    pieces: list[str] = []
    places, at = [], 0
    for passage in passages:
        head = f"{passage.item}\n{' '.join(passage.title.split())}\n"
        body = passage.bracketed()
        if not passage.marked:  # a question of the whole article: its item's line is what coders click on
            places.append((at, at + len(passage.item)))
        else:
            places.append((at + len(head) + body.index(OPEN), at + len(head) + body.rindex(CLOSE) + 1))
        pieces.append(f"{head}{body}\n\n")
        at += len(pieces[-1])
    return "".join(pieces).translate(UNSAFE), places
