"""How well attributions are found, beside two human coders and the rule engine, and how fast.

    python benchmarks/attribution.py --data DIR [--split dev|tune] [--engine model|rules|both] [--weights FILE]

DIR (or the environment variable FRAMING_DATA) holds attribution_polnear_dev.jsonl.gz and ..._train.jsonl.gz. The
split `tune` is the last two months of train: the part to develop on. Prints agreement by form and by outlet, words
by role, the calibration error of the confidence, and words per second on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from framing.attribution.attributions import Attributions
from framing.attribution.model_engine import MODEL, find_by_model, load_model
from framing.attribution.repairs import repair
from framing.attribution.training.calibration import as_rows
from framing.attribution.training.records import read_annotated
from framing.attribution.training.scoring import Tally, calibration_error
from framing.text import Batch

# Two humans against each other on 16 articles (partial agreement F1; F1 on words), with 95 % intervals over articles.
HUMANS = {
    "partial all": ".75 (.66-.81)", "partial reporting": ".96 (.93-.98)", "partial other": ".60",
    "partial direct": ".98 (.95-.99)", "partial mixed": ".87 (.69-.95)", "partial indirect": ".69 (.59-.76)",
    "words source": ".805", "words cue": ".699", "words content": ".912",
}  # fmt: skip
LAST_MONTHS = "2016-07-08"
N_ROUNDS = 3


def find(engine: str, batch: Batch, weights: Path) -> Attributions:
    """Return the attributions of a batch by one engine."""
    if engine == "model":
        return repair(batch, find_by_model(batch, model=load_model(weights)))
    from framing.attribution.rules import find_by_rules

    return repair(batch, find_by_rules(batch))


def speed(engine: str, texts: list[str], weights: Path) -> dict[str, float]:
    """Return words per second of CPU time, raw text to linked attributions, medians; spaCy blank beside it."""

    def spacy_blank() -> None:
        for doc in blank.pipe(texts):
            len(doc)

    find(engine, Batch(texts[:2]), weights)
    runs = {engine: lambda: find(engine, Batch(texts), weights)}
    try:
        import spacy
    except ModuleNotFoundError:
        pass
    else:
        blank = spacy.blank("en")
        runs["spaCy blank"] = spacy_blank
    n_words = int(Batch(texts).is_word.sum())
    taken = defaultdict(list)
    for _ in range(N_ROUNDS):
        for name, run in runs.items():
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
    return {name: n_words / float(np.median(times)) for name, times in taken.items()}


def report(engine: str, path: Path, weights: Path, since: str) -> None:
    """Print everything about one engine."""
    articles = [article for article in read_annotated(path) if article.date >= since]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        outlets = {record["doc_id"]: record.get("outlet", "") for record in map(json.loads, file)}
    batch = Batch([article.text for article in articles])
    found = find(engine, batch, weights)
    tally, by_outlet, agreed = Tally(), defaultdict(Tally), []
    for article, rows in zip(articles, as_rows(batch, found), strict=True):
        by_outlet[outlets[article.id]].add(article.text, article.attributions, rows)
        agreed += tally.add(article.text, article.attributions, rows)
    scores = tally.scores()
    print(f"\n{engine} engine, {len(articles)} articles of {path.name}, {found.n} attributions")
    print(f"{'F1':<20}{'partial':>9}{'exact':>9}   two humans, partial")
    for kind in ("all", "reporting", "other", "direct", "mixed", "indirect"):
        human = HUMANS["partial " + kind]
        print(f"{kind:<20}{scores['partial ' + kind]:>9.4f}{scores['exact ' + kind]:>9.4f}   {human}")
    for role in ("source", "cue", "content"):
        print(f"{'words of ' + role:<20}{scores['words ' + role]:>9.4f}{'':>9}   {HUMANS['words ' + role]}")
    print("by outlet, partial, all / reporting")
    for outlet, part in sorted(by_outlet.items()):
        of_outlet = part.scores()
        print(f"  {outlet:<18}{of_outlet['partial all']:>9.4f}{of_outlet['partial reporting']:>9.4f}")
    if engine == "model":
        print(f"expected calibration error {calibration_error(found.confidence.tolist(), agreed):.4f}")
    for name, value in speed(engine, batch.texts, weights).items():
        print(f"{name}: {value:,.0f} words/s of CPU time on one core")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--split", choices=("dev", "tune"), default="dev")
    parser.add_argument("--engine", choices=("model", "rules", "both"), default="both")
    parser.add_argument("--weights", type=Path, default=MODEL)
    options = parser.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # read by numpy when it starts: set it and start again
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
        os.execv(sys.executable, [sys.executable, *sys.argv])
    if options.data is None:
        parser.error("no data: give --data DIR or set FRAMING_DATA")
    name = "dev" if options.split == "dev" else "train"
    start = time.process_time()
    load_model(options.weights)
    print(f"model loaded in {time.process_time() - start:.3f} s, {options.weights.stat().st_size / 1e6:.1f} MB")
    for engine in ("model", "rules") if options.engine == "both" else (options.engine,):
        path = Path(options.data) / f"attribution_polnear_{name}.jsonl.gz"
        report(engine, path, options.weights, LAST_MONTHS if options.split == "tune" else "")


if __name__ == "__main__":
    main()
