# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""Command: python -m framing.attribution.training ANNOTATED --vectors-from ARTICLES --out DIR --seed 0."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from framing.errors import InputError


def main(arguments: list[str] | None = None) -> int:
    """Train a model; return the exit code: 0 done, 2 for input that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.training", description=__doc__)
    parser.add_argument("annotated", type=Path, nargs="+", help="annotated articles, JSON lines (.jsonl or .jsonl.gz)")
    parser.add_argument("--vectors-from", type=Path, required=True, help="plain articles, JSON lines, for word vectors")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights.npz and training.json")
    parser.add_argument("--never", type=Path, help="annotated articles to keep out of training: a test set, by doc_id")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=8, help="times the tagger sees every article (default 8)")
    parser.add_argument(
        "--pretrain-on",
        type=int,
        default=5_000_000,
        help="tokens of plain articles to learn from first (5 million)",
    )
    parser.add_argument(
        "--teacher", type=Path, help="a weights file to take for the large network instead of training one"
    )
    parser.add_argument("--n-units", type=int, default=128, help="units per layer of the large network (128)")
    parser.add_argument("--student-units", type=int, default=64, help="the same of the small one; 0 for none (64)")
    parser.add_argument(
        "--plain", type=int, default=1_400_000, help="tokens of plain articles that the large one labels (1.4 million)"
    )
    parser.add_argument("--threads", type=int, default=1, help="cores to use; more may change the last digits")
    parser.add_argument(
        "--on-all", action="store_true",
        help="after fitting the confidence on the articles held out, train again on all articles; takes twice as long",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    try:
        try:
            import torch
        except ModuleNotFoundError as error:
            raise InputError("training needs torch; install framing[train]") from error
        from framing.attribution.training.recipe import train
        from framing.attribution.training.tagger import Plan

        torch.set_num_threads(options.threads)
        torch.use_deterministic_algorithms(True)
        torch.utils.deterministic.fill_uninitialized_memory = False  # costs time and decides nothing here
        plan = Plan(n_units=options.n_units, epochs=options.epochs, pretrain_on=options.pretrain_on, seed=options.seed)
        train(
            options.annotated, options.vectors_from, options.out, never=options.never, teacher=options.teacher,
            plan=plan, student_units=options.student_units, n_plain=options.plain, on_all=options.on_all,
            say=lambda line: print(line, flush=True),
        )  # fmt: skip
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
