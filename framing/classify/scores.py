"""How well labels were told: F1, accuracy, with intervals over whole groups, by class and by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import resample_counts

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
_RESAMPLES = 1000


@dataclass(frozen=True)
class Score:
    """Macro-F1 with its 95 % interval, accuracy, and what they are over."""

    macro_f1: float
    low: float
    high: float
    accuracy: float
    n: int
    n_groups: int


def score(truth: Flags, given: Flags, groups: Sequence[str], *, seed: int = 0) -> Score:
    """Return the score of the labels given, both (n_texts, n_classes); groups: what is resampled whole.

    The interval is the percentile bootstrap over groups: texts of one outlet resemble each other. NaN for one group.
    Macro-F1 is the mean of the classes' F1, over classes that occur in the truth. Accuracy is the share of texts
    whose labels are all right.

    >>> truth = np.eye(2, dtype=bool)[[0, 0, 1, 1]]
    >>> score(truth, np.eye(2, dtype=bool)[[0, 0, 1, 0]], ["a", "b", "a", "b"]).accuracy
    0.75
    """
    _, group = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    n_groups = int(group.max(initial=-1)) + 1
    parts = _counts_per_group(truth, given, group, n_groups)
    low = high = float("nan")
    if n_groups > 1:
        drawn = np.concatenate([
            macro_f1_of(np.tensordot(weights, parts, axes=1))
            for weights in resample_counts(n_groups, _RESAMPLES, np.random.default_rng(seed))
        ])  # fmt: skip
        bounds = percentile_interval(drawn[:, None])
        low, high = float(bounds[0][0]), float(bounds[1][0])
    right = (truth == given).all(axis=1)
    macro = float(macro_f1_of(parts.sum(axis=0)))
    return Score(macro, low, high, float(right.mean()) if len(right) else float("nan"), len(truth), n_groups)


def macro_f1_of(counts: Floats) -> Floats:
    """Return macro-F1 from true positives, false positives and false negatives, shape (..., n_classes, 3)."""
    hits, false, missed = counts[..., 0], counts[..., 1], counts[..., 2]
    occurs = hits + missed > 0
    f1 = np.where(occurs, 2 * hits / np.maximum(2 * hits + false + missed, 1e-12), 0.0)
    result: Floats = f1.sum(axis=-1) / np.maximum(occurs.sum(axis=-1), 1)
    return result


def macro_f1(truth: Flags, given: Flags) -> float:
    """Return the mean F1 of the classes that occur in the truth."""
    return float(macro_f1_of(_counts_per_group(truth, given, np.zeros(len(truth), dtype=np.int64), 1)[0]))


def _counts_per_group(truth: Flags, given: Flags, group: NDArray[np.int64], n_groups: int) -> Floats:
    """Return true positives, false positives and false negatives, shape (n_groups, n_classes, 3)."""
    kinds = np.stack([truth & given, ~truth & given, truth & ~given], axis=-1).astype(np.float64)
    counts = np.zeros((n_groups, truth.shape[1], 3))
    np.add.at(counts, group, kinds)
    return counts


def class_table(truth: Flags, given: Flags, classes: Sequence[str]) -> pd.DataFrame:
    """Return one row per class: precision, recall, F1, n texts that have it, n texts that were given it."""
    hits, n_true, n_given = (truth & given).sum(axis=0), truth.sum(axis=0), given.sum(axis=0)
    with np.errstate(invalid="ignore"):
        precision, recall, f1 = hits / n_given, hits / n_true, 2 * hits / (n_true + n_given)
    return pd.DataFrame(
        {"class": list(classes), "precision": precision, "recall": recall, "f1": f1, "n": n_true, "n_given": n_given}
    )


def group_table(truth: Flags, given: Flags, groups: Sequence[str]) -> pd.DataFrame:
    """Return one row per group: n texts, accuracy, macro-F1 over the classes that occur in it."""
    names = np.asarray(groups, dtype=str)
    rows = []
    for name in sorted(set(names.tolist())):
        mine = names == name
        right = (truth[mine] == given[mine]).all(axis=1)
        rows.append((name, int(mine.sum()), float(right.mean()), macro_f1(truth[mine], given[mine])))
    return pd.DataFrame(rows, columns=["group", "n", "accuracy", "macro_f1"])
