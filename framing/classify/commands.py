"""`framing classify train | evaluate | predict`: classifiers on a table of labels, and labels for new texts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Draws the charts of an evaluation into a folder; given by the command line, since charts stand above this package.
Draw = Callable[[Any, Path], list[Path]]


def add_commands(commands: Any, draw: Draw | None = None) -> None:
    """Add the command `classify` and its three steps to the parser's subcommands."""
    classify = commands.add_parser(
        "classify", help="classifiers of your own labels: train, evaluate on outlets never seen, predict"
    )
    steps = classify.add_subparsers(title="steps", metavar="STEP")

    train = _step(steps, "train", "evaluate a pipeline on a table of labels, train it on all of them, save it", _train)
    _add_labels(train)
    train.add_argument("--out", metavar="MODEL", required=True, help="folder for the classifier and its evaluation")
    train.add_argument("--overwrite", action="store_true", help="replace the classifier in MODEL")
    train.add_argument("--abstain-below", type=float, metavar="P",
                       help="probability below which an answer counts as abstained (default 0.6)")  # fmt: skip

    evaluate = _step(
        steps, "evaluate", "how good a pipeline, or a trained classifier, is on a table of labels", _evaluate
    )
    _add_labels(evaluate)
    evaluate.add_argument("--model", metavar="NAME_OR_PATH", help="a trained classifier instead of a pipeline")
    evaluate.add_argument("--out", metavar="DIR", help="folder for the tables and charts")

    predict = _step(steps, "predict", "labels for new texts: id, label, probability, abstained, reasons", _predict)
    predict.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="what `framing analyze` reads; sentences or articles"
    )
    predict.add_argument(
        "--model", metavar="NAME_OR_PATH", required=True, help="folder of a classifier, or loaded-sentence"
    )
    predict.add_argument("--out", metavar="FILE.csv", required=True, help="table for the labels")
    predict.add_argument("--abstain-below", type=float, metavar="P", help="instead of the classifier's own")
    predict.add_argument(
        "--reasons", type=int, default=3, metavar="N", help="words behind each label (default 3, 0 is faster)"
    )
    predict.add_argument("--column", action="append", default=[], metavar="FIELD=NAME", help="where a field stands")
    predict.add_argument("--spans", metavar="FILE.csv", help="the reasons with their offsets too, as a table")
    predict.add_argument("--overwrite", action="store_true", help="replace FILE.csv")
    for step in (train, evaluate):
        step.set_defaults(draw=draw)
    classify.set_defaults(run=lambda chosen: _help(classify))


def _step(steps: Any, name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = steps.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def _add_labels(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("labels", metavar="LABELS", help="CSV, TSV, JSONL, XLSX or Parquet with texts and labels")
    parser.add_argument("--target", default="label", metavar="COLUMN[,COLUMN]",
                        help="column of the label; several labels: a;b in a cell, or columns of 1 and 0")  # fmt: skip
    parser.add_argument("--group", default="", metavar="COLUMN[,COLUMN]",
                        help="held out whole, each in turn (default: outlet and event, if there)")  # fmt: skip
    parser.add_argument("--pipeline", default="words+measures", metavar="NAME",
                        help="words, measures, words+measures (default) or stacked")  # fmt: skip
    parser.add_argument("--folds", type=int, default=5, metavar="N", help="parts to hold out in turn (default 5)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (default 0)")
    parser.add_argument("--without-house-style", action="store_true",
                        help="take outlet names, bylines and stock lines out of the texts")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="no learning curve, leaks and shuffled labels")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=NAME",
                        help="where a field stands in the table, e.g. text=Satz; may be repeated")  # fmt: skip


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 1


def _data(chosen: argparse.Namespace) -> Any:
    from framing.articles.columns import check_columns, columns_of_pairs
    from framing.classify.labels import read_labelled

    targets = _listed(chosen.target)
    return read_labelled(
        chosen.labels, target=targets if len(targets) > 1 else chosen.target.strip(), group=_listed(chosen.group),
        columns=check_columns(columns_of_pairs(chosen.column)),
    )  # fmt: skip


