"""Print how well passives and finite verb groups are found in a treebank that was parsed by people.

    python benchmarks/treebank.py --data DIR [--part "kept aside"|tuning]

DIR holds ud_ewt_train.conllu.gz, the training part of the English Web Treebank in Universal Dependencies
(github.com/UniversalDependencies/UD_English-EWT; blogs, reviews, mail, answers and newsgroups: no newspapers).
Documents are parted by the hash of their id: rules were changed on `tuning` only, and what is printed without
--part is of the other half. A passive is a participle with aux:pass, or joined by "and" to one; a participle
after a noun (acl) is counted apart, as the codebook takes only those that are clearly verbal; a participle in
another place of a passive ("had it fixed", "Asked about it, …") is neither right nor wrong.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from wording import analyse, line

from framing.measures.agency import find_passives
from framing.measures.clauses import find_finite_verbs


@dataclass
class Document:
    """A document's text and, by code-point offset of the word's end, what the treebank says of the word."""

    text: str = ""
    sentences: list[str] = field(default_factory=list)
    passive: set[int] = field(default_factory=set)
    after_noun: set[int] = field(default_factory=set)
    elsewhere: set[int] = field(default_factory=set)
    agent: set[int] = field(default_factory=set)
    finite: set[int] = field(default_factory=set)  # ends of the first finite word of each clause; no commands


def read_sentences(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield document id, text and rows of each sentence."""
    document, text, rows = "", "", []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in file:
            if row.startswith("# newdoc id = "):
                document = row.split(" = ", 1)[1].strip()
            elif row.startswith("# text = "):
                text = row.split(" = ", 1)[1].rstrip("\n")
            elif row.strip() and not row.startswith("#"):
                rows.append(row.rstrip("\n").split("\t"))
            elif not row.strip() and rows:
                yield document, text, rows
                rows = []


def word_ends(text: str, rows: list[list[str]]) -> dict[str, int]:
    """Return the end of each word in the text; the parts of a contraction are found one after the other."""
    ends, place = {}, 0
    for row in rows:
        if "-" in row[0] or "." in row[0]:
            continue
        at = text.find(row[1], place)
        if at >= 0:
            place = at + len(row[1])
        ends[row[0]] = place
    return ends


def add_sentence(document: Document, text: str, rows: list[list[str]]) -> None:
    """Add a sentence to its document, each on a line of its own."""
    base = len(document.text)
    document.text += text + "\n\n"
    ends = {key: base + end for key, end in word_ends(text, rows).items()}
    words = {row[0]: row for row in rows if row[0] in ends}
    children: dict[str, list[list[str]]] = {}
    for row in words.values():
        children.setdefault(row[6], []).append(row)

    def has(key: str, relation: str) -> bool:
        return any(child[7] == relation for child in children.get(key, ()))

    for key, row in words.items():
        if "Voice=Pass" in row[5]:
            head = row
            while head[7] == "conj" and head[6] in words:
                head = words[head[6]]
            if has(key, "aux:pass") or has(head[0], "aux:pass"):
                document.passive.add(ends[key])
            elif head[7] == "acl":
                document.after_noun.add(ends[key])
            else:
                document.elsewhere.add(ends[key])
            if has(key, "obl:agent"):
                document.agent.add(ends[key])
        others = [child for child in children.get(key, ()) if child[7] in ("aux", "aux:pass", "cop")]
        finite = [word[0] for word in (row, *others) if "VerbForm=Fin" in word[5] and "Mood=Imp" not in word[5]]
        if finite and (row[7] not in ("aux", "aux:pass", "cop")):
            first = min(finite, key=ends.__getitem__)
            document.finite.add(contracted_end(document.text, ends[first]))


def contracted_end(text: str, end: int) -> int:
    """Return the end of "don't" for that of its "do": the package does not part contractions of "not"."""
    return end + 3 if text[end : end + 3].lower().replace("’", "'") == "n't" else end


def read_documents(path: Path, aside: bool) -> list[Document]:
    documents: dict[str, Document] = {}
    for key, text, rows in read_sentences(path):
        if (int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0) == aside:
            add_sentence(documents.setdefault(key, Document()), text, rows)
    return list(documents.values())


def score(
    name: str, found: list[set[int]], gold: list[set[int]], free: list[set[int]] | None = None, note: str = ""
) -> None:
    """Print how many found words are right; those in `free` are neither right nor wrong."""
    free = free or [set() for _ in gold]
    right = sum(len(f & g) for f, g in zip(found, gold, strict=True))
    wrong = sum(len(f - g - x) for f, g, x in zip(found, gold, free, strict=True))
    line(name, "this package", sum(map(len, gold)), right, wrong, sum(map(len, gold)) - right, note)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--part", choices=("kept aside", "tuning"), default="kept aside")
    options = parser.parse_args()
    path = Path(options.data or ".") / "ud_ewt_train.conllu.gz"
    if options.data is None or not path.is_file():
        print("no data: give --data DIR or set FRAMING_DATA to the folder with ud_ewt_train.conllu.gz", file=sys.stderr)
        return 2
    documents = read_documents(path, options.part == "kept aside")
    news = analyse([document.text for document in documents])
    spans = find_passives(news)
    found: dict[str, list[set[int]]] = {kind: [set() for _ in documents] for kind in ("any", "by_agent")}
    for text, end, kind in zip(spans.text.tolist(), spans.end.tolist(), spans.names, strict=True):
        for wanted in {"any", kind} & set(found):
            found[wanted][text].add(end)
    print(f"part: {options.part}, {len(documents)} documents\n"
          f"{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")  # fmt: skip
    others = [document.after_noun | document.elsewhere for document in documents]
    score("passives with auxiliary", found["any"], [document.passive for document in documents], others)
    nouns = [document.after_noun for document in documents]
    right = sum(len(f & g) for f, g in zip(found["any"], nouns, strict=True))
    print(f"participles after a noun: {right} of {sum(map(len, nouns))} are counted as passives")
    score("passives with agent", found["by_agent"], [document.agent for document in documents])
    finite = np.flatnonzero(find_finite_verbs(news.batch))
    verbs = news.batch.spans(finite, finite + 1)
    ends: list[set[int]] = [set() for _ in documents]
    for text, end in zip(verbs.text.tolist(), verbs.end.tolist(), strict=True):
        ends[text].add(end)
    score("finite clauses", ends, [document.finite for document in documents])
    pairs = np.array([(len(e), len(d.finite)) for e, d in zip(ends, documents, strict=True)], dtype=float)
    print(f"finite clauses per document: found {pairs[:, 0].sum():.0f}, treebank {pairs[:, 1].sum():.0f}, "
          f"correlation {np.corrcoef(pairs.T)[0, 1]:.3f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
