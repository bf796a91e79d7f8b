"""The loop on the bundled corpus: agreement, the machine against the coders, corrected numbers, trust, commands."""

import csv
import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from framing.cli import main
from framing.coding import (
    agreement_table,
    corrected_differences,
    corrected_table,
    differential_table,
    disagreements_table,
    find_questions,
    krippendorff_alpha,
    machine_table,
    make_sample,
    trust_section,
)
from framing.coding.correction import what_becomes
from framing.coding.machine import permutation_p
from framing.coding.questions import Question, Value
from framing.coding.units_table import units_table
from framing.errors import InputError


def is_loaded(article, spans, gold):
    start, end = map(int, spans.split(":"))
    return "yes" if any(start <= place < end for place in gold.get(article, [])) else "no"


@pytest.fixture(scope="module")
def codes(sample, gold_loaded):
    """Ana codes what the gold labels say; Ben reads every sixth item otherwise; Cid codes the first twenty only."""
    rows = []
    for number, (item, article, spans) in enumerate(
        zip(sample.items["item"], sample.items["article_id"], sample.items["spans"], strict=True)
    ):
        said = is_loaded(article, spans, gold_loaded)
        other = {"yes": "no", "no": "yes"}[said]
        rows.append((item, "loaded", "Ana", said))
        rows.append((item, "loaded", "Ben", other if number % 6 == 0 else said))
        if number < 20:
            rows.append((item, "loaded", "Cid", said))
    return pd.DataFrame(rows, columns=["item", "question", "coder", "code"])


def test_agreement_by_category_pair_and_outlet(codes, sample, results):
    table = agreement_table(codes, sample, results, n_resamples=100)
    whole = table[table["scope"] == "all"].set_index("coefficient")
    wide = codes.pivot(index="item", columns="coder", values="code")
    assert whole.loc["alpha", "value"] == pytest.approx(krippendorff_alpha(wide.fillna("")))
    assert whole.loc["percent", "n_items"] == 60
    assert whole.loc["percent", "n_coders"] == 3
    pairs = table[(table["scope"] == "pair") & (table["coefficient"] == "percent")].set_index("of")
    assert pairs.loc["Ana and Ben", "value"] == pytest.approx(5 / 6)
    assert pairs.loc["Ana and Cid", ["value", "n_items"]].tolist() == [1.0, 20]
    assert set(table[table["scope"] == "group"]["of"]) == set(results.articles["outlet"])
    assert set(table[table["scope"] == "category"]["of"]) == {"yes", "no"}
    known = table.dropna(subset=["low"])
    assert (known["low"] <= known["value"]).all()
    assert (known["value"] <= known["high"]).all()


def test_one_coder_has_nobody_to_agree_with(codes, sample, results):
    with pytest.raises(InputError, match="no item has codes of two coders"):
        agreement_table(codes[codes["coder"] == "Ana"], sample, results)


def test_disagreements_are_listed_as_text(codes, sample, results):
    table = disagreements_table(codes, sample, results)
    assert len(table) == 10
    assert table["passage"].str.contains("⟦").all()
    assert table["codes"][0].startswith("Ana: ")


def test_scores_are_those_counted_by_hand(codes, sample, results, gold_loaded):
    ana = codes[codes["coder"] == "Ana"]
    scores = machine_table(ana, sample, results, n_resamples=100).set_index(["question", "value", "group", "score"])
    weights = 1 / sample.items["probability"]
    said = np.array([code == "yes" for code in ana["code"]])
    found = (sample.items["machine_loaded"] == "yes").to_numpy()
    precision = weights[said & found].sum() / weights[found].sum()
    recall = weights[said & found].sum() / weights[said].sum()
    value = scores["value_of_score"]
    assert value["loaded", "yes", "all", "precision"] == pytest.approx(precision)
    assert value["loaded", "yes", "all", "recall"] == pytest.approx(recall)
    f1 = 2 * precision * recall / (precision + recall)
    assert value["loaded", "yes", "all", "f1"] == pytest.approx(f1)
    known = scores.dropna(subset=["value_of_score"])
    assert (known["low"] <= known["value_of_score"] + 1e-9).all()
    assert (known["value_of_score"] <= known["high"] + 1e-9).all()


