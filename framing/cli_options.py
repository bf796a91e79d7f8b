"""The options of the commands, in groups that several commands share, and those that come from a file."""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from framing.errors import InputError
from framing.tables import COLUMNS

_PERIODS = ("year", "month", "day")


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add what is to be read."""
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="CSV, TSV, JSONL, TXT, saved page, or a folder of them"
    )


def add_analysis(parser: argparse.ArgumentParser, *, needs_out: bool) -> None:
    """Add the options of reading, finding and measuring; `needs_out`: --out has to be given."""
    group = parser.add_argument_group("analysis")
    group.add_argument("--out", metavar="DIR", required=needs_out, default=None if needs_out else "framing-demo",
                       help="folder for the results" + ("" if needs_out else " (default: framing-demo)"))  # fmt: skip
    group.add_argument("--overwrite", action="store_true", help="replace the results in DIR")
    group.add_argument("--format", default="csv", metavar="csv|parquet",
                       help="of the tables: csv (default), or parquet, the same with types")  # fmt: skip
    group.add_argument("--engine", default="model", help="who finds attributions: model (default) or rules")
    group.add_argument("--split", default="auto", help="auto (default): pages are split into their articles; no: never")
    group.add_argument("--column", action="append", default=[], metavar="FIELD=NAME",
                       help="where a field stands in a table, e.g. text=Volltext; may be repeated")  # fmt: skip
    group.add_argument("--min-words", type=int, default=0, metavar="N", help="set shorter articles aside")
    group.add_argument("--language", action="append", default=[], metavar="CODE",
                       help="set articles in other languages aside, e.g. en; may be repeated")  # fmt: skip
    group.add_argument("--events", default="given", metavar="given|find|FILE",
                       help="given (default): as the input says; find: group articles by text and date; "
                            "FILE: an events.csv, perhaps edited")  # fmt: skip
    group.add_argument("--copies-above", type=float, default=0.7, metavar="SHARE",
                       help="shared wording from which an article is marked as a copy (default 0.7)")  # fmt: skip
    group.add_argument("--sources", metavar="FILE.csv", help="name, type, group of sources, fixed for this project")
    group.add_argument("--lexicon", action="append", default=[], metavar="FILE.csv",
                       help="a word list of your own as a measure; may be repeated")  # fmt: skip
    group.add_argument("--no-text", action="store_true", help="leave article and content text out of the tables")
    group.add_argument("--workers", type=int, default=1, metavar="N", help="processes to use (default 1)")


def add_comparison(parser: argparse.ArgumentParser) -> None:
    """Add the options of comparing."""
    group = parser.add_argument_group("comparison")
    group.add_argument(
        "--by", default="outlet", metavar="COLUMN", help="column of the articles to group by (default: outlet)"
    )
    group.add_argument(
        "--copies",
        default="drop",
        choices=("drop", "keep"),
        help="leave copies of an article out (default) or count them",
    )
    group.add_argument("--groups", metavar="FILE.csv",
                       help="table with outlet or article_id, and columns to compare by")  # fmt: skip
    group.add_argument("--measures", metavar="NAME,NAME",
                       help="compare these only, so that each q counts fewer comparisons (default: all)")  # fmt: skip
    group.add_argument("--reference", metavar="GROUP", help="compare each group with this one too")
    group.add_argument("--interval", default="studentized", choices=("studentized", "percentile", "bca"),
                       help="of the bootstrap over articles (default: studentized)")  # fmt: skip
    group.add_argument("--mixed-model", action="store_true",
                       help="also fit mixed models, events random (needs framing[stats])")  # fmt: skip
    group.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (default 0)")


def add_design(parser: argparse.ArgumentParser) -> None:
    """Add what the planning of a study asks for."""
    parser.add_argument("folder", metavar="DIR", help="folder of a pilot that `framing analyze` wrote")
    parser.add_argument(
        "measure", metavar="MEASURE", help="such as hedges_per_1000_words; `framing measures` lists them"
    )
    parser.add_argument("--difference", type=float, required=True, metavar="D",
                        help="that the study should find, in the measure's unit (0.1: ten points)")  # fmt: skip
    parser.add_argument(
        "--by", default="outlet", metavar="COLUMN", help="what the pilot's groups are (default: outlet)"
    )
    parser.add_argument("--comparisons", type=int, default=1, metavar="N",
                        help="measures times groups that the study will test (default 1)")  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the simulated studies (default 0)")


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the options of the report."""
    group = parser.add_argument_group("report")
    group.add_argument("--title", help="title of the report")
    group.add_argument("--author", help="who made the report")
    group.add_argument("--report-format", action="append", metavar="FORMAT",
                       help="html, pdf, notebook, md or json; may be repeated (default: all of them)")  # fmt: skip
    group.add_argument(
        "--articles", metavar="N|ID,ID", help="how many articles are shown in full, or which (default 12)"
    )
    group.add_argument("--labels", metavar="CODE|FILE.toml",
                       help="language of the labels of HTML and PDF: en (default), de, fr, or a file")  # fmt: skip
    group.add_argument("--figures", action="store_true",
                       help="write every chart for print too: SVG, PDF, PNG in two widths, in DIR/figures")  # fmt: skip
    group.add_argument(
        "--template", metavar="DIR", help="folder whose report.html, report.css or report.typ replace ours"
    )


