"""Charts of single words, time, two measures, coders and confidence."""

import re

import numpy as np
import pandas as pd
import pytest

from framing import charts
from framing.errors import InputError


def texts_of(figure):
    return re.findall(r"<text[^>]*>([^<]*)</text>", charts.figure_svg(figure, prefix="t"))


def words(**changes):
    row = {"group": "Post", "term": "chaos", "voice": "own", "log_odds": np.log(4), "low": np.log(2), "high": np.log(8),
           "z": 3.0, "q": 0.01, "count": 12, "count_rest": 3}  # fmt: skip
    return row | changes


def with_words(results, rows):
    results.words = pd.DataFrame(rows)
    results.articles["outlet"] = "Post"
    return results


def test_distinctive_words_are_those_of_the_own_voice_used_more(make_results):
    rows = [
        words(),
        words(term="calm", log_odds=-1.0),
        words(term="he", voice="quoted"),
        words(term="row", z=2.0, q=0.4),
    ]
    table = charts.distinctive_words_table(with_words(make_results(), rows))
    assert table["term"].tolist() == ["chaos", "row"] and table["n_articles_of_group"].tolist() == [12, 12]
    assert {"chaos", "12 : 3", "4×"} <= set(texts_of(charts.plot_distinctive_words(table)))
    assert "chaos 4.0 times as often (12 against 3)" in charts.describe_distinctive_words(table)
    assert "1 of 2 words shown stand out" in charts.describe_distinctive_words(table)


def test_no_distinctive_words_is_a_sentence(results):
    table = charts.distinctive_words_table(results)
    assert table.empty and charts.describe_distinctive_words(table).startswith("No word is in enough articles")
    assert texts_of(charts.plot_distinctive_words(table))


def test_parts_of_words_add_up_to_the_difference(results):
    table = charts.word_shifts_table(results, most=1)
    features = results.features.merge(results.articles[["article_id", "outlet"]])
    counts = features["loaded_per_1000_words"] * features["n_words_own"] / 1000
    for outlet, part in table.groupby("group"):
        ours = features["outlet"] == outlet
        rates = [1000 * counts[side].sum() / features.loc[side, "n_words_own"].sum() for side in (ours, ~ours)]
        assert part["part"].sum() == pytest.approx(rates[0] - rates[1], abs=1e-6)
        assert "all other words" in set(part["term"])
    assert "Which loaded words make the difference?" in texts_of(charts.plot_word_shifts(table))
    assert "Ostrel Wire, 3 articles, " in charts.describe_word_shifts(table)


def test_one_outlet_has_no_word_shift(make_results):
    table = charts.word_shifts_table(make_results(outlets=("Post",)))
    assert table.empty and texts_of(charts.plot_word_shifts(table))


def dated(results):
    for row, event in enumerate(results.articles["event"]):
        results.articles.loc[row, "published"] = f"2025-0{1 + int(event.split('-')[1]) % 5}-15"
    return results


def test_time_takes_the_coarsest_period_with_four_values(make_results):
    results = dated(make_results(events=tuple(f"event-{n}" for n in range(15)), paragraphs=1))
    table = charts.over_time_table(results)
    assert sorted(set(table["period"])) == [f"2025-0{n}" for n in range(1, 6)]
    assert (table.groupby("group")["n_articles"].sum() == 15).all()
    texts = texts_of(charts.plot_over_time(table))
    assert {"Ostrel Wire", "15 articles", "2025-01"} <= set(texts)
    assert "in 2025-05" in charts.describe_over_time(table)


def test_too_few_dates_are_not_drawn(results, make_results):
    assert charts.over_time_table(results).empty
    undated = make_results()
    undated.articles["published"] = ""
    assert charts.over_time_table(undated).empty


def test_a_slip_in_a_name_is_answered_with_the_name_that_was_meant(results):
    with pytest.raises(InputError, match="'hegdes_per_1000_words'; did you mean 'hedges_per_1000_words'"):
        charts.wording_profile_table(results, measures=["hegdes_per_1000_words"])
    with pytest.raises(InputError, match="'hegdes_per_1000_words'; did you mean 'hedges_per_1000_words'"):
        charts.same_event_table(results, measures=["hegdes_per_1000_words"])
    with pytest.raises(InputError, match="'loadde_per_1000_words'; did you mean 'loaded_per_1000_words'"):
        charts.word_shifts_table(results, family="loadde")


def test_two_measures_show_articles_and_outlets(results):
    table = charts.two_measures_table(results)
    assert table["kind"].value_counts().to_dict() == {"article": 12, "outlet": 4}
    assert "Radio Tervane †" in texts_of(charts.plot_two_measures(table))
    assert "in 12 articles." in charts.describe_two_measures(table)
    with pytest.raises(InputError, match="no measure is called 'bias'; `framing measures` lists them"):
        charts.two_measures_table(results, x="bias")


def test_agreement_marks_only_what_is_beyond_chance():
    rows = [
        {"question": "named?", "scope": scope, "coefficient": name, "value": 0.71, "low": 0.6, "high": 0.8, "n_items": 60}
        for name in ("alpha", "percent") for scope in ("all", "pair")
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    texts = texts_of(charts.plot_agreement(table))
    assert texts.count("0.71 (60)") == 2 and {"Krippendorff’s alpha", "percent agreement"} <= set(texts)
    assert "named?: Krippendorff’s alpha 0.71 (0.60 to 0.80; 60 items)." in charts.describe_agreement(table)
    assert texts_of(charts.plot_agreement(table.iloc[:0]))


def test_calibration_error_is_the_mean_distance():
    table = pd.DataFrame(
        {"confidence": [0.2, 0.8], "share": [0.3, 0.6], "low": [0.2, 0.5], "high": [0.4, 0.7], "n": [30, 10]}
    )
    assert charts.expected_calibration_error(table) == pytest.approx((0.1 * 30 + 0.2 * 10) / 40)
    assert "40 cases. Mean distance from the diagonal: 12 points." in texts_of(charts.plot_calibration(table))


def test_calibration_of_honest_confidences_lies_near_the_diagonal():
    random = np.random.default_rng(2)
    stated = random.uniform(0, 1, 4000)
    table = charts.calibration_table(stated, random.random(4000) < stated)
    assert table["n"].sum() == 4000
    assert charts.expected_calibration_error(table) < 0.03
    assert ((table["low"] <= table["confidence"]) & (table["confidence"] <= table["high"])).sum() >= 8


@pytest.mark.parametrize(
    ("confidence", "correct", "what"),
    [([0.5], [], "1 confidences and 0 answers"), ([1.5], [True], "outside 0 to 1"), ([np.nan], [True], "missing")],
)
def test_calibration_refuses_what_is_no_confidence(confidence, correct, what):
    with pytest.raises(InputError, match=what):
        charts.calibration_table(confidence, correct)
