"""The parts of CARD.md that the build writes: how much of what there is, and how far the two passes agree."""

import re
from collections import Counter
from pathlib import Path

from agreement import agreement_lines
from marking import OUTLETS, MarkedArticle

MEASURES = ("loaded", "hedges", "boosters", "scare_quotes", "passives")


def count_lines(articles: list[MarkedArticle]) -> list[str]:
    """Return the table of counts, line by line: a row for each outlet and one for all."""
    wordings = (measure.replace("_", " ") for measure in MEASURES)
    head = ("outlet", "words", "attributions", "unnamed or no source", *wordings)
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for outlet in (*OUTLETS.values(), "all"):
        theirs = [a for a in articles if outlet in (a.outlet, "all")]
        parts = [part for a in theirs for part in (a.title, a.text)]
        attributions = [one for part in parts for one in part.attributions.values()]
        spans = Counter(measure for part in parts for _, _, measure, _ in part.spans)
        n_words = sum(len(a.text.text.split()) for a in theirs)
        n_unnamed = sum(one.named == "no" for one in attributions)
        cells = [outlet, f"{n_words:,}", len(attributions), n_unnamed, *(spans[m] for m in MEASURES)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def filled_card(card: str, articles: list[MarkedArticle], passes: Path) -> str:
    """Return the card with the lines between <!-- counts --> and <!-- end -->, and those of agreement, written anew."""
    for name, lines in (("counts", count_lines(articles)), ("agreement", agreement_lines(passes))):
        block = f"<!-- {name} -->\n" + "\n".join(lines) + "\n<!-- end -->"
        card = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _, block=block: block, card, flags=re.DOTALL)
    return card
