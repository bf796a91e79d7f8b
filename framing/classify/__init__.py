"""Classifiers of your own labels that are honest about what they learnt.

    data = read_labelled("labels.csv", target="label", group="outlet")     # sentences or articles, one or more labels
    evaluation = evaluate(data, "words+measures")       # outlets never seen first, random folds named as such
    classifier = train(data, "words+measures", evaluation=evaluation)
    save_classifier(classifier, "my_model")             # a folder; nothing in it is executed when it is loaded
    predict(load_classifier("my_model"), ["The regime fell."])    # label, probability, abstained, reasons

`FramingFeatures` brings the measures into any scikit-learn pipeline; wherever a pipeline's name is expected, a
scikit-learn estimator that takes texts may stand instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.first_use import imported_on_first_use

if TYPE_CHECKING:
    from framing.classify.classifier import Classifier, classifier_of
    from framing.classify.evaluation import Evaluation, evaluate, evaluate_classifier
    from framing.classify.evaluation_text import render_evaluation
    from framing.classify.features import FramingFeatures
    from framing.classify.fitting import train
    from framing.classify.house_style import RemoveHouseStyle
    from framing.classify.importance import coefficient_table, importance_table
    from framing.classify.labels import LabelledTexts, label_texts, read_labelled
    from framing.classify.persistence import load_classifier, save_classifier
    from framing.classify.pipelines import PIPELINES, make_pipeline
    from framing.classify.prediction import predict
    from framing.classify.reasons import explain, render_reasons

# Each name is imported when it is first used, so that the command line starts without scikit-learn.
_HOMES = {
    "Classifier": "framing.classify.classifier",
    "Evaluation": "framing.classify.evaluation",
    "FramingFeatures": "framing.classify.features",
    "LabelledTexts": "framing.classify.labels",
    "PIPELINES": "framing.classify.pipelines",
    "RemoveHouseStyle": "framing.classify.house_style",
    "classifier_of": "framing.classify.classifier",
    "coefficient_table": "framing.classify.importance",
    "evaluate": "framing.classify.evaluation",
    "evaluate_classifier": "framing.classify.evaluation",
    "explain": "framing.classify.reasons",
    "importance_table": "framing.classify.importance",
    "label_texts": "framing.classify.labels",
    "load_classifier": "framing.classify.persistence",
    "make_pipeline": "framing.classify.pipelines",
    "predict": "framing.classify.prediction",
    "read_labelled": "framing.classify.labels",
    "render_evaluation": "framing.classify.evaluation_text",
    "render_reasons": "framing.classify.reasons",
    "save_classifier": "framing.classify.persistence",
    "train": "framing.classify.fitting",
}

__all__ = [
    "PIPELINES", "Classifier", "Evaluation", "FramingFeatures", "LabelledTexts", "RemoveHouseStyle", "classifier_of",
    "coefficient_table", "evaluate", "evaluate_classifier", "explain", "importance_table", "label_texts",
    "load_classifier", "make_pipeline", "predict", "read_labelled", "render_evaluation", "render_reasons",
    "save_classifier", "train",
]  # fmt: skip


__getattr__ = imported_on_first_use(__name__, _HOMES)


def __dir__() -> list[str]:
    return list(__all__)
