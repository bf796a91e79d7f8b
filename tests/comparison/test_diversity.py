"""Hill numbers and rarefaction: identities of their papers, and every draw counted out."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from framing.comparison.diversity import diversity_table, hill_number, rarefied
from framing.errors import InputError


def test_hill_numbers_are_transforms_of_the_classical_indices():
    counts = np.array([50, 30, 15, 4, 1])
    p = counts / counts.sum()
    assert hill_number(counts, 0) == 5
    assert np.log(hill_number(counts, 1)) == pytest.approx(-(p * np.log(p)).sum(), rel=1e-12)
    assert 1 / hill_number(counts, 2) == pytest.approx((p**2).sum(), rel=1e-12)


def test_rarefaction_is_the_average_over_every_possible_draw():
    counts = [4, 2, 1, 1]
    items = np.repeat(np.arange(4), counts)
    draws = [np.bincount(items[list(c)], minlength=4) for c in combinations(range(8), 3)]
    assert rarefied(counts, 3, 0) == pytest.approx(np.mean([(d > 0).sum() for d in draws]), rel=1e-9)
    shares = [d / 3 for d in draws]
    squares = np.mean([(s**2).sum() for s in shares])
    assert rarefied(counts, 3, 2) == pytest.approx(1 / squares, rel=1e-9)
    entropy = np.mean([-(s[s > 0] * np.log(s[s > 0])).sum() for s in shares])
    assert rarefied(counts, 3, 1) == pytest.approx(np.exp(entropy), rel=1e-9)


def test_a_draw_of_everything_is_what_was_observed():
    counts = [12, 5, 3, 1]
    for order in (0, 1, 2):
        assert rarefied(counts, 21, order) == pytest.approx(hill_number(counts, order), rel=1e-9)
        assert np.isnan(rarefied(counts, 22, order))


def test_an_outlet_with_more_articles_is_not_called_more_diverse():
    random = np.random.default_rng(0)
    rows = []
    for i in range(400):
        outlet = "Large" if i < 360 else "Small"
        for kind in random.choice([f"type {k}" for k in range(12)], 3, p=np.arange(12, 0, -1) / 78):
            rows.append((f"a{i:03d}", outlet, kind, 1))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "type", "n_attributions"])
    articles = table[["article_id", "outlet"]].drop_duplicates()
    made, notes = diversity_table(articles, table.drop(columns="outlet"))
    richness = made[made["order"] == 0].set_index("group")
    assert richness.loc["Large", "observed"] >= richness.loc["Small", "observed"]
    assert (made["rarefied_to"] == 117).all() and notes == []
    assert made[made["order"] == 0]["low"].isna().all()
    for order, part in made[made["order"] > 0].groupby("order"):
        large, small = part.set_index("group").loc[["Large", "Small"]].to_dict("records")
        assert large["low"] < small["high"] and small["low"] < large["high"], order


@pytest.mark.filterwarnings("error")
def test_too_small_groups_are_named_and_empty_tables_stay_empty():
    sources = pd.DataFrame(
        {"article_id": ["a", "a", "b"], "type": ["expert", "citizen", "expert"], "n_attributions": [20, 15, 2]}
    )
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["X", "Y"]})
    made, notes = diversity_table(articles, sources)
    assert notes == ["Y: fewer than 35 attributions, so not compared at 35."]
    assert made.set_index("group").loc["Y", "rarefied"].isna().all()
    empty, notes = diversity_table(articles, sources[:0])
    assert empty.empty and "no group has a source" in notes[0]
    with pytest.raises(InputError, match="no column 'colour'"):
        diversity_table(articles, sources, kind="colour")
