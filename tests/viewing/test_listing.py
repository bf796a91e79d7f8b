"""Which articles a reader finds."""

import pytest

from framing.viewing.listing import Wanted, choices, matching


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["a1", "a2", "a3", "a4"]),
        (Wanted(outlet="Post"), ["a1", "a2"]),
        (Wanted(event="ferry", outlet="Wire"), ["a3"]),
        (Wanted(word="BAN"), ["a3"]),  # "banned", and not "urban"
        (Wanted(word="ferry  was"), ["a1"]),
        (Wanted(word="a2"), ["a2"]),
        (Wanted(word=".*"), []),
        (Wanted(source="lind"), ["a1"]),
        (Wanted(source="Official"), ["a3"]),
        (Wanted(source="(", outlet="Post"), []),
        (Wanted(outlet="Pos"), []),
    ],
)
def test_finds_by_outlet_event_word_and_source(site, wanted, found):
    assert matching(site.results, site.listed, wanted)["article_id"].tolist() == found


def test_lists_what_was_counted_in_each_article(site):
    first = site.listed.iloc[0]
    body = site.results.spans.query("article_id == 'a1' and part == 'body'")
    assert first["n_hedges"] == (body["measure"] == "hedges").sum() > 0
    assert first["n_attributions"] == (site.results.attributions["article_id"] == "a1").sum() > 0


def test_offers_the_outlets_and_events_there_are(site):
    assert choices(site.listed, "outlet") == ["Post", "Wire"]
    assert choices(site.listed, "event") == ["ferry", "vote"]


def test_a_run_without_text_is_searched_by_title(site):
    from dataclasses import replace

    without = replace(site.results, articles=site.results.articles.drop(columns="text"))
    assert matching(without, site.listed, Wanted(word="council"))["article_id"].tolist() == ["a2"]
