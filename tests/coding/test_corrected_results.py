"""Once codes exist, corrected numbers stand beside the naive ones: in the tables, on disk, and in every report."""

import json

import numpy as np
import pandas as pd
import pytest

import framing
from framing.cli import main
from framing.coding import find_questions, make_sample, write_sample
from framing.coding.corrected_results import MEASURES, correct_results


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A compared result folder in which half of the attributions were coded by somebody who is often of its mind."""
    folder = tmp_path_factory.mktemp("coded") / "run"
    results = framing.analyze(framing.demo_articles(), engine="rules")
    results.write(folder)
    n = len(results.attributions) // 2
    sample = make_sample(results, find_questions(["source_type", "stance"]), n, by=["outlet"], seed=1)
    path = write_sample(folder, sample)
    random = np.random.default_rng(0)
    rows = [
        (item, question.id, "Ana", said if random.random() < 0.8 else str(random.choice(question.codes)))
        for question in sample.questions
        for item, said in zip(sample.items["item"], sample.items[f"machine_{question.id}"], strict=True)
    ]
    pd.DataFrame(rows, columns=["item", "question", "coder", "code"]).to_csv(path / "codes.csv", index=False)
    assert main(["compare", str(folder)]) == 0
    return folder


def test_every_measure_that_coders_answered_has_its_corrected_number_beside_it(coded):
    """The machine's share in the sample's population and the comparison's estimate are one number, found two ways."""
    estimates = framing.load(coded).estimates
    shares = estimates[estimates["measure"].isin(set(MEASURES.values()) - {"share_quoted_words"})]
    assert len(shares) == 11 * estimates["group"].nunique()
    assert shares["corrected"].notna().all()
    assert (shares["corrected_low"] <= shares["corrected"]).all() and (
        shares["corrected"] <= shares["corrected_high"]
    ).all()
    assert (shares["n_coded"] > 1).all()
    others = estimates[~estimates["measure"].isin(MEASURES.values())]
    assert others["corrected"].isna().all()


def test_the_corrected_numbers_are_those_of_code_correct(coded, capsys):
    before = framing.load(coded)
    assert main(["code", "correct", str(coded)]) == 0
    after = framing.load(coded)
    pd.testing.assert_frame_equal(before.corrected, after.corrected)
    own = pd.read_csv(coded / "coding" / "attributions" / "corrected.csv")
    assert after.corrected["corrected"].to_numpy() == pytest.approx(own["corrected"].to_numpy(), nan_ok=True)
    assert after.corrected.dtypes["value"] == "str"
    assert after.corrected.dtypes["n_coded"] == "int64"


def test_differences_over_all_articles_are_corrected_those_on_the_same_events_are_not(coded):
    results = framing.load(coded)
    differences = results.differences[results.differences["measure"] == "share_official"]
    known = differences[differences["corrected"].notna()]
    assert set(known["mode"]) == {"unmatched"}
    assert len(known) == results.articles["outlet"].nunique()
    assert set(known["finding"]) <= {"stays", "lost", "reversed", "new", "open"}
    # One outlet against all others as one, by hand: the corrected share of the rest is not the mean of theirs.
    row = known.iloc[0]
    assert row["corrected_low"] < row["corrected"] < row["corrected_high"]


def test_another_grouping_is_corrected_anew_and_copies_that_count_are_not_taken_for_the_same_number(coded, tmp_path):
    results = framing.load(coded)
    framing.compare(results, by="event", n_resamples=100, n_permutations=99)
    assert "corrected" not in results.estimates  # those at hand are by outlet
    assert correct_results(results, coded) == []
    assert set(results.corrected["by"]) == {"event"}
    shares = results.estimates[results.estimates["measure"] == "share_official"]
    assert shares["corrected"].notna().all()
    framing.compare(results, by="event", reference=shares["group"].iloc[0], n_resamples=100, n_permutations=99)
    correct_results(results, coded)
    against = results.differences[results.differences["reference"] == shares["group"].iloc[0]]
    assert against[against["measure"] == "share_official"]["corrected"].notna().any()
    elsewhere = results.corrected.assign(naive=results.corrected["naive"] + 0.01)
    results.take_corrected(elsewhere, None)
    assert "corrected" not in results.estimates


def test_codes_of_an_earlier_run_correct_nothing(coded):
    results = framing.load(coded)
    results.manifest["options"] = {"engine": "other"}
    problems = correct_results(results, coded)
    assert problems == [
        "the codes of sample 'attributions' correct nothing here: the articles were analysed again after it was drawn"
    ]
    assert results.corrected is None and "corrected" not in results.estimates


def test_reports_show_them_in_their_own_section(coded):
    framing.report(framing.load(coded), coded, formats=["html", "md", "json"], articles=1)
    page, text = ((coded / f"report.{form}").read_text(encoding="utf-8") for form in ("html", "md"))
    data = json.loads((coded / "report.json").read_text(encoding="utf-8"))
    assert data["corrected"]["rows"]
    assert len(data["corrected"]["numbers"]) == len(framing.load(coded).corrected)
    for shown in (page, text):
        assert shown.index("How far to trust this") < shown.index("Corrected by what people coded")
        assert data["corrected"]["rows"][0][4] in shown
    assert "items under “How far to trust this”" in text


def test_a_report_without_codes_says_so_and_shows_no_table(tmp_path):
    results = framing.analyze(framing.demo_articles(), engine="rules")
    framing.report(results, tmp_path, formats=["md", "json"], articles=1)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["corrected"]["rows"] == []
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "No item of these articles was coded by people" in text
    assert "Corrected by what people coded" not in text


def test_codes_taken_back_take_their_numbers_with_them(coded, tmp_path):
    results = framing.load(coded)
    results.write(tmp_path / "run")
    assert framing.load(tmp_path / "run").corrected is not None
    assert main(["compare", str(tmp_path / "run")]) == 0  # no sample lies in this folder
    again = framing.load(tmp_path / "run")
    assert again.corrected is None and "corrected" not in again.estimates
    assert not (tmp_path / "run" / "corrected.csv").exists()
