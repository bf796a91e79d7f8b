"""Input that cannot be compared: no warning, no crash, a sentence that says why."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.comparison import MeasureColumn, compare, compare_tables
from framing.errors import InputError

pytestmark = pytest.mark.filterwarnings("error")
QUICK = {"n_resamples": 200, "n_permutations": 99}


def notes_of(articles, features, measures, **options):
    comparison = compare_tables(articles, features, measures, **QUICK, **options)
    return comparison, " ".join(comparison.notes)


def test_one_outlet(corpus, measures):
    articles, features = corpus()
    comparison, notes = notes_of(articles[articles["outlet"] == "Argus"], features, measures)
    assert "only one outlet (Argus)" in notes
    assert comparison.differences.empty and len(comparison.estimates) == 3
    assert comparison.estimates["low"].notna().all()


def test_no_outlet_known(corpus, measures):
    articles, features = corpus()
    comparison, notes = notes_of(articles.assign(outlet=None), features, measures)
    assert "No article says its outlet" in notes
    assert set(comparison.estimates["group"]) == {"all articles"}


def test_some_outlets_unknown(corpus, measures):
    articles, features = corpus()
    articles.loc[:4, "outlet"] = ""
    _, notes = notes_of(articles, features, measures)
    assert "5 articles left out: no outlet is known" in notes


def test_one_article_per_outlet(corpus, measures):
    articles, features = corpus()
    comparison, notes = notes_of(articles.drop_duplicates("outlet"), features, measures)
    assert "Argus, Beacon and Courier have one article only" in notes
    means = comparison.estimates.query("measure == 'mean_sentence_length'")
    assert means["estimate"].notna().all() and means["low"].isna().all()
    assert comparison.differences["distinguishable"].sum() == 0


def test_all_values_equal_or_unknown_or_zero(corpus, measures):
    articles, features = corpus()
    features = features.assign(mean_sentence_length=20.0, share_unnamed=np.nan, hedges_per_1000_words=0.0)
    comparison, notes = notes_of(articles, features, measures)
    assert "All articles have the same value, so nothing could be compared: mean sentence length." in notes
    assert "Nothing can be said about share of attributions: unnamed" in notes
    assert "so no difference could be looked for: hedges per 1,000 words." in notes
    table = comparison.estimates.set_index("measure")
    assert table.loc["share_unnamed", "estimate"].isna().all()
    assert (table.loc["mean_sentence_length", "estimate"] == 20).all()
    assert table.loc["mean_sentence_length", ["low", "high"]].isna().all(axis=None)
    assert comparison.differences["p"].isna().all()
    assert comparison.differences["sentence"].str.len().gt(20).all()


def test_events_seen_by_one_outlet_only(corpus, measures):
    articles, features = corpus()
    comparison, notes = notes_of(articles.assign(event=articles["event"] + articles["outlet"]), features, measures)
    assert "No event is shared by two groups" in notes
    assert set(comparison.differences["mode"]) == {"unmatched"}


def test_no_events(corpus, measures):
    articles, features = corpus()
    for table in (articles.drop(columns="event"), articles.assign(event=None)):
        assert "No events are known" in notes_of(table, features, measures)[1]


def test_many_small_outlets_get_one_sentence(measures):
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(40)], "outlet": [f"o{i}" for i in range(40)]})
    features = articles[["article_id"]].assign(mean_sentence_length=np.arange(40.0))
    _, notes = notes_of(articles, features, measures[2:])
    assert "o0, o1, o10, o11, o12 and 35 others have one article only" in notes


def test_an_undeclared_column_is_named(corpus, measures):
    articles, features = corpus()
    _, notes = notes_of(articles, features.drop(columns="share_unnamed"), measures)
    assert "share_unnamed is not in the feature table" in notes


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"by": "outlett"}, "no column 'outlett' to compare by; did you mean 'outlet'?"),
        ({"reference": "Herald"}, "no outlet is called 'Herald'; there are 'Argus', 'Beacon', 'Courier'"),
        ({"method": "magic"}, "unknown interval method 'magic'"),
        ({"n_resamples": 3}, "n_resamples is 3; an interval needs at least 100"),
        ({"level": 95}, "level is 95; it must lie between 0 and 1"),
        ({"copies": "some"}, "copies is 'some'; allowed are 'drop' and 'keep'"),
    ],
)
def test_bad_options_get_one_sentence(corpus, measures, options, sentence):
    with pytest.raises(InputError, match="^" + sentence.replace("?", r"\?")):
        compare_tables(*corpus(), measures, **options)


def test_a_cell_that_is_no_number_is_named(corpus, measures):
    articles, features = corpus()
    features["mean_sentence_length"] = features["mean_sentence_length"].astype(object)
    features.loc[0, "mean_sentence_length"] = "long"
    with pytest.raises(InputError, match="column 'mean_sentence_length': 'long' is not a number"):
        compare_tables(articles, features, measures)


def test_periods_of_publication_are_groups(corpus, measures):
    articles, features = corpus()
    dated = articles.assign(published=["2016-10-03", "2016-11-09", "2017-01-20"] * 24)
    comparison = compare_tables(dated, features, measures, by="year", **QUICK)
    assert set(comparison.estimates["group"]) == {"2016", "2017"}


def test_the_verb_hands_its_tables_to_the_results(corpus, measures):
    articles, features = corpus()
    taken = []
    results = SimpleNamespace(articles=articles, features=features, attach=taken.append)
    comparison = compare(results, measures=measures, **QUICK)
    assert taken == [comparison]
    assert comparison.describe()["measures"] == [m.name for m in measures]
    assert comparison.describe()["seed"] == 0
    assert json.loads(json.dumps(comparison.describe(), allow_nan=False)) == comparison.describe()


def test_a_csv_with_cut_digits_gives_whole_counts():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "X"})
    features = pd.DataFrame({"article_id": ["a", "b"], "n_words_own": [713, 299], "r": [9.81767, 3.34448]})
    rate = MeasureColumn(name="r", denominator="n_words_own", per=1000.0)
    assert compare_tables(articles, features, [rate]).estimates["count"].tolist() == [8.0]


def test_words_come_with_the_comparison_where_there_is_text(corpus, measures):
    articles, features = corpus()
    said = np.where(articles["outlet"] == "Argus", "They slam the plan, again.", "They back the plan, again.")
    results = SimpleNamespace(articles=articles.assign(text=said), features=features, attributions=None)
    words = compare(results, measures=measures, **QUICK).words
    slam = words[(words["term"] == "slam") & (words["group"] == "Argus")].iloc[0]
    assert (slam["voice"], slam["count"], slam["count_rest"]) == ("own", 24, 0)
    assert slam["q"] < 0.001
    assert list(words.columns[:10]) == [
        "term", "group", "voice", "log_odds", "z", "low", "high", "q", "count", "count_rest",
    ]  # fmt: skip
    results.articles = articles.assign(text="")
    without = compare(results, measures=measures, **QUICK)
    assert without.words.empty and "text is not in the tables" in without.notes[-1]
