"""Sheets back from coders: what can be read is read, and everything else is named by file, row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.coding.code_table import COLUMNS
from framing.coding.questions import FREE, Question
from framing.coding.sheet_files import Sheet, read_sheet_file
from framing.coding.understanding import coder_of_file, folded, plain_words, understand
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.passages import Passage
    from framing.coding.samples import Sample

PROBLEM_COLUMNS = ("file", "row", "column", "coder", "item", "given", "kind", "problem")


@dataclass
class _Reading:
    """What has been read so far: codes by coder, item and question, with where they stood; and the problems."""

    sample: Sample
    codes: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    spoilt: set[tuple[str, str, str]] = field(default_factory=set)
    refused: set[tuple[str, str, str]] = field(default_factory=set)  # what stood there was no code
    problems: list[dict[str, Any]] = field(default_factory=list)
    asked: dict[str, dict[str, set[str]]] = field(default_factory=dict)  # coder -> file -> items seen

    def tell(self, sheet: Sheet, row: int | str, column: str, kind: str, problem: str, **more: str) -> None:
        cells = {"file": sheet.name, "row": str(row), "column": column, "kind": kind, "problem": problem}
        self.problems.append({"coder": "", "item": "", "given": "", **cells, **more})


def read_sheets(
    paths: Sequence[str | Path], sample: Sample, *, passages: Sequence[Passage] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (codes, problems) of the sheets of several coders, people or machines.

    codes: item, question, coder, code, a row per code given ("?" where a coder could not tell); problems: file, row,
    column, coder, item, given, kind, problem. A sheet has a row per item and a column per question, or the columns
    item, question and code. The coder is named in the column coder, else by the file: attributions-Ana.csv is Ana's.
    passages: those that were sheeted, to find rows whose columns were sorted apart. Raises InputError only where no
    file can be read at all.
    """
    import pandas as pd

    if not paths:
        raise InputError("no sheet was given; name the CSV or XLSX files that the coders sent back")
    reading = _Reading(sample)
    shown = {passage.item: plain_words(passage.bracketed()) for passage in passages}
    n_read, first_error = 0, ""
    for path in paths:
        try:
            sheet = read_sheet_file(Path(path))
        except InputError as error:
            first_error = first_error or str(error)
            reading.problems.append(
                dict.fromkeys(PROBLEM_COLUMNS, "")
                | {"file": Path(path).name, "kind": "unreadable", "problem": str(error)}
            )
            continue
        n_read += _read_sheet(reading, sheet, shown)
    if not n_read:
        raise InputError(first_error or str(reading.problems[-1]["problem"]))
    _tell_missing(reading)
    rows = [
        (item, question, coder, code)
        for (coder, item, question), (code, _) in reading.codes.items()
        if (coder, item, question) not in reading.spoilt
    ]
    codes = pd.DataFrame(sorted(rows), columns=list(COLUMNS), dtype="str")
    return codes, pd.DataFrame(reading.problems, columns=list(PROBLEM_COLUMNS), dtype="str")


