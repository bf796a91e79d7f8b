"""A reporting verb with its subject and its content: before it, after it, or on both sides."""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from framing.attribution.attributions import Range
from framing.attribution.cues import (
    ADDRESSEE, CLAUSE, INFINITIVE, INVERT, NOMINAL, NOMINAL_TO, NOUN, OBJECT, PARTICIPLE, PASSIVE,
    PREPOSITIONAL, QUOTE,
)  # fmt: skip
from framing.attribution.rule_contents import content_start, object_end, takes
from framing.attribution.rule_found import Found, Site
from framing.attribution.rule_phrases import (
    find_owner, read_according_to, read_after_question, read_as_they_say, read_asked, read_noun, read_passive,
)  # fmt: skip
from framing.attribution.rule_subjects import find_subject, read_verb_group
from framing.attribution.word_classes import (
    ADVERB, AND, AS, CLOSE, COLON, COMMA, DASH, DETERMINER, POSSESSIVE, PREPOSITION, QUESTION_WORD, RELATIVE,
    SEMICOLON, SUBORDINATOR, TIME,
)  # fmt: skip

_LONGEST_SCARE_QUOTE = 5  # with its marks
_NOT_A_SECOND_HALF = frozenset((AND, AS, RELATIVE, PREPOSITION, SUBORDINATOR, DETERMINER))


def read_cue(site: Site) -> Found | None:
    """Return the attribution around a word that may be a cue, None when it is none."""
    if site.pattern & PREPOSITIONAL:
        return read_according_to(site)
    if site.pattern & (NOMINAL | NOMINAL_TO):
        owner = find_owner(site)
        if owner >= 0:
            return read_noun(site, owner)
    classes = site.view.classes
    if not site.pattern & ~(NOMINAL | NOMINAL_TO | NOUN):
        return None  # a noun only
    if site.first > site.low and classes[site.first - 1] in (DETERMINER, POSSESSIVE):
        return None
    read_verb_group(site)
    if site.passive:
        return read_passive(site)
    if site.pattern & PASSIVE and site.form & PARTICIPLE:
        asked = read_asked(site)
        if asked is not None:
            return asked
    subject = find_subject(site)
    return None if subject is None else _read_verb(site, *subject)


def _read_verb(site: Site, source: Range | None, shared: bool, after: int) -> Found | None:
    view, low, end, pattern = site.view, site.low, site.end, site.pattern
    classes = view.classes
    left = min(site.group, source[0]) if source and not shared else site.group
    if left == low and low > 0 and classes[low - 1] == CLOSE and not shared:
        question = read_after_question(site, source, after)
        if question is not None:
            return question
    start = content_start(view, after, end, pattern)
    closes = start >= end or classes[start] == COMMA
    outer = closes and not shared and _drop_inner(site, left)
    preposed = None if shared else _preposed(site, left, outer)
    taken = takes(view, start, end, pattern)
    if not taken and pattern & OBJECT and pattern & ADDRESSEE:  # "has warned Hamas against a refusal"
        start = after
        taken = takes(view, start, end, OBJECT)
    if not taken and start + 1 < end and classes[start] == AS and _is_relative(site, source):
        start, taken = start + 1, OBJECT  # "what he described as …", "which he describes as …"
    if site.before == AS or (source is not None and source[0] > low and classes[source[0] - 1] == AS):
        return read_as_they_say(site, source, start)
    if preposed is not None and taken and classes[start] != COMMA and _is_adverbial(classes, preposed):
        preposed = None  # "In a statement, Smith said: …"
    content, shape = [], ""
    if preposed is not None:
        content = _both_sides(site, preposed, start, taken)
        shape = "quote" if classes[preposed[1] - 1] == CLOSE else "preposed"
    if not content:
        content, shape = _after_verb(site, source, start, taken)
        if shared and shape == "clause":
            shape = "shared"
    if not shape:
        return None
    previous = site.previous()
    if previous is not None and previous.cue[1] > site.group:  # "declined to comment on": one cue
        return None
    one = Found(source, (site.group, site.last), content, shape, low)
    return site.place(one, left, shared=shared, speaks=bool(pattern & INVERT)) if content else one


