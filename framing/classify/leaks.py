"""What the score may owe to other things than the wording: the outlet, copies, a mistake in the pipeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.classify.crossing import Make, cross_predict
from framing.classify.decisions import decide
from framing.classify.folds import Fold, Rows, make_folds
from framing.classify.labels import LEAST_PER_CLASS, LabelledTexts
from framing.classify.scores import macro_f1

_MOST_GROUPS, _MOST_TEXTS, _FOLDS = 12, 1500, 3
_LEAST_TEXTS = 3 * LEAST_PER_CLASS
_PERMUTATIONS = 999
ALARM = 0.01  # a p-value below this says that the shuffled labels were known


def leak_table(
    make: Callable[[bool], Any], data: LabelledTexts, group: str, folds: Sequence[Fold], *, seed: int = 0
) -> pd.DataFrame:
    """Return how well the same features tell the group, and the group alone the label: question, accuracy, chance, n.

    make(clean) gives the pipeline for one label a text, with house style taken out or not. The twelve largest groups
    with nine texts or more are asked about, in random folds. chance: always the most frequent answer.
    """
    rows: list[tuple[str, float, float, int]] = []
    members = data.groups[group]
    if not data.multilabel:
        rows.append((f"{group} alone tells the {data.target}", *_by_group_alone(data, members, folds), len(data)))
    largest = [name for name, n in Counter(members).most_common(_MOST_GROUPS) if n >= _LEAST_TEXTS]
    chosen = [row for row, name in enumerate(members) if name in largest]
    chosen = sorted(np.random.default_rng(seed).permutation(chosen)[:_MOST_TEXTS].tolist())
    sizes = Counter(members[row] for row in chosen)
    chosen = [row for row in chosen if sizes[members[row]] >= _LEAST_TEXTS]
    if len({members[row] for row in chosen}) < 2:
        return pd.DataFrame(rows, columns=["question", "accuracy", "chance", "n"])
    asked = LabelledTexts(
        articles=tuple(data.articles[row] for row in chosen),
        labels=tuple((members[row],) for row in chosen),
        target=group,
    )
    random = make_folds(asked, None, n_folds=_FOLDS, seed=seed)
    chance = max(Counter(asked.labels).values()) / len(asked)
    for clean, words in ((False, "as they are"), (True, "without house style")):
        crossed = cross_predict(lambda clean=clean: make(clean), asked, random)  # type: ignore[misc]
        right = (decide(crossed.given, multilabel=False) == asked.truth).all(axis=1)
        rows.append((f"texts {words} tell the {group}", float(right.mean()), chance, len(asked)))
    return pd.DataFrame(rows, columns=["question", "accuracy", "chance", "n"])


def _by_group_alone(data: LabelledTexts, members: Sequence[str], folds: Sequence[Fold]) -> tuple[float, float]:
    """Return how often a text's label is the most frequent one of its group in the training part, and by chance."""
    right = 0
    for fold in folds:
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        overall: Counter[str] = Counter()
        for row in fold.train.tolist():
            seen[members[row]][data.labels[row][0]] += 1
            overall[data.labels[row][0]] += 1
        for row in fold.test.tolist():
            usual = (seen.get(members[row]) or overall).most_common(1)[0][0]
            right += usual == data.labels[row][0]
    return right / len(data), max(Counter(data.labels).values()) / len(data)


def shuffled_labels(make: Make, data: LabelledTexts, folds: Sequence[Fold], *, seed: int = 0) -> tuple[float, float]:
    """Return macro-F1 on labels dealt out at random, and how likely it is by chance (a permutation test).

    A pipeline that tells such labels has seen them: through a copy, a leaking feature, a mistake in the folds.
    """
    random = np.random.default_rng(seed)
    order = random.permutation(len(data))
    truth, y = data.truth[order], data.y[order]
    given = decide(cross_predict(make, data, folds, y=y).given, multilabel=data.multilabel)
    found = macro_f1(truth, given)
    by_chance = [macro_f1(truth[random.permutation(len(data))], given) for _ in range(_PERMUTATIONS)]
    p = (1 + sum(value >= found for value in by_chance)) / (_PERMUTATIONS + 1)
    return found, float(p)


def checks_table(
    shuffled: tuple[float, float] | None,
    folds: Sequence[Fold],
    clusters: Rows,
    members: Sequence[str] | None,
    *,
    better_than_usual: bool,
) -> pd.DataFrame:
    """Return the checks that ran: check, passed, detail."""
    names = None if members is None else np.asarray(members, dtype=str)
    copies = sum(int(np.isin(clusters[fold.train], clusters[fold.test]).sum()) for fold in folds)
    rows: list[tuple[str, bool, str]] = [
        ("no copy of a test text was trained on", copies == 0, f"{copies} copies in training parts"),
        ("better than the most frequent label", better_than_usual, "the interval of macro-F1 lies above its macro-F1"),
    ]
    if names is not None:
        shared = sum(len(set(names[fold.train].tolist()) & set(names[fold.test].tolist())) for fold in folds)
        rows.insert(1, ("no group was trained and tested on", shared == 0, f"{shared} groups in both parts"))
    if shuffled is not None:
        detail = f"macro-F1 {shuffled[0]:.2f}, p = {shuffled[1]:.3f} under chance"
        rows.append(("shuffled labels are told no better than by chance", shuffled[1] >= ALARM, detail))
    return pd.DataFrame(rows, columns=["check", "passed", "detail"])
