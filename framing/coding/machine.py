"""The machine against the coders: how precise, how complete, and whether it errs more in one outlet than in another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.code_table import settled_shares
from framing.coding.estimators import share_interval
from framing.comparison.clusters import FEWEST_CLUSTERS, cluster_totals
from framing.comparison.intervals import percentile_interval
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.resampling import divided, resample_counts
from framing.comparison.sample import group_labels
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.questions import Question
    from framing.coding.samples import Sample
    from framing.results import Results

Floats = np.ndarray[Any, np.dtype[np.float64]]
ALL = "all"
COLUMNS = ("question", "value", "group", "score", "value_of_score", "low", "high", "n_items")
DIFFERENTIAL_COLUMNS = (
    "question", "value", "group", "signed_error", "missed", "false_alarms", "n_items", "p", "q",
)  # fmt: skip
FEWEST_ARTICLES = 6  # with fewer, exchanging the outlets of articles tells nothing


def machine_table(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    deciding: str | None = None,
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return precision, recall and F1 of each code, and accuracy, over all and by group, with intervals.

    The coders' word is what most of them said (or the deciding one); a tie counts in parts, half of two, since the
    items on which coders agree are the easy ones. Items count by 1 / their inclusion probability, so the scores are
    those of all units the sample was drawn from. Intervals are bootstrap percentiles (over articles where there are
    ten or more, else items), Jeffreys' where a score is 0 or 1.
    """
    import pandas as pd

    rows: list[tuple[Any, ...]] = []
    for question in sample.questions:
        if not comparable(question, codes):
            continue
        items = settled_items(codes, sample, results, question.id, by=by, deciding=deciding)
        for group in [ALL, *sorted(set(items["group"]))]:
            here = items if group == ALL else items[items["group"] == group]
            right = _said(here, here["machine"])
            whole = np.ones(len(here), dtype=bool)
            rows.append(
                (question.id, "", group, "accuracy", *_score(here, right, whole, n_resamples, level, seed), len(here))
            )
            for value in question.codes:
                said, found = _said(here, value), (here["machine"] == value).to_numpy(dtype=float)
                if not said.any() and not found.any():
                    continue
                both = said * found
                for name, part, of in (
                    ("precision", both, found), ("recall", both, said), ("f1", 2 * both, said + found),
                ):  # fmt: skip
                    score = _score(here, part, of, n_resamples, level, seed)
                    rows.append((question.id, value, group, name, *score, int(np.count_nonzero(of))))
    if not rows:
        raise InputError("the coders answered no question that the machine answers too, so there is nothing to compare")
    return pd.DataFrame(rows, columns=list(COLUMNS))


