"""The finer axes of a source: what part it takes (Spangher et al. 2023) and whether it still holds its office.

Both are told by the words of the article only; where they say nothing, the value is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.sources.vocabulary import roles, words_of

ROLES = ("participant", "representative", "informational")
STATUSES = ("former", "current")

_FORMER = words_of("former ex retired onetime one-time erstwhile ousted defeated outgoing late")
_CURRENT = words_of("current incumbent sitting acting interim serving")
_RELATIVE = frozenset(("who", "which", "that", "whose", "whom"))
_SPEAK_FOR = ("spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokeswomen", "spokespeople")
_REPRESENT = frozenset(
    ("press secretary", "press officer", "press aide", "communications director", "surrogate", "lobbyist", "envoy",
     "special envoy", "ambassador", "permanent representative", "publicist", "shop steward", "union rep",
     "press secretaries", "surrogates", "lobbyists", "envoys", "ambassadors")
)  # fmt: skip
_COUNSEL = frozenset(("lawyer", "attorney", "counsel", "lawyers", "attorneys", "solicitor", "barrister"))
_TAKE_PART = words_of(
    """
    victim victims witness witnesses eyewitness eyewitnesses survivor survivors suspect suspects defendant defendants
    plaintiff plaintiffs complainant accuser protester protesters protestor demonstrator demonstrators striker strikers
    candidate candidates nominee nominees incumbent challenger hostage hostages detainee prisoner prisoners inmate
    refugee refugees migrant migrants patient patients passenger passengers evacuee resident residents neighbor
    neighbour neighbors neighbours mother father parent parents wife husband son daughter brother sister widow worker
    workers employee employees voter voters juror jurors gunman shooter president minister senator governor mayor
    congressman congresswoman prosecutor judge general commander soldier soldiers rebel rebels
    """
)


def status_of(words: Sequence[str]) -> str:
    """Return "former" or "current" where the words before a role or at the beginning of an apposition say so, else "".

    >>> status_of(["the", "former", "mayor"]), status_of(["ex-minister"]), status_of(["mayor"])
    ('former', 'former', '')
    """
    status = ""
    for word in map(str.lower, words):
        if word in _RELATIVE:
            break
        if word in _FORMER or word.startswith("ex-"):
            return "former"
        if word in _CURRENT:
            status = "current"
    return status


def role_of(terms: Iterable[str], affiliation: str, type_: str) -> str:
    """Return the part that a source takes in the story, by its role nouns; "" where they do not tell.

    representative: speaks for somebody ("a spokesman for the ministry", "the family's lawyer"); informational: tells
    what it knows without being involved (experts, documents); participant: acts in the story or is struck by it.

    >>> role_of(["spokesman"], "", "official"), role_of(["professor"], "Yale", "expert")
    ('representative', 'informational')
    """
    listed = sorted(filter(None, terms))
    if any(term.endswith(_SPEAK_FOR) or term in _REPRESENT for term in listed):
        return "representative"
    if affiliation and any(term in _COUNSEL for term in listed):
        return "representative"
    if type_ == "document":
        return "informational"
    if any(term in _TAKE_PART or term.split()[-1] in _TAKE_PART for term in listed):
        return "participant"
    table = roles()
    if type_ == "expert" and any(term in table and table[term].type == "expert" for term in listed):
        return "informational"
    return ""
