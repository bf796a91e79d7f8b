"""Print how well the measures of wording agree with human labels, beside public lists on the same text.

    python benchmarks/wording.py --data DIR        (or the variable FRAMING_DATA)

DIR holds the annotated corpora as JSON lines: bias_babe (Spinde et al. 2021, github.com/Media-Bias-Group),
propaganda_spans_ptc (SemEval-2020 task 11), hedging_conll2010_half, factuality_uw, articles_allsides (Baly et
al. 2020, the text that the gold of benchmarks/gold points into), and a folder lexicons with public word lists.
What is printed is of the part kept aside: no rule, list or weight was chosen on it. `--part tuning` prints the
other part. The gold in benchmarks/gold has one coder; the same person wrote the rules, after coding.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from framing.articles.article import Article
from framing.attribution.attributions import Attributions
from framing.attribution.engines import find_attributions
from framing.attribution.stance import find_stances
from framing.corpus import corpus_folder
from framing.measures.agency import find_passives
from framing.measures.analysed import Analysed
from framing.measures.boosters import find_boosters
from framing.measures.hedging import find_hedges
from framing.measures.loaded import find_listed, find_loaded, score_words
from framing.measures.scare_quotes import KINDS, classify_quotations
from framing.measures.weasels import find_weasels
from framing.sources.sources import Sources
from framing.text import Batch, Spans

GOLD = Path(__file__).parent / "gold"
# Outlets of BABE that were kept aside; PTC articles go by the hash of their group of near-duplicates.
BABE_ASIDE = {"MSNBC", "Fox News", "USA Today", "HuffPost", "Daily Beast", "New York Times", "Daily Stormer"}
Range = tuple[int, int]
Find = Callable[[Analysed], Spans]


def read(data: Path, name: str) -> list[dict]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_list(data: Path, *names: str) -> set[str]:
    texts = ((data / "lexicons" / name).read_text(encoding="latin-1") for name in names)
    lines = (line.strip().lower() for text in texts for line in text.splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def analyse(texts: Sequence[str], *, attribute: bool = False) -> Analysed:
    """Return the texts as measures see them; attributions are looked for only where they matter."""
    batch = Batch([*texts, *[""] * len(texts)])
    found = find_attributions(batch) if attribute else Attributions.empty()
    stance = find_stances(batch, found) if attribute else np.zeros(0, dtype=np.int8)
    return Analysed([Article(text=text) for text in texts], batch, found, stance, Sources.none(found.n))


def ranges_of(find: Find, texts: Sequence[str]) -> list[list[Range]]:
    spans = find(analyse(texts))
    result: list[list[Range]] = [[] for _ in texts]
    for text, start, end in zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True):
        result[text].append((start, end))
    return result


def of_list(terms: set[str]) -> Find:
    """Return a finder of a public list: its strings, wherever they stand."""
    longest = sorted(terms, key=len, reverse=True)
    either = "|".join(re.escape(term) for term in longest)
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)

    def find(news: Analysed) -> Spans:
        rows = [(i, m.start(), m.end()) for i, text in enumerate(news.batch.texts) for m in pattern.finditer(text)]
        return Spans.build(*zip(*rows, strict=True)) if rows else Spans.empty()

    return find


def line(measure: str, by: str, n: int, right: int, wrong: int, missed: int, ceiling: str = "") -> None:
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * right / max(2 * right + wrong + missed, 1)
    print(f"{measure:34} {by:34} {n:6} {precision:9.3f} {recall:7.3f} {f1:7.3f}  {ceiling}")


def match(found: list[list[Range]], gold: list[list[Range]]) -> tuple[int, int, int]:
    """Return right, wrong, missed: a found span is right if it overlaps a gold span that is still free."""
    right = wrong = 0
    for mine, theirs in zip(found, gold, strict=True):
        free = list(theirs)
        for start, end in mine:
            hit = next((span for span in free if start < span[1] and span[0] < end), None)
            if hit:
                free.remove(hit)
            right, wrong = right + bool(hit), wrong + (not hit)
    return right, wrong, sum(map(len, gold)) - right


def read_gold(name: str, articles: dict[str, str], part: str) -> tuple[list[dict], list[str]]:
    """Return the rows of a gold file and the text of each; a text that is not the one coded is an error."""
    with open(GOLD / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    texts = [articles[row["article_id"]][int(row["start"]) : int(row["end"])] for row in rows]
    for row, text in zip(rows, texts, strict=True):
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{name}.csv: the text of {row['article_id']} is not the one that was coded")
    return rows, texts


def spans_in(row: dict, column: str) -> list[Range]:
    base = int(row["start"])
    pairs = (span.split(":") for span in row[column].split(";") if span)
    return [(int(start) - base, int(end) - base) for start, end in pairs]


def hedges_and_boosters(data: Path, articles: dict[str, str], part: str) -> None:
    rows, texts = read_gold("hedges", articles, part)
    lists = {"hedges": "hedges_hyland2005.txt", "boosters": "lrec2020_booster_words.txt"}
    for column, find in (("hedges", find_hedges), ("boosters", find_boosters)):
        gold = [spans_in(row, column) for row in rows]
        n = sum(map(len, gold))
        line(column, "this package", n, *match(ranges_of(find, texts), gold), f"{len(rows)} sentences, one coder")
        public = of_list(read_list(data, lists[column]))
        line(column, lists[column].removesuffix(".txt"), n, *match(ranges_of(public, texts), gold))


def passives(articles: dict[str, str], part: str) -> None:
    rows, texts = read_gold("passives", articles, part)
    spans = find_passives(analyse(texts))
    found: dict[str, list[list[Range]]] = {kind: [[] for _ in texts] for kind in ("any", "by_agent")}
    for text, end, kind in zip(spans.text.tolist(), spans.end.tolist(), spans.names, strict=True):
        for wanted in {"any", kind} & set(found):
            found[wanted][text].append((end - 1, end))  # matched by the participle, which ends the passive
    agent = [spans_in(row, "by_agent") for row in rows]
    every = [spans_in(row, "agentless") + by for row, by in zip(rows, agent, strict=True)]
    coded = f"{len(rows)} sentences, one coder"
    line("passives", "this package", sum(map(len, every)), *match(found["any"], every), coded)
    line("passives with agent", "this package", sum(map(len, agent)), *match(found["by_agent"], agent))


def scare_quotes(articles: dict[str, str], part: str) -> None:
    """Print the kinds of marked words: of all that were coded, then scare quotes against speech only."""
    pairs: list[tuple[int, int]] = []  # coded and found, as codes into KINDS
    for name in ("quotes", "quotes_more"):
        rows, _ = read_gold(name, articles, part)
        for begin in range(0, len(rows), 32):
            some = rows[begin : begin + 32]
            news = analyse([articles[row["article_id"]] for row in some], attribute=True)
            first, _, kind = classify_quotations(news)
            text = news.batch.tokens.text[first]
            start = news.batch.tokens.start[first] - news.batch.base[text]
            for number, row in enumerate(some):
                here = np.flatnonzero((text == number) & (start == int(row["start"])))
                found = int(kind[here[0]]) if here.size else KINDS.index("speech")
                pairs.append((KINDS.index(row["label"]), found))
    coded, found = np.array(pairs).T
    random = np.random.default_rng(1)
    draws = random.integers(0, coded.size, (2000, coded.size))
    for number, name in enumerate(KINDS):
        scores = f1_of(coded[draws] == number, found[draws] == number)
        low, high = np.quantile(scores, [0.025, 0.975])
        remark = f"[{low:.2f}, {high:.2f}] of {coded.size} quotations, one coder"
        line_of(f"marked words: {name}", coded == number, found == number, remark)
    print(f"{'marked words, three kinds':34} {'this package':34} {coded.size:6} accuracy {(coded == found).mean():.3f}")
    plain = coded != KINDS.index("name")
    scare = KINDS.index("scare")
    c, f = coded[plain] == scare, found[plain] == scare
    line_of("scare quotes against speech", c, f, f"accuracy {(c == f).mean():.3f} of {c.size}, F1 of speech "
            f"{f1_of(~c, ~f):.3f}")  # fmt: skip


def f1_of(gold: np.ndarray, found: np.ndarray) -> np.ndarray:
    return 2 * (gold & found).sum(axis=-1) / np.maximum(gold.sum(axis=-1) + found.sum(axis=-1), 1)


def line_of(measure: str, gold: np.ndarray, found: np.ndarray, remark: str) -> None:
    right, wrong, missed = int((gold & found).sum()), int((~gold & found).sum()), int((gold & ~found).sum())
    line(measure, "this package", right + missed, right, wrong, missed, remark)


def word_flags(news: Analysed, ranges: Sequence[Sequence[Range]] | Spans) -> np.ndarray:
    """Return which tokens of the batch a span touches."""
    if not isinstance(ranges, Spans):
        rows = [(text, start, end) for text, spans in enumerate(ranges) for start, end in spans]
        ranges = Spans.build(*zip(*rows, strict=True)) if rows else Spans.empty()
    first, last = news.batch.token_ranges(ranges)
    edges = np.zeros(len(news.batch.tokens) + 1, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, last, -1)
    return np.cumsum(edges[:-1]) > 0


def average_precision(scores: np.ndarray, gold: np.ndarray) -> float:
    """Return the mean precision at each right word, words of equal score taken together."""
    _, group = np.unique(-scores, return_inverse=True)
    n, right = np.bincount(group), np.bincount(group, gold)
    precision = np.cumsum(right) / np.cumsum(n)
    return float((precision * right).sum() / right.sum())


def loaded_words(data: Path, corpus: str, records: list[tuple[str, list[Range]]], ceiling: str) -> None:
    news = analyse([text for text, _ in records])
    gold = word_flags(news, [spans for _, spans in records])
    words = news.batch.is_word
    has_gold = np.zeros(2 * len(records), dtype=bool)
    has_gold[news.batch.tokens.text[words & gold]] = True
    lists = {
        "negative_liu2005": ("negative_liu2005.txt",),
        "liu2005, both signs": ("negative_liu2005.txt", "positive_liu2005.txt"),
        "strong_subjectives_riloff2003": ("strong_subjectives_riloff2003.txt",),
        "npov_lexicon (recasens2013)": ("npov_lexicon.txt",),
    }
    finders: dict[str, Find] = {"this package": find_loaded, "this package, list only": find_listed}
    finders |= {name: of_list(read_list(data, *files)) for name, files in lists.items()}
    for name, find in finders.items():
        found = word_flags(news, find(news))
        score = score_words(news) if name == "this package" else found.astype(np.float64)
        note = f"average precision {average_precision(score[words], gold[words]):.3f}"
        marked = words & has_gold[news.batch.tokens.text]
        for scope, chosen in (("all text", words), ("marked texts", marked)):
            f, g = found[chosen], gold[chosen]
            right, wrong, missed = int((f & g).sum()), int((f & ~g).sum()), int((~f & g).sum())
            remark = note if scope == "all text" else ceiling if name == "this package" else ""
            line(f"loaded, {corpus}, {scope}", name, int(g.sum()), right, wrong, missed, remark)


def loaded_in_neutral_news() -> None:
    """Print how many loaded words are found where hardly any are: neutral sentences, and the bundled wire service."""
    lines = (GOLD / "neutral.txt").read_text(encoding="utf-8").splitlines()
    news = analyse(lines)
    n_words = int(news.batch.is_word.sum())
    print(f"loaded, {len(lines)} neutral sentences of our own: {len(find_loaded(news))} found in {n_words} words")
    corpus = corpus_folder()
    with open(corpus / "articles.jsonl", encoding="utf-8") as file:
        wire = [record for record in map(json.loads, file) if record["outlet"] == "Ostrel Wire"]
    with open(corpus / "gold" / "spans.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["measure"], row["field"]) == ("loaded", "text")]
    gold = [[(int(r["start"]), int(r["end"])) for r in rows if r["article_id"] == a["id"]] for a in wire]
    news = analyse([record["text"] for record in wire], attribute=True)
    spans = find_loaded(news)
    found: list[list[Range]] = [[] for _ in wire]
    for text, start, end in zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True):
        found[text].append((start, end))
    right, wrong, missed = match(found, gold)
    rate = 1000 * wrong / int(news.batch.is_word.sum())
    line("loaded, bundled wire service", "this package", right + missed, right, wrong, missed,
         f"{rate:.1f} wrong per 1,000 words")  # fmt: skip


def ptc_aside(records: list[dict]) -> list[bool]:
    """Return which articles are kept aside: near-duplicates (30 % shared five-word runs) stay together."""
    runs = []
    for record in records:
        words = re.findall(r"\w+", record["text"].lower())
        runs.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    group = list(range(len(records)))
    for i in range(len(records)):
        for j in range(i):
            if runs[i] and len(runs[i] & runs[j]) > 0.3 * min(len(runs[i]), len(runs[j])):
                old, new = group[i], group[j]
                group = [new if g == old else g for g in group]
    digest = (hashlib.sha256(records[g]["doc_id"].encode()).hexdigest() for g in group)
    return [int(value, 16) % 4 == 0 for value in digest]


def weasel_sentences(data: Path) -> None:
    records = read(data, "hedging_conll2010_half")
    gold = np.array([record["uncertain"] for record in records])
    texts = [record["text"] for record in records]
    for name, find in (("this package, weasels", find_weasels), ("this package, hedges", find_hedges)):
        found = np.array([bool(spans) for spans in ranges_of(find, texts)])
        line("weasel sentences, CoNLL-2010", name, int(gold.sum()), int((found & gold).sum()),
             int((found & ~gold).sum()), int((~found & gold).sum()), "balanced sample")  # fmt: skip


def factuality(data: Path, seed: int = 1) -> None:
    """Print how much less factual coders find hedged or attributed events than others, with a bootstrap interval.

    An event is hedged where a hedge stands up to six tokens before it or is the event, in the same sentence, and
    attributed where it stands in the content of an attribution.
    """
    records = read(data, "factuality_uw")
    news = analyse([record["text"] for record in records], attribute=True)
    hedge = word_flags(news, find_hedges(news))
    attributed = news.attribution_of >= 0
    rows = [(i, *event["span"], event["factuality"]) for i, record in enumerate(records) for event in record["events"]]
    sentence, start, end, value = (np.array(column) for column in zip(*rows, strict=True))
    first, last = news.batch.token_ranges(Spans.build(sentence, start, end))
    total = np.append(0, np.cumsum(hedge))
    begin = np.searchsorted(news.batch.sentence, news.batch.sentence[first])
    hedged = total[last] > total[np.maximum(first - 6, begin)]
    random = np.random.default_rng(seed)
    for name, marked in (("hedged", hedged), ("attributed", attributed[first]), ("either", hedged | attributed[first])):
        sums, counts = (
            [np.bincount(sentence[side], weight[side], minlength=len(records)) for side in (marked, ~marked)]
            for weight in (value, np.ones(value.size))
        )
        draws = [np.ones(len(records))] + [random.multinomial(len(records), np.full(len(records), 1 / len(records)))
                                           for _ in range(1000)]  # fmt: skip
        means = np.array([[(s @ draw) / (c @ draw) for s, c in zip(sums, counts, strict=True)] for draw in draws])
        difference = means[:, 0] - means[:, 1]
        low, high = np.quantile(difference[1:], [0.025, 0.975])
        print(f"factuality (UW), {name} events minus others: {difference[0]:.2f} [{low:.2f}, {high:.2f}], "
              f"{int(marked.sum())} of {value.size} events")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--part", choices=("kept aside", "tuning"), default="kept aside")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    data, aside = Path(options.data), options.part == "kept aside"
    print(f"part: {options.part}\n{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")
    articles = {record["id"]: record["text"] for record in read(data, "articles_allsides")}
    hedges_and_boosters(data, articles, options.part)
    passives(articles, options.part)
    scare_quotes(articles, options.part)
    babe = [r for r in read(data, "bias_babe") if (r["outlet"] in BABE_ASIDE) == aside]
    ceiling = "experts agree at alpha .40"
    print("BABE: the published F1 of word lists (negative sentiment .40, precision .35) is that of `marked texts`: "
          "only there does such a list reach that precision (over all text .16 to .25).")  # fmt: skip
    loaded_in_neutral_news()
    loaded_words(data, "BABE", [(r["text"], r["biased_spans"]) for r in babe], ceiling)
    ptc = read(data, "propaganda_spans_ptc")
    ptc = [r for r, kept in zip(ptc, ptc_aside(ptc), strict=True) if kept == aside]
    spans = [[t["span"] for t in r["techniques"] if t["technique"] == "Loaded_Language"] for r in ptc]
    loaded_words(data, "PTC", [(r["text"], s) for r, s in zip(ptc, spans, strict=True)], "")
    weasel_sentences(data)
    factuality(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
