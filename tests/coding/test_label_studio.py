"""Label Studio: tasks and interface out, export back."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from framing.coding import find_passages, read_sheets, write_sheets
from framing.errors import InputError


def annotation(who, **answers):
    result = [
        {"from_name": name, "to_name": "passage", "type": "choices", "value": {"choices": given}}
        for name, given in answers.items()
    ]
    return {"completed_by": who, "was_cancelled": False, "result": result}


def test_tasks_and_interface(results, sample, tmp_path):
    tasks, interface = write_sheets(tmp_path, sample, results, formats=["label-studio"])
    content = json.loads(tasks.read_text(encoding="utf-8"))
    assert [task["data"]["item"] for task in content] == sample.items["item"].tolist()
    assert content[0]["data"]["passage"] == find_passages(sample, results)[0].bracketed()
    view = ElementTree.parse(interface).getroot()
    assert [choices.get("name") for choices in view.iter("Choices")] == ["loaded", "hedges"]
    assert [choice.get("value") for choice in view.find("Choices")] == ["yes", "no", "?"]


def test_an_export_is_read_with_its_annotators(results, sample, tmp_path):
    (tasks, _) = write_sheets(tmp_path, sample, results, formats=["label-studio"])
    content = json.loads(tasks.read_text(encoding="utf-8"))
    for task in content:
        task["annotations"] = [
            annotation({"id": 1, "email": "ana@example.org"}, loaded=["no"], hedges=["yes"]),
            annotation(2, loaded=["no"], hedges=["yes", "no"]),
            {"completed_by": 3, "was_cancelled": True, "result": []},
        ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    codes, problems = read_sheets([path], sample)
    assert codes.groupby("coder").size().to_dict() == {"ana@example.org": 120, "annotator 2": 60}
    assert problems["problem"].iloc[0].startswith("'yes | no' is no answer to hedges")
    assert problems["kind"].value_counts()["impossible"] == 60


@pytest.mark.parametrize(("text", "sentence"), [("[1, 2]", "a list of tasks is expected"), ("[{]", "is not JSON")])
def test_other_json_is_named(sample, tmp_path, text, sentence):
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_sheets([path], sample)
