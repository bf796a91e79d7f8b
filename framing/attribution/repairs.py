"""Corrections after an engine: what stands in the words themselves and neither engine reads right every time.

A source's wish not to be named is no statement; whoever is asked does not ask, and whoever is accused or warned does
not accuse or warn; a request for comment that nobody
answered has no content; "first published by the Herald" does not make the Herald reject it; "according to" at the end
of a sentence is about all of it; and a quotation that ends in a comma before a verb is that verb's subject's.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framing.attribution.attributions import Attributions, Parts, Range
from framing.attribution.cues import FIXED, INVERT, PAST, QUOTE, load_cues
from framing.text import WORD, Batch, hash_words

_CONDITION = re.compile(r"\b(?:ask|declin|refus|request|insist|prefer|wish|want|agree|demand)\w*$")
_UNNAMED = re.compile(
    r"(?:not )?(?:to )?(?:(?:be|being) (?:named|identified|quoted)|remain anonymous|anonymity|(?:he|she|they) not be "
    r"(?:named|identified|quoted))(?: by name)?",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(r"\b(?:respond|return|repl|answer)\w*(?: to)?$")
_REQUEST = re.compile(r"(?:to )?(?:\w+ ){0,4}(?:requests?|calls?|messages?|e-?mails?|inquir\w+)\b.*", re.IGNORECASE)
_PRINTED = frozenset(
    ("published", "reported", "obtained", "revealed", "seen", "viewed", "reviewed", "cited", "broadcast", "leaked",
     "posted", "printed", "disclosed", "unearthed", "quoted")
)  # fmt: skip
_BE = frozenset(("was", "were", "is", "are", "been", "being", "be"))
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|are|being|be) (?:\w+ly )?(?:accused|blamed|charged|criticised|criticized|condemned|"
    r"denounced|told|urged|warned|ordered|praised|reminded|mocked|advised|attacked|sued|questioned|pressed|grilled)\b"
)
_NO_SUBJECT = frozenset(
    ("to", "at", "in", "on", "by", "for", "from", "with", "and", "but", "as", "that", "into", "over", "about", "of")
)
_CONFIDENCE = 0.6


class Row(NamedTuple):
    """One attribution with its pieces as token ranges."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float

    @property
    def pieces(self) -> tuple[Range, ...]:
        """All of its token ranges."""
        return (*self.source, *self.cue, *self.content)


