"""What every chart must do: draw its table, at every width, and say in words what it shows."""

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from framing import charts
from framing.charts.style import DOUBLE_COLUMN, SINGLE_COLUMN
from framing.errors import InputError

NAMES = ["source_mix", "wording_profile", "who_is_quoted", "verb_stance", "quote_positions", "same_event"]


def functions(name):
    return tuple(getattr(charts, pattern.format(name)) for pattern in ("{}_table", "plot_{}", "describe_{}"))


def texts_of(figure):
    svg = charts.figure_svg(figure, prefix="t")
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize("name", NAMES)
def test_draws_in_both_column_widths(results, name):
    table, plot, _ = functions(name)
    for width in (SINGLE_COLUMN, DOUBLE_COLUMN):
        figure = plot(table(results), width=width)
        assert figure.get_size_inches()[0] == pytest.approx(width)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_outside_the_figure(results, name):
    table, plot, _ = functions(name)
    figure = plot(table(results))
    box = figure.get_window_extent()
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else None
    for text in figure.findobj(lambda artist: artist.__class__.__name__ in ("Text", "Annotation")):
        if text.get_text() and text.get_visible():
            extent = text.get_window_extent(renderer)
            assert extent.x0 >= box.x0 - 8 and extent.x1 <= box.x1 + 8, text.get_text()


@pytest.mark.parametrize("name", NAMES)
def test_draws_into_axes_of_another_figure(results, name):
    from matplotlib.figure import Figure

    table, plot, _ = functions(name)
    figure = Figure(figsize=(10, 12))
    ax = figure.add_subplot(2, 1, 2)
    assert plot(table(results), ax=ax) is figure


