"""How good a classifier is on outlets (events, topics) that it has never seen, beside what random folds would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.classify.classifier import Classifier
from framing.classify.crossing import Crossed, cross_predict
from framing.classify.curves import abstention_curve, calibration_numbers, learning_curve
from framing.classify.decisions import certainty, decide
from framing.classify.folds import RANDOM, find_clusters, groups_of, make_folds
from framing.classify.labels import LabelledTexts
from framing.classify.leaks import checks_table, leak_table, shuffled_labels
from framing.classify.pipelines import as_pipeline, engine_for
from framing.classify.scores import Score, class_table, group_table, score
from framing.errors import InputError
from framing.tables import write_frame

BASELINES = {"most_frequent": "most frequent label", "stratified": "labels at random"}
_NO_GROUP = (
    "no group was named, so only random folds were possible: the score is for more texts of the same outlets and "
    "events; name the column with group= (--group outlet)"
)


@dataclass(frozen=True)
class Evaluation:
    """The tables of an evaluation. All but `scores` are of the first split: groups held out, where there are any.

    scores: split, model, macro_f1, low, high, accuracy, n, n_groups; per_class, per_group; predictions: a row per
    text with truth, label, certainty, right, fold; calibration; abstention; learning_curve; leaks; checks.
    """

    target: str
    split: str
    scores: pd.DataFrame
    per_class: pd.DataFrame
    per_group: pd.DataFrame
    predictions: pd.DataFrame
    calibration: pd.DataFrame
    abstention: pd.DataFrame
    learning_curve: pd.DataFrame
    leaks: pd.DataFrame
    checks: pd.DataFrame
    crossed: Crossed
    notes: tuple[str, ...] = ()

    def best(self) -> dict[str, Any]:
        """Return the row of the classifier in the first split: the number to report."""
        return {str(name): value for name, value in self.scores.iloc[0].to_dict().items()}

    def write(self, folder: str | PathLike[str]) -> list[Path]:
        """Write each table as CSV into a folder and return the paths."""
        path = Path(folder)
        path.mkdir(parents=True, exist_ok=True)
        written = []
        for field in fields(self):
            table = getattr(self, field.name)
            if isinstance(table, pd.DataFrame) and len(table):
                written.append(path / f"{field.name}.csv")
                write_frame(written[-1], table)
        return written


def evaluate(
    data: LabelledTexts,
    pipeline: Any = "words+measures",
    *,
    group: str | Sequence[str] | None = None,
    n_folds: int = 5,
    seed: int = 0,
    without_house_style: bool = False,
    thorough: bool = True,
) -> Evaluation:
    """Return how well the pipeline tells the labels, with each group held out, and in random folds beside it.

    pipeline: a name of `PIPELINES` or a scikit-learn estimator that takes texts; the measures of a name go without
    attributions where texts are single sentences. group: which groups of the data are held out, each in turn; all that
    it has by default. without_house_style: take outlet names, bylines and stock lines out of the texts first.
    thorough=False leaves out the learning curve, the leaks and the shuffled labels.

    >>> from framing.classify import label_texts
    >>> texts = [f"The {('radical regime', 'town council')[n % 2]} met {n} people." for n in range(12)]
    >>> data = label_texts(texts, ["loaded", "plain"] * 6, groups={"outlet": ["A", "A", "B", "B"] * 3})
    >>> evaluate(data, "words", n_folds=2, thorough=False).best()["split"]
    'outlet held out'
    """
    held = list(data.groups) if group is None else [group] if isinstance(group, str) else list(group)
    clusters = find_clusters(data.texts)
    splits = {
        f"{name} held out": make_folds(data, name, n_folds=n_folds, seed=seed, clusters=clusters) for name in held
    }
    splits[RANDOM] = make_folds(data, None, n_folds=n_folds, seed=seed, clusters=clusters)
    members = {f"{name} held out": groups_of(data, name) for name in held}
    members[RANDOM] = members[f"{held[0]} held out"] if held else tuple(map(str, clusters))
    outlets = sorted(set(data.groups.get("outlet", ()))) if without_house_style else None

    def make(*, multilabel: bool = data.multilabel, clean: bool = False) -> Any:
        names = sorted(set(data.groups.get("outlet", data.groups[held[0]]))) if clean else outlets
        return as_pipeline(pipeline, multilabel=multilabel, engine=engine_for(data.texts), outlets=names)

    first = next(iter(splits))
    rows: list[dict[str, Any]] = []
    crossed: Crossed | None = None
    for split, folds in splits.items():
        groups = members[split]
        found = cross_predict(make, data, folds, groups=groups if split == first else None, seed=seed)
        crossed = crossed or found
        name = pipeline if isinstance(pipeline, str) else type(pipeline).__name__
        rows.append(_score_row(split, name, data, found, groups, seed))
        for strategy, said in BASELINES.items():
            usual = cross_predict(lambda strategy=strategy: _dummy(strategy, seed), data, folds)  # type: ignore[misc]
            rows.append(_score_row(split, said, data, usual, groups, seed))
    assert crossed is not None
    scores = pd.DataFrame(rows)
    folds, groups = splits[first], members[first]
    given = decide(crossed.calibrated, multilabel=data.multilabel)
    shuffled = shuffled_labels(make, data, folds, seed=seed) if thorough else None
    better = rows[0]["low"] > rows[1]["macro_f1"]
    empty = pd.DataFrame()
    return Evaluation(
        target=data.target,
        split=first,
        scores=scores,
        per_class=class_table(data.truth, given, data.classes),
        per_group=group_table(data.truth, given, groups) if held else empty,
        predictions=_predictions(data, crossed, groups if held else None),
        calibration=calibration_numbers(data.truth, crossed.given, crossed.calibrated, multilabel=data.multilabel),
        abstention=abstention_curve(data.truth, crossed.calibrated, multilabel=data.multilabel),
        learning_curve=learning_curve(make, data, folds, groups, seed=seed) if thorough else empty,
        leaks=leak_table(lambda clean: make(multilabel=False, clean=clean), data, held[0], splits[RANDOM], seed=seed)
        if thorough and held
        else empty,
        checks=checks_table(shuffled, folds, clusters, groups if held else None, better_than_usual=better),
        crossed=crossed,
        notes=(*data.notes, *(() if held else (_NO_GROUP,)), *_copies_note(clusters)),
    )


def evaluate_classifier(
    classifier: Classifier, data: LabelledTexts, *, group: str | None = None, seed: int = 0
) -> pd.DataFrame:
    """Return the scores of a trained classifier on labelled texts of another corpus, as rows of `Evaluation.scores`.

    The texts must not be those it was trained on. The interval is over the groups where one is named, else over texts.
    Raises InputError when the labels are not the classifier's.
    """
    unknown = sorted(set(data.classes) - set(classifier.classes))
    if unknown:
        known = ", ".join(map(repr, classifier.classes))
        raise InputError(f"{data.target} holds {unknown[0]!r}, which the classifier does not know; it knows {known}")
    if classifier.manifest.get("training_hash") == data.hash():
        raise InputError("these are the texts that the classifier was trained on; its score on them says nothing")
    truth = np.array([[name in labels for name in classifier.classes] for labels in data.labels], dtype=np.bool_)
    groups = groups_of(data, group) if group else tuple(map(str, find_clusters(data.texts)))
    usual = np.zeros_like(truth)
    usual[:, truth.sum(axis=0).argmax()] = True
    given = decide(classifier.probabilities(data.texts), multilabel=classifier.multilabel)
    rows = []
    for name, answers in (("classifier", given), (BASELINES["most_frequent"], usual)):
        found = score(truth, answers, groups, seed=seed)
        rows.append({"split": "another corpus", "model": name} | _plain(found))
    return pd.DataFrame(rows)


def _plain(found: Score) -> dict[str, Any]:
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _dummy(strategy: str, seed: int) -> Any:
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy=strategy, random_state=seed)


def _score_row(
    split: str, name: str, data: LabelledTexts, crossed: Crossed, groups: Sequence[str], seed: int
) -> dict[str, Any]:
    found = score(data.truth, decide(crossed.given, multilabel=data.multilabel), groups, seed=seed)
    return {"split": split, "model": name} | _plain(found)


def _predictions(data: LabelledTexts, crossed: Crossed, groups: Sequence[str] | None) -> pd.DataFrame:
    """Return one row per text: id, group, truth, label given, certainty, whether all is right, fold."""
    given = decide(crossed.calibrated, multilabel=data.multilabel)
    table = {
        "id": [article.id for article in data.articles],
        "group": list(groups) if groups is not None else [""] * len(data),
        "truth": [";".join(sorted(labels)) for labels in data.labels],
        "label": [";".join(np.array(data.classes, dtype=object)[row]) for row in given],
        "certainty": certainty(crossed.calibrated, multilabel=data.multilabel).round(6),
        "right": (given == data.truth).all(axis=1),
        "fold": crossed.fold,
    }
    return pd.DataFrame(table)


def _copies_note(clusters: Any) -> tuple[str, ...]:
    n_copies = int((clusters != np.arange(len(clusters))).sum())
    said = f"{n_copies} texts are copies of others" if n_copies > 1 else "1 text is a copy of another"
    return (f"{said}; copies never stand on both sides of a fold",) if n_copies else ()
