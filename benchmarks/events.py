"""Are reports of the same event found among many, and how well?

    python benchmarks/events.py --data DIR [--fit]

DIR holds same_event_neus.jsonl.gz: headlines and leads of three outlets on each of 2,452 US events (NeuS, Lee et al.
2022, from the authors' repository). The events are shuffled once and halved; the weights in framing/articles/events.py
come from the first half (--fit prints them anew), the figures are of the second. 500 events at a time, articles
shuffled, without ids and dates; B-cubed precision, recall and F1 (Bagga and Baldwin 1998).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np

from framing.articles import Article
from framing.articles import events as measured

Labelled = tuple[list[Article], list[int]]


def main() -> None:
    """Print B-cubed for each 500 events of the second half; with --fit the weights from the first."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    given = os.environ.get("FRAMING_DATA")
    parser.add_argument("--data", type=Path, default=given, required=given is None)
    parser.add_argument("--fit", action="store_true", help="fit the weights and the threshold to the first half")
    options = parser.parse_args()
    with gzip.open(Path(options.data) / "same_event_neus.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line)["articles"] for line in lines]
    order = list(range(len(records)))
    random.Random(0).shuffle(order)
    half = len(order) // 2
    if options.fit:
        fit([some(records, order[at : at + 500], at) for at in (0, 500)])
    report([some(records, order[half + at : half + at + 500], at) for at in (0, 500)])


def some(records: list[list[dict[str, str]]], chosen: list[int], seed: int) -> Labelled:
    """Return the articles of some events, shuffled, and the number of each one's event."""
    pairs = [(Article(title=one["title"], text=one["text"]), event) for event in chosen for one in records[event]]
    random.Random(seed).shuffle(pairs)
    return [article for article, _ in pairs], [event for _, event in pairs]


def fit(parts: list[Labelled]) -> None:
    """Print weights, intercept and threshold; each part's threshold is judged by the weights of the other."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    compared = []
    for articles, event in parts:
        first, second, features = measured.compare_pairs(articles)
        label = np.array(event)
        compared.append((first, second, features, label[first] == label[second]))

    def weights(chosen: list[int]) -> tuple[np.ndarray, float]:
        features = np.concatenate([compared[part][2] for part in chosen])
        same = np.concatenate([compared[part][3] for part in chosen])
        scaler = StandardScaler().fit(features)
        model = LogisticRegression(max_iter=1000).fit(scaler.transform(features), same)
        scaled = model.coef_[0] / scaler.scale_
        return scaled, float(model.intercept_[0] - scaled @ scaler.mean_)

    scores: Counter[float] = Counter()
    for part, other in ((0, 1), (1, 0)):
        weight, intercept = weights([other])
        first, second, features, _ = compared[part]
        probability = 1 / (1 + np.exp(-(features @ weight + intercept)))
        for threshold in np.round(np.arange(0.1, 0.6, 0.05), 2).tolist():
            group, _ = measured._linked(len(parts[part][0]), first, second, probability, threshold)
            scores[threshold] += b_cubed(parts[part][1], group.tolist())[2] / 2
    weight, intercept = weights([0, 1])
    best = max(scores, key=lambda threshold: scores[threshold])
    print("WEIGHTS = np.array([" + ", ".join(f"{value:.3f}" for value in weight) + "])")
    print(f"INTERCEPT = {intercept:.3f}\nTHRESHOLD = {best}  # cross-validated F1 {scores[best]:.3f}")
    print({threshold: round(score, 4) for threshold, score in sorted(scores.items())})


def report(parts: list[Labelled]) -> None:
    """Print B-cubed precision, recall and F1, and the time."""
    print(f"{'events':>6} {'articles':>8} {'precision':>9} {'recall':>7} {'F1':>6} {'seconds':>8}")
    for articles, event in parts:
        started = time.process_time()
        group, _ = measured.group_events(articles)
        precision, recall, f1 = b_cubed(event, group.tolist())
        seconds = time.process_time() - started
        print(f"{len(set(event)):6} {len(articles):8} {precision:9.3f} {recall:7.3f} {f1:6.3f} {seconds:8.1f}")


def b_cubed(gold: list[int], found: list[int]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of a grouping."""
    both, in_gold, in_found = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    shared = [both[pair] for pair in zip(gold, found, strict=True)]
    precision = float(np.mean([n / in_found[group] for n, group in zip(shared, found, strict=True)]))
    recall = float(np.mean([n / in_gold[group] for n, group in zip(shared, gold, strict=True)]))
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