def test_a_question_that_nobody_coded_is_left_out(codes, sample, results):
    for table in (machine_table, differential_table, corrected_table):
        assert set(table(codes, sample, results)["question"]) == {"loaded"}
    with pytest.raises(InputError, match="no question that the machine answers too"):
        machine_table(codes.assign(question="other"), sample, results)


def test_differential_error_is_found_where_it_is_and_not_where_it_is_not():
    random = np.random.default_rng(0)
    articles = np.repeat(np.arange(60), 5)
    groups = articles % 2
    wrong_everywhere = (random.random(300) < 0.2).astype(float)
    wrong_in_one = np.where(groups == 1, random.random(300) < 0.35, random.random(300) < 0.05).astype(float)
    assert permutation_p(wrong_in_one, np.ones(300), groups, articles, 499, 0) < 0.01
    ps = [
        permutation_p((random.random(300) < 0.2).astype(float), np.ones(300), groups, articles, 199, seed)
        for seed in range(40)
    ]
    assert 0 <= sum(p < 0.05 for p in ps) <= 6
    assert np.isnan(permutation_p(wrong_everywhere, np.ones(300), np.zeros(300), articles, 99, 0))  # one group


def test_how_far_the_machine_is_off_in_each_outlet_when_every_sentence_is_coded(results, gold_loaded):
    """The coder's answers are the gold labels of the corpus."""
    questions = find_questions(["loaded"])
    sample = make_sample(results, questions, len(units_table(results, questions)), seed=0)
    codes = pd.DataFrame(
        [
            (item, "loaded", "gold", is_loaded(article, spans, gold_loaded))
            for item, article, spans in zip(
                sample.items["item"], sample.items["article_id"], sample.items["spans"], strict=True
            )
        ],
        columns=["item", "question", "coder", "code"],
    )
    table = differential_table(codes, sample, results, n_permutations=199)
    error = table[table["value"] == "yes"].set_index("group")["signed_error"]
    outlet = sample.items["article_id"].map(results.articles.set_index("article_id")["outlet"])
    machine, coder = sample.items["machine_loaded"] == "yes", codes["code"] == "yes"
    expected = machine.groupby(outlet).mean() - coder.groupby(outlet.to_numpy()).mean()
    assert error.reindex(expected.index).to_numpy() == pytest.approx(expected.to_numpy())
    # Everything was coded, so the corrected share of this corpus is the coders', to the last sentence.
    corrected = corrected_table(codes, sample, results, target="corpus")
    row = corrected[(corrected["group"] == "all") & (corrected["value"] == "yes")].iloc[0]
    assert row["corrected"] == pytest.approx((codes["code"] == "yes").mean())
    assert row["low"] == pytest.approx(row["high"])
    assert row["naive"] == pytest.approx((sample.items["machine_loaded"] == "yes").mean())


def test_naive_is_the_machine_on_everything_not_on_the_sample(codes, sample, results):
    table = corrected_table(codes, sample, results).set_index(["value", "group"])
    row = table.loc[("yes", "all")]
    population = sample.population[sample.population["question"] == "loaded"]
    expected = population[population["answer"] == "yes"]["n_units"].sum() / population["n_units"].sum()
    assert row["naive"] == pytest.approx(expected)
    assert row["n_units"] == population["n_units"].sum()
    assert row["n_coded"] == 60
    assert table.loc["yes", "corrected"].drop("all").between(0, 1).all()


