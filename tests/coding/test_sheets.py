"""What coders are given: no machine answer, hostile text harmless, the same bytes for the same sample."""

import csv
import json
import re

import pandas as pd
import pytest

from framing.coding.page import render_page
from framing.coding.passages import Passage, find_passages
from framing.coding.sheets import harmless, render_csv, write_sheets
from framing.errors import InputError

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> {{SCRIPT}} & =1+1'


@pytest.fixture
def hostile(sample):
    """A passage of the first item that tries what articles may try."""
    start = HOSTILE.index("<img")
    return Passage(
        item=sample.items["item"][0], article_id="x", title=HOSTILE, text=HOSTILE, start=0, end=len(HOSTILE),
        marked=((start, start + 4),),
    )  # fmt: skip


def test_passages_show_the_marked_words_in_their_context(results, sample):
    texts = dict(zip(results.articles["article_id"], results.articles["text"], strict=True))
    for passage, spans in zip(find_passages(sample, results), sample.items["spans"], strict=True):
        start, end = map(int, spans.split(":"))
        assert f"⟦{texts[passage.article_id][start:end]}⟧" in passage.bracketed()
        assert "".join(piece for piece, _ in passage.segments()) == passage.text[passage.start : passage.end]
        assert [piece for piece, marked in passage.segments() if marked] == [passage.text[start:end]]


def test_no_sheet_shows_what_the_machine_found(results, sample):
    passages = find_passages(sample, results)
    rows = list(csv.DictReader(render_csv(sample, passages).splitlines(keepends=True)))
    assert all(row["loaded"] == row["hedges"] == "" for row in rows)
    page = render_page(sample, passages)
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert set(data["items"][0]) == {"id", "article", "segments", "marked", "before", "after"}
    assert set(data["questions"][0]) == {"id", "text", "definition", "scale", "values"}
    assert set(data["articles"][0]) == {"title", "text"}  # nor which outlet it is


def test_the_page_allows_its_own_script_and_nothing_else(sample, hostile):
    page = render_page(sample, [hostile])
    assert page.count("<script") == 2  # the data and the page's own
    assert "default-src &#x27;none&#x27;" in page
    assert "unsafe" not in page
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "<img" not in page
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert data["articles"][0]["text"] == HOSTILE


def test_formulas_are_made_harmless(sample, hostile):
    row = next(csv.DictReader(render_csv(sample, [hostile], coder="=HYPERLINK(1)").splitlines(keepends=True)))
    assert row["coder"] == "'=HYPERLINK(1)"
    assert harmless("-5 degrees") == "'-5 degrees"
    assert harmless("She left") == "She left"


def test_workbook_has_drop_downs_the_codebook_and_no_formula(results, sample, hostile, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from framing.coding.workbook import write_workbook

    write_workbook(tmp_path / "a.xlsx", sample, [hostile, *find_passages(sample, results)[1:]])
    write_workbook(tmp_path / "b.xlsx", sample, [hostile, *find_passages(sample, results)[1:]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    leaf = book["Coding"]
    header = [cell.value for cell in leaf[1]]
    assert header == ["item", "coder", "title", "passage", "loaded", "hedges", "note", "help"]
    lists = {str(rule.sqref): rule.formula1 for rule in leaf.data_validations.dataValidation}
    assert set(lists) == {f"E2:E{len(sample.items) + 1}", f"F2:F{len(sample.items) + 1}"}
    first = lists[f"E2:E{len(sample.items) + 1}"].replace("$", "").removeprefix("Codebook!")
    assert [cell.value for (cell,) in book["Codebook"][first]] == ["yes", "no", "?"]
    assert all(cell.data_type != "f" for row in leaf.iter_rows() for cell in row)


def test_sheets_are_written_for_each_coder(results, sample, tmp_path):
    paths = write_sheets(tmp_path, sample, results, coders=["Ana María", "Ben"], formats=["csv", "html"])
    assert [path.name for path in paths] == [
        "sentences-Ana_María.csv", "sentences-Ana_María.html", "sentences-Ben.csv", "sentences-Ben.html",
    ]  # fmt: skip
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel takes it for Windows-1252
    with pytest.raises(InputError, match="unknown format 'pdf'; allowed are csv, xlsx, html, label-studio, inception"):
        write_sheets(tmp_path, sample, results, formats=["pdf"])


def test_an_article_that_is_gone_is_named(results, sample):
    from dataclasses import replace

    fewer = replace(results, articles=results.articles.iloc[1:])
    with pytest.raises(InputError, match="is not in these results any more; draw the sample again"):
        find_passages(sample, fewer)


def test_half_a_letter_and_control_characters_do_not_stop_the_sheets(results, sample, tmp_path):
    from dataclasses import replace

    articles = results.articles.copy()
    # As object: where pyarrow is installed, pandas' own text columns refuse half a letter.
    articles["text"] = articles["text"].astype(object)
    articles["text"] = pd.Series(
        [text.replace("e", "\ud83d", 3).replace("a", "\x0b", 2) for text in articles["text"]], dtype=object
    )
    broken = replace(results, articles=articles)
    pytest.importorskip("xlsxwriter")
    assert len(write_sheets(tmp_path, sample, broken)) == 3
