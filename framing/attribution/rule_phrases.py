"""The rarer shapes: "according to", "as he put it", a question before its cue, passives, and nouns that report."""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from framing.attribution.attributions import Range
from framing.attribution.cues import (
    ADDRESSEE, CLAUSE, NOMINAL, NOMINAL_TO, PASSIVE, QUOTE, S_FORM,
)  # fmt: skip
from framing.attribution.rule_contents import content_start
from framing.attribution.rule_found import Found, Site
from framing.attribution.rule_sources import phrase_end, source_after, source_before
from framing.attribution.word_classes import (
    ADVERB, AND, AS, BE, CLITIC, CLOSE, COLON, COMMA, DASH, DETERMINER, DO, HAVE, MARK, MODAL, NUMBER, OPEN, PLAIN,
    POSSESSIVE, PREPOSITION, QUESTION_MARK, QUESTION_WORD, RELATIVE, SUBORDINATOR, THAT, TO, VERB,
)  # fmt: skip

_LONGEST_SOURCE = 20


def read_according_to(site: Site) -> Found | None:
    """Return "Taxes will rise, according to Smith", "Taxes, according to Smith, will rise" and the fronted shape."""
    classes, first, last, end = site.view.classes, site.first, site.last, site.end
    if first - site.low <= 1 and (first == site.low or classes[first - 1] in (AND, ADVERB)):
        return _fronted_according_to(site)
    source = source_after(site.view, last, end)
    stop = first - 1 if classes[first - 1] in (COMMA, DASH) else first
    if source is None or stop <= site.low:
        return None
    while site.found and site.found[-1].unit == site.low and site.found[-1].content[-1][1] >= stop:
        site.found.pop()  # "Smith said taxes will rise, according to the Sun": the Sun says so
    content, after = [(site.low, stop)], source[1]
    parenthetical = classes[first - 1] == COMMA and after + 1 < end and classes[after] == COMMA
    if parenthetical and classes[after + 1] not in (AND, SUBORDINATOR, RELATIVE, PREPOSITION):
        content.append((after + 1, end))
    return Found(source, (first, last), content, "according", site.low)


def _fronted_according_to(site: Site) -> Found | None:
    classes, last, end = site.view.classes, site.last, site.end
    stop = phrase_end(site.view, last, end)
    if stop is None or stop >= end or classes[stop] != COMMA:
        stop = classes.find(COMMA, last + 1, min(end, last + _LONGEST_SOURCE))
    if stop < 0 or stop + 1 >= end:
        return None
    second = classes.find(COMMA, stop + 1, end)  # "According to Ann Lee, a lawyer in Bern, …"
    described = second > 0 and classes[stop + 1] in (DETERMINER, POSSESSIVE, RELATIVE, NUMBER)
    if described and not any(code in (BE, HAVE, MODAL, VERB) for code in classes[stop + 2 : second]):
        stop = second
    if stop + 1 >= end:
        return None
    return Found((last, stop), (site.first, last), [(stop + 1, end)], "according", site.low)


def read_as_they_say(site: Site, source: Range | None, start: int) -> Found | None:
    """Return "As Smith explained, taxes rise" and "Taxes rise, as Smith put it"."""
    classes, low, end = site.view.classes, site.low, site.end
    if source is None or not site.pattern & (CLAUSE | QUOTE):
        return None
    mark = source[0] - 2
    fronted = mark < low or classes[mark] in (AND, ADVERB)
    if fronted and start < end and classes[start] in (COMMA, COLON):
        content = (start + 1, end)
    elif start < end and classes[start - 1] in (COMMA, COLON):
        content = (start, end)
    elif mark > low and classes[mark] in (COMMA, CLOSE) and start >= end:
        content = (low, mark + (classes[mark] == CLOSE))
    else:
        return None
    return Found(source, (site.group, site.last), [content], "preposed", low) if content[1] > content[0] else None


