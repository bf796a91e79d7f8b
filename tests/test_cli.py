"""The commands, as a person types them: what they say, what they write, how they end."""

import json
import subprocess
import sys

import pytest

from framing.cli import main

CSV = "id,outlet,title,text\na1,Post,Ferry late,The ferry is late. It may sink an aide said.\na2,Herald,Ferry,The ferry is fine.\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "my articles.csv"  # a path with a space
    path.write_text(CSV, encoding="utf-8")
    return path


def run(*arguments):
    return main([str(argument) for argument in arguments])


def test_analyze_writes_the_tables_and_says_so_in_one_line(table, tmp_path, capsys):
    assert run("analyze", table, "--engine", "rules", "--out", tmp_path / "out") == 0
    assert capsys.readouterr().out.startswith("2 articles, ")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    tables = {"articles.jsonl", "spans.csv", "attributions.csv", "sources.csv", "features.csv", "rejected.csv"}
    assert written == tables | {"manifest.json"}


def test_compare_adds_its_tables(table, tmp_path, capsys):
    run("analyze", table, "--engine", "rules", "--out", tmp_path / "out")
    assert run("compare", tmp_path / "out") == 0
    assert {"estimates.csv", "differences.csv"} <= {path.name for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "is empty"),
        ("numbers.csv", b"id,price\n1,2\n", "text"),
        ("noise.csv", bytes(range(256)) * 20, ""),
        ("broken.jsonl", b'{"id": 1, "text"\n', ""),
    ],
)
def test_input_that_cannot_be_used_gets_one_sentence_and_code_2(tmp_path, capsys, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    assert run("analyze", tmp_path / name, "--out", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith("framing: ") and said.count("\n") == 1 and sentence in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("given", ["nowhere.csv", "https://example.org/story.html"])
def test_what_is_not_there_or_is_a_link_gets_one_sentence(tmp_path, capsys, given):
    target = given if given.startswith("http") else tmp_path / given
    assert run("analyze", target, "--out", tmp_path / "out") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_without_articles_gets_one_sentence(tmp_path, capsys):
    (tmp_path / "nothing").mkdir()
    assert run("run", tmp_path / "nothing", "--out", tmp_path / "out") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_one_broken_line_does_not_lose_the_rest(tmp_path, capsys):
    lines = [json.dumps({"id": str(n), "text": "The ferry is late."}) for n in range(3)]
    (tmp_path / "mixed.jsonl").write_text("\n".join([lines[0], "{broken", *lines[1:]]), encoding="utf-8")
    assert run("analyze", tmp_path / "mixed.jsonl", "--engine", "rules", "--out", tmp_path / "out") == 0
    assert "3 articles" in capsys.readouterr().out
    rejected = (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8").splitlines()
    assert len(rejected) == 2 and rejected[1].startswith("mixed.jsonl,2,")


def test_a_second_run_into_the_same_folder_needs_overwrite(table, tmp_path, capsys):
    run("analyze", table, "--engine", "rules", "--out", tmp_path / "out")
    assert run("analyze", table, "--engine", "rules", "--out", tmp_path / "out") == 2
    assert "--overwrite" in capsys.readouterr().err
    assert run("analyze", table, "--engine", "rules", "--out", tmp_path / "out", "--overwrite") == 0


def test_a_wrong_engine_gets_the_right_names(table, tmp_path, capsys):
    assert run("analyze", table, "--engine", "modle", "--out", tmp_path / "out") == 2
    assert capsys.readouterr().err == "framing: unknown engine 'modle'; allowed are 'model' and 'rules'\n"


def test_columns_can_be_named(tmp_path):
    (tmp_path / "t.csv").write_text("Volltext\nThe ferry is late.\n", encoding="utf-8")
    options = ("--engine", "rules", "--out", tmp_path / "out")
    assert run("analyze", tmp_path / "t.csv", "--column", "text=Volltext", *options) == 0
    assert run("analyze", tmp_path / "t.csv", "--column", "Volltext", *options, "--overwrite") == 2


def test_options_can_come_from_a_file(table, tmp_path, capsys):
    config = tmp_path / "options.toml"
    config.write_text(f'engine = "rules"\nout = "{tmp_path / "out"}"\nno_text = true\n', encoding="utf-8")
    assert run("--config", config, "analyze", table) == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["options"]["with_text"] is False


def test_measures_prints_the_codebook_and_helps_with_a_typing_error(capsys):
    assert run("measures") == 0
    printed = capsys.readouterr().out
    assert "hedges_per_1000_words" in printed and "accuracy:" in printed
    assert run("measures", "hedges_per_1000_words") == 0
    assert "Blind spots:" in capsys.readouterr().out
    assert run("measures", "hedgeing") == 2
    assert "did you mean 'hedges_per_1000_words'?" in capsys.readouterr().err


def test_no_command_prints_the_help_and_ends_with_1(capsys):
    assert run() == 1
    assert "commands:" in capsys.readouterr().out


def test_nothing_but_the_manifest_makes_a_folder_a_result(tmp_path, capsys):
    assert run("compare", tmp_path) == 2
    assert "holds no results" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--by", "outlett"], "did you mean 'outlet'?"),
        (["--report-format", "doc"], "unknown report format 'doc'"),
        (["--template", "nowhere"], "--template 'nowhere' is no folder"),
        (["--min-words", "abc"], "--min-words: invalid int value: 'abc'"),
        (["--workers", "0"], "--workers is 0"),
    ],
)
def test_a_wrong_option_is_one_sentence_before_anything_is_written(table, tmp_path, capsys, options, sentence):
    assert run("run", table, "--out", tmp_path / "out", *options) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_missing_argument_is_one_sentence(capsys):
    assert run("analyze", "somewhere.csv") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_who_has_enough_ends_a_command_quietly():
    code = "import sys; from framing.cli import main; sys.exit(main(['measures']))"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