def _is_relative(site: Site, source: Range | None) -> bool:
    if source is None or source[0] <= site.low or not site.pattern & OBJECT:
        return False
    return site.view.classes[source[0] - 1] in (RELATIVE, QUESTION_WORD)


def _drop_inner(site: Site, left: int) -> bool:
    """Drop what was found inside the content that ", they say" closes; return whether there was any."""
    dropped = False
    if site.view.classes[left - 1] not in (COMMA, CLOSE) or not site.pattern & (QUOTE | CLAUSE):
        return dropped
    previous = site.previous()
    while previous is not None and previous.content[-1][0] < left < previous.content[-1][1]:
        site.found.pop()
        dropped = True
        previous = site.previous()
    return dropped


def _preposed(site: Site, left: int, outer: bool) -> Range | None:
    """Return the content that stands before "…, Smith said"."""
    view, low = site.view, site.low
    classes = view.classes
    if left <= low or not site.pattern & (QUOTE | CLAUSE):
        return None
    mark = left - 1
    if classes[mark] not in (COMMA, CLOSE, DASH):
        return None
    if classes[mark] == COMMA and classes[mark - 1] == CLOSE:
        mark -= 1
    stop = mark + 1 if classes[mark] == CLOSE else mark
    begin, previous = low, site.previous()
    if previous is not None:
        begin = max(begin, previous.cue[1], previous.source[1] if previous.source else 0)
        if previous.content[-1][1] <= left:
            begin = max(begin, previous.content[-1][1])
        while begin < stop and classes[begin] in (COMMA, AND, AS, SUBORDINATOR, CLOSE):
            begin += 1
    if outer and classes[mark] == CLOSE and stop - view.quote_first[mark] > _LONGEST_SCARE_QUOTE:
        begin = max(begin, view.quote_first[mark])  # "Lee weighed in, telling Mic, “Both are fine,” he said"
    return (begin, stop) if stop > begin else None


def _is_adverbial(classes: bytes, piece: Range) -> bool:
    opens = classes[piece[0]] in (PREPOSITION, SUBORDINATOR, AS, TIME, ADVERB)
    return opens and COMMA not in classes[piece[0] : piece[1]] and classes[piece[1] - 1] != CLOSE


def _both_sides(site: Site, preposed: Range, start: int, taken: int) -> list[Range]:
    """Return the content before the verb, with what goes on after it: "The museum, he said, would close"."""
    view, end = site.view, site.end
    classes = view.classes
    quoted = classes[preposed[1] - 1] == CLOSE
    if taken == QUOTE:
        if not quoted or classes[start - 1] in (COMMA, COLON, DASH, SEMICOLON):
            return [preposed, (start, end)]
        return [preposed]  # “…,” he told “Fox and Friends”
    comma = not quoted and start + 1 < end and classes[start] == COMMA
    if comma and classes[start + 1] not in _NOT_A_SECOND_HALF and not view.ing[start + 1]:
        return [preposed, (start + 1, end)]
    if start >= end or quoted or classes[start] in (COMMA, DASH, AND, AS, PREPOSITION, SUBORDINATOR):
        return [preposed]
    return []


def _after_verb(site: Site, source: Range | None, start: int, taken: int) -> tuple[list[Range], str]:
    """Return the content after the verb and its shape; no shape when there is none."""
    view, end = site.view, site.end
    classes = view.classes
    if not taken:
        announces = start >= end > site.low and classes[end - 1] == COLON  # a paragraph of its own follows
        return [], "quote" if announces else ""
    stop = end
    if taken == OBJECT:
        stop = object_end(view, start, end)
    elif source is not None and classes[source[0]] == RELATIVE and classes[source[0] - 1] == COMMA:
        comma = classes.find(COMMA, start, end)  # "Broaddrick, who said he hurt her, recounted …"
        while comma > 0 and view.quoted[comma]:
            comma = classes.find(COMMA, comma + 1, end)
        stop = comma if comma > start else end
    if stop <= start:
        return [], ""
    return [(start, stop)], {QUOTE: "quote", OBJECT: "object", INFINITIVE: "infinitive"}.get(taken, "clause")
