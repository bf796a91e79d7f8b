"""Pages that the code writes itself: measures, questions, tables, commands, names of the packages, cards.

A page says `<!-- here: KIND ARGUMENT -->` on a line of its own where such a part belongs; the parts are made when the
site is built and are never committed.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from running import find_blocks, run_page, shown

ROOT = Path(__file__).resolve().parents[1]
PLACE = re.compile(r"^<!-- here: (?P<kind>\w+) ?(?P<argument>\S*) -->$", re.M)


def fill_in(page: str) -> str:
    """Return the page with the parts that the code writes."""
    return PLACE.sub(lambda match: PARTS[match["kind"]](match["argument"]), page)


def with_outputs(page: str, name: str) -> str:
    """Return the page with what each of its blocks printed below it; raises if a block fails."""
    if name.startswith("reference/") or not any(block.kind in ("python", "framing") for block in find_blocks(page)):
        return page
    parts, done = [], 0
    for block, printed in run_page(page):
        if printed.strip():
            parts.append(f"{page[done : block.end]}\n\n````text\n{shown(printed)}\n````\n")
            done = block.end
    return "".join([*parts, page[done:]])


# -- measures


def measures_part(_: str = "") -> str:
    """Return every measure: under its question's file, what it is, how accurate, its words and examples."""
    from framing.measures import MEASURES

    parts = []
    for module, measures in groupby(MEASURES, key=module_of):
        parts += [f"## {module.__name__.rsplit('.', 1)[1].replace('_', ' ').capitalize()}", docstring_part(module)]
        parts += [_measure_part(measure) for measure in measures]
    return "\n\n".join(parts)


def module_of(measure: Any) -> Any:
    """Return the module that defines a measure."""
    finder = getattr(measure, "find", None) or getattr(measure, "count", None) or measure.value
    return importlib.import_module(getattr(finder, "func", finder).__module__)


def docstring_part(module: Any) -> str:
    """Return the head of a measure's file, its labelled lines (Counts, Leaves out, ...) as a list."""
    question, _, rest = inspect.getdoc(module).partition("\n\n")
    lines = re.sub(r"\n(?=[A-Z][A-Za-z ]{2,20}: )", "\n\n", rest)
    lines = re.sub(r"^([A-Z][A-Za-z ]{2,20}): ", r"**\1**: ", lines, flags=re.M)
    return f"*{escaped(question)}*\n\n{escaped(lines, keep='*')}"


def _measure_part(measure: Any) -> str:
    from framing.codebook import render_measure

    rows = [
        ("Question", measure.question), ("Unit", measure.unit), ("Higher means", measure.higher_means),
        ("Literature", measure.source), ("Accuracy", measure.accuracy),
    ]  # fmt: skip
    blocks = render_measure(measure.name).split("\n\n")
    words = [block for block in blocks if block.startswith(("Entries:", "Examples"))]
    title = f"### `{measure.name}`{' (experimental)' if measure.experimental else ''}"
    return "\n\n".join([title, table_part(("", ""), rows), *(f"````text\n{block}\n````" for block in words)])


def overview_part(_: str = "") -> str:
    """Return a table of all measures, each with its question and a link to its entry."""
    from framing.measures import MEASURES

    rows = [(f"[`{m.name}`](../reference/measures.md#{anchor(m)})", m.question, m.accuracy) for m in MEASURES]
    return table_part(("measure", "question", "measured accuracy"), rows, raw=0)


def anchor(measure: Any) -> str:
    """Return the anchor of a measure's heading in the page of measures."""
    return f"{measure.name}{'-experimental' if measure.experimental else ''}"


