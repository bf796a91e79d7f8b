"""Statistics on simulated truth: intervals cover, nothing is found where nothing is.

`benchmarks/simulation.py` prints the same with more corpora and kinds of corpora. Bounds here are those
that a right method misses less than once in a thousand runs; seeds are fixed.
"""

import numpy as np
import pandas as pd
import pytest

from framing.comparison import MeasureColumn, compare_tables

pytestmark = pytest.mark.slow
RATE = MeasureColumn(name="hedges_per_1000_words", denominator="n_words_own", per=1000.0)


def outlets_of(random, sizes, rate=0.005):
    """Return articles of outlets that word alike: counts in bursts, lengths far apart."""
    outlet = np.repeat([f"outlet {i}" for i in range(len(sizes))], sizes)
    words = np.exp(random.normal(6, 0.6, len(outlet))).astype(int) + 40
    hedges = random.poisson(words * rate * random.gamma(3, 1 / 3, len(outlet)))
    articles = pd.DataFrame({"article_id": [f"a{i:04d}" for i in range(len(outlet))], "outlet": outlet})
    return articles, articles[["article_id"]].assign(n_words_own=words, hedges_per_1000_words=hedges / words * 1000)


@pytest.mark.parametrize(("method", "least"), [("studentized", 0.92), ("bca", 0.89), ("percentile", 0.89)])
def test_intervals_cover(method, least):
    random = np.random.default_rng(11)
    hits = []
    for run in range(100):
        tables = outlets_of(random, (20, 40, 80))
        made = compare_tables(*tables, [RATE], method=method, n_resamples=1000, n_permutations=99, seed=run)
        hits += ((made.estimates["low"] <= 5) & (made.estimates["high"] >= 5)).tolist()
        assert (made.differences["low"] <= made.differences["difference"]).all()
    assert least <= np.mean(hits) <= 0.985


def test_p_values_are_uniform_where_nothing_differs_whatever_the_sizes():
    random = np.random.default_rng(12)
    p = []
    for run in range(150):
        tables = outlets_of(random, (12, 150))
        made = compare_tables(*tables, [RATE], n_resamples=100, n_permutations=499, seed=run)
        p.append(made.differences["p"].iloc[0])
    assert np.mean(np.array(p) <= 0.05) <= 0.12
    assert 0.4 <= np.mean(p) <= 0.6


def test_twenty_measures_of_alike_outlets_rarely_give_a_finding():
    random = np.random.default_rng(13)
    measures = [MeasureColumn(name=f"m{i}", denominator="n_words_own", per=1000.0) for i in range(20)]
    runs = 0
    for run in range(40):
        articles, features = outlets_of(random, (20, 40, 80))
        words = features["n_words_own"]
        many = {
            f"m{i}": random.poisson(words * 0.005 * random.gamma(3, 1 / 3, len(words))) / words * 1000
            for i in range(20)
        }
        table = compare_tables(
            articles, features.assign(**many), measures, n_resamples=200, n_permutations=4999, seed=run
        ).differences
        runs += bool(table["distinguishable"].any())
    assert runs <= 7  # 5 % of 40 is 2
