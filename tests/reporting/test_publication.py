"""Charts as figures for print: every chart, two widths, three formats, none taller than a page."""

import re

import pytest

from framing.reporting.figures import FIGURES, chart_tables
from framing.reporting.publication import TALLEST, write_figures


@pytest.fixture(scope="module")
def written(make_results, tmp_path_factory):
    """The figures of fourteen outlets, by name."""
    many = make_results(outlets=tuple(f"Outlet {place:02}" for place in range(14)), events=("one", "two"))
    files = write_figures(many, tmp_path_factory.mktemp("figures"))
    return many, {path.name: path for path in files}


def test_every_chart_comes_in_two_widths_and_three_formats(written):
    results, files = written
    names = list(chart_tables(results, FIGURES))
    assert {"wording_profile", "source_mix", "same_event", "two_measures"} <= set(names)
    wanted = {
        f"{name}-{width}.{ending}"
        for name in names
        for width in ("single", "double")
        for ending in ("svg", "pdf", "png")
    }
    assert set(files) == wanted | {"captions.md"}


def test_no_figure_is_taller_than_a_page_and_widths_are_those_of_columns(written):
    for name, path in written[1].items():
        if path.suffix == ".svg":
            width, height = (
                float(size) / 72 for size in re.findall(r'(?:width|height)="([\d.]+)pt"', path.read_text())[:2]
            )
            assert height <= TALLEST, name
            assert width == pytest.approx(3.5 if "-single" in name else 7.2, abs=0.01)


def test_captions_say_what_is_shown_and_what_was_left_out(written):
    text = written[1]["captions.md"].read_text(encoding="utf-8")
    assert "## wording_profile" in text and "**How is it worded?**" in text and "In words: Dot chart" in text
    assert re.search(r"Single column: \d+ of 14 outlets, those with the most articles", text)
