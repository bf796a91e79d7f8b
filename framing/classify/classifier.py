"""A trained classifier: a fitted pipeline with what must be known of it."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.classify.decisions import Floats, tempered
from framing.classify.features import FramingFeatures
from framing.classify.pipelines import probabilities
from framing.manifest import package_version

FORMAT = "framing-classifier-1"
VERSIONS = ("framing", "scikit-learn", "numpy", "scipy", "skops")
ABSTAIN_BELOW = 0.6  # of the label given: below, the answer is marked as one to look at


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """A fitted pipeline, its labels, and its manifest: versions, features, training hash, seed, target, scores.

    temperature: by which the pipeline's probabilities are calibrated. abstain_below: the probability below which an
    answer counts as abstained. differences: what of the manifest is not so here, in sentences.
    """

    pipeline: Any
    classes: tuple[str, ...]
    target: str = "label"
    multilabel: bool = False
    temperature: float = 1.0
    abstain_below: float = ABSTAIN_BELOW
    manifest: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[str, ...] = ()

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Return the calibrated probability of each label for each text, shape (n_texts, n_classes)."""
        import numpy as np

        if not len(texts):
            return np.empty((0, len(self.classes)))
        given = probabilities(self.pipeline, texts, self.classes)
        return tempered(given, self.temperature, multilabel=self.multilabel)


def classifier_of(
    pipeline: Any,
    *,
    classes: Sequence[str],
    target: str = "label",
    multilabel: bool = False,
    temperature: float = 1.0,
    abstain_below: float = ABSTAIN_BELOW,
    training_hash: str = "",
    n_texts: int = 0,
    seed: int = 0,
    scores: Mapping[str, Any] | None = None,
) -> Classifier:
    """Return a classifier around a pipeline that was fitted elsewhere, with the manifest that is saved with it."""
    manifest = {
        "format": FORMAT,
        "python": platform.python_version(),
        "versions": {name: package_version(name) for name in VERSIONS},
        "target": target,
        "classes": list(classes),
        "multilabel": multilabel,
        "temperature": round(temperature, 6),
        "abstain_below": abstain_below,
        "measures": measures_of(pipeline),
        "training_hash": training_hash,
        "n_texts": n_texts,
        "seed": seed,
        "scores": dict(scores or {}),
    }
    return Classifier(
        pipeline=pipeline, classes=tuple(classes), target=target, multilabel=multilabel,
        temperature=round(temperature, 6), abstain_below=abstain_below, manifest=manifest,
    )  # fmt: skip


def measures_of(pipeline: Any) -> list[str]:
    """Return the names of the measure columns that a fitted pipeline is built on, however deep they sit."""
    found: list[str] = []
    for step in parts_of(pipeline):
        if isinstance(step, FramingFeatures):
            found += [name for name in getattr(step, "feature_names_out_", ()) if name not in found]
    return found


def parts_of(model: Any) -> list[Any]:
    """Return a fitted model and every fitted model inside it: steps of pipelines, sides of unions, stacked models."""
    inside: list[Any] = [model]
    children = [step for _, step in getattr(model, "steps", ())]
    children += [side for _, side in getattr(model, "transformer_list", ())]
    children += list(getattr(model, "estimators_", ()))
    children += [getattr(model, name) for name in ("final_estimator_", "estimator_") if hasattr(model, name)]
    for child in children:
        inside += parts_of(child)
    return inside
