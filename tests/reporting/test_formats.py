"""HTML, PDF, Markdown and notebook, from friendly and from hostile summaries."""

import ast
import base64
import hashlib
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.reporting import render_card, render_html, render_markdown, render_pdf, summarise
from framing.reporting.notebook import build_notebook

spec = importlib.util.spec_from_file_location("hostile", Path(__file__).parent / "hostile.py")
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)


@pytest.fixture(scope="module")
def bad(make_results):
    """The summary of results full of hostile text, under a hostile title."""
    return summarise(
        hostile.make_hostile(make_results()),
        title=hostile.SCRIPT + hostile.CONTROL + hostile.BROKEN,
        author=hostile.GLYPHS,
    )


class Page(HTMLParser):
    """Collects what a page holds."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.ids, self.links, self.open = [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in ("meta", "input", "br", "use", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in ("use", "path"):
            assert self.open.pop() == tag


@pytest.mark.parametrize("which", ["summary", "bad"])
def test_page_has_no_script_no_style_attribute_and_no_address(which, request):
    html = render_html(request.getfixturevalue(which))
    page = Page(html)
    assert page.open == []
    assert not {"script", "img", "iframe", "object", "link", "form"} & set(page.tags)
    assert "style" not in page.attributes and not [name for name in page.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    html.encode("utf-8")


def test_page_allows_only_its_own_style(summary):
    html = render_html(summary)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in html
    assert "@import" not in style and "url(" not in style


def test_page_shows_hostile_text_as_text(bad):
    html = render_html(bad)
    assert "&lt;script&gt;alert" in html and "{{ 7*7 }}" in html and "\u202e" not in html
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", html)


def test_every_layer_has_a_switch_and_every_switch_a_rule(summary):
    html = render_html(summary)
    switches = set(re.findall(r'<input type="checkbox" id="show-(\w+)"', html))
    assert switches == {"voices", "source", "cue", "loaded", "hedges"}
    for name in switches:
        assert f"#show-{name}:not(:checked)" in html


def test_words_in_two_layers_can_lose_one(summary):
    import copy

    both = copy.deepcopy(summary)
    segment = both["articles"][0]["paragraphs"][0][0]
    segment |= {"text": "alleged scheme", "layers": ["loaded", "hedges"], "cue": 0, "note": "two"}
    html = render_html(both)
    assert '<span class="loaded"><span class="hedges">alleged scheme</span></span>' in html


def test_same_summary_gives_the_same_bytes(summary):
    assert render_html(summary) == render_html(summary)
    assert render_pdf(summary) == render_pdf(summary)
    assert render_markdown(summary) == render_markdown(summary)


@pytest.mark.parametrize("which", ["summary", "bad"])
def test_pdf_is_tagged_and_has_its_fonts(which, request):
    # The compiler refuses to write a PDF that breaks PDF/UA-1 or PDF/A-2a: a missing glyph, an image without words.
    pdf = render_pdf(request.getfixturevalue(which))
    assert pdf.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/FontFile", b"/Outlines", b"pdfuaid:part", b"pdfaid:part"):
        assert mark in pdf, mark


def test_characters_without_glyph_become_boxes_and_are_explained(bad):
    from framing.reporting.pdf import _prepared, fit_to_fonts

    assert fit_to_fonts("Kyjiw \u5317\u4eac") == "Kyjiw □□"
    assert fit_to_fonts("\uef00") == "□"  # of private use: a font has it, but PDF/A-2a refuses it
    assert _prepared(bad)["replaced"] is True


@pytest.mark.slow
def test_every_character_that_counts_as_printable_is_printed(summary):
    from framing.reporting.pdf import _prepared, _printable, compile_pdf, read_template

    text = "".join(sorted(_printable() - {"\n", "\t"}))
    lines = [
        {**summary["articles"][0]["paragraphs"][0][0], "text": text[at : at + 60]} for at in range(0, len(text), 60)
    ]
    data = _prepared({**summary, "articles": [{**summary["articles"][0], "paragraphs": [[line] for line in lines]}]})
    # Not by render_pdf, which would print what the compiler refuses as a box.
    assert compile_pdf(read_template("report.typ", None).encode(), data).startswith(b"%PDF-1.7")


def test_a_glyph_missing_after_all_does_not_stop_the_pdf(bad, monkeypatch):
    from framing.reporting import pdf

    every = frozenset(map(chr, range(32, 0xD800))) | {"\n", "\t"}
    monkeypatch.setattr(pdf, "_printable", lambda: every)  # now the compiler meets letters that no font has
    assert render_pdf(bad).startswith(b"%PDF-1.7")


def test_no_line_of_markdown_is_markup_from_an_article(bad):
    text = render_markdown(bad)
    assert "<script" not in text.replace("\\<script", "") and "](javascript" not in text.replace("\\](javascript", "")
    assert all(ord(c) >= 32 or c == "\n" for c in text)


@pytest.mark.parametrize("which", ["summary", "bad"])
def test_notebook_is_valid_and_its_code_does_not_depend_on_texts(which, request):
    import nbformat

    notebook = build_notebook(request.getfixturevalue(which))
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for source in code:
        ast.parse(source)
        assert "alert" not in source and "/" + "home" not in source
    assert 'framing.load(".")' in code[0]


def test_notebook_cells_run_and_recompute_the_findings(newsroom, tmp_path, monkeypatch, capsys):
    newsroom.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    summary = summarise(newsroom)
    names = {}
    for cell in build_notebook(summary).cells:
        if cell.cell_type == "code" and "framing.compare" not in cell.source:
            exec(compile(cell.source, cell.id, "exec"), names)
    printed = capsys.readouterr().out
    for finding in summary["findings"]:
        assert finding["text"] in printed


def test_card_is_short_and_escaped(bad, make_results):
    card = render_card(hostile.make_hostile(make_results()))
    assert len(card) < 10_000 and "<script" not in card
    assert "12 articles, 4 outlets" in card


def test_other_branding_replaces_one_file_and_keeps_the_others(summary, tmp_path):
    (tmp_path / "report.css").write_text("body{color:#123456}", encoding="utf-8")
    html = render_html(summary, template=tmp_path)
    assert "<style>body{color:#123456}</style>" in html and "What was found" in html
    with pytest.raises(InputError, match="is no folder"):
        render_html(summary, template=tmp_path / "missing")


@pytest.mark.slow
def test_large_corpus_gives_a_small_report(make_results):
    many = make_results(events=tuple(f"event-{number}" for number in range(150)), paragraphs=8)
    assert len(many.articles) == 600
    summary = summarise(many)
    assert len(render_html(summary)) < 2_000_000 and len(render_pdf(summary)) < 2_000_000
    assert len(summary["articles"]) == 12
