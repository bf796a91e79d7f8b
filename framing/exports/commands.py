"""`framing export DIR --to FORMAT --out PATH`: results for another program."""

from __future__ import annotations

import argparse
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the command `export` to the parser's subcommands."""
    help_text = "tables for Excel, Stata, SPSS; spans for Label Studio, INCEpTION, doccano, as Web Annotation"
    parser: argparse.ArgumentParser = commands.add_parser("export", help=help_text, description=help_text)
    parser.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    parser.add_argument(
        "--to", required=True, metavar="FORMAT",
        help="csv, parquet, xlsx, stata, spss; web-annotation, label-studio, inception, doccano",
    )  # fmt: skip
    parser.add_argument("--out", required=True, metavar="PATH",
                        help="a file; a folder for csv, parquet, stata, spss and inception")  # fmt: skip
    parser.add_argument("--table", action="append", metavar="NAME",
                        help="only this table, e.g. features; may be repeated (default: all)")  # fmt: skip
    parser.add_argument("--overwrite", action="store_true", help="replace what is at PATH")
    parser.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> int:
    from framing.exports.exporting import export
    from framing.results import load

    for path in export(load(chosen.folder), chosen.out, to=chosen.to, tables=chosen.table, overwrite=chosen.overwrite):
        print(path)
    return 0
