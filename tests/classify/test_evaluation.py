"""Evaluation: nothing known from training is asked in the test, and the checks notice where it is."""

import dataclasses

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline as pipeline_of
from sklearn.svm import LinearSVC

from framing import InputError
from framing.classify import evaluate, label_texts, render_evaluation
from framing.classify.decisions import certainty, decide, fit_temperature, tempered
from framing.classify.folds import Fold, find_clusters, make_folds
from framing.classify.leaks import ALARM, checks_table, shuffled_labels
from framing.classify.scores import macro_f1, score


@pytest.fixture(scope="module")
def evaluation(data):
    return evaluate(data, "words", n_folds=4)


class TestFolds:
    def test_a_group_is_never_on_both_sides(self, data):
        outlets = np.array(data.groups["outlet"])
        folds = make_folds(data, "outlet", n_folds=5)
        assert sorted(np.concatenate([fold.test for fold in folds]).tolist()) == list(range(len(data)))
        for fold in folds:
            assert not set(outlets[fold.train]) & set(outlets[fold.test])

    def test_copies_are_never_on_both_sides(self, data):
        report = "The harbour board said on Monday that the old ferry would be sold to a company from Valley Town."
        texts = [*data.texts[:40], report, "(AP) " + report, report + " It gave no date."]
        labels = [labels[0] for labels in data.labels[:40]] + ["plain"] * 3
        outlets = [*data.groups["outlet"][:40], "The Bell", "Harbour Post", "Valley Times"]
        wire = label_texts(texts, labels, groups={"outlet": outlets})
        assert len(set(find_clusters(texts)[40:])) == 1
        for group in ("outlet", None):
            for fold in make_folds(wire, group, n_folds=5):
                held = {40, 41, 42} & set(fold.test.tolist())
                assert not held or not {40, 41, 42} & set(fold.train.tolist())

    def test_same_seed_same_folds(self, data):
        for one, other in zip(make_folds(data, None, seed=3), make_folds(data, None, seed=3), strict=True):
            np.testing.assert_array_equal(one.test, other.test)

    def test_fewer_groups_than_folds(self, data):
        with pytest.raises(InputError, match="5 values of 'outlet' for 8 folds; ask for 5 folds or fewer"):
            make_folds(data, "outlet", n_folds=8)

    def test_a_group_there_is_not(self, data):
        with pytest.raises(InputError, match="no group 'event'; there are 'outlet', 'topic'"):
            make_folds(data, "event")

    def test_a_label_that_one_group_alone_has(self, data):
        labels = ["odd" if row % 5 == 0 and row < 60 else labels[0] for row, labels in enumerate(data.labels)]
        odd = label_texts(data.texts, labels, groups={"outlet": data.groups["outlet"]})
        with pytest.raises(InputError, match="no text with label 'odd' is left to train on when values of 'outlet'"):
            make_folds(odd, "outlet")


