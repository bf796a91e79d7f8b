"""Print how well labels are told in random folds, on outlets and topics never seen, and on another corpus.

    python benchmarks/classify.py --data DIR        (or the variable FRAMING_DATA)

Three tasks: biased sentence (BABE, Spinde et al. 2021), loaded or name-calling sentence (PTC, SemEval-2020 task 11),
leaning of an article's outlet (AllSides, Baly et al. 2020). Macro-F1; area under the ROC curve across corpora, whose
shares of labels differ. Nothing is cached; PTC and AllSides are drawn by --seed.

The loaded-word model behind some measures was fitted on four outlets of BABE, so measures that use it are left out of
every row on BABE, but for the last, which is of the seven other outlets alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline

from framing.classify import FramingFeatures, LabelledTexts, label_texts, load_classifier, make_pipeline
from framing.classify.crossing import cross_predict, fit
from framing.classify.decisions import decide
from framing.classify.folds import RANDOM, make_folds
from framing.classify.pipelines import probabilities
from framing.classify.scores import macro_f1, score
from framing.errors import InputError
from framing.lexicon import Lexicon
from framing.measures import MEASURES
from framing.text import Batch

FITTED_ON = {"Breitbart", "Reuters", "Alternet", "Federalist"}  # outlets of BABE behind the loaded-word model
USE_IT = ("loaded", "headline", "scare_quotes", "emphasis")  # families of measures that look at its words
UNFITTED = [measure.name for measure in MEASURES if not measure.name.startswith(USE_IT)]
LOADED_TECHNIQUES = ("Loaded_Language", "Name_Calling")
CEILINGS = {
    "biased sentence": "ceiling, one BABE expert against the others: .785; published best, random folds: .804 to .84",
    "leaning of the outlet": "published, text only, outlets never seen: about .36 to .43; random folds: about .80",
}


def read(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def babe(data: Path) -> LabelledTexts:
    rows = read(data, "bias_babe")
    return label_texts(
        [row["text"] for row in rows], ["loaded" if row["label"] == 1 else "plain" for row in rows],
        groups={name: [row[name] for row in rows] for name in ("outlet", "topic")}, target="biased sentence",
    )  # fmt: skip


def ptc(data: Path, n_articles: int, seed: int) -> LabelledTexts:
    """Return the sentences of some articles: loaded where a span of loaded language or name-calling touches them."""
    rows = read(data, "propaganda_spans_ptc")
    chosen = sorted(np.random.default_rng(seed).permutation(len(rows))[:n_articles].tolist())
    texts, labels, articles = [], [], []
    for row in (rows[place] for place in chosen):
        batch = Batch([row["text"]])
        marked = [span for span in row["techniques"] if span["technique"].startswith(LOADED_TECHNIQUES)]
        for start, end in zip(batch.sentences.start.tolist(), batch.sentences.end.tolist(), strict=True):
            if len(row["text"][start:end].split()) < 5:
                continue
            touched = any(span["span"][0] < end and span["span"][1] > start for span in marked)
            texts.append(row["text"][start:end])
            labels.append("loaded" if touched else "plain")
            articles.append(row["doc_id"])
    return label_texts(texts, labels, groups={"article": articles}, target="loaded or name-calling sentence")


def allsides(data: Path, n_articles: int, seed: int) -> LabelledTexts:
    rows = read(data, "articles_allsides")
    chosen = sorted(np.random.default_rng(seed).permutation(len(rows))[:n_articles].tolist())
    kept = [rows[place] for place in chosen]
    return label_texts(
        [row["text"][:1500] for row in kept], [row["leaning"] for row in kept],
        groups={name: [row[name] or "none" for row in kept] for name in ("outlet", "topic")},
        target="leaning of the outlet",
    )  # fmt: skip


def tf_idf() -> Pipeline:
    """The usual baseline: words and word pairs, logistic regression."""
    return Pipeline([
        ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)),
        ("classifier", LogisticRegression(class_weight="balanced", solver="newton-cg", max_iter=200)),
    ])  # fmt: skip


def ready(name: str, *, engine: str, measures: list[str] | None) -> Callable[[], Any]:
    def make() -> Any:
        pipeline = make_pipeline(name, engine=engine)
        for key, part in pipeline.get_params().items():
            if isinstance(part, FramingFeatures):
                pipeline.set_params(**{f"{key}__measures": measures})
        return pipeline

    return make


def compare(
    data: LabelledTexts,
    models: Mapping[str, Callable[[], Any]],
    others: Mapping[str, LabelledTexts],
    *,
    n_folds: int,
    seed: int,
) -> None:
    """Print a row per model: macro-F1 in random folds, per group held out with its interval, AUC on other corpora."""
    splits = {RANDOM: make_folds(data, None, n_folds=n_folds, seed=seed)}
    splits |= {f"{name} held out": make_folds(data, name, n_folds=n_folds, seed=seed) for name in data.groups}
    sizes = ", ".join(f"{len(set(values))} values of {name}" for name, values in data.groups.items())
    print(f"\n## {data.target}: {len(data):,} texts, {sizes}, {n_folds} folds")
    print(CEILINGS.get(data.target, ""))
    print(f"{'':24}" + "".join(f"{split:>26}" for split in splits) + "".join(f"{name:>22}" for name in others))
    for name, make in models.items():
        began = time.process_time()
        cells = []
        for split, folds in splits.items():
            given = decide(cross_predict(make, data, folds).given, multilabel=False)
            groups = (
                data.groups[split.removesuffix(" held out")] if split != RANDOM else next(iter(data.groups.values()))
            )
            found = score(data.truth, given, groups, seed=seed)
            cells.append(f"{found.macro_f1:.3f} ({found.low:.3f}-{found.high:.3f})".rjust(26))
        if others:
            model = fit(make(), data.texts, data.y)
            cells += [across(probabilities(model, other.texts, data.classes), other) for other in others.values()]
        print(f"{name:24}" + "".join(cells) + f"   {time.process_time() - began:5.0f} s", flush=True)


def across(probability: Any, other: LabelledTexts) -> str:
    """Return macro-F1 and AUC on another corpus; the columns of both are "loaded", "plain"."""
    given = decide(probability, multilabel=False)
    area = roc_auc_score(other.truth[:, 0], probability[:, 0])
    return f"{macro_f1(other.truth, given):.3f}, AUC {area:.3f}".rjust(22)


def seven_outlets(data: LabelledTexts) -> None:
    """Print what all measures give on the outlets of BABE that no part of them was fitted on."""
    outlets = np.array(data.groups["outlet"])
    train, test = np.flatnonzero(np.isin(outlets, list(FITTED_ON))), np.flatnonzero(~np.isin(outlets, list(FITTED_ON)))
    print(f"\n## biased sentence: trained on {len(train):,} sentences of four outlets, {len(test):,} of seven others")
    models = {"TF-IDF": tf_idf, **{
        name: ready(name, engine="none", measures=None) for name in ("words", "measures", "words+measures")
    }}  # fmt: skip
    for name, make in models.items():
        model = fit(make(), [data.texts[row] for row in train], data.y[train])
        given = decide(probabilities(model, [data.texts[row] for row in test], data.classes), multilabel=False)
        print(f"{name:24}{macro_f1(data.truth[test], given):.3f}")


def shipped(sentences: LabelledTexts) -> None:
    """Print what the classifier that comes with the package does on a corpus it was not trained on, and its speed."""
    try:
        classifier = load_classifier("loaded-sentence")
    except InputError as error:
        print(f"\nloaded-sentence: {error}")
        return
    began = time.process_time()
    probability = classifier.probabilities(sentences.texts)
    loaded = [name.startswith(("not", "plain")) for name in classifier.classes].index(False)
    speed = len(sentences) / (time.process_time() - began)
    said = across(probability[:, [loaded, 1 - loaded]], sentences).strip()
    print(f"\n## loaded-sentence on {sentences.target}: {said}, {speed:,.0f} sentences/s")
    measure = FramingFeatures(measures=["loaded_per_1000_words"], engine="none").fit_transform(sentences.texts)[:, 0]
    batch = Batch(sentences.texts)
    listed = np.bincount(Lexicon.load("loaded").find(batch).spans(batch).text, minlength=len(sentences))
    for name, values in (
        ("the measure loaded_per_1000_words", measure),
        ("words of lexicons/loaded.csv, counted", listed),
    ):
        print(f"{name}: AUC {roc_auc_score(sentences.truth[:, 0], np.nan_to_num(values)):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.environ.get("FRAMING_DATA"), help="folder of the corpora")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=1000, help="of AllSides that are drawn (default 1000)")
    chosen = parser.parse_args()
    if not chosen.data:
        sys.exit("give --data DIR or set FRAMING_DATA; benchmarks/README.md says where the corpora are to be had")
    data = Path(chosen.data)
    biased, loaded = babe(data), ptc(data, 80, chosen.seed)
    names = ("words", "measures", "words+measures")
    usual = {"TF-IDF": tf_idf, **{name: ready(name, engine="none", measures=UNFITTED) for name in names}}
    compare(biased, usual, {"PTC": loaded}, n_folds=5, seed=chosen.seed)
    seven_outlets(biased)
    compare(loaded, usual, {"BABE": biased}, n_folds=5, seed=chosen.seed)
    shipped(loaded)
    leaning = allsides(data, chosen.articles, chosen.seed)
    whole = {"TF-IDF": tf_idf, **{name: ready(name, engine="rules", measures=None) for name in names}}
    compare(leaning, whole, {}, n_folds=3, seed=chosen.seed)


if __name__ == "__main__":
    main()
