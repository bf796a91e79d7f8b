"""`framing code size | sample | sheet | read | agree | correct`: the loop of human coding, on a result folder."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from framing.coding.draw_commands import add_draws, add_step


def add_commands(commands: Any) -> None:
    """Add the command `code` and its steps to the parser's subcommands."""
    code = commands.add_parser(
        "code", help="human coding: draw a sample, give it out, read it back, agreement, corrected numbers"
    )
    steps = code.add_subparsers(title="steps", metavar="STEP")
    add_draws(steps)

    sheet = add_step(steps, "sheet", "write coding sheets: CSV, XLSX and an HTML page that works offline", _sheet)
    sheet.add_argument("--out", metavar="SHEETS", help="folder for the sheets (default: DIR/coding/NAME/sheets)")
    sheet.add_argument("--coder", action="append", default=[], metavar="NAME", help="a set for each; may be repeated")
    sheet.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT",
        help="csv, xlsx, html, label-studio or inception (default: the first three)",
    )

    read = add_step(steps, "read", "read the sheets that coders sent back", _read)
    read.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="CSV, XLSX, Label Studio JSON, INCEpTION XMI or ZIP; all of them, they replace earlier ones",
    )

    agree = add_step(steps, "agree", "how far coders agree, and the machine with them", _agree)
    _add_numbers(agree)

    correct = add_step(steps, "correct", "shares and differences corrected with the coded sample", _correct)
    _add_numbers(correct)
    target_help = "outlet: of which the articles are a draw (default); corpus: these very articles"
    correct.add_argument("--target", default="outlet", metavar="WHAT", help=target_help)
    code.set_defaults(run=lambda chosen: _help(code))


def _add_numbers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default="outlet", metavar="COLUMN", help="groups to compare (default: outlet)")
    parser.add_argument("--deciding", metavar="CODER", help="whose codes decide where coders differ (default: most)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (default 0)")


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 1


def _sheet(chosen: argparse.Namespace) -> int:
    from framing.coding.samples import load_sample, sample_folder
    from framing.coding.sheets import FORMATS, write_sheets
    from framing.coding.workbook import EXTRA
    from framing.results import load

    sample = load_sample(chosen.folder, chosen.name)
    out = chosen.out or sample_folder(chosen.folder, sample.name) / "sheets"
    formats = chosen.format or list(FORMATS)
    if not chosen.format and find_spec("xlsxwriter") is None:
        formats.remove("xlsx")
        print(f"note: no XLSX was written; {EXTRA}")
    for path in write_sheets(out, sample, load(chosen.folder), coders=chosen.coder, formats=formats):
        print(path)
    return 0


def _read(chosen: argparse.Namespace) -> int:
    from framing.coding.passages import find_passages
    from framing.coding.reading import read_sheets
    from framing.coding.samples import load_sample, sample_folder
    from framing.results import load
    from framing.tables import write_frame

    sample = load_sample(chosen.folder, chosen.name)
    codes, problems = read_sheets(chosen.files, sample, passages=find_passages(sample, load(chosen.folder)))
    path = sample_folder(chosen.folder, sample.name)
    write_frame(path / "codes.csv", codes)
    write_frame(path / "problems.csv", problems)
    print(f"{len(codes):,} codes of {codes['coder'].nunique()} coders -> {path / 'codes.csv'}")
    for kind, n in problems["kind"].value_counts().sort_index().items():
        print(f"  {kind}: {n}")
    for row in problems[problems["kind"] != "missing"].head(10).to_dict("records"):
        print(f"note: {row['file']}, row {row['row']}, column {row['column']}: {row['problem']}")
    if len(problems):
        print(f"all of them are in {path / 'problems.csv'}")
    return 0 if len(codes) else 1


