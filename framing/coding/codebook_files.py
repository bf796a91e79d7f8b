"""A user's own codebook, TOML or YAML, as questions, with every mistake named by line; and questions as TOML.

In either format a codebook is a list of questions; `values` may be plain codes or entries of code, definition and
example:

    questions:
      - id: conflict
        text: Does the article show two sides against each other?
        unit: article
        values:
          - {code: both, definition: each side is heard, example: The union and the port both speak.}
          - {code: one}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.articles.reading import counted
from framing.coding.questions import FREE, UNITS, Question, Value
from framing.coding.scales import SCALES
from framing.errors import InputError

EXTRA = "a codebook in YAML needs the package pyyaml; install it with: pip install 'framing[yaml]', or write it as TOML"
RESERVED = ("item", "coder", "title", "note", "passage", "before", "marked", "after", "question", "code", "help")
_TEXTS = ("id", "text", "unit", "scale", "definition", "machine")
_ENTRIES = (*_TEXTS, "value", "values")
_VALUE_ENTRIES = ("code", "definition", "example")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_LARGEST = 2**20
_MOST_NAMED = 5  # mistakes in one sentence

Row = Mapping[str, Any]


def read_questions(path: str | Path) -> tuple[Question, ...]:
    """Return the questions of a user's own codebook: YAML where the file's name ends in .yaml or .yml, else TOML.

    TOML has [[question]] with id, text, unit, scale (nominal unless given), definition, machine (optional: a column of
    the features table for articles), and [[question.value]] with code, definition, example, or values = ["low",
    "high"]; YAML the same entries in a list `questions`. Raises InputError that names every mistake by its line.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"there is no codebook {str(path)!r}")
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path.name} is larger than {_LARGEST >> 20} MiB; a codebook is not")
    kind = "YAML" if path.suffix.lower() in (".yaml", ".yml") else "TOML"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not {kind}: it is not UTF-8 (byte {error.start})") from None
    content, starts = _parse_yaml(path.name, text) if kind == "YAML" else _parse_toml(path.name, text)
    named = [name for name in ("question", "questions") if name in content]
    rows = content[named[0]] if named else None
    if not isinstance(rows, list) or not rows:
        needed = "a list `questions:`" if kind == "YAML" else "each needs a line [[question]]"
        raise InputError(f"{path.name} holds no questions; {needed}")
    mistakes = [f"unknown entry {name!r} beside the questions" for name in content if name != named[0]]
    questions, lines = [], text.splitlines()
    for number, row in enumerate(rows, 1):
        start = starts[number - 1] if number <= len(starts) else 0
        end = starts[number] if number < len(starts) else len(lines) + 1
        question, wrong = _question(row)
        questions.append(question)
        name = f"question {number}" + (f" ({question.id})" if question.id else "")
        for entry, problem in wrong:
            line = _line_of(entry, lines, start, end)
            mistakes.append((f"line {line}, " if line else "") + f"{name}: {problem}")
    ids = [question.id for question in questions]
    mistakes += [
        f"two questions called {name!r}; ids must differ" for name in dict.fromkeys(ids) if ids.count(name) > 1
    ]
    if len(mistakes) == 1:
        raise InputError(f"{path.name}, {mistakes[0]}")
    if mistakes:
        more = f"; and {len(mistakes) - _MOST_NAMED} more" if len(mistakes) > _MOST_NAMED else ""
        raise InputError(f"{path.name} has {counted(len(mistakes), 'mistake')}: "
                         f"{' | '.join(mistakes[:_MOST_NAMED])}{more}")  # fmt: skip
    return tuple(questions)


def render_questions(questions: Sequence[Question]) -> str:
    """Return questions as TOML that `read_questions` reads back.

    >>> from framing.coding.questions import QUESTIONS
    >>> print(render_questions(QUESTIONS[:1]).splitlines()[1])
    id = "loaded"
    """
    lines: list[str] = []
    for question in questions:
        lines.append("[[question]]")
        for name in _TEXTS:
            if text := str(getattr(question, name)):
                lines.append(f"{name} = {_quoted(text)}")
        for value in question.values:
            lines += ["", "[[question.value]]", f"code = {_quoted(value.code)}"]
            lines += [f"{name} = {_quoted(text)}" for name, text in (("definition", value.definition),
                                                                    ("example", value.example)) if text]  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _parse_toml(name: str, text: str) -> tuple[Row, list[int]]:
    """Return what the file holds, and in which line each question begins."""
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is not TOML: {error}") from None
    head = re.compile(r"\s*\[\[\s*questions?\s*\]\]")
    return content, [number for number, line in enumerate(text.splitlines(), 1) if head.match(line)]