def _evaluated(chosen: argparse.Namespace, data: Any) -> Any:
    from framing.classify.evaluation import evaluate

    return evaluate(
        data, chosen.pipeline, n_folds=chosen.folds, seed=chosen.seed, thorough=not chosen.quick,
        without_house_style=chosen.without_house_style,
    )  # fmt: skip


def _train(chosen: argparse.Namespace) -> int:
    from framing.classify.classifier import ABSTAIN_BELOW
    from framing.classify.evaluation_text import render_evaluation
    from framing.classify.fitting import train
    from framing.classify.persistence import refuse_existing, save_classifier

    below = ABSTAIN_BELOW if chosen.abstain_below is None else chosen.abstain_below
    refuse_existing(chosen.out, overwrite=chosen.overwrite)  # before minutes of work, not after
    data = _data(chosen)
    evaluation = _evaluated(chosen, data)
    classifier = train(
        data, chosen.pipeline, n_folds=chosen.folds, seed=chosen.seed, abstain_below=below, evaluation=evaluation,
        without_house_style=chosen.without_house_style,
    )  # fmt: skip
    path = save_classifier(classifier, chosen.out, overwrite=chosen.overwrite)
    print(render_evaluation(evaluation))
    _write(evaluation, path / "evaluation", chosen.draw)
    print(f"classifier -> {path}")
    return 0


def _evaluate(chosen: argparse.Namespace) -> int:
    from framing.classify.evaluation_text import render_evaluation, render_scores

    data = _data(chosen)
    if chosen.model:
        from framing.classify.evaluation import evaluate_classifier
        from framing.classify.persistence import load_classifier

        classifier = load_classifier(chosen.model)
        groups = list(data.groups)
        scores = evaluate_classifier(classifier, data, group=groups[0] if groups else None, seed=chosen.seed)
        print(render_scores(scores))
        _notes((*data.notes, *classifier.differences))
        if chosen.out:
            from framing.tables import write_frame

            Path(chosen.out).mkdir(parents=True, exist_ok=True)
            write_frame(Path(chosen.out) / "scores.csv", scores)
        return 0
    evaluation = _evaluated(chosen, data)
    print(render_evaluation(evaluation))
    if chosen.out:
        _write(evaluation, Path(chosen.out), chosen.draw)
    return 0


def _write(evaluation: Any, folder: Path, draw: Draw | None) -> None:
    written = evaluation.write(folder)
    written += draw(evaluation, folder) if draw is not None else []
    print(f"{len(written)} tables and charts -> {folder}")


def _predict(chosen: argparse.Namespace) -> int:
    from framing.articles import read_articles
    from framing.articles.columns import columns_of_pairs
    from framing.classify.persistence import load_classifier
    from framing.classify.prediction import predict
    from framing.classify.reasons import explain
    from framing.errors import InputError
    from framing.tables import write_frame

    out = Path(chosen.out)
    for path in (out, *([Path(chosen.spans)] if chosen.spans else [])):
        if path.is_dir() or (path.exists() and not chosen.overwrite):
            what = "is a folder; name a file" if path.is_dir() else "is there already; give --overwrite or another name"
            raise InputError(f"{str(path)!r} {what}")
    if chosen.reasons < 0:
        raise InputError(f"--reasons is {chosen.reasons}; it must be 0 or more")
    classifier = load_classifier(chosen.model)
    reading = read_articles(*chosen.inputs, split="no", columns=columns_of_pairs(chosen.column))
    table = predict(classifier, reading.articles, abstain_below=chosen.abstain_below, n_reasons=chosen.reasons)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_frame(out, table)
    if chosen.spans:
        write_frame(Path(chosen.spans), explain(classifier, reading.articles, most=max(chosen.reasons, 1)))
    print(f"{reading.summary()} -> {out}")
    for label, n in table["label"].value_counts().sort_index().items():
        print(f"  {label or '(no label)'}: {n:,}")
    print(f"  abstained: {int(table['abstained'].sum()):,}")
    rejected = reading.rejected
    _notes([f"{row.file}, row {row.row}: {row.reason}" for row in rejected[:3]])
    _notes([f"{len(rejected) - 3} more records were set aside"] if len(rejected) > 3 else [])
    _notes(classifier.differences)
    return 0


def _notes(notes: Any) -> None:
    for note in notes:
        print(f"note: {note}", file=sys.stderr)


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
