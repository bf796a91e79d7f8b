"""How well found attributions agree with annotated ones, on words.

Partial: the cues overlap, the contents share at least half of their words (Jaccard index), and the sources
overlap or are missing in both; each attribution counts once, the best overlaps first. Exact: the same words in the
contents. Words are runs of letters and digits, so that no tokeniser has a say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

Spans = Sequence[tuple[int, int]]
Row = Sequence[Spans]  # source, cue, content, each as (start, end) in the text

KINDS = ("all", "reporting", "other", "direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")
# The verbs whose attributions two coders nearly always both mark, with "according".
_VERBS = {
    "tell": "told tell tells telling", "say": "said say says saying", "add": "added adds adding", "ask": "asked asks",
    "write": "wrote writes write writing", "note": "noted notes", "report": "reported reports", "explain": "explained",
    "argue": "argued argues", "state": "stated states", "claim": "claimed claims", "warn": "warned warns",
    "reply": "replied", "respond": "responded responds", "insist": "insisted insists", "acknowledge": "acknowledged",
    "others": "announced tweeted concluded continued declared testified quipped recalled according",
}  # fmt: skip
REPORTING = frozenset(" ".join(_VERBS.values()).split())
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARK = re.compile("``|''|[\"“”«»\n]")


@dataclass(frozen=True)
class Words:
    """The words of a text: starts, ends, lower-case forms, and which stand between double marks."""

    starts: np.ndarray
    ends: np.ndarray
    lower: list[str]
    quoted: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Words:
        """Return the words of a text."""
        found = list(_WORD.finditer(text))
        starts, ends = np.array([m.start() for m in found]), np.array([m.end() for m in found])
        edges, opened = [], None
        for mark in _MARK.finditer(text):
            sign = mark.group()
            closes = sign in ("\n", "”", "»", "''") or (sign == '"' and opened is not None)
            if opened is not None:
                edges.append((opened, mark.start()))
            opened = None if closes else mark.start()
        if opened is not None:
            edges.append((opened, len(text) + 1))
        quoted = {
            word for start, end in edges
            for word in range(np.searchsorted(starts, start, "right"), np.searchsorted(starts, end, "left"))
        }  # fmt: skip
        return cls(starts, ends, [m.group().lower() for m in found], frozenset(quoted))

    def inside(self, spans: Spans) -> frozenset[int]:
        """Return the words that the spans touch."""
        return frozenset(
            word for start, end in spans
            for word in range(np.searchsorted(self.ends, start, "right"), np.searchsorted(self.starts, end, "left"))
        )  # fmt: skip

    def kinds(self, row: tuple[frozenset[int], ...]) -> tuple[str, str, str]:
        """Return "all", the form of an attribution, and whether its cue is a reporting one."""
        n_quoted = len(row[2] & self.quoted)
        form = "indirect" if not n_quoted else "direct" if n_quoted == len(row[2]) else "mixed"
        return "all", form, "reporting" if any(self.lower[word] in REPORTING for word in row[1]) else "other"


def match(gold: Sequence[tuple[frozenset[int], ...]], found: Sequence[tuple[frozenset[int], ...]]) -> dict[int, int]:
    """Return which found attribution (value) agrees with which annotated one (key)."""

    def meet(one: frozenset[int], other: frozenset[int]) -> bool:
        return bool(one & other) or not (one or other)

    pairs = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            shared = len(wanted[2] & got[2])
            if shared and 2 * shared >= len(wanted[2] | got[2]) and meet(wanted[1], got[1]) and meet(wanted[0], got[0]):
                pairs.append((shared / len(wanted[2] | got[2]), len(wanted[1] & got[1]), i, j))
    matched: dict[int, int] = {}
    for _, _, i, j in sorted(pairs, reverse=True):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


@dataclass
class Tally:
    """Counts over texts, from which precision, recall and F1 come."""

    tokens: dict[str, np.ndarray] = field(default_factory=lambda: {role: np.zeros(3) for role in ROLES})
    counts: dict[tuple[str, str], np.ndarray] = field(
        default_factory=lambda: {(how, kind): np.zeros(4) for how in ("partial", "exact") for kind in KINDS}
    )

    def add(self, text: str, gold: Iterable[Row], found: Iterable[Row]) -> list[bool]:
        """Count one text; return for each found attribution whether it agrees with an annotated one."""
        words = Words.of(text)
        wanted = [tuple(words.inside(spans) for spans in row) for row in gold]
        got = [tuple(words.inside(spans) for spans in row) for row in found]
        for role, name in enumerate(ROLES):
            a, b = (frozenset().union(*(row[role] for row in rows)) for rows in (wanted, got))
            self.tokens[name] += (len(a & b), len(b), len(a))
        matched = match(wanted, got)
        for how in ("partial", "exact"):
            hits = {i: j for i, j in matched.items() if how == "partial" or wanted[i][2] == got[j][2]}
            for i, row in enumerate(wanted):
                for kind in words.kinds(row):
                    self.counts[how, kind] += (i in hits, 0, 1, 0)
            taken = set(hits.values())
            for j, row in enumerate(got):
                for kind in words.kinds(row):
                    self.counts[how, kind] += (0, 1, 0, j in taken)
        agreed = set(matched.values())
        return [j in agreed for j in range(len(got))]

    def scores(self) -> dict[str, float]:
        """Return F1 by name: "partial all", "exact direct", "words source" and so on."""
        result = {}
        for (how, kind), (hit_gold, n_found, n_gold, hit_found) in self.counts.items():
            result[f"{how} {kind}"] = _f1(hit_found, n_found, hit_gold, n_gold)
        for role, (shared, n_found, n_gold) in self.tokens.items():
            result[f"words {role}"] = _f1(shared, n_found, shared, n_gold)
        return result


def _f1(hit_found: float, n_found: float, hit_gold: float, n_gold: float) -> float:
    precision, recall = hit_found / n_found if n_found else 0.0, hit_gold / n_gold if n_gold else 0.0
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def calibration_error(confidence: Sequence[float], correct: Sequence[bool], n_bins: int = 10) -> float:
    """Return the expected calibration error: how far confidence and share correct lie apart, in bins of equal width."""
    chance, right = np.asarray(confidence, dtype=float), np.asarray(correct, dtype=float)
    if not chance.size:
        return float("nan")
    bins = np.minimum((chance * n_bins).astype(int), n_bins - 1)
    n = np.bincount(bins, minlength=n_bins)
    gap = np.abs(np.bincount(bins, chance, minlength=n_bins) - np.bincount(bins, right, minlength=n_bins))
    return float(gap[n > 0].sum() / chance.size)
