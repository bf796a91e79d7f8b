"""Tables of labels: what is found in them, and what is said of those that cannot be used."""

import json

import pandas as pd
import pytest

from framing import InputError
from framing.classify import label_texts, read_labelled


def test_a_table_with_usual_names(tmp_path, rows):
    path = tmp_path / "labels.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    data = read_labelled(path)
    assert data.classes == ("loaded", "plain")
    assert list(data.groups) == ["outlet"]
    assert data.articles[1].id == "labels-2"
    assert data.texts[0] == rows[0]["text"]


@pytest.mark.parametrize("ending", ["tsv", "jsonl", "csv.gz", "xlsx", "parquet"])
def test_other_formats_give_the_same(tmp_path, rows, ending):
    frame, path = pd.DataFrame(rows), tmp_path / f"labels.{ending}"
    if ending == "jsonl":
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    elif ending == "xlsx":
        pytest.importorskip("openpyxl")
        frame.to_excel(path, index=False)
    elif ending == "parquet":
        pytest.importorskip("pyarrow")
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="\t" if ending == "tsv" else ",")
    assert read_labelled(path, group=["outlet", "topic"]).hash() == read_labelled(frame).hash()


def test_several_labels_in_one_cell_or_in_several_columns():
    texts = [f"Sentence number {n} of the paper." for n in range(8)]
    cells = pd.DataFrame({"text": texts, "frames": ["economy;morality", "economy", "morality", "conflict "] * 2})
    columns = pd.DataFrame({
        "text": texts, "conflict": [0, 0, 0, 1] * 2, "economy": [1, 1, 0, 0] * 2, "morality": ["yes", "no", "x", ""] * 2,
    })  # fmt: skip
    with pytest.raises(InputError, match="2 texts with frames 'conflict'"):
        read_labelled(cells, target="frames")
    cells, columns = pd.concat([cells, cells]), pd.concat([columns, columns])
    one = read_labelled(cells, target="frames")
    other = read_labelled(columns, target=["conflict", "economy", "morality"])
    assert one.multilabel
    assert other.multilabel
    assert (one.truth == other.truth).all()


def test_rows_without_label_or_text_are_left_out_and_said(rows):
    frame = pd.DataFrame(rows)
    frame.loc[3, "label"] = None
    frame.loc[7, "text"] = "  "
    data = read_labelled(frame)
    assert len(data) == len(rows) - 2
    assert data.notes == ("DataFrame, row 4, was left out: column 'label' is empty (and 1 more row)",)


def test_numbers_are_labels_too(rows):
    frame = pd.DataFrame(rows)
    frame["label"] = (frame["label"] == "loaded").astype(float)
    assert read_labelled(frame).classes == ("0", "1")


@pytest.mark.parametrize(("change", "options", "said"), [
    ({"label": "plain"}, {}, "label holds only 'plain'; a classifier needs two labels"),
    ({"label": None}, {}, "row 1, was left out: column 'label' is empty"),
    ({}, {"target": "lable"}, "no column 'lable'; did you mean 'label'"),
    ({}, {"group": "paper"}, "no column 'paper'; there are 'text', 'label'"),
    ({}, {"columns": {"text": "words"}}, "no column 'words' to take the text from"),
    ({}, {"target": ["label", "topic"]}, "column 'label' holds 'loaded'; with several target columns each holds 1 or 0"),
])  # fmt: skip
def test_bad_tables_get_one_sentence(rows, change, options, said):
    with pytest.raises(InputError, match=said):
        read_labelled(pd.DataFrame(rows).assign(**change), **options)


def test_a_class_with_two_examples_is_named(rows):
    labels = ["rare"] * 2 + [row["label"] for row in rows[2:]]
    with pytest.raises(InputError, match="2 texts with label 'rare'; at least 3 are needed"):
        label_texts([row["text"] for row in rows], labels)


def test_files_that_are_no_table_of_labels(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        read_labelled(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder; labels come in one table"):
        (tmp_path / "a.csv").write_text("text,label\n", encoding="utf-8")
        read_labelled(tmp_path)
    with pytest.raises(InputError, match=r"a\.csv holds no rows"):
        read_labelled(tmp_path / "a.csv")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match=r"a\.pdf is no table of labels"):
        read_labelled(tmp_path / "a.pdf")
