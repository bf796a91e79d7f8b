"""Names in running text: runs of capitalised words, and what each of them is.

"Indiana Gov. Mike Pence" is one run; its last part is a person, what stands before says who that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from framing.sources.vocabulary import (
    PARTIES,
    TITLES,
    endings,
    find_country,
    find_organisation,
    find_person,
    roles,
    words_of,
)

DAYS = words_of(
    """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday mon tue wed thu fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec
    easter christmas thanksgiving p.m a.m
    """
)
# Last and first words of names that are no people's: "South China Sea", "Election Day", "New Orleans".
_NOT_PEOPLE = words_of(
    """
    Sea Ocean Island Islands Bay River Lake Mountain Mountains Valley City Town Street Avenue Road Square Park Beach
    County State States War Wars Day Night Week Year Eve Hall Building Tower Bridge Airport Station Stadium Theater
    Plan Deal Initiative Project Program Programme Games Cup Olympics Convention Summit Conference Debate Election
    Prize Award Awards Fame America Africa Asia Europe Europeans Coast East West North South Desert Peninsula Gulf
    Strait
    """
)
_BEFORE_PLACES = words_of(
    """
    South North West East New San Los Las Lake Fort Mount Saint Santa Cape Great Central
    """
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq"))
_NO_GIVEN = words_of(
    """
    Staff Elections Operations Communications Defense Labor Commerce Education Energy Health Treasury Interior
    Agriculture Transportation
    Neither Both Even Only Alongside Like Unlike Absent Celebrities Vermonter Texan Floridian Californian Crooked
    """
)
_COMPOUND = re.compile(r"-(?:based|born|turned|winner|winning|endorsed|backed|educated|trained|nominated|raised)$")
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\b[JS]r\.|\w+(?:['’&./-]\w+)*|[^\w\s]")
_INITIALS = re.compile(r"(?:\w\.)+|.* (?:Jr|Sr)\.")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")


@dataclass(frozen=True)
class Name:
    """What a run of capitalised words is.

    kind: "person", "organisation", "place" or "word" (not known); name: the run without titles; before: the words
    taken off the front; surname: last word of a person's name in lower case; type and country: where the name tells.
    """

    kind: str
    name: str
    before: tuple[str, ...] = ()
    surname: str = ""
    given: str = ""
    type: str = ""
    country: str = ""
    titled: bool = False


def split_words(text: str) -> list[str]:
    """Return words and marks, possessive endings apart.

    >>> split_words("Trump's aide, Gov. Pence")
    ['Trump', "'s", 'aide', ',', 'Gov', '.', 'Pence']
    """
    words = []
    for token in _TOKEN.findall(text):
        if token[-2:] in ("'s", "’s") and len(token) > 2:
            words += [token[:-2], token[-2:]]
        else:
            words.append(token)
    return words


@lru_cache(maxsize=1 << 15)
def read_name(run: str) -> Name:
    """Return what a run of capitalised words is.

    >>> read_name("Indiana Gov. Mike Pence").name, read_name("Foreign Ministry").type
    ('Mike Pence', 'official')
    """
    if run.isalpha():
        return _known_name(run) or _single(run)
    plain = _two_plain_words(run)
    if plain is not None:
        return plain
    run = _POSSESSIVE.sub("", run).strip(" ,")
    run = run if _INITIALS.fullmatch(run) else run.rstrip(".")
    whole = _known_name(run)
    if whole is not None:
        return whole
    words = [word for word in split_words(run) if word not in (",",)]
    if len(words) > 1 and words[-1] in endings() and words[0].lower() not in TITLES:
        part_of = next(
            filter(None, (find_organisation(" ".join(words[:n])) for n in range(len(words) - 1, 0, -1))), None
        )
        type_ = part_of.type if part_of is not None and endings()[words[-1]] != "document" else endings()[words[-1]]
        return Name(
            "organisation", run, type=type_, country=(part_of.country if part_of else "") or _first_country(words)
        )
    link = next((place for place, word in enumerate(words) if word in ("of", "for") and place), 0)
    if link and words[link - 1] in endings() and words[0].lower() not in TITLES:  # "Association of Flight Attendants"
        return Name("organisation", run, type=endings()[words[link - 1]], country=_first_country(words))
    cut, titled = _titles_end(words)
    while not cut and len(words) > 2 and (words[0] in _NO_GIVEN or _COMPOUND.search(words[0])):
        words = words[1:]  # "Texas-based Matt Roe", "Neither Ann Roe"
        cut, titled = _titles_end(words)
    if not cut and len(words) > 2:  # "Fox News Sean Hannity"
        cut = next((n for n in range(len(words) - 2, 0, -1) if find_organisation(" ".join(words[:n]))), 0)
    before, rest = tuple(word for word in words[:cut] if word != "."), _without_loose_points(words[cut:])
    if not rest:
        return Name("word", run)
    text = _joined(rest)
    known = _known_name(text)
    if known is not None and known.kind != "word":
        return Name(known.kind, known.name, before, known.surname, known.given, known.type, known.country, titled)
    country = _first_country([text, *before])
    if (
        not titled
        and (
            rest[-1] in _NOT_PEOPLE
            or (len(rest) > 1 and rest[-1].lower() in PARTIES and rest[-1] != "Green")
            or rest[0] in _BEFORE_PLACES
        )
        and find_person(text) is None
    ):
        return Name("word", text, before, rest[-1].lower() if len(rest) == 1 else "", country=country)
    if len(rest) == 1 and not titled:
        kind = "organisation" if rest[0].isupper() and len(rest[0]) > 1 else "word"
        return Name(kind, text, before, rest[0].lower().replace("’", "'"), country=country)
    return _person(text, rest, before, titled, country)


def _two_plain_words(run: str) -> Name | None:
    """Return the person of "Jane Roe" without further reading; None for all that may be more than a given name."""
    given, _, surname = run.partition(" ")
    if not (given.isalpha() and surname.isalpha()) or given in _BEFORE_PLACES or given.lower() in TITLES:
        return None
    if given.lower() in roles() or find_organisation(given) is not None or find_country(given):
        return None
    if surname in endings() or surname in _NOT_PEOPLE or surname.lower() in PARTIES:
        return None
    return _known_name(run) or _person(run, [given, surname], (), False, "")


def _single(word: str) -> Name:
    """Return what one capitalised word is that no table knows: initials are an organisation, the rest open."""
    return Name("organisation" if word.isupper() and len(word) > 1 else "word", word, surname=word.lower())


def _first_country(words: Sequence[str]) -> str:
    return next(filter(None, map(find_country, words)), "")


def _person(text: str, words: list[str], before: tuple[str, ...], titled: bool, country: str) -> Name:
    plain = [
        word for word in words if word.rstrip(".").lower() not in _SUFFIXES and word not in ('"', "“", "”", "(", ")")
    ]
    surname = plain[-1].lower().replace("’", "'") if plain else ""
    given = plain[0].lower() if len(plain) > 1 else ""
    known = find_person(text) or find_person(" ".join(plain))
    if known is not None and known.by_surname:
        return Name("person", text, before, surname, given, known.type, known.country, titled)
    return Name("person", text, before, surname, given, "", country, titled)


def _known_name(text: str) -> Name | None:
    """Return an organisation, place or person that a table knows."""
    plain = text.removeprefix("The ").removeprefix("the ")
    organisation = find_organisation(text)
    if organisation is not None:
        return Name("organisation", text, type=organisation.type, country=organisation.country)
    country = find_country(plain)
    if country:
        return Name("place", plain, type="official", country=country)
    if " " in text and find_person(text) is not None:
        words = text.split()
        return _person(text, words, (), False, "")
    return None


def _titles_end(words: list[str]) -> tuple[int, bool]:
    """Return after how many words the titles of a run end, and whether one of them is a personal title."""
    lower = [word.lower() for word in words]
    end, titled = 0, False
    table = roles()
    for place in range(len(words) - 1):
        word = lower[place]
        if word in TITLES:
            if word in ("st", "del") and not (place + 1 < len(words) and words[place + 1] == "."):
                continue
            end, titled = place + 1 + (words[place + 1] == "."), True
            continue
        for length in (3, 2, 1):
            phrase = " ".join(lower[place : place + length])
            role = table.get(phrase)
            if role is None or place + length >= len(words) or place + length <= end:
                continue
            if role.kind == "person" and place + length < len(words):
                end, titled = place + length, True
                break
    while end < len(words) and words[end] == ".":
        end += 1
    if end >= len(words):
        return 0, False
    return end, titled


def _without_loose_points(words: list[str]) -> list[str]:
    """Return the words with initials whole: "J" + "." becomes "J."."""
    result: list[str] = []
    for word in words:
        if word == "." and result:
            result[-1] += "."
        else:
            result.append(word)
    return result


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    text = re.sub(r"([\"“]) (\w+) ([\"”])", r"\1\2\3", text)
    return re.sub(r" (['’]s)\b", r"\1", text).replace(" - ", "-").strip(" .,") + (
        "." if words[-1] in ("Jr.", "Sr.") else ""
    )