def differential_table(
    codes: pd.DataFrame,
    sample: Sample,
    results: Results,
    *,
    by: str = "outlet",
    deciding: str | None = None,
    n_permutations: int = 1999,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the machine's errors by group, and whether they differ between groups: the error that moves findings.

    signed_error: the machine's share of a code less the coders'; missed, false_alarms: of those the coders gave the
    code, or did not, how many the machine got wrong. p: a permutation test that the signed error is the same in all
    groups, exchanging whole articles; q: the same with all codes counted (Benjamini and Hochberg 1995). With fewer
    than six coded articles or one group, p is NaN.
    """
    import pandas as pd

    tests: list[float] = []
    rows: list[list[Any]] = []
    for question in sample.questions:
        if not comparable(question, codes):
            continue
        items = settled_items(codes, sample, results, question.id, by=by, deciding=deciding)
        for value in question.codes:
            said, found = _said(items, value), (items["machine"] == value).to_numpy(dtype=float)
            if not said.any() and not found.any():
                continue
            weight = items["weight"].to_numpy(dtype=float)
            error = found - said
            p = permutation_p(
                error, weight, items["group"].tolist(), items["article_id"].tolist(), n_permutations, seed
            )
            for group in sorted(set(items["group"])):
                here = (items["group"] == group).to_numpy()
                w = weight[here]
                shares = [
                    float(np.average(error[here], weights=w)),
                    _share((said * (1 - found))[here], said[here], w),
                    _share((found * (1 - said))[here], (1 - said)[here], w),
                ]
                rows.append([question.id, value, group, *shares, int(here.sum()), p, len(tests)])
            tests.append(p)
    q = benjamini_hochberg(tests)
    for row in rows:
        row[-1] = float(q[row[-1]])
    return pd.DataFrame(rows, columns=list(DIFFERENTIAL_COLUMNS))


def comparable(question: Question, codes: pd.DataFrame) -> bool:
    """Return whether coders and machine both answer a question with codes."""
    return bool(question.codes and question.machine and (codes["question"] == question.id).any())


def settled_items(
    codes: pd.DataFrame, sample: Sample, results: Results, question: str, *, by: str, deciding: str | None
) -> pd.DataFrame:
    """Return the coded items: machine, weight (1 / probability), group, article_id, and a column `said VALUE` per code.

    said: 1 for what most coders said, parts of 1 where they are tied.
    """
    values = sample.question(question).codes
    settled = settled_shares(codes, question, values, deciding=deciding)
    items = sample.items.set_index("item")
    known = [str(item) for item in settled.index if item in items.index]
    if not known:
        raise InputError(f"no item has a code for {question!r}, so the machine cannot be held against it")
    chosen = items.loc[known]
    groups = dict(zip(results.articles["article_id"], group_labels(results.articles, by), strict=True))
    return chosen[["article_id"]].assign(
        **{f"said {value}": settled.loc[known, value] for value in values},
        machine=chosen[f"machine_{question}"],
        weight=1 / chosen["probability"].astype(float),
        group=[str(groups.get(article, "")) for article in chosen["article_id"]],
    )


def permutation_p(
    error: Floats, weight: Floats, groups: Sequence[Any], articles: Sequence[Any], n_permutations: int, seed: int
) -> float:
    """Return the p value of the mean error being the same in all groups, exchanging the groups of whole articles.

    >>> error = np.array([0.0] * 10 + [1.0] * 10)
    >>> permutation_p(error, np.ones(20), ["X"] * 10 + ["Y"] * 10, range(20), 999, 0)
    0.001
    """
    names, article = np.unique(np.asarray(articles).astype(str), return_inverse=True)
    _, group = np.unique(np.asarray(groups).astype(str), return_inverse=True)
    if len(names) < FEWEST_ARTICLES or group.max(initial=0) == 0 or np.ptp(error) == 0:
        return float("nan")
    totals = cluster_totals(article.astype(np.int64), len(names), np.column_stack([weight * error, weight]))
    label = np.zeros(len(names), dtype=np.int64)
    label[article] = group
    random = np.random.default_rng(seed)
    spread = _spread(totals, label)
    # Exchanged sums differ from the same sums added up in another order by rounding: those count as equal.
    as_large = sum(_spread(totals, random.permutation(label)) >= spread * (1 - 1e-9) for _ in range(n_permutations))
    return float((as_large + 1) / (n_permutations + 1))


def _spread(totals: Floats, label: Any) -> float:
    """Return the weighted sum of squares between the groups' mean errors."""
    sums, sizes = (np.asarray(np.bincount(label, column), dtype=np.float64) for column in totals.T)
    means = divided(sums, sizes)
    middle = sums.sum() / sizes.sum()
    return float(np.nansum(sizes * (means - middle) ** 2))


def _score(
    items: pd.DataFrame, part: Any, of: Any, n_resamples: int, level: float, seed: int
) -> tuple[float, float, float]:
    """Return a weighted ratio of counts with its interval; NaN where there is nothing to be right about."""
    weight = items["weight"].to_numpy(dtype=float)
    table = np.column_stack([part * weight, of * weight]).astype(np.float64)
    if table[:, 1].sum() == 0:
        return np.nan, np.nan, np.nan
    value = float(table[:, 0].sum() / table[:, 1].sum())
    if value in (0.0, 1.0):
        used = table[:, 1][table[:, 1] > 0]
        n = float(used.sum() ** 2 / (used**2).sum())  # as many as so many equally weighted ones (Kish 1965)
        return value, *share_interval(value, n, level=level)
    names, article = np.unique(items["article_id"].to_numpy(dtype=str), return_inverse=True)
    if len(names) >= FEWEST_CLUSTERS:
        table = cluster_totals(article.astype(np.int64), len(names), table)
    random = np.random.default_rng(seed)
    totals = np.concatenate([weights @ table for weights in resample_counts(len(table), n_resamples, random)])
    drawn = divided(totals[:, 0], totals[:, 1])
    low, high = percentile_interval(drawn[np.isfinite(drawn)][:, None], level)
    return value, float(low[0]), float(high[0])


def _said(items: pd.DataFrame, value: Any) -> Floats:
    """Return how far coders gave a code to each item; `value`: one code, or one for each item."""
    if isinstance(value, str):
        return items[f"said {value}"].to_numpy(dtype=np.float64)
    rows = zip(value, items.to_dict("records"), strict=True)
    return np.array([float(row.get(f"said {code}", 0.0)) for code, row in rows], dtype=np.float64)


def _share(part: Floats, of: Floats, weight: Floats) -> float:
    total = float(weight @ of)
    return float(weight @ part / total) if total > 0 else float("nan")
