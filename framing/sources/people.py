"""Who a name, "the Belarusian leader" or "A and B" means in an article."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.sources.introductions import read_everybody, read_person
from framing.sources.names import Name, read_name, split_words
from framing.sources.phrase import Phrase
from framing.sources.phrases import read_phrase
from framing.sources.role_match import match_role, narrows
from framing.sources.scene import Scene, Source
from framing.sources.vocabulary import WIDER, countries, roles, surnames, words_of

_INDEFINITE = re.compile(r"(?:an?|one|another|some|any|no|every|each)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[\s,]")
_VAGUE = frozenset(("official", "leader", "politician", "candidate", "republican", "democrat", "person"))
# may mean whoever spoke last
_ANYBODY = words_of(
    """
    man woman boy girl person source witness suspect victim driver reporter journalist judge official officer voter
    caller host moderator interviewer questioner announcer narrator anchor prosecutor lawyer attorney defendant
    couple crowd child agent employee soldier policeman investigator protester student teacher worker resident
    """
)
_SHORT = 4  # words of a description that may stand for a name
_AFTER_QUOTE = frozenset(("”―", "”—", '"―', '"—', "”–", " ―", " —"))
_NEAR = 3  # sentences in which somebody is still in mind
_EQUAL = 0.4  # scores so close that both may be meant


def resolve_name(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that a name is: a person of the cast, a place, an organisation."""
    name = phrase.read or read_name(phrase.name)
    if phrase.kind in ("person", "word"):
        rows = scene.cast.find(name)
        if len(rows) > 1:
            rows = scene.main_of(rows, first)
        if rows:
            return _speaker(scene, rows[0], _with_house(scene, phrase, first), first)
        known = surnames().get(phrase.name)
        if phrase.kind == "word" and known is not None and not scene.cast.longer_name(phrase.name):
            row = scene.cast.add(name)
            person = scene.cast.people[row]
            person.type, person.country = person.type or known.type, person.country or known.country
            return scene.person(row)
        several = surnames().get(phrase.name.removesuffix("s"))
        if phrase.kind == "word" and several is not None:  # "the Clintons"
            return scene.row(("several", phrase.name), Source("several", phrase.name, several.type, 1))
        if phrase.kind == "person":
            row = _in_title_case(scene, phrase.text)
            if row < 0:
                row = scene.cast.add(name)
            return _speaker(scene, row, _with_house(scene, phrase, first), first)
    same = [row for row, person in enumerate(scene.cast.people) if person.name == phrase.name]
    if same:  # "Lena Park", whose name looks like a place
        return _speaker(scene, same[0], phrase, first)
    spoken = scene.cast.by_surname.get(phrase.name.lower(), [])
    if spoken and (phrase.kind == "place" or not phrase.type):  # "PENCE:" in a transcript
        return _speaker(scene, scene.main_of(spoken, first)[0] if len(spoken) > 1 else spoken[0], phrase, first)
    if phrase.kind == "place":
        written = countries().get(phrase.name.lower(), ("", "seat"))[1] in ("seat", "region")
        key = ("place", phrase.name if written else phrase.country)
        return scene.row(key, Source("place", phrase.name, "official", 1, country=phrase.country))
    return scene.organisation(phrase.name, phrase.type, phrase.country)


def _speaker(scene: Scene, row: int, phrase: Phrase, first: int) -> int:
    """Return the source of a person who speaks; what the article says of them is read now."""
    if phrase.read is not None and phrase.read.given:
        scene.cast.add(phrase.read)  # keeps the longer spelling
    scene.cast.learn(row, phrase)
    read_person(scene, row)
    person = scene.cast.people[row]
    if scene.mentions.before(first).rstrip()[-2:] in _AFTER_QUOTE and not phrase.role:
        person.default_type = person.default_type or "citizen"  # a vox pop: “He scares me.” ― Jane Roe
    return scene.person(row)


def name_of(scene: Scene, phrase: Phrase) -> Phrase:
    """Return a phrase that begins with somebody's surname as that name: "Dean", "Price, a doctor,", "Will"."""
    if phrase.kind not in ("role", "group", "bare", "document", "other", "body"):
        return phrase
    word = _FIRST_WORD.split(phrase.text, maxsplit=1)[0]
    alone = phrase.text[len(word) : len(word) + 1] in ("", ",")
    word = word.removesuffix("'s").removesuffix("’s")
    known = scene.cast.find_word(word) if phrase.kind == "document" else scene.cast.by_surname.get(word.lower())
    if not (alone and word[:1].isupper() and known):
        return phrase
    found = read_phrase("Hon. " + phrase.text)
    name = Name("word", word, surname=word.lower())
    return replace(found, kind="word", text=phrase.text, name=word, named=True, read=name)


def _with_house(scene: Scene, phrase: Phrase, first: int) -> Phrase:
    """Return "Spokeswoman Jessica Ditto" with the institution that spoke just before as the one she speaks for."""
    role = roles().get(phrase.role)
    if role is None or not role.yields or phrase.affiliation or not role.term.startswith(("spokes", "press")):
        return phrase
    if phrase.type != role.type:  # "the campaign's press secretary"
        return phrase
    if not phrase.text.lower().removeprefix("the ").startswith(role.term):  # "Foreign Ministry spokesman Ivan Roe"
        return phrase
    for _, _, row in scene.spoken_before(first, _NEAR):
        source = scene.sources[row]
        if source.kind in ("organisation", "body") and source.named:
            return replace(phrase, type=source.type or phrase.type, affiliation=source.name)
        if source.person >= 0 and scene.cast.people[source.person].type:
            person = scene.cast.people[source.person]
            return replace(phrase, type=person.type, affiliation=person.name)
    return phrase


