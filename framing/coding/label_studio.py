"""A sample for Label Studio: tasks and labelling interface out, its JSON export back in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from framing.coding.code_table import UNSURE
from framing.coding.passages import Passage
from framing.coding.questions import FREE
from framing.coding.sheet_files import LONG_HEADER, Sheet
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.samples import Sample


def render_tasks(passages: Sequence[Passage]) -> str:
    """Return the tasks to be imported, JSON; ⟦ ⟧ mark the words that are asked about. No machine answer is in them."""
    tasks = [{"data": {"item": p.item, "title": p.title, "passage": p.bracketed()}} for p in passages]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def render_interface(sample: Sample) -> str:
    """Return the labelling interface of the questions, XML, to be pasted under Settings, Labeling Interface."""
    lines = ["<View>", '  <Header value="$title"/>', '  <Text name="passage" value="$passage"/>']
    for question in sample.questions:
        name = f'name={quoteattr(question.id)} toName="passage"'
        lines.append(f"  <Header value={quoteattr(f'{question.text} {question.definition}'.strip())}/>")
        if question.codes:
            lines.append(f'  <Choices {name} choice="single" required="true">')
            for code, hint in [
                *((value.code, value.definition) for value in question.values),
                (UNSURE, "I cannot tell"),
            ]:
                lines.append(f"    <Choice value={quoteattr(code)} hint={quoteattr(hint)}/>")
            lines.append("  </Choices>")
        else:
            lines.append(f"  <TextArea {name}/>" if question.scale == FREE else f"  <Number {name}/>")
    return "\n".join([*lines, "</View>"]) + "\n"


def read_export(name: str, text: str) -> Sheet:
    """Return the JSON export of Label Studio as a sheet in long form; a row's number is that of its task.

    An annotation that was skipped gives nothing; the coder is the annotator's e-mail address, or number.
    """
    try:
        tasks = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{name} is not JSON ({error.msg} in line {error.lineno})") from None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise InputError(f"{name} is no export of Label Studio: a list of tasks is expected")
    rows = []
    for number, task in enumerate(tasks, 1):
        data = task.get("data")
        item = str(data.get("item", "")) if isinstance(data, dict) else ""
        for annotation in _dicts(task.get("annotations")):
            if annotation.get("was_cancelled"):
                continue
            who = annotation.get("completed_by", "")
            coder = str(who.get("email") or who.get("id", "")) if isinstance(who, dict) else f"annotator {who}"
            rows += [
                (number, [item, coder, str(answer.get("from_name", "")), _answer(answer.get("value"))])
                for answer in _dicts(annotation.get("result"))
            ]
    return Sheet(name=name, header=list(LONG_HEADER), rows=rows)


def _answer(value: Any) -> str:
    """Return one answer as text; several choices where one was asked for stay visible as impossible."""
    if not isinstance(value, dict):
        return ""
    given = value.get("choices", value.get("text", value.get("number", "")))
    return " | ".join(map(str, given)) if isinstance(given, list) else str(given)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
