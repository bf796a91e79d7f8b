"""Where the words that a cue introduces begin and end."""

# ruff: noqa: I001  (the names of word classes stand in lines, not in a column)

from __future__ import annotations

from framing.attribution.cues import ADDRESSEE, CLAUSE, INFINITIVE, OBJECT, QUOTE, THAT_CLAUSE
from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import (
    ADVERB, AND, AS, BE, CATENATIVE, CLITIC, CLOSE, COLON, COMMA, DASH, DETERMINER, HAVE, MODAL, NAME, NOT, NUMBER,
    OBJECT_PRONOUN, OPEN, PERIOD, PLAIN, POSSESSIVE, PREPOSITION, PRONOUN, QUANTITY, QUESTION_MARK, QUESTION_WORD,
    SEMICOLON, SUBORDINATOR, THAT, TIME, TITLE, TO, VERB,
)  # fmt: skip

Range = tuple[int, int]
_STOPS = frozenset((PERIOD, QUESTION_MARK, SEMICOLON))
_NO_ADDRESSEE = frozenset((OPEN, COLON, COMMA, THAT, QUESTION_WORD, PERIOD, PREPOSITION, ADVERB, TIME))


def unit_end(view: SentenceView, unit_last: int) -> int:
    """Return the end of a unit without its final period."""
    end = unit_last
    while end > 0 and view.classes[end - 1] in (PERIOD, QUESTION_MARK) and not view.quoted[end - 1]:
        end -= 1
    return end


def skip_adverbials(view: SentenceView, place: int, end: int) -> int:
    """Return the place after "Monday", "later", "on Tuesday", "in an interview with CNN" where that can be told."""
    classes = view.classes
    while place < end:
        code = classes[place]
        if (
            code == TIME
            or (code == NUMBER and classes[place - 1] == TIME)
            or (code == ADVERB and classes[place - 1] != THAT)
        ):
            place += 1
        elif code in (QUANTITY, DETERMINER) and place + 1 < end and classes[place + 1] == TIME:
            place += 2
        elif code == PREPOSITION:
            stop = _adverbial_end(view, place, end)
            if stop == place:
                return place
            place = stop
        else:
            return place
    return place


def _adverbial_end(view: SentenceView, place: int, end: int) -> int:
    """Return the end of a prepositional phrase: before what surely opens the content, or after a day of the week."""
    classes = view.classes
    for ahead in range(place + 1, min(end, place + 16)):
        code = classes[ahead]
        if code in (OPEN, COLON) or (code == THAT and classes[ahead - 1] != PREPOSITION):
            return ahead
        if code == COMMA:
            following = classes[ahead + 1] if ahead + 1 < end else PERIOD
            if following == NAME:  # "said in Madison, Wisconsin, that"
                continue
            return ahead if following in (OPEN, THAT) else place
        if code == PRONOUN and ahead > place + 1:
            return ahead
        if code in _STOPS:
            break
    if classes[place + 1] == TIME:
        ahead = place + 2
        while ahead < end and classes[ahead] in (TIME, NUMBER):
            ahead += 1
        return ahead
    if not any(classes[k] in (VERB, BE, PRONOUN, COMMA) for k in range(place + 1, min(end, place + 16))):
        return end if end - place < 16 else place
    return place


def skip_addressee(view: SentenceView, place: int, end: int) -> int:
    """Return the place after "reporters", "her", "The New York Times" in what follows "told"."""
    classes = view.classes
    for ahead in range(place, min(end, place + 14)):
        code = classes[ahead]
        if code == OPEN and classes[ahead - 1] == CLITIC and view.quote_last[ahead] < end:  # CBS's “The Talk”
            return view.quote_last[ahead]
        if code in (OPEN, COLON, THAT, COMMA) or (code == QUESTION_WORD and ahead > place):
            return ahead
        if ahead > place and code in (PRONOUN, TO, SUBORDINATOR):
            return ahead
    if classes[place] in (OBJECT_PRONOUN, POSSESSIVE, PRONOUN) and (
        classes[place] != POSSESSIVE or classes[place + 1 : place + 2] in (b"", bytes([DETERMINER]), bytes([NAME]))
    ):
        return place + 1
    ahead = place
    while ahead < end and classes[ahead] in (DETERMINER, POSSESSIVE, QUANTITY):
        ahead += 1
    if ahead < end and classes[ahead] in (NAME, TITLE):
        while ahead < end and (
            classes[ahead] in (NAME, TITLE, NUMBER, CLITIC)
            or (classes[ahead] == PERIOD and classes[ahead - 1] == TITLE)
        ):
            ahead += 1
    else:
        ahead += 1
        while ahead < end and classes[ahead] == PLAIN and classes[ahead + 1] not in (DETERMINER, VERB, BE):
            ahead += 1
    return min(ahead, end)


def content_start(view: SentenceView, place: int, end: int, pattern: int) -> int:
    """Return where the content after a cue begins, `end` when there is none."""
    classes = view.classes
    if pattern & ADDRESSEE and place < end and classes[place] not in _NO_ADDRESSEE:
        infinitive = classes[place] == TO and pattern & INFINITIVE
        place = place if infinitive else skip_addressee(view, place, end)
    if pattern & (CLAUSE | THAT_CLAUSE | QUOTE):
        place = skip_adverbials(view, place, end)
    if place < end and classes[place] == COLON:
        return place + 1
    opens = place + 1 < end and classes[place] == COMMA and classes[place + 1] in (OPEN, THAT)
    return place + 1 if opens else place


def takes(view: SentenceView, place: int, end: int, pattern: int) -> int:
    """Return the pattern by which a cue takes what begins at `place`, 0 when it takes nothing of the kind."""
    if place >= end:
        return 0
    code = view.classes[place]
    if code == OPEN and pattern & (QUOTE | CLAUSE | THAT_CLAUSE):
        return QUOTE
    if code == THAT and pattern & (CLAUSE | THAT_CLAUSE):
        return THAT_CLAUSE
    if code == QUESTION_WORD and pattern & (CLAUSE | THAT_CLAUSE):
        return THAT_CLAUSE
    if code == TO:
        return INFINITIVE if pattern & INFINITIVE else 0
    if code in (SUBORDINATOR, AS):
        return THAT_CLAUSE if pattern & CLAUSE else 0
    if pattern & OBJECT and code not in (COMMA, PREPOSITION, AS, AND, DASH, ADVERB, BE, PERIOD, COLON, CLOSE):
        return OBJECT
    if pattern & CLAUSE and code not in (COMMA, AND, AS, DASH, PREPOSITION, CLOSE, SEMICOLON, PERIOD):
        return CLAUSE
    return 0


_GO_ON = frozenset((PREPOSITION, NUMBER, TO, NOT, PLAIN, QUESTION_WORD))
_FINITE = frozenset((VERB, HAVE, BE, MODAL, CATENATIVE))


def object_end(view: SentenceView, start: int, end: int) -> int:
    """Return the end of a noun-phrase content: before a new clause."""
    classes = view.classes
    for place in range(start + 1, end):
        code = classes[place]
        if view.quoted[place]:
            continue
        if code in (SEMICOLON, DASH):
            return place
        following = classes[place + 1] if place + 1 < end else PERIOD
        if code == COMMA and (following not in _GO_ON or view.ing[place + 1]):
            return place
        if code == AND and following in _FINITE:
            return place
    return end
