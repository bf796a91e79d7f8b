"""The documentation runs, and nothing that people can use is missing from it."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from framing.measures import MEASURES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

from generated import (  # noqa: E402
    commands,
    docstring_as_rst,
    escaped,
    fill_in,
    meaning_of,
    meanings,
    module_of,
    options_of,
    public_packages,
)
from running import WAITS, BlockFailed, find_blocks, run_page, shown  # noqa: E402

PAGES = {path.relative_to(ROOT).as_posix(): path for path in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}
BLOCKS = {name: find_blocks(text) for name, text in TEXTS.items()}
# Pages that run in a second or two. The README is run among the slow tests, and all other pages when the site is built.
QUICK = ("docs/how_to/own_measure.md", "docs/explanation/voices.md")
# Blocks that are not run: by page and first line, so that none is added unseen.
NOT_RUN = [
    ("README.md", '.venv/bin/python -m pip install -q -e ".[test]" && .venv/bin/python -m pytest'),
    ("README.md", "framing view my_report"),
    ("README.md", "python3 -m venv .venv && .venv/bin/python -m pip install -q -e . && .venv/bin/framing demo"),
    ("docs/comparison_reports.md", "# not run here: waits for a browser"),
    ("docs/how_to/large_runs.md", "# not run here: takes minutes"),
    ("docs/how_to/report_in_class.md", "# not run here: opens a browser and waits"),
    ("docs/tutorial.md", "# not run here: installs"),
]  # fmt: skip


# Where the columns of the tables that are not in framing.tables are written down.
COLUMNS_AT = {
    "differences": [("comparison.differences", "COLUMNS"), ("corrected", "DIFFERENCES")],
    "estimates": [("comparison.estimates", "COLUMNS"), ("corrected", "ESTIMATES")],
    "over_time": [("comparison.estimates", "COLUMNS")],
    "words": [("comparison.distinctive", "COLUMNS")],
    "controls": [("comparison.controls", "COLUMNS")],
    "diversity": [("comparison.diversity", "COLUMNS")],
    "mixed_model": [("comparison.mixed_model", "COLUMNS")],
    "omissions": [("comparison.omission", "COLUMNS")],
    "omission_rates": [("comparison.omission", "RATE_COLUMNS")],
    "changes": [("comparison.time_series", "CHANGE_COLUMNS")],
    "word_shifts": [("comparison.word_shift", "COLUMNS")],
    "corrected": [("coding.correction", "COLUMNS")],
    "corrected_differences": [("coding.correction", "DIFFERENCE_COLUMNS")],
}


@pytest.mark.parametrize(
    "name",
    [*QUICK, pytest.param("README.md", marks=pytest.mark.slow)],
)
def test_every_block_of_the_page_runs(name):
    ran = [block for block, _ in run_page(TEXTS[name])]
    assert ran == [block for block in BLOCKS[name] if block.kind in ("python", "framing")]


def test_blocks_that_are_not_run_are_these():
    found = [
        (name, block.first_line) for name, blocks in BLOCKS.items() for block in blocks
        if block.kind not in ("python", "framing", "file") and block.info != "{toctree}"
    ]  # fmt: skip
    waiting = [
        (name, line.partition("#")[0].strip()) for name, blocks in BLOCKS.items() for block in blocks
        if block.kind == "framing" for line in block.code.splitlines() if line.startswith(f"framing {WAITS}")
    ]  # fmt: skip
    assert sorted(found + waiting) == NOT_RUN


def test_a_block_that_fails_is_said_with_its_first_line():
    with pytest.raises(BlockFailed, match=r"'1 / 0' fails: ZeroDivisionError"):
        run_page("# A page\n\n```python\n1 / 0\n```\n")
    with pytest.raises(BlockFailed, match=r"exit code 2.*no such|exit code 2"):
        run_page("```shell\nframing measures no_such_measure\n```\n")


def test_what_a_block_prints_is_returned_and_cut():
    page = "```{code-block} text\n:caption: a.txt\n\nhello\n```\n```python\nx = open('a.txt').read()\n```\n```python\nx\n```\n"
    assert [printed for _, printed in run_page(page)] == ["", "hello\n\n"]
    assert shown("a\n" * 60).endswith("… 36 more lines")


# -- complete


def test_every_command_stands_in_an_example():
    lines = [
        line.strip()
        for blocks in BLOCKS.values()
        for block in blocks
        if block.kind in ("framing", "not run")
        for line in re.sub(r"--config \S+ ", "", block.code).splitlines()
    ]
    leaves = [name for name, parser, _ in commands() if parser._defaults.get("run") and not parser._subparsers]
    missing = [name for name in leaves if not any(re.match(rf"{name}\b", line) for line in lines)]
    assert len(leaves) >= 15 and not missing


def test_every_option_says_what_it_does():
    options = [(name, action) for name, parser, _ in commands() for action in options_of(parser)]
    missing = [f"{name} {action.option_strings or action.dest}" for name, action in options if not action.help]
    assert len(options) >= 60 and not missing
    page = fill_in(TEXTS["docs/reference/commands.md"])
    assert not [
        action.option_strings for _, action in options for one in action.option_strings if f"`{one}" not in page
    ]


def test_every_column_has_a_meaning():
    from framing.tables import COLUMNS

    columns = dict(COLUMNS)
    for table, places in COLUMNS_AT.items():
        for module, constant in places:
            columns[table] = (*columns.get(table, ()), *getattr(importlib.import_module(f"framing.{module}"), constant))
    missing = [f"{table}: {column}" for table, names in columns.items() for column in names
               if not meaning_of(table, column)]  # fmt: skip
    assert not missing, f"docs/columns.csv says nothing of {missing}"


@pytest.mark.slow
def test_every_column_of_a_whole_run_has_a_meaning(tmp_path):
    import csv

    from framing.cli import main

    main(["demo", "--engine", "rules", "--out", str(tmp_path), "--report-format", "md"])
    missing = []
    for path in sorted(tmp_path.glob("*.csv")):
        columns = next(csv.reader(path.read_text(encoding="utf-8").splitlines()), [])
        missing += [f"{path.stem}: {column}" for column in columns if not meaning_of(path.stem, column)]
        assert path.stem in {table for table, _ in meanings()}, f"{path.name} is in no page"
    assert not missing, f"docs/columns.csv says nothing of {missing}"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_is_documented_whole(measure):
    for text in (measure.question, measure.unit, measure.higher_means, measure.source, measure.accuracy):
        assert text.strip()
    head = inspect.getdoc(module_of(measure))
    assert "Source:" in head and ("Blind spots:" in head or "Leaves out:" in head)
    assert f"`{measure.name}`" in fill_in(TEXTS["docs/explanation/measures.md"])
    assert f"### `{measure.name}`" in reference_of_measures()


def reference_of_measures(cache=[]):  # noqa: B006 (made once)
    if not cache:
        cache.append(fill_in(TEXTS["docs/reference/measures.md"]))
    return cache[0]


def test_literature_of_measures_is_in_the_list():
    listed = TEXTS["docs/explanation/literature.md"]
    cited = {
        (surname, year)
        for measure in MEASURES
        for surname, year in re.findall(r"([A-Z][\w-]+)(?:,? (?:and|&) [A-Z][\w-]+| et al\.|, [A-Z][\w-]+ and [A-Z][\w-]+)? \((\d{4})\)", measure.source)
    }  # fmt: skip
    missing = [f"{surname} ({year})" for surname, year in sorted(cited)
               if not re.search(rf"^- .*{surname}.*\({year}\)", listed, re.M)]  # fmt: skip
    assert cited and not missing, f"docs/explanation/literature.md lacks {missing}"


@pytest.mark.parametrize("package", public_packages())
def test_every_public_name_is_documented_with_an_example(package):
    page = TEXTS[f"docs/reference/names/{package}.md"]
    assert f"<!-- here: api {package} -->" in page and f"names/{package}\n" in TEXTS["docs/reference/names.md"]
    module = importlib.import_module(package)
    used = names_in_examples() | names_of(inspect.getdoc(module) or "")
    without = []
    for name in module.__all__:
        value = getattr(module, name)
        if callable(value):
            said = inspect.getdoc(value) or ""
            assert said, f"{package}.{name} has no docstring"
            if ">>>" not in said and name not in used:
                without.append(name)
    assert not without, f"neither a docstring nor a page shows how to use {', '.join(without)} of {package}"


def names_in_examples():
    """Every name that a python block of the documentation uses beyond importing it."""
    found = set()
    for blocks in BLOCKS.values():
        for block in blocks:
            if block.kind == "python":
                tree = ast.parse(block.code)
                found |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
                found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found


def names_of(text):
    """The functions called in the indented example of a docstring."""
    return set(re.findall(r"^ {4}.*?\b(\w+)\(", text, re.M))


def test_every_page_is_in_a_table_of_contents():
    listed = set(re.findall(r"^([\w./]+)$", "\n".join(
        block.code for blocks in BLOCKS.values() for block in blocks if block.info == "{toctree}"), re.M))  # fmt: skip
    pages = [name.removeprefix("docs/").removesuffix(".md") for name in PAGES if name.startswith("docs/")]
    missing = [
        page for page in pages if page != "index" and page not in listed and page.partition("/")[2] not in listed
    ]
    assert not missing


def test_docstrings_are_plain_text_to_sphinx():
    plain = ["Return a*b_ of `x`.", "", "    code(1)", "", ">>> 1", "1"]
    marked = [r"Return a\*b\_ of ``x``.", "", "::", "", "    code(1)", "", ">>> 1", "1"]
    assert docstring_as_rst(plain)[: len(marked)] == marked


def test_text_in_tables_means_nothing_to_markdown():
    assert escaped("a_b <c> `d_e`") == r"a\_b \<c\> `d_e`"


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path):
    pytest.importorskip("furo", reason="the documentation needs framing[docs]")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(DOCS), str(tmp_path)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-4000:]
    assert "loaded_per_1000_words" in (tmp_path / "reference" / "measures.html").read_text(encoding="utf-8")
