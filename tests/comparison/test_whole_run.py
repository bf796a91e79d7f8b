"""The comparison of a whole run: every table that the run allows, written, read back, and said where it is missing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import framing
from framing.articles import Article
from framing.comparison import compare
from framing.comparison.groups import checked_groups, read_groups
from framing.errors import InputError
from framing.results import load
from framing.tables import COMPARISONS

FILLER = [
    "bridge",
    "road",
    "river",
    "stone",
    "winter",
    "market",
    "tram",
    "school",
    "paper",
    "garden",
    "window",
    "evening",
    "train",
    "coat",
    "lamp",
]
OUTLETS = ("Argus", "Beacon", "Courier")


def made_articles(n_events=12, dated=True):
    """Return three outlets on the same events; the Argus calls everything shocking."""
    random = np.random.default_rng(5)
    articles = []
    for e in range(n_events):
        for place, outlet in enumerate(OUTLETS):
            loaded = "The shocking, disgraceful council lied. " * (1 + e % 2) if outlet == "Argus" else ""
            text = (
                f"{loaded}The council of Norrport voted on plan {e}. Mayor Ada Byrne said: “It may cost 1,{e}00 crowns.” "
                + ("" if place == 2 else f"Engineer Carl Ember warned of {40 + e} cracks. ")
                + " ".join(random.choice(FILLER, 90).tolist()).capitalize()
                + "."
            )
            articles.append(
                Article(
                    id=f"{outlet}-{e}", outlet=outlet, title=f"Plan {e}", text=text, event=f"plan {e}",
                    published=f"2026-0{1 + e % 6}-01" if dated else None,
                )
            )  # fmt: skip
    return articles


@pytest.fixture(scope="module")
def results():
    made = framing.analyze(made_articles(), engine="rules", copies_above=1.0)
    framing.compare(made)
    return made


def test_what_two_others_have_is_listed_where_it_was_not_found(results):
    missing = results.omissions.query("group == 'Courier'")
    assert {"Carl Ember", "40"} <= set(missing["item"])
    assert missing["sentence"].str.contains("found in the text we have of Courier").all()
    assert not results.omissions.query("group == 'Argus' and kind == 'name'").any(axis=None)
    rates = results.omission_rates.set_index(["group", "kind"])
    assert rates.loc[("Courier", "name"), "share_not_found"] > rates.loc[("Argus", "name"), "share_not_found"]


def test_the_words_of_a_difference_add_up_to_it(results):
    shifts = results.word_shifts
    assert shifts is not None and set(shifts["measure"]) >= {"loaded_per_1000_words"}
    keys = ["measure", "group", "reference", "mode"]
    sums = shifts.groupby(keys)["part"].sum()
    table = results.differences.set_index(keys)["difference"]
    for key, whole in sums.items():
        assert whole == pytest.approx(table.loc[key], rel=1e-3)


def test_every_table_comes_back_as_it_was_written(results, tmp_path):
    results.write(tmp_path / "run")
    back = load(tmp_path / "run")
    for name in COMPARISONS:
        mine, theirs = getattr(results, name), getattr(back, name)
        assert (mine is None) == (theirs is None), name
        if mine is not None:
            assert list(mine.columns) == list(theirs.columns) and len(mine) == len(theirs), name
            texts = [c for c in mine.columns if not pd.api.types.is_numeric_dtype(mine[c])]
            pd.testing.assert_frame_equal(mine[texts].astype("str"), theirs[texts].astype("str"), check_dtype=False)
    assert back.notes == list(results.notes)


def test_groups_from_a_table_of_ones_own(results, tmp_path):
    path = tmp_path / "leaning.csv"
    path.write_text("outlet,leaning\nArgus,left\nBeacon,right\n", encoding="utf-8")
    made = framing.analyze(made_articles(), engine="rules", copies_above=1.0)
    comparison = compare(made, by="leaning", groups=path, words=False)
    assert set(comparison.estimates["group"]) == {"left", "right"}
    assert any("do not say the leaning of Courier" in note for note in comparison.notes)
    assert compare(made, by="leaning", words=False).groups is not None  # the run remembers its groups
    assert read_groups(path).columns.tolist() == ["outlet", "leaning"]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"paper": ["Argus"], "leaning": ["left"]}, "it needs 'outlet' or 'article_id'"),
        (
            {"outlet": ["Argus", "Argus"], "leaning": ["left", "right"]},
            "row 2, column 'outlet': 'Argus' is there twice",
        ),
    ],
)
def test_groups_that_cannot_be_used_get_one_sentence(table, sentence):
    with pytest.raises(InputError, match=sentence):
        checked_groups(pd.DataFrame(table))


def test_a_year_as_a_group_stays_text_when_it_is_read_back(results, tmp_path):
    made = framing.analyze(made_articles(), engine="rules", copies_above=1.0)
    framing.compare(made, by="year", words=False)
    made.write(tmp_path / "run")
    assert set(load(tmp_path / "run").estimates["group"]) == {"2026"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", ["one outlet", "one article each", "alone", "no text", "one article"])
def test_what_cannot_be_compared_gets_a_sentence_and_no_warning(case):
    articles = made_articles(3)
    if case == "one outlet":
        articles = [a for a in articles if a.outlet == "Argus"]
    if case == "one article each":
        articles = articles[:3]
    if case == "alone":
        articles = [Article(id=a.id, outlet=a.outlet, text=a.text, event=a.id) for a in articles]
    if case == "one article":
        articles = articles[:1]
    made = framing.analyze(articles, engine="rules", copies_above=1.0, with_text=case != "no text")
    comparison = compare(made)
    assert comparison.notes and all(note.endswith(".") for note in comparison.notes)
    expected = {
        "one outlet": "only one outlet",
        "one article each": "one article only",
        "alone": "No event is shared by two groups",
        "no text": "text is not in the tables",
        "one article": "only one outlet",
    }[case]
    assert any(expected in note for note in comparison.notes)
    assert not comparison.differences["distinguishable"].any()


def test_some_measures_are_compared_by_their_names(results):
    comparison = framing.compare(replace(results), words=False, measures=["share_unnamed"])  # a copy: it takes it in
    assert comparison.measures == ("share_unnamed",)
    with pytest.raises(framing.InputError, match="did you mean 'share_unnamed'"):
        framing.compare(replace(results), measures=["share_unamed"])


def test_a_list_of_the_user_is_compared_like_every_other_measure(tmp_path):
    path = tmp_path / "water.csv"
    path.write_text("term,label\nport,place\nstrike,event\nharbour,place\n", encoding="utf-8")
    results = framing.analyze(framing.demo_articles(), engine="rules", lexicons=[path])
    everything = framing.compare(results, words=False)
    assert {"water_per_1000_words", "water_per_1000_words_quoted"} <= set(everything.estimates["measure"])
    alone = framing.compare(results, words=False, measures=["water_per_1000_words"])
    assert set(alone.estimates["measure"]) == {
        "water_per_1000_words",
        "water_per_1000_words_paraphrased",
        "water_per_1000_words_quoted",
    }
    assert alone.differences["n_tests"].max() < everything.differences["n_tests"].max()
