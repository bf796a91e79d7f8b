"""Fitting the confidence of attributions to articles that the tagger has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import Attributions
from framing.attribution.training.records import Annotated
from framing.attribution.training.scoring import Row, Tally
from framing.text import Batch


def as_rows(batch: Batch, attributions: Attributions) -> list[list[Row]]:
    """Return the attributions of each text as spans: source, cue and content as (start, end) in the text."""
    texts = attributions.text(batch)
    rows: list[list[list[tuple[int, int]]]] = [[[], [], []] for _ in range(attributions.n)]
    for role, part in enumerate((attributions.source, attributions.cue, attributions.content)):
        for owner, first, last in zip(part.owner.tolist(), part.first.tolist(), part.last.tolist(), strict=True):
            offset = int(batch.base[texts[owner]])
            start, end = int(batch.tokens.start[first]) - offset, int(batch.tokens.end[last - 1]) - offset
            rows[owner][role].append((start, end))
    result: list[list[Row]] = [[] for _ in range(len(batch))]
    for owner, row in enumerate(rows):
        result[int(texts[owner])].append(row)
    return result


def compare(batch: Batch, articles: Sequence[Annotated], attributions: Attributions) -> tuple[Tally, NDArray[np.bool_]]:
    """Return the counts over all articles, and for each attribution whether a coder has it too."""
    tally, agreed = Tally(), []
    for article, found in zip(articles, as_rows(batch, attributions), strict=True):
        agreed += tally.add(article.text, article.attributions, found)
    return tally, np.array(agreed, dtype=np.bool_)


def fit_confidence(
    features: NDArray[np.float32], agreed: NDArray[np.bool_], penalty: float = 1.0
) -> tuple[NDArray[np.float32], float]:
    """Return weights and intercept of a logistic regression of agreement on the features (Newton's method)."""
    design = np.concatenate([features.astype(np.float64), np.ones((len(features), 1))], axis=1)
    beta = np.zeros(design.shape[1])
    ridge = np.diag(np.append(np.full(features.shape[1], penalty), 1e-6))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (agreed - chance) - ridge @ beta
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta[:-1].astype(np.float32), float(beta[-1])