def _agree(chosen: argparse.Namespace) -> int:
    from framing.coding.code_table import coders_of
    from framing.coding.machine import comparable
    from framing.coding.reliability import agreement_table, disagreements_table
    from framing.tables import write_frame

    path, sample, codes, results = _coded(chosen)
    if len(coders_of(codes)) > 1:
        agreement = agreement_table(codes, sample, results, by=chosen.by, seed=chosen.seed)
        write_frame(path / "agreement.csv", agreement)
        write_frame(path / "disagreements.csv", disagreements_table(codes, sample, results, by=chosen.by))
        for row in agreement[agreement["scope"] == "all"].to_dict("records"):
            print(f"{row['question']}: {row['coefficient']} {_interval(row['value'], row['low'], row['high'])}")
    else:
        print(f"only {coders_of(codes)[0]} coded, so there is no agreement between coders to measure")
    if any(comparable(question, codes) for question in sample.questions):
        _hold_machine_against(path, sample, codes, results, chosen)
    else:
        print("the program answers none of these questions with a code, so it was not held against the coders")
    print(f"-> {path}")
    return 0


def _hold_machine_against(path: Path, sample: Any, codes: Any, results: Any, chosen: argparse.Namespace) -> None:
    from framing.coding.machine import differential_table, machine_table
    from framing.tables import write_frame

    options = {"by": chosen.by, "deciding": chosen.deciding, "seed": chosen.seed}
    scores = machine_table(codes, sample, results, **options)
    write_frame(path / "machine.csv", scores)
    differential = differential_table(codes, sample, results, **options)
    write_frame(path / "differential.csv", differential)
    for row in scores[(scores["score"] == "accuracy") & (scores["group"] == "all")].to_dict("records"):
        interval = _interval(row["value_of_score"], row["low"], row["high"])
        print(f"{row['question']}: the program gives the coders' answer in {interval} of cases")
    for (question, value), rows in differential[differential["q"] < 0.05].groupby(["question", "value"]):
        print(f"note: {question} {value}: the program's error differs by {chosen.by} (q = {rows['q'].iloc[0]:.3f})")


def _correct(chosen: argparse.Namespace) -> int:
    from framing.coding.corrected_results import correct_results, write_choices
    from framing.coding.correction import corrected_differences, corrected_table
    from framing.tables import write_frame

    path, sample, codes, results = _coded(chosen)
    options = {"by": chosen.by, "deciding": chosen.deciding, "target": chosen.target}
    corrected = corrected_table(codes, sample, results, **options)
    write_frame(path / "corrected.csv", corrected)
    write_frame(path / "corrected_differences.csv", corrected_differences(codes, sample, results, **options))
    write_choices(path, target=chosen.target, deciding=chosen.deciding)
    problems = correct_results(results, chosen.folder)
    results.write_comparison(chosen.folder)
    for row in corrected[corrected["group"] == "all"].to_dict("records"):
        naive = _interval(row["naive"], row["naive_low"], row["naive_high"])
        print(f"{row['question']} {row['value']}: naive {naive}, corrected "
              f"{_interval(row['corrected'], row['low'], row['high'])}")  # fmt: skip
    print(f"corrected.csv, corrected_differences.csv -> {path}, and beside the comparison in {chosen.folder}")
    for problem in problems:
        print(f"note: {problem}")
    return 0


def _coded(chosen: argparse.Namespace) -> tuple[Path, Any, Any, Any]:
    """Return the folder, the sample, its codes and the results."""
    from framing.coding.samples import load_sample, read_text_table, sample_folder
    from framing.errors import InputError
    from framing.results import load

    sample = load_sample(chosen.folder, chosen.name)
    path = sample_folder(chosen.folder, sample.name)
    if not (path / "codes.csv").is_file():
        raise InputError(f"no codes were read for sample {sample.name!r}; do `framing code read` first")
    codes = read_text_table(path / "codes.csv")
    if codes.empty:
        raise InputError(f"the sheets of sample {sample.name!r} held no codes; see {path / 'problems.csv'}")
    return path, sample, codes, load(chosen.folder)


def _interval(value: float, low: float, high: float) -> str:
    if value != value:
        return "not known"
    return f"{value:.3f}" if low != low else f"{value:.3f} ({low:.3f} to {high:.3f})"
