"""The notebook with which a class meets its own agreement and the machine's codes."""

from __future__ import annotations

from typing import Any

CELLS = (
    ("question", "markdown", """# How far do we agree, and the machine with us?

Put every CSV file that was saved from the coding page into the folder `returned`, then run the cells in order.
The notebook stands in the folder `hand_coding` of the kit; start Jupyter there, or open it from there in VS Code."""),
    ("read", "code", """from pathlib import Path

import framing
from framing import coding

RUN = Path("../run")  # what the machine found
RETURNED = Path("returned")  # what the class found

results = framing.load(RUN)
sample = coding.load_sample(RUN, "lesson")
files = sorted(RETURNED.glob("*.csv"))
print(len(files), "files")
codes, problems = coding.read_sheets(files, sample)
codes.groupby("coder").size().rename("answers")"""),
    ("problems", "code", """# Cells that could not be read or are empty; no row: everything was answered.
problems[["file", "row", "column", "problem"]]"""),
    ("answers-text", "markdown", "## The answers, and the machine's\n\nHow many of us gave each answer."),
    ("answers", "code", """QUESTION = "source_type"  # then: source_named, stance


def counted(answers):
    return ", ".join(f"{n} {code}" for code, n in answers.value_counts().items())


ours = codes[codes["question"] == QUESTION].groupby("item")["code"].agg(counted).rename("we").to_frame()
ours["machine"] = sample.items.set_index("item")[f"machine_{QUESTION}"]
ours"""),
    ("agreement-text", "markdown", """## Our agreement

`percent` is the share of pairs of coders who gave the same answer. `alpha` takes out what chance would give:
1 is full agreement, 0 is what chance alone gives. Ten items give wide intervals: read `low` and `high`. With 25 of us
this cell takes about 20 seconds."""),
    ("agreement", "code", """if codes["coder"].nunique() > 1:
    agreement = coding.agreement_table(codes, sample, results, n_resamples=200)
    columns = ["question", "coefficient", "value", "low", "high", "n_items", "n_coders"]
    wanted = agreement.query("scope == 'all' and coefficient in ['percent', 'alpha']")[columns]
    wanted = wanted.set_index(["question", "coefficient"]).round(2)
else:
    wanted = "Only one of us coded, so there is no agreement to compute."
wanted"""),
    ("machine-text", "markdown", """## The machine and us

How often the machine gives the answer that most of us gave. Where we are tied, the item counts in parts."""),
    ("machine", "code", """machine = coding.machine_table(codes, sample, results, n_resamples=200)
accuracy = machine.query("score == 'accuracy' and group == 'all'").set_index("question")
accuracy[["value_of_score", "low", "high"]].round(2)"""),
    ("disagreement-text", "markdown", """## Where we differ

Read these passages again, together. ⟦ ⟧ stand round the words that were asked about."""),
    ("disagreement", "code", """if codes["coder"].nunique() > 1:
    differ = coding.disagreements_table(codes, sample, results)
    passages = differ[differ["question"] == QUESTION].set_index("item")["passage"]
    for item, passage in passages.items():
        print(f"{item}: we {ours.at[item, 'we']}; the machine {ours.at[item, 'machine']}\\n{passage}\\n")"""),
    ("limits", "markdown", """## What this does not show

- That the machine is right where it agrees with us: both can be wrong in the same way.
- How it does on real news: these articles were invented, and written to be clear.
- Much about the machine at all: ten items. `framing code size` says how many a study needs."""),
)  # fmt: skip


def render_compare_notebook() -> str:
    """Return the notebook as text, not run; the same text every time."""
    import nbformat

    made: Any = nbformat.v4
    cells = [
        (made.new_code_cell if kind == "code" else made.new_markdown_cell)(text, id=name) for name, kind, text in CELLS
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = made.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    write: Any = nbformat.writes
    return str(write(notebook, version=4)) + "\n"
