"""The notebooks are what their sources say, hold no answers for students, and run from top to bottom."""

import ast
import importlib.util
import os
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
SOURCES = sorted((FOLDER / "sources").glob("*.md"))
STUDENTS = [FOLDER / f"{source.stem}.ipynb" for source in SOURCES]
ANSWERS = [FOLDER / "answers" / f"{source.stem}_answers.ipynb" for source in SOURCES]
NAMES = [
    "01_first_article", "02_whose_voices", "03_loaded_words", "04_one_event_five_outlets", "05_can_a_classifier_tell",
    "06_how_far_to_trust_it", "07_write_the_report",
]  # fmt: skip
EMPTY = "# Your answer"

every_notebook = pytest.mark.parametrize("path", [*STUDENTS, *ANSWERS], ids=lambda path: path.stem)


def load_builder():
    spec = importlib.util.spec_from_file_location("build_notebooks", FOLDER / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "code"]


def headings_of(path, wanted):
    texts = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    return re.findall(rf"^## ({wanted}.*)$", "\n".join(texts), re.MULTILINE)


def test_there_are_seven_and_nothing_else():
    assert [source.stem for source in SOURCES] == NAMES
    assert sorted(FOLDER.glob("*.ipynb")) == STUDENTS
    assert sorted((FOLDER / "answers").glob("*")) == ANSWERS


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_notebooks_are_what_their_source_says(source):
    builder = load_builder()
    for path, with_answers in builder.notebook_paths(source).items():
        made = builder.build_notebook(source.read_text(encoding="utf-8"), with_answers=with_answers)
        assert path.read_text(encoding="utf-8") == made, f"{path.name} is not what build.py writes: run it"


def test_the_builder_keeps_answers_from_students():
    builder = load_builder()
    source = "Ask.\n\n<!-- answer -->\n```python\n6 * 7\n```\nSince six sevens.\n<!-- end -->\n\n## End\n"
    student = nbformat.reads(builder.build_notebook(source, with_answers=False), 4)
    teacher = nbformat.reads(builder.build_notebook(source, with_answers=True), 4)
    assert [cell.source for cell in student.cells] == ["Ask.", EMPTY, "## End"]
    assert [cell.source for cell in teacher.cells] == ["Ask.", "6 * 7", "Since six sevens.\n\n\n## End"]


@every_notebook
def test_it_is_a_valid_notebook_without_outputs(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    ids = [cell.id for cell in notebook.cells]
    assert ids == [f"cell-{number:02d}" for number in range(1, len(ids) + 1)]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


@pytest.mark.parametrize("path", STUDENTS, ids=lambda path: path.stem)
def test_it_is_short_and_says_what_it_asks_needs_and_does_not_show(path):
    cells = read(path).cells
    assert len(cells) < 30
    assert len(re.findall(r"^\*\*Question: .+\?\*\*$", cells[0].source, re.MULTILINE)) == 1
    assert 'pip install -e ".[jupyter]"' in cells[0].source
    assert cells[-1].cell_type == "markdown"
    assert cells[-1].source.startswith("## What this does not show\n")


@pytest.mark.parametrize("path", STUDENTS, ids=lambda path: path.stem)
def test_its_constants_stand_in_the_first_code_cell(path):
    names = [
        [target.id for node in ast.parse(code).body if isinstance(node, ast.Assign) for target in node.targets
         if isinstance(target, ast.Name) and target.id.isupper()]
        for code in code_of(path)
    ]  # fmt: skip
    assert names[0]
    # An exercise may bring what it asks the student to change.
    assert all(name.startswith("MY_") for later in names[1:] for name in later)


@every_notebook
def test_it_uses_public_names_only(path):
    tree = ast.parse("\n".join(code_of(path)))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "framing":
            module = __import__(node.module, fromlist=["__all__"])
            assert {alias.name for alias in node.names} <= set(module.__all__)
        elif isinstance(node, ast.Import):
            assert not any(alias.name.startswith("framing.") for alias in node.names)
        elif isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_")
            if isinstance(node.value, ast.Name) and node.value.id == "framing":
                import framing

                assert node.attr in framing.__all__


@pytest.mark.parametrize(("student", "answers"), list(zip(STUDENTS, ANSWERS, strict=True)), ids=NAMES)
def test_every_exercise_has_an_answer_that_students_do_not_see(student, answers):
    exercises = headings_of(student, "Exercise")
    assert len(exercises) >= 2
    assert headings_of(answers, "Exercise") == exercises
    assert code_of(student).count(EMPTY) == len(exercises)
    assert EMPTY not in code_of(answers)
    shared = [code for code in code_of(student) if code != EMPTY]
    assert [code for code in code_of(answers) if code in shared] == shared
    source = (FOLDER / "sources" / f"{student.stem}.md").read_text(encoding="utf-8")
    for exercise in re.split(r"^## ", source, flags=re.MULTILINE):
        if exercise.startswith("Exercise"):
            assert exercise.count("<!-- answer -->") == 1


@pytest.mark.slow
@every_notebook
def test_it_runs_from_a_clean_state(path, tmp_path):
    from nbclient import NotebookClient

    notebook = read(path)
    environment = os.environ | {"HOME": str(tmp_path), "JUPYTER_PLATFORM_DIRS": "1"}
    client = NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute(env=environment)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    plots = "".join(code_of(path)).count("show(plot_")
    assert sum("image/png" in output.get("data", {}) for output in outputs) == plots
