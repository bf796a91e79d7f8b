"""How far the two labelling passes over the newsroom corpus agree.

Exact F1: the same label on the same characters. Overlapping F1: the same label on characters in common,
one to one. An attribution counts when its content shares at least half of its characters (Jaccard index), and its cue
and its source overlap or are absent in both. F1 of two passes is symmetric: neither is the truth.

The twelve articles written first and the later ones were labelled in other ways, so they are told apart.
"""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]
EVENTS, OUTLETS = ("dam-report", "hospital-vote", "port-strike"), ("wire", "broadcaster", "tabloid", "state")
FIRST_TWELVE = frozenset(f"{event}-{outlet}" for event in EVENTS for outlet in OUTLETS)
Pairs = list[tuple[Row, Row]]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def characters(spans: str) -> frozenset[int]:
    """Return the offsets of a cell such as '3:7;10:12'."""
    pairs = [map(int, piece.split(":")) for piece in spans.split(";") if piece]
    return frozenset(k for start, end in pairs for k in range(start, end))


def pair_up(first: list[Row], second: list[Row], overlap: Callable[[Row, Row], float]) -> Pairs:
    """Return pairs of rows, largest overlap first, each row used once."""
    scored = [(overlap(a, b), i, k) for i, a in enumerate(first) for k, b in enumerate(second)]
    pairs: Pairs = []
    used_first: set[int] = set()
    used_second: set[int] = set()
    for score, i, k in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score > 0 and i not in used_first and k not in used_second:
            pairs.append((first[i], second[k]))
            used_first.add(i)
            used_second.add(k)
    return pairs


def attribution_overlap(a: Row, b: Row) -> float:
    """Return the Jaccard index of the contents, or 0 when the two are not the same attribution."""
    contents = characters(a["content_spans"]), characters(b["content_spans"])
    jaccard = len(contents[0] & contents[1]) / len(contents[0] | contents[1])
    for role in ("cue_spans", "source_spans"):
        if (a[role] or b[role]) and not characters(a[role]) & characters(b[role]):
            return 0.0
    return jaccard if jaccard >= 0.5 else 0.0


def span_overlap(a: Row, b: Row) -> int:
    """Return how many characters two spans with the same label share."""
    same = a["label"] == b["label"]
    return max(0, min(int(a["end"]), int(b["end"])) - max(int(a["start"]), int(b["start"]))) if same else 0


def by_place(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each title and each text."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["article_id"], row["field"]), []).append(row)
    return groups


def all_pairs(first: list[Row], second: list[Row], overlap: Callable[[Row, Row], float]) -> Pairs:
    """Return the pairs of rows of two passes, place by place."""
    there = by_place(second)
    return [pair for place, rows in by_place(first).items() for pair in pair_up(rows, there.get(place, []), overlap)]


def cohen_kappa(pairs: list[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two codes for the same things."""
    n = len(pairs)
    agreed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[code] * right[code] for code in left) / n**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def agreement_lines(folder: Path) -> list[str]:
    """Return what CARD.md says about the two folders of passes, line by line: a table for each group of articles."""
    tables = ("attributions", "spans")
    first, second = (
        {name: read_rows(folder / which / f"{name}.csv") for name in tables} for which in ("first", "second")
    )
    labelled, again = ({row["article_id"] for row in one["attributions"]} for one in (first, second))
    lines: list[str] = []
    for name, group in (("first", labelled & FIRST_TWELVE), ("next", labelled - FIRST_TWELVE)):
        both = group & again
        lines += [f"The {name} {len(group)} articles, {len(both)} of them labelled twice{':' if both else '.'}", ""]
        if both:
            lines += [*group_lines(*(only(one, both) for one in (first, second))), ""]
    return lines[:-1]


def only(tables: dict[str, list[Row]], articles: set[str]) -> dict[str, list[Row]]:
    """Return the rows of some articles."""
    return {name: [row for row in rows if row["article_id"] in articles] for name, rows in tables.items()}


def group_lines(*passes: dict[str, list[Row]]) -> list[str]:
    """Return the table of one group of articles, line by line, from the tables of its two passes."""
    lines = ["| label | first pass | second pass | F1 exact | F1 overlapping |", "|---|---|---|---|---|"]
    roles = ("source_spans", "cue_spans", "content_spans")
    first, second = (p["attributions"] for p in passes)
    pairs = all_pairs(first, second, attribution_overlap)
    exact = sum(all(characters(a[r]) == characters(b[r]) for r in roles) for a, b in pairs)
    lines.append(line("attributions", len(first), len(second), exact, len(pairs)))
    for measure in ("loaded", "hedges", "boosters", "scare_quotes", "passives"):
        one, two = ([row for row in p["spans"] if row["measure"] == measure] for p in passes)
        matched = all_pairs(one, two, span_overlap)
        same = sum((a["start"], a["end"]) == (b["start"], b["end"]) for a, b in matched)
        lines.append(line(measure.replace("_", " "), len(one), len(two), same, len(matched)))
    lines.append("")
    for column in ("stance", "source_type"):
        codes = [(a[column], b[column]) for a, b in pairs]
        same = sum(a == b for a, b in codes)
        name = column.replace("_", " ")
        lines.append(f"- {name}: {same} of {len(codes)} the same, Cohen's kappa {cohen_kappa(codes):.2f}")
    return lines


def line(name: str, n_first: int, n_second: int, n_exact: int, n_overlapping: int) -> str:
    """Return one row of the table; F1 = 2 x common / (first + second), none where neither pass marked anything."""
    n = n_first + n_second
    exact, overlapping = (f"{2 * common / n:.2f}" if n else "none" for common in (n_exact, n_overlapping))
    return f"| {name} | {n_first} | {n_second} | {exact} | {overlapping} |"
