"""Print the findings gained and lost between two runs on the bundled corpus, with their words.

    python benchmarks/regression.py BEFORE AFTER [--engine model|rules] [--only loaded]

BEFORE and AFTER are result folders, git commits ("HEAD~3", "v0.1.0"), or "now", the working tree as it stands. Code of
a commit is unpacked into a temporary folder and run there on the corpus of the working tree, so that both runs read the
same articles. A finding that moved by a character, or has another form, stance or type, is one lost and one gained.
"""

import argparse
import csv
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "datasets" / "newsroom" / "articles.jsonl"
COLUMNS = {  # table -> what makes two rows the same finding
    "attributions": ("article_id", "field", "form", "stance", "source_spans", "cue_spans", "content_spans",
                     "source_text", "cue_text", "content_text"),
    "sources": ("article_id", "name", "type", "named"),
    "spans": ("article_id", "field", "measure", "label", "start", "end", "text"),
}  # fmt: skip
SHOWN = 70  # characters of a content

Row = dict[str, str]
Tables = dict[str, list[Row]]


def read_tables(folder: Path) -> Tables:
    """Return the rows of the tables of a result folder that hold findings."""
    tables = {}
    for name in COLUMNS:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def compare_findings(before: Tables, after: Tables) -> list[tuple[str, Row, int]]:
    """Return the findings that only one of two runs has: (family, row, how many more after), by family and place.

    The family is "attributions", "sources", or what a span was found as.
    """
    found = []
    for name, columns in COLUMNS.items():
        counts = [
            Counter(tuple(row[column] for column in columns) for row in tables[name]) for tables in (before, after)
        ]
        for key in counts[0].keys() | counts[1].keys():
            row = dict(zip(columns, key, strict=True))
            if change := counts[1][key] - counts[0][key]:
                found.append((row.get("measure", name), row, change))
    return sorted(found, key=lambda one: (one[0], one[1]["article_id"], place(one[1]), one[2], tuple(one[1].values())))


def place(row: Row) -> int:
    """Return where a finding begins; sources have no place."""
    spans = row.get("start") or row.get("cue_spans") or row.get("content_spans") or "0"
    return int(spans.split(":")[0])


def finding_text(row: Row) -> str:
    """Return a finding in one line."""
    if "measure" in row:
        words = [row["text"], row["label"]]
    elif "stance" in row:
        roles = (row["source_text"] or "nobody", row["cue_text"] or "no cue", row["content_text"][:SHOWN])
        words = [" | ".join(roles), row["form"], row["stance"]]
    else:
        words = [row["name"] or "no name", row["type"], f"named {row['named']}"]
    where = f"{row['article_id']} {row.get('field', '')}".strip()
    return " ".join(f"{where}: {', '.join(word for word in words if word)}".split())


def render(changes: list[tuple[str, Row, int]]) -> str:
    """Return the changes as text, family by family."""
    lines: list[str] = []
    for family in sorted({family for family, _, _ in changes}):
        ours = [(row, change) for one, row, change in changes if one == family]
        gained, lost = (sum(sign * change for _, change in ours if sign * change > 0) for sign in (1, -1))
        lines.append(f"{family}: {gained} gained, {lost} lost")
        for row, change in ours:
            lines += [f"  {'+' if change > 0 else '-'} {finding_text(row)}"] * abs(change)
        lines.append("")
    return "\n".join(lines[:-1]) if lines else "no finding gained, none lost"


def run(which: str, folder: Path, engine: str) -> Path:
    """Return a result folder for a folder, a commit or "now"."""
    if (Path(which) / "manifest.json").exists():
        return Path(which)
    code = ROOT
    if which != "now":
        packed = subprocess.run(["git", "-C", str(ROOT), "archive", which, "framing"], capture_output=True, check=False)
        if packed.returncode:
            raise SystemExit(f"{which!r} is neither a result folder nor a commit of this repository nor 'now'")
        code = folder / "code"
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(code, filter="data")
    command = [
        sys.executable,
        "-m",
        "framing",
        "analyze",
        str(ARTICLES),
        "--out",
        str(folder / "run"),
        "--engine",
        engine,
    ]
    # -P: the folder we stand in is not searched, so that the code that runs is the code asked for.
    command.insert(1, "-P")
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(code)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the run of {which!r} failed: {done.stderr.strip().splitlines()[-1]}")
    return folder / "run"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", help="a result folder, a commit, or 'now'")
    parser.add_argument("after", help="the same")
    parser.add_argument("--engine", default="model", choices=("model", "rules"))
    parser.add_argument("--only", default="", help="one family: attributions, sources, loaded, hedges ...")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        before = read_tables(run(options.before, Path(one), options.engine))
        after = read_tables(run(options.after, Path(other), options.engine))
    changes = [change for change in compare_findings(before, after) if options.only in ("", change[0])]
    print(render(changes))


if __name__ == "__main__":
    main()
