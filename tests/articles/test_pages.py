"""The page splitter: eleven layouts of pages with invented stories, the page the project was started from, plain
articles. A layout is a file in tests/articles/pages: what a reader gets who copies such a page as text.
"""

import gzip
import itertools
import json
from pathlib import Path

import pytest

from framing.articles.page_text import headline_of
from framing.articles.pages import split_page

PAGES = Path(__file__).parent / "pages"

HARBOUR = (
    "The ferry to the outer islands was late again on Monday, the third time this month, and left some two hundred "
    "commuters standing on the quay in the rain."
)
HARBOUR_2 = (
    "'We are sorry, and we know that sorry does not get anybody to work,' harbour master Ines Calloway said. She blamed "
    "a cracked coupling that had been reported in March."
)
HARBOUR_3 = "Passengers want their money back, according to a petition signed by 1,400 people."
BRIDGE = (
    "Mayor Tobias Renn opened the rebuilt mill bridge on Tuesday before a crowd of several hundred, a year later and "
    "two million crowns dearer than planned."
)
BRIDGE_2 = (
    "The opposition called the ceremony a party at the taxpayer's expense. “He is cutting a ribbon where he should be "
    "cutting costs,” councillor Edda Voss said."
)
SCHOOL = (
    "Teachers in the hill district will strike for two days next week over classes that have grown to thirty-four "
    "pupils, their union announced on Wednesday evening."
)
SCHOOL_2 = "The ministry said it had offered forty new posts and expected talks to resume before the strike begins."
FERRY_TITLE = "Ferry late for third time this month"
BRIDGE_TITLE = "Mill bridge opens a year late"
FERRY = (FERRY_TITLE, "Harbour Post", [HARBOUR, HARBOUR_2])
MILL = (BRIDGE_TITLE, "Hill Courier", [BRIDGE, BRIDGE_2])
STRIKE = ("Teachers to strike over class sizes", "Valley Times", [SCHOOL, SCHOOL_2])

# what must come out of each layout: headline, outlet, paragraphs
LAYOUTS = {
    # headline; outlet, age and reading time in one line; buttons and comments below each text
    "reader_app": [(FERRY_TITLE, "Harbour Post", [HARBOUR, HARBOUR_2, HARBOUR_3]), MILL],
    # outlet above, then a short time, then the headline: the order of feed readers
    "feed": [FERRY, MILL, STRIKE],
    # labelled fields and rules between
    "press_review": [FERRY, MILL, STRIKE],
    # a site's own pages one below the other: byline, dates in words, boxes of related articles, captions
    "news_site": [
        (FERRY_TITLE, "", [HARBOUR, HARBOUR_2, "The petition", HARBOUR_3]),
        (BRIDGE_TITLE, "", [BRIDGE, BRIDGE_2]),
    ],
    # all headlines on top, then each again above its text, with the outlet in brackets
    "digest": [FERRY, MILL, STRIKE],
    # headlines twice, outlet and age on lines of their own, a standfirst, teasers of other articles between
    "aggregator": [(FERRY_TITLE, "Harbour Post", ["Commuters stand in the rain again.", HARBOUR, HARBOUR_2]), MILL],
    # links shared in a forum: the outlet's domain, no blank lines at all
    "shared_links": [
        (FERRY_TITLE, "harbourpost.example", [HARBOUR, HARBOUR_2]),
        (BRIDGE_TITLE, "hillcourier.example", [BRIDGE, BRIDGE_2]),
    ],
    # numbered, outlet and age separated by a comma
    "briefing": [FERRY, MILL, STRIKE],
    # nothing but an outlet and a date on lines of their own
    "date_lines": [FERRY, MILL, STRIKE],
    # breadcrumbs, author and outlet in one line, teasers with times of their own between the articles
    "portal": [FERRY, MILL],
    # symbols instead of separators, counts of reactions
    "messenger": [
        (f"⛴ {FERRY_TITLE}", "Harbour Post", [HARBOUR, HARBOUR_2]),
        (f"🌉 {BRIDGE_TITLE}", "Hill Courier", [BRIDGE, BRIDGE_2]),
    ],
}
FURNITURE = (
    "Share", "Save", "Comments", "oldsalt", "Menu", "Advertisement", "Read full story", "2h", "min read", "ago",
    "----", "Headline", "Source:", "Image:", "Related", "Island school", "lighthouse", "pond", "Download", "digest",
    "logo", "12 sources", "4 sources", "likes", "Unsubscribe", "rights reserved", "Privacy", "Load more", "Published",
    "Home >", "View comments", "Story continues", "👍",
)  # fmt: skip