def test_a_deciding_coder_decides_and_others_count_in_parts(codes, sample, results):
    parts = corrected_table(codes, sample, results).set_index(["value", "group"])["coded"]["yes", "all"]
    ana = corrected_table(codes, sample, results, deciding="Ana").set_index(["value", "group"])["coded"]["yes", "all"]
    alone = corrected_table(codes[codes["coder"] == "Ana"], sample, results).set_index(["value", "group"])
    assert ana == alone["coded"]["yes", "all"] != parts
    with pytest.raises(InputError, match="no coder is called 'Dora'; there are 'Ana', 'Ben', 'Cid'"):
        corrected_table(codes, sample, results, deciding="Dora")


def test_items_without_a_code_are_said(codes, sample, results):
    fewer = codes[codes["item"] != sample.items["item"][0]]
    notes = corrected_table(fewer, sample, results)["note"]
    assert notes.str.contains("1 of 60 items drawn have no code").all()


def test_numbers_are_averaged_and_a_question_without_the_machine_says_so(results):
    questions = (
        Question(id="n_hedges", text="How many hedges?", unit="sentence", scale="ratio", machine="spans:hedges"),
        Question(id="tone", text="Tone?", unit="sentence", values=(Value(code="warm"), Value(code="cold"))),
    )
    sample = make_sample(results, questions, 100, seed=2)
    rows = [
        (i, "n_hedges", "Ana", m) for i, m in zip(sample.items["item"], sample.items["machine_n_hedges"], strict=True)
    ]
    rows += [(item, "tone", "Ana", "cold") for item in sample.items["item"][:50]]
    codes = pd.DataFrame(rows, columns=["item", "question", "coder", "code"])
    table = corrected_table(codes, sample, results).set_index(["question", "value", "group"])
    mean = table.loc[("n_hedges", "mean", "all")]
    assert mean["corrected"] == pytest.approx(mean["naive"])  # a coder who says what the machine says
    cold = table.loc[("tone", "cold", "all")]
    assert np.isnan(cold["naive"])
    assert cold["corrected"] == 1
    assert cold["low"] < 0.97
    assert "the program does not answer this question" in cold["note"]


def test_differences_say_what_becomes_of_a_finding(codes, sample, results):
    table = corrected_differences(codes, sample, results)
    assert len(table) == 2 * len(list(combinations(results.articles["outlet"].unique(), 2)))
    assert set(table["finding"]) <= {"stays", "lost", "reversed", "new", "open", ""}
    assert what_becomes((0.1, -0.1, 0.3), (0.2, 0.1, 0.3)) == "new"
    assert what_becomes((0.2, 0.1, 0.3), (0.3, 0.2, 0.4)) == "stays"
    assert what_becomes((0.1, -0.1, 0.3), (0.1, -0.2, 0.4)) == "open"


def test_round_the_loop_on_the_command_line(results, gold_loaded, tmp_path, capsys):
    folder = tmp_path / "run"
    results.write(folder)
    assert trust_section(folder)["sentences"][0].startswith("No item of these articles was coded")
    assert main(["code", "sample", str(folder), "--questions", "loaded", "--size", "80", "--stratify", "outlet"]) == 0
    assert main(["code", "sheet", str(folder), "--coder", "Ana", "--coder", "Ben", "--format", "csv"]) == 0
    sheets = folder / "coding" / "sentences" / "sheets"
    places = pd.read_csv(folder / "coding" / "sentences" / "sample.csv").set_index("item")
    for coder in ("Ana", "Ben"):
        path = sheets / f"sentences-{coder}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            place = places.loc[row["item"]]
            row["loaded"] = is_loaded(place["article_id"], place["spans"], gold_loaded)
            if coder == "Ben" and number == 3:
                row["loaded"] = "perhaps"
            if coder == "Ben" and number in (4, 5):
                row["loaded"] = {"yes": "no", "no": "yes"}[row["loaded"]]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    capsys.readouterr()
    assert main(["code", "read", str(folder), *map(str, sorted(sheets.glob("*.csv")))]) == 0
    said = capsys.readouterr().out
    assert "159 codes of 2 coders" in said
    assert "sentences-Ben.csv, row 5, column loaded: 'perhaps' is no answer to loaded" in said
    assert main(["code", "agree", str(folder)]) == 0
    assert "loaded: alpha" in capsys.readouterr().out
    assert main(["code", "correct", str(folder), "--target", "corpus"]) == 0
    trust = trust_section(folder)
    json.dumps(trust, allow_nan=False)
    assert trust["samples"][0]["coders"] == ["Ana", "Ben"]
    assert trust["samples"][0]["problems"] == {"impossible": 1}
    n_units = f"{len(units_table(results, find_questions(['loaded']))):,}"
    drawn = f"80 of {n_units} sentences were drawn at random within each outlet"
    assert any(drawn in sentence for sentence in trust["sentences"])
    assert any("Krippendorff's alpha" in sentence for sentence in trust["sentences"])

    # Analysed again after the sample was drawn: what was coded is of the earlier run.
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "options": {"engine": "other"}}), encoding="utf-8")
    assert any("analysed again after sample 'sentences'" in sentence for sentence in trust_section(folder)["sentences"])