def read_after_question(site: Site, source: Range | None, after: int) -> Found | None:
    """Return "“Will he go?” Smith asked.", where the quotation ends a sentence of its own."""
    view, low = site.view, site.low
    classes = view.classes
    if view.paragraph[low] != view.paragraph[low - 1] or not view.quoted[low - 1]:
        return None
    ender = low - 1
    while ender > 0 and classes[ender] in (CLOSE, MARK):
        ender -= 1
    start = content_start(view, after, site.end, QUOTE)
    if start < site.end and classes[ender] not in (QUESTION_MARK, DASH):
        return None  # "“… of time.” She noted a rally": two sentences
    contents = [(view.unit_first[view.quote_first[low - 1]], low)]
    if start < site.end and classes[start] == OPEN:
        contents.append((start, site.end))
    return Found(source, (site.group, site.last), contents, "quote", low)


def read_passive(site: Site) -> Found | None:
    """Return "The deal is expected to hold" and "He was asked whether it would hold": nobody is named as the source."""
    classes, last, end = site.view.classes, site.last, site.end
    if not site.pattern & PASSIVE or last >= end or classes[site.group] not in (BE, HAVE, MODAL):
        return None
    cue = (site.group, last)
    if classes[last] == TO and not site.pattern & ADDRESSEE:
        subject = source_before(site.view, site.group, site.low)
        if subject is None:
            return None
        return site.place(Found(None, cue, [subject, (last, end)], "passive", site.low), subject[0])
    asked = site.pattern & ADDRESSEE and (classes[last] == PREPOSITION or last - site.first > 1)  # "was asked about it"
    if asked or classes[last] in (THAT, QUESTION_WORD, SUBORDINATOR):
        return site.place(Found(None, cue, [(last, end)], "passive", site.low), site.group)
    return None


def read_asked(site: Site) -> Found | None:
    """Return "Asked about the deal, Smith left": who asked is not told, and the content ends with the comma."""
    classes, last = site.view.classes, site.last
    if not site.pattern & ADDRESSEE or site.auxiliary or site.group != site.first:
        return None
    opens = site.first == site.low or classes[site.first - 1] in (SUBORDINATOR, AS)
    about = last - site.first > 1
    if not opens or last >= site.end or not (about or classes[last] in (PREPOSITION, QUESTION_WORD, SUBORDINATOR)):
        return None
    comma = classes.find(COMMA, last, site.end)
    while comma > 0 and site.view.quoted[comma]:
        comma = classes.find(COMMA, comma + 1, site.end)
    if comma < 0:
        return None
    return site.place(Found(None, (site.first, last), [(last, comma)], "passive", site.low), site.first)


def find_owner(site: Site) -> int:
    """Return the place of "his" or "'s" in "Smith's earlier claim", -1 where a verb or no owner is before the word."""
    classes, low, place = site.view.classes, site.low, site.first - 1
    if place < low:
        return -1
    if classes[place] not in (POSSESSIVE, CLITIC) and (site.form & S_FORM or site.view.plural[place]):
        return -1  # "the suit claims that", "his supporters claim that"
    while place > low and place > site.first - 4 and classes[place] in (PLAIN, ADVERB):
        place -= 1
    return place if classes[place] in (POSSESSIVE, CLITIC) else -1


def read_noun(site: Site, owner: int) -> Found | None:
    """Return "Smith's claim that taxes will rise"."""
    view, last, end = site.view, site.last, site.end
    classes = view.classes
    if last + 1 >= end or classes[last + 1] in (BE, HAVE, VERB, MODAL, DO, COMMA):  # "his claims that were false"
        return None
    takes = {THAT: NOMINAL, TO: NOMINAL_TO}.get(classes[last], 0)
    if not site.pattern & takes:
        return None
    source = (owner, owner + 1) if classes[owner] == POSSESSIVE else source_before(view, owner, site.low)
    if source is not None and classes[source[0]] == PLAIN and PREPOSITION in classes[source[0] : source[1]]:
        source = (classes.rindex(PREPOSITION, source[0], source[1]) + 1, source[1])  # "took note of Smith's claim"
    stop = last + 1
    while stop < end and (view.quoted[stop] or classes[stop] not in (COMMA, DASH)):
        stop += 1
    return site.place(Found(source, (site.first, last), [(last, stop)], "noun", site.low), site.first)
