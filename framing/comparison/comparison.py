"""The comparison as a whole: from tidy tables to estimates, differences and what could not be said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.clusters import FEWEST_CLUSTERS, cluster_codes
from framing.comparison.columns import MeasureSpec, measure_columns
from framing.comparison.controls import control_warnings, controls_table
from framing.comparison.differences import differences_table
from framing.comparison.distinctive import COLUMNS as WORDS
from framing.comparison.distinctive import distinctive_words
from framing.comparison.estimates import GroupEstimates, clump_sizes, estimate_rows, estimates_table
from framing.comparison.options import Options
from framing.comparison.sample import (
    PERIODS,
    Sample,
    build_sample,
    filled,
    group_labels,
    joined,
    number_of,
)
from framing.comparison.sentences import listed
from framing.comparison.terms import terms_by_voice
from framing.errors import InputError


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """Tables of a comparison and, in `notes`, a sentence for everything that could not be compared."""

    by: str
    reference: str | None
    measures: tuple[str, ...]
    estimates: pd.DataFrame
    differences: pd.DataFrame
    words: pd.DataFrame
    controls: pd.DataFrame
    notes: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """Return what was compared and how as plain data, for the manifest of a run."""
        controls = [
            {key: None if isinstance(cell, float) and np.isnan(cell) else cell for key, cell in row.items()}
            for row in self.controls.to_dict("records")
        ]
        return {
            **self.options, "measures": list(self.measures), "notes": list(self.notes), "controls": controls,
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
    notes += control_warnings(sample, controls, differences)
    return Comparison(
        by=by,
        reference=reference,
        measures=tuple(column.name for column in columns),
        estimates=estimates_table(sample, groups),
        differences=differences,
        words=pd.DataFrame(columns=list(WORDS)),
        controls=controls,
        notes=tuple(dict.fromkeys(notes)),
        options={
            "by": by, "reference": reference, "method": method, "n_resamples": n_resamples,
            "n_permutations": n_permutations, "seed": seed, "level": level,
            "false_discovery_rate": false_discovery_rate, "copies": copies,
        },
    )  # fmt: skip


def compare(
    results: Any, *, measures: Iterable[MeasureSpec] | None = None, words: bool = True, **options: Any
) -> Comparison:
    """Return the comparison of the outlets (or of `by=`) of an analysed corpus.

    results: has the tables `articles`, `features` and (for words by voice) `attributions`, and takes the
    comparison's tables in where it can (`attach`); measures: those of the package where not given;
    words: also find distinctive words. Other options are those of `compare_tables`.

    >>> from types import SimpleNamespace
    >>> from framing.comparison import MeasureColumn
    >>> table = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["X", "Y"], "n_words_own": [90, 60]})
    >>> measures = [MeasureColumn(name="n_words_own", label="words in the outlet's own voice")]
    >>> compare(SimpleNamespace(articles=table, features=table), measures=measures).estimates["estimate"].tolist()
    [90.0, 60.0]
    """
    if measures is None:
        from framing.measures import MEASURES  # only here: tidy tables of other origin need no measures

        measures = MEASURES
    comparison = compare_tables(results.articles, results.features, measures, **options)
    if words:
        comparison = with_words(comparison, results.articles, getattr(results, "attributions", None))
    if hasattr(results, "attach"):
        # So that `framing.report(results, ...)` after `framing.compare(results)` shows the comparison.
        results.attach(comparison)
    return comparison


def with_words(comparison: Comparison, articles: pd.DataFrame, attributions: pd.DataFrame | None) -> Comparison:
    """Return the comparison with its table of distinctive words, own voice and quoted voice apart."""
    if "text" not in articles or not (filled(articles["text"]) != "").any():
        note = "The articles' text is not in the tables, so distinctive words were not looked for."
        return replace(comparison, notes=(*comparison.notes, note))
    kept = articles
    if comparison.options["copies"] == "drop" and "duplicate_of" in articles:
        kept = articles[filled(articles["duplicate_of"]) == ""]
    kept = kept.sort_values("article_id", kind="stable")
    if comparison.by not in kept and comparison.by not in PERIODS:
        note = f"{comparison.by} is no column of the articles, so distinctive words were not looked for."
        return replace(comparison, notes=(*comparison.notes, note))
    groups = pd.Series(group_labels(kept, comparison.by), index=filled(kept["article_id"]))
    tables = [
        distinctive_words(made, groups, voice=voice, seed=comparison.options["seed"])
        for voice, made in terms_by_voice(kept, attributions).items()
    ]
    filled_tables = [table for table in tables if not table.empty]
    if not filled_tables:
        note = "No word is in enough articles of two groups to ask which words are distinctive."
        return replace(comparison, notes=(*comparison.notes, note))
    return replace(comparison, words=pd.concat(filled_tables, ignore_index=True))


def group_notes(sample: Sample, groups: Sequence[GroupEstimates], by: str) -> list[str]:
    """Return a sentence for each kind of thing that groups were too small or too even for."""
    notes = []
    if len(groups) == 1:
        notes.append(f"There is only one {by} ({groups[0].group}), so there is nothing to compare it with.")
    sizes = np.bincount(sample.group, minlength=len(sample.groups))
    single = [name for name, n in zip(sample.groups, sizes, strict=True) if n == 1]
    if single:
        notes.append(
            f"{listed(single)} {'has' if len(single) == 1 else 'have'} one article only: its numbers are "
            "shown without an interval, since one article does not tell how much articles differ."
        )
    few = [name for name, n in zip(sample.groups, sizes, strict=True) if 1 < n < 10]
    if few:
        notes.append(
            f"{listed(few)} {'has' if len(few) == 1 else 'have'} fewer than 10 articles: "
            "the intervals are rough there and few differences can be found."
        )
    return [*notes, *measure_notes(sample, groups)]


def measure_notes(sample: Sample, groups: Sequence[GroupEstimates]) -> list[str]:
    """Return a sentence for each way in which measures could not be compared, naming the measures."""
    nowhere, unknown, zero, partly_zero, equal = [], [], [], [], []
    for j, column in enumerate(sample.columns):
        label = column.label or column.name
        empty = [g.group for g in groups if g.over[j] == 0]
        if len(empty) == len(groups):
            nowhere.append(label)
            continue
        if empty:
            unknown.append(f"{label} ({listed(empty)})")
        none = [g.group for g in groups if g.over[j] > 0 and g.estimate[j] == 0]
        if column.kind != "mean" and len(none) + len(empty) == len(groups):
            zero.append(label)
        elif column.kind != "mean" and none:
            partly_zero.append(f"{label} ({listed(none)})")
        known = sample.over[:, j] > 0
        values = sample.counts[known, j] / sample.over[known, j]
        if len(values) > 1 and np.ptp(values) == 0 and values[0] != 0:
            equal.append(label)
    sentences = (
        (nowhere, "Nothing can be said about {}: no article has anything to count in."),
        (unknown, "Could not be compared for lack of anything to count in: {}."),
        (zero, "None was found anywhere, so no difference could be looked for: {}."),
        (partly_zero, "None was found, so the interval is an upper bound: {}."),
        (equal, "All articles have the same value, so nothing could be compared: {}."),
    )
    return [sentence.format(listed(labels)) for labels, sentence in sentences if labels]


def event_notes(sample: Sample, by: str) -> list[str]:
    """Return sentences about same-event mode: where it was not possible, and how articles were drawn."""
    if len(sample.groups) < 2:
        return []
    known = sample.event >= 0
    if not known.any():
        return ["No events are known, so only unmatched differences are given; they mix wording and topic."]
    n_groups = [len(np.unique(sample.group[sample.event == e])) for e in range(len(sample.event_names))]
    alone = sum(n == 1 for n in n_groups)
    notes = []
    if alone:
        notes.append(f"{number_of(alone, 'event')} of {len(n_groups):,} seen by one {by} only: left out of same-event.")
    if alone == len(n_groups):
        notes.append(f"No event is shared by two groups of {by}, so no same-event difference could be given.")
    codes = cluster_codes(sample.event)
    if len(np.unique(codes)) < min(FEWEST_CLUSTERS, len(codes)):
        notes.append(
            f"The articles fall into {number_of(len(np.unique(codes)), 'event')} only; articles were drawn "
            "one by one, so the unmatched intervals say nothing about other events."
        )
    return notes
