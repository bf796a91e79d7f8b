"""From probabilities to labels, and probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
_SMALLEST = 1e-9
_COOLEST, _HOTTEST = 0.05, 20.0


def decide(probability: Floats, *, multilabel: bool) -> Flags:
    """Return the labels given, shape (n, k): the most likely one, or for several each that is likelier than not."""
    if multilabel:
        return probability >= 0.5
    chosen = np.zeros(probability.shape, dtype=np.bool_)
    chosen[np.arange(len(probability)), probability.argmax(axis=1)] = True
    return chosen


def certainty(probability: Floats, *, multilabel: bool) -> Floats:
    """Return how sure the answer is, shape (n,): the probability of the label given.

    With several labels that of the least likely one given, or where none is given, that none of them holds.
    """
    if not multilabel:
        return np.asarray(probability.max(axis=1))
    given = probability >= 0.5
    least = np.where(given, probability, np.inf).min(axis=1)
    return np.asarray(np.where(given.any(axis=1), least, 1 - probability.max(axis=1)))


def tempered(probability: Floats, temperature: float, *, multilabel: bool) -> Floats:
    """Return probabilities made less (temperature above 1) or more certain; which label is likeliest stays.

    >>> tempered(np.array([[0.9, 0.1]]), 2.0, multilabel=False).round(2).tolist()
    [[0.75, 0.25]]
    """
    if multilabel:
        return 1 / (1 + np.exp(-log_odds(probability) / temperature))
    power = np.exp(np.log(np.clip(probability, _SMALLEST, 1.0)) / temperature)
    result: Floats = power / power.sum(axis=1, keepdims=True)
    return result


def log_odds(probability: Floats) -> Floats:
    """Return log(p / (1 - p)), finite for 0 and 1 too."""
    clipped = np.clip(probability, _SMALLEST, 1 - _SMALLEST)
    return np.asarray(np.log(clipped / (1 - clipped)))


def fit_temperature(probability: Floats, truth: Flags, *, multilabel: bool) -> float:
    """Return the temperature under which the true labels are likeliest, for texts that were not trained on.

    Sources: Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks; the truth is smoothed as
    by Platt (1999), so that a hundred right answers do not make the next one certain.
    """
    from scipy.optimize import minimize_scalar

    n_cases = len(truth) + (1 if multilabel else truth.shape[1])
    wanted = (len(truth) * truth + (0.5 if multilabel else 1.0)) / n_cases

    def surprise(log_temperature: float) -> float:
        cooled = np.clip(tempered(probability, float(np.exp(log_temperature)), multilabel=multilabel), 1e-12, 1.0)
        told = wanted * np.log(cooled)
        if multilabel:
            told += (1 - wanted) * np.log(np.clip(1 - cooled, 1e-12, 1.0))
        return -float(told.sum())

    found = minimize_scalar(surprise, bounds=(np.log(_COOLEST), np.log(_HOTTEST)), method="bounded")
    return float(np.exp(found.x))
