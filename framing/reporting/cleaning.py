"""Text from articles made fit to print: it may hold control characters, broken pairs and endless words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

_KEPT = {"\n", "\t"}
_LONG = re.compile(r"\S{40,}")


def clean_text(text: str) -> str:
    """Return text without control characters and halves of surrogate pairs, which no page or PDF may hold.

    >>> clean_text("a\\x00b\\ud800c\\u202e")
    'a�b�c'
    """
    if text.isascii() and text.isprintable():
        return text
    made = []
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cs") and character not in _KEPT:
            made.append("\ufffd")
        # Marks that turn the reading direction would go on turning it in the rest of the page.
        elif character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            made.append(character)
    return "".join(made)


def map_texts(data: Any, change: Callable[[str], str]) -> Any:
    """Return plain data with every text in it changed, keys excepted."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: map_texts(value, change) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [map_texts(value, change) for value in data]
    return data


def tie_numbers(data: Any) -> None:
    """Tie "41 %" together in the sentences of a summary that we wrote; the text of articles stays as it is."""
    for finding in data["findings"]:
        finding["text"] = finding["text"].replace(" %", "\u00a0%")
    for kind in data["evidence"]:
        kind["note"] = kind["note"].replace(" %", "\u00a0%")


def breakable(text: str) -> str:
    """Return text in which a word of 40 letters or more may be broken every 20 letters."""
    return _LONG.sub(lambda found: "\u200b".join(_pieces(found[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + 20] for at in range(0, len(word), 20)]
