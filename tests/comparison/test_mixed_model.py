"""The mixed model: statsmodels' own numbers, and a plain sentence where it cannot be fitted."""

import numpy as np
import pandas as pd
import pytest

from framing.comparison.mixed_model import mixed_model
from framing.errors import InputError


def balanced(seed=0, n_events=40):
    random = np.random.default_rng(seed)
    rows = []
    for e in range(n_events):
        level = random.normal(20, 4)
        for outlet, shift in (("X", 0.0), ("Y", 2.0)):
            rows.append((f"{outlet}{e}", outlet, f"e{e}", level + shift + random.normal(0, 1)))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "length"])
    return table.drop(columns="length"), table[["article_id", "length"]]


def test_in_a_balanced_design_it_is_the_paired_difference():
    pytest.importorskip("statsmodels")
    articles, features = balanced()
    row = mixed_model(articles, features, "length").iloc[0]
    values = features["length"].to_numpy().reshape(-1, 2)
    paired = values[:, 1] - values[:, 0]
    assert row["difference"] == pytest.approx(paired.mean(), abs=1e-6)
    error = paired.std(ddof=1) / np.sqrt(len(paired))
    assert row["high"] - row["low"] == pytest.approx(2 * 2.022691 * error, rel=1e-3)  # t of 39: 80 articles, 40 events
    assert row["event_share_of_variance"] == pytest.approx(16 / 17, abs=0.06)
    assert row["low"] < 2.0 < row["high"]


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_fitted_gets_one_sentence():
    pytest.importorskip("statsmodels")
    articles, features = balanced()
    with pytest.raises(InputError, match="no article has one"):
        mixed_model(articles.assign(event=""), features, "length")
    with pytest.raises(InputError, match="two groups and two events; there are 1 and 40"):
        mixed_model(articles[articles["outlet"] == "X"], features, "length")
    with pytest.raises(InputError, match="no outlet is called 'Z'; there are X, Y"):
        mixed_model(articles, features, "length", reference="Z")
