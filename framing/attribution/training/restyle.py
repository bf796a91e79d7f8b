"""The same text in other quotation styles, so that the model does not depend on one.

Every change keeps the length, so that annotated offsets stay right: American double marks become British single
ones, curly or straight, and some or all marks are lost.
"""

from __future__ import annotations

import re

import numpy as np

_DOUBLE = re.compile('[“”"]')
_INNER = re.compile(r"‘([^‘’\n]{1,200})’(?!\w)")


def restyle(text: str, rng: np.random.Generator) -> str:
    """Return the text with its quotation marks in a randomly drawn other style; the length stays."""
    style = ("curly single", "straight single", "straight", "curly", "some lost", "all lost")[int(rng.integers(6))]
    if style == "some lost":
        keep = rng.random(len(text)) >= 0.15
        return "".join(" " if mark in '“”"' and not kept else mark for mark, kept in zip(text, keep, strict=True))
    if style == "all lost":
        return _DOUBLE.sub(" ", text.replace("''", "  "))
    if style == "straight":
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    if style == "curly":
        return _pair_up(text.replace("''", '" '), "“", "”").replace("'", "’")
    opening, closing = ("‘", "’") if style == "curly single" else ("'", "'")
    if "“" in text:
        text = _INNER.sub(r"“\1”", text)
        outer = {"“": opening, "”": closing}
        return _inner_kept(text, outer)
    text = re.sub(r"''(?=\w)", " " + opening, text).replace("''", closing + " ")
    return _pair_up(text, opening, closing)


def _inner_kept(text: str, outer: dict[str, str]) -> str:
    """Replace curly double marks, but not those of a quotation within a quotation."""
    result, depth = [], 0
    for character in text:
        if character == "\n":
            depth = 0
        elif character == "“":
            depth += 1
            character = outer["“"] if depth == 1 else character
        elif character == "”":
            character = outer["”"] if depth <= 1 else character
            depth = max(0, depth - 1)
        result.append(character)
    return "".join(result)


def _pair_up(text: str, opening: str, closing: str) -> str:
    """Replace straight double marks by pairs, anew in each paragraph."""
    result, is_open = [], False
    for character in text:
        if character == "\n":
            is_open = False
        elif character == '"':
            is_open = not is_open
            character = opening if is_open else closing
        result.append(character)
    return "".join(result)