def lexicons_part(_: str = "") -> str:
    """Return a table of the word lists of the package with their number of entries and labels."""
    rows = []
    for path in sorted((ROOT / "framing" / "lexicons").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            entries = list(csv.DictReader(file))
        if entries and "term" in entries[0]:
            labels = sorted({entry.get("label") or "" for entry in entries} - {""})
            rows.append((path.name, f"{len(entries):,}", ", ".join(labels)))
    return table_part(("file", "entries", "labels"), rows)


def questions_part(_: str = "") -> str:
    """Return the questions that people code, each with its answers: the definitions of the tables' values."""
    from framing.coding import QUESTIONS

    parts = []
    for question in QUESTIONS:
        parts += [f"## `{question.id}`", f"**{escaped(question.text)}** (asked of: {question.unit}, {question.scale})",
                  escaped(question.definition)]  # fmt: skip
        if question.values:
            rows = [(value.code, value.definition, value.example) for value in question.values]
            parts.append(table_part(("code", "means", "example"), rows))
    return "\n\n".join(parts)


# -- tables


@cache
def meanings() -> dict[tuple[str, str], str]:
    """Return what each column of the tables means, by table and column, from docs/columns.csv."""
    with (Path(__file__).parent / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}


def meaning_of(table: str, column: str) -> str:
    """Return what a column means; a column of the table "any" means the same everywhere. "" if nothing is written."""
    known = meanings()
    meaning = known.get((table, column)) or known.get(("any", column), "")
    return meaning or (_feature_meaning(column) if table == "features" else "")


def _feature_meaning(column: str) -> str:
    from framing.measures import MEASURES

    for measure in MEASURES:
        for voice in ("", "_paraphrased", "_quoted"):
            if column == measure.name + voice:
                of = f", in the {voice[1:]} voice" if voice else ""
                return f"{measure.question.rstrip('?')}{of} (see the measures)"
    return ""


def tables_part(_: str = "") -> str:
    """Return every table of a run with its columns, their types and meanings."""
    from framing.tables import COLUMNS, COMPARISONS, kind_of

    names = dict.fromkeys([*COLUMNS, *(table for table, _ in meanings() if table not in ("any", "features"))])
    parts = []
    for name in names:
        columns = list(dict.fromkeys([*COLUMNS.get(name, ()), *(c for table, c in meanings() if table == name)]))
        ending = "jsonl" if name == "articles" else "csv"
        maker = "`framing compare`" if name in COMPARISONS else "`framing code correct`" if "corrected" in name else ""
        rows = [(f"`{column}`", kind_of(name, column) if name in COLUMNS else "", escaped(meaning_of(name, column)))
                for column in columns]  # fmt: skip
        made = f"Written by {maker}." if maker else "Written by `framing analyze`."
        parts += [f"## {name}.{ending}", made, table_part(("column", "type", "meaning"), rows, raw=(0, 2))]
    return "\n\n".join(parts)


def features_part(_: str = "") -> str:
    """Return the columns of features.csv that belong to no measure."""
    columns = [column for table, column in meanings() if table == "features"]
    return table_part(("column", "meaning"), [(column, meaning_of("features", column)) for column in columns], code=0)


# -- commands


def commands() -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Yield each command that can be run: its words, its parser, its line of help."""
    from framing.cli import build_parser

    yield from _commands_of(build_parser(), "How news is worded and who gets to speak in it.")


def _commands_of(parser: argparse.ArgumentParser, said: str) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    yield parser.prog, parser, said
    for action in below:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, step in action.choices.items():
            yield from _commands_of(step, helps.get(name, ""))


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the options and arguments of a command, without --help and its sub-commands."""
    left_out = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, left_out)]


def commands_part(_: str = "") -> str:
    """Return every command with its usage and options."""
    parts = []
    for name, parser, said in commands():
        options = options_of(parser)
        parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=88)
        usage = re.sub(r"^usage: ", "", parser.format_usage())
        parts += [f"## `{name}`", escaped(said[:1].upper() + said[1:]).rstrip(".") + ".", f"````text\n{usage}````"]
        if options:
            rows = [(", ".join(action.option_strings) or str(action.metavar or action.dest), _value(action),
                     action.help or "") for action in options]  # fmt: skip
            parts.append(table_part(("option", "value", "what it does"), rows, code=(0, 1)))
    return "\n\n".join(parts)


def _value(action: argparse.Action) -> str:
    if not action.option_strings or action.nargs == 0:
        return ""
    return str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper())


# -- names of the packages


def public_packages() -> list[str]:
    """Return the package and those of its sub-packages that say what is public in them (`__all__`)."""
    names = ["framing", *(f"framing.{path.parent.name}" for path in sorted((ROOT / "framing").glob("*/__init__.py")))]
    return [name for name in names if getattr(importlib.import_module(name), "__all__", None)]


