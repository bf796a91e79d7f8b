"""The summary: plain data that says what was found, how surely, and what was not."""

import itertools
import json

import numpy as np
import pandas as pd
import pytest

from framing.errors import InputError
from framing.measures import MEASURES
from framing.reporting import find_cautions, find_findings, render_json, summarise


def test_is_plain_data(summary):
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary


def test_every_chart_says_what_it_shows_of_what(summary):
    assert [figure["name"] for figure in summary["figures"]] == [
        "wording_profile", "same_event", "source_mix", "who_is_quoted", "verb_stance", "quote_positions",
    ]  # fmt: skip
    for figure in summary["figures"]:
        assert figure["svg"].startswith("<svg") and figure["svg_narrow"].startswith("<svg")
        assert len(figure["alt"]) > 50 and figure["rows"]


def test_json_leaves_the_drawings_out_and_keeps_their_numbers(summary):
    data = json.loads(render_json(summary))
    assert all("svg" not in figure and figure["rows"] for figure in data["figures"])


def one_difference(make_results, **changes):
    results = make_results()
    row = {"measure": "loaded_per_1000_words", "group": "State Courier", "reference": "rest", "mode": "same_event",
           "difference": 4.1, "low": 1.2, "high": 7.3, "effect_size": 0.9, "p": 0.001, "q": 0.01, "n_events": 12,
           "estimate": 9.14, "estimate_reference": 5.04, "n_articles": 12, "n_articles_reference": 36,
           "distinguishable": True}  # fmt: skip
    results.differences = pd.DataFrame([row | changes])
    return find_findings(results)


def test_a_difference_is_said_with_its_interval_and_counts(make_results):
    known = next(measure for measure in MEASURES if measure.name == "loaded_per_1000_words")
    assert one_difference(make_results)[0] == {
        "text": "State Courier uses more loaded words than the other three outlets on the same events: 9.1 against 5.0 "
        "per 1,000 words, own voice (difference within events +4.1, 95 % interval +1.2 to +7.3; 12 articles against 36 on 12 events).",
        "certainty": "clear",
        "chart": "same_event",
        "measure": "loaded_per_1000_words",
        "accuracy": f"How well loaded words are found: {known.accuracy.split(';')[0]}.",
        "evidence": "",
    }


def test_what_does_not_survive_many_comparisons_is_only_a_hint(make_results):
    assert one_difference(make_results, distinguishable=False, q=0.3)[1]["certainty"] == "hint"


def test_what_cannot_be_told_apart_is_said_and_not_listed(make_results):
    findings = one_difference(make_results, distinguishable=False, q=0.6, low=-2.0)
    assert findings[0]["certainty"] == "open"
    assert (
        "0 stand out when all of them are counted, 0 are hints, and for 1 the outlets cannot be told apart"
        in (findings[0]["text"])
    )


def test_shares_differ_in_points_and_officials_are_named(make_results):
    text = one_difference(
        make_results, measure="share_official", difference=-0.124, low=-0.2, high=-0.05, estimate=0.1,
        estimate_reference=0.224, mode="unmatched",
    )[0]["text"]  # fmt: skip
    assert text.startswith("State Courier attributes less to officials than the other three outlets: 10 % against 22 %")
    assert "(difference −12 points, 95 % interval −20 to −5;" in text


def test_of_two_outlets_a_difference_is_said_once(make_results):
    results = make_results(outlets=("Post", "Wire"))
    said = [finding for finding in find_findings(results) if finding["certainty"] in ("clear", "hint")]
    assert len({finding["measure"] for finding in said}) == len(said)
    assert all("the other outlet" in finding["text"] for finding in said)


def test_few_articles_show_little_and_one_shows_nothing_of_its_outlet(make_results):
    assert "Every outlet has fewer than 10 articles" in find_cautions(make_results())[0]
    one = make_results(outlets=("Post",), events=("fire",), compared=False)
    assert find_cautions(one)[0].startswith("This is one article")


def test_articles_are_drawn_so_that_outlets_take_turns(make_results):
    results = make_results(events=tuple(f"event-{number}" for number in range(9)), paragraphs=1)
    chosen = summarise(results, articles=4, tables={})["articles"]
    assert sorted({article["outlet"] for article in chosen}) == sorted(set(results.articles["outlet"]))
    assert "4 of 36 articles" in summarise(results, articles=4, tables={})["articles_note"]


