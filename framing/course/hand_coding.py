"""Code by hand first, then meet the machine: ten attributions, a page to code them on, and the key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.names import SOURCE_TYPES
from framing.course.gold import GoldArticle, GoldAttribution
from framing.course.pages import Page, load_page
from framing.course.passages import segments_of

if TYPE_CHECKING:
    from framing.coding.samples import Sample
    from framing.results import Results

N_ITEMS = 10
NAME = "lesson"  # of the sample
QUESTIONS = ("source_type", "source_named", "stance")
RETURNED = "returned"  # where the files of the students are put


def draw_items(results: Results, *, seed: int = 0) -> Sample:
    """Return the sample of the exercise: ten attributions, two of each outlet of the bundled corpus."""
    from framing.coding import find_questions, make_sample

    return make_sample(results, find_questions(QUESTIONS), N_ITEMS, by=["outlet"], seed=seed, name=NAME)


def write_exercise(kit: Path, sample: Sample, results: Results) -> list[Path]:
    """Write the sample into the kit's run, and beside it what a class needs; return the paths of the latter.

    These are the coding page, the same as a table, the folder for what students save, and the notebook that compares.
    """
    from framing.coding import write_sample, write_sheets
    from framing.course.compare_notebook import render_compare_notebook

    write_sample(kit / "run", sample, overwrite=True)
    folder = kit / "hand_coding"
    (folder / RETURNED).mkdir(parents=True, exist_ok=True)
    note = folder / RETURNED / "README.txt"
    note.write_text("Put the CSV files that students saved from the coding page into this folder.\n", encoding="utf-8")
    notebook = folder / "compare.ipynb"
    notebook.write_text(render_compare_notebook(), encoding="utf-8")
    return [*write_sheets(folder, sample, results, formats=["html", "csv"]), note, notebook]


def make_key(sample: Sample, results: Results, articles: Sequence[GoldArticle]) -> Page:
    """Return the key: each item with what the machine says and what the corpus' labels say."""
    from framing.coding import find_passages

    by_id = {article.id: article for article in articles}
    page = load_page("key.toml", {"n_items": len(sample.items)})
    blocks = list(page.blocks)
    outlets = results.articles.set_index("article_id")["outlet"].to_dict()
    agreed = dict.fromkeys(QUESTIONS, 0)
    n_labelled = 0
    shown: list[dict[str, Any]] = []
    items = sample.items.to_dict("records")
    for number, (item, passage) in enumerate(zip(items, find_passages(sample, results), strict=True), 1):
        marks = [(start, end, "content", "") for start, end in passage.marked]
        gold = _labelled(by_id.get(passage.article_id), passage.marked) if item["field"] == "text" else None
        n_labelled += gold is not None
        rows = []
        for name in QUESTIONS:
            machine = str(item[f"machine_{name}"])
            label = "no label" if gold is None else str(getattr(gold, name))
            agreed[name] += machine == label
            rows.append([_words(name), _shown(machine), _shown(label), "" if machine == label else "differs"])
        shown += [
            {"kind": "heading", "text": f"Item {number}"},
            {"kind": "passage", "title": "", "outlet": outlets[passage.article_id], "wide": False,
             "paragraphs": [segments_of(passage.text, place, marks) for place in _lines(passage)]},
            {"kind": "table", "columns": ["Question", "Machine", "Label of the corpus", ""], "rows": rows,
             "widths": [4, 4, 4, 2]},
        ]  # fmt: skip
    counts = [[_words(name), f"{n} of {n_labelled}"] for name, n in agreed.items()]
    blocks.append({"kind": "table", "columns": ["Question", "Machine and label agree"], "rows": counts})
    return page.with_blocks([*blocks, *shown])


def _labelled(article: GoldArticle | None, marked: Sequence[tuple[int, int]]) -> GoldAttribution | None:
    """Return the labelled attribution whose content shares most letters with these, None where none shares any."""
    if article is None:
        return None
    best, shared = None, 0
    for one in article.attributions:
        n = sum(max(0, min(end, b) - max(start, a)) for start, end in marked for a, b in one.content)
        if n > shared:
            best, shared = one, n
    return best


def _lines(passage: Any) -> list[tuple[int, int]]:
    """Return the places of the lines of a coder's passage that are not empty."""
    places, at = [], passage.start
    for line in passage.text[passage.start : passage.end].split("\n"):
        if line.strip():
            places.append((at, at + len(line)))
        at += len(line) + 1
    return places


def _shown(code: str) -> str:
    return SOURCE_TYPES.get(code, code).replace("_", " ")


def _words(name: str) -> str:
    return {"source_type": "What is the source?", "source_named": "Named?", "stance": "Stance of the cue"}[name]
