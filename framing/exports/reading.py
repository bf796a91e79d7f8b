"""Annotations back from the tools, as one table, each held against the text it points into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError
from framing.exports.annotations import Texts, texts_of, to_table
from framing.exports.checking import PROBLEM_COLUMNS, Broken, Found, check
from framing.exports.doccano import find_doccano
from framing.exports.inception import find_inception
from framing.exports.label_studio import find_label_studio
from framing.exports.web_annotation import find_web_annotations

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results


def read_annotations(
    path: str | PathLike[str], texts: Results | pd.DataFrame | Mapping[str, str] | Texts
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the annotations in a file (or folder, or ZIP of XMI) that fit the texts, and the problems of the others.

    The format is seen from the content: Web Annotation, Label Studio, INCEpTION (XMI), doccano. texts: the results
    they were exported from, their table of articles, or {article_id: text}. The first table has the columns
    `ANNOTATION_COLUMNS`, offsets in code points; the second file, record, article_id, problem: each annotation whose
    offsets do not hold the words it quotes. Raises InputError for a file of none of these formats.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
    ...     n = file.write('{"article_id": "a", "text": "It may fall.", "label": [[3, 6, "doubt"]]}')
    ...     file.flush()
    ...     spans, problems = read_annotations(file.name, {"a": "It may fall."})
    >>> spans["text"].tolist(), len(problems)
    (['may'], 0)
    """
    place = Path(path)
    if not place.exists():
        raise InputError(f"there is no {str(place)!r}")
    strings = texts_of(texts)
    annotations, problems = [], []
    for file, found in _read(place, strings):
        fitting, wrong = check(file, found, strings)
        annotations += fitting
        problems += wrong
    return to_table(annotations), _problems_table(problems)


def _read(path: Path, texts: Texts) -> Iterable[tuple[str, Iterable[Found | Broken]]]:
    if path.is_dir() or path.suffix.lower() in (".xmi", ".zip"):
        documents = list(find_inception(path, texts))
        if not documents:
            raise InputError(f"{str(path)!r} holds no .xmi file")
        return documents
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return _lines(path, text)
    if isinstance(content, dict) and "label" in content and "text" in content:
        return _lines(path, text)  # doccano, one line
    if isinstance(content, list) and any(isinstance(task, dict) and "data" in task for task in content):
        return [(path.name, find_label_studio(content))]
    if _is_web_annotation(content):
        return [(path.name, find_web_annotations(content))]
    raise InputError(
        f"{path.name} is no Web Annotation, Label Studio or doccano file: neither @context nor tasks with data "
        "nor lines with text and label"
    )


def _lines(path: Path, text: str) -> Iterable[tuple[str, Iterable[Found | Broken]]]:
    """Return the lines as doccano's; a file of which no line is JSON is something else."""
    lines = text.split("\n")  # not splitlines: U+2028 may stand in a text
    if not any(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
        raise InputError(f"{path.name} is neither JSON nor JSON lines nor .xmi, so it holds no annotations to read")
    return [(path.name, find_doccano(iter(lines)))]


def _is_web_annotation(content: Any) -> bool:
    if isinstance(content, list):
        return any(isinstance(one, dict) and one.get("type") == "Annotation" for one in content)
    kinds = ("Annotation", "AnnotationPage", "AnnotationCollection")
    return isinstance(content, dict) and ("@context" in content or content.get("type") in kinds)


def _problems_table(problems: list[dict[str, str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series([one[name] for one in problems], dtype="str") for name in PROBLEM_COLUMNS})
