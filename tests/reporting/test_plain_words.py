"""Sentences that a new user read wrongly: what was not measured, what is a hint, which group is the largest."""

import pandas as pd
import pytest

from framing.reporting import (
    find_cautions,
    find_findings,
    render_card,
    render_html,
    render_markdown,
    render_pdf,
    summarise,
)
from framing.reporting.evidence import _elsewhere, _note
from framing.reporting.summary import _versions

DIFFERENCE = {
    "measure": "loaded_per_1000_words", "group": "Post", "reference": "rest", "mode": "unmatched", "difference": 4.1,
    "low": 1.2, "high": 7.3, "effect_size": 0.9, "p": 0.03, "q": 0.31, "n_events": 0, "estimate": 9.14,
    "estimate_reference": 5.04, "n_articles": 3, "n_articles_reference": 3, "distinguishable": False,
}  # fmt: skip


def compared(make_results, **changes):
    results = make_results(outlets=("Post", "Wire"))
    results.differences = pd.DataFrame([DIFFERENCE | changes])
    return results


def texts(results):
    return [finding["text"] for finding in find_findings(results)]


def in_languages(make_results, *codes):
    """Return results in which the articles in other languages have no attributions and no spans."""
    results = make_results(outlets=("Post",), compared=False)
    results.articles["language"] = codes
    foreign = results.articles["article_id"][[code not in ("", "en", "en-GB") for code in codes]]
    for name in ("attributions", "spans", "sources"):
        table = getattr(results, name)
        setattr(results, name, table[~table["article_id"].isin(foreign)])
    return results


def test_says_first_what_was_not_measured(make_results):
    results = in_languages(make_results, "de", "en-GB", "fr")
    said = "2 of 3 articles are not in English and were not measured (de 1, fr 1)"
    assert texts(results)[0] == f"{said}."
    assert find_cautions(results)[0] == f"{said}: the measures are made for English. No number here counts them."


def test_nobody_is_quoted_is_not_said_of_what_nobody_looked_at(make_results):
    results = in_languages(make_results, "de", "de", "de")
    assert texts(results) == ["3 of 3 articles are not in English and were not measured (de 3)."]
    assert "No article is left that could be measured" in find_cautions(results)[0]
    assert not any("fewer than" in sentence for sentence in find_cautions(results))
    summary = summarise(results)
    assert "nobody is quoted" not in render_html(summary) + render_markdown(summary) + render_card(results)


def test_nothing_is_said_of_languages_where_all_is_english(make_results):
    assert not any("English" in sentence for sentence in texts(in_languages(make_results, "", "en", "en-GB")))


def test_a_language_that_is_no_text_is_unknown(make_results):
    results = in_languages(make_results, "en", "en", "en")
    results.articles["language"] = [None, float("nan"), "en"]
    assert not any("English" in sentence for sentence in texts(results))


@pytest.mark.parametrize("p", [0.05, 0.2, float("nan")])
def test_an_interval_without_zero_is_no_hint_by_itself(make_results, p):
    findings = find_findings(compared(make_results, p=p))
    assert "hint" not in {finding["certainty"] for finding in findings}
    assert "0 are hints, and for 1 the outlets cannot be told apart" in findings[0]["text"]


def test_a_hint_shows_q_and_what_was_counted(make_results):
    results = compared(make_results)
    table = results.estimates[results.estimates["measure"] == DIFFERENCE["measure"]].set_index("group")
    post, wire = table.loc["Post", "count"], table.loc["Wire", "count"]
    summed, hint = find_findings(results)[:2]
    assert hint["certainty"] == "hint"
    assert hint["text"].endswith(f"; 3 articles against 3; {post} against {wire} counted; q = 0.31).")
    assert "0 stand out when all of them are counted, 1 is a hint, and for 0" in summed["text"]


def test_counts_of_other_articles_than_those_compared_are_not_shown(make_results):
    text = texts(compared(make_results, n_articles=1))[1]
    assert "counted" not in text and "; 1 article against 3; q = 0.31)." in text


def test_the_accuracy_of_loaded_words_stands_beside_them(make_results):
    results = compared(make_results)
    findings = find_findings(results)
    assert findings[1]["accuracy"].startswith("How well loaded words are found: ") and not findings[0]["accuracy"]
    assert ";" not in findings[1]["accuracy"]  # the first clause only
    summary = summarise(results)
    assert render_html(summary).count("How well loaded words are found") == 1
    assert "How well loaded words are found" in render_markdown(summary)
    assert render_pdf(summary).startswith(b"%PDF")


def with_types(make_results, *types):
    """Return results with one attribution for each type of source."""
    results = make_results(outlets=("Post",), compared=False)
    sources = results.sources.iloc[[0] * len(types)].assign(type=types, named="yes")
    sources["source_id"] = [f"s{n}" for n in range(len(types))]
    results.sources = sources
    results.attributions = results.attributions.iloc[[0] * len(types)].assign(source_id=sources["source_id"].tolist())
    return results


def test_the_largest_group_leads_also_if_it_is_unknown(make_results):
    results = with_types(make_results, "unknown", "unknown", "politician", "official", "official", "unknown")
    said = next(text for text in texts(results) if "kind cannot be told" in text)
    assert said.startswith("50 % (") and "of the 6 attributions in 1 article have no source or one whose kind" in said
    assert "; of all, officials 33 % (" in said and "most" not in said


def test_the_largest_known_group_leads_where_it_is_larger(make_results):
    results = with_types(make_results, "unknown", "politician", "politician", "official")
    said = next(text for text in texts(results) if "kind cannot be told" in text)
    assert said.startswith("Of 4 attributions in 1 article, the largest group goes to politicians 50 % (")
    assert ", then officials 25 % (" in said and "For 25 % (" in said


def test_limits_say_how_words_are_found(summary):
    said = " ".join(summary["limits"])
    assert "by a list and by a small model" in said and "unlisted" in said
    assert "Hedges are found by a list with rules of context" in said
    assert "mental verbs (believes, wants) count as the outlet’s own voice" in said


def test_nested_entries_are_left_to_the_manifest():
    manifest = {"comparison": {"by": "outlet", "controls": [{"group": "Post"}], "seed": 0}, "options": {
        "columns": {"text": "body"}, "languages": ["en", "de"]}}  # fmt: skip
    lines = dict(_versions(manifest))
    assert lines["options: languages"] == "en, de" and lines["comparison: by"] == "outlet"
    assert lines["in manifest.json only"] == "options: columns, comparison: controls"
    assert not any("{" in value for value in lines.values())


def test_counted_things_have_names_and_one_is_one(make_results):
    results = make_results()
    results.spans.loc[results.spans["measure"] == "hedges", "measure"] = "emphasis"
    kinds = {kind["name"]: kind for kind in summarise(results, tables={})["evidence"]}
    assert "places with emphasis are shown" in kinds["emphasis"]["note"]
    assert kinds["emphasis"]["title"] == "Emphasis in the outlets’ own voice"
    assert _note(1, 1, "hedges") + _elsewhere(1) == (
        "The only one is shown. Another 1 is in what the outlets quote or paraphrase."
    )
    assert "1 record set aside" in render_markdown(summarise(results, tables={}))
