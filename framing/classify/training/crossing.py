# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""How good is the recipe on sentences, outlets and topics it was not fitted to? Five folds of each kind.

Half of BABE decided what the recipe is (the development half), the other half is reported: a model is fitted to all
training folds, and only its answers on the reported half count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classify.training.fitting import Gold, Plan, fit, probabilities
from framing.classify.training.material import Labelled
from framing.classify.training.network import SentenceNetwork
from framing.classify.training.splits import N_FOLDS, cluster, development_half, fold_of


@dataclass(frozen=True)
class Crossed:
    """The probability of each sentence by a model that was not fitted to its fold, for each kind of folds."""

    given: dict[str, NDArray[np.float32]]
    development: NDArray[np.bool_]

    def scores(self, loaded: NDArray[np.float32], *, development: bool = False) -> dict[str, float]:
        """Return macro-F1 by kind of folds on the reported half, or on the one that decided."""
        from sklearn.metrics import f1_score

        rows = self.development if development else ~self.development
        return {
            kind: float(f1_score(loaded[rows] > 0, values[rows] >= 0.5, average="macro"))
            for kind, values in self.given.items()
        }


def cross(
    network: SentenceNetwork, gold: Gold, labelled: Labelled, plan: Plan, *, seed: int, say: Callable[[str], None]
) -> Crossed:
    """Return the probabilities of all sentences by models of the other folds."""
    clusters = cluster(labelled.texts)
    kinds = {
        "random folds": fold_of(clusters, seed=0),
        "outlets held out": fold_of(labelled.outlet),
        "topics held out": fold_of(labelled.topic),
    }
    given: dict[str, NDArray[np.float32]] = {}
    for kind, folds in kinds.items():
        values = np.zeros(len(folds), dtype=np.float32)
        for fold in range(N_FOLDS):
            test = np.flatnonzero(folds == fold)
            train = np.flatnonzero((folds != fold) & ~np.isin(clusters, clusters[test]))
            fitted, decision = fit(network, gold, train, plan, seed=seed)
            values[test] = probabilities(fitted, decision, gold.sentences, test)
        given[kind] = values
        say(f"{kind}: done")
    return Crossed(given, development_half(clusters))
