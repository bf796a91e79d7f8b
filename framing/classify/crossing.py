"""Probabilities for texts that the model was not trained on, fold by fold, calibrated within each training part."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.classify.decisions import Flags, Floats, fit_temperature, tempered
from framing.classify.folds import Fold, Rows
from framing.classify.labels import LabelledTexts
from framing.classify.pipelines import probabilities

Make = Callable[[], Any]
_INNER_FOLDS = 3  # of a training part, to calibrate on


@dataclass(frozen=True)
class Crossed:
    """Probabilities of every text by a model that did not see it, as given and calibrated; the fold it was in."""

    given: Floats
    calibrated: Floats
    fold: Rows


def cross_predict(
    make: Make,
    data: LabelledTexts,
    folds: Sequence[Fold],
    *,
    y: NDArray[Any] | None = None,
    groups: Sequence[str] | None = None,
    seed: int = 0,
) -> Crossed:
    """Return the probabilities of all texts. y: other labels than those of the data, in the same order.

    groups: with them the probabilities are calibrated too, on texts of the training part, each asked of a model that
    was fitted without its group; the test part takes no part in it.
    """
    texts, labels = data.texts, (data.y if y is None else y)
    given = np.full((len(data), len(data.classes)), np.nan)
    calibrated, fold_of = given.copy(), np.full(len(data), -1, dtype=np.int64)
    for number, fold in enumerate(folds):
        model = fit(make(), [texts[row] for row in fold.train], labels[fold.train])
        given[fold.test] = probabilities(model, [texts[row] for row in fold.test], data.classes)
        fold_of[fold.test] = number
        temperature = 1.0
        if groups is not None:
            temperature = _inner_temperature(make, data, fold.train, [groups[row] for row in fold.train], seed)
        calibrated[fold.test] = tempered(given[fold.test], temperature, multilabel=data.multilabel)
    return Crossed(given, calibrated, fold_of)


def fit(model: Any, texts: list[str], y: NDArray[Any]) -> Any:
    """Return the model fitted; that an optimiser stopped early, or a label is on every text, is no news here."""
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.filterwarnings("ignore", message="Label .* is present in all training examples")
        return model.fit(texts, y)


def _inner_temperature(make: Make, data: LabelledTexts, rows: Rows, groups: Sequence[str], seed: int) -> float:
    """Return the temperature from texts of the training part, each asked of a model fitted without its group.

    Parts without which a label would be missing are passed over; 1 where all of them are.
    """
    truth: Flags = data.truth[rows]
    asked, answers = [], []
    for held in _held_out(groups, seed):
        rest = truth[~held]
        if not held.any() or not rest.any(axis=0).all() or (data.multilabel and rest.all(axis=0).any()):
            continue
        model = fit(make(), [data.texts[row] for row in rows[~held]], data.y[rows[~held]])
        asked.append(probabilities(model, [data.texts[row] for row in rows[held]], data.classes))
        answers.append(truth[held])
    if not asked:
        return 1.0
    return fit_temperature(np.concatenate(asked), np.concatenate(answers), multilabel=data.multilabel)


def _held_out(groups: Sequence[str], seed: int) -> list[Flags]:
    """Return three parts of whole groups, of about the same size, as flags over the rows."""
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    sizes = np.bincount(member, minlength=len(names))
    part_of, filled = np.zeros(len(names), dtype=np.int64), np.zeros(_INNER_FOLDS)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    for name in shuffled[np.argsort(-sizes[shuffled], kind="stable")]:  # the largest first, each to the emptiest part
        part_of[name] = filled.argmin()
        filled[part_of[name]] += sizes[name]
    return [part_of[member] == part for part in range(_INNER_FOLDS)]
