"""What a classifier goes by: the weight of each word and measure, and what is lost without it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csc_array, hstack

from framing.classify.classifier import Classifier
from framing.classify.decisions import decide
from framing.classify.labels import LabelledTexts
from framing.classify.scores import macro_f1
from framing.errors import InputError


def coefficient_table(classifier: Classifier) -> pd.DataFrame:
    """Return the coefficients of a linear classifier, strongest first: class, feature, kind, coefficient.

    kind: word, characters or measure; a measure's coefficient is per standard deviation
    (in "words+measures" per ten of them, where measures are scaled down beside words). With two labels there is one
    set, for the second against the first. Raises InputError where the last step is not linear.
    """
    names = _feature_names(classifier)
    last = classifier.pipeline.steps[-1][1]
    models = list(getattr(last, "estimators_", [last]))
    if not all(hasattr(model, "coef_") for model in models):
        raise InputError(
            f"{type(last).__name__} has no coefficients; importance_table asks what is lost without each measure"
        )
    rows = np.vstack([model.coef_ for model in models])
    classes = classifier.classes if len(rows) == len(classifier.classes) else classifier.classes[-1:]
    tables = []
    for label, values in zip(classes, rows, strict=True):
        kinds, features = zip(*names, strict=True)
        tables.append(pd.DataFrame({"class": label, "feature": features, "kind": kinds, "coefficient": values}))
    table = pd.concat(tables, ignore_index=True)
    return table.loc[np.argsort(-table["coefficient"].abs().to_numpy(), kind="stable")].reset_index(drop=True)


def _feature_names(classifier: Classifier) -> list[tuple[str, str]]:
    """Return the kind and the name of each feature that the last step of a pipeline is given."""
    steps = getattr(classifier.pipeline, "steps", [])
    if len(steps) < 2 or not hasattr(steps[-2][1], "get_feature_names_out"):
        raise InputError(
            "the classifier's features have no names: it has to be a pipeline of features and one classifier, as "
            "'words', 'measures' and 'words+measures' are"
        )
    return [_named(str(name)) for name in steps[-2][1].get_feature_names_out()]


def _named(name: str) -> tuple[str, str]:
    """Return the kind and the plain name of a feature: "words__characters__ism" is the characters "ism"."""
    for prefix, kind in (("characters__", "characters"), ("measures__", "measure"), ("words__", "word")):
        _, found, rest = name.rpartition(prefix)
        if found:
            return kind, rest
    return "measure", name


def importance_table(classifier: Classifier, data: LabelledTexts, *, n_repeats: int = 5, seed: int = 0) -> pd.DataFrame:
    """Return how much macro-F1 falls when a feature's values are dealt out anew among the texts: feature, drop, spread.

    One row per measure, and one for all words and one for all measures together. data: texts that the classifier was
    not trained on. Correlated measures stand in for each other, so that each alone may seem to matter little.
    Source: Breiman (2001), Random forests; Fisher, Rudin and Dominici (2019).
    """
    names = _feature_names(classifier)
    if data.classes != classifier.classes:
        raise InputError(f"the labels are {', '.join(data.classes)}, the classifier's {', '.join(classifier.classes)}")
    table = csc_array(classifier.pipeline[:-1].transform(data.texts))
    last = classifier.pipeline.steps[-1][1]
    random = np.random.default_rng(seed)
    measures = [place for place, (kind, _) in enumerate(names) if kind == "measure"]
    words = [place for place, (kind, _) in enumerate(names) if kind != "measure"]
    blocks = {names[place][1]: [place] for place in measures}
    blocks |= {"(all measures)": measures} if measures else {}
    blocks |= {"(all words)": words} if words else {}
    before = _score(last, table, data)
    rows = []
    for name, columns in blocks.items():
        drops = [before - _score(last, _dealt_out(table, columns, random), data) for _ in range(n_repeats)]
        rows.append((name, float(np.mean(drops)), float(np.std(drops))))
    found = pd.DataFrame(rows, columns=["feature", "drop", "spread"])
    return found.sort_values("drop", ascending=False, kind="stable").reset_index(drop=True)


def _dealt_out(table: csc_array, columns: list[int], random: np.random.Generator) -> csc_array:
    """Return the table with these neighbouring columns' rows in a random order."""
    first, last = columns[0], columns[-1] + 1
    mixed = table[:, first:last].tocsr()[random.permutation(table.shape[0])]
    return csc_array(hstack([table[:, :first], mixed, table[:, last:]]))


def _score(last: Any, table: csc_array, data: LabelledTexts) -> float:
    given = last.predict_proba(table.tocsr())
    if isinstance(given, list):
        given = np.column_stack([part[:, -1] for part in given])
    return macro_f1(data.truth, decide(np.asarray(given), multilabel=data.multilabel))