def _in_title_case(scene: Scene, text: str) -> int:
    """Return the person whose full name stands in a phrase set in title case, -1 for nobody."""
    words = [word.lower() for word in split_words(text)]
    if len(words) > 2:
        for place, word in enumerate(words[1:], 1):
            for row in scene.cast.by_surname.get(word, ()):
                if words[place - 1] == scene.cast.people[row].given:
                    return row
    return -1


def resolve_several(scene: Scene, phrase: Phrase) -> int:
    """Return the source that several named together are, each by the fullest name."""
    names, type_ = [], phrase.type
    for name in phrase.people:
        rows = scene.cast.find(name) if name.kind in ("person", "word") else []
        if len(rows) == 1:
            read_person(scene, rows[0])
        names.append(scene.cast.people[rows[0]].name if len(rows) == 1 else name.name)
        type_ = type_ or (scene.cast.people[rows[0]].type if len(rows) == 1 else name.type)
    joined = ", ".join(names[:-1]) + " and " + names[-1] if names else phrase.name
    return scene.row(("several", joined.lower()), Source("several", joined, type_, 1, country=phrase.country))


def resolve_role(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return who is meant by a noun for one person: "the senator", "a New York judge", "Trump's lawyer"."""
    read_everybody(scene)
    definite = not _INDEFINITE.match(phrase.text)
    found = _fitting(scene, phrase, first) if definite else _named_later(scene, phrase, first)
    if found >= 0:
        return found
    if definite and phrase.definite:
        for _, _, row in scene.spoken_before(first):
            if scene.sources[row].kind == "role" and scene.sources[row].role == phrase.role:
                return row
        row = _by_epithet(scene, phrase, first)
        if row >= 0:
            return row
    return scene.phrase_row(phrase, phrase.name, scene.spoken_for(phrase))


def _fitting(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the person whom a definite description means, a row without a name for several, -1 for nobody."""
    scored = match_role(scene.cast.people, phrase)
    if not scored:
        vague = phrase.definite and phrase.role in _VAGUE and not any(narrows(w, phrase.text) for w in phrase.modifiers)
        row = _last_person(scene, first, phrase.agrees) if vague else -1
        if row >= 0 and phrase.role != "person":
            _learn_type(scene, row, phrase)
        return row
    best = [row for score, row in scored if score >= scored[0][0] - _EQUAL]
    if len(best) == 1:
        return scene.person(best[0])
    for _, _, row in scene.spoken_before(first, 2 * _NEAR):
        if scene.sources[row].person in best:
            return row
    near = {person for _, _, person, _ in scene.named_before(first, _NEAR) if person in best}
    if len(near) == 1:
        return scene.person(near.pop())
    count = sorted(((scene.cast.people[row].n_mentions, row) for row in best), key=lambda pair: -pair[0])
    if count[0][0] >= 3 * count[1][0]:
        return scene.person(count[0][1])
    return scene.unresolved(first, phrase.type)


def _last_person(scene: Scene, first: int, agrees: str) -> int:
    for _, _, row in scene.spoken_before(first, _NEAR):
        person = scene.sources[row].person
        if person >= 0:
            known = scene.cast.people[person].agrees
            return row if not (known and agrees) or known == agrees else -1
    return -1


def _by_epithet(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return whom "the retired neurosurgeon" means: the person in mind whom it does not contradict, -1 for nobody.

    A description with a complement of its own ("the mother of the boy") or a plain one ("the man") means anybody.
    """
    role = roles().get(phrase.role)
    plain = role is None or role.term in _ANYBODY or role.yields
    if plain or len(phrase.text.split()) > _SHORT or phrase.affiliation or "'" in phrase.text or "’" in phrase.text:
        return -1
    near = [scene.sources[row].person for _, _, row in scene.spoken_before(first, 1) if scene.sources[row].person >= 0]
    near += [person for _, _, person, subject in scene.named_before(first, 1) if subject]
    for person in dict.fromkeys(near):
        known = scene.cast.people[person]
        agree = not (phrase.agrees and known.agrees) or phrase.agrees == known.agrees
        read_person(scene, person)
        if agree and known.likely and (not known.type or known.type == phrase.type):
            known.default_type = known.default_type or phrase.type
            known.roles.add(phrase.role)
            return scene.person(person)
    return -1


def _learn_type(scene: Scene, row: int, phrase: Phrase) -> None:
    """Let "the Wisconsin Republican" say what somebody is of whom nothing else is known."""
    person = scene.cast.people[scene.sources[row].person]
    if phrase.type not in ("", "unknown"):
        person.default_type = person.default_type or phrase.type


def _named_later(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the person of "a New York judge" whom the next sentences name: the only one it fits, not yet named."""
    scored = [row for score, row in match_role(scene.cast.people, phrase) if score >= 2.5]
    if len(scored) != 1 or phrase.role in WIDER["candidate"]:
        return -1
    place = next(((token, at) for token, at, person, _ in scene.named_at if person == scored[0]), None)
    if place is None or place[0] < first or place[1] - scene.sentence(first) > 2 * _NEAR:
        return -1
    return scene.person(scored[0])
