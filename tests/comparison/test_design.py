"""Design help: power rises with articles, matches the textbook where that applies, and keeps its level."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.comparison import MeasureColumn
from framing.comparison.design import articles_needed, power_table
from framing.errors import InputError

LENGTH = MeasureColumn(name="length")


@pytest.fixture
def pilot():
    random = np.random.default_rng(0)
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(300)], "outlet": ["X", "Y"] * 150})
    return articles, articles[["article_id"]].assign(length=random.normal(20, 4, 300))


def test_power_is_that_of_a_t_test_on_normal_values(pilot):
    table = power_table(*pilot, LENGTH, difference=2.0, sizes=(20, 50, 80), n_studies=2000)
    spread = pilot[1]["length"].std()
    for row in table.to_dict("records"):
        n = row["n_articles"]
        shift = 2.0 / (spread * np.sqrt(2 / n))
        limit = stats.t.ppf(0.975, 2 * n - 2)
        textbook = stats.nct.sf(limit, 2 * n - 2, shift) + stats.nct.cdf(-limit, 2 * n - 2, shift)
        assert row["power"] == pytest.approx(textbook, abs=0.04)


def test_no_difference_is_found_at_the_level_of_the_test(pilot):
    table = power_table(*pilot, LENGTH, difference=0.0, sizes=(30, 100), n_studies=2000)
    assert table["power"].to_numpy() == pytest.approx([0.05, 0.05], abs=0.02)


def test_more_comparisons_need_more_articles(pilot):
    one = power_table(*pilot, LENGTH, difference=2.0, sizes=(50,), n_studies=500)["power"].iloc[0]
    many = power_table(*pilot, LENGTH, difference=2.0, sizes=(50,), n_studies=500, n_comparisons=40)["power"].iloc[0]
    assert many < one - 0.2


@pytest.mark.parametrize(("kind", "difference"), [("rate", 2.0), ("rate", -2.0), ("share", 0.1), ("share", -0.1)])
def test_the_planted_difference_has_the_size_asked_for(kind, difference):
    from framing.comparison.design import _planted

    random = np.random.default_rng(0)
    over = random.integers(100, 900, 4000).astype(float)
    per = 1000.0 if kind == "rate" else 1.0
    counts = random.binomial(over.astype(int), 0.005 if kind == "rate" else 0.3).astype(float)
    made = _planted(counts, over, difference / per, kind, random)
    moved = (made.sum() - counts.sum()) / over.sum() * per
    assert moved == pytest.approx(difference, rel=0.02)
    assert (made >= 0).all() and (kind == "rate" or (made <= over).all())


def test_it_is_said_in_a_sentence_and_bad_pilots_too(pilot):
    table = power_table(*pilot, LENGTH, difference=0.2, sizes=(10, 20), n_studies=200)
    assert "even with 20 articles per outlet" in articles_needed(table)
    with pytest.raises(InputError, match="the pilot has 3 articles with length; at least 5 are needed"):
        power_table(pilot[0][:3], pilot[1], LENGTH, difference=1.0)