class Reader:
    """The words of a batch in small letters, looked up one by one."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._start, self._end = batch.tokens.start, batch.tokens.end

    def word(self, token: int) -> str:
        """Return a token in small letters, "" before the first and after the last."""
        inside = 0 <= token < len(self._start)
        return self.batch.joined[int(self._start[token]) : int(self._end[token])].lower() if inside else ""

    def text(self, first: int, last: int) -> str:
        """Return the words of a token range with single blanks."""
        if first >= last:
            return ""
        return " ".join(self.batch.joined[int(self._start[first]) : int(self._end[last - 1])].split())

    def sentence(self, token: int) -> Range:
        """Return the token range of the sentence that a token stands in."""
        numbers = self.batch.sentence
        first, last = np.searchsorted(numbers, [numbers[token], numbers[token] + 1])
        return int(first), int(last)

    def is_mark(self, token: int) -> bool:
        """Return whether a token is no word (or lies outside the batch)."""
        return not (0 <= token < len(self._start)) or not self.batch.is_word[token]

    @cached_property
    def speech_verbs(self) -> frozenset[int]:
        """The tokens at which a verb in the past stands that may introduce a quotation."""
        cues = load_cues()
        matches = cues.find(self.batch)
        fits = (cues.forms[matches.entry] & PAST != 0) & (cues.patterns[matches.entry] & (QUOTE | INVERT) != 0)
        fits &= cues.forms[matches.entry] & FIXED == 0
        return frozenset(matches.first[fits & (matches.last - matches.first == 1)].tolist())


def repair(batch: Batch, found: Attributions) -> Attributions:
    """Return the attributions with the corrections of this file; the same value where there is nothing to correct.

    >>> from framing.attribution.rules import find_by_rules
    >>> batch = Batch(["The ministry did not respond to a request for comment."])
    >>> repair(batch, find_by_rules(batch)).n
    0
    """
    if not len(batch.tokens):
        return found
    read = Reader(batch)
    rows = _rows(found)
    repaired = [new for row in rows for new in _repaired(read, row)]
    repaired = _with_outer_sources(read, repaired)
    repaired += _inverted(read, repaired)
    if repaired == rows:
        return found
    return Attributions.build([(row.source, row.cue, row.content, row.confidence) for row in repaired])


def _rows(found: Attributions) -> list[Row]:
    def pieces(parts: Parts) -> list[tuple[Range, ...]]:
        ranges = list(zip(parts.first.tolist(), parts.last.tolist(), strict=True))
        edges = parts.bounds(found.n).tolist()
        return [tuple(ranges[a:b]) for a, b in pairwise(edges)]

    columns = (pieces(found.source), pieces(found.cue), pieces(found.content), found.confidence.tolist())
    return [Row(*row) for row in zip(*columns, strict=True)]


def _repaired(read: Reader, row: Row) -> list[Row]:
    """Return what an attribution becomes: itself, a corrected one, or nothing."""
    if not row.cue or not row.content:
        return [row]
    cue = read.text(*row.cue[-1]).lower()
    if _CONDITION.search(cue):
        unnamed = _UNNAMED.match(read.text(*row.content[0]))
        if unnamed is not None:
            return _after_condition(read, row, unnamed.group())
    if _NO_ANSWER.search(cue):
        content = read.text(*row.content[0])
        if _REQUEST.fullmatch(content) and ("comment" in content or "interview" in content):
            return []
    if cue.startswith("asked") or cue.endswith(" asked") or " asked " in cue:
        return [_without_asker(read, row, cue.split())]
    if row.source and _PASSIVE.search(cue) and row.source[0][1] <= row.cue[0][0]:
        return [_by_agent(read, row)]
    if row.source and _is_printed(read, row):
        return _not_the_printer(read, row, cue.split())
    return [row]


def _after_condition(read: Reader, row: Row, unnamed: str) -> list[Row]:
    """Return the statement that goes on after "who declined to be named": nothing, or the verb and what follows."""
    first, last = row.content[0]
    after = first + len(unnamed.split())
    source = row.source[0][0] if row.source else row.cue[0][0]
    while not read.is_mark(source - 1) and read.batch.sentence[source - 1] == read.batch.sentence[source]:
        source -= 1
    if after < last and after in read.speech_verbs and after + 1 < last:
        content = ((after + 1, last), *row.content[1:])
        return [row._replace(source=((source, after),), cue=((after, after + 1),), content=content)]
    if read.word(source) == "according" and read.word(source + 1) == "to" and len(row.content) > 1:
        return [row._replace(source=((source + 2, after),), cue=((source, source + 2),), content=row.content[1:])]
    return []


def _without_asker(read: Reader, row: Row, cue: list[str]) -> Row:
    """Return "asked whether ..., he said" without "he" as the one who asked; who asks stands after "by"."""
    begin = row.cue[0][0]
    opens = cue[0] == "asked" and (
        read.batch.starts_sentence[begin] or read.word(begin - 1) in ("when", "if", "once", "being", "after")
    )
    passive = opens or bool(_BE & set(cue[: cue.index("asked")] if "asked" in cue else []))
    if not passive or not row.source or read.word(row.source[0][0] - 1) == "by":
        return row
    return row._replace(source=())


def _by_agent(read: Reader, row: Row) -> Row:
    """Return "Stone was accused of fraud by the council" with the council as the source, or nobody."""
    first, last = row.content[-1]
    by = next((token for token in range(last - 1, first, -1) if read.word(token) == "by"), 0)
    agent = range(by + 1, last)
    if not by or any(read.is_mark(token) or read.word(token) in _NO_SUBJECT for token in agent) or len(agent) > 6:
        return row._replace(source=())
    return row._replace(source=((by + 1, last),), content=(*row.content[:-1], (first, by)))


def _is_printed(read: Reader, row: Row) -> bool:
    first, last = row.source[0]
    by = read.word(first - 1) == "by" and read.word(first - 2) in _PRINTED
    return by and row.cue[0][0] >= last and row.cue[0][0] - last <= 1 and "," in (read.word(last - 1), read.word(last))


def _not_the_printer(read: Reader, row: Row, cue: list[str]) -> list[Row]:
    """Return "the documents, obtained by the Herald, show ..." with the documents as the source."""
    if _BE & set(cue[:-1]):  # "have been rejected": by whom is not said
        return []
    first, comma = read.sentence(row.cue[0][0])[0], row.source[0][0] - 2
    while comma > first and read.word(comma) != ",":
        comma -= 1
    return [row._replace(source=((first, comma),))] if comma > first else [row]


def _with_outer_sources(read: Reader, rows: list[Row]) -> list[Row]:
    """Return the rows with "Officials warned that ..., according to the BBC" given to the BBC: contents are flat."""
    folded = read.batch.tokens.folded
    according, to = hash_words(["according", "to"])
    places = np.flatnonzero((folded[:-1] == according) & (folded[1:] == to)).tolist()
    taken = {token for row in rows for first, last in row.cue for token in range(first, last)} if places else set()
    for at in places:
        if at in taken or read.word(at - 1) != "," or read.batch.quoted[at]:
            continue
        begin, end = read.sentence(at)
        while end > at + 2 and read.is_mark(end - 1):
            end -= 1
        inner = [
            row for row in rows
            if row.source and row.content and row.content[-1][1] in (at, at - 1) and row.cue[0][0] >= begin
            and row.content[0][0] >= begin and not read.batch.quoted[row.content[-1][0]]
        ]  # fmt: skip
        if len(inner) != 1 or end <= at + 2:
            continue
        start = min(first for first, _ in inner[0].pieces)
        outer = Row(((at + 2, end),), ((at, at + 2),), ((start, at - 1),), inner[0].confidence)
        rows = [outer if row is inner[0] else row for row in rows]
    return rows


def _inverted(read: Reader, rows: list[Row]) -> list[Row]:
    """Return attributions for '"…," fumed lorry driver Tom Hall': a comma, the closing mark, a verb, a subject."""
    batch = read.batch
    spoken = bytearray(len(batch.tokens))  # 1 for the tokens of an attribution
    for row in rows:
        for first, last in row.pieces:
            spoken[first:last] = b"\1" * (last - first)
    result = []
    for first, last in zip(batch.quotes.first.tolist(), batch.quotes.last.tolist(), strict=True):
        verb = last
        if last - first < 4 or read.word(last - 2) not in (",", "?", "!") or verb >= len(batch.tokens):
            continue
        if 1 in spoken[first : verb + 1]:
            continue
        if batch.capitalised[verb] or not (verb in read.speech_verbs or read.word(verb).endswith("ed")):
            continue
        end = verb + 1
        stop = read.sentence(verb)[1]
        while end < stop and not read.is_mark(end) and read.word(end) not in _NO_SUBJECT:
            end += 1
        named = any(batch.capitalised[token] for token in range(verb + 1, end))
        if end > verb + 1 and named and batch.tokens.kind[verb + 1] == WORD:
            result.append(Row(((verb + 1, end),), ((verb, verb + 1),), ((first, last),), _CONFIDENCE))
    return result
