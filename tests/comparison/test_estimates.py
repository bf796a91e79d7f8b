"""Estimates per group: right numbers, honest intervals, counts beside them."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.comparison import MeasureColumn, compare_tables
from framing.comparison.intervals import (
    bca_interval,
    difference_interval,
    highest_of_none,
    percentile_interval,
)
from framing.comparison.resampling import resampled_ratios

CONTRACT = ["measure", "group", "estimate", "low", "high", "n_articles", "n_words", "count", "method"]


def test_the_columns_of_the_contract_come_first(corpus, measures):
    table = compare_tables(*corpus(), measures, n_resamples=200, n_permutations=99).estimates
    assert list(table.columns[: len(CONTRACT)]) == CONTRACT
    assert len(table) == 3 * 3


def test_a_rate_is_a_ratio_of_totals_and_a_mean_is_a_mean():
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": "X", "n_words": [150, 500, 90]})
    features = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "n_words_own": [100, 400, 0],
            "hedges_per_1000_words": [10.0, 5.0, np.nan],
            "mean_sentence_length": [10.0, 20.0, 30.0],
        }
    )
    rate = MeasureColumn(name="hedges_per_1000_words", denominator="n_words_own", per=1000.0)
    table = compare_tables(articles, features, [rate, MeasureColumn(name="mean_sentence_length")]).estimates
    hedges, length = table.to_dict("records")
    assert hedges["estimate"] == pytest.approx((1 + 2) / (100 + 400) * 1000)
    assert (hedges["count"], hedges["n_words"], hedges["n_articles"]) == (3, 500, 2)
    assert hedges["method"].startswith("ratio of totals")
    assert (length["estimate"], length["n_articles"], length["n_words"]) == (20.0, 3, 740)
    assert np.isnan(length["count"])
    assert length["method"].startswith("mean over articles")


def test_voices_are_compared_each_over_its_own_words():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "X"})
    features = pd.DataFrame(
        {
            "article_id": ["a", "b"], "n_words_own": [100, 100], "n_words_paraphrased": [50, 50],
            "n_words_quoted": [10, 40], "hedges_per_1000_words": [10.0, 30.0],
            "hedges_per_1000_words_paraphrased": [20.0, 0.0], "hedges_per_1000_words_quoted": [100.0, 25.0],
        }
    )  # fmt: skip
    rate = MeasureColumn(name="hedges_per_1000_words", denominator="n_words_own", per=1000.0)
    table = compare_tables(articles, features, [rate]).estimates.set_index("measure")
    assert table["estimate"].to_dict() == pytest.approx(
        {
            "hedges_per_1000_words": 20.0,
            "hedges_per_1000_words_paraphrased": 10.0,
            "hedges_per_1000_words_quoted": 40.0,
        }
    )


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_percentile_and_bca_agree_with_scipy_on_the_same_resamples(method):
    random = np.random.default_rng(3)
    values = random.gamma(2, 3, size=40)
    reference = stats.bootstrap((values,), np.mean, n_resamples=1999, method=method, random_state=1)
    drawn = reference.bootstrap_distribution[:, None]
    if method == "percentile":
        low, high = percentile_interval(drawn)
    else:
        left_out = (values.sum() - values) / (len(values) - 1)
        low, high = bca_interval(drawn, np.array([values.mean()]), left_out[:, None])
    expected = reference.confidence_interval
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_the_bootstrap_agrees_with_scipy_within_monte_carlo_error():
    random = np.random.default_rng(5)
    counts, words = random.poisson(4, 60).astype(float), random.integers(200, 900, 60).astype(float)
    ours = resampled_ratios(counts[:, None], words[:, None], n_resamples=20_000, seed=1, errors=False).ratio
    theirs = stats.bootstrap(
        (counts, words), lambda c, w, axis: c.sum(axis) / w.sum(axis), paired=True, vectorized=True,
        n_resamples=20_000, method="percentile", random_state=2,
    )  # fmt: skip
    low, high = percentile_interval(ours)
    error = theirs.standard_error
    assert low[0] == pytest.approx(theirs.confidence_interval.low, abs=0.1 * error)
    assert high[0] == pytest.approx(theirs.confidence_interval.high, abs=0.1 * error)


def test_the_standard_errors_of_resamples_are_those_of_a_loop():
    random = np.random.default_rng(8)
    counts, words = random.poisson(4, (12, 2)).astype(float), random.integers(200, 900, (12, 2)).astype(float)
    drawn = resampled_ratios(counts, words, n_resamples=5, seed=4)
    picks = np.random.default_rng(4).integers(0, 12, size=(5, 12))
    for row, pick in enumerate(picks):
        c, w = counts[pick], words[pick]
        ratio = c.sum(0) / w.sum(0)
        error = np.sqrt(((c - ratio * w) ** 2).sum(0) * 12 / 11) / w.sum(0)
        assert drawn.ratio[row] == pytest.approx(ratio)
        assert drawn.error[row] == pytest.approx(error)


def test_an_outlet_where_none_was_found_gets_an_upper_bound_not_a_certain_zero(corpus, measures):
    articles, features = corpus()
    mute = features["article_id"].str.startswith("Argus")
    features.loc[mute, "hedges_per_1000_words"] = 0.0
    comparison = compare_tables(articles, features, measures, n_resamples=200, n_permutations=99)
    row = comparison.estimates.query("measure == 'hedges_per_1000_words' and group == 'Argus'").iloc[0]
    assert (row["estimate"], row["low"], row["count"]) == (0, 0, 0)
    assert 0 < row["high"] < 10
    assert "none found" in row["method"]
    assert any("hedges per 1,000 words (Argus)" in note for note in comparison.notes)


def test_the_bound_for_none_found_is_the_exact_one():
    # Nothing in 1,000 independent chances: the Clopper-Pearson limit scipy gives.
    exact = stats.binomtest(0, 1000).proportion_ci(method="exact").high
    assert highest_of_none(1000, 1.0, "share") == pytest.approx(exact, rel=1e-6)
    assert highest_of_none(1000, 1.0, "rate") == pytest.approx(stats.chi2.ppf(0.975, 2) / 2 / 1000, rel=1e-6)


def test_the_interval_of_a_difference_is_newcombes():
    # Newcombe (1998), Statistics in Medicine 17: 56/70 against 48/80, Wilson limits of each side.
    sides = []
    for successes, n in ((56, 70), (48, 80)):
        limits = stats.binomtest(successes, n).proportion_ci(method="wilson")
        sides.append((successes / n, limits.low, limits.high))
    assert difference_interval(*sides) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_adding_an_outlet_leaves_the_intervals_of_the_others_alone(corpus, measures):
    articles, features = corpus()
    all_three = compare_tables(articles, features, measures, n_resamples=300, n_permutations=99).estimates
    two = articles[articles["outlet"] != "Courier"]
    pair = compare_tables(two, features, measures, n_resamples=300, n_permutations=99).estimates
    kept = all_three[all_three["group"] != "Courier"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, pair)


def test_the_order_of_the_rows_changes_nothing_and_the_seed_does(corpus, measures):
    articles, features = corpus(n_events=40)
    first = compare_tables(articles, features, measures, n_resamples=300, n_permutations=99)
    again = compare_tables(articles[::-1], features[::-1], measures, n_resamples=300, n_permutations=99)
    other = compare_tables(articles, features, measures, n_resamples=300, n_permutations=99, seed=1)
    pd.testing.assert_frame_equal(first.estimates, again.estimates)
    pd.testing.assert_frame_equal(first.differences, again.differences)
    assert not first.estimates["low"].equals(other.estimates["low"])


def test_copies_are_no_second_observation(corpus, measures):
    articles, features = corpus()
    once = compare_tables(articles, features, measures, n_resamples=200, n_permutations=99)
    copied = articles.assign(article_id=articles["article_id"] + "-copy", duplicate_of=articles["article_id"])
    both = pd.concat([articles.assign(duplicate_of=None), copied])
    values = pd.concat([features, features.assign(article_id=features["article_id"] + "-copy")])
    twice = compare_tables(both, values, measures, n_resamples=200, n_permutations=99)
    pd.testing.assert_frame_equal(once.estimates, twice.estimates)
    assert "72 articles left out as copies" in twice.notes[0]
    kept = compare_tables(both, values, measures, n_resamples=200, n_permutations=99, copies="keep")
    assert (kept.estimates["n_articles"] == 2 * once.estimates["n_articles"]).all()


def test_articles_of_one_event_are_drawn_together():
    # Each of 40 trials has five articles that are alike; independent articles would look five times as sure.
    random = np.random.default_rng(0)
    level = np.repeat(random.normal(20, 3, 40), 5) + random.normal(0, 0.1, 200)
    articles = pd.DataFrame({"article_id": [f"a{i:03d}" for i in range(200)], "outlet": "X"})
    features = articles[["article_id"]].assign(mean_sentence_length=level)
    length = [MeasureColumn(name="mean_sentence_length")]
    alone = compare_tables(articles, features, length).estimates.iloc[0]
    events = articles.assign(event=np.repeat(np.arange(40), 5).astype(str))
    clustered = compare_tables(events, features, length).estimates.iloc[0]
    widths = [row["high"] - row["low"] for row in (alone, clustered)]
    assert widths[1] / widths[0] == pytest.approx(np.sqrt(5), rel=0.15)
    assert clustered["n_effective"] == pytest.approx(40, rel=0.1)
    assert alone["n_effective"] == pytest.approx(200)


def test_what_one_article_alone_holds_has_bounds_that_a_reader_can_believe():
    """One loaded word in 1,352 words of eight articles was once "0.7, between 0.000 and 225,268"."""
    articles = pd.DataFrame({"article_id": list("abcdefgh"), "outlet": ["X"] * 8})
    features = pd.DataFrame({"article_id": list("abcdefgh"), "n_words": [170] * 8, "loaded": [1000 / 170] + [0.0] * 7})
    measure = MeasureColumn(name="loaded", denominator="n_words", per=1000.0)
    row = compare_tables(articles, features, [measure]).estimates.iloc[0]
    assert row["low"] == pytest.approx(row["estimate"] * 0.0253, rel=0.01)
    assert row["high"] == pytest.approx(row["estimate"] * 5.572, rel=0.01)
    assert "one article that holds any" in row["method"]
