"""Whom of an article's people a description fits: "the Belarusian leader", "the Republican nominee"."""

from __future__ import annotations

from collections.abc import Sequence

from framing.sources.cast import Person
from framing.sources.phrase import Phrase
from framing.sources.vocabulary import PARTIES, WIDER, countries, find_country, roles, words_of

# Words before a role that do not narrow it down.
_LOOSE = words_of(
    """
    former then-president presidential vice deputy senior first chief longtime acting rival running mate
    """
)
_ADJECTIVES = words_of(
    """
    new old young top current outgoing incoming late veteran hard-line embattled powerful popular female male black
    white gay elderly state city county district national house federal
    """
)
_ADJECTIVE_ENDINGS = ("ed", "ing", "ful", "ous", "ish", "ive", "al", "ic", "ary", "less", "able")
_OFFICES = frozenset(("nominee", "presidential nominee", "candidate", "presidential candidate", "president"))
# How well a role fits: the article uses this very word, its last word, a wider one; a table knows the office.
_SAME, _SAME_NOUN, _WIDER, _OFFICE = 3.0, 2.0, 1.5, 1.6


def match_role(people: Sequence[Person], phrase: Phrase) -> list[tuple[float, int]]:
    """Return (score, row of `people`) for everyone whom a description fits, best first."""
    if not phrase.role:
        return []
    wanted = {PARTIES.get(word, word) for word in phrase.modifiers}
    if phrase.role in PARTIES:
        wanted.add(PARTIES[phrase.role])
    narrowing = {word for word in phrase.modifiers if narrows(word, phrase.text)}
    scored = []
    for row, person in enumerate(people):
        score = _role_score(person, phrase.role, wanted)
        if score and not narrowing - person.modifiers and not _conflict(person, phrase, wanted):
            scored.append((score + _closeness(person, phrase, wanted), row))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def _role_score(person: Person, term: str, wanted: set[str]) -> float:
    """Return how well a role noun fits a person, 0 for not at all."""
    if term in person.roles or (term in PARTIES and PARTIES[term] in person.modifiers):
        return _SAME
    if not (person.roles or person.offices):
        return 0.0
    wider = WIDER.get(term, ())
    if not person.roles.isdisjoint(wider):
        return _WIDER
    if term in person.offices or any(role in person.offices for role in wider):
        others = wanted - person.modifiers
        foreign = any(find_country(w.title() if w.isalpha() else w.upper()) not in ("", person.country) for w in others)
        return 0.0 if foreign or _regions(others) else _OFFICE
    last = term.split()[-1]
    return _SAME_NOUN if any(role.split()[-1] == last for role in person.roles) else 0.0


def _conflict(person: Person, phrase: Phrase, wanted: set[str]) -> bool:
    """Return whether party, country, region or pronoun of a description are another's."""
    parties, own = wanted & set(PARTIES.values()), person.modifiers & set(PARTIES.values())
    if parties and own and not parties & own:
        return True
    if phrase.country and person.country and phrase.country != person.country and any(map(find_country, wanted)):
        return True
    regions, own_regions = _regions(wanted), _regions(person.modifiers)
    if regions and own_regions and not regions & own_regions:
        return True
    return bool(phrase.agrees and person.agrees and phrase.agrees != person.agrees)


def _closeness(person: Person, phrase: Phrase, wanted: set[str]) -> float:
    """Return what shared and missing words say for a person: "the president" is rather not "Russian President X"."""
    score = float(len(wanted & person.modifiers))
    score += 1.0 * bool(phrase.country and phrase.country == person.country)
    score -= 0.25 * len(wanted - person.modifiers - _LOOSE)
    score -= 0.5 * (not phrase.country and any(find_country(word) for word in person.modifiers - wanted))
    score -= 1.5 * (phrase.role in _OFFICES and "vice" in person.modifiers and "vice" not in phrase.modifiers)
    return score


def narrows(word: str, text: str) -> bool:
    """Return whether a word before a role narrows it, as "union" in "the union leader"; adjectives and names do not."""
    if (
        not word.isalpha()
        or word in roles()
        or word in _LOOSE
        or word in PARTIES
        or word in _ADJECTIVES
        or find_country(word)
    ):
        return False
    return word in text and not word.endswith(_ADJECTIVE_ENDINGS)


def _regions(words: set[str]) -> set[str]:
    return {word for word in words if countries().get(word, ("", ""))[1] == "region"}