def _read_sheet(reading: _Reading, sheet: Sheet, shown: dict[str, str]) -> bool:
    """Read one sheet; return whether it was one."""
    sample = reading.sample
    names = {folded(cell): place for place, cell in reversed(list(enumerate(sheet.header)))}
    if "item" not in names:
        problem = (
            f"{sheet.name} has no column 'item'; its columns are {', '.join(filter(None, sheet.header)) or 'none'}"
        )
        reading.tell(sheet, 1, "item", "unreadable", problem)
        return False
    for place, cell in enumerate(sheet.header):
        if cell.strip() and names[folded(cell)] != place:
            reading.tell(sheet, 1, cell, "column", f"column {cell!r} is there twice; the first is used")
    for row, column, kind, problem in sheet.remarks:
        name = sheet.header[column] if column < len(sheet.header) else ""
        reading.tell(sheet, row, name, kind, problem)
    long = "question" in names and "code" in names
    asked = [question for question in sample.questions if folded(question.id) in names]
    if not long:
        for question in sample.questions:
            if question not in asked:
                reading.tell(sheet, 1, question.id, "column", f"there is no column {question.id!r}, so no codes for it")
        known = {folded(name) for name in ("item", "coder", "title", "passage", "note", "help")}
        known |= {folded(question.id) for question in sample.questions}
        for cell in sheet.header:
            if cell.strip() and folded(cell) not in known:
                reading.tell(sheet, 1, cell, "column", f"column {cell!r} is none of the sheet's and was not read")
    items = {item.casefold(): item for item in sample.items["item"].tolist()}
    by_file = coder_of_file(sheet.name, sample.name)
    for row, cells in sheet.rows:
        get = _Cells(cells, names)
        given = get("item")
        if not any(cell.strip() for cell in cells):
            continue
        item = items.get(given.casefold())
        if item is None:
            problem = f"item {given!r} is not of sample {sample.name!r}" if given else "the item is missing"
            reading.tell(sheet, row, "item", "item", f"{problem}; the row was set aside", given=given)
            continue
        coder = get("coder").removeprefix("'") or by_file
        if shown and (seen := plain_words(get("passage"))) and seen != shown.get(item, seen):
            problem = "the passage is not that of the item (columns sorted apart?); the row was set aside"
            reading.tell(sheet, row, "passage", "passage", problem, coder=coder, item=item)
            continue
        reading.asked.setdefault(coder, {}).setdefault(sheet.name, set()).add(item)
        if long:
            meant = [q for q in sample.questions if folded(q.id) == folded(get("question"))]
            if not meant:
                problem = f"question {get('question')!r} is not asked by sample {sample.name!r}"
                reading.tell(sheet, row, "question", "question", problem, coder=coder, item=item)
                continue
            _take(reading, sheet, row, coder, item, meant[0], get("code"), "code")
        else:
            for question in asked:
                _take(reading, sheet, row, coder, item, question, get(question.id), question.id)
    return True


def _take(
    reading: _Reading, sheet: Sheet, row: int, coder: str, item: str, question: Question, given: str, column: str
) -> None:
    """Take in one cell: a code, no code, or what cannot be one."""
    code, problem = understand(given, question)
    at = {"coder": coder, "item": item, "given": given}
    if problem:
        reading.tell(sheet, row, column, "impossible", problem, **at)
        reading.refused.add((coder, item, question.id))
        return
    if not code:
        return
    key, place = (coder, item, question.id), f"{sheet.name}, row {row}"
    if key in reading.codes:
        before, where = reading.codes[key]
        if before == code:
            reading.tell(sheet, row, column, "double", f"the same code stands in {where} already; it counts once", **at)
        else:
            reading.spoilt.add(key)
            problem = f"{coder} gave {before!r} in {where} and {code!r} here; neither counts"
            reading.tell(sheet, row, column, "double", problem, **at)
        return
    reading.codes[key] = (code, place)


def _tell_missing(reading: _Reading) -> None:
    """Name every item and question that a coder's sheets leave open: no row for it, or an empty cell."""
    for coder, files in sorted(reading.asked.items()):
        seen = set().union(*files.values())
        file = ", ".join(sorted(files))
        for item in reading.sample.items["item"].tolist():
            open_questions = [
                question.id
                for question in reading.sample.questions
                if question.scale != FREE and (coder, item, question.id) not in reading.codes
            ]
            where = {"file": file, "row": "", "coder": coder, "item": item, "given": "", "kind": "missing"}
            if item not in seen:
                reading.problems.append({**where, "column": "item", "problem": f"{coder} has no row for this item"})
                continue
            reading.problems += [
                {**where, "column": name, "problem": f"{coder} gave no code for {name}"}
                for name in open_questions
                if (coder, item, name) not in reading.refused
            ]


@dataclass(frozen=True, slots=True)
class _Cells:
    cells: Sequence[str]
    names: dict[str, int]

    def __call__(self, column: str) -> str:
        place = self.names.get(folded(column))
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""
