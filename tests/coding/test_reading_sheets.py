"""Sheets as they come back: from Excel, from LibreOffice, from machines, and with everything people do to them."""

import csv
import io
import zipfile

import pytest

from framing.coding.passages import find_passages
from framing.coding.reading import read_sheets
from framing.coding.sheets import render_csv
from framing.coding.understanding import understand
from framing.errors import InputError


@pytest.fixture
def sheet(sample, results):
    """The rows of a filled-in sheet: every item is "no" to both questions."""
    text = render_csv(sample, find_passages(sample, results))
    rows = list(csv.DictReader(io.StringIO(text)))
    return [{**row, "loaded": "no", "hedges": "no"} for row in rows]


def as_csv(rows, *, delimiter=",", columns=None):
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns or list(rows[0]), delimiter=delimiter, lineterminator="\r\n", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def kinds(problems):
    return problems["kind"].value_counts().to_dict()


def test_a_whole_sheet_is_read_without_a_word(sheet, sample, results, tmp_path):
    path = tmp_path / "sentences-Ana.csv"
    path.write_text(as_csv(sheet), encoding="utf-8-sig")
    codes, problems = read_sheets([path], sample, passages=find_passages(sample, results))
    assert len(codes) == 120
    assert set(codes["coder"]) == {"Ana"}
    assert problems.empty


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_separators_and_column_order_do_not_matter(sheet, sample, tmp_path, encoding, delimiter):
    rows = [{**row, "coder": "Zoë"} for row in sheet]
    text = as_csv(rows, delimiter=delimiter, columns=["hedges", "note", "coder", "loaded", "item"])
    path = tmp_path / "back.csv"
    path.write_bytes(text.encode(encoding))
    codes, problems = read_sheets([path], sample)
    assert (len(codes), set(codes["coder"]), len(problems)) == (120, {"Zoë"}, 0)


def test_missing_double_and_impossible_codes_are_named(sheet, sample, tmp_path):
    rows = [dict(row) for row in sheet]
    rows[0]["loaded"] = "perhaps"
    rows[1]["hedges"] = ""
    rows[2]["loaded"] = "2026-05-01"
    rows[3]["item"] = "sentences-999"
    again = {**rows[4], "loaded": "yes"}
    path = tmp_path / "sentences-Ana.csv"
    path.write_text(as_csv([*rows[:-1], again]), encoding="utf-8")
    codes, problems = read_sheets([path], sample)
    assert kinds(problems) == {"impossible": 2, "missing": 3, "item": 1, "double": 2}
    named = {(row["row"], row["column"]): row["problem"] for row in problems.to_dict("records") if row["row"]}
    assert named["2", "loaded"] == "'perhaps' is no answer to loaded; allowed are yes, no, ?"
    assert "a spreadsheet has made a date of it" in named["4", "loaded"]
    assert named["5", "item"].startswith("item 'sentences-999' is not of sample")
    assert named["61", "loaded"].startswith("Ana gave 'no' in sentences-Ana.csv, row 6 and 'yes' here; neither counts")
    assert (problems["file"] == "sentences-Ana.csv").all()
    item = rows[4]["item"]
    assert codes[codes["item"] == item]["question"].tolist() == ["hedges"]


def test_columns_sorted_apart_are_found(sheet, sample, results, tmp_path):
    rows = [dict(row) for row in sheet]
    rows[0]["passage"], rows[1]["passage"] = rows[1]["passage"], rows[0]["passage"]
    path = tmp_path / "a.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    _, problems = read_sheets([path], sample, passages=find_passages(sample, results))
    assert kinds(problems)["passage"] == 2


def test_lost_and_foreign_columns_are_named(sheet, sample, tmp_path):
    path = tmp_path / "a.csv"
    rows = [{**row, "mood": "x"} for row in sheet]
    path.write_text(as_csv(rows, columns=["item", "loaded", "mood"]), encoding="utf-8")
    codes, problems = read_sheets([path], sample)
    told = problems[problems["kind"] == "column"]["problem"].tolist()
    assert told == [
        "there is no column 'hedges', so no codes for it", "column 'mood' is none of the sheet's and was not read",
    ]  # fmt: skip
    assert set(codes["question"]) == {"loaded"}


