"""What more texts would bring, what answering less would bring, and whether probabilities mean what they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.classify.crossing import Make, cross_predict
from framing.classify.decisions import Flags, Floats, certainty, decide
from framing.classify.folds import Fold, Rows
from framing.classify.labels import LabelledTexts
from framing.classify.scores import macro_f1, score

SHARES = (0.1, 0.25, 0.5)
_COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)


def learning_curve(
    make: Make, data: LabelledTexts, folds: Sequence[Fold], groups: Sequence[str], *, seed: int = 0
) -> pd.DataFrame:
    """Return macro-F1 for a tenth, a quarter and half of each training part: share, n_train, macro_f1, low, high."""
    rows = []
    for share in SHARES:
        smaller = [Fold(_subset(data.truth, fold.train, share, seed), fold.test) for fold in folds]
        crossed = cross_predict(make, data, smaller)
        found = score(data.truth, decide(crossed.given, multilabel=data.multilabel), groups, seed=seed)
        n_train = int(np.mean([len(fold.train) for fold in smaller]))
        rows.append((share, n_train, found.macro_f1, found.low, found.high))
    return pd.DataFrame(rows, columns=["share", "n_train", "macro_f1", "low", "high"])


def _subset(truth: Flags, train: Rows, share: float, seed: int) -> Rows:
    """Return that share of the training rows of each class, at least three of each."""
    order = np.random.default_rng(seed).permutation(train)
    chosen: set[int] = set()
    for place in range(truth.shape[1]):
        for wanted in (True, False):  # with several labels a text, texts without a label are needed too
            mine = order[truth[order, place] == wanted]
            if wanted or truth.sum(axis=1).max() > 1:
                chosen.update(mine[: max(3, round(share * len(mine)))].tolist())
    return np.array(sorted(chosen), dtype=np.int64)


def abstention_curve(truth: Flags, probability: Floats, *, multilabel: bool) -> pd.DataFrame:
    """Return what is right among the surest answers: answered (share), at_least (probability), n, accuracy, macro_f1.

    >>> table = abstention_curve(np.eye(2, dtype=bool), np.array([[0.9, 0.1], [0.6, 0.4]]), multilabel=False)
    >>> table.loc[table["answered"] == 0.5, "accuracy"].item()
    1.0
    """
    sure, given = certainty(probability, multilabel=multilabel), decide(probability, multilabel=multilabel)
    order = np.argsort(-sure, kind="stable")
    rows = []
    for share in _COVERAGES:
        kept = order[: max(1, round(share * len(order)))]
        right = (truth[kept] == given[kept]).all(axis=1)
        rows.append(
            (share, float(sure[kept].min()), len(kept), float(right.mean()), macro_f1(truth[kept], given[kept]))
        )
    return pd.DataFrame(rows, columns=["answered", "at_least", "n", "accuracy", "macro_f1"])


def calibration_numbers(truth: Flags, given: Floats, calibrated: Floats, *, multilabel: bool) -> pd.DataFrame:
    """Return one row for probabilities as given and one calibrated: mean certainty, share right, Brier score, log loss.

    Brier score: mean squared distance of the probabilities of all labels from 0 and 1 (Brier 1950); lower is better.
    """
    rows = []
    for name, table in (("as given", given), ("calibrated", calibrated)):
        right = (truth == decide(table, multilabel=multilabel)).all(axis=1)
        sure = certainty(table, multilabel=multilabel)
        told = np.clip(np.where(truth, table, 1 - table if multilabel else 1.0), 1e-12, 1.0)
        loss = -np.log(told).sum(axis=1).mean()
        brier = ((table - truth) ** 2).sum(axis=1).mean()
        rows.append((name, float(sure.mean()), float(right.mean()), float(brier), float(loss)))
    return pd.DataFrame(rows, columns=["probabilities", "mean_certainty", "share_right", "brier", "log_loss"])
