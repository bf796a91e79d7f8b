"""How far apart two codes lie: the scales of a question, the weights and squared distances that they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]

SCALES = ("nominal", "ordinal", "interval", "ratio")


def code_points_of(values: Sequence[Any], scale: str) -> Floats:
    """Return where each code lies on its scale: its own number, or its rank among the codes."""
    if scale in ("nominal", "ordinal"):
        return np.arange(len(values), dtype=np.float64)
    try:
        return np.array([float(value) for value in values])
    except ValueError:
        if scale == "linear":
            return np.arange(len(values), dtype=np.float64)
        words = [value for value in values if not _is_number(value)]
        raise InputError(
            f"code {words[0]!r} is no number, which the {scale} scale needs; words in order are ordinal"
        ) from None


def agreement_weights(points: Floats, scale: str) -> Floats:
    """Return how far two codes count as agreeing, (codes, codes), 1 on the diagonal (Gwet 2014, ch. 3)."""
    k = len(points)
    apart = np.abs(points[:, None] - points[None, :])
    if scale == "nominal" or k < 2:
        return np.eye(k)
    if scale == "ordinal":
        steps = np.abs(np.arange(k)[:, None] - np.arange(k)[None, :])
        return np.asarray(1 - (steps + 1) * steps / (k * (k - 1)))
    if scale == "ratio":
        total = points[:, None] + points[None, :]
        apart = np.divide(apart, total, out=np.zeros_like(apart), where=total != 0)
    loss = apart if scale == "linear" else apart**2
    return np.asarray(1 - loss / loss.max())


def squared_distances(points: Floats, scale: str) -> Floats:
    """Return the squared difference of each pair of codes (Krippendorff 2011); ordinal ones need the codes' counts."""
    if scale == "nominal":
        return 1 - np.eye(len(points))
    apart = points[:, None] - points[None, :]
    if scale == "ratio":
        total = points[:, None] + points[None, :]
        apart = np.divide(apart, total, out=np.zeros_like(apart), where=total != 0)
    return np.asarray(apart**2)


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True