def api_part(package: str) -> str:
    """Return the directives that document every public name of a package from its docstring."""
    module = importlib.import_module(package)
    lines = [f".. currentmodule:: {package}", ""]
    # What the front page takes from a sub-package is indexed there.
    below = [importlib.import_module(other) for other in public_packages() if other.startswith(f"{package}.")]
    indexed = {id(getattr(other, name)) for other in below for name in other.__all__}
    for name in sorted(module.__all__, key=str.lower):
        value = getattr(module, name)
        if inspect.isclass(value):
            twice = ["   :no-index:"] if id(value) in indexed else []
            lines += [f".. autoclass:: {package}.{name}", "   :members:", *twice, ""]
        elif callable(value):
            lines += [f".. autofunction:: {package}.{name}", ""]
        else:
            lines += [f".. py:data:: {name}", f"   :module: {package}", "", f"   {_described(value)}", ""]
    introduction = "\n".join(docstring_as_rst((module.__doc__ or "").splitlines()))
    directive = "\n".join(lines)
    return f"````{{eval-rst}}\n{introduction}\n\n{directive}\n````"


def _described(value: Any) -> str:
    if isinstance(value, (tuple, list, dict, frozenset)):
        names = [str(getattr(one, "name", getattr(one, "id", one))) for one in value]
        return f"A constant, {len(names)} values: {', '.join(f'``{name}``' for name in names)}."
    return f"A constant: ``{value!r}``."


def docstring_as_rst(lines: list[str]) -> list[str]:
    """Return a docstring, written as plain text, in the markup of Sphinx.

    Examples and indented lines become blocks, `names` become code; no other character means anything.

    >>> docstring_as_rst(["Return `x` * 2."])
    ['Return ``x`` \\\\* 2.']
    """
    made: list[str] = []
    paragraphs = groupby(inspect.cleandoc("\n".join(lines)).splitlines(), key=lambda line: bool(line.strip()))
    for paragraph in (list(group) for filled, group in paragraphs if filled):
        if paragraph[0].startswith(">>>"):
            block = paragraph
        elif paragraph[0].startswith("    "):
            block = ["::", "", *paragraph]
        else:
            block = [_escaped_rst(line.strip()) for line in paragraph]
        made += ["", *block] if made else block
    return made


def _escaped_rst(line: str) -> str:
    """Return a line of plain text in which only `names` in back ticks mean something."""
    parts = line.split("`")
    if len(parts) % 2 == 0:  # a back tick without its partner
        return re.sub(r"([\\*|`_])", r"\\\1", line)
    made = ""
    for number, part in enumerate(parts):
        if number % 2:
            made += ("\\ " if made[-1:].isalnum() else "") + f"``{part}``"  # code must stand apart from letters
        else:
            after = "\\ " if number and part[:1].isalnum() else ""
            made += after + re.sub(r"([\\*|_])", r"\\\1", part)
    return f"\\{made}" if re.match(r"[-+•] |\d+\. ", made) else made


# -- files of the repository


def file_part(path: str) -> str:
    """Return a Markdown file of the repository; links into the repository become plain code."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return re.sub(r"(?<!!)\[([^\]]+)\]\((?!https?://|#)[^)]*\)", r"\1", text)


def cards_part(_: str = "") -> str:
    """Return every CARD.md of the repository, each as a section."""
    paths = sorted(path for top in ("datasets", "framing") for path in (ROOT / top).rglob("CARD.md"))
    return "\n\n".join(re.sub(r"^#", "##", file_part(str(path.relative_to(ROOT))), flags=re.M) for path in paths)


# -- Markdown


def table_part(head: tuple[str, ...], rows: list[tuple[str, ...]], *, raw: Any = (), code: Any = ()) -> str:
    """Return a Markdown table; cells are escaped but in the columns `raw`, and code in the columns `code`."""
    raw, code = ((one,) if isinstance(one, int) else tuple(one) for one in (raw, code))

    def cell(column: int, text: str) -> str:
        if column in code:
            bare = str(text).replace("|", "\\|")
            return f"`{bare}`" if bare else ""
        return (str(text) if column in raw else escaped(str(text))).replace("|", "\\|").replace("\n", " ")

    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell(n, text) for n, text in enumerate(row)) + " |" for row in rows]
    return "\n".join(lines)


def escaped(text: str, keep: str = "") -> str:
    """Return text in which no character means anything to Markdown, but `names` in back ticks."""
    special = "".join(character for character in "\\*_[]<>#$" if character not in keep)
    parts = re.split(r"(`[^`\n]+`)", text)
    return "".join(
        part if n % 2 else re.sub(f"([{re.escape(special)}])", r"\\\1", part) for n, part in enumerate(parts)
    )


PARTS: dict[str, Callable[[str], str]] = {
    "measures": measures_part,
    "overview": overview_part,
    "lexicons": lexicons_part,
    "questions": questions_part,
    "tables": tables_part,
    "features": features_part,
    "commands": commands_part,
    "api": api_part,
    "file": file_part,
    "cards": cards_part,
}
