"""Ready pipelines, by name: texts in, probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import StackingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import StandardScaler

from framing.classify.features import NO_ENGINE, FramingFeatures
from framing.classify.house_style import RemoveHouseStyle
from framing.classify.words import WordFeatures
from framing.errors import InputError

PIPELINES = ("words", "measures", "words+measures", "stacked")
_MOST_TERMS = 30_000  # of words and of characters each: the frequent ones
_SHORT = 60  # words; a shorter text says too little of its sources
_MEASURES_WEIGHT = 0.1  # some 80 standardised columns are then about as long a row as the words of a text are: 1


def make_pipeline(
    name: str = "words+measures",
    classifier: Any = None,
    *,
    multilabel: bool = False,
    engine: str = "rules",
    outlets: Sequence[str] | None = None,
) -> Any:
    """Return a scikit-learn pipeline that takes texts.

    name: "words" (TF-IDF of words, word pairs and character n-grams), "measures" (`FramingFeatures`), "words+measures"
    (both side by side) or "stacked" (one model of each, a third weighs them). classifier: any scikit-learn classifier
    with predict_proba instead of logistic regression. engine: as for `FramingFeatures`. outlets: take these outlets'
    house style out of the texts first.

    >>> [step for step, _ in make_pipeline("measures").steps]
    ['features', 'classifier']
    """
    if name not in PIPELINES:
        raise InputError(f"unknown pipeline {name!r}; allowed are {', '.join(PIPELINES)}, or a scikit-learn estimator")

    def last() -> Any:
        from sklearn.base import clone

        one = (
            LogisticRegression(solver="newton-cg", class_weight="balanced", max_iter=200)
            if classifier is None
            else clone(classifier)
        )
        return OneVsRestClassifier(one) if multilabel else one

    if name == "stacked":
        if multilabel:
            raise InputError("the pipeline 'stacked' takes one label a text; use 'words+measures' for several")
        parts = [(kind, make_pipeline(kind, engine=engine)) for kind in ("words", "measures")]
        steps: list[tuple[str, Any]] = [
            ("classifier", StackingClassifier(parts, final_estimator=last(), stack_method="predict_proba", cv=3))
        ]
    else:
        sides = {"words": _words(), "measures": _measures(engine)}
        both = FeatureUnion(list(sides.items()), transformer_weights={"measures": _MEASURES_WEIGHT})
        features = both if name == "words+measures" else sides[name]
        steps = [("features", features), ("classifier", last())]
    if outlets is not None:
        steps.insert(0, ("house_style", RemoveHouseStyle(outlets=tuple(outlets))))
    return Pipeline(steps)


def _words() -> FeatureUnion:
    words = WordFeatures(ngram_range=(1, 2), sublinear_tf=True, max_features=_MOST_TERMS)
    characters = WordFeatures(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=_MOST_TERMS)
    return FeatureUnion([("words", words), ("characters", characters)])


def _measures(engine: str) -> Pipeline:
    # what cannot be known (no attribution, so no share of direct ones) counts as what is usual
    return Pipeline(
        [
            ("measures", FramingFeatures(engine=engine)),
            ("known", SimpleImputer(strategy="median", keep_empty_features=True)),
            ("scaled", StandardScaler()),
        ]
    )


def engine_for(texts: Sequence[str]) -> str:
    """Return who finds attributions in texts of this length: the rules in articles, nobody in single sentences.

    >>> engine_for(["The ferry is late, an aide said."])
    'none'
    """
    return NO_ENGINE if np.median([len(text.split()) for text in texts]) < _SHORT else "rules"


def as_pipeline(pipeline: Any, **options: Any) -> Any:
    """Return a new, unfitted pipeline: by its name, or a copy of a scikit-learn estimator that takes texts."""
    if isinstance(pipeline, str):
        return make_pipeline(pipeline, **options)
    from sklearn.base import clone

    if not hasattr(pipeline, "fit") or not hasattr(pipeline, "get_params"):
        kind = type(pipeline).__name__
        raise InputError(f"a {kind} is no pipeline; give one of {', '.join(PIPELINES)} or a scikit-learn estimator")
    if not hasattr(pipeline, "predict_proba"):
        raise InputError(
            f"{type(pipeline).__name__} gives no probabilities (predict_proba); "
            "wrap it in sklearn.calibration.CalibratedClassifierCV"
        )
    if options.get("outlets") is None:
        return clone(pipeline)
    return Pipeline(
        [("house_style", RemoveHouseStyle(outlets=tuple(options["outlets"]))), ("classifier", clone(pipeline))]
    )


def probabilities(pipeline: Any, texts: Sequence[str], classes: Sequence[str]) -> NDArray[np.float64]:
    """Return predict_proba as one array, shape (n_texts, n_classes), whatever form an estimator gives it.

    A class that the estimator was never shown has probability 0.
    """
    given = pipeline.predict_proba(list(texts))
    if isinstance(given, list):  # forests and others give one array of (no, yes) per label
        given = np.column_stack([part[:, -1] for part in given])
    table = np.asarray(given, dtype=np.float64)
    known = [str(name) for name in getattr(pipeline, "classes_", classes)]
    if len(known) == table.shape[1] < len(classes) and set(known) <= set(classes):
        whole = np.zeros((len(table), len(classes)))
        whole[:, [list(classes).index(name) for name in known]] = table
        table = whole
    if table.shape != (len(texts), len(classes)):
        raise InputError(f"the pipeline gives {table.shape[-1]} probabilities a text for {len(classes)} labels")
    return table
