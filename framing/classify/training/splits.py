"""Which sentences belong together, which half of them decided what the recipe is, and folds of whole groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
N_FOLDS = 5
RUN, SHARED = 4, 0.4  # sentences that share two fifths of the shorter one's four-word runs are one
SEED_OF_HALVES = 2026


def cluster(texts: Sequence[str]) -> Rows:
    """Return for each text the number of its group of near-copies, rewritten ones of the same news included."""
    runs = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        runs.append({tuple(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1))})
    where = defaultdict(list)
    for number, some in enumerate(runs):
        for run in some:
            where[run].append(number)
    shared = Counter(pair for numbers in where.values() for pair in combinations(numbers, 2))
    parent = list(range(len(texts)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for (first, second), n in sorted(shared.items()):
        if n >= SHARED * min(len(runs[first]), len(runs[second])):
            parent[root(first)] = root(second)
    return np.array([root(number) for number in range(len(texts))])


def development_half(clusters: Rows) -> NDArray[np.bool_]:
    """Return which sentences decided what the recipe is."""
    names = np.unique(clusters)
    chosen = names[np.random.default_rng(SEED_OF_HALVES).permutation(len(names))[: len(names) // 2]]
    result: NDArray[np.bool_] = np.isin(clusters, chosen)
    return result


def fold_of(groups: Sequence[str] | Rows, *, seed: int | None = None) -> Rows:
    """Return the fold of each member: whole groups, the largest first (in random order with a seed), evenly."""
    names, sizes = np.unique(np.asarray(groups), return_counts=True)
    order = np.argsort(-sizes, kind="stable") if seed is None else np.random.default_rng(seed).permutation(len(names))
    load, place = np.zeros(N_FOLDS), {}
    for number in order:
        fold = int(np.argmin(load))
        place[names[number].item()] = fold
        load[fold] += sizes[number]
    return np.array([place[name] for name in np.asarray(groups).tolist()])