@pytest.mark.parametrize("name", NAMES)
def test_same_table_gives_the_same_drawing(results, name):
    table, plot, _ = functions(name)
    drawn = [charts.figure_svg(plot(table(results)), prefix="t") for _ in range(2)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_same_figure_gives_the_same_file(results, ending, tmp_path):
    table = charts.verb_stance_table(results)
    files = [charts.save_figure(charts.plot_verb_stance(table), tmp_path / f"{n}.{ending}") for n in "ab"]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_svg_has_no_style_and_ids_of_its_own(results, name):
    table, plot, _ = functions(name)
    svg = charts.figure_svg(plot(table(results)), prefix="mine")
    assert "style=" not in svg and "<style" not in svg and "<script" not in svg
    assert svg.startswith("<svg ") and svg.endswith("</svg>")
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert ids and all(name.startswith("mine-") for name in ids)
    used = re.findall(r"url\(#([^)]*)\)", svg) + re.findall(r'xlink:href="#([^"]*)"', svg)
    assert set(used) <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_empty_table_is_drawn_as_a_sentence(results, name):
    table, plot, describe = functions(name)
    empty = table(results).iloc[:0]
    assert len(texts_of(plot(empty))) >= 1
    assert describe(empty).endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_description_names_outlets_or_types_with_numbers(results, name):
    table, _, describe = functions(name)
    words = describe(table(results))
    assert re.search(r"\d", words) and len(words) > 80
    assert "nan" not in words


@pytest.mark.parametrize("name", NAMES)
def test_sixty_outlets_with_long_names_are_cut_and_said(make_results, name):
    outlets = tuple(f"The {'Extraordinarily Long ' * 9}Gazette of Town {number:02}" for number in range(60))
    many = make_results(outlets=outlets, events=("one",), paragraphs=2)
    table, plot, _ = functions(name)
    figure = plot(table(many))
    assert figure.get_size_inches()[1] < 30
    if name in ("source_mix", "who_is_quoted", "wording_profile"):
        assert any("of 60 outlets shown" in text for text in texts_of(figure))


def test_unknown_sources_are_always_a_row(results):
    table = charts.source_mix_table(results)
    assert (table.groupby("outlet")["type"].apply(set).map(lambda types: "unknown" in types)).all()
    assert np.allclose(table.groupby("outlet")["share"].sum(), 1)
    assert (table["count"] <= table["total"]).all()
    assert "unknown" in texts_of(charts.plot_source_mix(table))


def test_source_mix_counts_what_the_attributions_say(results):
    table = charts.source_mix_table(results).set_index(["outlet", "type"])
    joined = results.attributions.merge(results.articles[["article_id", "outlet"]]).merge(
        results.sources[["source_id", "type"]], on="source_id", how="left"
    )
    wanted = int(((joined["outlet"] == "State Courier") & (joined["type"] == "document")).sum())
    assert table.loc[("State Courier", "document"), "count"] == wanted > 0


def test_copies_are_not_counted(make_results):
    results = make_results()
    before = charts.source_mix_table(results)["count"].sum()
    results.articles.loc[0, "duplicate_of"] = results.articles.loc[1, "article_id"]
    its_own = (results.attributions["article_id"] == results.articles.loc[0, "article_id"]).sum()
    assert charts.source_mix_table(results)["count"].sum() == before - its_own


def test_numbers_and_intervals_stand_beside_the_dots():
    row = {"measure": "loaded_per_1000_words", "group": "Post", "estimate": 4.1, "low": 1.2, "high": 7.3,
           "n_articles": 12, "n_words": 9000, "count": 37, "method": "ratio"}  # fmt: skip
    figure = charts.plot_wording_profile(pd.DataFrame([row]))
    assert "4.1 (37)" in texts_of(figure)
    assert "Loaded words, per 1,000 words, own voice: Post 4.1 (1.2 to 7.3, 12 articles)." in (
        charts.describe_wording_profile(pd.DataFrame([row]))
    )


def test_few_articles_are_marked():
    row = {"measure": "loaded_per_1000_words", "group": "Post", "estimate": 4.1, "low": 1.2, "high": 7.3,
           "n_articles": 3, "n_words": 900, "count": 4, "method": "ratio"}  # fmt: skip
    texts = texts_of(charts.plot_wording_profile(pd.DataFrame([row])))
    assert "Post †" in texts and any(text.startswith("† fewer than 10 articles") for text in texts)


def test_nan_is_a_dash_and_never_zero():
    row = {"measure": "share_unnamed", "group": "Post", "estimate": np.nan, "low": np.nan, "high": np.nan,
           "n_articles": 3, "n_words": 900, "count": np.nan, "method": "cannot be known"}  # fmt: skip
    assert "–" in texts_of(charts.plot_wording_profile(pd.DataFrame([row])))


def test_prices_are_no_formulas(make_results):
    results = make_results(outlets=("Up $5 and $6_x^2", "Post"))
    assert "Up $5 and $6_x^2 †" in texts_of(charts.plot_wording_profile(charts.wording_profile_table(results)))


def test_user_settings_neither_change_a_chart_nor_are_changed(results):
    import matplotlib

    table = charts.source_mix_table(results)
    before = charts.figure_svg(charts.plot_source_mix(table), prefix="t")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "text.color": "red"}):
        assert charts.figure_svg(charts.plot_source_mix(table), prefix="t") == before
        assert matplotlib.rcParams["font.size"] == 30


def test_pyplot_is_never_imported():
    code = (
        "import sys, pandas as pd\nfrom framing import charts\nassert 'matplotlib' not in sys.modules\n"
        "table = pd.DataFrame([('m', 'g', 1.0, 0.5, 2.0, 3, 9, 1, 'x')], columns=['measure', 'group', 'estimate', "
        "'low', 'high', 'n_articles', 'n_words', 'count', 'method'])\n"
        "charts.figure_svg(charts.plot_wording_profile(table), prefix='a')\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_other_endings_are_refused_in_one_sentence(results, tmp_path):
    figure = charts.plot_source_mix(charts.source_mix_table(results))
    with pytest.raises(InputError, match=r"cannot save a figure as 'chart\.tiff'; allowed endings"):
        charts.save_figure(figure, tmp_path / "chart.tiff")
