"""Reading the marked sentences of attribution.txt, and marking a sentence with what an engine found.

Load it from a test with importlib (see tests/attribution/test_rules.py); it is no package.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROLES = {"S": "source", "C": "cue", "X": "content"}
LETTERS = {role: letter for letter, role in ROLES.items()}
_OPENING = re.compile(r"\{([SCX])(\d(?:\+\d)*)? ")
PARAGRAPH = " ¶ "


@dataclass(frozen=True)
class Case:
    """One line: the plain text and its attributions, each {role: ((start, end), ...)}; `open` is a known failure."""

    line: int
    marked: str
    text: str
    attributions: tuple
    open: bool


def read_cases(path):
    """Return the cases of a file; raise ValueError with the line where a brace is wrong."""
    cases = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        is_open, line = line.startswith("? "), line.removeprefix("? ")
        try:
            text, attributions = parse(line)
        except ValueError as error:
            raise ValueError(f"{Path(path).name} line {number}: {error}") from None
        cases.append(Case(number, line, text, attributions, is_open))
    return cases


def parse(marked):
    """Return the plain text and the attributions of a marked line.

    >>> parse("{S He} {C said} {X no}.")
    ('He said no.', ({'source': ((0, 2),), 'cue': ((3, 7),), 'content': ((8, 10),)},))
    """
    marked = marked.replace(PARAGRAPH, "\n\n")
    text, stack, found, place = [], [], {}, 0
    length = 0
    while place < len(marked):
        opening = _OPENING.match(marked, place)
        if opening:
            stack.append((opening[1], opening[2] or "1", length))
            place = opening.end()
        elif marked[place] == "{":
            raise ValueError(
                f"a brace must open as {{S, {{C or {{X (with a number) and a space: {marked[place : place + 12]!r}"
            )
        elif marked[place] == "}":
            if not stack:
                raise ValueError("a closing brace without an opening one")
            letter, numbers, start = stack.pop()
            for number in numbers.split("+"):
                found.setdefault(int(number), {}).setdefault(ROLES[letter], []).append((start, length))
            place += 1
        else:
            text.append(marked[place])
            place, length = place + 1, length + 1
    if stack:
        raise ValueError("a brace is never closed")
    for number, parts in found.items():
        if "content" not in parts:
            raise ValueError(f"attribution {number} has no content")
    empty = {"source": (), "cue": (), "content": ()}
    ordered = [{**empty, **{role: tuple(sorted(parts)) for role, parts in found[n].items()}} for n in sorted(found)]
    return "".join(text), tuple(ordered)


def mark(text, attributions):
    """Return the text with the attributions marked as in the file; the inverse of parse."""
    edges = []
    for number, attribution in enumerate(attributions, start=1):
        suffix = str(number) if len(attributions) > 1 else ""
        for role in LETTERS:
            for start, end in attribution[role]:
                edges.append((start, 1, -end, f"{{{LETTERS[role]}{suffix} "))
                edges.append((end, 0, -start, "}"))
    pieces, place = [], 0
    for at, _, _, brace in sorted(edges):
        pieces += [text[place:at], brace]
        place = at
    return "".join([*pieces, text[place:]]).replace("\n\n", PARAGRAPH)


def found_in(batch, attributions, text=0):
    """Return the attributions that an engine found in one text of a batch, in the shape of a case's."""
    where = attributions.text(batch)
    result = []
    for number in np.flatnonzero(where == text):
        parts = {}
        for role in LETTERS:
            pieces = getattr(attributions, role)
            rows = pieces.owner == number
            spans = batch.spans(pieces.first[rows], pieces.last[rows])
            parts[role] = tuple(zip(spans.start.tolist(), spans.end.tolist(), strict=True))
        result.append(parts)
    return tuple(result)


def words_of(text, spans):
    """Return where the words of the spans begin; marks do not count, except in a span that is only a mark."""
    places = set()
    for start, end in spans:
        words = [start + match.start() for match in re.finditer(r"\w+(?:['’]\w+)*", text[start:end])]
        places.update(words or [start])
    return frozenset(places)


def same(text, expected, found):
    """Return whether the same attributions were found: equal words of source, cue and content, none missing, none more."""

    def keys(attributions):
        return sorted([tuple(sorted(words_of(text, a[role]))) for role in LETTERS] for a in attributions)

    return keys(expected) == keys(found)


def nearly_same(text, expected, found):
    """Return whether each expected attribution was found, loosely: sources and cues overlap, half the content's words.

    For engines that set the edges of a cue a little differently. What was found beside is not held against them.
    """

    def agree(a, b):
        words = [(words_of(text, a[role]), words_of(text, b[role])) for role in LETTERS]
        (source, source_b), (cue, cue_b), (content, content_b) = words
        overlap = all(bool(x & y) or not (x or y) for x, y in ((source, source_b), (cue, cue_b)))
        return overlap and 2 * len(content & content_b) >= len(content | content_b)

    return all(any(agree(a, b) for b in found) for a in expected) and bool(found) == bool(expected)
