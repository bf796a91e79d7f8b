"""The command line: each command calls one public function.

Exit codes: 0 done (also with records set aside), 1 nothing to do, 2 wrong usage or no usable input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from framing.cli_options import (
    add_analysis,
    add_comparison,
    add_design,
    add_inputs,
    add_report,
    check_ahead,
    columns_of,
    with_config,
)
from framing.errors import InputError

# Of a comparison, on the screen; all stand in the manifest and in the report.
_MOST_NOTES, _MOST_WARNINGS = 3, 5

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
    except BrokenPipeError:  # `framing measures | head`: whoever read the output has enough
        sys.stdout = None  # so that closing it at the end raises nothing
        return 0
    except OSError as error:
        place = f" {str(error.filename)!r}" if error.filename else ""
        print(f"framing: cannot use{place}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("framing: stopped; a folder that was being written is not complete", file=sys.stderr)
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

    design = commands.add_parser("design", help="how many articles a study needs, from a pilot")
    add_design(design)
    design.set_defaults(run=_design)

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

    from framing.classify.commands import add_commands as add_classifiers
    from framing.coding.commands import add_commands as add_coding
    from framing.course.commands import add_commands as add_course
    from framing.exports.commands import add_commands as add_exports
    from framing.viewing.commands import add_commands as add_viewing

    add_classifiers(commands, draw=_draw_classifier)
    add_coding(commands)
    add_course(commands)
    add_exports(commands)
    add_viewing(commands)

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


def _draw_classifier(evaluation: Any, folder: Path) -> list[Path]:
    from framing.charts.classifier import write_classifier_charts

    return write_classifier_charts(evaluation, folder)


def _analyze(chosen: argparse.Namespace) -> int:
    _write_tables(chosen.inputs, chosen)
    return 0


def _compare(chosen: argparse.Namespace) -> int:
    from framing.coding.corrected_results import correct_results
    from framing.comparison import compare
    from framing.comparison.controls import render_controls
    from framing.declared import tried_line
    from framing.results import load

    results = load(chosen.folder)
    measures = chosen.measures.split(",") if chosen.measures else None
    comparison = compare(
        results, measures=measures, by=chosen.by, groups=chosen.groups, reference=chosen.reference, seed=chosen.seed,
        copies=chosen.copies, method=chosen.interval, mixed_model=chosen.mixed_model,
    )  # fmt: skip
    problems = correct_results(results, chosen.folder)
    results.write_comparison(chosen.folder)
    print(f"{len(comparison.estimates):,} estimates, {len(comparison.differences):,} differences -> {chosen.folder}")
    print(tried_line(results.manifest, *(comparison.differences[name].tolist() for name in ("mode", "n_tests"))))
    for problem in problems:
        print(f"note: {problem}")
    print(f"\nWhat else differs (controls.csv)\n{render_controls(comparison.controls)}\n")
    for warning in comparison.warnings[:_MOST_WARNINGS]:
        print(f"warning: {warning}")
    others = comparison.notes[len(comparison.warnings) :]
    for note in others[:_MOST_NOTES]:
        print(f"note: {note}")
    more = max(len(comparison.warnings) - _MOST_WARNINGS, 0) + max(len(others) - _MOST_NOTES, 0)
    if more:
        print(f"note: {more} more on what could not be compared stand in manifest.json")
    return 0


def _design(chosen: argparse.Namespace) -> int:
    from framing.comparison.design import render_design
    from framing.results import load

    print(render_design(load(chosen.folder), chosen.measure, difference=chosen.difference, by=chosen.by,
                        n_comparisons=chosen.comparisons, seed=chosen.seed))  # fmt: skip
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from framing.reporting import report
    from framing.results import load

    articles: int | list[str] | None = None
    if chosen.articles is not None:
        articles = int(chosen.articles) if chosen.articles.isdecimal() else chosen.articles.split(",")
    written = report(
        load(chosen.folder), chosen.folder, figures=chosen.figures, labels=chosen.labels,
        title=chosen.title, author=chosen.author, articles=articles,
        template=chosen.template, **({"formats": chosen.report_format} if chosen.report_format else {}),
    )  # fmt: skip
    for path in written:
        if path.parent == Path(chosen.folder):
            print(path)
    if chosen.figures:
        print(f"every chart for print -> {Path(chosen.folder) / 'figures'}")
    return 0


def _run(chosen: argparse.Namespace) -> int:
    check_ahead(chosen)
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
