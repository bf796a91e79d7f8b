# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""How good is the recipe on sentences, outlets and topics it was not fitted to? Five folds of each kind.

Half of BABE decided what the recipe is (the development half), the other half is reported: a model is fitted to all
training folds, and only its answers on the reported half count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classify.scores import Score, score
from framing.classify.training.fitting import Gold, Plan, Rows, fit, probabilities
from framing.classify.training.material import Labelled
from framing.classify.training.network import SentenceNetwork, settle
from framing.classify.training.splits import N_FOLDS, cluster, development_half, fold_of


@dataclass(frozen=True)
class Crossed:
    """The probability of each sentence by a model that was not fitted to its fold, for each kind of folds."""

    given: dict[str, NDArray[np.float32]]
    development: NDArray[np.bool_]
    clusters: NDArray[np.int64]

    def scores(self, loaded: NDArray[np.float32], *, development: bool = False) -> dict[str, Score]:
        """Return macro-F1 by kind of folds on the reported half, or on the one that decided; copies count together."""
        rows = self.development if development else ~self.development
        truth, copies = np.column_stack([loaded == 0, loaded == 1])[rows], self.clusters[rows].astype(str).tolist()
        return {
            kind: score(truth, np.column_stack([values < 0.5, values >= 0.5])[rows], copies)
            for kind, values in self.given.items()
        }


def cross(
    network: SentenceNetwork, gold: Gold, labelled: Labelled, plan: Plan, *, seed: int, threads: int, processes: int
) -> Crossed:
    """Return the probabilities of all sentences by models of the other folds; `processes` kinds of folds at once."""
    from sklearn.utils.parallel import Parallel, delayed

    clusters = cluster(labelled.texts)
    kinds = {
        "random folds": fold_of(clusters, seed=0),
        "outlets held out": fold_of(labelled.outlet),
        "topics held out": fold_of(labelled.topic),
    }

    def answers(folds: Rows) -> NDArray[np.float32]:
        settle(threads)  # a new process starts with torch's own settings
        values = np.zeros(len(folds), dtype=np.float32)
        for fold in range(N_FOLDS):
            test = np.flatnonzero(folds == fold)
            train = np.flatnonzero((folds != fold) & ~np.isin(clusters, clusters[test]))
            fitted, decision = fit(network, gold, train, plan, seed=seed)
            values[test] = probabilities(fitted, decision, gold.sentences, test)
        return values

    given = Parallel(n_jobs=processes)(delayed(answers)(folds) for folds in kinds.values())
    return Crossed(dict(zip(kinds, given, strict=True)), development_half(clusters), clusters)
