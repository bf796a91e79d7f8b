"""The whole kit, built once: what a teacher finds in the folder, and a lesson held with it."""

import importlib.util
import json
import re
import shutil
import subprocess
import time
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from framing.cli import main
from framing.coding import load_sample
from framing.corpus import corpus_folder, notebooks_folder
from framing.course.compare_notebook import render_compare_notebook
from framing.course.kit import write_course
from framing.course.slides import DOTS
from framing.errors import InputError

spec = importlib.util.spec_from_file_location("chromium", Path(__file__).parents[1] / "coding" / "chromium.py")
chromium = importlib.util.module_from_spec(spec)
spec.loader.exec_module(chromium)
needs_browser = pytest.mark.skipif(chromium.CHROMIUM is None, reason="needs Chromium, which is not installed")


def test_a_folder_that_is_not_empty_is_refused(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(InputError, match="is not empty; give another folder or --overwrite"):
        write_course(tmp_path)
    assert main(["course", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_refused(tmp_path):
    (tmp_path / "kit").write_text("")
    with pytest.raises(InputError, match="is a file; --out needs a folder"):
        write_course(tmp_path / "kit")


def test_a_seed_below_zero_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(InputError, match="--seed is -1; it must be 0 or more"):
        write_course(tmp_path / "kit", seed=-1)
    assert not (tmp_path / "kit").exists()


def test_the_wheel_and_the_source_package_carry_the_notebooks():
    built = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    targets = built["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["force-include"]["notebooks"] == "framing/notebooks"
    assert "notebooks" in targets["sdist"]["include"]


def test_the_notebook_of_the_class_is_the_same_every_time_and_valid():
    import nbformat

    text = render_compare_notebook()
    assert render_compare_notebook() == text
    notebook = nbformat.reads(text, 4)
    nbformat.validate(notebook)
    assert notebook.cells[-1].source.startswith("## What this does not show")


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit as the command writes it."""
    folder = tmp_path_factory.mktemp("course") / "kit"
    assert main(["course", "--out", str(folder)]) == 0
    return folder


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_overwriting_keeps_what_students_saved(kit, tmp_path):
    again = tmp_path / "again"
    (again / "hand_coding" / "returned").mkdir(parents=True)
    (again / "hand_coding" / "returned" / "lesson-Ana.csv").write_text("item\n")
    write_course(again, overwrite=True)
    assert (again / "hand_coding" / "returned" / "lesson-Ana.csv").read_text() == "item\n"
    files = {path.relative_to(kit) for path in kit.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again) for path in again.rglob("*") if path.is_file()} - {
        Path("hand_coding/returned/lesson-Ana.csv")
    }
    assert [name for name in sorted(files) if (kit / name).read_bytes() != (again / name).read_bytes()] == []


@pytest.mark.slow
def test_corpus_and_notebooks_are_ours(kit):
    assert (kit / "corpus" / "articles.jsonl").read_bytes() == (corpus_folder() / "articles.jsonl").read_bytes()
    ours = {path.relative_to(notebooks_folder()) for path in notebooks_folder().rglob("[0-9][0-9]_*.ipynb")}
    assert {path.relative_to(kit / "notebooks") for path in (kit / "notebooks").rglob("*.ipynb")} >= ours


def links(path):
    """Return what a page links to and loads."""
    return re.findall(r'(?:href|src|action)\s*=\s*"([^"]*)"', path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_pages_load_nothing_from_the_network_and_every_link_leads_somewhere(kit):
    pages = sorted(kit.rglob("*.html"))
    assert len(pages) >= 13
    for page in pages:
        for link in links(page):
            parts = urlsplit(link)
            assert parts.scheme in ("", "data"), (page.name, link)
            assert not parts.netloc, (page.name, link)
            if parts.path and not parts.scheme:
                assert (page.parent / unquote(parts.path)).exists(), (page.name, link)
        assert "@import" not in page.read_text(encoding="utf-8")
    for place in re.findall(r"\]\(([^)]*)\)", (kit / "README.md").read_text(encoding="utf-8")):
        assert (kit / place).exists()


@pytest.mark.slow
def test_every_file_that_our_pages_name_is_there(kit):
    for page in ("guide.md", "downloads.md", "README.md"):
        named = re.findall(r"`([\w/]+\.(?:html|pdf|png|ipynb|md|jsonl))`", (kit / page).read_text(encoding="utf-8"))
        assert named
        for name in named:
            assert any((kit / place / name).exists() for place in ("", "hand_coding", "worksheets")), (page, name)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext, which is not installed")
def test_pdfs_have_pages_text_and_page_numbers(kit):
    pdfs = sorted(kit.rglob("*.pdf"))
    assert len(pdfs) == 10
    for pdf in pdfs:
        pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        *sheets, rest = pages.split("\f")
        assert not rest.strip()
        for number, sheet in enumerate(sheets, 1):
            assert len(sheet.split()) > 20, (pdf.name, number)
            assert re.search(rf"\b{number} ?/ ?{len(sheets)}\s*$", sheet), (pdf.name, number)
        if pdf.name.startswith("worksheet"):
            assert len(sheets) <= 2, pdf.name  # one sheet of paper


@pytest.mark.slow
def test_slides_are_16_to_9(kit):
    pictures = sorted((kit / "slides").glob("*.png"))
    assert pictures
    for path in pictures:
        head = path.read_bytes()[16:24]
        assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")) == (DOTS, DOTS * 9 // 16)
        assert path.with_suffix(".svg").is_file()


@pytest.mark.slow
def test_students_do_not_see_the_machine_s_answers(kit):
    sample = load_sample(kit / "run", "lesson")
    assert len(sample.items) == 10
    page = (kit / "hand_coding" / "lesson.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert "machine" not in json.dumps(data)
    key = (
        (kit / "hand_coding" / "key.md") if (kit / "hand_coding" / "key.md").exists() else kit / "hand_coding/key.html"
    )
    assert key.read_text(encoding="utf-8").count("<h2>Item") == 10


@pytest.fixture
def lesson(kit, tmp_path):
    """A copy of the kit, for a class to write into."""
    shutil.copytree(kit, tmp_path / "kit")
    return tmp_path / "kit"


def code(page, name, answers, folder):
    """Open the coding page as a student, answer by keyboard, save, and return the file."""
    folder.mkdir()
    browser = chromium.Browser(folder)
    try:
        browser.open(page)
        for keys in answers:
            browser.press(*keys, "Enter")
        browser.press("s")
        browser.press(*name, "Enter", "s")
        path = browser.downloads / f"lesson-{name}.csv"
        for _ in range(100):
            if path.exists() and path.stat().st_size:
                break
            time.sleep(0.05)
        assert browser.complaints() == []
        return path
    finally:
        browser.close()


@pytest.mark.slow
@needs_browser
def test_a_class_of_three_from_the_page_to_its_agreement(lesson, tmp_path, monkeypatch, capsys):
    sample = load_sample(lesson / "run", "lesson")
    keys = {question.id: {code: str(n) for n, code in enumerate(question.codes, 1)} for question in sample.questions}
    machine = [[keys[name][row[f"machine_{name}"]] for name in keys] for row in sample.items.to_dict("records")]
    other = [["9", "2", "6"] if number < 3 else row for number, row in enumerate(machine)]
    unsure = [["0", *row[1:]] if number == 9 else row for number, row in enumerate(machine)]
    page = lesson / "hand_coding" / "lesson.html"
    for name, answers in (("Ana", machine), ("Ben", other), ("Eda", unsure)):
        shutil.copy(code(page, name, answers, tmp_path / name), lesson / "hand_coding" / "returned")

    monkeypatch.chdir(lesson)  # the commands of the guide
    files = sorted(str(path) for path in Path("hand_coding/returned").glob("*.csv"))
    assert main(["code", "read", "run", *files]) == 0
    assert "90 codes of 3 coders" in capsys.readouterr().out
    assert main(["code", "agree", "run"]) == 0
    said = capsys.readouterr().out
    assert "source_type: the program gives the coders' answer in 1.000" in said
    assert "source_named: alpha" in said

    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read("hand_coding/compare.ipynb", 4)
    resources = {"metadata": {"path": "hand_coding"}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    shown = json.dumps([cell.get("outputs", []) for cell in notebook.cells])
    assert "3 files" in shown
    assert "Ben" in shown


@pytest.mark.slow
def test_the_notebook_before_anybody_has_coded_says_what_is_missing(lesson):
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(lesson / "hand_coding" / "compare.ipynb", 4)
    resources = {"metadata": {"path": str(lesson / "hand_coding")}}
    with pytest.raises(CellExecutionError, match="no sheet was given; name the CSV"):
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
