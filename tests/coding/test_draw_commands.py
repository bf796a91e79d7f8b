"""How many items an interval needs, asked on the command line."""

import re

import pytest

from framing.cli import main
from framing.coding import find_questions, needed_size
from framing.coding.units_table import units_table


@pytest.fixture
def folder(results, tmp_path):
    results.write(tmp_path / "run")
    return str(tmp_path / "run")


def test_size_says_how_many_over_all_and_for_each_outlet(results, folder, capsys):
    assert main(["code", "size", folder, "--questions", "loaded", "--half-width", "0.1", "--error", "0.2"]) == 0
    said = capsys.readouterr().out
    units = units_table(results, find_questions(["loaded"]))
    outlets = units["article_id"].map(results.articles.set_index("article_id")["outlet"]).value_counts()
    assert f"over all: {needed_size(0.1, population=len(units))} by hand alone" in said
    corrected = sum(needed_size(0.1, error=0.2, population=n) for n in outlets.tolist())
    hand = sum(needed_size(0.1, population=n) for n in outlets.tolist())
    assert re.search(rf"in each of {len(outlets)} outlets: {hand} by hand alone, {corrected} with a program", said)


def test_a_wrong_width_or_group_is_one_sentence_and_nothing_else(folder, capsys):
    for arguments, sentence in (
        (["--half-width", "1.5"], "half_width is 1.5; it must lie between 0 and 1, such as 0.05"),
        (["--half-width", "0.1", "--by", "emotion"], "no column 'emotion' to compare by"),
        ([], "the following arguments are required: --half-width"),
    ):
        assert main(["code", "size", folder, *arguments]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert sentence in told.err and len(told.err.strip().splitlines()) == 1


def test_a_codebook_in_yaml_can_be_drawn_for(folder, tmp_path, capsys):
    pytest.importorskip("yaml")
    own = tmp_path / "own.yaml"
    own.write_text(
        "questions:\n  - {id: conflict, text: 'Two sides?', unit: article, values: [yes, no]}\n", encoding="utf-8"
    )
    assert main(["code", "sample", folder, "--codebook", str(own), "--size", "6"]) == 0
    assert "articles drawn" in capsys.readouterr().out
    own.write_text(
        "questions:\n  - {id: conflict, text: 'Two sides?', unit: page, values: [yes, no]}\n", encoding="utf-8"
    )
    assert main(["code", "sample", folder, "--codebook", str(own), "--size", "6", "--overwrite"]) == 2
    assert "own.yaml, line 2, question 1 (conflict): unit 'page' is unknown" in capsys.readouterr().err
