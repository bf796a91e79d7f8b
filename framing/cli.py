"""The command line: each command calls one public function.

Exit codes: 0 done (also with records set aside), 1 nothing to do, 2 wrong usage or no usable input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from framing.cli_options import add_analysis, add_comparison, add_inputs, add_report, columns_of, with_config
from framing.errors import InputError
from framing.tables import COLUMNS

_PERIODS = ("year", "month", "day")
_MOST_NOTES = 3  # of a comparison, on the screen; all stand in the manifest and in the report

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of a command; what was wrong is said in one sentence on standard error."""
    parser = build_parser()
    try:
        chosen = parser.parse_args(with_config(parser, list(sys.argv[1:] if arguments is None else arguments)))
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


class _Parser(argparse.ArgumentParser):
    """A parser that says what was wrong in one sentence, as every other error is said."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message.replace('argument ', '')}; `{self.prog} --help` shows what is allowed")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command and option."""
    parser = _Parser(
        prog="framing", description="How news is worded and who gets to speak in it: evidence, never a verdict."
    )
    parser.add_argument("--version", action=_PrintVersion, help="print the version")
    parser.add_argument("--config", metavar="FILE.toml", help="options from a file; the command line wins")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    analyze = commands.add_parser("analyze", help="read articles, find and measure, write the tables")
    add_inputs(analyze)
    add_analysis(analyze, needs_out=True)
    analyze.set_defaults(run=_analyze)

    compare = commands.add_parser("compare", help="compare the outlets of a result folder")
    compare.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    add_comparison(compare)
    compare.set_defaults(run=_compare)

    report = commands.add_parser(
        "report", help="write the report of a result folder: HTML, PDF, notebook, Markdown, JSON"
    )
    report.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    add_report(report)
    report.set_defaults(run=_report)

    run = commands.add_parser("run", help="analyze, compare and report in one go")
    add_inputs(run)
    add_analysis(run, needs_out=True)
    add_comparison(run)
    add_report(run)
    run.set_defaults(run=_run)

    demo = commands.add_parser("demo", help="the same on the bundled corpus")
    add_analysis(demo, needs_out=False)
    add_comparison(demo)
    add_report(demo)
    demo.set_defaults(run=_demo)

    from framing.coding.commands import add_commands as add_coding
    from framing.exports.commands import add_commands as add_exports

    add_coding(commands)
    add_exports(commands)

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


def _write_tables(inputs: Sequence[Any], chosen: argparse.Namespace) -> dict[str, Any]:
    from framing.articles.reading import counted
    from framing.engine import write_run
    from framing.options import Options

    options = Options(
        engine=chosen.engine, split=chosen.split, columns=columns_of(chosen), with_text=not chosen.no_text,
        min_words=chosen.min_words, languages=chosen.language, events=chosen.events, copies_above=chosen.copies_above,
        sources=chosen.sources, lexicons=chosen.lexicon,
    )  # fmt: skip
    if chosen.workers < 1:
        raise InputError(f"--workers is {chosen.workers}; it must be 1 or more")
    manifest = write_run(
        inputs, chosen.out, options, overwrite=chosen.overwrite, workers=chosen.workers, format=chosen.format
    )
    counts = manifest["counts"]
    line = ", ".join(counted(counts[name], name[:-1]) for name in ("articles", "attributions", "spans"))
    if counts["rejected"]:
        line += f"; {counted(counts['rejected'], 'record')} set aside (rejected.{chosen.format})"
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
    comparison = compare(results, by=chosen.by, reference=chosen.reference, seed=chosen.seed, copies=chosen.copies)
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
        template=chosen.template, **({"formats": chosen.report_format} if chosen.report_format else {}),
    )  # fmt: skip
    for path in written:
        print(path)
    return 0


def _check_ahead(chosen: argparse.Namespace) -> None:
    """Refuse what the later steps could not use before the first one has run."""
    from framing.reporting.writing import FORMATS

    known = (*COLUMNS["articles"], *_PERIODS)
    if chosen.by not in known:
        near = get_close_matches(chosen.by, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "allowed are outlet, event, language, year, month, day"
        raise InputError(f"--by {chosen.by!r} is no column of the articles; {hint}")
    for name in chosen.report_format or ():
        if name not in FORMATS:
            raise InputError(f"unknown report format {name!r}; allowed are {', '.join(FORMATS)}")
    if chosen.template is not None and not Path(chosen.template).is_dir():
        raise InputError(f"--template {chosen.template!r} is no folder; give one that holds report.html, .css or .typ")


def _run(chosen: argparse.Namespace) -> int:
    _check_ahead(chosen)
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