def test_chosen_articles_are_shown_and_unknown_ones_refused(results):
    chosen = summarise(results, articles=["port-strike-2"], tables={})["articles"]
    assert [article["id"] for article in chosen] == ["port-strike-2"]
    with pytest.raises(InputError, match=r"no article has the id 'nope'; ids are in articles\.jsonl"):
        summarise(results, articles=["nope"], tables={})


def test_annotated_text_is_the_text(results, summary):
    texts = results.articles.set_index("article_id")["text"]
    for article in summary["articles"]:
        shown = ["".join(segment["text"] for segment in paragraph) for paragraph in article["paragraphs"]]
        assert shown == texts[article["id"]].split("\n\n")


def test_voices_and_layers_of_a_sentence(summary):
    for article in summary["articles"]:
        for paragraph in article["paragraphs"]:
            for before, segment in itertools.pairwise(paragraph):
                if "a reckless gamble" in segment["text"]:
                    assert (before["voice"], segment["voice"]) == ("paraphrased", "quoted")
                if segment["text"] == "humiliating":
                    assert segment["layers"] == ["loaded"] and segment["voice"] == "own"
                if segment["text"] == "another winter without a ward":  # a fear is the outlet's claim
                    assert segment["voice"] == "own"
                if segment["text"] == "claimed":
                    assert segment["layers"] == ["cue"] and "Officials" in segment["note"]


def test_evidence_is_drawn_and_says_so(summary, results):
    loaded = next(kind for kind in summary["evidence"] if kind["name"] == "loaded")
    own = ((results.spans["measure"] == "loaded") & (results.spans["voice"] == "own")).sum()
    assert loaded["note"].startswith(f"12 of {own} loaded words are shown, drawn at random")
    assert {row["outlet"] for row in loaded["rows"]} == set(results.articles["outlet"])
    for row in loaded["rows"]:
        gap = " " if row["space_before"] else ""
        text = results.articles.set_index("article_id").loc[row["article_id"], "text"].replace("\n\n", " ")
        assert row["before"].removeprefix("… ") + gap + row["hit"] in text


def test_nothing_at_all_is_still_a_summary(make_results):
    empty = make_results(compared=False)
    for name in ("articles", "spans", "attributions", "sources", "features", "rejected"):
        setattr(empty, name, getattr(empty, name).iloc[:0])
    summary = summarise(empty)
    assert summary["figures"] == [] and summary["articles"] == []
    assert summary["cautions"][0] == "No article could be used, so there is nothing to show."


def test_all_nan_is_said_to_be_unknown(make_results):
    results = make_results()
    for column in ("estimate", "low", "high"):
        results.estimates[column] = np.nan
    for column in ("difference", "low", "high"):
        results.differences[column] = np.nan
    results.differences["distinguishable"] = False
    summary = summarise(results)
    json.dumps(summary, allow_nan=False)
    assert any("for 20 the outlets cannot be told apart" in finding["text"] for finding in summary["findings"])


def test_findings_point_at_a_chart_that_shows_them_and_at_the_words(make_results):
    from framing.reporting.finding import make_finding, point_to_evidence

    tables = {
        "same_event": pd.DataFrame({"measure": ["hedges_per_1000_words"]}),
        "source_mix": pd.DataFrame({"type": []}),
    }
    evidence = [{"name": "hedges", "rows": [{}]}, {"name": "source-unnamed", "rows": []}]
    measures = ("hedges_per_1000_words", "share_official", "share_unnamed", "mean_sentence_length", "")
    findings = [make_finding("A sentence.", "hint", chart="same_event", measure=measure) for measure in measures]
    point_to_evidence(findings, tables, evidence)
    assert [finding["chart"] for finding in findings] == ["same_event", "source_mix", "", "", "same_event"]
    assert [finding["evidence"] for finding in findings] == ["hedges", "", "", "", ""]


def test_a_list_of_the_user_never_shares_a_place_on_the_page_with_our_own_evidence(make_results):
    """`--lexicon unnamed.csv` once stopped the PDF: two parts had the same label."""
    from framing.measures.own_lexicon import own_family

    names = [kind["name"] for kind in summarise(make_results())["evidence"]]
    assert len(set(names)) == len(names) and {"source-unnamed", "stance-distancing"} <= set(names)
    ours = {name for name in names if "-" in name}
    assert not {own_family(f"{name}.csv") for name in ours} & ours
