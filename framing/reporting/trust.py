"""How far to trust a run, for its readers: what people who coded some of it found, and the numbers corrected by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.charts.names import interval, measure_name, measure_unit, number
from framing.charts.style import plural
from framing.reporting.figures import plain

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

MOST_ROWS = 48
ALL = "all"
HEADING = "How far to trust this"
COLUMNS = ("number", "group", "program alone", "coded sample alone", "corrected", "items")
NOTE = (
    "Program alone: the program taken at its word; its interval knows nothing of its errors. Coded sample alone: what "
    "people said of the items drawn. Corrected: both, the program’s numbers put right by what people said of a random "
    "sample; where it differs, this is the number to use. Intervals are 95 % intervals."
)


def summarise_corrected(results: Results) -> dict[str, Any]:
    """Return the corrected numbers beside the naive ones as plain data: columns, rows of text, note and numbers.

    rows: the most common answers first; a question of two answers is shown by its first. numbers: every row of
    results.corrected. Nothing but the columns where no sample was coded.
    """
    table = results.corrected
    if table is None or table.empty:
        return {"columns": list(COLUMNS), "rows": [], "note": "", "n_left": 0, "numbers": []}
    shown = [row for _, rows in table.groupby(["sample", "question"], sort=False) for row in _rows(rows)]
    return {
        "columns": [str(table["by"].iloc[0]) if name == "group" else name for name in COLUMNS],
        "rows": [_cells(row) for row in shown[:MOST_ROWS]],
        "note": NOTE,
        "n_left": max(len(shown) - MOST_ROWS, 0),
        "numbers": [{str(key): plain(value) for key, value in row.items()} for row in table.to_dict("records")],
    }


def point_to_corrected(findings: list[dict[str, Any]], results: Results) -> None:
    """Add to each finding on a measure that was corrected where its corrected numbers stand."""
    table = results.corrected
    if table is None:
        return
    n_coded = table[table["group"] == ALL].groupby("measure")["n_coded"].max()
    for finding in findings:
        if finding["measure"] and finding["measure"] in n_coded:
            said = f"Put right with {plural(n_coded[finding['measure']], 'coded item')} under “{HEADING}”."
            finding["accuracy"] = f"{finding['accuracy']} {said}".strip()


def _rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of one question that are worth a reader's time, by value, "all" first in each."""
    size = rows[rows["group"] == ALL].set_index("value")[["naive", "corrected"]].max(axis=1)
    values = [str(value) for value in size[size > 0].sort_values(ascending=False, kind="stable").index]
    if len(size) == 2:
        values = [str(size.index[0])]
    by_value = {str(value): part for value, part in rows.groupby("value", sort=False)}
    # One group besides "all" is all of it.
    return [
        {str(key): cell for key, cell in row.items()}
        for value in values
        for row in by_value[value].to_dict("records")
        if len(by_value[value]) != 2 or row["group"] == ALL
    ]


def _cells(row: dict[str, Any]) -> list[str]:
    share = row["value"] != "mean"
    name = f"{row['question']}: {row['value']}".replace("_", " ")
    unit = f"share of {row['unit']}s" if share else f"per {row['unit']}"
    if row["measure"]:
        name, unit = measure_name(row["measure"]), measure_unit(row["measure"])
    ways = (
        _with_interval(row[way], row[low], row[high], share=share)
        for way, low, high in (
            ("naive", "naive_low", "naive_high"), ("coded", "coded_low", "coded_high"), ("corrected", "low", "high"),
        )
    )  # fmt: skip
    return [f"{name} ({unit})", str(row["group"]), *ways, f"{row['n_coded']:,}"]


def _with_interval(value: float, low: float, high: float, *, share: bool) -> str:
    shown = number(value, share=share)
    return shown if shown == "–" else f"{shown} ({interval(low, high, share=share).replace(' %', '')})"
