"""The tables for spreadsheets and statistics programs: what is in them is what was found."""

import sys

import pandas as pd
import pytest

import framing
from framing.articles import Article
from framing.cli import main
from framing.errors import InputError
from framing.exports import TABLE_FORMATS, export
from framing.exports.tables import stata_names

NAMES = {"articles", "spans", "attributions", "sources", "features", "rejected"}


def same_cells(read, frame):
    """Whether a table that was read back holds the cells of the table, names and absent text aside."""
    for (_, got), (_, expected) in zip(read.items(), frame.items(), strict=True):
        if pd.api.types.is_numeric_dtype(expected):
            assert got.astype(float).round(9).equals(expected.astype(float).round(9).rename(got.name)), got.name
        else:
            assert got.fillna("").astype(str).tolist() == expected.tolist(), got.name
    return len(read) == len(frame)


def test_xlsx_escapes_formulas_and_nothing_else(results, tmp_path):
    export(results, tmp_path / "t.xlsx", to="xlsx")
    leaves = pd.read_excel(tmp_path / "t.xlsx", sheet_name=None, keep_default_na=False, na_values=[""])
    assert set(leaves) == NAMES
    text = results.articles["text"]
    assert leaves["articles"]["text"].tolist() == ["'" + text[0].replace("\r\n", "\n"), *text[1:]]
    assert text[0].startswith("=1+1") and leaves["articles"]["outlet"].tolist() == results.articles["outlet"].tolist()
    assert same_cells(leaves["spans"], results.spans)
    assert same_cells(leaves["features"], results.features)


def test_xlsx_cuts_what_no_cell_holds(tmp_path):
    long = framing.analyze([Article(id="a", text="The ferry may sink. " * 3000)], engine="rules", progress=False)
    export(long, tmp_path / "t.xlsx", to="xlsx", tables=["articles"])
    leaves = pd.read_excel(tmp_path / "t.xlsx", sheet_name=None)
    assert list(leaves) == ["articles"] and leaves["articles"]["text"][0].endswith("(cut: too long for a cell)")


def test_csv_and_parquet_are_verbatim(results, tmp_path):
    export(results, tmp_path / "csv", to="csv")
    export(results, tmp_path / "parquet", to="parquet")
    assert pd.read_parquet(tmp_path / "parquet" / "articles.parquet").equals(results.articles)
    assert pd.read_parquet(tmp_path / "parquet" / "features.parquet").equals(results.features)
    text = (tmp_path / "csv" / "articles.csv").read_bytes().decode()
    assert results.articles["text"][2] in text and "'=1+1" not in text


def test_stata_keeps_accents_emoji_and_long_texts(results, tmp_path):
    export(results, tmp_path / "dta", to="stata")
    assert same_cells(pd.read_stata(tmp_path / "dta" / "articles.dta"), results.articles)
    assert same_cells(pd.read_stata(tmp_path / "dta" / "attributions.dta"), results.attributions)
    with pd.io.stata.StataReader(tmp_path / "dta" / "features.dta") as reader:
        labels = reader.variable_labels()
        assert same_cells(reader.read(), results.features)
    with pd.io.stata.StataReader(tmp_path / "dta" / "spans.dta") as reader:
        assert reader.variable_labels()["end_"] == "end"  # a reserved word there
        assert same_cells(reader.read(), results.spans)
    assert labels["hedges_p1000_par"] == "hedges_per_1000_words_paraphrased"


def test_stata_names_are_short_and_different():
    names = stata_names(["x" * 40, "x" * 41, "1st", "a b"])
    assert names == ["x" * 32, "x" * 29 + "2", "_1st", "a_b"]
    assert len(set(stata_names(["y" * 33 + str(n) for n in range(20)]))) == 20


def test_spss_keeps_accents_emoji_and_long_texts(results, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    export(results, tmp_path / "sav", to="spss")
    for name in ("articles", "attributions", "features"):
        frame, _ = pyreadstat.read_sav(str(tmp_path / "sav" / f"{name}.sav"))
        assert list(frame.columns) == list(getattr(results, name).columns)
        assert same_cells(frame, getattr(results, name))


@pytest.mark.parametrize("to", TABLE_FORMATS)
def test_the_same_results_give_the_same_bytes(results, tmp_path, to):
    first = export(results, tmp_path / "one", to=to)
    second = export(results, tmp_path / "two", to=to)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize(
    ("to", "package", "line"),
    [
        ("spss", "pyreadstat", "framing[spss]"),
        ("xlsx", "xlsxwriter", "framing[excel]"),
        ("parquet", "pyarrow", "framing[parquet]"),
        ("inception", "cassis", "framing[inception]"),
    ],
)
def test_a_missing_package_gets_the_line_that_installs_it(results, tmp_path, monkeypatch, to, package, line):
    import importlib.util

    found = importlib.util.find_spec
    missing = lambda name, *rest: None if name == package else found(name, *rest)  # noqa: E731
    for module in ("framing.exports.tables", "framing.parquet"):
        monkeypatch.setattr(f"{module}.find_spec", missing)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match="pip install") as said:
        export(results, tmp_path / "x", to=to)
    assert f"pip install '{line}'" in str(said.value)


def test_the_command(results, tmp_path, capsys):
    results.write(tmp_path / "run")
    command = ["export", str(tmp_path / "run"), "--to"]
    assert main([*command, "xlsx", "--out", str(tmp_path / "t.xlsx"), "--table", "spans"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 't.xlsx'}\n"
    assert main([*command, "xlsx", "--out", str(tmp_path / "t.xlsx")]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main([*command, "doccano", "--out", str(tmp_path / "t.jsonl")]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "sas", "--out", "{}/x"], "unknown export format 'sas'"),
        (["--to", "csv", "--out", "{}/run"], "is a result folder"),
        (["--to", "xlsx", "--out", "{}"], "is a folder"),
        (["--to", "csv", "--out", "{}/file"], "is a file"),
        (["--to", "csv", "--out", "{}/x", "--table", "words"], "these results hold no table 'words'"),
        (["--to", "csv", "--out", "{}/x", "--table", "wrods"], "there is no table 'wrods'"),
        (["--to", "doccano", "--out", "{}/x", "--table", "spans"], "no tables"),
    ],
)
def test_wrong_arguments_get_one_sentence(results, tmp_path, capsys, arguments, said):
    results.write(tmp_path / "run")
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    assert main(["export", str(tmp_path / "run"), *(one.format(tmp_path) for one in arguments)]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1 and sorted(tmp_path.rglob("*")) == before
