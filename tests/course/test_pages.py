"""One description of a page, three forms; templates say only what the program does."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest

from framing.course.pages import Page, load_page, render_html, render_markdown, render_pdf

PAGE = Page(
    title="A page",
    kicker="above",
    blocks=(
        {"kind": "heading", "text": "First"},
        {"kind": "text", "text": "Run `framing demo`."},
        {"kind": "table", "columns": ["a", "b"], "rows": [["1|2", "3"]]},
        {"kind": "links", "rows": [["a.html", "A", "what it is"]]},
        {"kind": "code", "text": "\nframing demo\n"},
    ),
)


def test_markdown():
    text = render_markdown(PAGE)
    assert text.startswith("# A page\n\n## First\n\nRun `framing demo`.\n\n| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n")
    assert "1. [A](a.html): what it is" in text
    assert "```\nframing demo\n```" in text


def test_html_loads_nothing():
    html = render_html(PAGE)
    assert "default-src &#39;none&#39;" in html
    assert "<code>framing demo</code>" in html
    assert '<a href="a.html">A</a>' in html
    assert "http" not in html.replace("http-equiv", "")


def test_pdf_is_tagged_and_the_same_every_time():
    pdf = render_pdf(PAGE)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert render_pdf(PAGE) == pdf


def test_characters_that_no_font_has_do_not_stop_the_pdf():
    assert render_pdf(PAGE.with_blocks([{"kind": "text", "text": "北京 \ud800 \x07 é"}])).startswith(b"%PDF")


NAMES = sorted(
    entry.name for entry in files("framing.course").joinpath("templates").iterdir() if entry.name.endswith(".toml")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_ours_is_whole(name):
    numbers = {"n_items": 10, "n_articles": 40, "n_events": 8, "n_outlets": 5}
    page = load_page(name, numbers)
    assert "$" not in render_markdown(page)
    for block in page.blocks:
        if block["kind"] == "table":
            assert all(len(row) == len(block["columns"]) for row in block["rows"])
        assert str(block).count("`") % 2 == 0


def test_the_minutes_of_the_guide_follow_each_other_and_make_90():
    guide = tomllib.loads(files("framing.course").joinpath("templates", "guide.toml").read_text(encoding="utf-8"))
    table = next(block for block in guide["blocks"] if block.get("columns", [""])[0] == "Minutes")
    spans = [tuple(map(int, row[0].split("–"))) for row in table["rows"]]
    assert spans[0][0] == 0
    assert spans[-1][1] == 90
    assert all(first[1] == second[0] for first, second in pairwise(spans))
