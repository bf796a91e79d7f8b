"""Spreadsheets, Parquet, archives, saved pages, Nexis downloads: what comes out, and what is set aside."""

import datetime
import gzip
import io
import zipfile

import pandas as pd
import pytest

from framing.articles import Article, read_articles
from framing.articles.html_pages import article_of_html
from framing.articles.nexis import NexisArticle, articles_of_paragraphs, articles_of_text
from framing.errors import InputError

FERRY = "The ferry to the islands was late on Monday for the third time this month, the harbour master said."
BRIDGE = "The mayor opened the bridge on Tuesday before a crowd of some hundred people, most of them from town."
SIGH = "“We are sorry 🙂,” she said & sighed."


# ---- spreadsheets and Parquet


def workbook(path, rows, merged=(), more_sheets=()):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    for name in more_sheets:
        book.create_sheet(name).append(["notes"])
    book.save(path)
    return path


def test_a_workbook_with_merged_cells_and_a_title_above_its_header(tmp_path):
    rows = [
        ["My corpus"],
        ["Outlet", "Date", "Text"],
        ["Post", datetime.datetime(2026, 7, 3), SIGH],
        [None, "31/12/2026", "The ferry came."],
        ["Courier", None, "Fine."],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, ["A1:C1", "A3:A4"], ["Codebook"])
    reading = read_articles(path)
    assert [(a.id, a.outlet, a.published, a.text) for a in reading] == [
        ("a-1", "Post", "2026-07-03", SIGH),
        ("a-2", "Post", "2026-12-31", "The ferry came."),
        ("a-3", "Courier", "", "Fine."),
    ]
    assert reading.warnings == ["a.xlsx: only the sheet 'Sheet' was read, not 'Codebook'"]


def test_a_workbook_without_a_text_column_says_what_it_has(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["id", "words"], [1, "x"]])
    with pytest.raises(InputError, match="the columns are 'id', 'words'"):
        read_articles(path)


