"""Measures over time, group by group, and where a change may lie: shown, never claimed.

A line that jumps invites a story. The place of the largest jump is given with how often shuffled dates
make one as large; what happened then is not in the data.
"""

from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import MeasureSpec, measure_columns
from framing.comparison.estimates import clump_sizes, estimate_rows, estimates_table
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.options import Options
from framing.comparison.resampling import CELLS, divided
from framing.comparison.sample import PERIODS, build_sample, filled, group_labels, joined
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
FEWEST_PERIODS, FEWEST_IN_PERIOD = 4, 3
CHANGE_COLUMNS = ("measure", "group", "period", "before", "after", "p", "q", "n_articles", "n_periods", "sentence")


def time_series(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    measures: Any,
    *,
    by: str = "outlet",
    period: str = "month",
) -> pd.DataFrame:
    """Return estimates per group and period: the columns of `estimates` with `period` after `group`.

    period: year, month or day of `published`; articles without a date are left out. Intervals are t intervals,
    as everywhere for so few articles as a period has.
    """
    _check(articles, period)
    dated = articles[filled(articles["published"]) != ""]
    columns, _ = measure_columns(joined(articles, features), measures)
    sample = build_sample(dated, features, columns, by=by)
    clump = clump_sizes(sample)
    dates = filled(sample.table["published"])
    options = Options()
    tables = []
    for moment in sorted({date[: PERIODS[period]] for date in dates}):
        here = np.array([date[: PERIODS[period]] == moment for date in dates])
        groups = []
        for g, name in enumerate(sample.groups):
            rows = np.flatnonzero(here & (sample.group == g))
            if len(rows):
                groups.append(estimate_rows(sample, rows, name, clump=clump, options=options, bootstrap=False))
        table = estimates_table(sample, groups)
        table.insert(2, "period", moment)
        tables.append(table)
    result = pd.concat(tables, ignore_index=True)
    return result.sort_values(["measure", "group", "period"], kind="stable").reset_index(drop=True)


def fitting_period(articles: pd.DataFrame, by: str = "outlet") -> str:
    """Return the coarsest period with at least four values and three articles per group in each on average.

    "" where there is none: fewer articles than that show no development.
    """
    if "published" not in articles:
        return ""
    dates = pd.Series(filled(articles["published"]), dtype="str")
    known = dates[dates != ""]
    n_groups = max(len(set(group_labels(articles, by)) - {""}), 1)
    for name, size in PERIODS.items():
        if FEWEST_PERIODS <= known.str[:size].nunique() <= len(known) / (n_groups * FEWEST_IN_PERIOD):
            return name
    return ""


def change_points(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    measures: list[MeasureSpec],
    *,
    by: str = "outlet",
    period: str = "month",
    n_permutations: int = 1999,
    seed: int = 0,
    fewest: int = 5,
) -> pd.DataFrame:
    """Return, per measure and group, the one place in time where before and after differ most.

    p: how often dates shuffled over the articles make as large a jump anywhere; q over all rows. At least
    `fewest` articles on each side. One change at most is looked for; a trend makes one in its middle.
    """
    _check(articles, period)
    dated = articles[filled(articles["published"]) != ""]
    columns, _ = measure_columns(joined(articles, features), measures)
    sample = build_sample(dated, features, columns, by=by)
    dates = filled(sample.table["published"])
    random = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for g, name in enumerate(sample.groups):
        for j, column in enumerate(sample.columns):
            mine = np.flatnonzero((sample.group == g) & (sample.over[:, j] > 0))
            periods = np.array([dates[i][: PERIODS[period]] for i in mine])
            order = np.argsort(periods, kind="stable")
            mine, periods = mine[order], periods[order]
            splits = np.flatnonzero(periods[1:] != periods[:-1]) + 1
            splits = splits[(splits >= fewest) & (splits <= len(mine) - fewest)]
            if not len(splits):
                continue
            c, d = sample.counts[mine, j], sample.over[mine, j]
            size = _jumps(c[None], d[None], splits)
            best = int(np.argmax(size[0]))
            chance = _largest_by_chance(c, d, splits, n_permutations, random)
            at = int(splits[best])
            before, after = (c[s].sum() / d[s].sum() * column.per for s in (slice(0, at), slice(at, None)))
            rows.append(
                {
                    "measure": column.name,
                    "group": name,
                    "period": str(periods[at]),
                    "before": before,
                    "after": after,
                    "p": ((chance >= size[0, best] * (1 - 1e-9)).sum() + 1) / (n_permutations + 1),
                    "n_articles": len(mine),
                    "n_periods": len(np.unique(periods)),
                }
            )
    table = pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))
    table["q"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    labels = {column.name: column.label or column.name for column in columns}
    table["sentence"] = [_sentence(row, labels) for row in table.to_dict("records")]
    return table


def _largest_by_chance(
    counts: Floats, over: Floats, splits: Any, n_permutations: int, random: np.random.Generator
) -> Floats:
    """Return the largest jump anywhere, each time the dates are dealt again over the articles."""
    largest, rows = [], max(1, CELLS // (8 * len(counts)))
    for start in range(0, n_permutations, rows):
        block = min(rows, n_permutations - start)
        deal = random.permuted(np.tile(np.arange(len(counts)), (block, 1)), axis=1)
        largest.append(_jumps(counts[deal], over[deal], splits).max(axis=1))
    return np.concatenate(largest)


def _jumps(counts: Floats, over: Floats, splits: Any) -> Floats:
    """Return the studentised difference of after from before at each split, (series, splits)."""
    total_c, total_d = counts.sum(axis=1, keepdims=True), over.sum(axis=1, keepdims=True)
    residual = counts - over * divided(total_c, total_d)
    before_d = np.cumsum(over, axis=1)[:, splits - 1]
    before_r = np.cumsum(residual, axis=1)[:, splits - 1]
    # Residuals sum to zero, so after's total is the negative of before's.
    difference = np.abs(before_r) * total_d / np.maximum(before_d * (total_d - before_d), 1e-300)
    spread = np.sqrt((residual**2).mean(axis=1, keepdims=True))
    n, k = counts.shape[1], splits[None, :]
    scale = spread * np.sqrt(n / (k * (n - k))) * n / np.maximum(total_d, 1e-300)
    return np.nan_to_num(divided(difference, np.broadcast_to(scale, difference.shape)))


def _sentence(row: dict[Any, Any], labels: dict[str, str]) -> str:
    name, label = row["group"], labels[row["measure"]]
    numbers = f"{row['before']:.3g} before, {row['after']:.3g} from then on"
    if row["q"] <= 0.05:
        return (
            f"{name}: the largest change in {label} lies at {row['period']} ({numbers}; q = {row['q']:.2g}); "
            "the data do not say why, and a gradual change would look the same."
        )
    return (
        f"{name}: no change in {label} stands out; shuffled dates often make one as large as that at "
        f"{row['period']} ({numbers}; q = {row['q']:.2g})."
    )


def _check(articles: pd.DataFrame, period: str) -> None:
    if period not in PERIODS:
        raise InputError(f"unknown period {period!r}; allowed are {', '.join(PERIODS)}")
    if "published" not in articles or not (filled(articles["published"]) != "").any():
        raise InputError("no article has a date in the column 'published', so there is no time to follow")
