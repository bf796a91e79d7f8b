"""`framing code size` and `framing code sample`: how many items an interval needs, and the draw of them."""

from __future__ import annotations

import argparse
from typing import Any


def add_draws(steps: Any) -> None:
    """Add the steps `size` and `sample`."""
    size = add_step(steps, "size", "how many items must be coded for an interval of a wanted width", _size)
    size.add_argument("--half-width", type=float, required=True, metavar="W", help="of the interval, such as 0.05")
    size.add_argument("--share", type=float, default=0.5, metavar="S",
                      help="the share as expected (default 0.5, which needs most)")  # fmt: skip
    size.add_argument("--error", type=float, default=0.1, metavar="E",
                      help="how often the program may be wrong (default 0.1)")  # fmt: skip
    size.add_argument("--by", default="outlet", metavar="COLUMN", help="groups that shall have such an interval each")
    _add_questions(size)

    sample = add_step(steps, "sample", "draw what is to be coded", _sample)
    _add_questions(sample)
    sample.add_argument("--size", type=int, metavar="N", help="how many; or --half-width")
    sample.add_argument("--half-width", type=float, metavar="W", help="as many as an interval of plus or minus W needs")
    sample.add_argument(
        "--error", type=float, metavar="E", help="with --half-width: how often the machine may be wrong"
    )
    sample.add_argument("--stratify", default="", metavar="COLUMN,...",
                        help="outlet, event, another column of the articles, score, uncertainty or answer")  # fmt: skip
    sample.add_argument("--allocation", default="proportional", help="proportional (default) or equal strata")
    sample.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the draw (default 0)")
    sample.add_argument("--overwrite", action="store_true", help="replace a sample of that name, and its codes")


def _add_questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions", metavar="NAME,...", help="questions of the codebook (default: source_type,stance)"
    )
    parser.add_argument("--codebook", metavar="FILE", help="your own questions instead, TOML or YAML")


def add_step(steps: Any, name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
    """Return the parser of a step on a result folder."""
    parser: argparse.ArgumentParser = steps.add_parser(name, help=help_text, description=help_text)
    parser.add_argument("folder", metavar="DIR", help="folder that `framing analyze` wrote")
    parser.add_argument("--name", help="name of the sample, where there are several")
    parser.set_defaults(run=run)
    return parser


def _size(chosen: argparse.Namespace) -> int:
    from framing.articles.reading import counted
    from framing.coding.sampling import needed_size
    from framing.coding.units_table import units_table
    from framing.comparison.sample import group_labels
    from framing.results import load

    results = load(chosen.folder)
    units = units_table(results, questions := _questions(chosen))
    labels = dict(zip(results.articles["article_id"], group_labels(results.articles, chosen.by), strict=True))
    groups = units["article_id"].map(labels).value_counts().drop("", errors="ignore")
    lines = []
    for where, sizes in (("over all", [len(units)]), (f"in each of {len(groups)} {chosen.by}s", groups.tolist())):
        hand, corrected = (
            sum(needed_size(chosen.half_width, share=chosen.share, error=error, population=n) for n in sizes)
            for error in (None, chosen.error)
        )
        lines.append(
            f"  {where}: {hand:,} by hand alone, {corrected:,} with a program that is wrong in {chosen.error:.0%}"
        )
    print(f"{counted(len(units), questions[0].unit)}; for 95 % intervals of a share of about {chosen.share:g} that "
          f"reach {chosen.half_width:g} to either side, code in all")  # fmt: skip
    print("\n".join(lines))
    print("These are intervals of the shares in these very articles; what an outlet does beyond them depends on the "
          "number of articles as well.")  # fmt: skip
    return 0


def _sample(chosen: argparse.Namespace) -> int:
    from framing.coding.samples import make_sample, write_sample
    from framing.coding.sampling import needed_size
    from framing.coding.units_table import units_table
    from framing.errors import InputError
    from framing.results import load

    results = load(chosen.folder)
    questions = _questions(chosen)
    size = chosen.size
    if (size is None) == (chosen.half_width is None):
        raise InputError("say how many to draw: either --size N or --half-width W, such as 0.05")
    if size is None:
        n_units = len(units_table(results, questions))
        size = needed_size(chosen.half_width, error=chosen.error, population=n_units)
    sample = make_sample(
        results, questions, size, by=_listed(chosen.stratify), allocation=chosen.allocation, seed=chosen.seed,
        name=chosen.name,
    )  # fmt: skip
    path = write_sample(chosen.folder, sample, overwrite=chosen.overwrite)
    print(f"{len(sample.items):,} of {sample.design['n_units']:,} {sample.unit}s drawn -> {path}")
    for row in sample.strata.to_dict("records") if len(sample.strata) > 1 else []:
        print(f"  {row['stratum']}: {row['n_drawn']:,} of {row['n_units']:,}")
    return 0


def _questions(chosen: argparse.Namespace) -> Any:
    """Return the questions named, of the user's codebook (all of them unless named) or of the package's."""
    from framing.coding.codebook_files import read_questions
    from framing.coding.questions import QUESTIONS, find_questions

    own = read_questions(chosen.codebook) if chosen.codebook else ()
    default = [question.id for question in own] if own else ["source_type", "stance"]
    return find_questions(_listed(chosen.questions) if chosen.questions else default, own or QUESTIONS)


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
