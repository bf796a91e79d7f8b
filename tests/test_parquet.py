"""`--format parquet`: the same tables with types, read back as if they had been CSV."""

import pandas as pd
import pytest

import framing
from framing import parquet
from framing.articles import Article
from framing.cli import main
from framing.results import TABLES

ARTICLES = [
    Article(
        id="a", outlet="Post", event="ferry", title="“Late”", text="“The cafe\u0301 😀\r\nmay close,” Ada Brenn said."
    ),
    Article(id="b", outlet="Herald", event="ferry", text="=1+1, perhaps.\nThe mayor may resign, an aide said."),
]


def same(one, other):
    names = ("articles", *TABLES, "events", "estimates", "differences", "words")
    return [name for name in names if not _same(getattr(one, name), getattr(other, name))]


def _same(one, other):
    return other is None if one is None else one.equals(other)


@pytest.mark.parametrize("rows", [1, 100_000], ids=["row by row", "at once"])
def test_a_run_in_parquet_loads_as_one_in_csv(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(parquet, "_ROWS", rows)
    options = {"engine": "rules", "progress": False}
    plain = framing.analyze(ARTICLES, out=tmp_path / "csv", **options)
    typed = framing.analyze(ARTICLES, out=tmp_path / "parquet", format="parquet", **options)
    assert same(plain, typed) == []
    names = {path.name for path in (tmp_path / "parquet").iterdir()}
    assert names == {"articles.jsonl", "manifest.json", *(f"{name}.parquet" for name in (*TABLES, "events"))}
    spans = pd.read_parquet(tmp_path / "parquet" / "spans.parquet")
    assert spans.equals(plain.spans) and spans["start"].dtype == "int64"
    features = pd.read_parquet(tmp_path / "parquet" / "features.parquet")
    assert features["hedges_per_1000_words"].dtype == "float64" and features["n_words"].dtype == "int64"


def test_results_in_memory_are_written_and_compared_as_parquet(tmp_path):
    results = framing.analyze(ARTICLES, engine="rules", progress=False)
    results.attach(framing.compare(results))
    path = results.write(tmp_path / "run", format="parquet")
    loaded = framing.load(path)
    assert list(loaded.words.columns) == list(results.words.columns) and len(loaded.words) == len(results.words) == 0
    assert same(loaded, results) in ([], ["words"])  # a table without rows shows no types
    assert (path / "estimates.parquet").is_file() and not list(path.glob("*.csv"))


def test_the_comparison_is_written_as_the_tables_are_and_overwriting_leaves_nothing_old(tmp_path, capsys):
    table = tmp_path / "news.csv"
    table.write_text("id,outlet,text\na,Post,It may sink.\nb,Herald,It may fall an aide said.\n")
    command = ["analyze", str(table), "--engine", "rules", "--out", str(tmp_path / "run")]
    assert main([*command, "--format", "parquet"]) == 0
    assert main(["compare", str(tmp_path / "run")]) == 0
    assert (tmp_path / "run" / "differences.parquet").is_file()
    assert not list((tmp_path / "run").glob("*.csv"))
    assert main([*command, "--overwrite"]) == 0
    assert not list((tmp_path / "run").glob("*.parquet"))


def test_events_come_back_from_parquet(tmp_path):
    run = framing.analyze(ARTICLES, out=tmp_path / "run", engine="rules", progress=False, format="parquet")
    edited = run.events.assign(event=["one", "two"])
    edited.to_parquet(tmp_path / "events.parquet")
    again = framing.analyze(ARTICLES, engine="rules", progress=False, events=tmp_path / "events.parquet")
    assert again.articles["event"].tolist() == ["one", "two"]
    (tmp_path / "broken.parquet").write_bytes(b"nothing")
    with pytest.raises(framing.InputError, match=r"broken\.parquet cannot be read"):
        framing.analyze(ARTICLES, engine="rules", progress=False, events=tmp_path / "broken.parquet")


def test_wrong_formats_and_broken_files_get_one_sentence(tmp_path, capsys, monkeypatch):
    with pytest.raises(framing.InputError, match="unknown table format 'feather'; allowed are 'csv' and 'parquet'"):
        framing.analyze(ARTICLES, out=tmp_path / "run", format="feather", progress=False)
    assert not (tmp_path / "run").exists()
    path = framing.analyze(ARTICLES, engine="rules", progress=False).write(tmp_path / "run", format="parquet")
    (path / "spans.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(framing.InputError, match=r"spans\.parquet is not a Parquet table"):
        framing.load(path)
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    assert main(["analyze", "x.csv", "--format", "parquet", "--out", str(tmp_path / "other")]) == 2
    assert "pip install 'framing[parquet]'" in capsys.readouterr().err


def test_the_report_has_formats_of_its_own(tmp_path, capsys):
    path = framing.analyze(ARTICLES, engine="rules", progress=False).write(tmp_path / "run")
    assert main(["report", str(path), "--report-format", "md"]) == 0
    assert (path / "report.md").is_file() and not (path / "report.html").exists()
