"""A web page saved as HTML: the article's text without the page around it, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.articles.article import Article
from framing.articles.dates import read_date
from framing.articles.decoding import read_whole
from framing.articles.furniture import is_appeal
from framing.articles.page_lines import is_name
from framing.articles.page_text import articles_of_text
from framing.articles.pages import Piece, split_page
from framing.articles.records import Found, Options, Rejected, Source
from framing.errors import InputError

# Teasers beside an article are short; only a page whose articles stand there in full is split.
_FEWEST_WORDS_OF_SEVERAL = 80
_BLOCKS = "p|div|li|tr|h[1-6]|article|section|header|footer|aside|nav|blockquote|figcaption|table|ul|ol|main|br|hr|time"


def read_html(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the article of a saved web page, or its articles where several stand on it in full."""
    data = read_whole(source)
    whole, pieces = _extract(data, several=options.split == "auto")
    if pieces:
        for row, piece in enumerate(pieces, start=1):
            yield Found(
                Article(
                    text=piece.text,
                    title=piece.title,
                    outlet=piece.outlet or whole.outlet,
                    author=piece.author,
                    published=read_date(piece.published_raw),
                    published_raw=piece.published_raw,
                ),
                row,
            )
    elif _holds_words(whole.text):
        yield from articles_of_text(whole, Options(split="no", columns={}, notes=options.notes))
    else:
        yield Rejected(file=source.name, reason=f"no article was found on the page {source.name}")


def article_of_html(data: bytes) -> Article | None:
    """Return the article of a web page, None where there is none."""
    article, _ = _extract(data, several=False)
    return article if _holds_words(article.text) else None


def _holds_words(text: str) -> bool:
    # what is left of a page without an article: "]>", "Loading ..."
    return len(text.split()) >= 5


def _extract(data: bytes, *, several: bool) -> tuple[Article, list[Piece]]:
    try:
        import trafilatura
    except ImportError:
        raise InputError("saved pages need trafilatura: pip install trafilatura lxml_html_clean") from None
    from lxml import etree

    try:
        page = trafilatura.load_html(data)
        document: Any = trafilatura.bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            # the date that the page states, none guessed from its words
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, etree.LxmlError):
        page, document = None, None
    if page is None or document is None:
        return Article(text=""), []
    whole = Article(
        text=_without_appeals(document.text or ""),
        title=_line(document.title),
        outlet=_line(document.sitename or document.hostname),
        author=_line(document.author),
        published=read_date(document.date or ""),
        published_raw=_line(document.date),
        url=_line(document.url),
        language=_line(document.language),
    )
    if not several:
        return whole, []
    pieces = split_page(visible_text(page))
    in_full = [piece for piece in pieces if len(piece.text.split()) >= _FEWEST_WORDS_OF_SEVERAL]
    # a date alone stands above readers' comments as well
    sure = {"time", "twice"}.intersection(*(piece.sorts for piece in in_full))
    return whole, in_full if len(in_full) > 1 and sure else []


def visible_text(page: Any) -> str:
    """Return the text of a parsed page as a reader would copy it: a line for each block, no scripts."""
    parts: list[str] = []
    for event, element in _walk(page):
        if event == "block":
            parts.append("\n")
        else:
            parts.append(re.sub(r"\s+", " ", element))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(page: Any) -> Iterator[tuple[str, str]]:
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "!"
        is_hidden = name in ("script", "style", "noscript", "template", "head", "svg", "!")
        if event == "start":
            hidden += is_hidden
            if re.fullmatch(_BLOCKS, name):
                yield "block", ""
            if not hidden and element.text:
                yield "text", element.text
        else:
            hidden -= is_hidden
            if re.fullmatch(_BLOCKS, name):
                yield "block", ""
            if not hidden and element.tail:
                yield "text", element.tail


def _without_appeals(text: str) -> str:
    """Return the text without what is said about it and around it: appeals to subscribe, captions, who wrote it."""
    lines = text.split("\n")
    kept = [line for line in lines if not (is_appeal(line) or (_CAPTION.search(line) and len(line.split()) <= 70))]
    if len(kept) > 6:
        kept[-3:] = [line for line in kept[-3:] if not _is_about_author(line)]
    return "\n".join(kept)


# "The mayor (right) looks on as ...", "The quay on Monday. Photo by Jon Abara", "Credit: Harbour Pictures"
_CAPTION = re.compile(
    r"\((?:(?:second|third|far) from )?(?:left|right|centre|center|l|r|front|back)\)"
    r"|(?:^|[.\s(|])(?:photos?(?:graph)?(?: by| credit)?|credit|image(?: credit)?|picture)\s*[:/]\s?[A-Z][^.]{0,60}\)?$"
    r"|\bphoto(?:graph)? (?:by|courtesy of) [A-Z][^.]{0,60}\)?$|[.\s]By [A-Z.]{2,}(?: [A-Z.&]{2,}){1,8}$"
)
_ABOUT_AUTHOR = re.compile(
    r"(?:\S+ ){1,4}?\S+ (?:is|was|works|covers|writes|reports|teaches) (?:an?|the|as|for|about|at|from|based)\b"
    r".{0,80}?\b"
    r"(?:reporter|writer|editor|correspondent|columnist|journalist|author|professor|lecturer|founder|contributor|fellow"
    r"|freelancer?|blogger|analyst|consultant|covers|writes|reports)\b"
)


def _is_about_author(line: str) -> bool:
    """Return whether a closing line presents the author: "Mara Lindqvist is a reporter at the Harbour Post."."""
    match = _ABOUT_AUTHOR.match(line)
    name = re.split(r" (?:is|was|works|covers|writes|reports|teaches) ", line)[0]
    return match is not None and is_name(name, 5)


def _line(value: object) -> str:
    return " ".join(str(value).split()) if value else ""
