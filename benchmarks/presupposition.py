"""Print how well presupposition and assertive verbs are found in news sentences coded by hand.

    python benchmarks/presupposition.py --data DIR [--part "kept aside"|tuning]

The gold, benchmarks/gold/presupposition.csv, points into the articles of Baly et al. (2020), DIR/articles_allsides;
`gold/FRAMING.md` says how it was drawn and coded. The lists that are matched as strings beside it are those of
Hooper (1975) and Karttunen (1971), DIR/lexicons.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from wording import Range, analyse, line, match, of_list, read, read_gold, read_list, spans_in

from framing.measures.assertives import find_assertives
from framing.measures.presupposition import find_presuppositions
from framing.text import Spans


def by_label(spans: Spans, n: int, *labels: str) -> list[list[Range]]:
    """Return the ranges of the spans with one of these labels, one list per text."""
    result: list[list[Range]] = [[] for _ in range(n)]
    for text, start, end, name in zip(
        spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), spans.names, strict=True
    ):
        if name in labels:
            result[text].append((start, end))
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("FRAMING_DATA"))
    parser.add_argument("--part", choices=("kept aside", "tuning"), default="kept aside")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data DIR or set FRAMING_DATA to the folder of the annotated corpora", file=sys.stderr)
        return 2
    data = Path(options.data)
    articles = {record["id"]: record["text"] for record in read(data, "articles_allsides")}
    rows, texts = read_gold("presupposition", articles, options.part)
    news = analyse(texts)
    print(f"part: {options.part}\n{'measure':34} {'found by':34} {'n':>6} precision  recall      F1")
    everywhere = list(range(len(rows)))
    drawn_any = [i for i, row in enumerate(rows) if row["drawn"] in ("any", "candidate")]
    found = {"presuppositions": find_presuppositions(news), "assertives": find_assertives(news)}
    for name, family, columns, labels, chosen, public in (
        ("factive verbs", "presuppositions", ("factive",), ("factive",), everywhere, "factives_hooper1975.txt"),
        ("implicative verbs", "presuppositions", ("implicative",), ("implicative", "implicative_not"), everywhere,
         "implicatives_karttunen1971.txt"),
        ("both", "presuppositions", ("factive", "implicative"), ("factive", "implicative", "implicative_not"),
         everywhere, ""),
        ("strong assertives", "assertives", ("assertive_strong",), ("strong",), drawn_any, ""),
        ("weak assertives", "assertives", ("assertive_weak",), ("weak",), drawn_any, ""),
        ("both", "assertives", ("assertive_strong", "assertive_weak"), ("strong", "weak"), drawn_any,
         "assertives_hooper1975.txt"),
    ):  # fmt: skip
        gold = [[span for column in columns for span in spans_in(rows[i], column)] for i in chosen]
        n = sum(map(len, gold))
        mine = by_label(found[family], len(rows), *labels)
        line(
            f"{family}: {name}", "this package", n, *match([mine[i] for i in chosen], gold), f"{len(chosen)} sentences"
        )
        if public:
            listed = by_label(of_list(read_list(data, public))(news), len(rows), "")
            line(f"{family}: {name}", public.removesuffix(".txt"), n, *match([listed[i] for i in chosen], gold))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
