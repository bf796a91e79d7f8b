"""Labels in other languages: complete where they are shipped, English where a file lacks one, nothing lost."""

import tomllib
from pathlib import Path

import pytest

import framing.reporting
from framing.errors import InputError
from framing.reporting import render_html, render_pdf
from framing.reporting.labels import in_labels, label_keys, load_labels, shipped_languages

FOLDER = Path(framing.reporting.__file__).parent / "labels"


@pytest.mark.parametrize("language", shipped_languages())
def test_every_shipped_language_has_every_label_and_no_other(language):
    found = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    assert set(found) == set(label_keys())


def test_labels_are_those_of_templates_charts_and_layers():
    assert {"What was found", "Contents", "politicians", "loaded words", "Who gets to speak?"} <= set(label_keys())


@pytest.mark.parametrize("language", shipped_languages())
def test_page_and_pdf_are_written_in_the_language(summary, language):
    _, labels = load_labels(language)
    said = in_labels(summary, language, labels)
    page = render_html(said)
    assert f'<html lang="{language}">' in page
    for english in ("What was found", "How sure is this?", "Who gets to speak?"):
        assert f">{english}<" not in page and f">{labels[english]}<" in page
    assert f">{labels['politicians']}</text>" in page and ">politicians</text>" not in page
    assert labels[next(key for key in labels if key.startswith("Only headings"))] in page
    assert summary["findings"][0]["text"] in page.replace("\u00a0", " ").replace("&#39;", "'")
    assert render_pdf(said).startswith(b"%PDF-1.7")


def test_english_says_nothing_of_translation(summary):
    assert "Only headings" not in render_html(summary) and '<html lang="en">' in render_html(summary)


def test_a_file_of_ones_own_may_lack_labels(summary, tmp_path):
    file = tmp_path / "nl.toml"
    file.write_text('"What was found" = "Wat er <gevonden> is"', encoding="utf-8")
    page = render_html(in_labels(summary, *load_labels(file)))
    assert "Wat er &lt;gevonden&gt; is" in page and "How sure is this?" in page and '<html lang="nl">' in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "my.toml",
            '"What was fund" = "x"',
            "my.toml: no report shows 'What was fund'; did you mean 'What was found'?",
        ),
        ("my.toml", '"Outlet" = 3', "the label of 'Outlet' is 3; it should be text"),
        ("my.toml", "Outlet", "my.toml is not TOML"),
        ("my.toml", b"\xff\xfe", "my.toml is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as raised:
        load_labels(path)
    assert sentence in str(raised.value) and "\n" not in str(raised.value)


def test_a_language_that_is_not_shipped_is_one_sentence():
    with pytest.raises(InputError, match=r"no labels in 'tlh'; there are en, de, fr, or give a file"):
        load_labels("tlh")
