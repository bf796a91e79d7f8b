"""The verb `report`: which files it writes, twice the same, and what it refuses."""

import json
import shutil

import pytest

import framing
from framing.errors import InputError
from framing.reporting import report


def test_writes_the_formats_asked_for(newsroom, tmp_path):
    written = report(newsroom, tmp_path, formats=("md", "html", "json"), title="A title", author="A. Reader")
    assert [path.name for path in written] == ["report.html", "report.md", "report.json"]
    assert '<h1 dir="auto">A title</h1>' in written[0].read_text(encoding="utf-8")
    assert json.loads(written[2].read_text(encoding="utf-8"))["author"] == "A. Reader"


def test_says_that_nobody_checked_these_articles(newsroom, tmp_path):
    page = report(newsroom, tmp_path, formats=("md",))[0].read_text(encoding="utf-8")
    assert "No item of these articles was coded by people" in page


def test_results_not_compared_are_compared_and_left_as_they_were(tmp_path):
    articles = [
        framing.Article(id=f"{outlet}-{n}", outlet=outlet, text=f"The mayor may resign, an aide said. {n} people left.")
        for outlet in ("Post", "Wire") for n in range(3)
    ]  # fmt: skip
    results = framing.analyze(articles, engine="rules", progress=False)
    written = report(results, tmp_path, formats=("json",))
    assert results.estimates is None and "comparison" not in results.manifest
    names = [figure["name"] for figure in json.loads(written[0].read_text(encoding="utf-8"))["figures"]]
    assert "wording_profile" in names


@pytest.mark.parametrize("formats", [("docx",), "html"])
def test_unknown_formats_are_refused_in_one_sentence(newsroom, tmp_path, formats):
    with pytest.raises(
        InputError, match=r"unknown report format .*; give a list with any of html, pdf, notebook, md, json"
    ):
        report(newsroom, tmp_path, formats=formats)


def test_a_file_is_no_folder(newsroom, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file; a report needs a folder"):
        report(newsroom, tmp_path / "taken")


@pytest.mark.slow
def test_two_runs_give_the_same_bytes_also_of_the_executed_notebook(newsroom, tmp_path, recwarn):
    folders = [tmp_path / "one", tmp_path / "a folder with spaces"]
    for folder in folders:
        report(newsroom, folder)
    for name in ("report.html", "report.pdf", "report.ipynb", "report.md", "report.json"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    notebook = json.loads((folders[0] / "report.ipynb").read_text(encoding="utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 6
    text = (folders[0] / "report.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path) not in text and str(shutil.os.path.expanduser("~")) not in text