def test_a_parquet_file(tmp_path):
    pytest.importorskip("pyarrow")
    frame = pd.DataFrame(
        {"id": ["x", "y"], "body": [SIGH, None], "date": [pd.Timestamp("2026-07-03"), None], "n": [1, 2]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    reading = read_articles(tmp_path / "a.parquet")
    assert reading.articles == [Article(id="x", text=SIGH, published="2026-07-03", published_raw="2026-07-03")]
    assert [(item.row, item.article_id) for item in reading.rejected] == [(2, "y")]


# ---- archives


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_a_zip_of_texts_and_tables_in_order_of_their_names(tmp_path):
    members = {
        "b/late.txt": BRIDGE,
        "a/late.txt": FERRY,
        "a/n.csv": f'id,text\n7,"{FERRY}"\n',
        "__MACOSX/x.txt": "no",
        ".DS_Store": "no",
    }
    reading = read_articles(archive(tmp_path / "news.zip", members))
    assert [(a.id, a.text) for a in reading] == [("late-1", FERRY), ("7", FERRY), ("b-late-1", BRIDGE)]
    assert reading.rejected == []


def test_paths_out_of_an_archive_and_archives_inside_are_set_aside(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("x.txt", "x")
    members = {
        "../../evil.txt": "x",
        "/etc/evil.txt": "x",
        "C:/evil.txt": "x",
        "in.zip": inner.getvalue(),
        "good.txt": FERRY,
    }
    reading = read_articles(archive(tmp_path / "news.zip", members))
    assert [article.id for article in reading] == ["good-1"]
    reasons = sorted(item.reason for item in reading.rejected)
    assert sum("leads out of the archive news.zip" in reason for reason in reasons) == 3
    assert sum("is an archive inside an archive" in reason for reason in reasons) == 1
    assert sorted(tmp_path.iterdir()) == [tmp_path / "news.zip"], "nothing is unpacked to disk"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = archive(tmp_path / "bomb.zip", {"a.txt": "0" * 60_000_000})
    with pytest.raises(InputError, match="would unpack to 60,000,000 bytes"):
        read_articles(path)


@pytest.mark.parametrize("name", ["cut.xlsx", "cut.zip", "cut.docx"])
def test_a_file_that_is_cut_off(tmp_path, name):
    path = archive(tmp_path / "whole.zip", {"a.txt": FERRY * 50})
    (tmp_path / name).write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match="cut off or damaged"):
        read_articles(tmp_path / name)


def test_the_files_before_the_cut_of_a_zip_are_read(tmp_path):
    whole = archive(tmp_path / "whole.zip", {"a.txt": FERRY, "b.txt": BRIDGE, "c.txt": FERRY * 40})
    data = whole.read_bytes()
    (tmp_path / "news.zip").write_bytes(data[: data.index(b"c.txt") + 20])
    reading = read_articles(tmp_path / "news.zip")
    assert [(a.id, a.text) for a in reading] == [("a-1", FERRY), ("b-1", BRIDGE)]
    assert [item.reason for item in reading.rejected] == [
        "news.zip is a ZIP archive that is cut off; the files before the cut were read"
    ]


def test_a_member_that_is_damaged_does_not_lose_the_others(tmp_path):
    path = archive(tmp_path / "news.zip", {"a.txt": FERRY * 3, "b.txt": BRIDGE})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF  # inside the packed first member
    path.write_bytes(data)
    reading = read_articles(path)
    assert [article.id for article in reading] == ["b-1"]
    assert [item.file for item in reading.rejected] == ["news.zip/a.txt"]


def test_the_pages_of_a_warc(tmp_path):
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "crawl.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number, body in enumerate([html_page(), b"\x89PNG", b"<html><body></body></html>"]):
            kind = "image/png" if body.startswith(b"\x89") else "text/html"
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            record = writer.create_warc_record(
                f"http://post.example/{number}", "response", io.BytesIO(body), http_headers=headers
            )
            writer.write_record(record)
    reading = read_articles(tmp_path / "crawl.warc.gz")
    assert [(a.id, a.title, a.url) for a in reading] == [("crawl-1", "Ferry late", "http://post.example/0")]
    assert [(item.row, item.reason) for item in reading.rejected] == [
        (2, "no article was found on the page http://post.example/2")
    ]


# ---- saved pages


def html_page():
    paragraphs = "".join(f"<p>{FERRY.replace('third', name)}</p>" for name in ("fourth", "fifth", "sixth", "seventh"))
    return f"""<!DOCTYPE html><html lang="en"><head><title>Ferry late - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Mara Lindqvist">
<meta property="article:published_time" content="2026-07-03T10:00:00Z">
<script>var text = "not this";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry late</h1>{paragraphs}<p>&#8220;We are sorry,&#8221; she said &amp; sighed &lt;deeply&gt;.</p>
<p>Follow the Harbour Post on Twitter and Facebook.</p></article>
<div class="comments"><p>First! The ferry is a disgrace and I told everybody so years ago.</p></div>
<footer>Copyright 2026 Harbour Post. All rights reserved.</footer></body></html>""".encode()


def test_a_saved_page_gives_its_article_and_what_the_page_says_of_it(tmp_path):
    (tmp_path / "page.html").write_bytes(html_page())
    article = read_articles(tmp_path / "page.html").articles[0]
    assert (article.id, article.title, article.outlet, article.author) == (
        "page-1", "Ferry late", "Harbour Post", "Mara Lindqvist",
    )  # fmt: skip
    assert (article.published, article.language) == ("2026-07-03", "en")
    assert "“We are sorry,” she said & sighed <deeply>." in article.text
    assert "seventh" in article.text
    for furniture in ("not this", "Sport", "Twitter", "disgrace", "Copyright"):
        assert furniture not in article.text


@pytest.mark.parametrize(
    "page",
    [
        b"<html></html>", b"<html><body><p></p></body></html>", b"<!doctype html>", b"<html>" + b"<div>" * 5000,
        b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><body>&b;</body></html>",
        b"<html><body>\x00\xff\xfe</body></html>",
    ],
)  # fmt: skip
def test_a_page_without_an_article_gives_none(page):
    assert article_of_html(page) is None


def test_an_aggregator_page_saved_as_html_is_split(tmp_path):
    stories = [("Ferry late again", "Harbour Post", FERRY), ("Mayor opens bridge", "Hill Courier", BRIDGE)]
    blocks = "".join(
        f"<div><h2>{title}</h2><div>{outlet}</div><div>{hours} hours ago</div><p>{text} {text} {text} {text} {text}</p></div>"
        for hours, (title, outlet, text) in enumerate(stories, start=2)
    )
    (tmp_path / "page.html").write_text(f"<html><body><div>Menu</div>{blocks}<div>Download the app</div></body></html>")
    reading = read_articles(tmp_path / "page.html")
    assert [(a.title, a.outlet, a.published_raw) for a in reading] == [
        ("Ferry late again", "Harbour Post", "2 hours ago"),
        ("Mayor opens bridge", "Hill Courier", "3 hours ago"),
    ]


# ---- Nexis

NEXIS_TEXT = f"""

Download Request: Selected Items: 1-2
Time Of Request: Friday, July 10, 2026  16:51:31

                               1 of 2 DOCUMENTS



                                  Harbour Post

                             July 3, 2026 Friday
                                   Edition 1;
                                    Islands

Ferry late for third
time this month

BYLINE: Mara Lindqvist

SECTION: NEWS; Pg. 3

LENGTH: 55 words


{FERRY}

"We are sorry," she said. NOTES were left on the quay.

LOAD-DATE: July 4, 2026

LANGUAGE: ENGLISH

GRAPHIC: The quay on Monday
Jon Abara

PUBLICATION-TYPE: Newspaper


                       Copyright 2026 Harbour Post
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                           Hill Courier (Northtown)

                               July 4, 2026

Mill bridge opens

LENGTH: 1,020 words

{BRIDGE}
"""


def test_an_older_lexisnexis_text(tmp_path):
    first, second = articles_of_text(NEXIS_TEXT)
    assert first == NexisArticle(
        newspaper="Harbour Post", date="July 3, 2026 Friday", headline="Ferry late for third time this month",
        byline="Mara Lindqvist", section="NEWS; Pg. 3", length=55, language="ENGLISH",
        body=f'{FERRY}\n\n"We are sorry," she said. NOTES were left on the quay.',
    )  # fmt: skip
    assert (second.newspaper, second.length, second.body) == ("Hill Courier (Northtown)", 1020, BRIDGE)
    (tmp_path / "download.txt").write_text(NEXIS_TEXT.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    articles = read_articles(tmp_path / "download.txt").articles
    assert [(a.id, a.outlet, a.published, a.author) for a in articles] == [
        ("download-1", "Harbour Post", "2026-07-03", "Mara Lindqvist"),
        ("download-2", "Hill Courier (Northtown)", "2026-07-04", ""),
    ]
    assert articles[0].text in NEXIS_TEXT.replace("\n", "\r\n")


def nexis_paragraphs():
    contents = [
        "Documents (2)",
        "1. Ferry late",
        "Search Terms: ferry",
        "",
        "2. Mill bridge opens",
        "Search Terms: ferry",
        "",
    ]
    first = [
        "", "Ferry late", "Harbour Post (Islands)", "July 3, 2026 Friday 9:20 AM GMT", "", "\nCopyright 2026 Harbour Post", "",
        "Section:\u00a0NEWS; Version:2", "Length:\u00a055 words", "Byline:\u00a0Mara Lindqvist", "Body", "", FERRY, "", SIGH,
        "Classification", "", "Language:\u00a0ENGLISH", "\nLoad-Date:\u00a0July 4, 2026", "", "\nEnd of Document", "",
    ]  # fmt: skip
    second = [
        "",
        "Mill bridge opens",
        "Hill Courier",
        "July 4, 2026",
        "Length:\u00a020 words",
        "Body",
        BRIDGE,
        "\nEnd of Document",
    ]
    return [*contents, *first, *second]


def test_a_nexis_uni_document(tmp_path):
    first, second = articles_of_paragraphs(nexis_paragraphs())
    assert first == NexisArticle(
        newspaper="Harbour Post (Islands)", date="July 3, 2026 Friday 9:20 AM GMT", headline="Ferry late",
        byline="Mara Lindqvist", section="NEWS; Version:2", length=55, language="ENGLISH", body=f"{FERRY}\n{SIGH}",
    )  # fmt: skip
    assert (second.headline, second.newspaper, second.body) == ("Mill bridge opens", "Hill Courier", BRIDGE)


def docx(path, paragraphs):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def run(text):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</w:t><w:br/><w:t>")
        return f"<w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>"

    body = "".join(map(run, paragraphs))
    document = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    return archive(path, {"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def test_a_docx_file(tmp_path):
    reading = read_articles(docx(tmp_path / "nexis.docx", nexis_paragraphs()))
    assert [(a.id, a.outlet, a.text) for a in reading] == [
        ("nexis-1", "Harbour Post (Islands)", f"{FERRY}\n{SIGH}"),
        ("nexis-2", "Hill Courier", BRIDGE),
    ]
    plain = read_articles(docx(tmp_path / "own.docx", ["Ferry late again", FERRY])).articles
    assert [(a.id, a.title, a.text) for a in plain] == [("own-1", "Ferry late again", f"Ferry late again\n{FERRY}")]
    with pytest.raises(InputError, match="holds no text"):
        read_articles(docx(tmp_path / "empty.docx", ["", " "]))


def test_the_real_layout_of_both_downloads(development_data):
    for name in ("sample.TXT", "sample.DOCX"):
        reading = read_articles(development_data / "nexis" / name)
        assert len(reading) == 10
        assert reading.rejected == []
        for article in reading:
            assert article.outlet and article.title and article.published and len(article.text.split()) > 80
        assert sum(bool(article.author) for article in reading) >= 9


def test_every_page_of_the_evaluation_set_can_be_read(development_data):
    for path in sorted((development_data / "pages").glob("*.html.gz"))[:20]:
        article = article_of_html(gzip.decompress(path.read_bytes()))
        assert article is not None and len(article.text) > 200


# ---- languages and lengths


def test_language_is_a_column_and_a_reason_only_when_asked():
    german = "Die Fähre zu den Inseln kam am Montag zum dritten Mal in diesem Monat zu spät, sagte die Hafenmeisterin am Abend der Zeitung."
    articles = [
        Article(id="en", text=f"{FERRY} {BRIDGE}"),
        Article(id="de", text=german),
        Article(id="short", text="Zu spät."),
    ]
    reading = read_articles(articles)
    assert [article.language for article in reading] == ["en", "de", ""]
    assert reading.warnings == ["1 article is not in English, which the measures are made for"]
    reading = read_articles(articles, languages=["en"])
    assert [article.id for article in reading] == ["en", "short"]
    assert [item.reason for item in reading.rejected] == ["the language is 'de', asked for is en"]
    reading = read_articles(articles, min_words=5)
    assert [item.reason for item in reading.rejected] == ["the text has 2 words, fewer than the 5 asked for"]


def test_a_given_language_is_kept():
    assert read_articles([Article(text=FERRY, language="English")], languages="en").articles[0].language == "English"
