"""Compare eight real outlets and print what would be defended, with what could explain it.

    python benchmarks/outlets.py ARTICLES.jsonl.gz [--per-outlet 150] [--out DIR]

ARTICLES: one JSON object a line with id, outlet, title, text, date. The eight outlets with most articles
are taken: all articles on events that two of them report, and a sample of the others. Events are found here
by similar words within two days (cosine of TF-IDF, single linkage), which merges long stories into one
event and misses reports worded differently: a rough stand-in for events known from the start.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer

import framing
from framing.comparison import compare, omission_rates, word_shift

N_OUTLETS, SIMILAR, DAYS = 8, 0.22, 2
VARIANTS = r"paraphrased|_quoted$|share_words|first_position"


def read(path: Path) -> list[dict[str, Any]]:
    """Return the dated articles of the largest outlets."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    dated = [r for r in records if len(r.get("date") or "") == 10 and r["outlet"]]
    largest = {name for name, _ in Counter(r["outlet"] for r in dated).most_common(N_OUTLETS)}
    return sorted((r for r in dated if r["outlet"] in largest), key=lambda r: (r["date"], r["id"]))


def find_events(records: list[dict[str, Any]]) -> np.ndarray:
    """Return a number per article; articles of the same number are taken to report one event."""
    texts = [f"{r['title']} {r['title']} {r['text'][:2500]}" for r in records]
    vectors = TfidfVectorizer(min_df=2, max_df=0.2, sublinear_tf=True, stop_words="english").fit_transform(texts)
    day = np.array([np.datetime64(r["date"]) for r in records]).astype("datetime64[D]").astype(int)
    until = np.searchsorted(day, day + DAYS, side="right")
    pairs: list[tuple[int, int]] = []
    for i, end in enumerate(until):
        if end > i + 1:
            alike = (vectors[i + 1 : end] @ vectors[i].T).toarray().ravel()
            pairs += [(i, i + 1 + int(j)) for j in np.flatnonzero(alike >= SIMILAR)]
    rows, columns = np.array(pairs).T
    graph = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(records),) * 2)
    return connected_components(graph, directed=False)[1]


def sample(records: list[dict[str, Any]], event: np.ndarray, per_outlet: int) -> list[framing.Article]:
    """Return all articles of shared events and some of the others, per outlet."""
    outlets = defaultdict(set)
    for record, e in zip(records, event, strict=True):
        outlets[e].add(record["outlet"])
    articles, others = [], defaultdict(list)
    for record, e in zip(records, event, strict=True):
        shared = len(outlets[e]) > 1
        made = framing.Article(
            id=record["id"], outlet=record["outlet"], title=record["title"], text=record["text"],
            published=record["date"], event=f"event {e}" if shared else "",
        )  # fmt: skip
        (articles if shared else others[record["outlet"]]).append(made)
    chance = random.Random(0)
    for outlet in sorted(others):
        articles += chance.sample(others[outlet], min(per_outlet, len(others[outlet])))
    return articles


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--per-outlet", type=int, default=150, help="articles outside shared events")
    parser.add_argument("--out", type=Path, help="also write the tables and a report here")
    chosen = parser.parse_args()
    records = read(chosen.articles)
    articles = sample(records, find_events(records), chosen.per_outlet)
    start = time.process_time()
    results = framing.analyze(articles)
    print(f"{len(results.articles):,} articles analysed in {time.process_time() - start:.0f} s of CPU time")
    start = time.process_time()
    comparison = compare(results)
    print(f"compared in {time.process_time() - start:.0f} s of CPU time\n")
    show(comparison, results)
    if chosen.out:
        results.write(chosen.out, overwrite=True)
        framing.report(results, chosen.out)
        print(f"\ntables and report in {chosen.out}")


def show(comparison: Any, results: Any) -> None:
    """Print differences that hold both over all articles and inside events, then everything against them."""
    table = comparison.differences
    print(table.groupby("mode")["distinguishable"].agg(["sum", "size"]).to_string(), "\n")
    plain = table[~table["measure"].str.contains(VARIANTS)]
    both = plain.groupby(["group", "measure"])["distinguishable"].transform("all")
    print("Found over all articles and inside shared events:")
    print("\n".join(f"  {s}" for s in plain[both & (plain["mode"] == "same_event")]["sentence"]))
    once = plain[plain["distinguishable"] & ~both]
    print(f"\nFound in one of the two only: {len(once)} differences, among them")
    print("\n".join(f"  {s}" for s in once["sentence"].head(8)))
    print("\nControls")
    print(comparison.controls.pivot(index="group", columns="control", values="value").round(2).to_string())
    print("\nNotes")
    print("\n".join(f"  {note}" for note in comparison.notes))
    print("\nDistinctive words, own voice (q <= 0.05; furniture of a page counts as its words)")
    words = comparison.words
    for group, part in words[(words["voice"] == "own") & (words["q"] <= 0.05) & (words["z"] > 0)].groupby("group"):
        print(f"  {group}: {', '.join(part['term'].head(15))}")
    group = str(table[table["measure"] == "loaded_per_1000_words"].sort_values("difference")["group"].iloc[-1])
    shift = word_shift(results.articles, results.features, results.spans, family="loaded", group=group, top=8)
    print(f"\nWhich words make the difference of {group} in loaded words (parts add up to it)")
    print(
        shift[["term", "part", "low", "high", "count", "count_reference", "n_articles"]].round(3).to_string(index=False)
    )
    rates = omission_rates(results.articles, results.sources)
    print("\nNot found in the text we have, of what two or more others had of the event")
    columns = ["group", "kind", "share_not_found", "low", "high", "n_items", "n_events", "words_per_event",
               "words_per_event_others"]  # fmt: skip
    with pd.option_context("display.width", 160):
        print(rates[columns].round(2).to_string(index=False))


if __name__ == "__main__":
    main()
