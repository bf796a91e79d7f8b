"""Print how well event nouns, emphasis and contested names are found in news sentences coded by hand.

    python benchmarks/wording_more.py --data DIR

The gold, benchmarks/gold/wording_more.csv, points into the articles of Baly et al. (2020), DIR/articles_allsides;
`gold/FRAMING.md` says how it was drawn and coded. No rule was changed on it: all of it is kept aside.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from presupposition import by_label
from wording import analyse, line, match, read, read_gold, spans_in

from framing.measures.emphasis import find_emphasis
from framing.measures.naming import find_contested_names
from framing.measures.nominalised import find_nominalised


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    articles = {record["id"]: record["text"] for record in read(Path(options.data), "articles_allsides")}
    rows, texts = read_gold("wording_more", articles, "kept aside")
    print(f"{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")
    drawn = {
        name: [i for i, row in enumerate(rows) if row["measure"] == name]
        for name in ("nominalised", "emphasis", "naming")
    }
    for name, find in (("nominalised", find_nominalised), ("emphasis", find_emphasis)):
        chosen = drawn[name]
        spans = find(analyse([texts[i] for i in chosen]))
        labels = {"nominalised": ("no_agent", "with_agent"), "emphasis": ("capitals", "exclamation")}[name]
        gold = [spans_in(rows[i], "found") + spans_in(rows[i], "with_agent") for i in chosen]
        found = by_label(spans, len(chosen), *labels)
        line(name, "this package", sum(map(len, gold)), *match(found, gold), f"{len(chosen)} sentences, one coder")
    agent = [spans_in(rows[i], "with_agent") for i in drawn["nominalised"]]
    spans = find_nominalised(analyse([texts[i] for i in drawn["nominalised"]]))
    found = by_label(spans, len(agent), "with_agent")
    line("nominalised with agent", "this package", sum(map(len, agent)), *match(found, agent))
    right = [rows[i]["found"] == "yes" for i in drawn["naming"]]
    texts = [texts[i] for i in drawn["naming"]]
    kept = set(find_contested_names(analyse(texts)).text.tolist())
    shown = [ok for i, ok in enumerate(right) if i in kept]
    print(f"contested names: in {sum(shown)} of {len(shown)} sentences with one its sense is the contested one")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
