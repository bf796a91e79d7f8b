"""Agreement of the coders of a sample as tables: over all, by category, by pair of coders, by outlet; and where not."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.agreement import agreement_interval
from framing.coding.code_table import code_matrix, coders_of, is_missing
from framing.coding.passages import find_passages
from framing.comparison.clusters import FEWEST_CLUSTERS
from framing.comparison.sample import group_labels
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.questions import Question
    from framing.coding.samples import Sample
    from framing.results import Results

COLUMNS = ("question", "scope", "of", "coefficient", "value", "low", "high", "n_items", "n_coders")


def agreement_table(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return agreement with bootstrap intervals, a row per question, scope and coefficient.

    scope: "all" (percent, Krippendorff's alpha on the question's scale, Fleiss, Gwet, and Cohen for two coders),
    "category" (alpha of one code against the others), "pair" of coders (percent, Cohen) and "group" (percent, alpha
    in each outlet). n_items: items with codes of two coders or more. Articles are drawn where there are ten or more,
    else items. A row per coefficient that can be known; raises InputError where no item has two codes.
    """
    import pandas as pd

    rows: list[tuple[Any, ...]] = []
    items = sample.items.set_index("item")
    for question in sample.questions:
        matrix = code_matrix(codes, question.id, items=items.index.tolist(), coders=coders_of(codes))
        matrix = matrix[[sum(not is_missing(code) for code in row) >= 2 for row in matrix.to_numpy()]]
        if matrix.empty or not question.counts:
            continue
        articles = items.loc[matrix.index, "article_id"]
        groups = dict(zip(results.articles["article_id"], group_labels(results.articles, by), strict=True))
        group = articles.map(groups).to_numpy()
        measured = _Measured(question, n_resamples, level, seed)
        names = ["percent", "alpha", "fleiss", "gwet", *(["cohen"] if matrix.shape[1] == 2 else [])]
        rows += [measured.row("all", "", name, matrix, articles) for name in names]
        for code in question.codes:
            one = matrix.map(lambda given, code=code: "" if is_missing(given) else str(given == code))
            rows.append(measured.row("category", code, "alpha", one, articles, scale="nominal"))
        for pair in combinations(matrix.columns, 2) if matrix.shape[1] > 2 else []:
            both = matrix[list(pair)]
            both = both[[not any(is_missing(code) for code in row) for row in both.to_numpy()]]
            of = f"{pair[0]} and {pair[1]}"
            rows += [measured.row("pair", of, name, both, articles[both.index]) for name in ("percent", "cohen")]
        for name in sorted(set(group)):
            here = matrix[group == name]
            rows += [measured.row("group", name, kind, here, articles[here.index]) for kind in ("percent", "alpha")]
    if not rows:
        raise InputError("no item has codes of two coders, so there is no agreement to measure")
    return pd.DataFrame(rows, columns=list(COLUMNS))


class _Measured:
    """Makes rows of the agreement table for one question."""

    def __init__(self, question: Question, n_resamples: int, level: float, seed: int) -> None:
        self.question, self.n_resamples, self.level, self.seed = question, n_resamples, level, seed

    def row(
        self, scope: str, of: str, coefficient: str, matrix: pd.DataFrame, articles: pd.Series[Any], *, scale: str = ""
    ) -> tuple[Any, ...]:
        """Return one row; articles are resampled where there are enough of them, else items."""
        if matrix.empty:
            return (self.question.id, scope, of, coefficient, np.nan, np.nan, np.nan, 0, 0)
        whole = articles.nunique() >= FEWEST_CLUSTERS
        value, low, high = agreement_interval(
            matrix,
            coefficient,
            scale=scale or self.question.scale,
            values=(self.question.codes or None) if not scale else None,
            clusters=articles.tolist() if whole else None,
            n_resamples=self.n_resamples,
            level=self.level,
            seed=self.seed,
        )
        n_coders = sum(any(not is_missing(code) for code in matrix[name]) for name in matrix.columns)
        return (self.question.id, scope, of, coefficient, value, low, high, len(matrix), n_coders)


def disagreements_table(codes: pd.DataFrame, sample: Sample, results: Results, *, by: str = "outlet") -> pd.DataFrame:
    """Return the items on which coders differ, as text: item, question, group, who said what, what the machine says,
    and the passage with the words in ⟦ ⟧."""
    import pandas as pd

    passages = {passage.item: passage.bracketed() for passage in find_passages(sample, results)}
    groups = dict(zip(results.articles["article_id"], group_labels(results.articles, by), strict=True))
    items = sample.items.set_index("item")
    rows = []
    for question in sample.questions:
        matrix = code_matrix(codes, question.id)
        for item, given in zip(matrix.index.tolist(), matrix.to_dict("records"), strict=True):
            named = {str(coder): str(code) for coder, code in given.items() if not is_missing(code)}
            if len({code.casefold() for code in named.values()}) < 2:
                continue
            said = "; ".join(f"{coder}: {code}" for coder, code in named.items())
            machine = items.at[item, f"machine_{question.id}"]
            group = groups.get(items.at[item, "article_id"], "")
            rows.append((item, question.id, group, said, machine, passages[item]))
    columns = ["item", "question", by, "codes", "machine", "passage"]
    return pd.DataFrame(rows, columns=columns, dtype="str")
