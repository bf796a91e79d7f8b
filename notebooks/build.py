"""The notebooks, made from the texts in sources/: `python notebooks/build.py` writes the students' and the teachers'.

A source is Markdown. What stands between ```python fences becomes a code cell, what stands between them a text cell.
Between `<!-- answer -->` and `<!-- end -->` stands what only the answer key has; students get an empty cell for it.
`<!-- install -->` is replaced by what to install. Nothing is run, so nothing has an output.
"""

import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parent
SOURCES = sorted((HERE / "sources").glob("*.md"))
CODE = re.compile(r"^```python\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
ANSWER = re.compile(r"^<!-- answer -->\n(.*?)^<!-- end -->$", re.DOTALL | re.MULTILINE)
EMPTY = "```python\n# Your answer\n```"
INSTALL = (
    '**You need** Python 3.11 or newer and, in the folder of this project, `python -m pip install -e ".[jupyter]"`. '
    "Open the notebook in Jupyter, JupyterLab or VS Code with the Python that you installed it into, and run the cells "
    "from top to bottom. Nothing is fetched from the internet and nothing you write leaves your machine.\n\n"
    "The articles and their five outlets are **invented**: no number here says anything about real news."
)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def build_notebook(source: str, *, with_answers: bool) -> str:
    """Return the notebook of a source as the text of an .ipynb file; the same source gives the same bytes."""
    text = ANSWER.sub((lambda answer: answer[1]) if with_answers else (lambda answer: EMPTY), source)
    text = text.replace("<!-- install -->", INSTALL)
    cells = []
    for place, part in enumerate(CODE.split(text)):  # every second part is code
        if part.strip():
            make = new_code_cell if place % 2 else new_markdown_cell
            cells.append(make(part.strip(), id=f"cell-{len(cells) + 1:02d}"))
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return nbformat.writes(new_notebook(cells=cells, metadata=metadata)) + "\n"


def notebook_paths(source: Path) -> dict[Path, bool]:
    """Return the files that a source becomes, and which of them holds the answers."""
    return {HERE / f"{source.stem}.ipynb": False, HERE / "answers" / f"{source.stem}_answers.ipynb": True}


def main() -> None:
    """Write every notebook."""
    for source in SOURCES:
        for path, with_answers in notebook_paths(source).items():
            made = build_notebook(source.read_text(encoding="utf-8"), with_answers=with_answers)
            path.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
