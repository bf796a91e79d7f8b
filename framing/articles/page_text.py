"""A text file: one article, or the text of a page on which several stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.articles.article import Article
from framing.articles.dates import read_date
from framing.articles.decoding import decode_whole, read_whole
from framing.articles.page_lines import PROSE, SHORT, is_name, read_lines
from framing.articles.pages import split_page
from framing.articles.records import Found, Options, Rejected, Source

_NO_HEADLINE = re.compile(r"[:,;)|]$|^\(|[|©]|\b(?:photos?|image|credit|getty|reuters)\b", re.IGNORECASE)


def read_page(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the article of a text file, or the articles of a page with several; row is the place on the page."""
    text = decode_whole(source, read_whole(source), options.notes)
    if text.strip():
        yield from articles_of_text(Article(text=text), options)
    else:
        yield Rejected(file=source.name, reason=f"{source.name} is empty")


def articles_of_text(whole: Article, options: Options) -> Iterator[Found]:
    """Yield the articles on a page, `whole`, whose other fields hold what is known of the page; mostly itself."""
    pieces = split_page(whole.text) if options.split == "auto" else []
    for row, piece in enumerate(pieces, start=1):
        article = Article(
            text=piece.text,
            title=piece.title,
            outlet=piece.outlet or whole.outlet,
            author=piece.author,
            published=read_date(piece.published_raw),
            published_raw=piece.published_raw,
            event=whole.event,
            url=whole.url,
            language=whole.language,
        )
        yield Found(article, row)
    if not pieces:
        yield Found(replace(whole, title=whole.title or headline_of(whole.text)), 1)


def headline_of(text: str) -> str:
    """Return the first line of a text where it is a headline: short, no sentence, and a text below it; else "".

    >>> headline_of("Ferry late again\\n\\nThe ferry was late on Monday, the harbour master said.")
    'Ferry late again'
    """
    lines = read_lines(re.split(r"(?:\r?\n\s*){6,}", text[:5000].lstrip())[0])
    if len(lines) < 2 or lines[0].kind != SHORT or not any(line.kind == PROSE for line in lines[1:4]):
        return ""
    first = lines[0]
    # "Mara Lindqvist and Jon Abara" is a byline, "The quay on Monday (Jon Abara/Harbour Pictures)" a caption
    if not 3 <= first.n_words <= 20 or is_name(first.text) or _NO_HEADLINE.search(first.text):
        return ""
    return first.text
