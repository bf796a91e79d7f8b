"""How well sources are told: resolution, type, named or not, and stance of the cue, against our gold.

    python benchmarks/sources.py --data DIR [--half aside|tuning|both] [--errors]

DIR holds attribution_polnear_dev.jsonl.gz made from PolNeAR 1.0 (Newell, Margolin and Ruths 2018; from its authors at
https://github.com/networkdynamics/PolNeAR). Source, cue and content of the gold attributions are given, so that only
the step from phrase to source is measured. gold/SOURCES.md says how the gold was made;
every text is checked by its hash.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from framing.attribution.attributions import STANCES, Attributions
from framing.sources import TYPES, resolve_sources
from framing.text import Batch, Spans

GOLD = Path(__file__).parent / "gold"


def read_gold(name: str, half: str) -> dict[str, list[dict[str, str]]]:
    """Return the gold rows of each article of a half."""
    with (GOLD / f"{name}_articles.csv").open(encoding="utf-8") as file:
        wanted = {row["doc_id"]: row["text_sha256"] for row in csv.DictReader(file) if half in ("both", row["half"])}
    rows: dict[str, list[dict[str, str]]] = {}
    with (GOLD / f"{name}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["doc_id"] in wanted:
                rows.setdefault(row["doc_id"], []).append(row | {"text_sha256": wanted[row["doc_id"]]})
    return rows


def read_articles(folder: Path, wanted: dict[str, list[dict[str, str]]]) -> list[dict]:
    """Return the corpus articles of the gold; stop where a text is not the one that was coded."""
    with gzip.open(folder / "attribution_polnear_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [article for article in map(json.loads, file) if article["doc_id"] in wanted]
    for article in articles:
        found = sha256(article["text"].encode()).hexdigest()
        if found != wanted[article["doc_id"]][0]["text_sha256"]:
            raise SystemExit(f"the text of {article['doc_id']} is not the one that was coded (its hash differs)")
    return articles


def gold_attributions(batch: Batch, articles: list[dict], gold: dict[str, list[dict[str, str]]]):
    """Return the coded attributions as token ranges, with the gold row of each."""
    rows, kept = [], []
    for number, article in enumerate(articles):
        by_id = {attribution["id"]: attribution for attribution in article["attributions"]}
        for row in gold[article["doc_id"]]:
            parts = []
            for role in ("source", "cue", "content"):
                spans = by_id[row["attribution"]][role]
                found = Spans.build([number] * len(spans), [s for s, _ in spans], [e for _, e in spans])
                first, last = batch.token_ranges(found)
                parts.append([(int(a), int(b)) for a, b in zip(first, last, strict=True) if b > a])
            if parts[1] or parts[2]:
                rows.append((*parts, float(len(kept))))
                kept.append(row)
    attributions = Attributions.build(rows)
    order = np.rint(attributions.confidence).astype(int)
    return attributions, [kept[place] for place in order]


def b_cubed(gold: list[tuple], predicted: list[tuple]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of two clusterings of the same mentions."""
    both, g, p = Counter(zip(gold, predicted, strict=True)), Counter(gold), Counter(predicted)
    precision = sum(n * n / p[two] for (_, two), n in both.items()) / len(gold)
    recall = sum(n * n / g[one] for (one, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def macro_f1(gold: list[str], predicted: list[str]) -> float:
    """Return the mean F1 over the values that occur in the gold."""
    scores = []
    for value in sorted(set(gold)):
        hit = sum(g == p == value for g, p in zip(gold, predicted, strict=True))
        total = gold.count(value) + predicted.count(value)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / len(scores)


def show(task: str, gold: list[str], predicted: list[str], goal: str, majority: str) -> None:
    """Print accuracy and macro-F1 beside those of always saying the most frequent value of the tuning half."""
    accuracy = sum(g == p for g, p in zip(gold, predicted, strict=True)) / len(gold)
    base = sum(g == majority for g in gold) / len(gold)
    print(f"{task:<26}{len(gold):>6}{accuracy:>10.3f}{macro_f1(gold, predicted):>10.3f}"
          f"{base:>10.3f}{macro_f1(gold, [majority] * len(gold)):>10.3f}   {goal}")  # fmt: skip


def agreement(first: list[str], second: list[str]) -> tuple[float, float]:
    """Return the share of equal codes and Cohen's kappa."""
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    one, two = Counter(first), Counter(second)
    chance = sum(one[value] * two[value] for value in one) / len(first) ** 2
    return same, (same - chance) / (1 - chance)


def print_agreement(name: str) -> None:
    """Print how far the coder's second pass agrees with the first."""
    path = GOLD / f"{name}_second_pass.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        second = {(row["doc_id"], row["attribution"]): row for row in csv.DictReader(file)}
    with (GOLD / f"{name}.csv").open(encoding="utf-8") as file:
        pairs = [(row, second[row["doc_id"], row["attribution"]]) for row in csv.DictReader(file)
                 if (row["doc_id"], row["attribution"]) in second]  # fmt: skip
    print(
        f"\none coder, two passes on one day: {len({a['doc_id'] for a, _ in pairs})} articles, "
        f"{len(pairs)} attributions"
    )
    for column in ("type", "named", "stance"):
        same, kappa = agreement([a[column] for a, _ in pairs], [b[column] for _, b in pairs])
        print(f"  {column:<8} equal {same:.3f}   Cohen's kappa {kappa:.3f}")
    clusters = [
        ((a["doc_id"], a["source"]), (b["doc_id"], b["source"])) for a, b in pairs if a["source"] and b["source"]
    ]
    print(f"  same source: B-cubed F1 {b_cubed([a for a, _ in clusters], [b for _, b in clusters])[2]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--half", choices=("aside", "tuning", "both"), default="aside")
    parser.add_argument("--gold", default="sources", help="name of the gold files in benchmarks/gold")
    parser.add_argument("--errors", action="store_true", help="print what is wrong (tuning half only)")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        raise SystemExit("needs the development data: give --data DIR or set FRAMING_DATA")
    if options.errors and options.half != "tuning":
        raise SystemExit("--errors shows the tuning half only: what is kept aside stays unseen")
    gold = read_gold(options.gold, options.half)
    articles = read_articles(Path(options.data), gold)
    batch = Batch([*(article["text"] for article in articles), *("" for _ in articles)])
    attributions, rows = gold_attributions(batch, articles, gold)
    sources = resolve_sources(batch, attributions, len(articles))
    of = sources.of_attribution.tolist()
    print(
        f"{options.half} half: {len(articles)} articles, {len(rows)} attributions; "
        "majority values are those of the tuning half"
    )
    print(f"{'':<26}{'n':>6}{'accuracy':>10}{'macro-F1':>10}{'majority':>10}{'its m-F1':>10}   goal")
    with_source = [place for place, row in enumerate(rows) if row["source"]]
    types = [TYPES[sources.type[of[place]]] if of[place] >= 0 else "unknown" for place in range(len(rows))]
    tuning = [row for article in read_gold("sources", "tuning").values() for row in article]

    def most(column: str) -> str:
        return Counter(row[column] for row in tuning if row[column]).most_common(1)[0][0]

    show("source type", [row["type"] for row in rows], types, "accuracy .85", most("type"))
    known = [place for place in with_source if rows[place]["named"]]
    named = ["yes" if of[place] >= 0 and sources.named[of[place]] == 1 else "no" for place in known]
    show("named or not", [rows[place]["named"] for place in known], named, "accuracy .95", most("named"))
    try:
        from framing.attribution.stance import find_stances

        stance = [STANCES[code] for code in find_stances(batch, attributions)]
        show("stance of the cue", [row["stance"] for row in rows], stance, "accuracy .90", most("stance"))
    except ImportError:
        stance = [""] * len(rows)
        print("stance of the cue: framing.attribution.stance is not there yet")
    g = [(rows[place]["doc_id"], rows[place]["source"]) for place in with_source]
    p = [(rows[place]["doc_id"], of[place]) for place in with_source]
    precision, recall, f1 = b_cubed(g, p)
    phrase = [(rows[place]["doc_id"], _phrase(batch, attributions, place)) for place in with_source]
    base = b_cubed(g, phrase)[2]
    print(f"{'same source (B-cubed)':<26}{len(g):>6}   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   "
          f"same words, same source: {base:.3f}   goal F1 .85")  # fmt: skip
    print_name_match(rows, articles, sources, with_source, of)
    print_agreement(options.gold)
    if options.errors:
        print_errors(batch, attributions, rows, sources, of, types, stance)


def print_name_match(rows, articles, sources, with_source, of) -> None:
    """Print how often the resolved name is the one coded, where the article writes it in one piece."""
    texts = {article["doc_id"]: article["text"] for article in articles}
    right = unresolved = total = 0
    for place in with_source:
        span = rows[place]["name_span"]
        if span and rows[place]["named"] == "yes":
            start, end = map(int, span.split(":"))
            wanted = texts[rows[place]["doc_id"]][start:end].lower().removeprefix("the ")
            name = sources.name[of[place]].lower().removeprefix("the ") if of[place] >= 0 else ""
            total += 1
            right += bool(name) and (wanted in name or name in wanted)
            unresolved += not name
    print(f"{'right name (named ones)':<26}{total:>6}{right / total:>10.3f}   left unresolved {unresolved / total:.3f}")


def _phrase(batch: Batch, attributions: Attributions, place: int) -> str:
    edges = attributions.source.bounds(attributions.n)
    pieces = slice(int(edges[place]), int(edges[place + 1]))
    return " … ".join(batch.token_strings(attributions.source.first[pieces], attributions.source.last[pieces])).lower()


def print_errors(batch, attributions, rows, sources, of, types, stance) -> None:
    """Print every attribution of the tuning half whose source, type or named differs."""
    counts: dict[tuple, Counter] = {}
    for place, row in enumerate(rows):
        if row["source"]:
            counts.setdefault((row["doc_id"], row["source"]), Counter())[of[place]] += 1
    for place, row in enumerate(rows):
        wrong = []
        if row["type"] != types[place]:
            wrong.append(f"type {types[place]} for {row['type']}")
        if row["source"]:
            usual = counts[row["doc_id"], row["source"]].most_common(1)[0][0]
            if of[place] != usual:
                wrong.append(f"source {sources.name[of[place]]!r} where most are {sources.name[usual]!r}")
            named = "yes" if sources.named[of[place]] == 1 else "no"
            if named != row["named"]:
                wrong.append(f"named {named}")
        if wrong:
            name = sources.name[of[place]] if of[place] >= 0 else "-"
            print(
                f"{row['doc_id'][8:30]} {row['attribution']:>5} {_phrase(batch, attributions, place)[:60]!r} "
                f"-> {name[:40]!r}: {'; '.join(wrong)}"
            )


if __name__ == "__main__":
    main()
