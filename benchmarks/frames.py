"""Print how well the five generic frames are told from words, on articles coded by reading.

    python benchmarks/frames.py --data DIR

The gold, benchmarks/gold/frames.csv, points into the articles of Baly et al. (2020), DIR/articles_allsides: title
and first 110 words or so of 66 articles, coded for each frame before the word lists were written. The lists were
written without running them, but by the coder, who had read the 66. A frame is found where at least half of its
questions are answered yes; AUC is the chance that a text coded with the frame has a higher value than one coded
without it; kappa is agreement beyond chance.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sys
from pathlib import Path

import numpy as np
from wording import GOLD, line, read

from framing.articles.article import Article
from framing.attribution.attributions import Attributions
from framing.measures.analysed import Analysed
from framing.measures.frames import FRAMES, frame_score
from framing.sources.sources import Sources
from framing.text import Batch


def auc(value: np.ndarray, gold: np.ndarray) -> float:
    """Return the share of pairs, one coded yes and one no, that the value orders rightly; ties count half."""
    yes, no = value[gold], value[~gold]
    above = (yes[:, None] > no).mean()
    return float(above + (yes[:, None] == no).mean() / 2)


def kappa(found: np.ndarray, gold: np.ndarray) -> float:
    """Return Cohen's kappa of two yes-or-no codings."""
    expected = found.mean() * gold.mean() + (~found).mean() * (~gold).mean()
    return float(((found == gold).mean() - expected) / (1 - expected))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    with open(GOLD / "frames.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    articles = {record["id"]: record for record in read(Path(options.data), "articles_allsides")}
    titles = [articles[row["article_id"]]["title"] for row in rows]
    texts = [articles[row["article_id"]]["text"][: int(row["end"])] for row in rows]
    for row, title, text in zip(rows, titles, texts, strict=True):
        if hashlib.sha256(f"{title}\n{text}".encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"frames.csv: the text of {row['article_id']} is not the one that was coded")
    news = Analysed(
        [Article(text=text, title=title) for text, title in zip(texts, titles, strict=True)],
        Batch([*texts, *titles]), Attributions.empty(), np.zeros(0, dtype=np.int8), Sources.none(0),
    )  # fmt: skip
    print(f"{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")
    for frame in FRAMES:
        gold = np.array([row[frame] == "1" for row in rows])
        value = frame_score(news, frame)
        found = value >= 0.5
        right, wrong, missed = int((found & gold).sum()), int((found & ~gold).sum()), int((~found & gold).sum())
        note = f"{len(rows)} leads; AUC {auc(value, gold):.2f}, kappa {kappa(found, gold):.2f}"
        line(f"frame: {frame}", "this package", int(gold.sum()), right, wrong, missed, note)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
