"""From labelled texts to a classifier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from framing.classify.classifier import ABSTAIN_BELOW, Classifier, classifier_of
from framing.classify.crossing import fit
from framing.classify.decisions import fit_temperature
from framing.classify.evaluation import Evaluation, evaluate
from framing.classify.labels import LabelledTexts
from framing.classify.pipelines import as_pipeline, engine_for


def train(
    data: LabelledTexts,
    pipeline: Any = "words+measures",
    *,
    group: str | Sequence[str] | None = None,
    n_folds: int = 5,
    seed: int = 0,
    without_house_style: bool = False,
    abstain_below: float = ABSTAIN_BELOW,
    evaluation: Evaluation | None = None,
) -> Classifier:
    """Return a classifier fitted on all texts; its scores are those of `evaluate` with the same options.

    Calibrated by the probabilities of texts in folds of their own, with groups held out where there are any. An
    evaluation that was made already with these options is not made again.

    >>> from framing.classify import label_texts
    >>> texts = [f"The {('radical regime', 'town council')[n % 2]} met {n} people." for n in range(12)]
    >>> train(label_texts(texts, ["loaded", "plain"] * 6), "words", n_folds=2).classes
    ('loaded', 'plain')
    """
    if evaluation is None:
        evaluation = evaluate(
            data, pipeline, group=group, n_folds=n_folds, seed=seed, without_house_style=without_house_style,
            thorough=False,
        )  # fmt: skip
    outlets = sorted(set(data.groups.get("outlet", ()))) if without_house_style else None
    engine = engine_for(data.texts)
    unfitted = as_pipeline(pipeline, multilabel=data.multilabel, engine=engine, outlets=outlets)
    model = fit(unfitted, data.texts, data.y)
    temperature = fit_temperature(evaluation.crossed.given, data.truth, multilabel=data.multilabel)
    return classifier_of(
        model,
        classes=data.classes,
        target=data.target,
        multilabel=data.multilabel,
        temperature=temperature,
        abstain_below=abstain_below,
        training_hash=data.hash(),
        n_texts=len(data),
        seed=seed,
        scores={"split": evaluation.split, "n_folds": n_folds, "rows": evaluation.scores.round(6).to_dict("records")},
    )
