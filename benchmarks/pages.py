"""Does the page splitter leave plain articles whole? Counts the plain news articles that it would cut or trim.

    python benchmarks/pages.py --data DIR

DIR holds articles_allsides.jsonl.gz: 12,000 news articles of 144 outlets as JSON lines with `id` and `text`
(the AllSides articles of Baly et al. 2020, "We Can Detect Your Bias", from the authors' repository).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from pathlib import Path

from framing.articles.page_text import headline_of
from framing.articles.pages import split_page


def main() -> None:
    """Print how many of the plain articles are split."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    given = os.environ.get("FRAMING_DATA")
    parser.add_argument("--data", type=Path, default=given, required=given is None)
    parser.add_argument("--show", action="store_true", help="print the titles found in each article that is split")
    options = parser.parse_args()
    n_articles = n_split = n_headline = 0
    started = time.process_time()
    with gzip.open(Path(options.data) / "articles_allsides.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            pieces = split_page(record["text"])
            n_articles += 1
            n_split += bool(pieces)
            n_headline += bool(headline_of(record["text"]))
            if pieces and options.show:
                print(record["id"], [(piece.title, piece.outlet, piece.published_raw) for piece in pieces])
    seconds = time.process_time() - started
    print(f"plain articles split: {n_split} of {n_articles:,} (allowed: {n_articles // 1000})")
    print(f"first line taken as headline: {n_headline:,}")
    print(f"speed: {n_articles / seconds:,.0f} articles a second")


if __name__ == "__main__":
    main()
