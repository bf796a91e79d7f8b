"""What people coded in a result folder, as corrected numbers of the comparison in it.

`framing compare`, `framing report` and `framing code correct` call this, so that once a sample is coded the corrected
numbers stand beside the naive ones wherever those stand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.correction import ALL, DIFFERENCE_COLUMNS, corrected_table, corrections, difference_row
from framing.coding.samples import Sample, fingerprint, load_sample, read_text_table, sample_folder, sample_names
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

# Which measure of the package is the same number as the share of a code. `source_named` is none: its "no" counts
# statements without any source, which the measure of unnamed sources leaves out.
MEASURES = {
    **{("source_type", name): f"share_{name}" for name in (
        "politician", "official", "expert", "business", "civil_society", "citizen", "media", "document", "unknown",
    )},
    ("stance", "distancing"): "share_distancing_cues",
    ("stance", "endorsing"): "share_endorsing_cues",
    ("voice", "quoted"): "share_quoted_words",
}  # fmt: skip
_ANSWERED_BY = {"source_type": "source:type", "stance": "stance", "voice": "voice"}
REST = "rest"
CHOICES = "correction.json"  # how `framing code correct` was asked to correct


def correct_results(results: Results, folder: str | Path) -> list[str]:
    """Take the corrected numbers of every coded sample of a result folder into the results; return what went wrong.

    results.corrected and results.corrected_differences are of the groups that the comparison compares (outlets where
    there is none), and stand in results.estimates and results.differences beside the measures that they correct.
    A sample of an earlier run of the same folder is left out and named.
    """
    import pandas as pd

    compared = results.manifest.get("comparison") or {}
    by, reference = str(compared.get("by", "outlet")), compared.get("reference")
    numbers, differences, problems = [], [], []
    for name in sample_names(folder):
        path = sample_folder(folder, name)
        if not (path / "codes.csv").is_file():
            continue
        try:
            sample, codes = load_sample(folder, name), read_text_table(path / "codes.csv")
            if sample.design["results"] != fingerprint(results.manifest):
                raise InputError("the articles were analysed again after it was drawn")
            options = {**read_choices(path), "by": by}
            numbers.append(_labelled(corrected_table(codes, sample, results, **options), sample, by))
            differences.append(_labelled(_differences(codes, sample, results, reference, options), sample, by))
        except InputError as error:
            problems.append(f"the codes of sample {name!r} correct nothing here: {error}")
    filled = [table for table in numbers if not table.empty]
    results.take_corrected(
        pd.concat(filled, ignore_index=True) if filled else None,
        pd.concat(differences, ignore_index=True) if filled else None,
    )
    return problems


def write_choices(path: Path, *, target: str, deciding: str | None) -> None:
    """Write into the folder of a sample how its numbers are to be corrected."""
    text = json.dumps({"target": target, "deciding": deciding}, ensure_ascii=False, indent=1)
    (path / CHOICES).write_text(text + "\n", encoding="utf-8")


def read_choices(path: Path) -> dict[str, Any]:
    """Return how `framing code correct` corrected a sample; nothing where it was not called: then by default."""
    if not (path / CHOICES).is_file():
        return {}
    choices = json.loads((path / CHOICES).read_text(encoding="utf-8"))
    return {name: choices[name] for name in ("target", "deciding") if name in choices}


def _differences(
    codes: pd.DataFrame, sample: Sample, results: Results, reference: str | None, options: dict[str, Any]
) -> pd.DataFrame:
    """Return the differences that a comparison shows: of each group from all others, and from the reference."""
    import pandas as pd

    others = corrections(codes, sample, results, rest=True, **options)
    rows = []
    for (question, value), groups in corrections(codes, sample, results, **options).items():
        names = [name for name in groups if name != ALL]
        for name in names if len(names) > 1 else []:
            rows.append((question, value, name, REST, *difference_row(groups[name], others[question, value][name])))
            if reference in names and name != reference:
                rows.append((question, value, name, reference, *difference_row(groups[name], groups[reference])))
    return pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))


def _labelled(table: pd.DataFrame, sample: Sample, by: str) -> pd.DataFrame:
    """Return the table with its sample, the measure that is the same number ("" for none) and the grouping."""
    pairs = zip(table["question"], table["value"], strict=True)
    # A question of the user's own may bear the name of one of ours: it is ours only where the program answers it so.
    ours = {question.id for question in sample.questions if question.machine == _ANSWERED_BY.get(question.id)}
    measures = [MEASURES.get(pair, "") if pair[0] in ours else "" for pair in pairs]
    columns: dict[str, Any] = {
        "sample": sample.name,
        "unit": sample.unit,
        "measure": np.array(measures, dtype=object),
        "by": by,
    }
    order = ["sample", "unit", "question", "value", "measure", "by"]
    labelled: pd.DataFrame = table.assign(**columns)[[*order, *(name for name in table.columns if name not in order)]]
    return labelled.astype({"measure": "str"})
