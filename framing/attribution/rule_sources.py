"""The noun phrase beside a reporting verb, read off word classes from the verb outwards."""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import (
    ADVERB, AND, BE, BRACKET, CLITIC, CLOSE, COMMA, DASH, DETERMINER, END_BRACKET, HAVE, MARK, MODAL, NAME, NUMBER,
    OPEN, PERIOD, PLAIN, POSSESSIVE, PREPOSITION, PRONOUN, QUANTITY, RELATIVE, THAT, TIME, TITLE, TO, VERB,
)  # fmt: skip

Range = tuple[int, int]
_HEAD = frozenset((NAME, PLAIN, NUMBER, QUANTITY, END_BRACKET))
_NOMINAL = frozenset((NAME, PLAIN, NUMBER, QUANTITY, END_BRACKET, CLOSE, TIME))
_STARTERS = frozenset((DETERMINER, POSSESSIVE, QUANTITY))
_INNER = frozenset((NAME, PLAIN, NUMBER, CLITIC, TITLE))
_FINITE = frozenset((BE, HAVE, MODAL))
_DESCRIBING = frozenset((DETERMINER, POSSESSIVE, RELATIVE, NUMBER, PLAIN, NAME, QUANTITY))
_AFTER_PREPOSITION = frozenset((DETERMINER, POSSESSIVE, NAME, PLAIN, QUANTITY))
_LONGEST = 30


def source_before(view: SentenceView, end: int, low: int) -> Range | None:
    """Return the subject whose last token is `end` - 1, not reaching below `low`."""
    classes = view.classes
    last = end - 1
    if last < low:
        return None
    code = classes[last]
    if code in (PRONOUN, RELATIVE):
        return last, end
    if code == THAT:
        return (last, end) if last > low and classes[last - 1] in _NOMINAL else None
    if code in (COMMA, DASH):
        return _with_apposition(view, end, low, code)
    start = _phrase_start(view, end, low)
    return None if start is None else (start, end)


def _with_apposition(view: SentenceView, end: int, low: int, mark: int) -> Range | None:
    """Return "Thomas Coan, his attorney" for "Thomas Coan, his attorney, argued"; the outer comma is left out."""
    classes = view.classes
    place = end - 2
    while place > low and place > end - _LONGEST and classes[place] != mark:
        if classes[place] in (OPEN, CLOSE) and not view.quoted[end - 1]:
            return None
        place -= 1
    if place <= low or classes[place] != mark or place == end - 2:
        return None
    place = _before_who(classes, place, max(low, end - 2 * _LONGEST), mark)
    start = _phrase_start(view, place, low)
    if start is None:
        return None
    first, described = classes[place + 1], classes[place + 1 : end - 1]
    if first not in (RELATIVE, POSSESSIVE) and any(code in _FINITE for code in described):
        return None
    if start > low + 1 and classes[start - 1] == mark:  # "Clinton, 35, the daughter of …, said"
        outer = _phrase_start(view, start - 1, low)
        if outer is not None and (outer == low or classes[start] == NUMBER):
            return outer, end - 1
    return (start, end - 1) if first in _DESCRIBING else (start, place)


def _before_who(classes: bytes, place: int, low: int, mark: int) -> int:
    """Return the comma before "who" in "Phillips, who lost her daughter in Aurora, Colorado, said", else `place`."""
    for back in range(place, low, -1):
        if classes[back] == mark and classes[back + 1] in (RELATIVE, POSSESSIVE) and classes[back - 1] in _HEAD:
            return back
        if classes[back] in (OPEN, CLOSE, PERIOD):
            break
    return place


