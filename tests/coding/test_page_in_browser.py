"""Somebody who has never seen the tool codes twenty items on the page, by keyboard, in a real browser."""

import importlib.util
import time
from pathlib import Path

import pytest

from framing.coding import agreement_table, find_questions, make_sample, read_sheets
from framing.coding.page import render_page
from framing.coding.passages import Passage, find_passages

spec = importlib.util.spec_from_file_location("chromium", Path(__file__).with_name("chromium.py"))
chromium = importlib.util.module_from_spec(spec)
spec.loader.exec_module(chromium)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium.CHROMIUM is None, reason="needs Chromium, which is not installed"),
]
HOSTILE = '</script><script>window.hurt=1</script><img src=x onerror="window.hurt=2">'


@pytest.fixture
def browser(tmp_path):
    browser = chromium.Browser(tmp_path)
    yield browser
    browser.close()


def test_twenty_items_by_keyboard(browser, results, tmp_path):
    sample = make_sample(results, find_questions(["source_type", "source_named", "stance"]), 20, by=["outlet"], seed=4)
    passages = find_passages(sample, results)
    # One article is hostile, and has a letter of two UTF-16 units before the marked words.
    text = f"😱 {HOSTILE} said so."
    start = text.index("said")
    passages[2] = Passage(
        item=passages[2].item, article_id="hostile", title=HOSTILE, text=text, start=2, end=len(text),
        marked=((start, start + 4),),
    )  # fmt: skip
    page = tmp_path / "attributions.html"
    page.write_text(render_page(sample, passages), encoding="utf-8")
    browser.open(page)
    assert browser.ask("document.querySelectorAll('fieldset').length") == 3
    assert browser.ask("document.getElementById('count').textContent") == "Item 1 of 20 · 0 done"
    for number in range(20):
        shown = browser.ask("[...document.querySelectorAll('#passage mark')].map(m => m.textContent)")
        assert shown == [piece for piece, marked in passages[number].segments() if marked]
        if number == 2:
            browser.press("a")
            whole = browser.ask("[...document.querySelectorAll('#article mark')].map(m => m.textContent)")
            assert whole == ["said"]
        browser.press("9", "2", "0" if number == 5 else "1", "Enter")
    assert browser.ask("document.getElementById('count').textContent") == "Item 20 of 20 · 20 done"
    assert browser.ask("document.getElementById('status').textContent").startswith("All items are answered.")

    browser.press("s")  # without a name there is nobody to file it under
    assert browser.ask("document.activeElement.id") == "coder"
    browser.press("A", "n", "a", "Enter", "s")
    saved = browser.downloads / "attributions-Ana.csv"
    for _ in range(100):
        if saved.exists() and saved.stat().st_size:
            break
        time.sleep(0.05)
    codes, problems = read_sheets([saved], sample)
    assert problems.empty
    assert len(codes) == 60
    assert set(codes["coder"]) == {"Ana"}
    assert set(codes[codes["question"] == "source_type"]["code"]) == {"unknown"}
    assert codes[(codes["item"] == passages[5].item) & (codes["question"] == "stance")]["code"].tolist() == ["?"]

    assert browser.ask("window.hurt === undefined && document.images.length === 0")
    assert browser.complaints() == []

    # Closed and opened again: what was coded is still there.
    browser.open(page)
    assert browser.ask("document.getElementById('count').textContent").endswith("20 done")
    assert browser.ask("document.getElementById('coder').value") == "Ana"


def test_words_of_one_s_own_and_going_back(browser, results, tmp_path):
    sample = make_sample(results, find_questions(["source_name", "source_named"]), 5, seed=4)
    page = tmp_path / "names.html"
    page.write_text(render_page(sample, find_passages(sample, results), coder="Ben"), encoding="utf-8")
    browser.open(page)
    browser.ask("document.querySelector('#form input').focus()")
    browser.press(*"Ms 9", "Enter")  # letters and numbers go into the field, Enter to the next question
    assert browser.ask("document.activeElement.type") == "radio"
    browser.press("2", "Enter", "ArrowLeft")
    assert browser.ask("document.querySelector('#form input').value") == "Ms 9"
    assert browser.ask("document.querySelector('#form input:checked').value") == "no"
    assert browser.ask("document.getElementById('count').textContent") == "Item 1 of 5 · 1 done"
    assert browser.complaints() == []


def saved_by(browser, name):
    """Type a name, save, and return the file."""
    browser.press("s")
    browser.press(*name, "Enter", "s")
    path = browser.downloads / f"attributions-{name}.csv"
    for _ in range(100):
        if path.exists() and path.stat().st_size:
            return path
        time.sleep(0.05)
    raise AssertionError(f"{path.name} was not saved")


def test_two_coders_from_the_page_to_their_agreement(tmp_path, results):
    """Each in a browser of his or her own, by keyboard; Ben answers every fifth item otherwise."""
    sample = make_sample(results, find_questions(["source_named", "stance"]), 20, seed=4)
    page = tmp_path / "attributions.html"
    page.write_text(render_page(sample, find_passages(sample, results)), encoding="utf-8")
    files = []
    for name, other in (("Ana", ()), ("Ben", (0, 5, 10, 15))):
        folder = tmp_path / name
        folder.mkdir()
        browser = chromium.Browser(folder)
        try:
            browser.open(page)
            for number in range(20):
                browser.press("2" if number in other else "1", str(1 + number % 3), "Enter")
            files.append(saved_by(browser, name))
            assert browser.complaints() == []
        finally:
            browser.close()
    codes, problems = read_sheets(files, sample, passages=find_passages(sample, results))
    assert problems.empty
    assert codes.groupby("coder").size().to_dict() == {"Ana": 40, "Ben": 40}
    table = agreement_table(codes, sample, results, n_resamples=100)
    percent = table[(table["scope"] == "all") & (table["coefficient"] == "percent")].set_index("question")["value"]
    assert percent.to_dict() == {"source_named": pytest.approx(0.8), "stance": pytest.approx(1.0)}


@pytest.mark.parametrize(("width", "height"), [(360, 740), (800, 1000), (1280, 800)])
def test_on_every_screen_nothing_is_cut_off_and_the_way_on_comes_into_view(browser, results, tmp_path, width, height):
    sample = make_sample(results, find_questions(["source_type", "stance"]), 5, seed=4)
    page = tmp_path / "attributions.html"
    page.write_text(render_page(sample, find_passages(sample, results)), encoding="utf-8")
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    browser.open(page)
    assert browser.ask("document.documentElement.scrollWidth <= window.innerWidth")
    small = (
        "[...document.querySelectorAll('button, .answer')].filter(e => e.offsetParent && e.offsetHeight < 24).length"
    )
    assert browser.ask(small) == 0  # WCAG 2.2: a target of 24 pixels
    browser.press("1", "1")
    inside = "(e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= window.innerHeight; })"
    assert browser.ask(f"{inside}(document.getElementById('next'))")
    assert browser.ask("document.activeElement.id") == "next"
    browser.press("Enter")
    assert browser.ask("document.getElementById('count').textContent") == "Item 2 of 5 · 1 done"
    assert browser.ask(f"{inside}(document.querySelector('#passage mark'))")
    # Seen from its start where the screen is tall enough: the words before the marked ones matter.
    tops = browser.ask("['passage', 'count'].map(id => document.getElementById(id).getBoundingClientRect().top)")
    assert height < 800 or min(tops) >= 0
