"""`framing course`: the folder with everything that a lesson of 90 minutes needs, made from the bundled corpus."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from framing.corpus import corpus_folder
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.results import Results

START = "README.html"


def write_course(
    out: str | PathLike[str], *, seed: int = 0, overwrite: bool = False, engine: str = "model"
) -> list[Path]:
    """Write the kit into the folder `out` and return its files; the same seed gives the same bytes.

    seed: of the draw of passages for the worksheets and of items for the coding exercise. overwrite: write into a
    folder that is not empty; what students saved into it stays. engine: who finds attributions, model or rules.
    Raises InputError where `out` is a file or a folder that is not empty, or the seed is negative.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     write_course(file.name)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    framing.errors.InputError: '...' is a file; --out needs a folder
    """
    from framing.course.gold import read_gold
    from framing.course.hand_coding import draw_items, make_key, write_exercise
    from framing.course.material import copy_corpus, copy_notebooks, write_texts
    from framing.course.pages import write_page
    from framing.course.slides import write_slides
    from framing.course.worksheets import make_worksheets

    if seed < 0:
        raise InputError(f"--seed is {seed}; it must be 0 or more")
    folder = _prepared(Path(out), overwrite)
    articles = read_gold(corpus_folder())
    written = copy_corpus(folder / "corpus")
    for sheet in make_worksheets(articles, seed=seed):
        stem = f"worksheet_{sheet.number}"
        written += write_page(sheet.blank, folder / "worksheets" / stem)
        written += write_page(sheet.answers, folder / "worksheets" / f"{stem}_answers")
    results = _run_corpus(folder / "corpus" / "articles.jsonl", folder / "run", engine)
    written += write_slides(results, folder / "slides")
    sample = draw_items(results, seed=seed)
    written += write_exercise(folder, sample, results)
    written += write_page(make_key(sample, results, articles), folder / "hand_coding" / "key")
    notebooks = copy_notebooks(folder / "notebooks")
    written += notebooks
    written += write_texts(folder, articles, notebooks)
    return sorted({*written, *(path for path in (folder / "run").rglob("*") if path.is_file())})


def _prepared(folder: Path, overwrite: bool) -> Path:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{str(folder)!r} is a file; --out needs a folder")
    if folder.is_dir() and any(folder.iterdir()) and not overwrite:
        raise InputError(f"{str(folder)!r} is not empty; give another folder or --overwrite")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run_corpus(articles: Path, folder: Path, engine: str) -> Results:
    """Analyse and compare the kit's own copy of the corpus, with a report that opens in any browser."""
    from framing.comparison import compare
    from framing.engine import analyze
    from framing.reporting import report

    results = analyze(articles, out=folder, overwrite=True, progress=False, engine=engine)
    compare(results)
    results.write_comparison(folder)
    report(results, folder, title="The bundled corpus: invented news", formats=["html"])
    return results