class TestScores:
    def test_macro_f1_is_scikit_learns(self):
        random = np.random.default_rng(0)
        truth, given = (np.eye(3, dtype=bool)[random.integers(0, 3, 200)] for _ in range(2))
        assert macro_f1(truth, given) == pytest.approx(f1_score(truth, given, average="macro"))

    def test_the_interval_is_over_groups_and_wider_than_over_texts(self):
        truth = np.eye(2, dtype=bool)[np.arange(200) % 2]
        wrong_everywhere_in_one_outlet = np.eye(2, dtype=bool)[(np.arange(200) + (np.arange(200) < 40)) % 2]
        outlets = [str(n // 40) for n in range(200)]
        by_outlet = score(truth, wrong_everywhere_in_one_outlet, outlets)
        by_text = score(truth, wrong_everywhere_in_one_outlet, list(map(str, range(200))))
        assert by_outlet.low < by_text.low < by_text.macro_f1 < by_text.high < by_outlet.high
        assert by_outlet.n_groups == 5

    def test_one_group_has_no_interval(self):
        truth = np.eye(2, dtype=bool)[[0, 1]]
        assert np.isnan(score(truth, truth, ["a", "a"]).low)


class TestDecisions:
    def test_a_temperature_makes_overconfident_probabilities_true(self):
        random = np.random.default_rng(1)
        honest = random.uniform(0.05, 0.95, 4000)
        truth = np.stack([random.uniform(size=4000) >= honest, np.zeros(4000, bool)], axis=1)
        truth[:, 1] = ~truth[:, 0]
        probability = np.stack([1 - honest, honest], axis=1)
        overconfident = tempered(probability, 0.4, multilabel=False)
        assert fit_temperature(overconfident, truth, multilabel=False) == pytest.approx(2.5, rel=0.15)
        assert fit_temperature(overconfident, truth, multilabel=True) == pytest.approx(2.5, rel=0.15)

    def test_several_labels_are_as_sure_as_the_least_sure_of_them(self):
        probability = np.array([[0.9, 0.7, 0.1], [0.4, 0.2, 0.1]])
        assert decide(probability, multilabel=True).tolist() == [[True, True, False], [False] * 3]
        np.testing.assert_allclose(certainty(probability, multilabel=True), [0.7, 0.6])


class TestEvaluation:
    def test_each_split_stands_beside_random_folds_and_baselines(self, evaluation):
        scores = evaluation.scores
        assert scores["split"].unique().tolist() == ["outlet held out", "topic held out", "random folds"]
        assert scores["model"].unique().tolist() == ["words", "most frequent label", "labels at random"]
        assert evaluation.best()["macro_f1"] > 0.9  # the made sentences are easy
        assert (scores["low"] <= scores["macro_f1"]).all()

    def test_all_checks_pass_on_sound_data(self, evaluation):
        assert evaluation.checks["passed"].all(), evaluation.checks.to_string()
        assert len(evaluation.checks) == 4

    def test_the_outlet_in_every_sentence_is_found_and_can_be_taken_out(self, evaluation):
        told = evaluation.leaks.set_index("question")["accuracy"]
        assert told["texts as they are tell the outlet"] > 0.9
        assert told["texts without house style tell the outlet"] < 0.5

    def test_surer_answers_are_not_worse(self, evaluation):
        assert evaluation.abstention["answered"].tolist()[0] == 1.0
        assert evaluation.abstention["at_least"].is_monotonic_increasing

    def test_more_texts_help(self, evaluation):
        assert evaluation.learning_curve["n_train"].is_monotonic_increasing
        assert len(evaluation.learning_curve) == 3

    def test_tables_are_written_and_summed_up(self, evaluation, tmp_path):
        names = {path.name for path in evaluation.write(tmp_path)}
        assert {"scores.csv", "per_class.csv", "per_group.csv", "leaks.csv", "checks.csv", "predictions.csv"} <= names
        said = render_evaluation(evaluation)
        assert said.startswith(f"label: macro-F1 {evaluation.best()['macro_f1']:.3f}")
        assert "passed: shuffled labels are told no better than by chance" in said

    def test_same_seed_same_tables(self, data):
        one, other = (evaluate(data, "words", group="outlet", thorough=False, seed=5) for _ in range(2))
        assert one.scores.equals(other.scores)
        assert one.predictions.equals(other.predictions)

    def test_without_groups_it_says_what_the_score_is_for(self, data):
        alone = label_texts(data.texts, [labels[0] for labels in data.labels])
        found = evaluate(alone, "words", n_folds=3)
        assert found.split == "random folds"
        assert "no group was named" in render_evaluation(found)

    def test_any_estimator_that_takes_texts(self, data):
        bayes = pipeline_of(TfidfVectorizer(), MultinomialNB())
        assert evaluate(data, bayes, group="outlet", thorough=False).best()["model"] == "Pipeline"

    def test_several_labels(self, data):
        labels = [[labels[0], "ferry"] if "ferry" in text else [labels[0]]
                  for text, labels in zip(data.texts, data.labels, strict=True)]  # fmt: skip
        several = label_texts(data.texts, labels, groups={"outlet": data.groups["outlet"]})
        found = evaluate(several, "words", n_folds=3)
        assert found.per_class["class"].tolist() == ["ferry", "loaded", "plain"]
        assert found.checks["passed"].all()

    def test_an_outlet_that_gives_itself_away_flatters_random_folds(self):
        # The label is the outlet's, as with leaning labels: random folds know it, a new outlet's is a guess.
        texts = [f"Paper{n % 6} reports fact {n * 7919 % 1000} and fact {n * 104729 % 1000}." for n in range(180)]
        labels = ["left" if n % 6 < 3 else "right" for n in range(180)]
        leaning = label_texts(texts, labels, groups={"outlet": [f"Paper{n % 6}" for n in range(180)]})
        found = evaluate(leaning, "words", n_folds=3, thorough=False).scores.set_index(["split", "model"])["macro_f1"]
        assert found["random folds", "words"] > 0.9
        assert found["outlet held out", "words"] < 0.7


class Memory(ClassifierMixin, BaseEstimator):
    """Knows the labels of the texts it was shown and guesses all others."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.known_ = dict(zip(X, y, strict=True))
        return self

    def predict_proba(self, X):
        return np.array(
            [[float(self.known_.get(text, self.classes_[0]) == name) for name in self.classes_] for text in X]
        )


class TestChecksNotice:
    def test_shuffled_labels_that_are_known(self, data):
        rows = np.arange(len(data))
        leaking = [Fold(rows, part) for part in np.array_split(rows, 3)]
        _, p = shuffled_labels(Memory, data, leaking)
        assert p < ALARM

    def test_shuffled_labels_that_are_not(self, data):
        _, p = shuffled_labels(Memory, data, make_folds(data, "outlet", n_folds=3))
        assert p >= ALARM

    def test_a_group_or_a_copy_on_both_sides(self, data):
        rows = np.arange(len(data))
        leaking = [Fold(rows, part) for part in np.array_split(rows, 3)]
        table = checks_table(None, leaking, rows, data.groups["outlet"], better_than_usual=True)
        assert table["passed"].tolist() == [False, False, True]


def test_pipelines_that_cannot_be_used(data):
    with pytest.raises(InputError, match="unknown pipeline 'magic'; allowed are words, measures"):
        evaluate(data, "magic")
    with pytest.raises(InputError, match="LinearSVC gives no probabilities"):
        evaluate(data, LinearSVC())
    with pytest.raises(InputError, match="a int is no pipeline"):
        evaluate(data, 3)
    several = dataclasses.replace(data, multilabel=True)
    with pytest.raises(InputError, match="'stacked' takes one label a text"):
        evaluate(several, "stacked")


@pytest.mark.parametrize("name", ["measures", "words+measures", pytest.param("stacked", marks=pytest.mark.slow)])
def test_every_ready_pipeline_tells_the_made_labels(data, name):
    assert evaluate(data, name, group="outlet", n_folds=3, thorough=False).best()["macro_f1"] > 0.7


def test_another_classifier_in_a_ready_pipeline(data):
    from framing.classify import make_pipeline

    pipeline = make_pipeline("words", LogisticRegression(C=10))
    assert evaluate(data, pipeline, group="outlet", n_folds=3, thorough=False).best()["macro_f1"] > 0.9
