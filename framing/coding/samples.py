"""A sample to be coded, with its questions and its design, in a result folder: DIR/coding/NAME/.

sample.csv: a row per item drawn, with its chance and what the machine says (never shown to coders); population.csv:
what the machine says of everything the sample was drawn from, added up by article; strata.csv, codebook.toml,
design.json. Later come codes.csv and problems.csv, and the tables of `agree` and `correct`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.coding.codebook_files import read_questions, render_questions
from framing.coding.questions import Question
from framing.coding.sampling import add_strata, draw_sample
from framing.coding.units_table import units_table
from framing.errors import InputError
from framing.tables import write_frame

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

FOLDER = "coding"
ITEM_COLUMNS = ("item", "unit_id", "article_id", "field", "spans", "stratum", "probability")


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """What was drawn, from what, and how. items: a row per item; population: machine answers by article."""

    name: str
    questions: tuple[Question, ...]
    items: pd.DataFrame
    population: pd.DataFrame
    strata: pd.DataFrame
    design: dict[str, Any]

    @property
    def unit(self) -> str:
        """What the questions are asked of."""
        return self.questions[0].unit

    def question(self, name: str) -> Question:
        """Return one of the questions by its id; raise InputError if the sample does not ask it."""
        for question in self.questions:
            if question.id == name:
                return question
        asked = ", ".join(question.id for question in self.questions)
        raise InputError(f"sample {self.name!r} does not ask {name!r}; it asks {asked}")


def make_sample(
    results: Results,
    questions: Sequence[Question],
    size: int,
    *,
    by: Sequence[str] = (),
    allocation: str = "proportional",
    n_bins: int = 3,
    seed: int = 0,
    name: str | None = None,
) -> Sample:
    """Return a random sample of what `questions` ask about, with the chance that every unit had.

    by: columns to stratify by: any of the articles table (outlet, event), score, uncertainty, or answer (what the
    machine says to the first question). The other options are those of `draw_sample`.

    >>> import framing
    >>> from framing.coding import find_questions
    >>> results = framing.analyze(framing.demo_articles(), engine="rules")
    >>> sample = make_sample(results, find_questions(["loaded"]), 40, by=["outlet"], seed=1)
    >>> len(sample.items), sample.strata["n_drawn"].sum().item()
    (40, 40)
    """
    units = units_table(results, questions)
    columns = {"answer": f"machine_{questions[0].id}"}
    wanted = [columns.get(column, column) for column in by]
    own = [column for column in wanted if column not in units.columns]
    known = [column for column in results.articles.columns if column not in ("text", "article_id")]
    if missing := [column for column in own if column not in known]:
        allowed = ", ".join([*known, "score", "uncertainty", "answer"])
        raise InputError(f"cannot stratify by {missing[0]!r}; allowed are {allowed}")
    units = units.merge(results.articles[["article_id", *own]], on="article_id", how="left")
    chosen = name or f"{questions[0].unit}s"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", chosen):
        raise InputError(f"the sample's name is {chosen!r}; it may hold letters, digits, - and _")
    items, strata = draw_sample(units, size, by=wanted, allocation=allocation, n_bins=n_bins, seed=seed, name=chosen)
    answers = [f"machine_{question.id}" for question in questions]
    return Sample(
        name=chosen,
        questions=tuple(questions),
        items=items[[*ITEM_COLUMNS, *answers]],
        population=_population(add_strata(units, wanted, n_bins=n_bins), questions),
        strata=strata,
        design={
            "name": chosen, "unit": questions[0].unit, "size": size, "n_units": len(units), "by": list(by),
            "allocation": allocation, "n_bins": n_bins, "seed": seed, "results": fingerprint(results.manifest),
        },
    )  # fmt: skip


def write_sample(directory: str | Path, sample: Sample, *, overwrite: bool = False) -> Path:
    """Write a sample into DIR/coding/NAME and return that folder; refuse one that exists unless `overwrite`."""
    path = Path(directory) / FOLDER / sample.name
    if (path / "design.json").exists():
        if not overwrite:
            raise InputError(f"{str(path)!r} holds a sample already; give another --name, or --overwrite it")
        for old in path.glob("*.csv"):  # codes of the old sample do not fit the new one
            old.unlink()
    path.mkdir(parents=True, exist_ok=True)
    write_frame(path / "sample.csv", sample.items)
    write_frame(path / "population.csv", sample.population)
    write_frame(path / "strata.csv", sample.strata)
    (path / "codebook.toml").write_text(render_questions(sample.questions), encoding="utf-8")
    text = json.dumps(sample.design, ensure_ascii=False, indent=1, sort_keys=True)
    (path / "design.json").write_text(text + "\n", encoding="utf-8")
    return path


def sample_names(directory: str | Path) -> list[str]:
    """Return the names of the samples in a result folder."""
    return sorted(path.parent.name for path in (Path(directory) / FOLDER).glob("*/design.json"))


def sample_folder(directory: str | Path, name: str | None = None) -> Path:
    """Return the folder of a sample, of the only one where no name is given."""
    names = sample_names(directory)
    if not names:
        raise InputError(f"{str(directory)!r} holds no sample to code; draw one with `framing code sample`")
    if name is None and len(names) > 1:
        raise InputError(f"{str(directory)!r} holds several samples; say which with --name: {', '.join(names)}")
    if name is not None and name not in names:
        raise InputError(f"there is no sample {name!r}; there are {', '.join(names)}")
    return Path(directory) / FOLDER / (name or names[0])


def load_sample(directory: str | Path, name: str | None = None) -> Sample:
    """Return a sample from a result folder; the only one where no name is given."""
    path = sample_folder(directory, name)
    items = read_text_table(path / "sample.csv")
    items["probability"] = items["probability"].astype(float)
    population = read_text_table(path / "population.csv")
    population["n_units"] = population["n_units"].astype(int)
    strata = read_text_table(path / "strata.csv").astype({"n_units": int, "n_drawn": int, "probability": float})
    return Sample(
        name=path.name,
        questions=read_questions(path / "codebook.toml"),
        items=items,
        population=population,
        strata=strata,
        design=json.loads((path / "design.json").read_text(encoding="utf-8")),
    )


def fingerprint(manifest: dict[str, Any]) -> str:
    """Return a short hash of what was analysed and how; a comparison or report leaves it alone."""
    kept = {key: value for key, value in sorted(manifest.items()) if key not in ("comparison", "report")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, default=str).encode()).hexdigest()[:16]


def read_text_table(path: Path) -> pd.DataFrame:
    """Return a CSV table of this package with every cell as text."""
    import pandas as pd

    if not path.is_file():
        raise InputError(f"{path.name} is missing in {str(path.parent)!r}")
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")


def _population(units: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """Return how many units of each article and stratum the machine gave each answer, question by question."""
    import pandas as pd

    parts = []
    for question in questions:
        keys = ["article_id", "stratum", f"machine_{question.id}"]
        counts = units.groupby(keys, sort=True).size().reset_index(name="n_units")
        counts.insert(2, "question", question.id)
        parts.append(counts.rename(columns={keys[2]: "answer"}))
    return pd.concat(parts, ignore_index=True)
