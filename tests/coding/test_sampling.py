"""Who is drawn, with what chance, and how many are needed."""

import numpy as np
import pandas as pd
import pytest

from framing.coding.questions import find_questions
from framing.coding.samples import load_sample, make_sample, write_sample
from framing.coding.sampling import add_strata, allocate, draw_sample, needed_size
from framing.coding.units_table import units_table
from framing.errors import InputError


@pytest.fixture
def units():
    return pd.DataFrame({
        "unit_id": [f"u{i:03d}" for i in range(200)],
        "outlet": ["Large"] * 150 + ["Small"] * 40 + ["Tiny"] * 10,
        "uncertainty": np.linspace(0, 1, 200),
    })  # fmt: skip


def test_probabilities_are_those_of_the_strata(units):
    sample, strata = draw_sample(units, 60, by=["outlet"], allocation="equal", seed=3)
    assert strata["n_drawn"].tolist() == [25, 25, 10]
    assert strata["probability"].tolist() == [25 / 150, 25 / 40, 1.0]
    assert (1 / sample["probability"]).sum() == pytest.approx(200)
    assert not sample["unit_id"].duplicated().any()


def test_the_seed_decides_and_the_order_of_the_input_does_not(units):
    one, _ = draw_sample(units, 30, seed=1)
    again, _ = draw_sample(units.sample(frac=1, random_state=0), 30, seed=1)
    other, _ = draw_sample(units, 30, seed=2)
    assert one["unit_id"].tolist() == again["unit_id"].tolist() != other["unit_id"].tolist()


def test_every_unit_is_drawn_as_often_as_its_probability_says(units):
    times = pd.Series(0, index=units["unit_id"])
    for seed in range(150):
        sample, _ = draw_sample(units, 20, by=["outlet"], seed=seed)
        times[sample["unit_id"]] += 1
    by_outlet = times.groupby(units["outlet"].to_numpy()).mean() / 150
    assert by_outlet.to_dict() == pytest.approx({"Large": 15 / 150, "Small": 3 / 40, "Tiny": 2 / 10})
    assert (times > 0).all()


def test_numbers_are_cut_into_strata_of_about_equal_size(units):
    cut = add_strata(units, ["uncertainty"], n_bins=4)["stratum"].value_counts()
    assert sorted(cut.index) == [f"uncertainty {number} of 4" for number in (1, 2, 3, 4)]
    assert cut.max() - cut.min() <= 1


def test_allocations_add_up_and_leave_no_stratum_with_one():
    for size in (6, 17, 100, 300):
        given = allocate([250, 40, 10], size)
        assert given.sum() == size
        assert given.min() >= 2
    assert allocate([1, 50], 5).tolist() == [1, 4]  # a stratum of one unit gives it


def test_needed_size_is_that_of_the_textbook():
    """1.96 squared * 0.5 * 0.5 / 0.05 squared = 384.1; of 3,200 units, 384.1 / (1 + 384.1 / 3200) = 343.0."""
    assert needed_size(0.05) == 385
    assert needed_size(0.05, population=3200) == 343
    assert needed_size(0.05, groups=4) == 4 * 385
    assert needed_size(0.05, error=0.9) == 385  # a machine that is mostly wrong is not used


def test_bad_sizes_are_named(units):
    with pytest.raises(InputError, match="size of the sample is 900; it must be from 1 to the number of units, 200"):
        draw_sample(units, 900)
    with pytest.raises(InputError, match="sample of 4 is too small for 3 strata"):
        draw_sample(units, 4, by=["outlet"])
    with pytest.raises(InputError, match="cannot stratify by 'paper'"):
        draw_sample(units, 10, by=["paper"])
    with pytest.raises(InputError, match="half_width is 5"):
        needed_size(5)


def test_units_of_a_run(results):
    attributions = units_table(results, find_questions(["source_type", "stance"]))
    copies = results.articles.loc[results.articles["duplicate_of"] != "", "article_id"]  # they count once
    body = results.attributions[results.attributions["part"] == "body"]
    body = body[~body["article_id"].isin(copies)]
    assert attributions["unit_id"].tolist() == body["attribution_id"].tolist()
    share = (attributions["machine_source_type"] == "unknown").mean()
    features = results.features[~results.features["article_id"].isin(copies)]
    assert share == pytest.approx((features["share_unknown"] * features["n_attributions"]).sum() / len(body), abs=1e-4)

    sentences = units_table(results, find_questions(["loaded"]))
    loaded = results.spans[(results.spans["measure"] == "loaded") & (results.spans["field"] == "text")]
    assert sentences["score"].sum() == (~loaded["article_id"].isin(copies)).sum()
    assert ((sentences["machine_loaded"] == "yes") == (sentences["score"] > 0)).all()

    words = units_table(results, find_questions(["voice"]))
    counted = words["machine_voice"].value_counts()
    assert len(words) == features["n_words"].sum()
    for voice in ("own", "paraphrased", "quoted"):
        assert counted[voice] == features[f"n_words_{voice}"].sum()


def test_a_sample_comes_back_from_its_folder(results, sample, tmp_path):
    results.write(tmp_path / "run")
    write_sample(tmp_path / "run", sample)
    back = load_sample(tmp_path / "run")
    assert back.questions == sample.questions
    assert back.items["item"].tolist() == sample.items["item"].tolist()
    assert back.items["probability"].tolist() == sample.items["probability"].tolist()
    assert back.population["n_units"].sum() == 2 * sample.design["n_units"]
    with pytest.raises(InputError, match="holds a sample already"):
        write_sample(tmp_path / "run", sample)
    with pytest.raises(InputError, match="there is no sample 'x'; there are sentences"):
        load_sample(tmp_path / "run", "x")


def test_questions_of_different_units_need_a_sample_each(results):
    with pytest.raises(InputError, match="voice of a word, stance of an attribution: draw a sample for each"):
        find_questions(["voice", "stance"])
    with pytest.raises(InputError, match="cannot stratify by 'paper'; allowed are outlet"):
        make_sample(results, find_questions(["loaded"]), 10, by=["paper"])
