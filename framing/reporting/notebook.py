"""The report as an executed notebook: every number and figure of it, recomputed in cells that a reader can change."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from framing.reporting.cleaning import clean_text

if TYPE_CHECKING:
    from framing.reporting.summary import Summary

TIMEOUT = 600  # seconds for one cell: a comparison of thousands of articles is drawn again
Notebook = Any  # nbformat has no types
Cell = tuple[str, str, str]  # id, kind, text


def notebook_cells(summary: Summary) -> list[Cell]:
    """Return the cells: id, "markdown" or "code", and text. No code depends on the text of an article or title."""
    compared = dict(summary["manifest"].get("comparison") or {})
    options = {key: compared[key] for key in ("by", "reference", "seed") if compared.get(key) is not None}
    title = clean_text(summary["title"]).replace("\n", " ").replace("<", "&lt;")
    # A title may hold Markdown: escaped, it stays a title.
    for mark in "\\`*_[]#":
        title = title.replace(mark, "\\" + mark)
    arguments = "".join(f", {key}={value!r}" for key, value in sorted(options.items()))
    cells: list[Cell] = [
        ("title", "markdown", f"# {title}\n\nThis notebook recomputes the report from the tables beside it. Change a "
         "cell and run it again. Every table is a pandas DataFrame, every chart a matplotlib Figure."),
        ("load", "code", "import framing\nfrom framing import charts\n\nresults = framing.load(\".\")\nresults"),
        ("compare", "code", "# Intervals and differences are drawn anew from the features; another seed shows how much "
         f"chance is in them.\ncomparison = framing.compare(results{arguments})\n"
         'results.estimates.groupby("measure").size().rename("groups compared").head()'),
        ("findings-text", "markdown", "## Findings"),
        ("findings", "code", "from framing.reporting import find_cautions, find_findings\n\n"
         'for finding in find_findings(results):\n    print(f"[{finding[\'certainty\']}] {finding[\'text\']}")\n'
         '    print(finding["accuracy"], end="\\n\\n" if finding["accuracy"] else "\\n")\n'
         "for sentence in find_cautions(results):\n    print(sentence)"),
    ]  # fmt: skip
    for figure in summary["figures"]:
        name = figure["name"]
        cells += [
            (f"{name}-text", "markdown", f"## {figure['title']}\n\n{figure['subtitle']}."),
            (f"{name}-table", "code", f"{name} = charts.{name}_table(results)\n"
             f"{name}.round(3).head(12)"),
            (f"{name}-chart", "code", f"charts.show(charts.plot_{name}({name}, heading=False))"),
        ]  # fmt: skip
    if summary["side_by_side"]["blocks"]:
        cells += [
            ("side-by-side-text", "markdown", f"## {summary['side_by_side']['heading']}\n\nWhat stands inside shared "
             "events, what else differs between the outlets, and what was not found in the text we have."),
            ("side-by-side-stands", "code", "standing = results.differences.query(\"mode == 'same_event' and "
             "distinguishable\")\nfor sentence in standing[\"sentence\"].head(12):\n    print(sentence)"),
            ("side-by-side-controls", "code",
             'results.controls.pivot(index="group", columns="control", values="value").round(2)'),
        ]  # fmt: skip
        if any(block["lists"] for block in summary["side_by_side"]["blocks"]):
            cells.append(
                ("side-by-side-omissions", "code", "results.omission_rates.round(2).head(24)"),
            )
            cells.append(
                (
                    "side-by-side-items",
                    "code",
                    'results.omissions.query("kind != \'term\'")["sentence"].head(12).tolist()',
                ),
            )
    if summary["corrected"]["rows"]:
        cells += [
            ("corrected-text", "markdown", "## Corrected by what people coded\n\n`naive` takes the program at its "
             "word, `coded` is the coded sample alone, `corrected` uses both."),
            ("corrected", "code",
             'columns = ["question", "value", "group", "naive", "coded", "corrected", "low", "high", "n_coded"]\n'
             "results.corrected[columns].round(3).head(24)"),
            ("corrected-differences", "code", "results.corrected_differences.round(3).head(24)"),
        ]  # fmt: skip
    cells += [
        ("evidence-text", "markdown", "## The words behind the numbers\n\nEverything counted is a row of `spans` or "
         "`attributions`. Choose a measure, a voice, an outlet."),
        ("evidence", "code", 'measure, voice = "loaded", "own"\n'
         'chosen = results.spans.query("measure == @measure and voice == @voice and part == \'body\'")\n'
         'chosen["text"].str.lower().value_counts().head(15)'),
        ("attributions", "code",
         'columns = ["article_id", "source_text", "cue_text", "stance", "form", "content_text"]\n'
         'results.attributions.query("stance == \'distancing\'")[columns].head(10)'),
        ("codebook-text", "markdown", "## Codebook"),
        ("codebook", "code",
         "for measure in framing.MEASURES:\n    if measure.name in set(wording_profile[\"measure\"]):\n"
         '        print(f"{measure.name}: {measure.question} {measure.unit}. Accuracy: {measure.accuracy}")'
         if any(figure["name"] == "wording_profile" for figure in summary["figures"])
         else "[measure.name for measure in framing.MEASURES]"),
        ("limits", "markdown", "## What it cannot tell\n\n" + "\n".join(f"- {line}" for line in summary["limits"])),
    ]  # fmt: skip
    return cells


def build_notebook(summary: Summary) -> Notebook:
    """Return the notebook, not yet run: ids of cells are names, so that two runs give the same bytes."""
    from nbformat import v4

    nodes: Any = v4
    cells = []
    for name, kind, text in notebook_cells(summary):
        make = nodes.new_code_cell if kind == "code" else nodes.new_markdown_cell
        cells.append(make(text, id=name.replace("_", "-")))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nodes.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def render_notebook(summary: Summary, *, folder: str | Path | None) -> str:
    """Return the notebook as text; run in `folder`, which holds the tables, unless that is None."""
    import nbformat

    write: Any = nbformat.writes
    notebook = build_notebook(summary)
    if folder is not None:
        _execute(notebook, Path(folder))
    notebook.metadata["language_info"] = {"name": "python"}
    return str(write(notebook, version=4)) + "\n"


def _execute(notebook: Notebook, folder: Path) -> None:
    """Run the cells with the Python that runs us, leaving no file behind, even without a home folder to write to."""
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    with TemporaryDirectory() as scratch:
        manager = AsyncKernelManager(kernel_name="python3", connection_file=os.path.join(scratch, "kernel.json"))
        if manager.has_trait("transport_encryption"):
            manager.set_trait("transport_encryption", "auto")
        # Not the kernel that a user may have installed under this name, but the Python that runs us.
        own = KernelSpec(resource_dir="", **get_kernel_dict())
        own.argv = [sys.executable, *own.argv[1:], "--HistoryManager.enabled=False"]
        manager._kernel_spec = own
        client = NotebookClient(
            notebook, km=manager, timeout=TIMEOUT, record_timing=False, allow_errors=False,
            resources={"metadata": {"path": str(folder)}},
        )  # fmt: skip
        client.execute(env=_environment(scratch), cleanup_kc=True)


def _environment(scratch: str) -> dict[str, Any]:
    """Return the environment of the kernel: our package found, nothing written to the home folder."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "IPYTHONDIR": scratch,
        "JUPYTER_RUNTIME_DIR": scratch,
        "JUPYTER_CONFIG_DIR": scratch,
    }
