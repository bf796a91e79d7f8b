"""Are edited copies of articles found, and only they? And how long do 50,000 articles take?

    python benchmarks/duplicates.py --data DIR [--n-speed 50000]

DIR holds articles_allsides.jsonl.gz: 12,000 news articles (Baly et al. 2020, "We Can Detect Your Bias", from the
authors' repository). Half of a sample gets an edited copy: paragraphs dropped (up to half of the words), the headline
changed, an agency's credit added, single words replaced, or all of these. A pair found that was not made is wrong,
unless both are the same original (the corpus holds some articles twice: those with equal titles or a similarity of
shingles, computed here in full, above the threshold do not count against precision).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from framing.articles import Article
from framing.articles.duplicates import find_duplicates

EDITS = ("none", "paragraphs", "headline", "credit", "words", "all")


def main() -> None:
    """Print recall and precision for each kind of edit, then time and memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    given = os.environ.get("FRAMING_DATA")
    parser.add_argument("--data", type=Path, default=given, required=given is None)
    parser.add_argument("--n-speed", type=int, default=50_000, help="articles of the speed test")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = list(read(Path(options.data)))
    accuracy(articles, random.Random(options.seed))
    speed(articles, options.n_speed, random.Random(options.seed))


def read(folder: Path) -> Iterator[Article]:
    """Yield the corpus."""
    with gzip.open(folder / "articles_allsides.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Article(id=record["id"], title=record["title"], outlet=record["outlet"], text=record["text"])


def accuracy(articles: list[Article], rng: random.Random) -> None:
    """Print how many made pairs are found, and how many found pairs were not made."""
    sample = rng.sample(articles, 6000)
    made: dict[str, tuple[str, str]] = {}
    copies = []
    for number, article in enumerate(sample[:3000]):
        edit = EDITS[number % len(EDITS)]
        made[f"copy-{article.id}"] = (article.id, edit)
        copies.append(Article(id=f"copy-{article.id}", text=edited(article, edit, rng)))
    mixed = sample + copies
    rng.shuffle(mixed)
    order = {article.id: number for number, article in enumerate(mixed)}
    texts = {article.id: article.text for article in mixed}
    found = find_duplicates(mixed)
    cluster = {a.id: (one or a.id) for a, one in zip(mixed, found.duplicate_of, strict=True)}
    print(f"{'edit':12} {'pairs':>6} {'found':>6} {'recall':>7}")
    for edit in EDITS:
        pairs = [(copy, original) for copy, (original, kind) in made.items() if kind == edit]
        n_found = sum(cluster[copy] == cluster[original] for copy, original in pairs)
        print(f"{edit:12} {len(pairs):6} {n_found:6} {n_found / len(pairs):7.3f}")
    n_found = sum(cluster[copy] == cluster[original] for copy, (original, _) in made.items())
    print(f"{'together':12} {len(made):6} {n_found:6} {n_found / len(made):7.3f}")
    source = {**{a.id: a.id for a in sample}, **{copy: original for copy, (original, _) in made.items()}}
    wrong = known = 0
    for article_id, first in cluster.items():
        if article_id != first and source[article_id] != source[first]:
            same = containment(texts[article_id], texts[first]) >= 0.7
            known += same
            wrong += not same
            if not same:
                print("  wrong:", article_id, first, order[article_id], order[first])
    n_linked = sum(article_id != first for article_id, first in cluster.items())
    print(f"linked {n_linked}, of which {known} copies that the corpus itself holds, {wrong} wrong")
    print(f"precision {1 - wrong / n_linked:.4f}")


def edited(article: Article, edit: str, rng: random.Random) -> str:
    """Return the text as another outlet might print it."""
    paragraphs = [paragraph for paragraph in article.text.split("\n") if paragraph.strip()]
    if edit in ("paragraphs", "all"):
        n_words, dropped = len(article.text.split()), 0
        for place in rng.sample(range(len(paragraphs)), len(paragraphs)):
            length = len(paragraphs[place].split())
            if dropped + length < n_words / 2:
                paragraphs[place] = ""
                dropped += length
    if edit in ("words", "all"):
        paragraphs = [
            " ".join("another" if rng.random() < 0.01 else word for word in text.split()) for text in paragraphs
        ]
    if edit in ("headline", "all"):
        paragraphs.insert(0, "What we know about the day's events so far")
    if edit in ("credit", "all"):
        paragraphs.insert(0, f"{rng.choice(['WASHINGTON (AP) —', '(Reuters)', 'PARIS, July 3 (AFP) -'])}")
        paragraphs.append("The Associated Press contributed to this report.")
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def containment(one: str, other: str) -> float:
    """Return the share of the shorter text's five-word runs in the longer one, in full and without sketches."""

    def shingles(text: str) -> set[tuple[str, ...]]:
        words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
        return {tuple(words[place : place + 5]) for place in range(len(words) - 4)}

    short, long = sorted((shingles(one), shingles(other)), key=len)
    return len(short & long) / max(1, len(short))


def speed(articles: list[Article], n_articles: int, rng: random.Random) -> None:
    """Print time and memory for many articles: the corpus, then texts made of it with every third word replaced."""

    def many() -> Iterator[Article]:
        for number in range(n_articles):
            article = articles[number % len(articles)]
            if number >= len(articles):  # a text of its own: every third word replaced
                words = article.text.split(" ")
                words[::3] = [f"w{rng.randrange(50_000)}" for _ in words[::3]]
                article = Article(id=f"{number}", text=" ".join(words))
            yield article

    made = list(many())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, cpu = time.perf_counter(), time.process_time()
    found = find_duplicates(made)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n_words = sum(len(article.text.split()) for article in made)
    print(f"{len(found):,} articles, {n_words / 1e6:.1f} million words: {seconds:.1f} s ({cpu:.1f} s of CPU time)")
    print(f"memory: {after:,.0f} MiB for the whole process, {before:,.0f} MiB before (the texts themselves)")


if __name__ == "__main__":
    main()
