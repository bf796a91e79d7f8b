"""The word tables that say what kind of source a noun, a name or a place is.

The tables are CSV files in framing/lexicons: roles (nouns for people, groups, institutions and documents),
organisations (names, and the last words of names), countries (names, adjectives, seats of government) and
persons (heads of state and nominees, by a stated rule).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as a set: how small closed classes of words are written down here."""
    return frozenset(text.split())


_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
PERSON, GROUP, BODY, DOCUMENT = "person", "group", "body", "document"

# Titles as they stand before a name: the noun that the title is short for.
TITLES = {
    "mr": "", "mrs": "", "ms": "", "miss": "", "mx": "", "sir": "", "dame": "", "lord": "", "lady": "", "dr": "doctor",
    "prof": "professor", "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "gov": "governor", "govs": "governor", "lt": "lieutenant", "gen": "general", "col": "colonel", "maj": "major",
    "capt": "captain", "sgt": "sergeant", "adm": "admiral", "cmdr": "commander", "rev": "reverend", "pres": "president",
    "del": "delegate", "hon": "", "fr": "priest", "st": "", "mme": "", "det": "detective", "supt": "superintendent",
    "atty": "attorney", "msgr": "priest", "brig": "brigadier", "cpl": "soldier", "pvt": "soldier", "insp": "inspector",
}  # fmt: skip
AGREES = {"mr": "he", "sir": "he", "lord": "he", "mrs": "she", "ms": "she", "miss": "she", "dame": "she", "lady": "she"}
# A general word for people of a role: "the senator" may be called "the lawmaker" next.
WIDER = {
    "lawmaker": ("senator", "representative", "congressman", "congresswoman", "legislator", "deputy", "mp", "mep",
                 "assemblyman", "assemblywoman", "delegate", "councilman", "councilwoman", "member of parliament"),
    "leader": ("president", "prime minister", "chancellor", "premier", "majority leader", "minority leader", "king",
               "supreme leader", "party leader", "chairman", "chairwoman", "speaker", "house speaker"),
    "politician": ("senator", "representative", "governor", "mayor", "minister", "candidate", "congressman"),
    "official": ("minister", "secretary", "director", "ambassador", "envoy", "spokesman", "spokeswoman",
                 "commissioner", "finance minister", "foreign minister", "adviser", "chief", "undersecretary"),
    "candidate": ("nominee", "presidential nominee", "presidential candidate", "frontrunner", "hopeful", "contender",
                  "running mate", "challenger", "incumbent"),
    "nominee": ("candidate", "presidential nominee", "presidential candidate", "running mate"),
    "presidential nominee": ("nominee", "candidate", "presidential candidate"),
    "presidential candidate": ("candidate", "nominee", "presidential nominee"),
    "vice presidential nominee": ("running mate", "vice presidential candidate"),
    "vice presidential candidate": ("running mate", "vice presidential nominee"),
    "minister": ("foreign minister", "finance minister", "defense minister", "defence minister", "prime minister",
                 "interior minister", "health minister", "justice minister"),
    "spokesperson": ("spokesman", "spokeswoman", "press secretary"),
    "spokesman": ("press secretary", "spokesperson"),
    "spokeswoman": ("press secretary", "spokesperson"),
    "congressman": ("representative",), "congresswoman": ("representative",), "representative": ("congressman",),
    "diplomat": ("ambassador", "envoy", "special envoy", "foreign minister"),
    "ambassador": ("envoy",), "envoy": ("special envoy", "ambassador"),
    "businessman": ("mogul", "tycoon", "billionaire", "developer", "chief executive", "ceo"),
    "mogul": ("businessman", "billionaire", "developer"), "billionaire": ("businessman", "mogul"),
    "executive": ("ceo", "chief executive", "president", "director"), "ceo": ("chief executive",),
    "chief executive": ("ceo",), "attorney": ("lawyer",), "lawyer": ("attorney",), "doctor": ("physician", "surgeon"),
    "professor": ("law professor", "assistant professor", "associate professor"),
    "chief": ("director", "head", "police chief", "ceo", "chief executive"), "head": ("director", "chief"),
    "police chief": ("chief",), "judge": ("justice", "chief justice", "federal judge", "district judge"),
    "justice": ("chief justice", "judge"), "republican": (), "democrat": (),
    "official in charge": (), "journalist": ("reporter", "correspondent", "columnist", "editor", "anchor", "host"),
    "host": ("anchor",), "activist": ("campaigner", "organizer"), "nominees": (), "scholar": ("professor",),
    "economist": ("chief economist",), "scientist": ("professor", "researcher"), "officer": ("sergeant", "captain"),
    "general": ("lieutenant general", "major general", "commander"), "chairman": ("chair",), "chairwoman": ("chair",),
}  # fmt: skip
PARTIES = {
    "republican": "republican", "gop": "republican", "g.o.p.": "republican", "r": "republican", "democrat": "democrat",
    "democratic": "democrat", "d": "democrat", "tory": "conservative", "conservative": "conservative",
    "labour": "labour", "libertarian": "libertarian", "green": "green",
}  # fmt: skip


@dataclass(frozen=True)
class Role:
    """What a noun says of a source: its type, whether it is a person, group, body or document, and what it agrees with.

    yields: the type of the affiliation wins over `type` ("a spokesman for Apple").
    """

    term: str
    type: str
    kind: str
    yields: bool
    agrees: str


