"""Print how well the shipped model of loaded sentences does on a corpus it was not trained on, and how fast it is.

    python benchmarks/loaded_sentence.py --data DIR        (or the variable FRAMING_DATA)

DIR holds propaganda_spans_ptc.jsonl.gz (SemEval-2020 task 11) and bias_babe.jsonl.gz (Spinde et al. 2021; for the
TF-IDF that is compared). A sentence of PTC counts as loaded where a span of loaded language touches it. Brackets: 95 %
intervals of the difference to the shipped model, from 500 resamples of articles. Nothing of PTC was used to make the
model; the thresholds of the measure `loaded` were chosen on three quarters of it. For the scores on BABE itself:

    python -m framing.classify.training --data DIR --out FOLDER --evaluate
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline

from framing.articles.article import Article
from framing.attribution.attributions import Attributions
from framing.classify import load_classifier
from framing.measures.analysed import Analysed
from framing.measures.loaded import find_listed, find_loaded
from framing.sources.sources import Sources
from framing.text import Batch

SHORTEST = 5  # words
N_RESAMPLES = 500


def read(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ptc_sentences(data: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return sentences of at least five words, once each; which are loaded; the article of each."""
    texts, loaded, article, known = [], [], [], set()
    for number, record in enumerate(read(data, "propaganda_spans_ptc")):
        spans = [one["span"] for one in record["techniques"] if one["technique"] == "Loaded_Language"]
        sentences = Batch([record["text"]]).sentences
        for start, end in zip(sentences.start.tolist(), sentences.end.tolist(), strict=True):
            text = record["text"][start:end]
            if len(text.split()) >= SHORTEST and text.lower() not in known:
                known.add(text.lower())
                texts.append(text)
                loaded.append(any(first < end and last > start for first, last in spans))
                article.append(number)
    return texts, np.array(loaded), np.array(article)


def by_measure(texts: list[str]) -> dict[str, np.ndarray]:
    """Return how many loaded words the measure and the list alone find in each sentence, and their share."""
    found: dict[str, list[np.ndarray]] = {}
    for first in range(0, len(texts), 512):
        some = texts[first : first + 512]
        batch = Batch([*some, *[""] * len(some)])
        news = Analysed(
            [Article(text=text) for text in some], batch, Attributions.empty(), np.zeros(0, dtype=np.int8),
            Sources.none(0),
        )  # fmt: skip
        words = np.maximum(batch.word_counts()[: len(some)], 1)
        for name, find in (("measure `loaded`", find_loaded), ("its word list alone", find_listed)):
            counts = np.bincount(find(news).text, minlength=2 * len(some))[: len(some)]
            found.setdefault(f"{name}, words found", []).append(counts)
            found.setdefault(f"{name}, per word", []).append(counts / words)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def timed(score: Callable[[list[str]], np.ndarray], texts: list[str]) -> tuple[np.ndarray, float]:
    """Return the scores, and sentences per second of CPU time."""
    score(texts[:256])
    began = time.process_time()
    given = score(texts)
    return given, len(texts) / (time.process_time() - began)


def difference(loaded: np.ndarray, article: np.ndarray, one: np.ndarray, other: np.ndarray) -> str:
    random, rows = np.random.default_rng(0), [np.flatnonzero(article == number) for number in np.unique(article)]
    gaps = []
    for _ in range(N_RESAMPLES):
        drawn = np.concatenate([rows[place] for place in random.integers(0, len(rows), len(rows))])
        gaps.append(roc_auc_score(loaded[drawn], one[drawn]) - roc_auc_score(loaded[drawn], other[drawn]))
    low, high = np.quantile(gaps, [0.025, 0.975])
    return f"[{low:+.3f}, {high:+.3f}]"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    data = Path(options.data)
    texts, loaded, article = ptc_sentences(data)
    print(f"PTC, {len(texts):,} sentences of {len(np.unique(article))} articles, {loaded.mean():.1%} loaded")
    babe = read(data, "bias_babe")
    tf_idf = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), LogisticRegression(C=3, max_iter=1000)
    ).fit([record["text"] for record in babe], [record["label"] for record in babe])
    shipped = load_classifier("loaded-sentence")
    column = shipped.classes.index("loaded")
    scores, speed = {}, {}
    for name, score in (
        ("shipped model", lambda some: shipped.probabilities(some)[:, column]),
        ("TF-IDF fitted to BABE", lambda some: tf_idf.predict_proba(some)[:, 1]),
    ):
        scores[name], speed[name] = timed(score, texts)
    mine = scores["shipped model"]
    print(f"{'':36}    AUC  average precision  shipped model's AUC is higher by")
    for name, given in (scores | by_measure(texts)).items():
        gap = "" if name == "shipped model" else difference(loaded, article, mine, given)
        precision = average_precision_score(loaded, given)
        print(f"{name:36} {roc_auc_score(loaded, given):6.3f} {precision:18.3f}  {gap}")
    for name, value in speed.items():
        print(f"{name}: {value:,.0f} sentences/s of CPU time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
