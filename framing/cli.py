"""The command line: each command calls one public function.

Exit codes: 0 done (also with records set aside), 1 nothing to do, 2 wrong usage or no usable input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from framing.errors import InputError

_MOST_NOTES = 3  # of a comparison, on the screen; all stand in the manifest and in the report

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of a command; what was wrong is said in one sentence on standard error."""
    parser = build_parser()
    try:
        chosen = parser.parse_args(_with_config(parser, list(sys.argv[1:] if arguments is None else arguments)))
        if not hasattr(chosen, "run"):
            parser.print_help()
            return 1
        run: Command = chosen.run
        return run(chosen)
    except InputError as error:
        print(f"framing: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        place = f" {str(error.filename)!r}" if error.filename else ""
        print(f"framing: cannot use{place}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "framing: stopped; what was written so far has no manifest, run it again with --overwrite", file=sys.stderr
        )
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command and option."""
    parser = argparse.ArgumentParser(
        prog="framing", description="How news is worded and who gets to speak in it: evidence, never a verdict."
    )
    parser.add_argument("--version", action=_PrintVersion, help="print the version")
    parser.add_argument("--config", metavar="FILE.toml", help="options from a file; the command line wins")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    analyze = commands.add_parser("analyze", help="read articles, find and measure, write the tables")
    _add_inputs(analyze)
    _add_analysis(analyze, needs_out=True)
    analyze.set_defaults(run=_analyze)

    compare = commands.add_parser("compare", help="compare the outlets of a result folder")
    compare.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    _add_comparison(compare)
    compare.set_defaults(run=_compare)

    report = commands.add_parser(
        "report", help="write the report of a result folder: HTML, PDF, notebook, Markdown, JSON"
    )
    report.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    _add_report(report)
    report.set_defaults(run=_report)

    run = commands.add_parser("run", help="analyze, compare and report in one go")
    _add_inputs(run)
    _add_analysis(run, needs_out=True)
    _add_comparison(run)
    _add_report(run)
    run.set_defaults(run=_run)

    demo = commands.add_parser("demo", help="the same on the bundled corpus")
    _add_analysis(demo, needs_out=False)
    _add_comparison(demo)
    _add_report(demo)
    demo.set_defaults(run=_demo)

    from framing.coding.commands import add_commands as add_coding

    add_coding(commands)

    measures = commands.add_parser("measures", help="the codebook: what is measured, how, how well")
    measures.add_argument("name", nargs="?", metavar="NAME", help="one measure, with its entries")
    measures.set_defaults(run=_measures)
    return parser


class _PrintVersion(argparse.Action):
    """Looks the version up only when it is asked for: finding it takes longer than `--help`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from framing.manifest import package_version

        print(f"framing {package_version()}")
        parser.exit()


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="CSV, TSV, JSONL, TXT, saved page, or a folder of them"
    )


def _add_analysis(parser: argparse.ArgumentParser, *, needs_out: bool) -> None:
    group = parser.add_argument_group("analysis")
    group.add_argument("--out", metavar="DIR", required=needs_out, default=None if needs_out else "framing-demo",
                       help="folder for the results" + ("" if needs_out else " (default: framing-demo)"))  # fmt: skip
    group.add_argument("--overwrite", action="store_true", help="replace the results in DIR")
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


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("comparison")
    group.add_argument(
        "--by", default="outlet", metavar="COLUMN", help="column of the articles to group by (default: outlet)"
    )
    group.add_argument("--reference", metavar="GROUP", help="compare each group with this one too")
    group.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (default 0)")


def _add_report(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("report")
    group.add_argument("--title", help="title of the report")
    group.add_argument("--author", help="who made the report")
    group.add_argument("--format", action="append", metavar="FORMAT",
                       help="html, pdf, notebook, md or json; may be repeated (default: all of them)")  # fmt: skip
    group.add_argument(
        "--articles", metavar="N|ID,ID", help="how many articles are shown in full, or which (default 12)"
    )
    group.add_argument(
        "--template", metavar="DIR", help="folder whose report.html, report.css or report.typ replace ours"
    )


def _with_config(parser: argparse.ArgumentParser, arguments: list[str]) -> list[str]:
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


def _columns(chosen: argparse.Namespace) -> dict[str, str]:
    columns = {}
    for pair in chosen.column:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise InputError(f"--column {pair!r} is not FIELD=NAME, as in text=Volltext")
        columns[field] = name
    return columns


def _write_tables(inputs: Sequence[Any], chosen: argparse.Namespace) -> dict[str, Any]:
    from framing.engine import write_run
    from framing.options import Options

    options = Options(
        engine=chosen.engine, split=chosen.split, columns=_columns(chosen), with_text=not chosen.no_text,
        min_words=chosen.min_words, languages=chosen.language, events=chosen.events, copies_above=chosen.copies_above,
        sources=chosen.sources, lexicons=chosen.lexicon,
    )  # fmt: skip
    if chosen.workers < 1:
        raise InputError(f"--workers is {chosen.workers}; it must be 1 or more")
    manifest = write_run(inputs, chosen.out, options, overwrite=chosen.overwrite, workers=chosen.workers)
    counts = manifest["counts"]
    line = f"{counts['articles']:,} articles, {counts['attributions']:,} attributions, {counts['spans']:,} spans"
    if counts["rejected"]:
        line += f"; {counts['rejected']:,} records set aside (rejected.csv)"
    print(f"{line} -> {chosen.out}")
    for warning in manifest["warnings"]:
        print(f"note: {warning}")
    return manifest


def _analyze(chosen: argparse.Namespace) -> int:
    _write_tables(chosen.inputs, chosen)
    return 0


def _compare(chosen: argparse.Namespace) -> int:
    from framing.comparison import compare
    from framing.results import load

    results = load(chosen.folder)
    comparison = compare(results, by=chosen.by, reference=chosen.reference, seed=chosen.seed)
    results.attach(comparison)
    results.write_comparison(chosen.folder)
    print(f"{len(comparison.estimates):,} estimates, {len(comparison.differences):,} differences -> {chosen.folder}")
    for note in comparison.notes[:_MOST_NOTES]:
        print(f"note: {note}")
    if len(comparison.notes) > _MOST_NOTES:
        print(f"note: {len(comparison.notes) - _MOST_NOTES} more on what could not be compared stand in manifest.json")
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from framing.reporting import report
    from framing.results import load

    articles: int | list[str] | None = None
    if chosen.articles is not None:
        articles = int(chosen.articles) if chosen.articles.isdecimal() else chosen.articles.split(",")
    written = report(
        load(chosen.folder), chosen.folder, title=chosen.title, author=chosen.author, articles=articles,
        template=chosen.template, **({"formats": chosen.format} if chosen.format else {}),
    )  # fmt: skip
    for path in written:
        print(path)
    return 0


def _run(chosen: argparse.Namespace) -> int:
    _write_tables(chosen.inputs, chosen)
    chosen.folder = chosen.out
    return _compare(chosen) or _report(chosen)


def _demo(chosen: argparse.Namespace) -> int:
    from framing.corpus import demo_articles

    chosen.inputs = [demo_articles()]
    return _run(chosen)


def _measures(chosen: argparse.Namespace) -> int:
    from framing.codebook import render_codebook, render_measure

    print(render_measure(chosen.name) if chosen.name else render_codebook())
    return 0