def page_of(layout):
    return (PAGES / f"{layout}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_comes_out_as_its_articles_in_order(layout):
    page = page_of(layout)
    found = [
        (piece.title, piece.outlet, [line for line in piece.text.splitlines() if line.strip()])
        for piece in split_page(page)
    ]
    assert found == LAYOUTS[layout]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_furniture_of_the_page_is_left_in_a_text(layout):
    page = page_of(layout)
    for piece in split_page(page):
        for words in FURNITURE:
            assert words not in piece.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_consists_of_stretches_of_the_page(layout):
    page = page_of(layout)
    for piece in split_page(page):
        assert piece.text == "\n".join(page[start:end] for start, end in piece.spans)


def test_a_text_without_furniture_inside_is_one_stretch():
    page = page_of("feed")
    assert [len(piece.spans) for piece in split_page(page)] == [1, 1, 1]


def test_line_ends_of_the_page_are_kept():
    page = page_of("feed")
    first = split_page(page.replace("\n", "\r\n"))[0]
    assert first.text == f"{HARBOUR}\r\n{HARBOUR_2}"


def test_dates_and_authors_are_kept_as_written():
    pieces = split_page(page_of("news_site"))
    assert [(piece.author, piece.published_raw) for piece in pieces] == [
        ("Mara Lindqvist", "July 3, 2026 at 10:22 AM"),
        ("Jon Abara", "July 4, 2026 at 8:05 AM"),
    ]


PLAIN = {
    "with subheadings": f"Ferry late\n\n{HARBOUR}\n\nThe petition\n\n{HARBOUR_2}\n\nThe costs\n\n{HARBOUR_3}",
    "with byline and date": f"Ferry late again\nBy Mara Lindqvist\nJuly 3, 2026\n\n{HARBOUR}\n\n{HARBOUR_2}",
    "with shared posts": (
        f"{HARBOUR}\n\nNo boat again this morning\n— Old Salt (@oldsalt) July 3, 2026\n\n{HARBOUR_2}\n\n"
        f"Still no boat\n— Old Salt (@oldsalt) July 4, 2026\n\n{HARBOUR_3}"
    ),
    "with captions printed twice": f"The quay on Monday.\nThe quay on Monday.\n\n{HARBOUR}\n\n" * 2,
    "a live report with times": f"10:15 a.m.\n\n{HARBOUR}\n\n11:40 a.m.\n\n{HARBOUR_2}\n\n12:05 p.m.\n\n{HARBOUR_3}",
    "with sections between stars": f"{HARBOUR}\n\n* * *\n\n{HARBOUR_2}\n\n* * *\n\n{HARBOUR_3}",
    "one article of a page": page_of("reader_app").split("Mill bridge")[0],
    "empty": "",
    "blank": " \n\t\n",
}


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_article_stays_whole(kind):
    assert split_page(PLAIN[kind]) == []


def test_the_page_the_project_was_started_from(development_data):
    """Four articles of one aggregator page, with every paragraph and none of the page's own lines."""
    page = (development_data.parent / "inputs" / "000_ae48cccfe7820d61.txt").read_text(encoding="utf-8")
    pieces = split_page(page)
    assert [piece.outlet for piece in pieces] == ["Russia Today"] * 4
    assert [piece.published_raw for piece in pieces] == ["15 hours ago", "2 hours ago", "3 hours ago", "7 hours ago"]
    assert [len(piece.title.split()) for piece in pieces] == [8, 7, 3, 7]
    assert [piece.text.count("\n") for piece in pieces] == [8, 0, 0, 0]
    for piece in pieces:
        assert piece.text in page
        assert not any(
            line in piece.text
            for line in (
                "logo",
                "Orange background",
                "Explore what",
                "Comments",
                "Related Articles",
                "hours ago",
                "APP",
            )
        )
    paragraphs = [line for line in page.splitlines() if len(line) > 150]
    assert len(paragraphs) == 11
    for paragraph in paragraphs:
        assert sum(paragraph in piece.text for piece in pieces) == 1


@pytest.mark.slow
def test_plain_articles_of_many_outlets_stay_whole(development_data):
    with gzip.open(development_data / "articles_allsides.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 2000)]
    assert sum(bool(split_page(text)) for text in texts) <= len(texts) // 1000


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("Ferry late for third time this month", "Ferry late for third time this month"),
        ("By Mara Lindqvist", ""),
        ("Mara Lindqvist and Jon Abara", ""),
        ("The quay on Monday (Jon Abara/Harbour Pictures)", ""),
        ("The ferry was late.", ""),
        ("July 3, 2026", ""),
    ],
)
def test_a_first_line_is_a_headline_only_where_it_looks_like_one(first, headline):
    assert headline_of(f"{first}\n\n{HARBOUR}") == headline
