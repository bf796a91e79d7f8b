"""How fast is each step, as a ratio to tokenising the same text with Python's `re`?

    python benchmarks/speed.py [--data DIR] [--articles N] [--rounds N]

CPU time on one core, medians over rounds in which every step runs once, so that a busy machine disturbs all
alike. DIR holds articles_allsides.jsonl.gz (one JSON object with "title" and "text" a line); without it the
bundled corpus is repeated. Peers are timed in the same rounds where they are installed (spaCy, scikit-learn).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gzip
import json
import re
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from framing.articles import Article
from framing.batches import analyse_batch, measure_batch
from framing.corpus import demo_articles
from framing.engine import BATCH_SIZE
from framing.lexicon import Lexicon
from framing.options import Options, make_plan
from framing.text import Batch

WORDS = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")


def read(folder: str | None, n: int) -> list[Article]:
    path = Path(folder) / "articles_allsides.jsonl.gz" if folder else demo_articles()
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for _, line in zip(range(n), file, strict=False)]
    records = (records * (n // len(records) + 1))[:n]
    return [
        Article(id=str(number), title=record["title"], text=record["text"]) for number, record in enumerate(records)
    ]


def batches(articles: list[Article]) -> list[list[Article]]:
    return [articles[start : start + BATCH_SIZE] for start in range(0, len(articles), BATCH_SIZE)]


def steps(articles: list[Article], terms: list[str]) -> dict[str, Callable[[], object]]:
    texts = [article.text for article in articles]
    groups = batches(articles)
    lexicon = Lexicon.from_rows([{"term": term, "label": "x"} for term in terms])
    lexicon.find(Batch(["warm"]))

    def core(group: list[Article]) -> object:
        batch = Batch([article.text for article in group])
        return batch.sentence, lexicon.spans(batch)

    def layer(group: list[Article]) -> object:
        batch = Batch([article.text for article in group])
        return batch.sentence, batch.quotes

    rules, model = make_plan(Options(engine="rules")), make_plan(Options(engine="model"))
    found: dict[str, Callable[[], object]] = {
        "re: tokens with offsets": lambda: [[m.span() for m in WORDS.finditer(text)] for text in texts],
        "framing: words, sentences, quotations": lambda: [layer(group) for group in groups],
        f"framing: words, sentences, {len(terms):,} terms with offsets": lambda: [core(group) for group in groups],
        "framing: everything, rules": lambda: [measure_batch(group, rules) for group in groups],
        "framing: attributions, model": lambda: [analyse_batch(group, model).attributions.n for group in groups],
        "framing: everything, model": lambda: [measure_batch(group, model) for group in groups],
        "framing: everything, model, one article at a time": lambda: [
            measure_batch([article], model) for article in articles[:100]
        ],
    }
    found.update(peers(texts, terms))
    return found


def peers(texts: list[str], terms: list[str]) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    from sklearn.feature_extraction.text import TfidfVectorizer

    found["scikit-learn: TfidfVectorizer"] = lambda: TfidfVectorizer().fit_transform(texts)
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print("spaCy is not installed: its rows are left out (pip install spacy)")
        return found
    blank = spacy.blank("en")
    sentences = spacy.blank("en")
    sentences.add_pipe("sentencizer")
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("x", [blank.make_doc(term) for term in terms])
    blank.max_length = sentences.max_length = 10**8
    found["spaCy: blank, tokens only"] = lambda: [len(blank(text)) for text in texts]
    found["spaCy: blank, sentencizer"] = lambda: [len(sentences(text)) for text in texts]
    found[f"spaCy: PhraseMatcher, {len(terms):,} terms"] = lambda: [len(matcher(blank.make_doc(t))) for t in texts]
    return found


def all_terms(n: int) -> list[str]:
    """Return n terms: those of the package's lexicons first, then frequent words of the bundled corpus."""
    terms = [term for name in ("loaded", "hedging", "boosters", "reporting_verbs") for term in Lexicon.load(name).terms]
    words = WORDS.findall(demo_articles().read_text(encoding="utf-8").lower())
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return list(dict.fromkeys(terms + pairs))[:n]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("FRAMING_DATA"), metavar="DIR")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = read(options.data, options.articles)
    n_words = int(sum(Batch([article.text]).word_counts()[0] for article in articles))
    work = steps(articles, all_terms(3000))
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(options.rounds):
        for name, run in work.items():
            began = time.process_time()
            run()
            spent = time.process_time() - began
            times[name].append(spent * (len(articles) / min(100, len(articles)) if "one article" in name else 1))
    base = statistics.median(times["re: tokens with offsets"])
    print(f"{len(articles):,} articles, {n_words:,} words; CPU time, median of {options.rounds} rounds")
    print(f"{'':58}{'x re':>8}{'articles/s':>12}{'words/s':>12}")
    for name, spent in times.items():
        median = statistics.median(spent)
        print(f"{name:58}{median / base:8.2f}{len(articles) / median:12,.0f}{n_words / median:12,.0f}")


if __name__ == "__main__":
    main()
