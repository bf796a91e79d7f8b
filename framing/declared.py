"""What was declared before a run, how much was then tried, and how each measure goes with the length of a text.

A guard against dictionary shopping: whoever tries many lists finds one that tells two outlets apart. So the measures
of a run are written down, with the hashes of their lists, before an article is read; a report says how many
comparisons stand behind each q; and each measure shows its correlation with length, because a rate that only follows
the length of articles differs between outlets that write longer ones.
Source: Simmons, Nelson and Simonsohn (2011), False-positive psychology, on undisclosed flexibility.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import isfinite, log, sqrt
from typing import Any

_FEWEST = 10  # articles below which a correlation is not shown
_DIGITS = 3
MODES = {"unmatched": "over all articles", "same_event": "within events"}


def declare(names: Sequence[str], own_lexicons: Mapping[str, str]) -> dict[str, Any]:
    """Return the declaration of a run: its measures by name and one hash of these names and the user's lists.

    >>> declare(["hedges_per_1000_words"], {"mine.csv": "ab12"})["n_measures"]
    1
    """
    lines = [*names, *(f"{name} {digest}" for name, digest in sorted(own_lexicons.items()))]
    return {
        "measures": list(names),
        "n_measures": len(names),
        "n_own_lexicons": len(own_lexicons),
        "sha256": sha256("\n".join(lines).encode()).hexdigest(),
    }


@dataclass
class LengthEffects:
    """Sums from which the correlation of each measure with the logarithm of the number of words is had at the end."""

    sums: dict[str, list[float]] = field(default_factory=dict)

    def add(self, features: Mapping[str, Sequence[Any]], names: Iterable[str]) -> None:
        """Take in a batch: the columns of its feature table; articles without words or value are left out."""
        words = features["n_words"]
        for name in names:
            sums = self.sums.setdefault(name, [0.0] * 6)
            for n_words, value in zip(words, features[name], strict=True):
                if n_words > 0 and isfinite(value):
                    x = log(n_words)
                    for place, term in enumerate((1.0, x, value, x * x, value * value, x * value)):
                        sums[place] += term

    def table(self) -> dict[str, dict[str, float | int | None]]:
        """Return per measure the correlation, None where it cannot be told, and over how many articles.

        >>> effects = LengthEffects()
        >>> effects.add({"n_words": [100, 200, 400] * 4, "rate": [3.0, 2.0, 1.0] * 4}, ["rate"])
        >>> effects.table()
        {'rate': {'correlation': -1.0, 'n_articles': 12}}
        """
        return {
            name: {"correlation": _correlation(sums), "n_articles": int(sums[0])} for name, sums in self.sums.items()
        }


def _correlation(sums: Sequence[float]) -> float | None:
    n, x, y, xx, yy, xy = sums
    if n < _FEWEST:
        return None
    spread = (xx - x * x / n) * (yy - y * y / n)
    return round((xy - x * y / n) / sqrt(spread), _DIGITS) if spread > 1e-9 else None


def length_line(manifest: Mapping[str, Any], name: str) -> str:
    """Return how a measure goes with length in this run as a clause, "" where the run does not tell.

    >>> length_line({"length_effects": {"a": {"correlation": -0.21, "n_articles": 80}}}, "a")
    'Correlation with length: −0.21 (80 articles)'
    """
    effect = (manifest.get("length_effects") or {}).get(name)
    if not effect or effect.get("correlation") is None:
        return ""
    value = f"{effect['correlation']:.2f}".replace("-", "−")
    return f"Correlation with length: {value} ({effect['n_articles']:,} articles)"


def tried_line(manifest: Mapping[str, Any], modes: Sequence[str], n_tests: Sequence[float]) -> str:
    """Return how many measures were declared and how many comparisons each q counts, as one or two sentences.

    modes and n_tests: these columns of differences.csv, one entry per row.

    >>> tried_line({}, ["unmatched", "unmatched"], [4, 4])
    'The q of a difference counts 4 comparisons over all articles.'
    """
    declared = manifest.get("declared") or {}
    n, own = declared.get("n_measures", 0), declared.get("n_own_lexicons", 0)
    said = []
    if n:
        lists = f", {own} of them from {'a word list' if own == 1 else 'word lists'} of the user" if own else ""
        said.append(f"{n} measures were declared before the articles were read{lists}.")
    families = sorted({(mode, int(count)) for mode, count in zip(modes, n_tests, strict=True) if count > 0})
    parts = [f"{count:,} comparisons {where}" for mode, where in MODES.items() for m, count in families if m == mode]
    if parts:
        said.append(f"The q of a difference counts {', '.join(parts)}.")
    return " ".join(said)
