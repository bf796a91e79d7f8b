"""Omission: only inside events, only of outlets that report them, and never "omitted", but "not found"."""

import pandas as pd
import pytest

from framing.comparison.event_items import items_table
from framing.comparison.omission import omission_rates, omissions_table
from framing.errors import InputError

FIRE = {
    "Argus": "The harbour fire killed 38 people, inspector Ada Byrne said. Losses reach 1.2 million crowns.",
    "Beacon": "Ada Byrne counts 38 dead in the harbour and losses of 1.2 million crowns.",
    "Courier": "Inspector Byrne, who led the search, told of 38 dead. Losses: 1,200,000 crowns.",
    "Dispatch": "A fire broke out in the harbour in 2016. It burned all night and people wept.",
}


@pytest.fixture
def news():
    rows = [(f"fire-{o}", o, "fire", text) for o, text in FIRE.items()]
    rows.append(("vote-Argus", "Argus", "vote", "Parliament voted, Carl Ember said."))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "event", "text"])


def test_what_others_have_and_one_has_not(news):
    table = omissions_table(news).query("kind != 'term'")
    assert set(zip(table["group"], table["kind"], table["item"], strict=True)) == {
        ("Dispatch", "name", "Ada Byrne"),
        ("Dispatch", "number", "38"),
        ("Dispatch", "number", "1.2 million"),
    }
    assert (table["n_others"] == 3).all()
    assert table["sentence"].str.contains("not found in the text we have of Dispatch").all()
    assert not table["sentence"].str.contains("omit|hide|suppress").any()


def test_a_name_counts_as_mentioned_by_its_last_word_alone(news):
    # The Courier writes "Inspector Byrne" at the start of a sentence: Ada Byrne is not missing there.
    table = omissions_table(news)
    assert not ((table["group"] == "Courier") & (table["kind"] == "name")).any()


def test_an_outlet_that_does_not_report_an_event_omits_nothing_of_it(news):
    assert set(omissions_table(news)["event"]) == {"fire"}
    assert set(omissions_table(news[news["outlet"] != "Dispatch"])["group"]) <= {"Argus", "Beacon", "Courier"}


def test_rates_come_with_what_they_are_rates_of(news):
    rates = omission_rates(news).set_index(["group", "kind"])
    assert rates.loc[("Dispatch", "number"), ["n_not_found", "n_items"]].tolist() == [2, 2]
    assert rates.loc[("Courier", "number"), "share_not_found"] == 0
    assert rates.loc[("Dispatch", "name"), "words_per_event"] < 20
    assert (rates["n_events_known"] == 1).all()


def test_sources_are_looked_for_as_sources(news):
    sources = pd.DataFrame(
        {
            "article_id": ["fire-Argus", "fire-Beacon", "fire-Courier"],
            "name": ["Ada Byrne", "Byrne", "Inspector Ada Byrne"],
            "named": ["yes", "yes", "yes"],
        }
    )
    found = omissions_table(news, sources).query("kind == 'source'")
    assert found[["group", "item"]].values.tolist() == [["Dispatch", "Inspector Ada Byrne"]]
    unnamed = sources.assign(named="no")
    assert omissions_table(news, unnamed).query("kind == 'source'").empty


def test_years_small_numbers_and_dates_are_no_figures():
    news = pd.DataFrame({"article_id": ["a"], "text": ["In 2016, 3 of 1,500 left; 7.5 billion stayed."]})
    items = items_table(news).query("kind == 'number'")
    assert items["key"].tolist() == ["1500", "7500000000"]


@pytest.mark.filterwarnings("error")
def test_without_shared_events_the_tables_are_empty(news):
    assert omissions_table(news[news["event"] == "vote"]).empty
    assert omission_rates(news.assign(event="")).empty


def test_bad_input_gets_one_sentence(news):
    with pytest.raises(InputError, match="at_least is 1; one other outlet may simply be wrong"):
        omissions_table(news, at_least=1)
    with pytest.raises(InputError, match="no column 'event'"):
        omissions_table(news.drop(columns="event"))


def test_a_source_that_the_program_missed_is_not_said_to_be_missing(news):
    sources = pd.DataFrame(
        {"article_id": ["fire-Argus", "fire-Beacon"], "name": ["Ada Byrne"] * 2, "named": ["yes"] * 2}
    )
    # Nobody found who speaks in the Courier, but it quotes somebody where it names Byrne.
    quoting = news.assign(text=news["text"].str.replace("told of 38 dead", "thundered: “38 dead!”"))
    missing = omissions_table(quoting, sources).query("kind == 'source'")["group"].tolist()
    assert missing == ["Dispatch"]
    assert "Courier" in omissions_table(news, sources).query("kind == 'source'")["group"].tolist()


@pytest.mark.filterwarnings("error")
def test_the_interval_of_a_share_needs_three_events():
    rows = []
    for e in range(4):
        for outlet in ("Argus", "Beacon", "Courier", "Dispatch"):
            text = f"Plan {e}." if outlet == "Courier" and e < 3 else f"Ada Byrne{e} spoke of {40 + e} cracks."
            rows.append((f"{outlet}{e}", outlet, f"e{e}", text))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "text"])
    rates = omission_rates(table).query("group == 'Courier' and kind == 'number'").iloc[0]
    assert (rates["n_not_found"], rates["n_items"]) == (3, 4) and 0 < rates["low"] < 0.75 < rates["high"] < 1
    two = omission_rates(table[table["event"] < "e2"]).query("kind == 'number'")
    assert two["low"].isna().all()
    none = omission_rates(table).query("group == 'Argus' and kind == 'number'").iloc[0]
    assert (none["share_not_found"], none["low"]) == (0, 0) and 0.5 < none[
        "high"
    ] < 0.7  # 4 events: 1 - .025 ** (1 / 4)
