"""Distinctive words: the paper's formula, articles as the unit, the rest of the world against bursts."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from framing.comparison.distinctive import _Moments, distinctive_words, log_odds
from framing.comparison.terms import term_counts, terms_by_voice
from framing.errors import InputError


def test_log_odds_are_those_of_the_paper_word_by_word():
    """Monroe, Colaresi and Quinn (2008), equations 16, 19 and 22, written out as they stand."""
    y_i, y_j, prior = [30, 5, 965], [10, 9, 1981], [4.0, 1.0, 95.0]
    made = log_odds(np.array(y_i, float), np.array(y_j, float), np.array(prior))
    n_i, n_j, a_0 = sum(y_i), sum(y_j), sum(prior)
    for w in range(3):
        delta = math.log((y_i[w] + prior[w]) / (n_i + a_0 - y_i[w] - prior[w])) - math.log(
            (y_j[w] + prior[w]) / (n_j + a_0 - y_j[w] - prior[w])
        )
        variance = 1 / (y_i[w] + prior[w]) + 1 / (y_j[w] + prior[w])
        assert made.log_odds[w] == pytest.approx(delta, rel=1e-12)
        assert made.z[w] == pytest.approx(delta / math.sqrt(variance), rel=1e-12)


def corpus_of_words(seed=0, burst=True):
    random = np.random.default_rng(seed)
    ids, tokens, outlets = [], [], []
    for i in range(120):
        outlet = "XYZ"[i % 3]
        words = list(random.choice(["the", "of", "vote", "bill", "court", "tax"], 200))
        if outlet == "X" and random.random() < 0.6:
            words += ["slam"] * int(random.integers(1, 4))
        if random.random() < 0.15:
            words += ["weather"] * int(random.integers(1, 4))
        if burst and i == 1:
            words += ["yacht"] * 60
        if burst and i in (4, 5, 6, 8):
            words += ["yacht"]
        ids.append(f"a{i:03d}")
        tokens.append(words)
        outlets.append(outlet)
    return term_counts(ids, tokens), pd.Series(outlets, index=ids)


def test_a_planted_word_is_found_and_a_burst_in_one_article_is_not():
    terms, groups = corpus_of_words()
    table = distinctive_words(terms, groups).set_index(["term", "group"])
    slam, yacht = table.loc[("slam", "X")], table.loc[("yacht", "Y")]
    assert slam["q"] < 0.001 and slam["low"] > 0
    assert slam["count_rest"] == 0 and slam["n_groups"] == 1
    # By Monroe's z, which counts words, the yacht of one article would be among the surest findings.
    assert yacht["z"] > 3 and yacht["count"] >= 60
    assert yacht["q"] > 0.2
    assert table.loc[("weather", "X"), "q"] > 0.05


def test_p_values_are_those_of_shuffled_articles():
    terms, groups = corpus_of_words(3)
    inside = (groups == "Y").to_numpy()
    counts = terms.counts.astype(float)
    dense = counts.toarray()
    rate = dense.sum(0) / terms.n_words.sum()
    residual = dense - np.outer(terms.n_words, rate)
    random = np.random.default_rng(0)
    deals = np.array([residual[random.permutation(120)[:40]].sum(0) for _ in range(20_000)])
    total = residual[inside].sum(0)
    above, below = (deals >= total - 1e-9).mean(0), (deals <= total + 1e-9).mean(0)
    p = _Moments(counts, terms.n_words, np.zeros(120, int)).p_values(dense[inside].sum(0), terms.n_words, inside)
    bursty = terms.terms.index("yacht")
    for j, term in enumerate(terms.terms):
        if j != bursty:
            assert p[j] == pytest.approx(2 * min(above[j], below[j]), abs=0.03), term
    assert p[bursty] > 0.1


def test_under_no_difference_few_words_are_reported():
    random = np.random.default_rng(1)
    vocabulary = np.array([f"word{i:03d}" for i in range(400)])
    weights = 1 / np.arange(3, 403)
    reported = 0
    for run in range(20):
        lists = []
        for _ in range(60):
            own = random.gamma(0.3, weights)  # words come in bursts, article by article
            lists.append(list(random.choice(vocabulary, 150, p=own / own.sum())))
        ids = [f"a{i}" for i in range(60)]
        groups = pd.Series(np.array(["X", "Y", "Z"])[random.integers(0, 3, 60)], index=ids)
        table = distinctive_words(term_counts(ids, lists), groups, n_resamples=100, top=400, seed=run)
        reported += bool((table["q"] <= 0.05).any())
    assert reported <= 4  # 5 % of 20 is 1; more than 4 would be chance less than once in 100


def test_voices_are_kept_apart():
    text = "Critics slam the plan. “It is a disgrace,” Ada Byrne said. She wants a radical shift."
    quote = text.index("“It"), text.index(" Ada")
    wish = text.index("a radical"), len(text) - 1
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    attributions = pd.DataFrame(
        {
            "article_id": ["a", "a"], "field": ["text", "text"], "stance": ["neutral", "mental"],
            "content_spans": [f"{quote[0]}:{quote[1]}", f"{wish[0]}:{wish[1]}"],
        }
    )  # fmt: skip
    made = terms_by_voice(articles, attributions, voices=("own", "paraphrased", "quoted"))
    assert made["quoted"].terms == ("disgrace", "is", "it")
    assert made["paraphrased"].terms == ()
    assert {"slam", "radical", "shift"} <= set(made["own"].terms)


def test_words_are_counted_as_they_stand_whatever_their_case():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["Trump’s TAX plan, Trump said.", ""]})
    made = terms_by_voice(articles, None)["own"]
    counts = dict(zip(made.terms, made.counts.toarray()[0].tolist(), strict=True))
    assert counts == {"trump": 2, "tax": 1, "plan": 1, "said": 1}
    assert made.n_words.tolist() == [5, 0]


@pytest.mark.filterwarnings("error")
def test_one_group_or_no_words_give_an_empty_table():
    terms, groups = corpus_of_words()
    assert distinctive_words(terms, groups.map(lambda _: "X")).empty
    assert distinctive_words(terms, groups, min_articles=1000).empty
    empty = term_counts(["a", "b"], [[], []])
    assert distinctive_words(empty, pd.Series(["X", "Y"], index=["a", "b"])).empty


def test_bad_options_get_one_sentence():
    terms, groups = corpus_of_words()
    with pytest.raises(InputError, match="prior_words is 0; the prior must be worth more than 0 words"):
        distinctive_words(terms, groups, prior_words=0)
    with pytest.raises(InputError, match="2 article ids but 1 lists of words"):
        term_counts(["a", "b"], [["x"]])


def test_the_words_of_a_topic_are_no_finding_inside_events():
    """X covers more trials: "court" is its word over all articles, not inside the events both report."""
    random = np.random.default_rng(5)
    ids, tokens, outlets, events = [], [], [], []
    for e in range(40):
        trial = e < 20
        for outlet in "XY":
            for copy in range(3 if trial == (outlet == "X") else 1):
                words = list(random.choice(["the", "of", "said", "on"], 150))
                words += ["court"] * int(random.poisson(6 if trial else 0.5))
                words += ["slam"] * int(random.poisson(1.5 if outlet == "X" else 0.2))
                ids.append(f"{outlet}{e:02d}{copy}")
                tokens.append(words)
                outlets.append(outlet)
                events.append(f"e{e}")
    terms, groups = term_counts(ids, tokens), pd.Series(outlets, index=ids)
    over_all = distinctive_words(terms, groups).set_index(["term", "group"])["q"]
    inside = distinctive_words(terms, groups, events=pd.Series(events, index=ids)).set_index(["term", "group"])["q"]
    assert over_all["court", "X"] < 0.001 and inside["court", "X"] > 0.05
    assert over_all["slam", "X"] < 0.001 and inside["slam", "X"] < 0.001
    alone = distinctive_words(terms, groups, events=pd.Series(ids, index=ids))
    assert alone.empty


def test_p_values_inside_events_are_those_of_shuffling_inside_events():
    random = np.random.default_rng(6)
    strata = np.repeat(np.arange(15), 4)
    inside = np.tile([True, False, False, False], 15)
    words = random.integers(100, 400, 60).astype(float)
    x = random.poisson(words * 0.02 * random.gamma(2, 0.5, 60)).astype(float)
    rate = np.bincount(strata, x) / np.bincount(strata, words)
    residual = (x - rate[strata] * words).reshape(15, 4)
    chance = residual[np.arange(15), random.integers(0, 4, (20_000, 15))].sum(axis=1)
    total = residual[:, 0].sum()
    expected = 2 * min((chance >= total).mean(), (chance <= total).mean())
    moments = _Moments(sparse.csr_matrix(x[:, None]), words, strata)
    assert moments.p_values(np.array([x[inside].sum()]), words, inside)[0] == pytest.approx(expected, abs=0.02)


def test_the_tail_of_the_skewed_distribution_is_that_of_scipy():
    import numpy as np
    from scipy import stats

    from framing.comparison.distinctive import smaller_tail

    t, skew = np.meshgrid(np.linspace(-4, 4, 33), [-2.0, -0.5, -1e-6, 1e-6, 0.3, 1.7])
    expected = np.minimum(stats.pearson3.sf(t, skew), stats.pearson3.cdf(t, skew))
    np.testing.assert_allclose(smaller_tail(t, skew), expected, atol=1e-9)
