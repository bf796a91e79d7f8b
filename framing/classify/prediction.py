"""Labels for new texts, each with its probability and the words that spoke for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from framing.classify.classifier import Classifier
from framing.classify.decisions import certainty, decide
from framing.classify.features import as_articles
from framing.classify.labels import text_of
from framing.classify.reasons import explain
from framing.errors import InputError

COLUMNS = ("id", "label", "probability", "abstained", "reasons")
_AT_ONCE = 2000


def predict(
    classifier: Classifier, texts: Any, *, abstain_below: float | None = None, n_reasons: int = 3
) -> pd.DataFrame:
    """Return one row per text: id, label, probability, abstained, reasons.

    texts: strings, articles, a Series or a DataFrame. probability: calibrated, of the label given; with several labels
    ("economic;morality") of the least likely one. abstained: the probability is below `abstain_below`, or the text
    has no words; the label then says what the guess would be. reasons: the words, or sentences of a long text, without
    which the label would be less likely, and by how much its log-odds fall; n_reasons=0 leaves them out: faster.

    >>> from framing.classify import label_texts, train
    >>> texts = [f"The {('radical regime', 'town council')[n % 2]} met {n} people." for n in range(12)]
    >>> classifier = train(label_texts(texts, ["loaded", "plain"] * 6), "words", n_folds=2)
    >>> predict(classifier, ["A radical regime came.", "A council came."])["label"].tolist()
    ['loaded', 'plain']
    """
    below = classifier.abstain_below if abstain_below is None else abstain_below
    if not 0 <= below <= 1:
        raise InputError(f"abstain_below is {below}; it is a probability, from 0 to 1")
    articles = as_articles(texts)
    ids = [article.id or f"text-{place}" for place, article in enumerate(articles, start=1)]
    asked = [text_of(article) for article in articles]
    parts = [classifier.probabilities(asked[at : at + _AT_ONCE]) for at in range(0, len(asked), _AT_ONCE)]
    probability = np.concatenate(parts) if parts else np.empty((0, len(classifier.classes)))
    given = decide(probability, multilabel=classifier.multilabel)
    sure = certainty(probability, multilabel=classifier.multilabel)
    blank = np.array([not any(map(str.isalnum, text)) for text in asked], dtype=np.bool_)
    names = np.array(classifier.classes, dtype=object)
    table = pd.DataFrame(
        {
            "id": ids,
            "label": [";".join(names[row]) for row in given],
            "probability": np.where(blank, np.nan, sure).round(4),
            "abstained": (sure < below) | blank,
        }
    )
    table["reasons"] = _reasons(classifier, articles, n_reasons) if n_reasons else ""
    return table


def _reasons(classifier: Classifier, articles: list[Any], most: int) -> list[str]:
    """Return "regime (+0.12); radical (+0.08)" for each text."""
    # ids of their own: those given may repeat
    numbered = [replace(article, id=str(place)) for place, article in enumerate(articles)]
    said: dict[str, dict[str, str]] = {article.id: {} for article in numbered}
    spans = explain(classifier, numbered, most=most).sort_values("effect", ascending=False, kind="stable")
    for place, text, effect in zip(spans["id"], spans["text"], spans["effect"], strict=True):
        word = " ".join(text.split())
        if len(said[place]) < most and word not in said[place]:  # a word that stands twice is named once
            said[place][word] = f"{word} ({effect:+.2f})"
    return ["; ".join(said[article.id].values()) for article in numbered]