def _parse_yaml(name: str, text: str) -> tuple[Row, list[int]]:
    """Return what the file holds, every scalar as the text it is, and in which line each question begins.

    As text, since YAML makes of `yes` a truth value and of `1.10` a number. No tags, anchors or aliases.
    """
    try:
        import yaml
    except ImportError:
        raise InputError(EXTRA) from None
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise InputError(f"{name}, line {event.start_mark.line + 1}: a codebook may hold no alias (*name)")
        node: Any = yaml.compose(text, Loader=yaml.BaseLoader)
        _refuse_repeated_keys(name, node)
        content = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark is not None else ""
        raise InputError(
            f"{name} is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}{where}"
        ) from None
    except RecursionError:
        raise InputError(f"{name} is not a codebook: its entries are nested too deeply") from None
    starts: list[int] = []
    for key, value in node.value if isinstance(content, dict) else []:
        if key.value in ("question", "questions") and isinstance(value, yaml.SequenceNode):
            starts = [item.start_mark.line + 1 for item in value.value]
    return content if isinstance(content, dict) else {}, starts


def _refuse_repeated_keys(name: str, node: Any) -> None:
    """Raise InputError for an entry that is there twice, of which YAML would quietly keep the last."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise InputError(f"{name}, line {key.start_mark.line + 1}: entry {key.value!r} is there twice")
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")
            _refuse_repeated_keys(name, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(name, item)


def _line_of(entry: str, lines: Sequence[str], start: int, end: int) -> int:
    """Return the line of an entry of the question that takes up the lines from `start` to before `end`."""
    named = re.compile(rf"[\s{{-]*[\"']?{re.escape(entry)}[\"']?\s*[=:]")
    for number in range(start, min(end, len(lines) + 1)) if entry and start else []:
        if named.match(lines[number - 1]) or lines[number - 1].strip() == f"[[question.{entry}]]":
            return number
    return start


def _question(row: Any) -> tuple[Question, list[tuple[str, str]]]:
    """Return the question of a row as far as it is one, and its mistakes: (entry, what is wrong)."""
    if not isinstance(row, dict):
        return Question(id="", text="", unit=""), [("", "it has no entries such as id and text")]
    wrong = [(str(name), f"unknown entry {str(name)!r}; allowed are {', '.join(_ENTRIES)}")
             for name in row if name not in _ENTRIES]  # fmt: skip
    texts = {name: row.get(name, "nominal" if name == "scale" else "") for name in _TEXTS}
    wrong += [(name, f"{name} is {given!r}; it must be text") for name, given in texts.items() if not _is_code(given)]
    texts = {name: str(given).strip() if _is_code(given) else "" for name, given in texts.items()}
    if not _ID.fullmatch(texts["id"]) or texts["id"] in RESERVED:
        wrong.append(("id", f"id {texts['id']!r} must be of small letters, digits and _, and no column of a sheet"))
    if not texts["text"]:
        wrong.append(("text", "it has no text"))
    if texts["unit"] not in UNITS:
        wrong.append(("unit", f"unit {texts['unit']!r} is unknown; allowed are {', '.join(UNITS)}"))
    if texts["scale"] not in (*SCALES, FREE):
        wrong.append(("scale", f"scale {texts['scale']!r} is unknown; allowed are {', '.join((*SCALES, FREE))}"))
    values, wrong_values = _values(row)
    entry = "value" if "value" in row else "values"
    wrong += wrong_values or [(entry, text) for text in _wrong_codes([value.code for value in values], texts["scale"])]
    return Question(**texts, values=tuple(values)), wrong


def _values(row: Row) -> tuple[list[Value], list[tuple[str, str]]]:
    """Return the answers of a question and what is wrong with them."""
    values: list[Value] = []
    wrong: list[tuple[str, str]] = []
    for entry in ("values", "value"):
        given = row.get(entry, [])
        if not isinstance(given, list):
            wrong.append((entry, f"{entry} is {given!r}; it must be a list"))
            continue
        for number, cell in enumerate(given, 1):
            cells = cell if isinstance(cell, dict) else {"code": cell}
            if unknown := [name for name in cells if name not in _VALUE_ENTRIES]:
                wrong.append((entry, f"value {number} has an unknown entry {str(unknown[0])!r}; "
                              f"allowed are {', '.join(_VALUE_ENTRIES)}"))  # fmt: skip
            elif "code" not in cells:
                wrong.append((entry, f"value {number} has no code"))
            elif bad := [name for name, text in cells.items() if not _is_code(text)]:
                wrong.append((entry, f"value {number}: {bad[0]} is {cells[bad[0]]!r}; it must be text or a number"))
            else:
                values.append(Value(**{name: str(text).strip() for name, text in cells.items()}))
    return values, wrong


def _wrong_codes(codes: Sequence[str], scale: str) -> list[str]:
    if scale in ("nominal", "ordinal") and len(set(codes)) < 2:
        return [f"it needs two different values or more; it has {len(set(codes))}"]
    # As a sheet is read: "Yes" and "yes", "civil society" and "civil_society" could not be told apart.
    folded = [re.sub(r"[\s_-]+", "_", code).casefold() for code in codes]
    if len(set(folded)) < len(codes) or any(code in ("", "?") for code in codes):
        return ["values must differ by more than case and blanks, and none may be empty or '?'"]
    return []


def _is_code(given: Any) -> bool:
    return isinstance(given, str | int | float) and not isinstance(given, bool)
