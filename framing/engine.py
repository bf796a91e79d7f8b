"""From articles to tables: batches through the same steps, on a laptop or in several processes.

Memory stays flat however large the corpus is: a batch is read, measured, written and forgotten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from framing.articles import Article, Rejected, iterate_articles
from framing.articles.reading import Input
from framing.articles.records import ReadingNotes
from framing.attribution.attributions import Attributions
from framing.attribution.engines import check_engine, find_attributions
from framing.attribution.stance import find_stances
from framing.errors import InputError
from framing.features import articles_table, attributions_table, features_table, sources_table, spans_table
from framing.manifest import make_manifest
from framing.measures import MEASURES, Measure
from framing.measures.analysed import Analysed
from framing.results import Results, load, prepare_folder, write_manifest
from framing.sources import resolve_sources
from framing.tables import Table, article_lines, empty_table, open_csv, to_frame, write_header, write_rows
from framing.text import Batch

BATCH_SIZE = 32  # articles; larger batches gain little and need more memory
_BATCH_CHARACTERS = 400_000  # a batch of long articles is closed earlier
_PER_BATCH = ("articles", "spans", "attributions", "sources", "features")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run can be told. engine: "model" or "rules"; split: "auto" or "no"; with_text: keep article text."""

    engine: str = "model"
    split: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    with_text: bool = True


def analyse_batch(articles: Sequence[Article], options: Options) -> Analysed:
    """Return the articles with attributions and sources found."""
    batch = Batch([*(article.text for article in articles), *(article.title for article in articles)])
    attributions = find_attributions(batch, engine=options.engine) if len(batch.tokens) else Attributions.empty()
    return Analysed(
        articles=articles,
        batch=batch,
        attributions=attributions,
        stance=find_stances(batch, attributions),
        sources=resolve_sources(batch, attributions, len(articles)),
    )


def measure_batch(
    articles: Sequence[Article], options: Options, measures: Sequence[Measure] = MEASURES
) -> dict[str, Table]:
    """Return the rows of the five per-article tables for a batch of articles."""
    analysed = analyse_batch(articles, options)
    return {
        "articles": articles_table(analysed, with_text=options.with_text),
        "spans": spans_table(analysed, measures),
        "attributions": attributions_table(analysed, with_text=options.with_text),
        "sources": sources_table(analysed),
        "features": features_table(analysed, measures),
    }


@dataclass
class _Run:
    """What is counted while the batches go by."""

    notes: ReadingNotes = field(default_factory=ReadingNotes)
    rejected: Table = field(default_factory=lambda: empty_table("rejected"))
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*_PER_BATCH, "rejected"), 0))

    def manifest(self, options: Options) -> dict[str, Any]:
        return make_manifest(
            options=asdict(options), inputs=self.notes.files, counts=self.counts, warnings=self.notes.warnings
        )


def _batches(items: Iterator[Article | Rejected], run: _Run) -> Iterator[list[Article]]:
    """Yield batches of articles; what was set aside is noted in the run."""
    batch: list[Article] = []
    size = 0
    for item in items:
        if isinstance(item, Rejected):
            for column in run.rejected:
                run.rejected[column].append(str(getattr(item, column)))
            run.counts["rejected"] += 1
            continue
        if batch and (len(batch) == BATCH_SIZE or size + len(item.text) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item.text)
    if batch:
        yield batch


def _measured(
    inputs: Sequence[Input], options: Options, run: _Run, *, workers: int, progress: bool
) -> Iterator[dict[str, Table]]:
    """Yield the tables of each batch, in the order of the input."""
    from tqdm import tqdm

    check_engine(options.engine)
    items = iterate_articles(*inputs, split=options.split, columns=options.columns, notes=run.notes)
    work = partial(measure_batch, options=options)
    with ExitStack() as stack:
        bar = stack.enter_context(tqdm(unit=" articles", disable=None if progress else True, delay=0.5))
        batches = _batches(items, run)
        if workers > 1:
            pool = stack.enter_context(ProcessPoolExecutor(workers))
            tables = _in_order(pool, work, batches, ahead=2 * workers)
        else:
            tables = map(work, batches)
        for table in tables:
            for name in _PER_BATCH:
                run.counts[name] += len(table[name]["article_id"])
            bar.update(len(table["articles"]["article_id"]))
            yield table


def _in_order(
    pool: Executor, work: partial[dict[str, Table]], batches: Iterator[list[Article]], *, ahead: int
) -> Iterator[dict[str, Table]]:
    """Yield results in order, with no more than `ahead` batches waiting, so that memory stays flat."""
    waiting: deque[Future[dict[str, Table]]] = deque()
    for batch in batches:
        waiting.append(pool.submit(work, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def analyze(
    *inputs: Input,
    out: str | PathLike[str] | None = None,
    engine: str = "model",
    split: str = "auto",
    columns: Mapping[str, str] | None = None,
    with_text: bool = True,
    overwrite: bool = False,
    workers: int = 1,
    progress: bool = True,
) -> Results:
    """Return what the articles say and how: every table of the output contract.

    An input is a path (table, folder, page), an iterable of Article, or a DataFrame. With `out` the tables are
    written there as they are made. Raises InputError when nothing can be used.

    >>> results = analyze([Article(outlet="Post", text="The mayor may resign, an aide said.")], engine="rules")
    >>> results.attributions["cue_text"].tolist()
    ['said']
    """
    options = Options(engine=engine, split=split, columns=dict(columns or {}), with_text=with_text)
    if workers < 1:
        raise InputError(f"workers is {workers}; it must be 1 or more")
    if out is not None:
        write_run(inputs, out, options, overwrite=overwrite, workers=workers, progress=progress)
        return load(out)
    run = _Run()
    collected: dict[str, Table] = {}
    for tables in _measured(inputs, options, run, workers=workers, progress=progress):
        for name, table in tables.items():
            whole = collected.setdefault(name, {column: [] for column in table})
            for column, cells in table.items():
                whole[column].extend(cells)
    frames = {name: to_frame(name, table) for name, table in collected.items()}
    return Results(**frames, rejected=to_frame("rejected", run.rejected), manifest=run.manifest(options))


def write_run(
    inputs: Sequence[Input],
    out: str | PathLike[str],
    options: Options,
    *,
    overwrite: bool = False,
    workers: int = 1,
    progress: bool = True,
) -> dict[str, Any]:
    """Write the tables of a run into a folder, batch by batch, and return its manifest.

    The manifest is written last: a folder without one is a run that did not finish.
    """
    run = _Run()
    tables = _measured(inputs, options, run, workers=workers, progress=progress)
    first = next(tables, None)  # the input is tried before a folder is made or emptied
    path = prepare_folder(out, overwrite=overwrite)
    (path / "manifest.json").unlink(missing_ok=True)
    with ExitStack() as stack:
        lines = stack.enter_context((path / "articles.jsonl").open("w", encoding="utf-8", newline=""))
        files = {name: stack.enter_context(open_csv(path / f"{name}.csv")) for name in (*_PER_BATCH[1:], "rejected")}
        headed = set[str]()
        while first is not None:
            lines.writelines(article_lines(first["articles"]))
            for name in _PER_BATCH[1:]:
                if name not in headed:
                    write_header(files[name], list(first[name]))
                    headed.add(name)
                write_rows(files[name], first[name])
            first = next(tables, None)
        write_header(files["rejected"], list(run.rejected))
        write_rows(files["rejected"], run.rejected)
    manifest = run.manifest(options)
    write_manifest(Path(path), manifest)
    return manifest
