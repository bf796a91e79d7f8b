"""Each group against the rest and against a chosen one: how large, how sure, how it reads in a sentence."""

from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.estimates import ENOUGH_FOR_FORMULA, GroupEstimates, estimate_rows
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.options import Options
from framing.comparison.pair_rows import same_event, unmatched
from framing.comparison.sample import Sample
from framing.comparison.sentences import difference_sentence

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
REST = "rest"
COLUMNS = (
    "measure", "group", "reference", "mode", "difference", "low", "high", "effect_size", "p", "q", "n_events",
    "effect_low", "effect_high", "estimate", "estimate_reference", "n_articles", "n_articles_reference",
    "count", "count_reference",
    "events_higher", "events_lower", "lowest_without_one_event", "highest_without_one_event",
    "most_influential_event",
    "n_tests", "distinguishable", "method", "sentence",
)  # fmt: skip


def differences_table(
    sample: Sample, groups: list[GroupEstimates], reference: str | None, clump: Floats, options: Options
) -> pd.DataFrame:
    """Return the table `differences`: every group against the rest and, where given, against `reference`."""
    rows: list[dict[str, Any]] = []
    if len(sample.groups) > 1:
        for g in range(len(sample.groups)):
            others = np.flatnonzero(sample.group != g)
            few = len(others) < ENOUGH_FOR_FORMULA
            rest = estimate_rows(sample, others, REST, clump=clump, options=options, bootstrap=few)
            rows += _compared(sample, g, others, groups[g], rest, options)
        if reference is not None:
            r = sample.groups.index(reference)
            for g in range(len(sample.groups)):
                if g != r:
                    rows += _compared(sample, g, sample.rows_of(r), groups[g], groups[r], options)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return with_q(table, sample, options)


def with_q(table: pd.DataFrame, sample: Sample, options: Options) -> pd.DataFrame:
    """Return the table with q, `distinguishable` and sentences; one family per mode and kind of reference.

    All declared measures and all groups count: whoever looks at 200 lines counts 200.
    """
    against_rest = (table["reference"] == REST).to_numpy()
    mode = table["mode"].to_numpy(dtype=object)
    p = table["p"].to_numpy(dtype=np.float64)
    q, n_tests = np.full(len(table), np.nan), np.zeros(len(table), dtype=np.int64)
    for one_mode in ("unmatched", "same_event"):
        for kind in (True, False):
            family = (mode == one_mode) & (against_rest == kind)
            q[family] = benjamini_hochberg(p[family])
            n_tests[family] = int(np.isfinite(p[family]).sum())
    low, high = table["low"].to_numpy(np.float64), table["high"].to_numpy(np.float64)
    table["q"], table["n_tests"] = q, n_tests
    # Both must agree: the count of all comparisons made, and an interval that leaves 0 out.
    table["distinguishable"] = (q <= options.false_discovery_rate) & ((low > 0) | (high < 0))
    by_name = {column.name: column for column in sample.columns}
    table["sentence"] = [
        difference_sentence(row, by_name[row["measure"]], options.level) for row in table.to_dict("records")
    ]
    return table


def _compared(
    sample: Sample, g: int, rows_b: Integers, first: GroupEstimates, second: GroupEstimates, options: Options
) -> list[dict[str, Any]]:
    """Return the rows of one group against one reference, unmatched and, where possible, within events."""
    rows_a = sample.rows_of(g)
    made = [unmatched(sample, rows_a, rows_b, first, second, options)]
    matched = same_event(sample, rows_a, rows_b, first, second, options)
    if matched is not None:
        made.append(matched)
    rows = []
    for j, column in enumerate(sample.columns):
        for result in made:
            row = {key: value[j] for key, value in result.items()}
            scaled = ("difference", "low", "high", "estimate", "estimate_reference",
                      "lowest_without_one_event", "highest_without_one_event")  # fmt: skip
            row |= {key: row[key] * column.per for key in scaled}
            rows.append({"measure": column.name, "group": first.group, "reference": second.group} | row)
    return rows
