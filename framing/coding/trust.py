"""How far to trust a run: what its coded samples say, as plain data and sentences for a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.articles.reading import counted
from framing.coding.samples import Sample, fingerprint, load_sample, read_text_table, sample_folder, sample_names

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.questions import Question

TABLES = ("agreement", "machine", "differential", "corrected", "corrected_differences")
NO_CODES = (
    "No item of these articles was coded by people, so how far the program can be trusted on them is not known; "
    "accuracies given for a measure come from other texts."
)


def trust_section(folder: str | Path) -> dict[str, Any]:
    """Return what coded samples say about a result folder, as dicts, lists, texts and numbers that JSON can hold.

    sentences: for a reader in a hurry; samples: per sample its design, who coded, the problems by kind, and the rows
    of the tables that `framing code agree` and `framing code correct` wrote, NaN as None. Without any sample or any
    codes, `samples` is what there is and the sentence says so.

    >>> trust_section("no such folder")["samples"]
    []
    """
    samples = [_sample_section(folder, name) for name in sample_names(folder)]
    sentences = [sentence for sample in samples for sentence in sample["sentences"]]
    return {"sentences": sentences or [NO_CODES], "samples": samples}


def _sample_section(folder: str | Path, name: str) -> dict[str, Any]:
    path = sample_folder(folder, name)
    sample = load_sample(folder, name)
    tables = {table: _rows(path / f"{table}.csv") for table in TABLES}
    codes = read_text_table(path / "codes.csv") if (path / "codes.csv").is_file() else None
    problems = read_text_table(path / "problems.csv") if (path / "problems.csv").is_file() else None
    kinds = {} if problems is None else problems["kind"].value_counts().sort_index().to_dict()
    coders = sorted(set(codes["coder"])) if codes is not None else []
    return {
        "name": name,
        "unit": sample.unit,
        "design": sample.design,
        "questions": [{"id": question.id, "text": question.text} for question in sample.questions],
        "n_items": len(sample.items),
        "coders": coders,
        "n_codes": 0 if codes is None else len(codes),
        "problems": {str(kind): int(n) for kind, n in kinds.items()},
        "tables": tables,
        "sentences": [*_design_sentences(sample, coders, folder), *_finding_sentences(sample, tables)]
        if coders
        else [],
    }


def _design_sentences(sample: Sample, coders: list[str], folder: str | Path) -> list[str]:
    design = sample.design
    how = "at random" + (f" within each {' and '.join(design['by'])}" if design["by"] else "")
    kind = f"{sample.unit}s"
    sentences = [
        f"{len(sample.items):,} of {design['n_units']:,} {kind} were drawn {how} (seed {design['seed']}) and coded by "
        f"{len(coders)} coder{'' if len(coders) == 1 else 's'}."
    ]
    if len(coders) == 1:
        sentences.append("One coder's word was taken for the truth; how far another would agree is not known.")
    manifest = Path(folder) / "manifest.json"
    if manifest.is_file() and fingerprint(json.loads(manifest.read_text(encoding="utf-8"))) != design["results"]:
        sentences.append(
            f"The articles were analysed again after sample {sample.name!r} was drawn; it speaks of the earlier run."
        )
    return sentences


def _finding_sentences(sample: Sample, tables: dict[str, list[dict[str, Any]]]) -> list[str]:
    sentences = []
    for question in sample.questions:
        rows = {name: [row for row in table if row["question"] == question.id] for name, table in tables.items()}
        for row in rows["agreement"]:
            if row["scope"] == "all" and row["coefficient"] == "alpha" and row["value"] is not None:
                sentences.append(
                    f"{question.id}: coders agree with Krippendorff's alpha of {_number(row)} "
                    f"({row['n_items']} items coded by two or more)."
                )
        sentences += [
            f"{question.id}: the program gives the coders' answer in {_number(row, percent=True)} of cases."
            for row in rows["machine"]
            if row["score"] == "accuracy" and row["group"] == "all" and row["value_of_score"] is not None
        ]
        uneven = [row["value"] for row in rows["differential"] if row["q"] is not None and row["q"] < 0.05]
        if uneven:
            sentences.append(
                f"{question.id}: the program errs differently from group to group on "
                f"{', '.join(dict.fromkeys(map(str, uneven)))}; differences between groups need the corrected numbers."
            )
        sentences += _changed(question, rows["corrected_differences"])
    return sentences


def _changed(question: Question, rows: list[dict[str, Any]]) -> list[str]:
    found = [row["finding"] for row in rows]
    clear = sum(name in ("stays", "lost", "reversed") for name in found)
    if not clear and "new" not in found:
        return []
    words = {"lost": "cannot be told from zero any more", "reversed": "turned round"}
    moved = [f"{found.count(name)} {text}" for name, text in words.items() if name in found]
    stays = found.count("stays")
    text = f"{question.id}: of {counted(clear, 'clear difference')} between groups, {stays} "
    text += "stays after correction" if stays == 1 else "stay after correction"
    text += f", {' and '.join(moved)}" if moved else ""
    n_new = found.count("new")
    return [text + (f"; {n_new} {'appears' if n_new == 1 else 'appear'} only then." if n_new else ".")]


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a table as plain data, numbers as numbers and what is not known as None."""
    import pandas as pd

    if not path.is_file():
        return []
    frame: pd.DataFrame = pd.read_csv(path, keep_default_na=False, na_values={name: [""] for name in _numeric(path)})
    return [{str(key): _plain(cell) for key, cell in row.items()} for row in frame.to_dict("records")]


def _numeric(path: Path) -> list[str]:
    import csv

    words = {
        "question",
        "value",
        "scope",
        "of",
        "coefficient",
        "group",
        "reference",
        "score",
        "finding",
        "note",
        "target",
    }
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file), [])
    # "value" is a code in most tables and a number in that of agreement.
    return [name for name in header if name not in words or (name == "value" and path.stem == "agreement")]


def _plain(cell: Any) -> Any:
    if isinstance(cell, np.generic):
        cell = cell.item()
    return None if isinstance(cell, float) and not np.isfinite(cell) else cell


def _number(row: dict[str, Any], *, percent: bool = False) -> str:
    """Return "0.71 (0.60 to 0.80)", or "71 % (60 to 80 %)"."""
    value = row["value_of_score"] if percent else row["value"]
    if row["low"] is None:
        return f"{100 * value:.0f} %" if percent else f"{value:.2f}"
    if percent:
        return f"{100 * value:.0f} % ({100 * row['low']:.0f} to {100 * row['high']:.0f} %)"
    return f"{value:.2f} ({row['low']:.2f} to {row['high']:.2f})"
