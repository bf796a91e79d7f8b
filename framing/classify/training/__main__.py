# mypy: disable-error-code="no-untyped-call,attr-defined,unused-ignore"
# (torch is optional and only partly typed)
"""Command: python -m framing.classify.training --data DIR --out FOLDER."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from framing.errors import InputError


def main(arguments: list[str] | None = None) -> int:
    """Train the shipped model; return the exit code: 0 done, 2 for input that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m framing.classify.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora, JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="folder for model.skops and manifest.json")
    parser.add_argument("--teacher", type=Path, help="folder of all-MiniLM-L6-v2 (default: the installed package)")
    parser.add_argument("--work", type=Path, help="folder that keeps what the teacher said and the network before BABE")
    parser.add_argument("--rounds", type=int, default=8, help="times the network reads the plain sentences (default 8)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="cores to use; more may change the last digits")
    parser.add_argument("--processes", type=int, default=1, help="kinds of folds to evaluate at once (default 1)")
    parser.add_argument("--evaluate", action="store_true", help="also print the scores of folds; fits 15 models more")
    options = parser.parse_args(arguments)
    try:
        for name in ("rounds", "threads", "processes"):
            if getattr(options, name) < 1:
                raise InputError(f"--{name} is {getattr(options, name)}; at least 1 is needed")
        try:
            from framing.classify.training.recipe import train
        except ModuleNotFoundError as error:
            raise InputError("training needs torch; install framing[train]") from error
        train(
            options.data, options.out, teacher=options.teacher, work=options.work, epochs=options.rounds,
            seed=options.seed, evaluate=options.evaluate, threads=options.threads, processes=options.processes,
            say=lambda line: print(line, flush=True),
        )  # fmt: skip
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
