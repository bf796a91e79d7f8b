"""What a run can be told, checked once, and what it needs made ready from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from framing.articles.event_table import read_events
from framing.attribution.engines import check_engine
from framing.errors import InputError
from framing.measures import MEASURES, Measure, lexicon_measure
from framing.sources import CustomSource, read_custom_sources

FilePath = str | PathLike[str]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run can be told.

    engine: "model" or "rules" finds attributions. split: "auto" or "no". columns: where a field stands in a table.
    with_text: keep article and content text in the tables. min_words, languages: set other articles aside.
    events: "given" (in the input), "find", or an events.csv. copies_above: the similarity, 0 to 1, from which an
    article is a copy. sources: a project's own table of sources. lexicons: own word lists, each a measure of its own.
    """

    engine: str = "model"
    split: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    with_text: bool = True
    min_words: int = 0
    languages: Sequence[str] = ()
    events: FilePath = "given"
    copies_above: float = 0.7
    sources: FilePath | None = None
    lexicons: Sequence[FilePath] = ()

    def describe(self) -> dict[str, Any]:
        """Return the options as plain data for the manifest; files by their names."""
        return {
            "engine": self.engine,
            "split": self.split,
            "columns": dict(self.columns),
            "with_text": self.with_text,
            "min_words": self.min_words,
            "languages": list(self.languages),
            "events": Path(fspath(self.events)).name,
            "copies_above": self.copies_above,
            "sources": Path(fspath(self.sources)).name if self.sources is not None else "",
            "lexicons": [Path(fspath(path)).name for path in self.lexicons],
        }


@dataclass(frozen=True)
class Plan:
    """Options with their files read: what a batch is measured with. Can be sent to another process."""

    options: Options
    measures: tuple[Measure, ...] = MEASURES
    custom: Mapping[str, CustomSource] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    own_lexicons: Mapping[str, str] = field(default_factory=dict)

    @property
    def finds_events(self) -> bool:
        """Whether events are to be found among the articles."""
        return self.options.events == "find"


def make_plan(options: Options) -> Plan:
    """Return the plan of a run; raise InputError for an option or a file that cannot be used."""
    check_engine(options.engine)
    if not 0 < options.copies_above <= 1:
        raise InputError(
            f"copies_above (--copies-above) is {options.copies_above}; it is a share, above 0 and at most 1"
        )
    own = tuple(lexicon_measure(fspath(path)) for path in options.lexicons)
    taken = [measure.name for measure in (*MEASURES, *own)]
    for measure in own:
        if taken.count(measure.name) > 1:
            raise InputError(f"the lexicon {measure.family!r} has the name of another measure; rename the file")
    return Plan(
        options=options,
        measures=(*MEASURES, *own),
        custom=read_custom_sources(fspath(options.sources)) if options.sources is not None else {},
        events=read_events(fspath(options.events)) if options.events not in ("given", "find") else {},
        own_lexicons={Path(path).name: sha256(Path(path).read_bytes()).hexdigest() for path in options.lexicons},
    )