def _phrase_start(view: SentenceView, end: int, low: int) -> int | None:
    """Return where the noun phrase that ends before `end` begins, None when there is none."""
    classes = view.classes
    place = end - 1
    if classes[place] == END_BRACKET:  # "Ted Cruz (R-Tex.) said"
        bracket = classes.rfind(BRACKET, max(low, place - 12), place)
        if bracket <= low:
            return None
        place = bracket - 1
    if classes[place] == PERIOD and place > low and classes[place - 1] in (NAME, TITLE):
        place -= 1  # "Sammy Davis Jr. said"
    if classes[place] not in _HEAD:
        return None
    start, joined, stop = -1, -1, max(low, end - _LONGEST)
    while place >= stop:
        code, before = classes[place], classes[place - 1] if place > stop else COMMA
        touches = start == place + 1
        if code in _INNER:
            start = place
        elif code in _STARTERS:
            start = place
            if before not in (PREPOSITION, TO, QUANTITY, DETERMINER, AND):
                break
        elif code in (PREPOSITION, TO):
            if not touches:
                break
            if before not in _NOMINAL or before == TIME:
                start = _after_fronted(view, start, end)
                break
            if code == TO and classes[start] not in (NAME, DETERMINER):
                break
        elif code == AND:
            if before == PRONOUN:  # "she and another reporter"
                start = place - 1
            if before not in _NOMINAL:
                break
            joined = place
        elif code == VERB:
            if not touches or before not in (DETERMINER, POSSESSIVE, ADVERB, PREPOSITION):
                start = joined + 1 if joined > 0 else start  # "they left Iowa and Cruz said"
                break
            start = place  # "the accused officer"
        elif code == TIME:
            if start <= place or classes[place + 1] != CLITIC:
                break
            start = place  # "Monday's report"
        elif not (
            (code == PERIOD and before in (TITLE, NAME))  # "Mr. Smith", "John J. Smith"
            or (code == ADVERB and touches and before in _STARTERS)  # "the newly elected mayor"
            or (code == MARK and touches and before in _INNER)  # "the voters' choice", "AT&T"
        ):
            break
        place -= 1
    return start if 0 <= start < end else None


def _after_fronted(view: SentenceView, first: int, end: int) -> int:
    """Return where the subject begins in "In Iowa the senator said": after the fronted phrase, if that can be told."""
    classes = view.classes
    for place in range(end - 1, first, -1):
        if classes[place] in (DETERMINER, POSSESSIVE) and classes[place - 1] in _NOMINAL:
            return place
        if classes[place - 1] in (PLAIN, NUMBER, TIME) and classes[place] in (NAME, TITLE):
            return place if classes[place - 1] != PLAIN or classes[end - 1] == NAME else first
    return first


def source_after(view: SentenceView, start: int, high: int) -> Range | None:
    """Return the subject that begins at `start`, as in "said John Smith, a lawyer in Ohio"."""
    classes = view.classes
    if start >= high:
        return None
    if classes[start] == PRONOUN:
        return start, start + 1
    end = phrase_end(view, start, high)
    if end is None:
        return None
    if end < high and classes[end] == RELATIVE:  # "said a supporter who runs the account"
        end = _to_comma(view, end, high)
    while end < high - 1 and classes[end] == COMMA and _describes(view, end + 1):
        end = _to_comma(view, end + 1, high)
    return start, end


def _to_comma(view: SentenceView, place: int, high: int) -> int:
    while place < high and view.classes[place] not in (COMMA, OPEN, CLOSE, DASH) and not _ends(view, place, high):
        place += 1
    return place


def _describes(view: SentenceView, place: int) -> bool:
    """Return whether what follows a comma belongs to the name before it: an age, a role, a place, "who …"."""
    first, following = view.classes[place], view.classes[place + 1]
    if first in (DETERMINER, POSSESSIVE, RELATIVE, NUMBER):
        return True
    if first == NAME:  # Derry, N.H.,
        return following in (COMMA, PERIOD)
    return first == PLAIN and following not in (COMMA, PERIOD) and not view.ing[place]


def _ends(view: SentenceView, place: int, high: int) -> bool:
    return view.classes[place] == PERIOD and place >= high - 2


def phrase_end(view: SentenceView, start: int, high: int) -> int | None:
    """Return where the noun phrase that begins at `start` ends, None when there is none."""
    classes = view.classes
    place, stop, head = start, min(high, start + _LONGEST), False
    while place < stop and classes[place] in _STARTERS:
        place += 1
    while place < stop:
        code, before = classes[place], classes[place - 1]
        following = classes[place + 1] if place + 1 < stop else COMMA
        if code in _INNER or code == QUANTITY:
            head = head or code in _HEAD
        elif code == BRACKET:
            place = classes.find(END_BRACKET, place, stop)
            if place < 0:
                return None
        elif not (
            (code == PERIOD and (before == TITLE or (before == NAME and following in (NAME, COMMA, CLITIC))))
            or (code in (PREPOSITION, TO) and head and following in _AFTER_PREPOSITION)
            or (code in (DETERMINER, POSSESSIVE) and before in (PREPOSITION, AND, TO))
            or (code == AND and following in (NAME, PLAIN, DETERMINER, POSSESSIVE))
            or (code == MARK and following in _INNER)
            or (code == ADVERB and place == start)
        ):
            break
        place += 1
    while place > start and classes[place - 1] in (PREPOSITION, AND, MARK, TO):
        place -= 1
    return place if head and place > start else None