def with_config(parser: argparse.ArgumentParser, arguments: list[str]) -> list[str]:
    """Return the arguments with those of --config FILE.toml put in after the command."""
    if "--config" not in arguments:
        return arguments
    import tomllib

    place = arguments.index("--config")
    if place + 1 == len(arguments):
        raise InputError("--config needs the name of a TOML file")
    path = Path(arguments[place + 1])
    rest = arguments[:place] + arguments[place + 2 :]
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} is not TOML: {error}") from None
    if not rest:
        return rest
    extra = [text for name, value in settings.items() for text in _as_options(name, value)]
    return [rest[0], *extra, *rest[1:]]


def _as_options(name: str, value: Any) -> list[str]:
    option = "--" + name.replace("_", "-")
    if isinstance(value, bool):
        return [option] if value else []
    if isinstance(value, dict):
        return [text for key, entry in value.items() for text in (option, f"{key}={entry}")]
    values = value if isinstance(value, list) else [value]
    return [text for entry in values for text in (option, str(entry))]


def columns_of(chosen: argparse.Namespace) -> dict[str, str]:
    """Return where fields stand in a table, from --column FIELD=NAME."""
    from framing.articles.columns import columns_of_pairs

    return columns_of_pairs(chosen.column)


def check_ahead(chosen: argparse.Namespace) -> None:
    """Refuse what the later steps could not use before the first one has run."""
    from framing.codebook import find_measure
    from framing.comparison.groups import read_groups
    from framing.measures.own_lexicon import own_measure_name
    from framing.reporting.labels import load_labels
    from framing.reporting.writing import FORMATS

    extra = [] if chosen.groups is None else [str(name) for name in read_groups(chosen.groups).columns]
    known = (*COLUMNS["articles"], *_PERIODS, *extra)
    own = {own_measure_name(path) for path in getattr(chosen, "lexicon", None) or ()}
    for name in chosen.measures.split(",") if chosen.measures else ():
        if name not in own:
            find_measure(name)
    if chosen.by not in known:
        near = get_close_matches(chosen.by, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "allowed are outlet, event, language, year, month, day"
        raise InputError(f"--by {chosen.by!r} is no column of the articles; {hint}")
    for name in chosen.report_format or ():
        if name not in FORMATS:
            raise InputError(f"unknown report format {name!r}; allowed are {', '.join(FORMATS)}")
    load_labels(chosen.labels)
    if chosen.template is not None and not Path(chosen.template).is_dir():
        raise InputError(f"--template {chosen.template!r} is no folder; give one that holds report.html, .css or .typ")
