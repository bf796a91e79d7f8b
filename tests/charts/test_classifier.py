"""The chart of a classifier's scores, from a table made by hand."""

import pandas as pd

from framing.charts.classifier import describe_classifier_scores, plot_classifier_scores

SCORES = pd.DataFrame(
    [
        ("outlet held out", "words", 0.67, 0.61, 0.70, 100),
        ("outlet held out", "most frequent label", 0.25, float("nan"), float("nan"), 100),
        ("random folds", "words", 0.73, 0.66, 0.75, 100),
    ],
    columns=["split", "model", "macro_f1", "low", "high", "n"],
)


def texts_of(figure):
    return [text.get_text() for text in figure.findobj(lambda part: hasattr(part, "get_text"))]


def test_every_row_has_its_name_and_number():
    said = texts_of(plot_classifier_scores(SCORES))
    assert {"outlet held out", "random folds", "words", "most frequent label", "0.67", "0.25", "0.73"} <= set(said)
    assert said.index("outlet held out") < said.index("random folds")


def test_no_scores_are_no_error():
    assert "Nothing was evaluated." in texts_of(plot_classifier_scores(SCORES.head(0)))


def test_in_words():
    said = describe_classifier_scores(SCORES)
    assert "outlet held out, words: 0.67 (0.61 to 0.70)" in said
    assert "most frequent label: 0.25;" in said
