"""Estimates and differences of groups from tidy tables, and what could not be said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import MeasureColumn, MeasureSpec, measure_columns
from framing.comparison.controls import control_warnings, controls_table
from framing.comparison.differences import differences_table
from framing.comparison.distinctive import COLUMNS as WORDS
from framing.comparison.estimates import clump_sizes, estimate_rows, estimates_table
from framing.comparison.notes import event_notes, group_notes
from framing.comparison.options import Options
from framing.comparison.sample import build_sample, joined
from framing.errors import InputError
from framing.tables import COMPARISONS


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """Tables of a comparison and, in `notes`, a sentence for everything that could not be compared.

    Tables that were not made, for lack of events, dates or texts or because nobody asked, are None.
    `warnings` are those of the notes that name what else could explain a difference.
    """

    by: str
    reference: str | None
    measures: tuple[str, ...]
    estimates: pd.DataFrame
    differences: pd.DataFrame
    words: pd.DataFrame
    controls: pd.DataFrame
    omissions: pd.DataFrame | None = None
    omission_rates: pd.DataFrame | None = None
    diversity: pd.DataFrame | None = None
    word_shifts: pd.DataFrame | None = None
    over_time: pd.DataFrame | None = None
    changes: pd.DataFrame | None = None
    mixed_model: pd.DataFrame | None = None
    groups: pd.DataFrame | None = None
    columns: tuple[MeasureColumn, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def tables(self) -> dict[str, pd.DataFrame | None]:
        """Return the tables by the names of their files."""
        return {name: getattr(self, name) for name in COMPARISONS}

    def describe(self) -> dict[str, Any]:
        """Return what was compared and how as plain data, for the manifest of a run."""
        controls = [
            {key: None if isinstance(cell, float) and np.isnan(cell) else cell for key, cell in row.items()}
            for row in self.controls.to_dict("records")
        ]
        return {
            **self.options, "measures": list(self.measures), "notes": list(self.notes),
            "warnings": list(self.warnings), "controls": controls,
        }  # fmt: skip


def compare_tables(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    measures: Iterable[MeasureSpec],
    *,
    by: str = "outlet",
    reference: str | None = None,
    seed: int = 0,
    n_resamples: int = 2000,
    n_permutations: int = 9999,
    method: str = "studentized",
    level: float = 0.95,
    false_discovery_rate: float = 0.05,
    copies: str = "drop",
) -> Comparison:
    """Return the comparison of the groups that `by` makes of the articles, on the declared measures.

    articles, features: tables as in the output contract, joined by article_id. Estimates are ratios of
    totals (means for measures without a denominator) with article bootstrap intervals: `method` is
    "studentized", "percentile" or "bca". Articles of one event are drawn together where there are enough
    events. Differences are of each group from the rest (all other articles as one) and from
    `reference`, over all articles ("unmatched") and inside shared events ("same_event"), with a
    permutation test at the article level and Benjamini-Hochberg over all declared measures and groups.
    Raises `InputError` for an unknown column, group or option.

    >>> from framing.comparison import MeasureColumn
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"]})
    >>> features = pd.DataFrame({"article_id": list("abcd"), "mean_sentence_length": [9.0, 11, 20, 22]})
    >>> length = MeasureColumn(name="mean_sentence_length", label="mean sentence length")
    >>> compare_tables(articles, features, [length]).estimates["estimate"].tolist()
    [10.0, 21.0]
    """
    options = Options(
        method=method, n_resamples=n_resamples, n_permutations=n_permutations, seed=seed, level=level,
        false_discovery_rate=false_discovery_rate,
    )  # fmt: skip
    columns, notes = measure_columns(joined(articles, features), measures)
    sample = build_sample(articles, features, columns, by=by, copies=copies)
    if reference is not None and reference not in sample.groups:
        raise InputError(f"no {by} is called {reference!r}; there are {', '.join(map(repr, sample.groups[:10]))}")
    clump = clump_sizes(sample)
    groups = [
        estimate_rows(sample, sample.rows_of(g), name, clump=clump, options=options)
        for g, name in enumerate(sample.groups)
    ]
    differences = differences_table(sample, groups, reference, clump, options)
    controls = controls_table(sample)
    notes += [*sample.notes, *group_notes(sample, groups, by), *event_notes(sample, by)]
    warnings = control_warnings(sample, controls, differences)
    return Comparison(
        by=by,
        reference=reference,
        measures=tuple(column.name for column in columns),
        estimates=estimates_table(sample, groups),
        differences=differences,
        words=pd.DataFrame(columns=list(WORDS)),
        controls=controls,
        columns=tuple(columns),
        warnings=tuple(warnings),
        notes=tuple(dict.fromkeys([*warnings, *notes])),
        options={
            "by": by, "reference": reference, "method": method, "n_resamples": n_resamples,
            "n_permutations": n_permutations, "seed": seed, "level": level,
            "false_discovery_rate": false_discovery_rate, "copies": copies,
        },
    )  # fmt: skip
