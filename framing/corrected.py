"""Numbers corrected with what people coded, put beside those of the program in the tables of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

SAME = 1e-6  # two numbers of the program that differ by less are the same number, written to a file and read back
ESTIMATES = ("corrected", "corrected_low", "corrected_high", "n_coded")
DIFFERENCES = ("corrected", "corrected_low", "corrected_high", "finding")


def beside_estimates(estimates: pd.DataFrame, corrected: pd.DataFrame | None, by: str) -> pd.DataFrame:
    """Return the estimates with corrected, corrected_low, corrected_high and n_coded, where people coded that number.

    corrected: the table corrected.csv of the output. A number is put beside an estimate only where the program's own
    number for the coded articles is that very estimate: where copies count or articles are grouped otherwise than
    when the sample was drawn, it would be the correction of another number. Without any, no column is added.

    >>> import pandas as pd
    >>> estimates = pd.DataFrame({"measure": ["share_official"], "group": ["X"], "estimate": [0.5]})
    >>> row = {"measure": "share_official", "by": "outlet", "group": "X", "naive": 0.5, "corrected": 0.4, "low": 0.3}
    >>> corrected = pd.DataFrame([{**row, "high": 0.5, "n_coded": 80}])
    >>> beside_estimates(estimates, corrected, "outlet")["corrected"].tolist()
    [0.4]
    """
    return _beside(estimates, corrected, by, keys=("measure", "group"), number="estimate", more=ESTIMATES)


def beside_differences(differences: pd.DataFrame, corrected: pd.DataFrame | None, by: str) -> pd.DataFrame:
    """Return the differences over all articles with corrected, corrected_low, corrected_high and finding beside them.

    Those on the same events have none: a coded sample is of all articles. finding: as in corrected_differences.csv.
    """
    keys = ("measure", "group", "reference")
    return _beside(differences, corrected, by, keys=keys, number="difference", more=DIFFERENCES)


def _beside(
    table: pd.DataFrame,
    corrected: pd.DataFrame | None,
    by: str,
    *,
    keys: tuple[str, ...],
    number: str,
    more: tuple[str, ...],
) -> pd.DataFrame:
    table = table.drop(columns=[name for name in more if name in table])
    if corrected is None or table.empty:
        return table
    known = corrected[(corrected["measure"] != "") & (corrected["by"] == by) & corrected["corrected"].notna()]
    known = known.drop_duplicates(list(keys)).rename(columns={"low": "corrected_low", "high": "corrected_high"})
    # As text on both sides: groups such as years come back from a file as numbers.
    left = table[list(keys)].astype("str")
    found = left.merge(known[[*keys, "naive", *more]].astype(dict.fromkeys(keys, "str")), on=list(keys), how="left")
    found.index = table.index
    of_all = table["mode"] == "unmatched" if "mode" in table else np.ones(len(table), dtype=bool)
    same = ((found["naive"] - table[number]).abs() < SAME) & of_all
    if not same.any():
        return table
    columns = {name: found[name].where(same) for name in more}
    if "finding" in columns:
        columns["finding"] = columns["finding"].fillna("").astype("str")
    return table.assign(**columns)
