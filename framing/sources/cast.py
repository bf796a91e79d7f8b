"""Who is named in one article: full names, what the article calls them, and which pronoun fits.

A surname finds its full name here, "the senator" finds the one senator. Agreement with "he" or "she" is read from
titles and pronouns of this article only, serves to tell people apart, and is never reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from framing.sources.named_phrases import read_titles
from framing.sources.names import Name
from framing.sources.phrase import Phrase
from framing.sources.standing import status_of
from framing.sources.vocabulary import (
    AGREES,
    BODY,
    GROUP,
    PARTIES,
    PERSON,
    TITLES,
    KnownPerson,
    countries,
    find_person,
    role_openers,
    roles,
)


@dataclass
class Person:
    """A person named in the article, as far as the article tells."""

    name: str
    surname: str
    given: str
    type: str = ""
    country: str = ""
    affiliation: str = ""
    roles: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    agreement: dict[str, float] = field(default_factory=lambda: {"he": 0.0, "she": 0.0})
    offices: tuple[str, ...] = ()
    default_type: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    n_full: int = 0
    n_short: int = 0
    table: KnownPerson | None = None
    status: str = ""

    def look_up(self) -> None:
        """Take over what the table of persons says of the name; for many of them the article goes first."""
        self.table = find_person(self.name)
        if self.table is not None and self.table.by_surname:
            self.type, self.country, self.offices = self.table.type, self.table.country, self.table.roles
            for role in self.table.roles:
                self.modifiers.update(
                    [PARTIES[role]] if role in PARTIES else role.split() if role in countries() else []
                )

    @property
    def n_mentions(self) -> int:
        """How often the article names the person."""
        return self.n_full + self.n_short

    @property
    def likely(self) -> bool:
        """Whether the article treats the name as a person's: a title, a surname by itself, a known name."""
        return bool(
            self.roles
            or self.offices
            or self.n_short
            or self.n_full > 1
            or self.type
            or self.table
            or sum(self.agreement.values()) >= 3.0
        )

    @property
    def agrees(self) -> str:
        """ "he" or "she" where the evidence of the article is clear, else ""."""
        he, she = self.agreement["he"], self.agreement["she"]
        return "he" if he > 2 * she else "she" if she > 2 * he else ""


