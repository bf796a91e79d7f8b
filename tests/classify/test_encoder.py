"""The sentence network that comes with the package, and the estimators around it."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from framing import InputError
from framing.classify import load_classifier, save_classifier
from framing.classify.classifier import classifier_of
from framing.classify.encoder import LinearDecision, SentenceEncoder

# (worded neutrally, worded with colour): the same event twice
PAIRS = [
    ("The council approved the harbour budget on Tuesday by seven votes to four.",
     "The spineless council rammed its disastrous harbour budget through on Tuesday."),
    ("The senator said she would vote against the bill.",
     "The radical senator shrieked that she would sabotage the bill, another pathetic stunt."),
    ("Police arrested three people at the demonstration on Saturday.",
     "Thuggish police brutally rounded up peaceful demonstrators in a shameful display on Saturday."),
    ("The company will close two plants and cut 400 jobs.",
     "The greedy company is heartlessly throwing 400 hard-working families onto the street."),
    ("The ministry published new figures on vaccination.",
     "The ministry's laughable propaganda about vaccination fools nobody but its mindless cheerleaders."),
    ("Teachers returned to work after a strike of nine days.",
     "Militant union bosses finally stopped holding children hostage to their outrageous demands."),
]  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    return load_classifier("loaded-sentence")


def loaded(classifier, texts):
    return classifier.probabilities(texts)[:, classifier.classes.index("loaded")]


@pytest.mark.parametrize(("neutral", "coloured"), PAIRS)
def test_the_coloured_wording_of_an_event_is_more_loaded_than_the_neutral_one(shipped, neutral, coloured):
    low, high = loaded(shipped, [neutral, coloured])
    assert low < 0.5 < high


def test_a_sentence_scores_the_same_alone_and_among_others(shipped):
    texts = [text for pair in PAIRS for text in pair] * 12
    together = loaded(shipped, texts)
    alone = np.array([loaded(shipped, [text])[0] for text in texts[:12]])
    assert together[:12] == pytest.approx(alone, abs=1e-5)
    assert together[-12:] == pytest.approx(alone, abs=1e-5)


def test_twice_the_same_sentences_give_the_same_numbers(shipped):
    texts = [text for pair in PAIRS for text in pair]
    assert loaded(shipped, texts).tolist() == loaded(load_classifier("loaded-sentence"), texts).tolist()


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_a_text_without_words_gets_the_share_of_the_classes(shipped, text):
    encoder, decision = shipped.pipeline[0], shipped.pipeline[-1]
    assert not encoder.transform([text]).any()
    assert shipped.pipeline.predict_proba([text])[0, 1] == pytest.approx(decision.share_)


@pytest.mark.parametrize("text", ["😀", "дом", "a" * 5_000, "x́̂", "\x00", "no " * 20_000])
def test_odd_texts_get_a_probability(shipped, text):
    assert 0 <= loaded(shipped, [text])[0] <= 1


def test_unknown_words_are_read_by_their_beginnings_and_endings():
    encoder = SentenceEncoder().fit()
    one, same, other = encoder.transform(["Zorblaxingly", "Zorblaxingly", "Quimperous"])
    assert one.tolist() == same.tolist()
    assert one.tolist() != other.tolist()


def test_the_encoder_works_in_pipelines_for_labels_of_ones_own(tmp_path):
    texts = ["The ferry sank.", "The ferry is late.", "The union struck.", "Workers strike."] * 3
    labels = ["ferry", "ferry", "work", "work"] * 3
    pipeline = clone(make_pipeline(SentenceEncoder(), LinearDecision(strength=1.0))).fit(texts, labels)
    assert pipeline.predict(["The ferries are late again.", "A strike of workers."]).tolist() == ["ferry", "work"]
    save_classifier(classifier_of(pipeline, classes=("ferry", "work")), tmp_path / "mine")
    again = load_classifier(tmp_path / "mine")
    assert again.pipeline.predict_proba(texts).tolist() == pipeline.predict_proba(texts).tolist()


def test_column_names_are_one_per_number():
    encoder = SentenceEncoder().fit()
    assert len(set(encoder.get_feature_names_out())) == encoder.transform(["A word."]).shape[1] == 513


def test_three_classes_are_refused():
    with pytest.raises(InputError, match="3 classes were given; LinearDecision tells two classes apart"):
        LinearDecision().fit(np.eye(3), ["a", "b", "c"])


def test_the_file_is_small_and_its_manifest_says_what_it_was_made_from(shipped):
    from framing.classify import persistence

    folder = persistence.files("framing").joinpath("classify", "loaded_sentence")
    assert len(folder.joinpath("model.skops").read_bytes()) < 10_000_000
    assert shipped.manifest["n_texts"] == 2_865
    assert len(shipped.manifest["training_hash"]) == 64
