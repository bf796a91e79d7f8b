"""Shares and means by outlet, corrected with the coded sample, beside what the machine says alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.cells import Units
from framing.coding.code_table import code_matrix, code_shares, is_missing
from framing.coding.estimators import Corrected, Estimate, difference, estimate
from framing.comparison.sample import group_labels

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.questions import Question
    from framing.coding.samples import Sample
    from framing.results import Results

ALL = "all"
MEAN = "mean"
COLUMNS = (
    "question", "value", "group", "naive", "naive_low", "naive_high", "coded", "coded_low", "coded_high", "corrected",
    "low", "high", "n_units", "n_coded", "tuning", "target", "note",
)  # fmt: skip
DIFFERENCE_COLUMNS = (
    "question", "value", "group", "reference", "naive", "naive_low", "naive_high", "corrected", "low", "high",
    "finding",
)  # fmt: skip
Found = dict[tuple[str, str], dict[str, Corrected]]


def corrected_table(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    target: str = "outlet",
    deciding: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the share of each code (the mean, for numbers) in each group: naive, from the sample alone, corrected.

    The machine's answers to everything are put right by what coders said of the items drawn, each weighted by 1 / its
    recorded inclusion probability (see `framing.coding.estimators`). Where coders differ, an item counts in parts, or
    as the deciding coder says. target: "outlet", of which the articles are a draw, or "corpus", these very units.
    """
    import pandas as pd

    rows = []
    for (question, value), groups in corrections(
        codes, sample, results, by=by, target=target, deciding=deciding, level=level
    ).items():
        for group, found in groups.items():
            ways = [(e.value, e.low, e.high) for e in (found.naive, found.coded, found.corrected)]
            numbers = [number for way in ways for number in way]
            counts = (found.naive.n, found.coded.n, found.tuning)
            rows.append((question, value, group, *numbers, *counts, target, "; ".join(found.notes)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def corrected_differences(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    target: str = "outlet",
    deciding: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the difference of each pair of groups, naive and corrected, and what becomes of the finding.

    finding: "stays" (both intervals leave out zero, on the same side), "reversed", "lost" (only the naive one did),
    "new" (only the corrected one does), "open" (neither).
    """
    import pandas as pd

    rows = []
    for (question, value), groups in corrections(
        codes, sample, results, by=by, target=target, deciding=deciding, level=level
    ).items():
        for one, two in combinations([name for name in groups if name != ALL], 2):
            rows.append((question, value, one, two, *difference_row(groups[one], groups[two])))
    return pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))


def difference_row(first: Corrected, second: Corrected) -> tuple[float | str, ...]:
    """Return the cells of a difference: naive, naive_low, naive_high, corrected, low, high, finding."""
    naive, corrected = difference(first.naive, second.naive), difference(first.corrected, second.corrected)
    return (*naive, *corrected, what_becomes(naive, corrected))


def what_becomes(naive: tuple[float, float, float], corrected: tuple[float, float, float]) -> str:
    """Return what a correction does to a finding, from (difference, low, high) before and after.

    >>> what_becomes((0.2, 0.1, 0.3), (0.05, -0.1, 0.2)), what_becomes((0.2, 0.1, 0.3), (-0.2, -0.3, -0.1))
    ('lost', 'reversed')
    """
    if not np.isfinite([*naive, *corrected]).all():
        return ""
    before, after = (int(low > 0) - int(high < 0) for _, low, high in (naive, corrected))
    if before and after:
        return "stays" if before == after else "reversed"
    return "lost" if before else "new" if after else "open"


def corrections(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    target: str = "outlet",
    deciding: str | None = None,
    level: float = 0.95,
    rest: bool = False,
) -> Found:
    """Return for each question and value the corrected estimates of each group, "all" first.

    rest: of all other groups as one instead, under the name of the group that is left out; then without "all".
    """
    found: Found = {}
    for question in sample.questions:
        if not question.counts or not (codes["question"] == question.id).any():
            continue
        population = sample.population[sample.population["question"] == question.id]
        labels = dict(zip(results.articles["article_id"], group_labels(results.articles, by), strict=True))
        of_population = np.array([str(labels.get(article, "")) for article in population["article_id"]], dtype=object)
        for value, truth in _truths(codes, question, deciding):
            items = sample.items.set_index("item").loc[truth.index]
            of_items = np.array([str(labels.get(article, "")) for article in items["article_id"]], dtype=object)
            groups = {}
            names = sorted(name for name in set(of_population) if name)
            for group in names if rest else [ALL, *names]:
                here, there = (_chosen(of, group, rest=rest) for of in (of_population, of_items))
                units = _units(sample, question, value, population[here], items[there], truth[there])
                made = estimate(units, target=target, share=value != MEAN, level=level)
                groups[group] = _annotated(made, question, sample, len(truth))
            found[question.id, value] = groups
    return found


def _truths(codes: pd.DataFrame, question: Question, deciding: str | None) -> Iterator[tuple[str, pd.Series[Any]]]:
    """Yield each value with what the coders say of each coded item: the share of them that gave it, or their mean."""
    import pandas as pd

    if question.codes and question.scale in ("nominal", "ordinal"):
        shares = code_shares(codes, question.id, question.codes, deciding=deciding).dropna(how="all")
        for value in question.codes:
            yield value, shares[value]
        return
    matrix = code_matrix(codes, question.id)
    means = {}
    for item, row in zip(matrix.index, matrix.to_dict("records"), strict=True):
        own = row.get(deciding, "") if deciding is not None else ""
        given = [own] if not is_missing(own) else [code for code in row.values() if not is_missing(code)]
        if given:
            means[item] = float(np.mean([float(code) for code in given]))
    yield MEAN, pd.Series(means, dtype="float64")


def _units(
    sample: Sample, question: Question, value: str, population: pd.DataFrame, items: pd.DataFrame, truth: pd.Series[Any]
) -> Units:
    """Return the population of a group, added up by article and machine answer, with its coded items."""
    answers = [*population["answer"], *items[f"machine_{question.id}"]]
    machine = (
        np.array([_number(answer) for answer in answers])
        if value == MEAN
        else np.array([float(answer == value) for answer in answers])
    )
    nothing = np.full(len(population), np.nan)
    return Units.of_arrays(
        machine,
        np.concatenate([nothing, truth.to_numpy(dtype=float)]),
        np.concatenate([nothing, items["probability"].to_numpy(dtype=float)]),
        strata=[*population["stratum"], *items["stratum"]],
        articles=[*population["article_id"], *items["article_id"]],
        share=value != MEAN,
        # Items drawn are among the population's units: they are not counted a second time.
        counts=[*population["n_units"], *np.zeros(len(items))],
    )


def _chosen(groups: np.ndarray[Any, Any], group: str, *, rest: bool) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if group == ALL:
        return np.ones(len(groups), dtype=np.bool_)
    return np.asarray((groups != group) & (groups != "") if rest else groups == group, dtype=np.bool_)


def _annotated(found: Corrected, question: Question, sample: Sample, n_coded: int) -> Corrected:
    """Return the estimates with notes on what a reader must know: no machine answer, items without a code."""
    notes = list(found.notes)
    naive = found.naive
    if not question.machine:
        naive = Estimate(value=np.nan, low=np.nan, high=np.nan, error=np.nan, n=naive.n)
        notes = [note for note in notes if "machine" not in note]
        notes.append("the program does not answer this question; the number is from the coded sample alone")
    if (n_open := len(sample.items) - n_coded) > 0:
        notes.append(f"{n_open} of {len(sample.items)} items drawn have no code; taken as missing by chance in strata")
    return Corrected(naive=naive, coded=found.coded, corrected=found.corrected, tuning=found.tuning, notes=tuple(notes))


def _number(answer: str) -> float:
    try:
        return float(answer)
    except ValueError:
        return 0.0
