"""One attribution while the rules put it together, and its place among the others of its unit."""

from __future__ import annotations

from dataclasses import dataclass

from framing.attribution.attributions import Range
from framing.attribution.sentence_view import SentenceView
from framing.attribution.word_classes import AND, AS, COLON, COMMA, DASH, PERIOD, PREPOSITION, SUBORDINATOR


@dataclass(slots=True)
class Found:
    """Source, cue and content as token ranges; `shape` names the rule, `unit` is the first token of the unit."""

    source: Range | None
    cue: Range
    content: list[Range]
    shape: str
    unit: int


@dataclass(slots=True)
class Site:
    """A word that may be a cue, in its unit [low, end): `group` is where its verb group begins ("has said")."""

    view: SentenceView
    found: list[Found]  # what has been found so far, in text order
    first: int
    last: int
    form: int
    pattern: int
    low: int
    end: int
    group: int = 0
    auxiliary: bool = False
    passive: bool = False

    @property
    def before(self) -> int:
        """The class of the token before the verb group, a period at the beginning of the unit."""
        return self.view.classes[self.group - 1] if self.group > self.low else PERIOD

    def previous(self) -> Found | None:
        """Return the attribution found last in this unit, if any."""
        if self.found and self.found[-1].unit == self.low and self.found[-1].content:
            return self.found[-1]
        return None

    def place(self, one: Found, left: int, *, shared: bool = False, speaks: bool = False) -> Found | None:
        """Return the attribution, which begins at `left`, after ending the contents that it breaks off.

        None when it lies inside another's content: attributions are flat, and the outer content keeps the words.
        """
        for other in reversed(self.found):
            if other.unit != one.unit:
                break
            if not other.content or not other.content[-1][0] <= left < other.content[-1][1]:
                continue
            cut = _break_off(self.view.classes, left, other.content[-1][0], shared, speaks)
            if cut is None:
                return None
            if cut > other.content[-1][0]:
                other.content[-1] = (other.content[-1][0], cut)
        return one


def _break_off(classes: bytes, left: int, low: int, shared: bool, speaks: bool) -> int | None:
    """Return where a content ends because a cue of the same level follows; None when that cue is inside it."""
    place = left - 1
    if shared:  # "He said the plan was dead and added that …", "…, saying …"; but not "a policy of inviting all"
        if classes[place] in (PREPOSITION, SUBORDINATOR, AS):
            return None
        while place > low and classes[place] in (AND, COMMA, DASH):
            place -= 1
        return place + 1
    if classes[place] == COLON:  # "… as an example: he says"
        return place
    if speaks and classes[place] in (AND, SUBORDINATOR) and classes[place - 1] == COMMA:
        return place - 1  # "He said it was safe, but residents said …"
    return None
