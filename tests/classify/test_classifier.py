"""Trained classifiers: what they say of new texts and why, on disk and back, and what is refused."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from framing import Article, InputError
from framing.classify import (
    classifier_of,
    coefficient_table,
    evaluate_classifier,
    explain,
    importance_table,
    label_texts,
    load_classifier,
    make_pipeline,
    predict,
    render_reasons,
    save_classifier,
    train,
)

NEW = ["a shameless court rammed the budget through", "the court discussed the budget on Monday"]


class TestPredicting:
    def test_a_row_per_text_with_its_reasons(self, classifier):
        table = predict(classifier, [Article(id="n1", text=NEW[0]), Article(id="n2", text=NEW[1])])
        assert table.columns.tolist() == ["id", "label", "probability", "abstained", "reasons"]
        assert table["id"].tolist() == ["n1", "n2"]
        assert table["label"].tolist() == ["loaded", "plain"]
        assert table["probability"].between(0.5, 1).all()
        assert "shameless (+" in table["reasons"][0]

    def test_unsure_answers_and_texts_without_words_are_marked(self, classifier):
        assert predict(classifier, NEW, abstain_below=1.0)["abstained"].all()
        assert not predict(classifier, NEW, abstain_below=0.0)["abstained"].any()
        blank = predict(classifier, ["", "..."], abstain_below=0.0)
        assert blank["abstained"].all()
        assert blank["probability"].isna().all()

    def test_no_texts_and_repeated_ids(self, classifier):
        assert len(predict(classifier, [])) == 0
        twice = predict(classifier, [Article(id="x", text=NEW[0]), Article(id="x", text=NEW[1])])
        assert "shameless" in twice["reasons"][0]
        assert "shameless" not in twice["reasons"][1]

    def test_several_labels(self, data):
        labels = [[labels[0], "ferry"] if "ferry" in text else [labels[0]]
                  for text, labels in zip(data.texts, data.labels, strict=True)]  # fmt: skip
        several = train(label_texts(data.texts, labels), "words", n_folds=3)
        told = predict(several, ["a shameless union rammed the ferry plan through"], n_reasons=4)
        assert set(told["label"][0].split(";")) == {"ferry", "loaded"}
        assert "ferry" in told["reasons"][0]

    def test_a_probability_that_is_none(self, classifier):
        with pytest.raises(InputError, match="abstain_below is 7; it is a probability"):
            predict(classifier, NEW, abstain_below=7)


class TestReasons:
    def test_offsets_point_into_title_and_text(self, classifier):
        article = Article(id="a", title="Shameless plan", text=NEW[0])
        spans = explain(classifier, [article])
        for row in spans.to_dict("records"):
            assert getattr(article, row["field"])[row["start"] : row["end"]] == row["text"]
        assert (spans["effect"] > 0).all()

    def test_a_long_text_is_explained_by_its_sentences(self, classifier):
        calm = "The board met at noon and looked at the plan for the year. "
        text = calm * 6 + "That shameless and corrupt board rammed the plan through again. " + calm
        spans = explain(classifier, [text], most=1)
        assert spans["text"].tolist() in (
            [calm.strip()],
            ["That shameless and corrupt board rammed the plan through again."],
        )

    def test_html_is_escaped(self, classifier):
        page = render_reasons(classifier, 'a shameless <script>alert("x")</script> rammed the budget through')
        assert "<script>" not in page
        assert "&lt;" in page
        assert "underline" in page


class TestImportance:
    def test_words_and_measures_have_names(self, measuring):
        table = coefficient_table(measuring)
        assert set(table["kind"]) == {"word", "characters", "measure"}
        assert "loaded_per_1000_words" in set(table["feature"])
        assert (table["class"] == "plain").all()
        assert table["coefficient"].abs().is_monotonic_decreasing
        assert table.set_index("feature").loc["shameless", "coefficient"].min() < 0

    def test_what_is_lost_without_it(self, measuring, data):
        table = importance_table(measuring, data, n_repeats=2).set_index("feature")["drop"]
        assert table["(all words)"] > table["loaded_per_1000_words"]
        assert {"(all measures)", "hedges_per_1000_words"} <= set(table.index)

    def test_models_without_names(self, classifier):
        bare = classifier_of(classifier.pipeline.steps[-1][1], classes=classifier.classes)
        with pytest.raises(InputError, match="features have no names"):
            coefficient_table(bare)


class TestAnotherCorpus:
    def test_scores_on_texts_it_was_not_trained_on(self, classifier, data):
        other = label_texts(NEW * 3, ["loaded", "plain"] * 3)
        scores = evaluate_classifier(classifier, other)
        assert scores["model"].tolist() == ["classifier", "most frequent label"]
        assert scores["macro_f1"][0] == 1.0

    def test_its_own_texts_and_other_labels_are_refused(self, classifier, data):
        with pytest.raises(InputError, match="the texts that the classifier was trained on"):
            evaluate_classifier(classifier, data)
        with pytest.raises(InputError, match="holds 'biased', which the classifier does not know"):
            evaluate_classifier(classifier, label_texts(NEW * 3, ["biased", "plain"] * 3))


@pytest.fixture
def saved(classifier, tmp_path):
    return save_classifier(classifier, tmp_path / "model")


class TestOnDisk:
    @pytest.mark.parametrize("kind", ["classifier", "measuring"])
    def test_what_comes_back_says_the_same(self, request, tmp_path, kind):
        made = request.getfixturevalue(kind)
        again = load_classifier(save_classifier(made, tmp_path / "model"))
        np.testing.assert_array_equal(again.probabilities(NEW), made.probabilities(NEW))
        assert again.classes == made.classes
        assert again.differences == ()

    @pytest.mark.parametrize(
        "model",
        [
            RandomForestClassifier(5, random_state=0),
            HistGradientBoostingClassifier(max_iter=3),
            CalibratedClassifierCV(LinearSVC(), cv=3),
        ],
    )
    def test_other_scikit_learn_classifiers_come_back_too(self, data, tmp_path, model):
        made = train(data, make_pipeline("measures", model), n_folds=2)
        again = load_classifier(save_classifier(made, tmp_path / "model"))
        np.testing.assert_array_equal(again.probabilities(NEW), made.probabilities(NEW))

    def test_the_manifest_says_what_it_was_made_of(self, saved, data):
        manifest = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["training_hash"] == data.hash()
        assert manifest["classes"] == ["loaded", "plain"]
        assert manifest["n_texts"] == 120
        assert manifest["scores"]["split"] == "outlet held out"
        assert {"framing", "scikit-learn", "skops"} <= set(manifest["versions"])

    def test_the_same_training_gives_the_same_bytes(self, data, tmp_path):
        paths = [save_classifier(train(data, "words", n_folds=3), tmp_path / name) for name in "ab"]
        one, other = (load_classifier(path).manifest["sha256"] for path in paths)
        assert one == other

    def test_another_version_says_what_differs(self, saved):
        path = saved / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["versions"]["scikit-learn"] = "0.1"
        manifest["measures"] = ["zeal_per_1000_words"]
        path.write_text(json.dumps(manifest), encoding="utf-8")
        said = load_classifier(saved).differences
        assert said[0].startswith("made with scikit-learn 0.1, here is ")
        assert said[1] == "this version does not measure zeal_per_1000_words"

    def test_a_model_is_not_written_over_by_mistake(self, saved, classifier):
        with pytest.raises(InputError, match="holds a classifier already"):
            save_classifier(classifier, saved)
        save_classifier(classifier, saved, overwrite=True)


class Evil:
    """An object that would run a command if it were unpickled."""

    def __reduce__(self):
        return (print, ("executed",))


class TestRefused:
    def test_an_altered_model(self, saved):
        content = bytearray((saved / "model.skops").read_bytes())
        content[len(content) // 2] ^= 1
        (saved / "model.skops").write_bytes(content)
        with pytest.raises(InputError, match="altered or cut off"):
            load_classifier(saved)

    @pytest.mark.parametrize("name", ["os.system", "builtins.eval", "framing.cli.main", "shutil.rmtree"])
    def test_a_type_put_into_the_model_with_its_hash(self, saved, name):
        module, _, what = name.rpartition(".")
        content = _with_schema(saved, lambda text: text.replace(
            '"LogisticRegression"', json.dumps(what)).replace(
            '"sklearn.linear_model._logistic"', json.dumps(module)))  # fmt: skip
        _write_with_hash(saved, content)
        with pytest.raises(InputError, match=rf"holds .*{name}.*, which is not loaded|is damaged"):
            load_classifier(saved)

    def test_a_pickle_in_its_place(self, saved):
        import pickle

        _write_with_hash(saved, pickle.dumps(Evil()))
        with pytest.raises(InputError, match=r"model\.skops is damaged"):
            load_classifier(saved)

    @pytest.mark.parametrize(("key", "value"), [
        ("classes", "loaded"), ("temperature", 0), ("temperature", "hot"), ("abstain_below", 4), ("format", "2"),
    ])  # fmt: skip
    def test_an_altered_manifest(self, saved, key, value):
        path = saved / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")
        with pytest.raises(InputError, match=r"was altered|is of format '2'"):
            load_classifier(saved)

    def test_what_is_no_model(self, tmp_path):
        with pytest.raises(InputError, match="there is no classifier 'loaded-sentense'"):
            load_classifier("loaded-sentense")
        with pytest.raises(InputError, match=r"has no model\.skops"):
            load_classifier(tmp_path)

    def test_a_pipeline_with_a_function_of_ones_own(self, classifier, tmp_path):
        model = Pipeline([("shout", FunctionTransformer(_shout)), ("rest", classifier.pipeline)])
        with pytest.raises(InputError, match="which would not be loaded again"):
            save_classifier(classifier_of(model, classes=classifier.classes), tmp_path / "model")
        assert not (tmp_path / "model").exists()


def _shout(texts):
    return [text.upper() for text in texts]


def _with_schema(saved, change):
    """Return the bytes of a model whose description was changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(saved / "model.skops") as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "schema.json" else content)
    return made.getvalue()


