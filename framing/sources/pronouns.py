"""Whom "she", "they", "it", "who" and "I" mean in an article."""

from __future__ import annotations

import re

from framing.sources.institutions import resolve_body
from framing.sources.introductions import read_person
from framing.sources.names import read_name
from framing.sources.people import resolve_name, resolve_role, resolve_several
from framing.sources.phrase import Phrase
from framing.sources.phrases import read_phrase
from framing.sources.scene import Scene, Source, plain
from framing.sources.vocabulary import find_country, roles

_NEAR = 4  # sentences back in which "she" looks for her noun
_WORD = re.compile(r"[\w'’.-]+|[^\w\s]")
_BEGINS = frozenset(["the", "a", "an", "some", "many", "several", "few"])
# How much speaks for a candidate; a sentence of distance costs 1.
_SPOKE, _NAMED, _AGREES, _NOBODY_IN_PARTICULAR, _SPOKEN_OF = 1.3, 0.5, 0.7, -1.5, -1.0


def resolve_pronoun(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that a pronoun means; a row without a name where that cannot be told."""
    word = phrase.role
    if word in ("he", "she"):
        return _he_or_she(scene, word, first)
    if word == "who":
        return _antecedent(scene, first)
    if word in ("they", "it", "this"):
        return _they_or_it(scene, word, first)
    if word in ("i", "we"):
        if scene.mentions.in_quotes(first) and scene.said:
            return scene.said[-1][2]
        author = _signature(scene, first) if word == "i" else -1
        return author if author >= 0 else scene.row(("author", word), Source("author", "", "media", named=-1))
    if word == "two":
        return _the_two(scene, phrase, first)
    return scene.phrase_row(phrase, word, "unknown")


def _he_or_she(scene: Scene, word: str, first: int) -> int:
    """Return the nearest speaker or named person that agrees; the subject of a sentence before its objects."""
    sentence, people = scene.sentence(first), scene.cast.people
    best: dict[int, float] = {}
    for _, at, row in scene.spoken_before(first, _NEAR):
        source = scene.sources[row]
        if source.kind in ("person", "role"):
            agrees = people[source.person].agrees if source.person >= 0 else source.agrees
            if agrees in ("", word):
                score = _SPOKE - (sentence - at) + _AGREES * (agrees == word)
                best[row] = max(best.get(row, -99.0), score)
    for token, at, person, subject in scene.named_before(first, _NEAR):
        agrees = people[person].agrees
        if agrees in ("", word):
            score = _NAMED - (sentence - at) + subject + _AGREES * (agrees == word)
            score += 0.0 if people[person].likely else _NOBODY_IN_PARTICULAR
            score += _SPOKEN_OF * any(begin <= token < end for begin, end in scene.content)
            row = scene.keys.get(("person", person), -1 - person)
            best[row] = max(best.get(row, -99.0), score)
    if not best:
        return scene.unresolved(first)
    row = max(best, key=lambda one: best[one])
    if row < 0:
        read_person(scene, -1 - row)
        return scene.person(-1 - row)
    return row


def _the_two(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the two persons named last, for "the two men" or "both candidates"."""
    found: list[int] = []
    for _, _, person, _ in scene.named_before(first, 2 * _NEAR):
        if person not in found and scene.cast.people[person].likely:
            found.append(person)
        if len(found) == 2:
            several = Phrase(
                "several", phrase.text, people=tuple(read_name(scene.cast.people[p].name) for p in found[::-1])
            )
            return resolve_several(scene, several)
    return scene.unresolved(first)


def _signature(scene: Scene, first: int) -> int:
    """Return who signs a letter ("Jane Roe." in a line of its own) or an op-ed ("Jane Roe is ..."), else -1."""
    mentions = scene.mentions
    for text, begin, end, *_ in mentions.names:
        if begin > first and text.count(" ") and mentions.opens_paragraph(begin):
            rows = scene.cast.find(read_name(text))
            signed = mentions.ends_paragraph(end) or (mentions.after(end - 1)[:4] == " is " and mentions.is_last(begin))
            if signed and len(rows) == 1:
                read_person(scene, rows[0])
                person = scene.cast.people[rows[0]]
                person.default_type = person.default_type or "citizen"
                return scene.person(rows[0])
    return -1


def _antecedent(scene: Scene, first: int) -> int:
    """Return whom "who" or "which" goes back to: the name or noun right before it."""
    words = _WORD.findall(scene.mentions.before(first))
    while words and words[-1] in (",", "-", "—"):
        words.pop()
    for token, _, person, _ in scene.named_before(first):
        behind = words[:-2] if len(words) > 2 and words[-2] == "of" and words[-1][:1].isupper() else words
        if behind and behind[-1].lower().endswith(scene.cast.people[person].surname) and first - token < 8:
            read_person(scene, person)
            return scene.person(person)
        break
    taken: list[str] = []
    for word in reversed(words[-5:]):
        if not word[:1].isalnum():
            break
        taken.append(word)
        if word.lower() in _BEGINS:
            break
        if len(taken) > 1 and not word[:1].isupper() and " ".join(reversed(taken)).lower() not in roles():
            if word.lower() != "local":
                taken.pop()
            break
    text = " ".join(reversed(taken))
    phrase = read_phrase(text)
    if phrase.kind in ("organisation", "place", "word", "person") and text[:1].isupper():
        return resolve_name(scene, phrase, first)
    if phrase.kind == "body" and phrase.named:
        return resolve_body(scene, phrase, first)
    if phrase.kind == "role" and phrase.definite:
        return resolve_role(scene, phrase, first)
    if phrase.kind in ("group", "role", "body", "document") and phrase.role:
        country = phrase.country
        if not country and text.startswith("local "):  # "in Azerbaijani media and among local officials, who"
            country = next(filter(None, map(find_country, reversed(words[-10:]))), "")
        return scene.row(
            ("text", plain(text)), Source(phrase.kind, text, phrase.type, country=country, role=phrase.role)
        )
    return scene.unresolved(first)


def _they_or_it(scene: Scene, word: str, first: int) -> int:
    """Return the last group that spoke for "they", the last institution or document for "it"."""
    kinds = ("group", "several", "organisation", "body")
    if word != "they":
        kinds = ("organisation", "body", "document", "place")
    for _, _, row in scene.spoken_before(first, 3):
        source = scene.sources[row]
        if source.kind in kinds and (source.named or source.kind != "body"):
            return row
    if word == "it":
        sentence = scene.sentence(first)
        for token, at, name in reversed(scene.organisations_at):
            if token < first and sentence - at <= 1:
                known = scene.cast.organisations.get(name.removeprefix("The ").lower())
                return scene.organisation(name, known.type if known else "", known.country if known else "")
    return scene.unresolved(first)
