"""Small made-up corpora as tidy tables, for the tests of comparisons."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from framing.comparison import MeasureColumn

Tables = tuple[pd.DataFrame, pd.DataFrame]

MEASURES = (
    MeasureColumn(name="hedges_per_1000_words", family="hedges", denominator="n_words_own", per=1000.0),
    MeasureColumn(name="share_unnamed", family="sources", denominator="n_attributions"),
    MeasureColumn(name="mean_sentence_length", family="length"),
)


def make_corpus(
    n_events: int = 24, *, outlets: tuple[str, ...] = ("Argus", "Beacon", "Courier"), factor: float = 1.0, seed: int = 0
) -> Tables:
    """Return articles and features; the first outlet hedges `factor` times as much inside every event."""
    random = np.random.default_rng(seed)
    articles, features = [], []
    for e in range(n_events):
        topic = random.gamma(4, 1 / 4)
        for outlet in outlets:
            words = int(random.integers(200, 900))
            expected = words * 0.006 * topic * (factor if outlet == outlets[0] else 1.0)
            n_attributions = int(random.integers(3, 15))
            key = f"{outlet}-{e:03d}"
            articles.append((key, outlet, f"event {e}", words + 100))
            features.append(
                (
                    key, words, random.poisson(expected) / words * 1000, n_attributions,
                    random.binomial(n_attributions, 0.3) / n_attributions, random.normal(22, 3),
                )
            )  # fmt: skip
    return (
        pd.DataFrame(articles, columns=["article_id", "outlet", "event", "n_words"]),
        pd.DataFrame(
            features,
            columns=[
                "article_id", "n_words_own", "hedges_per_1000_words", "n_attributions",
                "share_unnamed", "mean_sentence_length",
            ],
        ),
    )  # fmt: skip


@pytest.fixture
def measures() -> tuple[MeasureColumn, ...]:
    return MEASURES


@pytest.fixture
def corpus() -> Callable[..., Tables]:
    return make_corpus
