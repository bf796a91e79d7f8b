"""`framing course --out DIR`: the kit of a 90-minute lesson, which needs no network once it is written."""

from __future__ import annotations

import argparse
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the command `course` to the parser's subcommands."""
    course = commands.add_parser(
        "course", help="write a lesson to take along: worksheets, notebooks, corpus, charts, coding page, guide"
    )
    course.add_argument("--out", metavar="DIR", required=True, help="folder for the kit")
    course.add_argument("--seed", type=int, default=0, metavar="N",
                        help="seed of the draw of passages and items (default 0)")  # fmt: skip
    course.add_argument("--overwrite", action="store_true", help="write into a folder that is not empty")
    course.set_defaults(run=_course)


def _course(chosen: argparse.Namespace) -> int:
    from framing.articles.reading import counted
    from framing.course.kit import START, write_course

    written = write_course(chosen.out, seed=chosen.seed, overwrite=chosen.overwrite)
    print(f"{counted(len(written), 'file')} -> {chosen.out}; begin with {START}")
    return 0
