"""Write framing/lexicons/stance_words.csv: words that tell the stance of a cue and are not looked for as cues.

    python framing/lexicons/build/stance_words.py

stance_words_entries.csv beside this script has one row for each word: its stance, the source that attests it, and in
`forms` either "verb" (every inflected form is written) or nothing (taken as it stands). What reporting_verbs.csv
has already is left out. A test checks that the lexicon is what this script writes.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from framing.lexicons.build.reporting_verbs import inflect, render_lexicon

HERE = Path(__file__).parent
TARGET = HERE.parent / "stance_words.csv"


def render_stance_words() -> str:
    """Return the text of the lexicon."""
    known = {row["term"] for row in csv.DictReader(StringIO(render_lexicon()))}
    target = StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("term", "label", "source", "note"))
    with (HERE / "stance_words_entries.csv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            verb, _, rest = entry["lemma"].partition(" ")
            forms = inflect(verb) if entry["forms"] == "verb" else [verb]
            for form in forms:
                term = f"{form} {rest}".strip()
                if term not in known:
                    known.add(term)
                    note = f"form of {entry['lemma']}" if term != entry["lemma"] else ""
                    writer.writerow((term, entry["label"], entry["source"], note))
    return target.getvalue()


if __name__ == "__main__":
    TARGET.write_text(render_stance_words(), encoding="utf-8")
