"""Controls: what could explain a difference is said, and nothing where nothing differs."""

import numpy as np
import pandas as pd
import pytest

from framing.comparison import compare_tables
from framing.comparison.controls import wire_articles

QUICK = {"n_resamples": 200, "n_permutations": 999}


def test_nothing_is_warned_of_where_nothing_differs(corpus, measures):
    comparison = compare_tables(*corpus(40), measures, **QUICK)
    assert not any("could explain" in note or "agency" in note for note in comparison.notes)
    assert set(comparison.controls["control"]) == {
        "articles", "median length", "in shared events", "topic overlap with the rest", "missing values",
    }  # fmt: skip


def test_length_that_goes_with_a_measure_is_named(measures):
    """Short notes have short sentences, everywhere; Argus writes short notes."""
    random = np.random.default_rng(1)
    outlet = np.array(["Argus", "Beacon", "Courier"] * 50)
    words = np.exp(random.normal(np.where(outlet == "Argus", 5.0, 6.5), 0.4)).astype(int)
    articles = pd.DataFrame({"article_id": [f"a{i:03d}" for i in range(150)], "outlet": outlet, "n_words": words})
    values = 10 + 2 * np.log(words) + random.normal(0, 1, 150)
    features = articles[["article_id"]].assign(mean_sentence_length=values)
    notes = " ".join(compare_tables(articles, features, measures[2:], **QUICK).notes)
    assert "length goes with mean sentence length, so length could explain" in notes


def test_a_topic_effect_is_named(measures):
    random = np.random.default_rng(2)
    rows = []
    for e in range(60):
        for outlet in ("Argus", "Beacon"):
            for copy in range(4 if (e < 30) == (outlet == "Argus") else 1):
                rows.append((f"{outlet}{e:02d}{copy}", outlet, f"e{e}", 500, random.poisson(9 if e < 30 else 3) * 2.0))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "n_words_own", "hedges_per_1000_words"])
    features = table.drop(columns=["outlet", "event"])
    comparison = compare_tables(table[["article_id", "outlet", "event"]], features, measures[:1], **QUICK)
    assert any("over all articles but not within shared events" in note for note in comparison.notes)
    overlap = comparison.controls.query("control == 'topic overlap with the rest'")["value"]
    assert overlap.to_numpy() == pytest.approx([0.4, 0.4])


def test_agency_copy_is_seen_by_its_credit():
    table = pd.DataFrame(
        {
            "author": ["", "Associated Press", "Ada Byrne", "Al Reuter", ""],
            "text": [
                "WASHINGTON (AP) — The Senate voted.", "The Senate voted.", "Reuters reported that.",
                "So it goes.", "(Reuters) - Oil fell.",
            ],
        }
    )  # fmt: skip
    assert wire_articles(table).tolist() == [True, True, False, False, True]
    assert wire_articles(table.assign(wire=["no", "no", "yes", "no", "no"])).tolist() == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert wire_articles(table[[]]) is None


def test_missing_values_of_one_outlet_are_named(corpus, measures):
    articles, features = corpus()
    blank = features["article_id"].str.startswith("Argus") & (np.arange(len(features)) % 2 == 0)
    features.loc[blank, "share_unnamed"] = np.nan
    notes = " ".join(compare_tables(articles, features, measures, **QUICK).notes)
    assert "Argus: many more articles than elsewhere have no value of share of attributions: unnamed" in notes
