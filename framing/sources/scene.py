"""What is known while the sources of one article are resolved: its people, its sources so far, who spoke where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from framing.sources.cast import Cast
from framing.sources.mentions import Mentions
from framing.sources.names import read_name
from framing.sources.phrase import Phrase
from framing.sources.vocabulary import roles, surnames

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass
class Source:
    """One source of the article while it is put together; `person` is a row of the cast, -1 for none."""

    kind: str
    name: str
    type: str = ""
    named: int = 0
    affiliation: str = ""
    country: str = ""
    person: int = -1
    role: str = ""
    agrees: str = ""
    status: str = ""


@dataclass
class Scene:
    """The article being resolved.

    said: (token, sentence, row of sources) of each mention resolved so far; named_at: (token, sentence, person,
    how much of a subject) of each person's name outside quotation marks; content: what the attribution at hand
    attributes, as token ranges.
    """

    mentions: Mentions
    cast: Cast = field(default_factory=Cast)
    sources: list[Source] = field(default_factory=list)
    keys: dict[Hashable, int] = field(default_factory=dict)
    said: list[tuple[int, int, int]] = field(default_factory=list)
    named_at: list[tuple[int, int, int, float]] = field(default_factory=list)
    organisations_at: list[tuple[int, int, str]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)

    def sentence(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return self.mentions.sentence(token)

    def row(self, key: Hashable, source: Source) -> int:
        """Return the row of the source with this key; `source` is added where there is none yet."""
        row = self.keys.get(key)
        if row is None:
            row = self.keys[key] = len(self.sources)
            self.sources.append(source)
        return row

    def unresolved(self, first: int, type_: str = "") -> int:
        """Return a new row with an empty name: who it is cannot be told."""
        return self.row(("unresolved", first), Source("unresolved", "", type_, named=-1))

    def person(self, row: int) -> int:
        """Return the source that a person of the cast is."""
        return self.row(("person", row), Source("person", self.cast.people[row].name, named=1, person=row))

    def phrase_row(self, phrase: Phrase, name: str, type_: str, *, named: int = 0) -> int:
        """Return the source that is known by its phrase only: "officials", "a report"."""
        source = Source(
            phrase.kind, name, type_, named, phrase.affiliation, phrase.country, role=phrase.role, agrees=phrase.agrees,
            status=phrase.status,
        )  # fmt: skip
        return self.row(("text", plain(name)), source)

    def organisation(self, name: str, type_: str, country: str) -> int:
        """Return the source that an organisation is, by its longest name in the article."""
        short = name.removeprefix("The ").removeprefix("the ").removesuffix("'s").removesuffix("’s")
        full = self.cast.acronyms.get(short.replace(".", "")) if short.isupper() else ""
        known = self.cast.organisations.get(short.lower())
        if known is None or full or " " in short:
            full = full or self.cast.longer_name(short)
            if full:
                short = full
                known = self.cast.organisations.get(short.lower())
        if known is not None:
            type_ = known.type or type_
            country = country or known.country
        if not type_:
            person = surnames().get(short)
            type_ = person.type if person else ""
        return self.row(("organisation", short.lower()), Source("organisation", short, type_, 1, country=country))

    def spoken_before(self, token: int, n_sentences: int = 1 << 30) -> Iterator[tuple[int, int, int]]:
        """Yield (token, sentence, row) of the mentions before a token, the nearest first."""
        sentence = self.sentence(token)
        for place in reversed(self.said):
            if place[0] < token:
                if sentence - place[1] > n_sentences:
                    return
                yield place

    def named_before(self, token: int, n_sentences: int = 1 << 30) -> Iterator[tuple[int, int, int, float]]:
        """Yield the names of people before a token, the nearest first."""
        sentence = self.sentence(token)
        for place in range(bisect_left(self.named_at, (token,)) - 1, -1, -1):
            if sentence - self.named_at[place][1] > n_sentences:
                return
            yield self.named_at[place]

    def main_of(self, rows: list[int], token: int) -> list[int]:
        """Return the one of several persons of one surname who is meant by it.

        Whom the article names in full at least twice as often, else who spoke or was named last, else who comes first.
        """
        people = self.cast.people
        often = sorted(rows, key=lambda row: (-people[row].n_full, row))
        if token >= 0 and people[often[0]].n_full < 2 * people[often[1]].n_full:
            for _, _, row in self.spoken_before(token):
                if self.sources[row].person in rows:
                    return [self.sources[row].person]
            for _, _, person, _ in self.named_before(token):
                if person in rows:
                    return [person]
        return often[:1]

    def spoken_for(self, phrase: Phrase) -> str:
        """Return the type of a phrase, from the person it speaks for where that is one of the article's."""
        role = roles().get(phrase.role)
        if phrase.affiliation and role is not None and role.yields:
            rows = self.cast.find(read_name(phrase.affiliation))
            rows = self.main_of(rows, -1) if len(rows) > 1 else rows
            if rows and self.cast.people[rows[0]].type:
                return self.cast.people[rows[0]].type
        return phrase.type


def plain(text: str) -> str:
    """Return a phrase for comparison: lower case, without a leading article."""
    return _ARTICLE.sub("", text.lower()).strip(" .,")
