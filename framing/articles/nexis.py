"""Downloads from Nexis Uni (DOCX) and the older LexisNexis (TXT), several articles in a file.

Both print a head for each article (newspaper, date, headline, then labelled lines) and mark its end. Labels come in
the language of the interface: "Length: 355 words" or "Länge: 355 Wörter".
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from framing.articles.article import Article
from framing.articles.dates import read_date
from framing.articles.decoding import MAX_WHOLE, decode_whole, read_whole
from framing.articles.records import Found, Options, Rejected, Source
from framing.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class NexisArticle:
    """One article of a Nexis download with all that its head says; `length` is the database's count of words."""

    newspaper: str
    date: str
    headline: str
    body: str
    byline: str = ""
    section: str = ""
    length: int = 0
    language: str = ""


_LABELS = {
    "byline": "byline|auteur|autor|von",
    "section": "section|rubrik|rubrique|sección",
    "length": "length|länge|longueur|longitud",
    "language": "language|sprache|langue|idioma",
    "headline": "headline|highlight|title",
    "date": "date|datum",
}
_LABEL = re.compile(r"([A-Za-zÄÖÜäöüéó][\w-]*(?: [\w-]+)?):[ \t\u00a0]*(.*)", re.DOTALL)
_FIRST = re.compile(r"^[ \t]*\d{1,4} (?:of|von|de|sur) \d{1,4} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?)[ \t]*\r?$", re.M)
# What stands below an article in the older layout; "LENGTH:" and the like stand above it.
_FOOT = re.compile(
    r"^(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|GRAPHIC|CORRECTION-DATE|DOCUMENT-TYPE|SUBJECT|ORGANIZATION"
    r"|PERSON|COMPANY|GEOGRAPHIC|COUNTRY|STATE|CITY|INDUSTRY|TICKER|NOTES?|DISCLAIMER):.*$"
    r"|^[ ]{15,}Copyright \d{4}\b.*$",
    re.M,
)
_HEAD_LABEL = re.compile(r"^(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|HEADLINE|TYPE|SOURCE|DISTRIBUTION):", re.M)