@dataclass
class Cast:
    """The persons of an article, found by surname and by given name."""

    people: list[Person] = field(default_factory=list)
    by_surname: dict[str, list[int]] = field(default_factory=dict)
    by_given: dict[str, list[int]] = field(default_factory=dict)
    organisations: dict[str, Name] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    titles: dict[tuple[str, ...], Phrase] = field(default_factory=dict)  # what titles say, each read once

    def add(self, name: Name) -> int:
        """Add a person's name as read from the text; return who it is."""
        for row in self.by_surname.get(name.surname, ()):
            known = self.people[row]
            if known.given and name.name != known.name and known.given in name.name.lower().split()[1:]:
                return row  # "Crooked Hillary Clinton" after "Hillary Clinton"
            if name.given and known.given and not _same_given(name.given, known.given, known.name, name.name):
                continue
            if len(name.name) > len(known.name) and name.given:
                known.name = name.name
                known.given = known.given or name.given
                known.look_up()
                self._list(self.by_given, name.given, row)
            return row
        row = len(self.people)
        person = Person(name.name, name.surname, name.given)
        person.look_up()
        self.people.append(person)
        self._list(self.by_surname, name.surname, row)
        if "-" in name.surname:
            self._list(self.by_surname, name.surname.split("-")[-1], row)
        if name.given:
            self._list(self.by_given, name.given, row)
        return row

    @staticmethod
    def _list(index: dict[str, list[int]], key: str, row: int) -> None:
        rows = index.setdefault(key, [])
        if row not in rows:
            rows.append(row)

    def add_organisation(self, name: Name) -> None:
        """Remember an organisation, also by its initials."""
        plain = name.name.removeprefix("The ")
        self.organisations.setdefault(plain.lower(), name)
        words = [word for word in plain.split() if word[:1].isupper()]
        if len(words) > 1:
            self.acronyms.setdefault("".join(word[0] for word in words), plain)

    def longer_name(self, short: str) -> str:
        """Return the organisation's longer name that a short one means: "the Times" after "New York Times"."""
        low = short.lower()
        found = [name.name.removeprefix("The ") for key, name in self.organisations.items()
                 if key.endswith(" " + low) or key.startswith(low + " ")]  # fmt: skip
        return found[0] if len(found) == 1 else ""

    def find_word(self, word: str) -> list[int]:
        """Return the persons whom a single word may name."""
        return self.by_surname.get(word.lower()) or self.by_given.get(word.lower()) or []

    def find(self, name: Name) -> list[int]:
        """Return the persons a name may mean: by surname, else by given name; several where it is ambiguous."""
        rows = self.by_surname.get(name.surname)
        if name.given:
            people = self.people
            return [r for r in rows or () if _same_given(name.given, people[r].given, people[r].name, name.name)]
        rows = rows or self.by_given.get(name.surname)
        if rows is None or len(rows) < 2:
            return rows or []
        wanted = next(filter(None, (AGREES.get(word.lower(), "") for word in name.before)), "")
        if wanted:
            fitting = [row for row in rows if self.people[row].agrees == wanted]
            rows = fitting or [row for row in rows if self.people[row].agrees in ("", wanted)] or rows
        titles = {word.lower() for word in name.before}
        titled = [row for row in rows if titles & self.people[row].roles]
        return titled if len(titled) == 1 else rows

    def learn(self, row: int, phrase: Phrase) -> None:
        """Keep what a phrase with the person's name says of the person."""
        person = self.people[row]
        if phrase.role:
            person.roles.add(phrase.role)
        person.modifiers |= phrase.modifiers
        if phrase.agrees:
            person.agreement[phrase.agrees] += 3.0
        self._set_type(person, phrase)
        person.country = person.country or phrase.country
        person.affiliation = person.affiliation or phrase.affiliation
        person.status = person.status or phrase.status

    @staticmethod
    def _set_type(person: Person, phrase: Phrase) -> None:
        """Keep the type of a phrase; that of a role without its institution ("the spokesman") only as a default."""
        role = roles().get(phrase.role)
        if not phrase.type or phrase.type == "unknown":
            return
        if role is not None and role.yields and not phrase.affiliation and phrase.type == role.type:
            person.default_type = person.default_type or phrase.type
        else:
            person.type = person.type or phrase.type

    def learn_titles(self, row: int, words: Iterable[str]) -> None:
        """Keep what the words before a name say: "Belarusian President", "GOP nominee", "Mr."."""
        person = self.people[row]
        listed = [word for word in words if word != "."]
        lower = [word.lower() for word in listed]
        person.modifiers.update(PARTIES.get(word, word) for word in lower)
        table = roles()
        place = 0
        while place < len(lower):
            word = lower[place]
            if word in AGREES:
                person.agreement[AGREES[word]] += 3.0
            step = 1
            for length in (3, 2, 1) if word in role_openers() else ():
                role = table.get(" ".join(lower[place : place + length]) if length > 1 else TITLES.get(word) or word)
                if role is not None and role.kind == PERSON and place + length <= len(lower):
                    person.roles.add(role.term)
                    person.agreement[role.agrees or "he"] += 2.0 * bool(role.agrees)
                    step = length
                    break
            place += step
        person.status = person.status or status_of(listed)
        if listed and not (person.type and person.country and person.affiliation):
            phrase = self.titles.get(tuple(listed))
            if phrase is None:
                phrase = self.titles[tuple(listed)] = read_titles(listed)
            self._set_type(person, phrase)
            person.country = person.country or phrase.country
            person.affiliation = person.affiliation or phrase.affiliation


def _same_given(one: str, other: str, name: str, other_name: str) -> bool:
    """Return whether two given names may be one person's: equal, an initial, or a nickname in the full name."""
    if one == other or not one or not other:
        return True
    if one.rstrip(".") == other[: len(one.rstrip("."))] and len(one.rstrip(".")) == 1:
        return True
    if other.rstrip(".") == one[: len(other.rstrip("."))] and len(other.rstrip(".")) == 1:
        return True
    return one in name.lower().replace('"', " ").split() or other in other_name.lower().replace('"', " ").split()


def is_person_run(name: Name) -> bool:
    """Return whether a run of capitalised words is a full name of a person."""
    if name.kind != "person" or not name.given:
        return False
    given = roles().get(name.given)
    if given is not None and given.kind in (BODY, GROUP):  # "Team Clinton"
        return False
    capitals = [word.isupper() for word in name.name.split() if len(word) > 3]
    return not capitals or all(capitals) or not any(capitals)  # "THE BORROWING Back" is a heading
