"""Print how well the headline measures tell which sentence a headline retells and what it drops of it.

    python benchmarks/headline.py --data DIR [--part "kept aside"|tuning]

The gold, benchmarks/gold/headline.csv, points into the articles of Baly et al. (2020), DIR/articles_allsides;
`gold/FRAMING.md` says how it was drawn and coded. n counts headlines that drop something.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from wording import line, read, read_gold

from framing.articles.article import Article
from framing.attribution.engines import find_attributions
from framing.attribution.stance import find_stances
from framing.measures.analysed import Analysed
from framing.measures.headline import headline_drops_attribution, headline_drops_hedge
from framing.sources.sources import Sources
from framing.text import Batch

_AT_ONCE = 20  # articles


def analyse_articles(articles: list[dict]) -> Analysed:
    """Return whole articles with titles and attributions, sources left out."""
    batch = Batch([*(article["text"] for article in articles), *(article["title"] for article in articles)])
    found = find_attributions(batch)
    made = [Article(text=article["text"], title=article["title"]) for article in articles]
    return Analysed(made, batch, found, find_stances(batch, found), Sources.none(found.n))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--part", choices=("kept aside", "tuning"), default="kept aside")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    articles = {record["id"]: record for record in read(Path(options.data), "articles_allsides")}
    rows, _ = read_gold("headline", {key: record["text"] for key, record in articles.items()}, options.part)
    values: dict[str, list[float]] = {"drops_hedge": [], "drops_attribution": []}
    for begin in range(0, len(rows), _AT_ONCE):
        news = analyse_articles([articles[row["article_id"]] for row in rows[begin : begin + _AT_ONCE]])
        values["drops_hedge"] += headline_drops_hedge(news).tolist()
        values["drops_attribution"] += headline_drops_attribution(news).tolist()
    print(f"part: {options.part}\n{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")
    for name, value in values.items():
        found = np.array(value) == 1
        gold = np.array([row[name] == "1" for row in rows])
        right, wrong, missed = int((found & gold).sum()), int((found & ~gold).sum()), int((~found & gold).sum())
        line(f"headline {name}", "this package", int(gold.sum()), right, wrong, missed, f"{len(rows)} headlines")
    right = sum(row["retold"] == "1" for row in rows)
    print(f"of {len(rows)} headlines drawn with a sentence that shares its words, {right} are retold by it")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
