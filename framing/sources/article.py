"""The sources of one article, resolved one mention after the other in text order."""

from __future__ import annotations

from collections.abc import Iterator

from framing.sources.cast import Person
from framing.sources.institutions import link_headline_document, resolve_body, resolve_document
from framing.sources.introductions import introduce_people, read_person, search_type, weigh_pronouns
from framing.sources.mentions import Mentions
from framing.sources.names import read_name
from framing.sources.owned import resolve_owned
from framing.sources.people import name_of, resolve_name, resolve_role, resolve_several
from framing.sources.phrase import Phrase
from framing.sources.phrases import read_phrase
from framing.sources.pronouns import resolve_pronoun
from framing.sources.scene import Scene
from framing.sources.standing import role_of
from framing.sources.vocabulary import find_organisation, roles, surnames

Row = tuple[str, str, int, str, str, str, str]


class ArticleSources:
    """Takes the source phrases of an article in text order; gives its sources and who said what."""

    def __init__(self, mentions: Mentions) -> None:
        self._scene = Scene(mentions)
        self._owners: list[tuple[int, int]] = []
        introduce_people(self._scene)
        weigh_pronouns(self._scene)

    def resolve(self, owner: int, text: str, first: int, content: list[tuple[int, int]]) -> None:
        """Find out whom the source phrase of attribution `owner` means; it begins at token `first`.

        `content` are the token ranges of what is attributed: whom it mentions is seldom who says it.
        """
        scene = self._scene
        scene.content = content
        phrase = name_of(scene, read_phrase(text))
        row = self._row_of(phrase, text, first)
        source = scene.sources[row]
        if not source.country and source.person < 0:
            source.country = phrase.country
        scene.said.append((first, scene.sentence(first), row))
        self._owners.append((owner, row))

    def _row_of(self, phrase: Phrase, text: str, first: int) -> int:
        scene = self._scene
        phrase, row = resolve_owned(scene, phrase, first)
        if row >= 0:
            return row
        if phrase.kind == "pronoun":
            return resolve_pronoun(scene, phrase, first)
        if phrase.kind in ("person", "word", "organisation", "place"):
            return resolve_name(scene, phrase, first)
        if phrase.kind == "several":
            return resolve_several(scene, phrase)
        if phrase.kind == "role":
            return resolve_role(scene, phrase, first)
        if phrase.kind == "body":
            return resolve_body(scene, phrase, first)
        if phrase.kind == "document":
            return resolve_document(scene, phrase, first)
        if phrase.kind == "other" and phrase.definite and phrase.name:
            full = scene.cast.longer_name(phrase.name.split()[-1])
            if full:
                return scene.organisation(full, "", "")
        return scene.phrase_row(phrase, phrase.name or text, scene.spoken_for(phrase))

    def finish(self) -> tuple[list[tuple[int, int]], list[Row]]:
        """Return (attribution, row) pairs and the rows: name, type, named, affiliation, country, role, status."""
        owners = link_headline_document(self._scene, self._owners)
        used = sorted({row for _, row in owners})
        number = {row: place for place, row in enumerate(used)}
        return [(owner, number[row]) for owner, row in owners], list(self._rows(used))

    def _rows(self, used: list[int]) -> Iterator[Row]:
        for row in used:
            source = self._scene.sources[row]
            if source.person < 0:
                affiliation = self._checked(source.affiliation)
                type_ = source.type or "unknown"
                role = role_of([source.role], source.affiliation, type_)
                yield source.name, type_, source.named, affiliation, source.country, role, source.status
                continue
            read_person(self._scene, source.person)
            person = self._scene.cast.people[source.person]
            type_ = self._type_of(source.person) or "unknown"
            role = role_of(person.roles, person.affiliation, type_)
            affiliation = self._checked(person.affiliation)
            yield person.name, type_, 1, affiliation, _country_of(person, type_), role, person.status

    def _checked(self, affiliation: str) -> str:
        """Return an affiliation, or "" for a single word that the article uses for nobody and nothing else."""
        cast = self._scene.cast
        known = " " in affiliation or affiliation.isupper() or affiliation.lower() in cast.organisations
        known = known or affiliation.lower() in cast.by_surname or find_organisation(affiliation) is not None
        return affiliation if known else ""

    def _type_of(self, row: int) -> str:
        """Return a person's type: of those they speak for, else their own, else what their role says by itself."""
        cast = self._scene.cast
        person = cast.people[row]
        table = roles()
        if person.affiliation and any(term in table and table[term].yields for term in person.roles):
            others = cast.find(read_name(person.affiliation))
            for other in others:
                read_person(self._scene, other)
            types = [cast.people[other].type for other in others if other != row and cast.people[other].type]
            if types:
                return types[0]
        if not person.type and not person.default_type and person.name not in surnames():
            search_type(self._scene, row)
        known = person.table or surnames().get(person.name)
        return person.type or (known.type if known is not None else person.default_type)


def _country_of(person: Person, type_: str) -> str:
    """Return a person's country: what the article says, else what the table does, if that is who is meant."""
    known = person.table or surnames().get(person.name)
    return person.country or (known.country if known is not None and known.type == type_ else "")