def read_nexis_text(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of an older LexisNexis download; each text is a slice of the file, line ends kept."""
    text = decode_whole(source, read_whole(source), options.notes)
    yield from _to_articles(articles_of_text(text), source.name)


def read_docx(source: Source, options: Options) -> Iterator[Found | Rejected]:
    """Yield the articles of a Nexis Uni download; another DOCX is one article. Paragraphs are joined by line ends."""
    paragraphs = paragraphs_of(source)
    found = articles_of_paragraphs(paragraphs)
    if found:
        yield from _to_articles(found, source.name)
        return
    text = "\n".join(paragraph for paragraph in paragraphs).strip()
    if not text:
        raise InputError(f"{source.name} holds no text")
    from framing.articles.page_text import articles_of_text as articles_of_page

    yield from articles_of_page(Article(text=text), options)


def _to_articles(found: list[NexisArticle], name: str) -> Iterator[Found | Rejected]:
    for row, item in enumerate(found, start=1):
        if not item.body.strip():
            yield Rejected(file=name, row=row, reason=f"article {row} ({item.headline[:60]!r}) has no body")
            continue
        article = Article(
            text=item.body,
            title=item.headline,
            outlet=item.newspaper,
            author=item.byline,
            published=read_date(item.date),
            published_raw=item.date,
            language={"english": "en", "german": "de", "french": "fr", "spanish": "es"}.get(item.language.lower(), ""),
        )
        yield Found(article, row)


def articles_of_text(text: str) -> list[NexisArticle]:
    """Return the articles of an older LexisNexis download, which begin with a line "3 of 10 DOCUMENTS"."""
    firsts = list(_FIRST.finditer(text))
    ends = [*(match.start() for match in firsts[1:]), len(text)]
    return [_article_of_text(text[first.end() : end]) for first, end in zip(firsts, ends, strict=True)]


def _article_of_text(part: str) -> NexisArticle:
    blocks = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*", part)]
    newspaper = date = headline = ""
    labels: dict[str, str] = {}
    body = 0
    for number, (start, end) in enumerate(blocks):
        block = part[start:end]
        if _HEAD_LABEL.match(block):
            name, _, value = block.partition(":")
            labels[name.lower()] = " ".join(value.split())
            body = end
        elif not newspaper:
            newspaper, body = " ".join(block.split()), end
        elif not date:
            # below the date stand the edition's number and name: "Edition 1; Scotland"
            date, body = block.splitlines()[0].strip(), end
        elif not headline and "length" not in labels and number < 8 and part[start - 1 : start] != " ":
            headline, body = " ".join(block.split()), end
        else:
            break
    foot = _FOOT.search(part, body)
    body_text = part[body : foot.start() if foot else len(part)]
    start = body + len(body_text) - len(body_text.lstrip())
    language = re.search(r"^LANGUAGE:\s*(\w+)", part, re.M)
    return NexisArticle(
        newspaper=newspaper,
        date=date,
        headline=headline.strip(" ;"),
        body=part[start : body + len(body_text.rstrip())],
        byline=labels.get("byline", ""),
        section=labels.get("section", ""),
        length=_number(labels.get("length", "")),
        language=language[1] if language else "",
    )


def articles_of_paragraphs(paragraphs: list[str]) -> list[NexisArticle]:
    """Return the articles of a Nexis Uni document: each body stands between "Body" and "End of Document"."""
    found: list[NexisArticle] = []
    bodies = [
        n for n, paragraph in enumerate(paragraphs) if paragraph.strip() in ("Body", "Volltext", "Corps", "Cuerpo")
    ]
    previous = 0
    for number, at in enumerate(bodies):
        stop = bodies[number + 1] if number + 1 < len(bodies) else len(paragraphs)
        end = next((n for n in range(at, stop) if _ends_body(paragraphs[n])), stop)
        head = [paragraph.strip() for paragraph in paragraphs[previous:at]]
        # contents and search terms come before the first article; its head begins behind the last empty stretch
        head = [line for line in head[_head_starts(head) :] if line]
        tail = [paragraph.strip() for paragraph in paragraphs[end:stop]]
        labels = _labels([*head, *tail])
        plain = [line for line in head if not _label_of(line) and not line.startswith(("Copyright", "©"))]
        plain += [""] * 3
        found.append(
            NexisArticle(
                headline=plain[0].strip(" ;"),
                newspaper=plain[1],
                date=next((line for line in plain[1:] if read_date(line, day_first=True)), plain[2]),
                body="\n".join(text for text in paragraphs[at + 1 : end] if text.strip()),
                byline=labels.get("byline", ""),
                section=labels.get("section", ""),
                length=_number(labels.get("length", "")),
                language=labels.get("language", ""),
            )
        )
        previous = next((n + 1 for n in range(end, stop) if paragraphs[n].strip().lower() in _LAST), end)
    return found


_LAST = ("end of document", "ende des dokuments", "fin du document", "fin del documento")


def _ends_body(paragraph: str) -> bool:
    text = paragraph.strip()
    return (
        text.lower() in _LAST
        or text in ("Classification", "Klassifizierung", "Graphic", "Notes")
        or (text.startswith("Load-Date:"))
    )


def _head_starts(head: list[str]) -> int:
    """Return where the head of an article begins: behind what the document says about the search."""
    dates = [n for n, line in enumerate(head) if line and read_date(line, day_first=True)]
    return max(0, dates[-1] - 2) if dates else 0


def _label_of(line: str) -> str:
    match = _LABEL.match(line)
    name = match[1].lower() if match else ""
    return next((label for label, names in _LABELS.items() if name in names.split("|")), "")


def _labels(lines: list[str]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for line in lines:
        if (label := _label_of(line)) and (match := _LABEL.match(line)):
            labels.setdefault(label, " ".join(match[2].split()))
    return labels


def _number(text: str) -> int:
    digits = re.sub(r"\D", "", text.split("w")[0].split("W")[0])
    return int(digits) if digits else 0


def paragraphs_of(source: Source) -> list[str]:
    """Return the paragraphs of a DOCX file, entities decoded; raises InputError where it cannot be read."""
    from lxml import etree

    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {f"{word}tab": "\t", f"{word}br": "\n", f"{word}cr": "\n"}
    paragraphs: list[str] = []
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            if archive.getinfo("word/document.xml").file_size > MAX_WHOLE:
                raise InputError(f"{source.name} unpacks to more than {MAX_WHOLE >> 20} MiB")
            with archive.open("word/document.xml") as document:
                # no entities of its own and no network: a document may come from anywhere
                events = etree.iterparse(document, tag=f"{word}p", resolve_entities=False, no_network=True)
                for _, paragraph in events:
                    parts = (marks.get(e.tag, e.text or "") for e in paragraph.iter(f"{word}t", *marks))
                    paragraphs.append("".join(parts))
                    paragraph.clear()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{source.name} is a damaged DOCX file: {error}") from None
    return paragraphs
