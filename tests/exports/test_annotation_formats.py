"""Spans and attributions go to each annotation tool and come back as they were; what no longer fits is named."""

import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

from framing.errors import InputError
from framing.exports import ANNOTATION_COLUMNS, ANNOTATIONS, annotations_table, export, read_annotations

KEYS = list(ANNOTATION_COLUMNS)
NAMES = {"web-annotation": "a.jsonld", "label-studio": "a.json", "doccano": "a.jsonl", "inception": "cas"}


def in_order(table):
    return table.sort_values(KEYS).reset_index(drop=True)


def exported(results, tmp_path, to):
    path = tmp_path / NAMES[to]
    export(results, path, to=to)
    return path


def edited(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_table_has_spans_and_pieces_of_attributions(results):
    table = annotations_table(results)
    texts = results.articles.set_index("article_id")
    for row in table.itertuples():
        assert texts.loc[row.article_id, row.field][row.start : row.end] == row.text
    assert {"attribution", "hedges"} <= set(table["layer"])
    assert set(table.query("layer == 'attribution'")["label"]) == {"source", "cue", "content"}
    assert {"text", "title"} == set(table["field"]) and "" in set(table["label"])
    n_pieces = sum(results.attributions[f"{role}_spans"].str.count(":").sum() for role in ("source", "cue", "content"))
    assert len(table) == len(results.spans) + n_pieces


@pytest.mark.parametrize("to", ANNOTATIONS)
def test_what_goes_out_comes_back(results, tmp_path, to):
    spans, problems = read_annotations(exported(results, tmp_path, to), results)
    assert problems.empty
    assert in_order(spans).equals(in_order(annotations_table(results)))


@pytest.mark.parametrize("to", ANNOTATIONS)
def test_the_same_results_give_the_same_bytes(results, tmp_path, to):
    first = export(results, tmp_path / "one", to=to)
    second = export(results, tmp_path / "two", to=to)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("to", ANNOTATIONS)
def test_a_changed_text_is_named_for_every_annotation_that_no_longer_fits(results, tmp_path, to):
    path = exported(results, tmp_path, to)
    texts = {("plain", "text"): "So, the ferry may sink, the harbour master warned.", ("plain", "title"): "Ferry"}
    texts |= {(row.article_id, "text"): row.text for row in results.articles.iloc[:2].itertuples()}
    texts |= {(row.article_id, "title"): row.title for row in results.articles.iloc[:2].itertuples()}
    spans, problems = read_annotations(path, texts)
    before = annotations_table(results)
    changed = before["article_id"].eq("plain") & before["field"].eq("text")
    assert len(problems) == changed.sum() > 0 and len(spans) == len(before) - len(problems)
    assert set(problems["article_id"]) == {"plain"}
    assert problems["problem"].str.contains("'may' is quoted, which stands at 14:17").any()
    assert problems["record"].str.match(r"(annotation|task|line) \d+").all()
    assert problems["file"].iloc[0] in (path.name, "plain.text.xmi")


def test_web_annotations_have_both_selectors_in_code_points(results, tmp_path):
    content = json.loads(exported(results, tmp_path, "web-annotation").read_text(encoding="utf-8"))
    assert content["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert content["total"] == len(content["first"]["items"])
    texts = {row.article_id: row.text for row in results.articles.itertuples()}
    item = next(one for one in content["first"]["items"] if one["body"]["value"] == "attribution:content")
    position, quote = item["target"]["selector"]
    assert item["target"]["source"] == "urn:framing:article:ferry%2F1%20%C3%A9#text"
    whole = texts["ferry/1 é"]
    assert whole[position["start"] : position["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole


def test_a_moved_offset_is_named_and_the_rest_is_read(results, tmp_path):
    path = exported(results, tmp_path, "web-annotation")
    content = json.loads(path.read_text(encoding="utf-8"))
    items = content["first"]["items"]
    items[0]["target"]["selector"][0]["start"] += 1
    items[1]["target"]["selector"][0]["end"] = "7"
    items[2] = "no annotation"
    items[3]["target"]["source"] = "https://example.org/story"
    path.write_text(json.dumps(content), encoding="utf-8")
    spans, problems = read_annotations(path, results)
    assert problems["record"].tolist() == [f"annotation {n}" for n in (1, 2, 3, 4)]
    assert len(spans) == len(items) - 4
    for sentence, said in zip(
        problems["problem"], ["is quoted", "whole numbers", "expected", "no article"], strict=True
    ):
        assert said in sentence


def test_xmi_counts_utf16_units(results, tmp_path):
    folder = exported(results, tmp_path, "inception")
    text = results.articles["text"].iloc[0]
    row = annotations_table(results).query("text == 'Perhaps' and layer == 'hedges'").iloc[0]
    emoji = sum(ord(letter) > 0xFFFF for letter in text[: row.start])
    cas = ElementTree.parse(folder / "ferry%2F1 %C3%A9.text.xmi").getroot()
    begins = {element.get("begin") for element in cas if element.get("quoted") == "Perhaps"}
    assert emoji > 3 and begins == {str(row.start + emoji)}


def test_layers_that_people_made_in_inception_are_read(results, tmp_path):
    import cassis

    folder = exported(results, tmp_path, "inception")
    types = cassis.load_typesystem(folder / "TypeSystem.xml")
    irony = types.create_type(name="webanno.custom.Irony", supertypeName="uima.tcas.Annotation")
    types.create_feature(domainType=irony, name="value", rangeType="uima.cas.String")
    cas = cassis.load_cas_from_xmi(folder / "plain.text.xmi", typesystem=types)
    cas.add(irony(begin=4, end=9, value="dry"))
    (tmp_path / "back").mkdir()
    types.to_xml(tmp_path / "back" / "TypeSystem.xml")
    cas.to_xmi(tmp_path / "back" / "plain.text.xmi")
    spans, problems = read_annotations(tmp_path / "back", results)
    row = spans.query("layer == 'Irony'").iloc[0]
    assert problems.empty and (row.text, row.label) == ("ferry", "dry")


def test_characters_that_xml_cannot_hold_keep_the_offsets(tmp_path):
    import framing
    from framing.articles import Article

    text = "A\x0bbad\x00 sign: it may fall, an aide\x07 said."
    run = framing.analyze([Article(id="x", text=text)], engine="rules", progress=False)
    spans, problems = read_annotations(exported(run, tmp_path, "inception"), run)
    assert problems.empty and in_order(spans).equals(in_order(annotations_table(run)))
    assert any("\x0bbad\x00" in words for words in spans["text"])


def test_xmi_comes_back_as_zip_under_other_names(results, tmp_path):
    folder = exported(results, tmp_path, "inception")
    with zipfile.ZipFile(tmp_path / "back.zip", "w") as archive:
        archive.write(folder / "TypeSystem.xml", "TypeSystem.xml")
        xmi = (folder / "plain.text.xmi").read_text(encoding="utf-8")
        archive.writestr("admin.xmi", re.sub(r'documentUri="[^"]*"', "", xmi))  # tools put their own metadata there
        archive.writestr("broken.xmi", "<xmi")
    spans, problems = read_annotations(tmp_path / "back.zip", results)
    assert set(spans["article_id"]) == {"plain"} and set(spans["field"]) == {"text"}
    assert problems["file"].tolist() == ["broken.xmi"] and problems["record"].tolist() == ["the whole file"]


def test_an_xmi_that_expands_entities_without_end_is_refused(results, tmp_path):
    folder = exported(results, tmp_path, "inception")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e9;</x>'
    (folder / "bomb.text.xmi").write_text(bomb)
    _, problems = read_annotations(folder, results)
    assert problems["file"].tolist() == ["bomb.text.xmi"]


def test_label_studio_gets_an_interface_with_every_label(results, tmp_path):
    path = exported(results, tmp_path, "label-studio")
    view = ElementTree.parse(tmp_path / "a-interface.xml").getroot()
    offered = {label.get("value") for label in view.iter("Label")}
    tasks = json.loads(path.read_text(encoding="utf-8"))
    used = {label for task in tasks for one in task["predictions"][0]["result"] for label in one["value"]["labels"]}
    assert offered == used != set()


def test_label_studio_annotations_of_people_count_and_utf16_offsets_are_understood(results, tmp_path):
    path = exported(results, tmp_path, "label-studio")
    tasks = json.loads(path.read_text(encoding="utf-8"))
    task = next(task for task in tasks if task["data"]["article_id"].startswith("ferry"))
    text = task["data"]["text"]
    place = text.index("re\u0301gime")
    start = len(text[:place].encode("utf-16-le")) // 2
    value = {"start": start, "end": start + 7, "text": "re\u0301gime", "labels": ["Irony"]}
    kept = {
        "completed_by": {"id": 3, "email": "ana@example.org"},
        "result": [{"id": "n1", "type": "labels", "value": value}],
    }
    skipped = {"completed_by": 4, "was_cancelled": True, "result": [{"type": "labels", "value": {"start": 0}}]}
    task["annotations"] = [kept, skipped]
    path.write_text(json.dumps([task]), encoding="utf-8")
    spans, problems = read_annotations(path, results)
    assert problems.empty and start != place
    row = spans.iloc[0]
    assert (len(spans), row.start, row.text, row.layer, row.coder) == (
        1,
        place,
        "re\u0301gime",
        "Irony",
        "ana@example.org",
    )


def test_doccano_spans_that_people_added_and_broken_lines(results, tmp_path):
    path = exported(results, tmp_path, "doccano")
    lines = path.read_text(encoding="utf-8").split("\n")
    n = next(n for n, line in enumerate(lines) if '"plain", "field": "text"' in line)
    record = json.loads(lines[n])
    record["label"] = [[4, 9, "Ship"], [4, 900, "Ship"]]
    record["entities"] = [{"id": 1, "label": "Ship", "start_offset": 0, "end_offset": 3}]
    path.write_text("\n".join(["{broken", json.dumps(record), '{"text": 3}']), encoding="utf-8")
    spans, problems = read_annotations(path, results)
    assert spans["text"].tolist() == ["ferry", "The"]
    assert problems["record"].tolist() == ["line 1", "line 2, span 2", "line 3"]


def test_a_folder_or_zip_without_xmi_and_a_truncated_zip_get_one_sentence(results, tmp_path):
    folder = exported(results, tmp_path, "inception")
    (tmp_path / "empty").mkdir()
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.write(folder / "plain.text.xmi", "plain.text.xmi")
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-40])
    for name, said in (("empty", "holds no .xmi"), ("cut.zip", "cannot be read as ZIP"), ("nowhere", "there is no")):
        with pytest.raises(InputError, match=said):
            read_annotations(tmp_path / name, results)


@pytest.mark.parametrize("content", ["", "hello", "[1, 2]", '{"a": 1}', "id,text\n1,x\n"])
def test_other_files_get_one_sentence(results, tmp_path, content):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(InputError, match=r"^x\.json"):
        read_annotations(tmp_path / "x.json", results)


def test_tables_without_text_cannot_be_annotated(tmp_path):
    import framing
    from framing.articles import Article

    run = framing.analyze([Article(id="x", text="It may fall.")], engine="rules", progress=False, with_text=False)
    with pytest.raises(InputError, match="--no-text"):
        export(run, tmp_path / "a.json", to="label-studio")
