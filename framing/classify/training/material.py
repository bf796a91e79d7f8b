"""What the model is made from: plain sentences of news, and BABE with its marked words and its readings."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.text import Batch, Spans

Rows = NDArray[np.int64]

# Outlets of BABE, as the plain articles call them: none of their articles is used, so that an outlet held out of BABE
# is one that the model has not seen at all.
LEFT_OUT = ("fox", "usa today", "daily beast", "huff", "msnbc", "reuters", "alternet", "breitbart", "federalist")
LEFT_OUT_ANYWHERE = "new york times"
# Which outlets mostly report and which mostly comment: a side task without a human label on any sentence.
REPORTING = frozenset({
    "NPR Online News", "The Hill", "Politico", "CNN (Web News)", "Wall Street Journal - News",
    "Christian Science Monitor", "Bloomberg", "CBS News", "CNBC", "NBC News (Online)", "Washington Times",
    "BuzzFeed News", "Associated Press", "BBC News",
})  # fmt: skip
COMMENTING = frozenset({
    "Townhall", "National Review", "Vox", "Guest Writer - Right", "Guest Writer - Left", "Guest Writer",
    "TheBlaze.com", "Slate", "Daily Kos", "Media Matters", "The Daily Wire", "CNN - Editorial", "Victor Hanson",
    "HotAir", "The Week - Opinion", "ThinkProgress", "NewsBusters", "Rich Lowry", "Mother Jones", "The Intercept",
    "Jacobin", "The Nation", "Vanity Fair", "The Atlantic", "Democracy Now", "New York Magazine",
    "Washington Free Beacon", "Ben Shapiro", "Ann Coulter", "Michelle Malkin", "Newt Gingrich", "John Stossel",
})  # fmt: skip
OPINIONS = ("Entirely factual", "Somewhat factual but also opinionated", "Expresses writer’s opinion")
N_AN_ARTICLE, SHORTEST, LONGEST, RUN = 12, 8, 60, 8
SEED_OF_SENTENCES = 8


@dataclass(frozen=True)
class Plain:
    """Plain sentences, whether their outlet comments (1) or reports (0; -1 is neither), and all articles' texts."""

    sentences: list[str]
    comments: NDArray[np.float32]
    articles: list[str]


@dataclass(frozen=True)
class Labelled:
    """BABE: sentences, loaded or not, the row of OPINIONS (-100 for none), spans of marked words, groups."""

    texts: list[str]
    loaded: NDArray[np.float32]
    opinion: Rows
    marked: list[list[list[int]]]
    outlet: list[str]
    topic: list[str]


def read_lines(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a corpus in the folder."""
    path = data / f"{name}.jsonl.gz"
    if not path.is_file():
        raise InputError(
            f"{str(data)!r} holds no {path.name}; benchmarks/README.md says where each corpus is to be had"
        )
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def read_labelled_sentences(data: Path) -> Labelled:
    """Return BABE; two topics that it has under two names each are one."""
    records = list(read_lines(data, "bias_babe"))
    same = {"blm": "black lives matter", "vaccines": "vaccine"}
    return Labelled(
        texts=[record["text"] for record in records],
        loaded=np.array([record["label"] for record in records], dtype=np.float32),
        opinion=np.array([OPINIONS.index(r["opinion"]) if r["opinion"] in OPINIONS else -100 for r in records]),
        marked=[record["biased_spans"] for record in records],
        outlet=[record["outlet"] for record in records],
        topic=[same.get(record["topic"], record["topic"]) for record in records],
    )


def marked_tokens(batch: Batch, marked: Sequence[Sequence[Sequence[int]]]) -> NDArray[np.float32]:
    """Return 1 for each token of the batch that a marked span touches, else 0."""
    rows = [(text, start, end) for text, spans in enumerate(marked) for start, end in spans]
    first, last = batch.token_ranges(Spans.build(*zip(*rows, strict=True)) if rows else Spans.empty())
    edges = np.zeros(len(batch.tokens) + 1)
    np.add.at(edges, first, 1)
    np.add.at(edges, last, -1)
    return (np.cumsum(edges[:-1]) > 0).astype(np.float32)


def _runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def read_plain_sentences(data: Path, never: Sequence[str]) -> Plain:
    """Return up to twelve sentences an article, in random order; none shares eight words in a row with `never`."""
    random = np.random.default_rng(SEED_OF_SENTENCES)
    taken = set().union(*map(_runs, never)) if never else set()
    records = [
        record for record in read_lines(data, "articles_allsides")
        if not record["outlet"].lower().startswith(LEFT_OUT) and LEFT_OUT_ANYWHERE not in record["outlet"].lower()
    ]  # fmt: skip
    found: list[tuple[str, float]] = []
    known: set[str] = set()
    for first in range(0, len(records), 64):
        some = records[first : first + 64]
        batch = Batch([record["text"] for record in some])
        spans = batch.sentences
        strings = batch.strings(spans)
        for number, record in enumerate(some):
            usable = [
                text for text, of in zip(strings, spans.text, strict=True)
                if of == number and SHORTEST <= len(text.split()) <= LONGEST and "\n" not in text
            ]  # fmt: skip
            for place in sorted(random.permutation(len(usable))[:N_AN_ARTICLE]):
                text = usable[place]
                if text.lower() not in known and not (_runs(text) & taken):
                    known.add(text.lower())
                    found.append((text, _comments(record["outlet"])))
    order = random.permutation(len(found))
    return Plain(
        [found[place][0] for place in order],
        np.array([found[place][1] for place in order], dtype=np.float32),
        [record["text"] for record in records],
    )


def _comments(outlet: str) -> float:
    return 1.0 if outlet in COMMENTING else 0.0 if outlet in REPORTING else -1.0
