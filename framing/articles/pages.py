"""The text of a page copied from the web, split into the articles that stand on it.

A page is split only where it shows at least two heads of articles of the same make: a headline with a line that says
when or by whom it was published, a headline printed twice, or a labelled source. Everything else is one article and
stays as it is: a split that is missed can be seen, a plain article cut in two spoils every number made of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from framing.articles.page_heads import Head, find_heads
from framing.articles.page_lines import END, FURNITURE, META, PROSE, RELATED, RULE, Line, is_name, read_lines

_FEWEST_WORDS = 15  # a body shorter than this is a teaser or a caption


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a page; its text consists of the stretches `spans` of the page.

    `sorts` says what its head showed: "time" ("3 hours ago"), "twice" (its headline), "date", "label", "byline", ...
    """

    title: str
    outlet: str
    author: str
    published_raw: str
    spans: tuple[tuple[int, int], ...]
    text: str
    sorts: frozenset[str]


def split_page(text: str) -> list[Piece]:
    """Return the articles of a page, in order, without the page's furniture; [] when it is no such page.

    >>> page = '''Ferry late again
    ... Harbour Post • 3 hours ago
    ... The ferry to the islands was late on Monday for the third time this month, the harbour master said.
    ... Comments (2)
    ... Mayor opens bridge
    ... Hill Courier • 5 hours ago
    ... The mayor opened the bridge on Tuesday before a crowd of some hundred people, most of them from town.'''
    >>> [(piece.outlet, piece.title) for piece in split_page(page)]
    [('Harbour Post', 'Ferry late again'), ('Hill Courier', 'Mayor opens bridge')]
    """
    lines = read_lines(text)
    pieces: list[tuple[Head, tuple[tuple[int, int], ...]]] = []
    heads = find_heads(lines, _gaps(lines))
    repeated = _often_repeated(lines)
    for number, head in enumerate(heads):
        stop = heads[number + 1].first if number + 1 < len(heads) else len(lines)
        body = _body(lines, head.body, stop, repeated)
        if sum(lines[place].n_words for place in body) >= _FEWEST_WORDS:
            pieces.append((head, _spans(lines, body)))
    shared = Counter(sort for head, _ in pieces for sort in head.sorts)
    if len(pieces) < 2 or max(shared.values()) < 2:
        return []
    titles = _titles([head.title for head, _ in pieces])
    return [
        Piece(
            title=title,
            outlet=head.outlet or outlet,
            author=head.author,
            published_raw=head.published_raw,
            spans=spans,
            text="\n".join(text[start:end] for start, end in spans),
            sorts=head.sorts,
        )
        for (head, spans), (title, outlet) in zip(pieces, titles, strict=True)
    ]


def _titles(titles: list[str]) -> list[tuple[str, str]]:
    """Return each headline, without its number where all are numbered, and the outlet where all end with one."""
    if all(re.match(r"\d{1,2}[.)] ", title) for title in titles):
        titles = [title.partition(" ")[2] for title in titles]
    parts = [re.match(r"(\S.{10,}) [-–—|] (\S.*)", title) for title in titles]  # "Ferry late again - Harbour Post"
    named = [(part[1], part[2]) for part in parts if part and is_name(part[2], 5)]
    return named if len(named) == len(titles) else [(title, "") for title in titles]


def _gaps(lines: list[Line]) -> list[tuple[int, int]]:
    """Return the ranges of lines above each stretch of prose: a gap may hold the head of an article."""
    repeated = Counter(line.key for line in lines)
    gaps, first = [], 0
    for number, line in enumerate(lines):
        if line.kind == PROSE and not (repeated[line.key] > 1 and line.n_words <= 25):
            gaps.append((first, number))
            first = number + 1
    return gaps


def _often_repeated(lines: list[Line]) -> frozenset[str]:
    """Return the short lines that stand on the page three times or more: its furniture, whatever they say."""
    counts = Counter(line.key for line in lines if line.n_words <= 8)
    return frozenset(key for key, count in counts.items() if count >= 3)


def _body(lines: list[Line], first: int, stop: int, repeated: frozenset[str]) -> list[int]:
    """Return which lines between two heads are the article's text: from its first line to its last prose."""
    body: list[int] = []
    waiting: list[int] = []  # a subheading belongs to the text only where prose follows
    in_box = False
    for number in range(first, stop):
        line = lines[number]
        if line.kind == END:
            break
        if line.kind == RELATED:
            in_box = True
            waiting.clear()
        elif line.kind == PROSE:
            # a box of teasers has headlines between its sentences; two paragraphs running are the article again
            follows = number + 1 < stop and lines[number + 1].kind == PROSE
            if in_box and not (follows and line.n_words >= 15):
                continue
            in_box = False
            body += [*waiting, number]
            waiting.clear()
        elif in_box or line.kind == FURNITURE or line.key in repeated or (line.kind == META and len(body) < 2):
            continue
        elif line.kind != RULE or body:
            waiting.append(number)
    return body


def _spans(lines: list[Line], body: list[int]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the page that the lines of a body make up, as long as nothing lies between."""
    spans: list[tuple[int, int]] = []
    for place, number in enumerate(body):
        line = lines[number]
        if place and body[place - 1] == number - 1:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple(spans)
