"""Saved pages and pasted pages: is the article got out of its page, and are plain articles left whole?

    python benchmarks/pages.py --data DIR [--show]

DIR holds pages/ (80 saved web pages with index.json: fragments that must and must not be in the article's text; from
the evaluation set of trafilatura, Barbaresi 2021) and articles_allsides.jsonl.gz (12,000 plain news articles of 144
outlets; Baly et al. 2020, "We Can Detect Your Bias"). The lists of fragments were looked at while the reader was
written: the figures for pages say how well it does on known ground.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from pathlib import Path

from framing.articles.html_pages import article_of_html
from framing.articles.page_text import headline_of
from framing.articles.pages import split_page


def main() -> None:
    """Print the share of fragments that are right, then how many plain articles are split."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    given = os.environ.get("FRAMING_DATA")
    parser.add_argument("--data", type=Path, default=given, required=given is None)
    parser.add_argument("--show", action="store_true", help="print each wrong fragment and each article that is split")
    options = parser.parse_args()
    saved_pages(Path(options.data) / "pages", show=options.show)
    plain_articles(Path(options.data) / "articles_allsides.jsonl.gz", show=options.show)


def saved_pages(folder: Path, *, show: bool) -> None:
    """Print how many fragments of the saved pages are where they must be."""
    right = {"with": 0, "without": 0}
    total = {"with": 0, "without": 0}
    n_empty = 0
    started = time.process_time()
    pages = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    for page in pages:
        article = article_of_html(gzip.decompress((folder / page["file"]).read_bytes()))
        n_empty += article is None
        text = " ".join(article.text.split()) if article else ""
        for side in ("with", "without"):
            for fragment in page[side]:
                is_right = (" ".join(fragment.split()) in text) == (side == "with")
                right[side] += is_right
                total[side] += 1
                if show and not is_right:
                    print(page["file"], side, fragment)
    seconds = time.process_time() - started
    print(f"saved pages: {len(pages)}, without any text: {n_empty}, {1000 * seconds / len(pages):.0f} ms a page")
    for side, name, goal in (("with", "must have", 97), ("without", "must not have", 95)):
        share = 100 * right[side] / total[side]
        print(f"  fragments it {name}: {right[side]} of {total[side]} right, {share:.1f} % (goal {goal} %)")


def plain_articles(path: Path, *, show: bool) -> None:
    """Print how many plain articles the splitter would cut."""
    n_articles = n_split = n_headline = 0
    started = time.process_time()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            pieces = split_page(record["text"])
            n_articles += 1
            n_split += bool(pieces)
            n_headline += bool(headline_of(record["text"]))
            if pieces and show:
                print(record["id"], [(piece.title, piece.outlet, piece.published_raw) for piece in pieces])
    seconds = time.process_time() - started
    print(f"plain articles split: {n_split} of {n_articles:,} (allowed: {n_articles // 1000})")
    print(f"  first line taken as headline: {n_headline:,}; {n_articles / seconds:,.0f} articles a second")


if __name__ == "__main__":
    main()
