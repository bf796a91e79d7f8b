"""The shape of the package: imports go one way, files stay readable, no drawer without a name."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "framing"

# Each layer may import those before it; layers in one tuple do not know each other.
LAYERS = (
    ("errors", "first_use"),
    ("text",),
    ("lexicon",),
    ("lexicons",),
    ("articles",),
    ("attribution",),
    ("sources",),
    ("measures",),
    ("codebook", "tables"),
    ("features", "parquet", "cas"),
    ("options", "manifest", "corrected", "declared"),
    ("results", "across"),
    ("batches", "corpus"),
    ("engine",),
    ("comparison",),
    ("classify", "coding"),
    ("charts", "exports"),
    ("reporting",),
    ("viewing", "course"),
    ("cli_options",),
    ("cli",),
    ("__main__", "__init__"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# The one import that goes up: a result shows itself in a notebook by the card of reporting, loaded when it is shown.
UPWARD = {("results", "reporting")}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "datasets" not in path.relative_to(PACKAGE).parts)


def layer_of(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_layers(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("framing."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    mine = layer_of(path)
    assert mine in LEVEL, f"{mine} has no place in LAYERS"
    for other in imported_layers(path):
        allowed = other == mine or LEVEL[other] < LEVEL[mine] or (mine, other) in UPWARD
        assert allowed, f"{path.name} ({mine}) imports {other}, which stands above it or beside it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_are_short_and_say_what_they_are(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400, f"{path.name} has more than 400 lines"
    assert path.stem not in ("utils", "util", "helpers", "common", "misc")
    assert ast.get_docstring(ast.parse(source)), f"{path.name} has no docstring"


@pytest.mark.parametrize("first", ["import framing", "from framing.cli import build_parser; build_parser()"])
def test_import_framing_and_the_help_page_load_nothing_heavy(first):
    code = f"{first}; import sys; print([m for m in ('numpy', 'pandas', 'matplotlib', 'sklearn') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_every_name_of_the_front_page_can_be_imported():
    import framing

    for name in framing.__all__:
        assert getattr(framing, name) is not None