def test_a_codebook_of_one_s_own_on_whole_articles(results, tmp_path, capsys):
    """Ten articles, a question that the program does not answer: agreement and the coded share, and no more."""
    folder, own = tmp_path / "run", tmp_path / "own.toml"
    results.write(folder)
    own.write_text('[[question]]\nid = "conflict"\ntext = "Two sides?"\nunit = "article"\nvalues = ["yes", "no"]\n')
    assert main(["code", "sample", str(folder), "--codebook", str(own), "--size", "10"]) == 0
    items = pd.read_csv(folder / "coding" / "articles" / "sample.csv")["item"]
    for coder, shift in (("Ana", 0), ("Ben", 1)):
        answers = [("yes", "no")[(number + (number == 4) * shift) % 2] for number in range(10)]
        pd.DataFrame({"item": items, "conflict": answers}).to_csv(tmp_path / f"articles-{coder}.csv", index=False)
    assert (
        main(["code", "read", str(folder), str(tmp_path / "articles-Ana.csv"), str(tmp_path / "articles-Ben.csv")]) == 0
    )
    assert main(["code", "agree", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "conflict: percent 0.900" in said
    assert "the program answers none of these questions" in said
    assert main(["code", "correct", str(folder)]) == 0
    assert "conflict yes: naive not known, corrected 0.450" in capsys.readouterr().out


def test_wrong_usage_is_one_sentence(results, tmp_path, capsys):
    folder = tmp_path / "run"
    results.write(folder)
    for arguments, sentence in (
        (["sample"], "say how many to draw: either --size N or --half-width W"),
        (["sample", "--size", "5", "--questions", "tone"], "there is no question 'tone'"),
        (["sheet"], "holds no sample to code; draw one with `framing code sample`"),
    ):
        assert main(["code", arguments[0], str(folder), *arguments[1:]]) == 2
        error = capsys.readouterr().err
        assert sentence in error
        assert len(error.strip().splitlines()) == 1
    assert main(["code", "sample", str(tmp_path / "nothing"), "--size", "5"]) == 2


def test_a_tie_of_two_coders_counts_in_parts(codes, sample, results):
    """Ben differs from Ana on every sixth item: leaving those out would make the program look better than it is."""
    two = codes[codes["coder"].isin(["Ana", "Ben"])]
    accuracy = {}
    for name, some in (("both", two), ("Ana", two[two["coder"] == "Ana"])):
        table = machine_table(some, sample, results, n_resamples=50).set_index(["group", "score"])
        accuracy[name] = table.loc[("all", "accuracy"), "value_of_score"]
    weight = 1 / sample.items["probability"].to_numpy()
    ana = (two[two["coder"] == "Ana"]["code"].to_numpy() == sample.items["machine_loaded"].to_numpy()).astype(float)
    ties = np.arange(60) % 6 == 0
    assert accuracy["Ana"] == pytest.approx(np.average(ana, weights=weight))
    assert accuracy["both"] == pytest.approx(np.average(np.where(ties, 0.5, ana), weights=weight))