@dataclass(frozen=True)
class Organisation:
    """What a name says of a source; `kind` is "ending" where it is only the last word of one."""

    type: str
    kind: str
    country: str


@dataclass(frozen=True)
class KnownPerson:
    """Somebody in public life: type, country, and the titles that may stand for the name.

    by_surname: whether a surname by itself may mean them where the article names nobody else ("Obama").
    """

    type: str
    country: str
    roles: tuple[str, ...]
    by_surname: bool = True


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("framing").joinpath("lexicons", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def roles() -> dict[str, Role]:
    """Return the role nouns by their lower-case form."""
    return {
        row["term"].lower(): Role(row["term"].lower(), row["label"], row["kind"], row["yields"] == "yes", row["agrees"])
        for row in _rows("roles")
    }


@cache
def role_openers() -> frozenset[str]:
    """Return the first words of role nouns and the titles: where none of them stands, no role begins."""
    return frozenset(TITLES).union(term.split(" ", 1)[0] for term in roles())


@cache
def organisations() -> dict[str, Organisation]:
    """Return the organisations by their name as written; endings are kept apart."""
    return {
        row["term"]: Organisation(row["label"], row["kind"], row["country"])
        for row in _rows("organisations")
        if row["kind"] != "ending"
    }


@cache
def _organisations_as_written() -> dict[str, Organisation]:
    """Return the organisations by name as listed, and longer ones in capitals or with one capital ("Politifact")."""
    result = dict(organisations())
    for name, found in organisations().items():
        if len(name) > 4 and not name.startswith("The "):
            for form in (name.upper(), name.title(), name.capitalize()):
                result.setdefault(form, found)
    return result


def find_organisation(text: str) -> Organisation | None:
    """Return what is known of an organisation by its name, with or without "the"; "POLITICO" is "Politico".

    >>> find_organisation("the FBI").type, find_organisation("us")
    ('official', None)
    """
    known = _organisations_as_written()
    found = known.get(text)
    if found is None and text[:4] in ("The ", "the "):
        found = known.get(text[4:]) or known.get("The " + text[4:])
    return found


@cache
def endings() -> dict[str, str]:
    """Return the type that the last word of a name gives ("Ministry" -> official)."""
    return {row["term"]: row["label"] for row in _rows("organisations") if row["kind"] == "ending"}


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Return (country, kind) by lower-case name; kind is "name", "adjective" or "seat".

    Short forms in capitals ("US") are kept as written, so that "us" is no country.
    """
    return {
        row["term"] if row["term"].isupper() else row["term"].lower(): (row["label"], row["kind"])
        for row in _rows("countries")
    }


@cache
def country_adjectives() -> frozenset[str]:
    """Return the adjectives of countries as written: "Kuwaiti"."""
    return frozenset(row["term"] for row in _rows("countries") if row["kind"] == "adjective")


@cache
def persons() -> dict[str, KnownPerson]:
    """Return the known persons by full name."""
    return {
        row["term"]: KnownPerson(
            row["label"], row["country"], tuple(filter(None, row["roles"].split(";"))), not row["note"]
        )
        for row in _rows("persons")
    }


def find_person(name: str) -> KnownPerson | None:
    """Return what is known of a person by name, middle names and the shape of an apostrophe aside.

    >>> find_person("Donald J. Trump").type, find_person("Jane Roe")
    ('politician', None)
    """
    name = name.replace("’", "'")
    name = name.title() if name.isupper() else name
    known = persons().get(name)
    if known is not None or len(name.split()) < 2:
        return known
    plain = _SUFFIX.sub("", name)
    words = plain.split()
    short = f"{words[0]} {words[-1]}" if len(words) > 2 else plain
    return persons().get(plain) or persons().get(short)


@cache
def surnames() -> dict[str, KnownPerson]:
    """Return what is known of persons by surname alone: the type, where all who share it agree."""
    result: dict[str, KnownPerson] = {}
    for name, person in persons().items():
        if not person.by_surname:
            continue
        surname = name.split()[-1]
        other = result.get(surname)
        if other is not None and (other.type, other.country) != (person.type, person.country):
            person = KnownPerson(person.type if other.type == person.type else "unknown", "", ())
        elif other is not None and other.roles != person.roles:
            person = KnownPerson(person.type, person.country, ())
        result[surname] = person
    return result


@cache
def surname_words() -> frozenset[str]:
    """Return the surnames of the table in small letters: "Sanders" is no group of people."""
    return frozenset(name.split()[-1].lower() for name in persons())


@cache
def _countries_as_written() -> dict[str, str]:
    """Return the country by each way a name may be written: as listed, in small letters, with capitals throughout."""
    result: dict[str, str] = {}
    for key, (country, _) in countries().items():
        forms = [key] if key.isupper() and len(key) < 5 else [key, key.title(), key.upper(), key.capitalize()]
        for form in forms:
            result.setdefault(form, country)
    return result


def find_country(words: str) -> str:
    """Return the country that a name, adjective or seat of government belongs to, "" for none.

    >>> find_country("Moscow"), find_country("Belarusian"), find_country("US"), find_country("us")
    ('Russia', 'Belarus', 'United States', '')
    """
    return _countries_as_written().get(words, "")
