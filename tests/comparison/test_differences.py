"""Differences: what is found, what is not, and how it is said."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from framing.comparison import MeasureColumn, benjamini_hochberg, compare_tables
from framing.comparison.permutation import permutation_p
from framing.comparison.within_events import build_event_pair

CONTRACT = [
    "measure", "group", "reference", "mode", "difference", "low", "high", "effect_size", "p", "q", "n_events",
]  # fmt: skip


def test_the_columns_of_the_contract_come_first(corpus, measures):
    table = compare_tables(*corpus(), measures, n_resamples=200, n_permutations=99, reference="Beacon").differences
    assert list(table.columns[: len(CONTRACT)]) == CONTRACT
    # Three groups against the rest, two against Beacon, three measures, two modes.
    assert len(table) == (3 + 2) * 3 * 2
    assert set(table["mode"]) == {"unmatched", "same_event"}


def test_a_planted_difference_is_found_and_said(corpus, measures):
    articles, features = corpus(60, factor=2.0)
    table = compare_tables(articles, features, measures, n_resamples=500).differences
    hit = table[table["distinguishable"] & (table["group"] == "Argus")]
    assert set(hit["measure"]) == {"hedges_per_1000_words"}
    assert set(hit["mode"]) == {"unmatched", "same_event"}
    sentence = hit[hit["mode"] == "same_event"]["sentence"].iloc[0]
    assert sentence.startswith("In ")
    assert "of 60 shared events Argus is higher than the rest on hedges per 1,000 words (lower in" in sentence


def test_what_cannot_be_told_apart_is_said_so(corpus, measures):
    table = compare_tables(*corpus(), measures, n_resamples=200, n_permutations=199).differences
    assert not table["distinguishable"].any()
    assert table["sentence"].str.contains("cannot be told apart").all()


def test_a_topic_effect_is_seen_unmatched_and_gone_within_events(measures):
    """Argus covers more trials; inside one event it hedges like the others."""
    random = np.random.default_rng(2)
    articles, features = [], []
    for e in range(60):
        trial = e < 30
        topic = 3.0 if trial else 1.0
        for outlet in ("Argus", "Beacon"):
            for copy in range(4 if trial == (outlet == "Argus") else 1):
                key = f"{outlet}-{e:02d}-{copy}"
                articles.append((key, outlet, f"event {e:02d}", 500))
                features.append((key, 500, random.poisson(3 * topic) / 0.5))
    table = compare_tables(
        pd.DataFrame(articles, columns=["article_id", "outlet", "event", "n_words"]),
        pd.DataFrame(features, columns=["article_id", "n_words_own", "hedges_per_1000_words"]),
        measures[:1],
        reference="Beacon",
    ).differences.query("reference == 'Beacon'")
    unmatched, within = table.to_dict("records")
    assert (unmatched["mode"], within["mode"]) == ("unmatched", "same_event")
    assert unmatched["difference"] > 4 and unmatched["distinguishable"]
    assert abs(within["difference"]) < 1.5 and not within["distinguishable"]


def test_the_within_event_difference_is_the_mantel_haenszel_risk_difference():
    # Shares of attributions, three events: the pooled risk difference, by hand from its definition.
    tables = [np.array([[8, 12], [5, 25]]), np.array([[3, 7], [4, 6]]), np.array([[9, 1], [10, 20]])]
    counts = np.array([[t[i, 0]] for t in tables for i in (0, 1)], dtype=float)
    over = np.array([[t[i].sum()] for t in tables for i in (0, 1)], dtype=float)
    event = np.repeat(np.arange(3), 2)
    pair = build_event_pair(counts, over, event, np.array([0, 2, 4]), np.array([1, 3, 5]))
    expected_top = sum((t[0, 0] * t[1].sum() - t[1, 0] * t[0].sum()) / t.sum() for t in tables)
    expected_weight = sum(t[0].sum() * t[1].sum() / t.sum() for t in tables)
    assert pair.excess.sum() / pair.weight.sum() == pytest.approx(expected_top / expected_weight, rel=1e-12)
    # Its numerator is that of the Mantel-Haenszel test: observed less expected in the first cell.
    null = StratifiedTable([t.T for t in tables])
    observed = sum(t[0, 0] for t in tables)
    expected = sum(t[0].sum() * t[:, 0].sum() / t.sum() for t in tables)
    assert pair.excess.sum() == pytest.approx(observed - expected, rel=1e-12)
    assert np.sign(pair.excess.sum()) == np.sign(null.logodds_pooled)


def test_permutation_agrees_with_scipy():
    random = np.random.default_rng(1)
    values = np.concatenate([random.normal(0, 1, 12), random.normal(1, 1, 10)])
    ours = permutation_p(values[:, None], np.ones((22, 1)), 12, n_permutations=20_000, seed=0)[0]
    theirs = stats.permutation_test(
        (values[:12], values[12:]), lambda a, b, axis: np.abs(stats.ttest_ind(a, b, equal_var=False, axis=axis)[0]),
        vectorized=True, n_resamples=20_000, alternative="greater", random_state=3,
    ).pvalue  # fmt: skip
    assert ours == pytest.approx(theirs, abs=0.005)


def test_every_deal_of_a_tiny_sample_gives_the_exact_p():
    # 2 against 2 articles: 6 deals, of which 2 are as extreme as the data, so p is 1/3.
    values = np.array([[1.0], [2.0], [10.0], [12.0]])
    p = permutation_p(values, np.ones((4, 1)), 2, n_permutations=20_000, seed=0)[0]
    assert p == pytest.approx(1 / 3, abs=0.02)


def test_q_values_are_those_of_statsmodels():
    p = np.random.default_rng(0).random(50) ** 2
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], rel=1e-12)


def test_unknown_p_values_are_no_comparisons():
    q = benjamini_hochberg([0.01, np.nan, 0.02])
    assert q[[0, 2]] == pytest.approx([0.02, 0.02])
    assert np.isnan(q[1])


def test_q_counts_all_measures_and_groups(corpus, measures):
    table = compare_tables(*corpus(), measures, n_resamples=200, n_permutations=199).differences
    family = table[table["mode"] == "unmatched"]
    assert family["q"].to_numpy() == pytest.approx(multipletests(family["p"], method="fdr_bh")[1])
    assert (family["n_tests"] == 9).all()


def test_without_the_most_influential_event_the_difference_is_the_one_computed_without_it(corpus, measures):
    articles, features = corpus(12, factor=1.5)
    row = (
        compare_tables(articles, features, measures[:1], n_resamples=200, n_permutations=99)
        .differences.query("group == 'Argus' and mode == 'same_event'")
        .iloc[0]
    )
    rest = articles[articles["event"] != row["most_influential_event"]]
    without = (
        compare_tables(rest, features, measures[:1], n_resamples=200, n_permutations=99)
        .differences.query("group == 'Argus' and mode == 'same_event'")
        .iloc[0]
    )
    ends = (row["lowest_without_one_event"], row["highest_without_one_event"])
    assert min(abs(without["difference"] - end) for end in ends) < 1e-9
    assert ends[0] <= row["difference"] <= ends[1]


def test_a_difference_of_means_is_the_difference_of_means():
    articles = pd.DataFrame({"article_id": list("abcdef"), "outlet": ["X"] * 3 + ["Y"] * 3})
    features = pd.DataFrame({"article_id": list("abcdef"), "mean_sentence_length": [1.0, 2, 3, 11, 12, 13]})
    row = compare_tables(articles, features, [MeasureColumn(name="mean_sentence_length")]).differences.iloc[0]
    assert row["difference"] == pytest.approx(-10)
    assert row["effect_size"] == pytest.approx(-10 / 1.0)
    assert row["low"] < -10 < row["high"]


def test_two_shared_events_are_too_few_for_an_interval(corpus, measures):
    articles, features = corpus(n_events=2)
    rows = compare_tables(articles, features, measures, n_resamples=200, n_permutations=99).differences
    inside = rows[rows["mode"] == "same_event"]
    assert inside["low"].isna().all() and inside["method"].str.contains("no interval: fewer than 3 events").all()
    assert not inside["distinguishable"].any()
    assert inside["sentence"].str.contains("no interval").all()


def test_none_against_a_few_is_not_certain_because_all_events_agree():
    # Eight hedges of the others in 30 events, none of the Argus: a quarter of the text, so chance is one in ten.
    rows, n = [], 0
    for e in range(30):
        for outlet in ("Argus", "Beacon", "Courier", "Dispatch"):
            hedges = 1 if outlet != "Argus" and e % 4 == 0 and outlet == ("Beacon", "Courier", "Dispatch")[e % 3] else 0
            n += hedges
            rows.append((f"{outlet}{e:02d}", outlet, f"event {e}", 400, hedges * 2.5))
    assert n == 8
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "n_words_own", "hedges_per_1000_words"])
    rate = MeasureColumn(name="hedges_per_1000_words", denominator="n_words_own", per=1000.0)
    made = compare_tables(table[["article_id", "outlet", "event"]], table.drop(columns=["outlet", "event"]), [rate])
    row = made.differences.query("group == 'Argus' and mode == 'same_event'").iloc[0]
    assert row["count"] == 0 and row["count_reference"] == 8
    assert row["low"] < 0 < row["high"]
    assert "fewer than 3 counted on one side" in row["method"]
