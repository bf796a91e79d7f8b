"""Runs the blocks of code of a page, as a reader would type them, and returns what they print.

Used twice: the tests run every page, and the site shows under each block what it printed when the site was built.

A page is Markdown. Blocks of one page share a folder and a namespace, in their order:

- python blocks are executed; the value of a last line that is an expression is printed, as a notebook does;
- blocks whose lines start with `framing` go through the command line of this very package;
- a block with a caption is a file of that name and is written to the folder first;
- a block whose first line is a comment that begins with "not run here" is left out, and the tests list those.
"""

from __future__ import annotations

import ast
import atexit
import csv
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.M | re.S)
CAPTION = re.compile(r"\A:caption: (?P<name>\S+)\n\n?")
STARTS_WITH_RUN = "<!-- starts with my_report -->"  # the page begins after a run
NOT_RUN = "# not run here"
WAITS = "view"  # the one command that opens a browser and waits; lines with it are left out, and the tests list them
LONGEST = 24  # lines of output shown


@dataclass(frozen=True)
class Block:
    """A block of a page: kind is "python", "framing", "file", "not run" or "other"; info: what follows its fence.

    end: where it ends in the page.
    """

    kind: str
    code: str
    end: int
    info: str = ""
    name: str = ""

    @property
    def first_line(self) -> str:
        return self.code.strip().split("\n")[0]


class BlockFailed(Exception):
    """A block of a page does not run; the message has its first line and what went wrong."""


def find_blocks(page: str) -> list[Block]:
    """Return the blocks of code of a page, in order."""
    return [_block_of(match) for match in FENCE.finditer(page)]


def _block_of(match: re.Match[str]) -> Block:
    code, language = match["body"], match["info"].strip()
    captioned = CAPTION.match(code)
    if captioned:
        return Block("file", code[captioned.end() :], match.end(), language, captioned["name"])
    kind = "other"
    if code.lstrip().startswith(NOT_RUN):
        kind = "not run"
    elif language == "python":
        kind = "python"
    elif language in ("", "shell") and code.lstrip().startswith(("framing ", "framing\n")):
        kind = "framing"
    return Block(kind, code, match.end(), language)


def run_page(page: str) -> list[tuple[Block, str]]:
    """Return each block that was run with what it printed; raise BlockFailed at the first that fails."""
    printed = []
    names: dict[str, Any] = {"__name__": "page"}
    with TemporaryDirectory() as folder, _inside(Path(folder)):
        prepare(Path())
        if STARTS_WITH_RUN in page:
            shutil.copytree(_finished_run(), "my_report")
        for block in find_blocks(page):
            if block.kind == "file":
                Path(block.name).parent.mkdir(parents=True, exist_ok=True)
                Path(block.name).write_text(block.code, encoding="utf-8")
            elif block.kind in ("python", "framing"):
                run = _run_python if block.kind == "python" else _run_commands
                said = StringIO()
                with redirect_stdout(said), redirect_stderr(StringIO()) as errors, _narrow_tables():
                    try:
                        run(block.code, names)
                    except (Exception, SystemExit) as error:
                        reason = f"{type(error).__name__}: {error}. {errors.getvalue()}"
                        raise BlockFailed(f"{block.first_line!r} fails: {reason}") from error
                printed.append((block, said.getvalue()))
    return printed


def shown(output: str) -> str:
    """Return what is shown of an output: its first lines."""
    lines = output.rstrip().split("\n")
    more = len(lines) - LONGEST
    return "\n".join(lines if more <= 0 else [*lines[:LONGEST], f"… {more} more lines"])


def _run_python(code: str, names: dict[str, Any]) -> None:
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<page>", "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<page>", "eval"), names)
        if value is not None:
            print(value if hasattr(value, "to_string") or isinstance(value, str) else repr(value))


def _run_commands(code: str, _: dict[str, Any]) -> None:
    from framing.cli import main

    for line in code.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if words[0] != "framing":
            raise ValueError(f"{line!r} is no command of framing")
        if words[1:2] == [WAITS]:
            continue
        exit_code = main(words[1:])
        if exit_code:
            raise RuntimeError(f"{line!r} ended with exit code {exit_code}")


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)


@contextmanager
def _narrow_tables() -> Iterator[None]:
    import pandas as pd

    with pd.option_context("display.width", 96, "display.max_columns", 7, "display.max_colwidth", 34,
                           "display.max_rows", 12):  # fmt: skip
        yield


@cache
def _finished_run() -> Path:
    """Return the folder of a run of the bundled corpus, made once per process."""
    place = mkdtemp(prefix="framing-docs-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = Path(place) / "my_report"
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        _run_commands(f"framing analyze my_articles.csv --out {shlex.quote(str(folder))} --engine rules", {})
        _run_commands(f"framing compare {shlex.quote(str(folder))}", {})
    return folder


def prepare(folder: Path) -> None:
    """Write the files the pages talk about, all made from the bundled corpus."""
    from framing.corpus import corpus_folder

    with (corpus_folder() / "articles.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    fields = ("id", "outlet", "title", "author", "published", "event", "text")
    _write(folder / "my_articles.csv", fields, [[one[name] or "" for name in fields] for one in articles])
    outlets = sorted({one["outlet"] for one in articles})
    leanings = ("left", "centre", "right")
    _write(folder / "outlets.csv", ("outlet", "leaning"),
           [(outlet, leanings[n % len(leanings)]) for n, outlet in enumerate(outlets)])  # fmt: skip
    _write(folder / "labels.csv", ("text", "label", "outlet", "topic"), _labelled_sentences(articles[:25]))
    _write(folder / "new.csv", ("id", "text"), [(one["id"], one["text"]) for one in articles[:3]])


def _labelled_sentences(articles: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """Return sentences with "loaded" or "plain", as the gold labels of the corpus say, for examples of classifiers."""
    from framing.corpus import corpus_folder

    places: dict[str, list[int]] = {}
    with (corpus_folder() / "gold" / "spans.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["measure"] == "loaded" and row["field"] == "text":
                places.setdefault(row["article_id"], []).append(int(row["start"]))
    rows = []
    for one in articles:
        for match in re.finditer(r"[^.\n]{40,}\.", one["text"]):
            is_loaded = any(match.start() <= place < match.end() for place in places.get(one["id"], ()))
            rows.append((match[0].strip(), "loaded" if is_loaded else "plain", one["outlet"], one["event"]))
    return rows


def _write(path: Path, columns: tuple[str, ...], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
