"""From articles to tables: batches through the same steps, in one process or in several.

Memory stays flat however large the corpus is: a batch is read, measured, written and forgotten, but for a sketch of
each text and the names of its sources, from which copies and the same source in several articles are found at the end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from os import PathLike
from typing import Any

from framing.across import Across, fill_articles, fill_sources
from framing.articles import Article, ReadingNotes, Rejected, iterate_articles
from framing.articles.inputs import Input
from framing.batches import Measured, measure_batch
from framing.declared import LengthEffects, declare
from framing.errors import InputError
from framing.manifest import make_manifest
from framing.options import Options, Plan, make_plan
from framing.parquet import check_format, csv_to_parquet
from framing.results import Results, load, prepare_folder, write_manifest
from framing.tables import Table, article_lines, empty_table, open_csv, to_frame, write_header, write_rows

BATCH_SIZE = 32  # articles; larger batches gain little and need more memory
_BATCH_CHARACTERS = 400_000  # a batch of long articles is closed earlier
_PER_BATCH = ("articles", "spans", "attributions", "sources", "features")


@dataclass
class _Run:
    """What is counted and remembered while the batches go by."""

    plan: Plan
    notes: ReadingNotes = field(default_factory=ReadingNotes)
    across: Across = field(default_factory=Across)
    lengths: LengthEffects = field(default_factory=LengthEffects)
    rejected: Table = field(default_factory=lambda: empty_table("rejected"))
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*_PER_BATCH, "rejected"), 0))

    def take(self, measured: Measured) -> dict[str, Table]:
        """Remember a batch and return its tables."""
        self.across.add(
            measured.articles, measured.sketches, measured.tables["sources"], with_lead=self.plan.finds_events
        )
        self.lengths.add(measured.tables["features"], [measure.name for measure in self.plan.measures])
        for name in _PER_BATCH:
            self.counts[name] += len(measured.tables[name]["article_id"])
        return measured.tables

    def finish(self) -> tuple[dict[str, list[str]], list[str], Table | None]:
        """Return what only the whole run can tell: columns of the articles, entities of the sources, events."""
        events = self.across.events(find=self.plan.finds_events)
        columns = {"duplicate_of": self.across.duplicate_of(self.plan.options.copies_above)}
        if events is not None:
            columns["event"] = events["event"]
        self.counts["copies"] = sum(map(bool, columns["duplicate_of"]))
        return columns, self.across.entities(), events

    def manifest(self) -> dict[str, Any]:
        return make_manifest(
            options=self.plan.options.describe(),
            inputs=self.notes.files,
            counts=self.counts,
            warnings=self.notes.warnings,
            own_lexicons=self.plan.own_lexicons,
            declared=declare([measure.name for measure in self.plan.measures], self.plan.own_lexicons),
            length_effects=self.lengths.table(),
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
        event = run.plan.events.get(item.id)
        batch.append(item if event is None else replace(item, event=event))
        size += len(item.text)
    if batch:
        yield batch


def _measured(inputs: Sequence[Input], run: _Run, *, workers: int, progress: bool) -> Iterator[dict[str, Table]]:
    """Yield the tables of each batch, in the order of the input."""
    from tqdm import tqdm

    options = run.plan.options
    items = iterate_articles(
        *inputs, split=options.split, columns=options.columns, min_words=options.min_words,
        languages=options.languages, notes=run.notes,
    )  # fmt: skip
    work = partial(measure_batch, plan=run.plan)
    with ExitStack() as stack:
        bar = stack.enter_context(tqdm(unit=" articles", disable=None if progress else True, delay=0.5))
        batches = _batches(items, run)
        measured: Iterator[Measured]
        if workers > 1:
            pool = stack.enter_context(ProcessPoolExecutor(workers))
            measured = _in_order(pool, work, batches, ahead=2 * workers)
        else:
            measured = map(work, batches)
        for one in measured:
            bar.update(len(one.articles))
            yield run.take(one)


def _in_order(
    pool: Executor, work: Callable[[list[Article]], Measured], batches: Iterator[list[Article]], *, ahead: int
) -> Iterator[Measured]:
    """Yield results in order, with no more than `ahead` batches waiting, so that memory stays flat."""
    waiting: deque[Future[Measured]] = deque()
    for batch in batches:
        waiting.append(pool.submit(work, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def analyze(
    *inputs: Input,
    out: str | PathLike[str] | None = None,
    overwrite: bool = False,
    workers: int = 1,
    progress: bool = True,
    format: str = "csv",
    **options: Any,
) -> Results:
    """Return what the articles say and how: every table of the output contract.

    An input is a path (table, folder, page), an iterable of Article, or a DataFrame. With `out` the tables are
    written there as they are made, as CSV or, with format="parquet", as Parquet. Other options are those of
    `framing.options.Options`: engine, split, columns, with_text, min_words, languages, events, copies_above, sources,
    lexicons. Raises InputError when nothing can be used.

    >>> results = analyze([Article(outlet="Post", text="The mayor may resign, an aide said.")], engine="rules")
    >>> results.attributions["cue_text"].tolist()
    ['said']
    """
    chosen = _checked_options(options, workers)
    check_format(format)
    if out is not None:
        write_run(inputs, out, chosen, overwrite=overwrite, workers=workers, progress=progress, format=format)
        return load(out)
    run = _Run(make_plan(chosen))
    collected: dict[str, Table] = {}
    for tables in _measured(inputs, run, workers=workers, progress=progress):
        for name, table in tables.items():
            whole = collected.setdefault(name, {column: [] for column in table})
            for column, cells in table.items():
                whole[column].extend(cells)
    columns, entities, events = run.finish()
    collected["articles"] |= columns
    collected["sources"]["entity"] = entities
    frames = {name: to_frame(name, table) for name, table in collected.items()}
    return Results(
        articles=frames["articles"],
        spans=frames["spans"],
        attributions=frames["attributions"],
        sources=frames["sources"],
        features=frames["features"],
        rejected=to_frame("rejected", run.rejected),
        events=to_frame("events", events) if events is not None else None,
        manifest=run.manifest(),
    )


def _checked_options(options: Mapping[str, Any], workers: int) -> Options:
    known = Options.__dataclass_fields__
    for name in options:
        if name not in known:
            raise InputError(f"unknown option {name!r}; there are {', '.join(known)}")
    if workers < 1:
        raise InputError(f"workers is {workers}; it must be 1 or more")
    return Options(**options)


def write_run(
    inputs: Sequence[Input],
    out: str | PathLike[str],
    options: Options,
    *,
    overwrite: bool = False,
    workers: int = 1,
    progress: bool = True,
    format: str = "csv",
) -> dict[str, Any]:
    """Write the tables of a run into a folder, batch by batch, and return its manifest; format: "csv" or "parquet".

    The manifest is written last: a folder without one is a run that did not finish. Parquet files are made from the
    CSV files when these are complete, as columns are filled in then.
    """
    check_format(format)
    run = _Run(make_plan(options))
    tables = _measured(inputs, run, workers=workers, progress=progress)
    batch = next(tables, None)  # the input is tried before a folder is made or emptied
    path = prepare_folder(out, overwrite=overwrite)
    with ExitStack() as stack:
        lines = stack.enter_context(open_csv(path / "articles.jsonl"))
        files = {name: stack.enter_context(open_csv(path / f"{name}.csv")) for name in (*_PER_BATCH[1:], "rejected")}
        headed = set[str]()
        while batch is not None:
            lines.writelines(article_lines(batch["articles"]))
            for name in _PER_BATCH[1:]:
                if name not in headed:
                    write_header(files[name], list(batch[name]))
                    headed.add(name)
                write_rows(files[name], batch[name])
            batch = next(tables, None)
        write_header(files["rejected"], list(run.rejected))
        write_rows(files["rejected"], run.rejected)
    columns, entities, events = run.finish()
    fill_articles(path / "articles.jsonl", columns)
    fill_sources(path / "sources.csv", "entity", entities)
    if events is not None:
        with open_csv(path / "events.csv") as file:
            write_header(file, list(events))
            write_rows(file, events)
    if format == "parquet":
        for name in (*_PER_BATCH[1:], "rejected", *(["events"] if events is not None else [])):
            csv_to_parquet(path / f"{name}.csv")
    manifest = run.manifest()
    write_manifest(path, manifest)
    return manifest
