"""The best sequence of labels for the scores of the network: Viterbi, over many windows of text side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.attribution.network import CONTEXT, N_LABELS, Floats, Windows

SOURCE, CUE, CONTENT = 1, 2, 3
MANY = 4096  # windows decoded at once

Numbers = NDArray[np.int64]


def best_labels(scores: Floats, transitions: Floats, text: NDArray[np.int32]) -> NDArray[np.int8]:
    """Return the label of each token: 0 none, 1 and 2 source (first, further), 3 and 4 cue, 5 and 6 content.

    `transitions[i, j]` is the score of label j after label i. There are no scores for the first or last label
    of a text, as in training.
    """
    windows = Windows.of(text)
    result = np.zeros(text.size, dtype=np.int8)
    for start in range(0, len(windows), MANY):
        part = slice(start, start + MANY)
        begin = np.maximum(windows.first[part] - CONTEXT, windows.begin[part])
        end = np.minimum(windows.last[part] + CONTEXT, windows.end[part])
        path = _decode(scores, transitions, begin, end)
        first, last = windows.first[part], windows.last[part]
        tokens = np.arange(first[0], last[-1])
        window = np.searchsorted(first, tokens, side="right") - 1
        result[tokens] = path[tokens - begin[window], window]
    return result


def _decode(scores: Floats, transitions: Floats, begin: Numbers, end: Numbers) -> NDArray[np.int8]:
    """Return the best labels of the tokens [begin, end) of each window, shape (steps, windows)."""
    n_steps, n = int((end - begin).max()), begin.size
    places = np.minimum(begin + np.arange(n_steps)[:, None], end - 1)
    inside = begin + np.arange(n_steps)[:, None] < end
    best = np.ascontiguousarray(scores[begin].T)
    origin = np.zeros((n_steps, N_LABELS, n), dtype=np.int8)
    for step in range(1, n_steps):
        through = best[:, None, :] + transitions[:, :, None]
        came_from = through.argmax(axis=0)
        origin[step] = came_from
        value = through.max(axis=0)
        value += scores[places[step]].T
        if inside[step].all():
            best = value
        else:
            best = np.where(inside[step], value, best)
            origin[step] = np.where(inside[step], came_from, np.arange(N_LABELS, dtype=np.int8)[:, None])
    path = np.zeros((n_steps, n), dtype=np.int8)
    label_now = best.argmax(axis=0)
    columns = np.arange(n)
    for step in range(n_steps - 1, -1, -1):
        path[step] = label_now
        label_now = origin[step, label_now, columns]
    return path


def find_pieces(labels: NDArray[np.int8], text: NDArray[np.int32]) -> tuple[Numbers, Numbers, Numbers]:
    """Return role (1 source, 2 cue, 3 content), first and last (half-open) token of each labelled piece."""
    if not labels.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    role = (labels.astype(np.int64) + 1) // 2
    new_text = np.append(True, text[1:] != text[:-1])
    begins = (role > 0) & ((labels % 2 == 1) | (np.append(0, role[:-1]) != role) | new_text)
    next_begins, next_role = np.append(begins[1:], True), np.append(role[1:], 0)
    ends = (role > 0) & ((next_role != role) | next_begins)
    first = np.flatnonzero(begins)
    return role[first], first, np.flatnonzero(ends) + 1
