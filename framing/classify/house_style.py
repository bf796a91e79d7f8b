"""What tells the outlet and not the wording: its name, bylines, datelines, stock lines, its own typography."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Self

from sklearn.base import BaseEstimator, TransformerMixin

_NAME = r"[A-Z][\w.'’-]+"
_BYLINE = re.compile(  # a short line that is no sentence: "By Ann Lee, City Desk"
    rf"^[ \t]*(?:By|BY|Written by|Reporting by)[ \t]+{_NAME}(?:[ \t]+{_NAME}){{1,4}}"
    r"(?:(?:,| and|[ \t]*\|)[^\n]{0,60})?(?<![.?!])[ \t]*$",
    re.MULTILINE,
)
_DATELINE = re.compile(  # "WASHINGTON (Reuters) - The Senate ...", "NEW YORK, March 3 — The ..."
    rf"^[ \t]*[A-Z][A-Z.'’]{{2,}}(?:[ ,]+{_NAME}|[ ,]+\d+){{0,4}}[ \t]*(?:\([^)\n]{{2,30}}\)[ \t]*)?[-–—]+[ \t]*",
    re.MULTILINE,
)
_AGENCY = re.compile(r"\((?:Reuters|AP|AFP|UPI|CNN|Associated Press)\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<!\w)@\w+")
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "...", "\u00a0": " "})
_STOCK_TEXTS = 3  # texts in which a line must stand to be a stock line
_SHORTEST_NAME = 3


class RemoveHouseStyle(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Takes out of texts what gives the outlet away: a step to put before the words of a pipeline.

    outlets: names of outlets, which are removed with what a name is often cut to ("New York Times - News" also as
    "New York Times" and "NYT"). Also removed: bylines, datelines, addresses, and lines that stand in three or more of
    the training texts, unless nothing else would be left. Quotation marks and dashes are made the same. What an outlet
    writes about stays in.

    >>> RemoveHouseStyle(outlets=["Harbour Post"]).fit_transform(["By Ann Lee\\nThe mayor told the Harbour Post “no”."])
    ['The mayor told the "no".']
    """

    def __init__(self, *, outlets: Sequence[str] = ()) -> None:
        self.outlets = outlets

    def fit(self, X: Iterable[str], y: Any = None) -> Self:
        """Learn the stock lines of the training texts."""
        lines = Counter(line for text in X for line in {part.strip() for part in text.split("\n") if part.strip()})
        self.stock_lines_ = sorted(line for line, n in lines.items() if n >= _STOCK_TEXTS and len(line.split()) > 1)
        return self

    def transform(self, X: Iterable[str]) -> list[str]:
        """Return the texts without house style; an empty line where a line was taken out is taken out too."""
        stock = set(self.stock_lines_)
        names = _name_pattern(self.outlets)
        return [_cleaned(text, stock, names) for text in X]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.no_validation = True
        return tags


def outlet_names(outlets: Iterable[str]) -> list[str]:
    """Return the forms that an outlet's name takes in texts, longest first.

    >>> outlet_names(["The New York Times - News", "foxnews.com"])
    ['The New York Times - News', 'The New York Times', 'New York Times', 'foxnews.com', 'foxnews', 'NYT']
    """
    names: set[str] = set()
    for outlet in outlets:
        base = re.split(r"\s+[-–—|(]\s*", outlet)[0].strip()
        short = re.sub(r"^the\s+", "", base, flags=re.IGNORECASE)
        host = re.sub(r"^www\.|\.(?:com|org|net|co\.uk|news)$", "", base.lower()) if "." in base else ""
        words = re.findall(r"[A-Z]\w*", short)
        initials = "".join(word[0] for word in words) if len(words) > 2 else ""
        names |= {name for name in (outlet.strip(), base, short, host, initials) if len(name) >= _SHORTEST_NAME}
    return sorted(names, key=lambda name: (-len(name), name))


def _name_pattern(outlets: Iterable[str]) -> re.Pattern[str] | None:
    # initials and one-word names are matched as they are written: "Reason" is an outlet, "reason" a word
    names = outlet_names(outlets)
    parts = [re.escape(name) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?:['’]s)?(?!\w) ?") if parts else None


def _cleaned(text: str, stock: set[str], names: re.Pattern[str] | None) -> str:
    kept = [line for line in text.split("\n") if line.strip() not in stock] or [text]
    cleaned = _BYLINE.sub("", "\n".join(kept))
    cleaned = _DATELINE.sub("", cleaned)
    for pattern in (_AGENCY, _ADDRESS, names):
        cleaned = pattern.sub("", cleaned) if pattern is not None else cleaned
    cleaned = cleaned.translate(_TYPOGRAPHY)
    return "\n".join(line for line in cleaned.split("\n") if line.strip())
