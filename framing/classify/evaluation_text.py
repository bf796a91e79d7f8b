"""An evaluation as a page of plain text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from framing.classify.evaluation import Evaluation
from framing.classify.folds import RANDOM


def render_evaluation(evaluation: Evaluation) -> str:
    """Return what the evaluation says, the number to report first, as text for a terminal."""
    best, scores = evaluation.best(), rows_of(evaluation.scores)
    lines = [
        f"{evaluation.target}: macro-F1 {_interval(best)} with {evaluation.split}, {best['n']:,} texts "
        f"({best['n_groups']:,} groups)"
        if evaluation.split != RANDOM
        else f"{evaluation.target}: macro-F1 {_interval(best)} in random folds, {best['n']:,} texts",
    ]
    flattered = next(row["macro_f1"] for row in scores if (row["split"], row["model"]) == (RANDOM, best["model"]))
    gap = flattered - best["macro_f1"]
    if evaluation.split != RANDOM and gap > 0:
        lines.append(f"random folds say {flattered:.3f}, {gap:.3f} more: there, training and test share groups")
    lines += ["", render_scores(evaluation.scores)]
    lines += ["", _columns(["class", "precision", "recall", "F1", "texts"], [
        [row["class"], *(f"{row[name]:.3f}" for name in ("precision", "recall", "f1")), f"{row['n']:,}"]
        for row in rows_of(evaluation.per_class)
    ])]  # fmt: skip
    if len(evaluation.leaks):
        lines += ["", _columns(["what else tells", "accuracy", "by chance", "texts"], [
            [row["question"], f"{row['accuracy']:.3f}", f"{row['chance']:.3f}", f"{row['n']:,}"]
            for row in rows_of(evaluation.leaks)
        ])]  # fmt: skip
    half = rows_of(evaluation.abstention)[len(evaluation.abstention) // 2]
    lines += ["", f"of the surest {half['answered']:.0%} of answers {half['accuracy']:.0%} are right"]
    for row in rows_of(evaluation.checks):
        lines.append(f"{'passed' if row['passed'] else 'FAILED'}: {row['check']} ({row['detail']})")
    return "\n".join([*lines, *(f"note: {note}" for note in evaluation.notes)])


def render_scores(scores: pd.DataFrame) -> str:
    """Return the rows of a table of scores as aligned columns."""
    header = ["split", "model", "macro-F1", "95 % interval", "all right", "texts"]
    rows = [
        [row["split"], row["model"], f"{row['macro_f1']:.3f}", _bounds(row), f"{row['accuracy']:.3f}", f"{row['n']:,}"]
        for row in rows_of(scores)
    ]
    return _columns(header, rows)


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table by column name."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _interval(row: dict[str, Any]) -> str:
    return f"{row['macro_f1']:.3f}" + (f" ({row['low']:.3f} to {row['high']:.3f})" if row["low"] == row["low"] else "")


def _bounds(row: dict[str, Any]) -> str:
    return f"{row['low']:.3f} to {row['high']:.3f}" if row["low"] == row["low"] else ""


def _columns(header: list[str], rows: list[list[str]]) -> str:
    """Return rows as aligned columns, the first two to the left where they hold words."""
    widths = [max(len(line[place]) for line in (header, *rows)) for place in range(len(header))]
    words = [all(not row[place][:1].isdigit() for row in rows) for place in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if word else cell.rjust(width)
            for cell, width, word in zip(line, widths, words, strict=True)
        ).rstrip()
        for line in (header, *rows)
    )
