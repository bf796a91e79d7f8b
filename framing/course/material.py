"""What a kit is filled with: the corpus, the notebooks, and the pages of our own words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from framing.corpus import corpus_folder, notebooks_folder
from framing.course.gold import GoldArticle
from framing.course.hand_coding import N_ITEMS
from framing.course.pages import Block, load_page, write_page

CORPUS_FILES = ("articles.jsonl", "CARD.md", "gold/attributions.csv", "gold/copies.csv", "gold/spans.csv")
NOTEBOOKS = "[0-9][0-9]_*.ipynb"
_NUMBERS = {"n_items": N_ITEMS}


def copy_corpus(folder: Path) -> list[Path]:
    """Copy the articles, their card and their labels into a folder and return the copies."""
    return [_copy(corpus_folder() / name, folder / name) for name in CORPUS_FILES]


def copy_notebooks(folder: Path) -> list[Path]:
    """Copy the numbered notebooks and their answers into a folder and return the copies, in order."""
    ours = notebooks_folder()
    found = [*sorted(ours.glob(NOTEBOOKS)), *sorted((ours / "answers").glob("*.ipynb"))]
    return [_copy(path, folder / path.relative_to(ours)) for path in found]


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def write_texts(folder: Path, articles: Sequence[GoldArticle], notebooks: Sequence[Path]) -> list[Path]:
    """Write the start page, the list of downloads and the guide, and return the files."""
    numbers = {
        **_NUMBERS,
        "n_articles": len(articles),
        "n_events": len({article.event for article in articles}),
        "n_outlets": len({article.outlet for article in articles}),
    }
    start = load_page("start.toml", numbers)
    start = start.with_blocks([*start.blocks, *_notebook_blocks(folder, notebooks), *load_page("after.toml").blocks])
    return [
        *write_page(start, folder / "README", ("html", "md")),
        *write_page(load_page("downloads.toml", numbers), folder / "downloads", ("html", "md")),
        *write_page(load_page("guide.toml", numbers), folder / "guide", ("html", "pdf", "md")),
    ]


def _notebook_blocks(folder: Path, notebooks: Sequence[Path]) -> list[Block]:
    """Return the list of the notebooks, each with its title."""
    rows = [
        [path.relative_to(folder).as_posix(), _title_of(path), f"`{path.relative_to(folder).as_posix()}`"]
        for path in notebooks
        if path.parent.name != "answers"
    ]
    return [{"kind": "links", "rows": rows}] if rows else []


def _title_of(path: Path) -> str:
    """Return the first heading of a notebook."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("# ") and cell["cell_type"] == "markdown":
                return line[2:].strip()
    return path.stem
