"""Over time: estimates per period, and a change that is shown with how easily chance makes one."""

import numpy as np
import pandas as pd
import pytest

from framing.comparison import MeasureColumn, compare_tables
from framing.comparison.time_series import change_points, time_series
from framing.errors import InputError

RATE = MeasureColumn(name="r", denominator="n_words_own", per=1000.0, label="hedges per 1,000 words")


def dated(jump, seed=0, n=120):
    random = np.random.default_rng(seed)
    months = np.sort(random.integers(0, 12, n))
    words = random.integers(200, 800, n)
    rate = 0.005 * random.gamma(4, 1 / 4, n) * np.where(months >= 7, jump, 1.0)
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i:03d}" for i in range(n)], "outlet": "X",
            "published": [f"2016-{m + 1:02d}-15" for m in months],
        }
    )  # fmt: skip
    features = articles[["article_id"]].assign(n_words_own=words, r=random.poisson(rate * words) / words * 1000)
    return articles, features


def test_each_period_is_its_own_estimate():
    articles, features = dated(1.0)
    table = time_series(articles, features, [RATE])
    assert table["period"].tolist() == sorted(set(articles["published"].str[:7]))
    march = articles["published"].str[:7] == "2016-03"
    alone = compare_tables(articles[march], features, [RATE], n_resamples=200).estimates.iloc[0]
    assert table.set_index("period").loc["2016-03", "estimate"] == pytest.approx(alone["estimate"])


def test_a_planted_change_is_shown_where_it_is():
    row = change_points(*dated(2.5), [RATE]).iloc[0]
    assert row["period"] == "2016-08" and row["q"] < 0.01
    assert row["after"] > 1.5 * row["before"]
    assert "the data do not say why" in row["sentence"]


def test_without_a_change_the_largest_one_is_called_what_it_is():
    p = [change_points(*dated(1.0, seed=s), [RATE], n_permutations=199).iloc[0] for s in range(20)]
    assert sum(row["q"] <= 0.05 for row in p) <= 4
    assert "no change" in max(p, key=lambda row: row["q"])["sentence"]


@pytest.mark.filterwarnings("error")
def test_too_few_articles_or_dates_give_nothing():
    articles, features = dated(1.0)
    assert change_points(articles[:6], features, [RATE]).empty
    assert change_points(articles.assign(published="2016-03-01"), features, [RATE]).empty
    with pytest.raises(InputError, match="no article has a date"):
        time_series(articles.assign(published=None), features, [RATE])
    with pytest.raises(InputError, match="unknown period 'week'; allowed are year, month, day"):
        change_points(articles, features, [RATE], period="week")