def test_a_workbook_with_merged_cells_comments_numbers_and_a_title_above(sheet, sample, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    leaf = book.active
    leaf.append(["My coding, May"])
    leaf.append(["item", "loaded", "hedges", "note"])
    for row in sheet:
        leaf.append([row["item"], "Yes ", True, 1.0])
    leaf["B4"].comment = Comment("not sure about this one", "Ana")
    leaf.merge_cells("B10:B12")
    path = tmp_path / "sentences-Ana.xlsx"
    book.save(path)
    codes, problems = read_sheets([path], sample)
    assert set(codes["code"]) == {"yes"}
    assert kinds(problems) == {"comment": 1, "merged": 1, "missing": 2}
    comment = problems[problems["kind"] == "comment"].iloc[0]
    assert (comment["row"], comment["column"]) == ("4", "loaded")
    assert "not sure about this one" in comment["problem"]


def test_the_package_s_own_workbook_comes_back(sample, results, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from framing.coding.workbook import write_workbook

    path = tmp_path / "sentences-Ana.xlsx"
    passages = find_passages(sample, results)
    write_workbook(path, sample, passages, coder="Ana")
    book = openpyxl.load_workbook(path, rich_text=True)
    for row in range(2, len(sample.items) + 2):
        book["Coding"].cell(row, 5, "no")
        book["Coding"].cell(row, 6, "?")
    book.save(path)
    codes, problems = read_sheets([path], sample, passages=passages)
    assert codes["code"].value_counts().to_dict() == {"no": 60, "?": 60}
    assert problems.empty


def test_a_machine_is_one_more_coder_in_long_form(sample, tmp_path):
    path = tmp_path / "model.csv"
    lines = [f"{item},loaded,no" for item in sample.items["item"]] + ["sentences-001,tone,no"]
    path.write_text("\n".join(["item,question,code", *lines]), encoding="utf-8")
    codes, problems = read_sheets([path], sample)
    assert (len(codes), set(codes["coder"])) == (60, {"model"})
    assert kinds(problems) == {"question": 1, "missing": 60}  # nothing on hedges


def test_one_broken_file_does_not_lose_the_others(sheet, sample, tmp_path):
    good, bad, empty = tmp_path / "a.csv", tmp_path / "b.xlsx", tmp_path / "c.csv"
    good.write_text(as_csv(sheet), encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    empty.write_text("", encoding="utf-8")
    codes, problems = read_sheets([good, bad, empty, tmp_path / "none.csv"], sample)
    assert len(codes) == 120
    assert problems[problems["kind"] == "unreadable"]["file"].tolist() == ["b.xlsx", "c.csv", "none.csv"]
    with pytest.raises(InputError, match=r"b\.xlsx is no XLSX file that can be read|needs the packages for Excel"):
        read_sheets([bad], sample)
    with pytest.raises(InputError, match="no sheet was given"):
        read_sheets([], sample)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(sample, tmp_path):
    pytest.importorskip("openpyxl")
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (300 * 2**20))
    with pytest.raises(InputError, match="unpacks to 300 MiB"):
        read_sheets([path], sample)


def test_numbers_are_understood_as_people_write_them():
    from framing.coding.questions import Question

    words = Question(id="words", text="How many?", unit="sentence", scale="ratio")
    assert [understand(cell, words)[0] for cell in ("3", "3.0", "2,5", "")] == ["3", "3", "2.5", ""]
    assert understand("-1", words)[1] == "'-1' is outside the ratio scale of words"
    assert understand("many", words)[1] == "'many' is no number, which words asks for"


def test_a_csv_that_excel_saved_as_windows_1252_is_read_although_its_brackets_became_question_marks(
    sheet, sample, results, tmp_path
):
    """Excel writes "?" for what Windows-1252 lacks, semicolons where commas are decimal, and a first line for itself."""
    path = tmp_path / "sentences-Ana.csv"
    path.write_bytes(b"sep=;\r\n" + as_csv(sheet, delimiter=";").encode("cp1252", "replace"))
    assert b"?" in path.read_bytes()
    codes, problems = read_sheets([path], sample, passages=find_passages(sample, results))
    assert (len(codes), len(problems)) == (120, 0)


def test_deleted_empty_and_reordered_rows(sheet, sample, tmp_path):
    rows = [dict.fromkeys(sheet[0], ""), *reversed(sheet[5:]), dict.fromkeys(sheet[0], "")]
    path = tmp_path / "sentences-Ana.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    codes, problems = read_sheets([path], sample)
    assert len(codes) == 110
    assert problems["problem"].tolist() == ["Ana has no row for this item"] * 5
    assert set(problems["item"]) == {row["item"] for row in sheet[:5]}


def test_a_workbook_with_dates_errors_formulas_and_a_second_leaf(sheet, sample, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    import datetime

    book = openpyxl.Workbook()
    other = book.active
    other.title = "Notes"
    other.append(["nothing to read here"])
    leaf = book.create_sheet("Coding")
    leaf.append(["item", "loaded", "hedges"])
    answers = [datetime.datetime(2026, 5, 1), "#N/A", "=1+1", *(["no"] * (len(sheet) - 3))]
    for row, answer in zip(sheet, answers, strict=True):
        leaf.append([row["item"], answer, "no"])
    path = tmp_path / "sentences-Ana.xlsx"
    book.save(path)
    codes, problems = read_sheets([path], sample)
    assert len(codes) == 117
    told = {row["row"]: row["problem"] for row in problems.to_dict("records") if row["row"]}
    assert told["2"].endswith("a spreadsheet has made a date of it")
    assert told["3"].startswith("'#N/A' is no answer to loaded")
    # A formula that no program has computed yet holds nothing.
    assert problems["problem"].tolist()[-1] == "Ana gave no code for loaded"


def test_an_opendocument_or_other_zip_is_named_with_what_to_do(sample, tmp_path):
    path = tmp_path / "sentences-Ana.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(InputError, match=r"sentences-Ana\.ods is an OpenDocument sheet; save it as XLSX or CSV"):
        read_sheets([path], sample)


def test_an_impossible_code_in_long_form_is_not_called_missing_too(sample, tmp_path):
    path = tmp_path / "model.csv"
    rows = [f"{item},{question},no" for item in sample.items["item"] for question in ("loaded", "hedges")]
    path.write_text("\n".join(["item,question,code", "sentences-001,loaded,perhaps", *rows[1:]]), encoding="utf-8")
    _, problems = read_sheets([path], sample)
    assert kinds(problems) == {"impossible": 1}
