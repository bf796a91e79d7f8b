"""Attribution by rules: reporting verbs, quotation marks and word order, without a model.

Each shape of news attribution is looked for around its cue: "Smith said that …", "…, Smith said", "“…,” said
Smith, a lawyer", "According to Smith, …", "Smith: …", and the quotation that follows one of these without a cue of
its own. Candidates are found for a whole batch at once; only around a candidate does Python look, at the classes
of the words (word_classes.py), outwards from the cue.
"""

from __future__ import annotations

import numpy as np

from framing.attribution.attributions import Attributions
from framing.attribution.cues import ING, NOMINAL, NOMINAL_TO, PREPOSITIONAL, load_cues
from framing.attribution.rule_colons import find_mark_cues
from framing.attribution.rule_contents import unit_end
from framing.attribution.rule_found import Found, Site
from framing.attribution.rule_verbs import read_cue
from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import CLOSE, COLON, DETERMINER, OPEN, PERIOD, POSSESSIVE, PREPOSITION
from framing.text import Batch

# The share of each shape that human coders have too (partial match, PolNeAR train): on the last 190 articles, which
# were not looked at for the rules; for the three rare shapes, colon, passive and noun, on all 840.
CONFIDENCE = {
    "quote": 0.90, "according": 0.82, "clause": 0.74, "preposed": 0.67, "passive": 0.63, "shared": 0.63,
    "colon": 0.61, "object": 0.51, "infinitive": 0.45, "noun": 0.36,
}  # fmt: skip
_SPEAKING = frozenset(("quote", "clause", "preposed", "according"))


def find_by_rules(batch: Batch) -> Attributions:
    """Return who is said to have said what, by rules.

    `confidence` is a fixed value for each shape: how often a human coder had it too.

    >>> batch = Batch(["“We lost,” said Ann Lee, the captain."])
    >>> found = find_by_rules(batch)
    >>> batch.token_strings(found.source.first, found.source.last)
    ['Ann Lee, the captain']
    """
    if not len(batch.tokens):
        return Attributions.empty()
    view = SentenceView.build(batch)
    found = _find_around_cues(view)
    _add_quotations_that_follow(view, found)
    found = [one for one in found if one.content]
    taken = [_extent(one) for one in found]
    for source, cue, content in find_mark_cues(view, taken):
        found.append(Found(source[0], cue, content, "colon", view.unit_first[cue[0]]))
    return Attributions.build(
        [([one.source] if one.source else [], [one.cue], one.content, CONFIDENCE[one.shape]) for one in found]
    )


def _extent(one: Found) -> tuple[int, int]:
    pieces = [one.cue, *one.content, *([one.source] if one.source else [])]
    return min(first for first, _ in pieces), max(last for _, last in pieces)


def _find_around_cues(view: SentenceView) -> list[Found]:
    """Return the attributions by words of the lexicon, in text order."""
    cues = load_cues()
    matches = cues.find(view.batch)
    classes = np.frombuffer(view.classes, dtype=np.uint8)
    forms, patterns = cues.forms[matches.entry], cues.patterns[matches.entry]
    before = np.where(matches.first > 0, classes[np.maximum(matches.first - 1, 0)], PERIOD)
    outside = np.frombuffer(view.quoted, dtype=np.uint8)[matches.first] == 0
    # "the claim", "his report", "in support": nouns, of interest only where nouns may report
    noun = np.isin(before, (DETERMINER, POSSESSIVE)) | ((before == PREPOSITION) & (forms & ING == 0))
    may_report = patterns & (PREPOSITIONAL | NOMINAL | NOMINAL_TO) != 0
    keep = outside & (patterns != 0) & (~noun | may_report)
    columns = (matches.first, matches.last, forms, patterns)
    found: list[Found] = []
    for first, last, form, pattern in zip(*(column[keep].tolist() for column in columns), strict=True):
        low, end = view.unit_first[first], unit_end(view, view.unit_last[first])
        one = read_cue(Site(view, found, first, last, form, pattern, low, end))
        if one is not None:
            found.append(one)
    return found


def _line_end(view: SentenceView, place: int) -> int:
    """Return the end of the paragraph that a token stands in, without its final period."""
    paragraph = view.paragraph[place]
    while place < len(view.unit_last) and view.paragraph[place] == paragraph:
        place = view.unit_last[place]
    return unit_end(view, place)


def _add_quotations_that_follow(view: SentenceView, found: list[Found]) -> None:
    """Add to each attribution the quotations after it that have no cue of their own.

    "'We lost,' she said. 'They won.'" is one attribution. A speech goes on into the next paragraph when its mark
    stays open and is repeated there, when it fills that paragraph, or when its cue ended in a colon.
    """
    classes, n = view.classes, len(view.unit_last)
    spoken = {one.unit for one in found}
    last_of_unit = {one.unit: one for one in found if one.shape in _SPEAKING}
    for one in last_of_unit.values():
        unit = view.unit_last[one.cue[0]]
        if not one.content and unit < n and not view.quoted[unit] and unit not in spoken:
            one.content.append((unit, _line_end(view, unit)))  # "The letter read:" and a paragraph without marks
            continue
        while unit < n and unit not in spoken and classes[unit] == OPEN and view.quoted[unit]:
            quote_end, end = view.quote_last[unit], view.unit_last[unit]
            goes_on = view.paragraph[unit] == view.paragraph[unit - 1] or classes[unit - 1] == COLON
            goes_on |= view.quote_last[unit - 1] == unit and classes[unit - 1] != CLOSE  # the mark is repeated
            goes_on |= one.shape == "quote" and (end == n or view.paragraph[end] != view.paragraph[unit])
            if not goes_on or quote_end < unit_end(view, end):
                break
            one.content.append((unit, quote_end))
            unit = end