def _write_with_hash(saved, content):
    from hashlib import sha256

    (saved / "model.skops").write_bytes(content)
    path = saved / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"sha256": sha256(content).hexdigest()}
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_skops_alone_does_not_trust_our_types(saved, measuring, tmp_path):
    path = save_classifier(measuring, tmp_path / "measuring") / "model.skops"
    untrusted = skops.io.get_untrusted_types(file=path)
    assert "framing.classify.features.FramingFeatures" in untrusted
    assert not any(name.startswith(("builtins", "os", "subprocess")) for name in untrusted)


def run(*arguments):
    from framing.cli import main

    return main(["classify", *map(str, arguments)])


class TestCommands:
    @pytest.fixture
    def labels(self, tmp_path, rows):
        path = tmp_path / "labels.csv"
        pd.DataFrame(rows).to_csv(path, index=False)
        return path

    def test_train_predict_evaluate(self, labels, tmp_path, capsys):
        model, out = tmp_path / "model", tmp_path / "out.csv"
        options = ["--target", "label", "--group", "outlet", "--pipeline", "words", "--quick"]
        assert run("train", labels, *options, "--out", model) == 0
        said = capsys.readouterr().out
        assert "with outlet held out, 120 texts (5 groups)" in said
        assert {path.name for path in (model / "evaluation").iterdir()} >= {
            "scores.csv",
            "scores.svg",
            "calibration.svg",
        }
        new = tmp_path / "new.csv"
        pd.DataFrame({"id": ["n1", "n2", "n3"], "sentence": [*NEW, ""]}).to_csv(new, index=False)
        assert run("predict", "--model", model, new, "--out", out, "--spans", tmp_path / "spans.csv") == 0
        table = pd.read_csv(out)
        assert table.columns.tolist() == ["id", "label", "probability", "abstained", "reasons"]
        assert table["label"].tolist() == ["loaded", "plain"]
        assert {"id", "field", "start", "end", "effect"} <= set(pd.read_csv(tmp_path / "spans.csv").columns)
        assert "new.csv, row 3: column 'sentence' is empty" in capsys.readouterr().err
        other = tmp_path / "other.csv"
        pd.DataFrame({"text": NEW * 3, "label": ["loaded", "plain"] * 3}).to_csv(other, index=False)
        assert run("evaluate", other, "--model", model) == 0
        assert "another corpus" in capsys.readouterr().out

    def test_evaluate_a_pipeline(self, labels, tmp_path, capsys):
        assert run("evaluate", labels, "--pipeline", "words", "--folds", 3, "--out", tmp_path / "tables") == 0
        assert "texts without house style tell the outlet" in capsys.readouterr().out
        assert (tmp_path / "tables" / "learning_curve.csv").is_file()

    @pytest.mark.parametrize(("arguments", "said"), [
        (["train", "labels.csv", "--target", "lable", "--out", "m"], "no column 'lable'; did you mean 'label'"),
        (["train", "labels.csv", "--folds", "9", "--out", "m"], "5 values of 'outlet' for 9 folds"),
        (["train", "labels.csv", "--pipeline", "magic", "--out", "m"], "unknown pipeline 'magic'"),
        (["train", "labels.csv", "--out", "labels.csv"], "'labels.csv' is a file; a classifier is saved as a folder"),
        (["train", "none.csv", "--out", "m"], "there is no file or folder 'none.csv'"),
        (["predict", "labels.csv", "--model", "nothing", "--out", "o.csv"], "there is no classifier 'nothing'"),
        (["predict", "labels.csv", "--model", "m", "--out", "labels.csv"], "'labels.csv' is there already"),
        (["evaluate", "labels.csv", "--column", "text"], "--column 'text' is not FIELD=NAME"),
    ])  # fmt: skip
    def test_mistakes_get_one_sentence(self, labels, monkeypatch, capsys, arguments, said):
        monkeypatch.chdir(labels.parent)
        assert run(*arguments) == 2
        message = capsys.readouterr().err
        assert said in message
        assert message.count("\n") == 1


def test_the_command_line_starts_without_scikit_learn():
    code = (
        "import framing.cli, sys; framing.cli.build_parser(); print('sklearn' in sys.modules, 'pandas' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
