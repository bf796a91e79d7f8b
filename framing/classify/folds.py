"""Which texts are trained on and which are tested on, so that nothing known from training is asked in the test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.articles.duplicates import cluster_copies, sketch_texts
from framing.articles.reading import counted
from framing.classify.labels import LabelledTexts
from framing.errors import InputError

RANDOM = "random folds"
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Fold:
    """Row numbers to train on and to test on."""

    train: Rows
    test: Rows


def find_clusters(texts: Sequence[str]) -> Rows:
    """Return for each text the first text of its cluster of copies: its own number where it is no copy."""
    return cluster_copies(sketch_texts(list(texts)))[0].astype(np.int64)


def make_folds(
    data: LabelledTexts, group: str | None, *, n_folds: int = 5, seed: int = 0, clusters: Rows | None = None
) -> list[Fold]:
    """Return folds in which a whole group is held out at a time; for None random ones, of the same size.

    Labels are spread evenly where groups allow it. Copies of a test text, exact or edited, are taken out of the
    training part. Raises InputError when there are fewer groups than folds or a label is missing in a training part.
    """
    if n_folds < 2:
        raise InputError(f"n_folds is {n_folds}; it must be 2 or more")
    clusters = find_clusters(data.texts) if clusters is None else clusters
    members = clusters.astype(str) if group is None else np.array(groups_of(data, group), dtype=str)
    n_groups = len(set(members.tolist()))
    if n_groups < n_folds:
        what = "texts that are no copies" if group is None else f"values of {group!r}"
        enough = f"ask for {n_groups} folds or fewer, or name another group" if n_groups > 1 else "name another group"
        raise InputError(f"{n_groups} {what} for {n_folds} folds; {enough}")
    folds = []
    for train, test in _splits(data, members, n_folds, seed):
        copies = np.isin(clusters[train], clusters[test])
        folds.append(_checked(data, Fold(train[~copies], test), group, int(copies.sum())))
    return folds


def groups_of(data: LabelledTexts, group: str) -> tuple[str, ...]:
    """Return the group of each text; raises InputError for a group there is not."""
    if group not in data.groups:
        there = ", ".join(map(repr, data.groups)) or "none"
        raise InputError(f"the texts have no group {group!r}; there are {there}")
    return data.groups[group]


def _splits(data: LabelledTexts, members: NDArray[Any], n_folds: int, seed: int) -> list[tuple[Rows, Rows]]:
    from sklearn.model_selection import StratifiedGroupKFold

    # several labels a text: spread by the rarest of them, which is the hardest to spread
    frequency = data.truth.sum(axis=0)
    rarest = np.where(data.truth, frequency, len(data) + 1).argmin(axis=1)
    splitter = StratifiedGroupKFold(n_folds, shuffle=True, random_state=seed)
    import warnings

    with warnings.catch_warnings():  # a class with fewer texts than folds is no reason to stop here
        warnings.simplefilter("ignore", UserWarning)
        return [
            (np.asarray(train, dtype=np.int64), np.asarray(test, dtype=np.int64))
            for train, test in splitter.split(np.zeros(len(data)), rarest, members)
        ]


def _checked(data: LabelledTexts, fold: Fold, group: str | None, n_copies: int) -> Fold:
    present = data.truth[fold.train]
    for place, label in enumerate(data.classes):
        if present[:, place].any() and not (data.multilabel and present[:, place].all()):
            continue
        held = f"when values of {group!r} are held out" if group else "in a random fold"
        copies = f" (and {counted(n_copies, 'copy').replace('copys', 'copies')} of test texts)" if n_copies else ""
        raise InputError(
            f"no text with {data.target} {label!r} is left to train on {held}{copies}; "
            "label more texts of it in other groups, ask for more folds, or leave the label out"
        )
    return fold
