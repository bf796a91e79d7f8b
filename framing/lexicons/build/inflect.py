"""Write the lexicons from their hand-made entries: one row per form that a word takes in text.

    python framing/lexicons/build/inflect.py

Each file NAME_entries.csv beside this script has the columns entry, forms, label, source, note. `forms` says what
is inflected: `verb` (the first word of a phrase), `noun` or `adjective` (the last word),
or nothing for a word that is taken as it stands.
The result is ../NAME.csv. lemminflect is needed to build, never to run.
"""

from __future__ import annotations

import csv
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
TAGS = {"verb": ("VB", "VBZ", "VBD", "VBN", "VBG"), "noun": ("NN", "NNS"), "adjective": ("JJ", "JJR", "JJS")}
COLUMNS = ("term", "label", "source", "note")


def inflected(entry: str, forms: str) -> list[str]:
    """Return the entry and its other forms, each once.

    >>> inflected("apparently", "")
    ['apparently']
    """
    if not forms:
        return [entry]
    get_inflection = import_module("lemminflect").getInflection
    words = entry.split(" ")
    place = 0 if forms == "verb" else len(words) - 1
    result = [entry]
    for tag in TAGS[forms]:
        for form in get_inflection(words[place], tag=tag):
            result.append(" ".join([*words[:place], form, *words[place + 1 :]]))
    return list(dict.fromkeys(result))


def build(name: str) -> int:
    """Write ../NAME.csv and return how many rows it has; a term listed twice is an error."""
    rows, seen = [], dict[str, str]()
    with open(HERE / f"{name}_entries.csv", encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    own = {entry["entry"].lower() for entry in entries}
    for entry in entries:
        for term in inflected(entry["entry"], entry["forms"]):
            derived = term != entry["entry"]
            if derived and (term.lower() in own or term.lower() in seen):
                continue  # "left" is listed itself, or two words share the form
            if term.lower() in seen:
                raise SystemExit(f"{name}_entries.csv: {term!r} is listed twice, under {seen[term.lower()]!r} too")
            seen[term.lower()] = entry["entry"]
            note = f"form of {entry['entry']}" if derived else entry["note"]
            rows.append({"term": term, "label": entry["label"], "source": entry["source"], "note": note})
    with open(HERE.parent / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def names() -> list[str]:
    """Return the lexicons that are built here: those whose entries say how they are inflected."""
    files = sorted(HERE.glob("*_entries.csv"))
    return [path.stem.removesuffix("_entries") for path in files if path.read_text().startswith("entry,forms,")]


if __name__ == "__main__":
    for name in sys.argv[1:] or names():
        print(f"{name}: {build(name)} rows")
