"""The parts of a difference are exact: they add up to the difference that the comparison reports."""

import numpy as np
import pandas as pd
import pytest

from framing.comparison import MeasureColumn, compare_tables
from framing.comparison.word_shift import word_shift
from framing.errors import InputError


@pytest.fixture
def tables():
    random = np.random.default_rng(0)
    articles = pd.DataFrame({"article_id": [f"a{i:02d}" for i in range(40)], "outlet": ["X", "Y"] * 20})
    features = articles[["article_id"]].assign(n_words_own=random.integers(200, 600, 40))
    rows = []
    for i, article in enumerate(articles["article_id"]):
        for term in random.choice(["slam", "Slam", "radical", "regime", "chaos"], 6):
            rows.append((article, "loaded", "own", "body", term))
        if i % 2 == 0:
            rows += [(article, "loaded", "own", "body", "rant")] * 2
        rows.append((article, "loaded", "quoted", "body", "traitor"))
        rows.append((article, "loaded", "own", "headline", "bombshell"))
    spans = pd.DataFrame(rows, columns=["article_id", "measure", "voice", "part", "text"])
    own = spans[(spans["voice"] == "own") & (spans["part"] == "body")].groupby("article_id").size()
    features["loaded_per_1000_words"] = own.reindex(features["article_id"]).to_numpy() / features["n_words_own"] * 1000
    return articles, features, spans


def test_the_parts_add_up_to_the_difference(tables):
    articles, features, spans = tables
    rate = MeasureColumn(name="loaded_per_1000_words", denominator="n_words_own", per=1000.0)
    made = compare_tables(articles, features, [rate], n_resamples=200, n_permutations=99).differences
    shift = word_shift(articles, features, spans, family="loaded", group="X")
    whole = made.query("group == 'X' and mode == 'unmatched'")["difference"].iloc[0]
    assert shift["part"].sum() == pytest.approx(whole, rel=1e-9)
    assert shift["share"].sum() == pytest.approx(1)
    top = shift.iloc[0]
    assert (top["term"], top["count"], top["count_reference"]) == ("rant", 40, 0)
    assert top["low"] > 0
    cut = word_shift(articles, features, spans, family="loaded", group="X", top=2)
    assert cut["term"].iloc[-1] == "all other words"
    assert cut["part"].sum() == pytest.approx(whole, rel=1e-9)


def test_voices_and_headlines_are_kept_out(tables):
    articles, features, spans = tables
    terms = set(word_shift(articles, features, spans, family="loaded", group="X")["term"])
    assert terms == {"slam", "radical", "regime", "chaos", "rant"}


def test_bad_input_gets_one_sentence(tables):
    articles, features, spans = tables
    with pytest.raises(InputError, match="no family 'hedges' in the spans; there are loaded"):
        word_shift(articles, features, spans, family="hedges", group="X")
    with pytest.raises(InputError, match="no outlet is called 'Z'; there are X, Y"):
        word_shift(articles, features, spans, family="loaded", group="Z")


def test_within_events_the_parts_add_up_to_the_mantel_haenszel_difference():
    random = np.random.default_rng(4)
    articles, found = [], []
    for e in range(8):
        for outlet in ("X", "Y", "Z"):
            key = f"{outlet}{e}"
            articles.append((key, outlet, f"e{e}", int(random.integers(100, 400))))
            for word in random.choice(["slam", "rage", "fury"], int(random.integers(0, 5))):
                found.append((key, "loaded", "own", "body", word))
    articles.append(("X-alone", "X", "", 300))
    found += [("X-alone", "loaded", "own", "body", "slam")] * 9
    table = pd.DataFrame(articles, columns=["article_id", "outlet", "event", "n_words_own"])
    spans = pd.DataFrame(found, columns=["article_id", "measure", "voice", "part", "text"])
    counts = spans.groupby("article_id").size().reindex(table["article_id"], fill_value=0).to_numpy()
    features = table[["article_id", "n_words_own"]].assign(loaded_per_1000_words=counts / table["n_words_own"] * 1000)
    articles = table[["article_id", "outlet", "event"]]
    rate = MeasureColumn(name="loaded_per_1000_words", family="loaded", denominator="n_words_own", per=1000.0)
    row = compare_tables(articles, features, [rate]).differences.query("group == 'X' and mode == 'same_event'").iloc[0]
    shift = word_shift(articles, features, spans, family="loaded", group="X", mode="same_event")
    assert shift["part"].sum() == pytest.approx(row["difference"], abs=1e-9)
    assert shift["count"].sum() == counts[:24].reshape(8, 3)[:, 0].sum()  # the article without an event is left out
    with pytest.raises(InputError, match="unknown mode 'matched'"):
        word_shift(articles, features, spans, family="loaded", group="X", mode="matched")
