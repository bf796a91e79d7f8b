"""Who is the subject of a reporting verb, and whether the word is a verb at all."""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from framing.attribution.attributions import Range
from framing.attribution.cues import ING, INVERT, NOUN, PAST, S_FORM
from framing.attribution.rule_found import Site
from framing.attribution.rule_sources import phrase_end, source_after, source_before
from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import (
    ADVERB, AND, AS, BE, CATENATIVE, CLITIC, CLOSE, COLON, COMMA, DASH, DETERMINER, DO, END_BRACKET, HAVE, MODAL, NAME,
    NOT, NUMBER, OBJECT_PRONOUN, OPEN, PLAIN, POSSESSIVE, PREPOSITION, PRONOUN, QUANTITY, QUESTION_MARK,
    QUESTION_WORD, RELATIVE, SUBORDINATOR, THAT, TIME, TITLE, TO,
)  # fmt: skip

Subject = tuple[Range | None, bool, int]  # the phrase, whether it is shared with another verb, where the clause goes on
_BEFORE_NAME = frozenset((NAME, DETERMINER, POSSESSIVE, QUANTITY, PLAIN, PRONOUN, TITLE, NUMBER))
_BEFORE_OBJECT = frozenset((DETERMINER, POSSESSIVE, PRONOUN, OBJECT_PRONOUN, QUANTITY, TO))


def read_verb_group(site: Site) -> None:
    """Set where the verb group of a site begins: "has also said", "did not say", "continued to argue"."""
    classes, low, place = site.view.classes, site.low, site.first
    while place > low:
        code = classes[place - 1]
        if code in (ADVERB, NOT):
            place -= 1
        elif code in (HAVE, DO, MODAL):
            place, site.auxiliary = place - 1, True
        elif code == BE:
            place, site.passive = place - 1, True
        elif code == TO and place - 2 >= low and classes[place - 2] == CATENATIVE:
            place, site.auxiliary, site.passive = place - 2, True, False
        else:
            break
    while place < site.first and classes[place] == ADVERB and place > low and classes[place - 1] in (COMMA, AND):
        place += 1  # ", meanwhile, said": the adverb is no part of the cue
    if site.form & ING and site.passive:
        site.auxiliary, site.passive = True, False  # "is saying"
    site.group = place


def find_subject(site: Site) -> Subject | None:
    """Return the subject of an active verb; None when there is none or the word is no verb here."""
    view, last = site.view, site.last
    if site.form & ING and not site.auxiliary:
        if site.before in (COMMA, CLOSE, DASH, AND, PREPOSITION, SUBORDINATOR, AS):
            return _subject_of_unit(site), True, last
        source = source_before(view, site.group, site.low)
        return None if source is None else (source, False, last)
    subject_end = _before_time(view, site.group, site.low)
    source = _inverted(site, subject_end)
    if source is not None:
        return source, False, source[1]
    source = source_before(view, subject_end, site.low)
    if source is None:
        if site.before in (AND, COMMA) and (site.form & (PAST | S_FORM) or site.auxiliary):
            source = _subject_of_unit(site)
            return None if source is None else (source, True, last)
        return None
    if not _agrees(site, source) or (_may_be_noun(site) and not _is_verb(view.classes, source, last)):
        return None
    return source, False, last


def _inverted(site: Site, subject_end: int) -> Range | None:
    """Return the subject after the verb in "“…,” said Smith" and "…, said Smith"."""
    view, last = site.view, site.last
    classes = view.classes
    if not site.pattern & INVERT or site.before not in (COMMA, CLOSE, QUESTION_MARK) or last >= site.end:
        return None
    if classes[last] not in _BEFORE_NAME:
        return None
    if site.before == COMMA and classes[site.group - 2] != CLOSE:  # "Coan, his lawyer, said he …" is not inverted
        normal = source_before(view, subject_end, site.low)
        if normal and (normal[0] == site.low or classes[normal[0] - 1] in (COMMA, AND, SUBORDINATOR, ADVERB)):
            return None
    source = source_after(view, last, site.end)
    if source is not None and classes[last] == PRONOUN and source[1] < site.end and classes[source[1]] != COMMA:
        return None
    return source


def _before_time(view: SentenceView, place: int, low: int) -> int:
    """Return the end of the subject in "the committee this week announced"."""
    classes = view.classes
    end = place
    while end > low and classes[end - 1] in (TIME, NUMBER):
        end -= 1
    if end == place or TIME not in classes[end:place]:
        return place
    while end > low and classes[end - 1] in (QUANTITY, PREPOSITION, DETERMINER):
        end -= 1
    return end if end > low else place


def _agrees(site: Site, source: Range) -> bool:
    """Return whether subject and verb form go together: "officials claim", not "the state claim"."""
    if site.auxiliary or site.form & (PAST | ING):
        return True
    view, head = site.view, source[1] - 1
    code = view.classes[head]
    if site.form & S_FORM:
        if code in (PRONOUN, RELATIVE, NAME):
            return True
        phrase = view.classes[source[0] : head]  # a bare singular is rarely a subject: "recent video reports"
        bare = site.pattern & NOUN and view.classes[source[0]] == PLAIN and CLITIC not in phrase
        return not bare and not view.plural[head]
    if code in (PRONOUN, RELATIVE, QUANTITY, NUMBER) or view.plural[head]:
        return True
    return AND in view.classes[source[0] : source[1]]


def _may_be_noun(site: Site) -> bool:
    return bool(site.pattern & NOUN) and not site.form & (PAST | ING) and not site.auxiliary


def _is_verb(classes: bytes, source: Range, after: int) -> bool:
    """Return whether a word that is also a noun ("claims", "support") is a verb: by its subject, or what follows."""
    head, following = classes[source[1] - 1], classes[after]
    if head in (PRONOUN, RELATIVE, QUANTITY, END_BRACKET):
        return True
    return following in (THAT, QUESTION_WORD, OPEN, COLON) or following in _BEFORE_OBJECT


def _subject_of_unit(site: Site) -> Range | None:
    """Return the subject that a verb without one shares: that of the verb before it, or the first of the unit."""
    previous = site.previous()
    if previous is not None and previous.source:
        return previous.source
    classes, place, stop = site.view.classes, site.low, site.group
    while place < stop and classes[place] in (AND, ADVERB, COMMA):
        place += 1
    if place < stop and classes[place] in (PREPOSITION, SUBORDINATOR):
        comma = classes.find(COMMA, place, stop)
        if comma < 0:
            return None
        place = comma + 1
    if place >= stop:
        return None
    if classes[place] == PRONOUN:
        return place, place + 1
    end = phrase_end(site.view, place, stop)
    return None if end is None else (place, end)
