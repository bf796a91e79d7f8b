"""Whom "she", "they", "it", "who" and "I" mean in an article."""

from __future__ import annotations

from framing.sources.antecedents import resolve_relative
from framing.sources.introductions import read_person
from framing.sources.names import read_name
from framing.sources.people import resolve_several
from framing.sources.phrase import Phrase
from framing.sources.phrases import PRONOUNS
from framing.sources.scene import Scene, Source

_NEAR, _FAR = 4, 12  # sentences back in which "she" looks for her noun, and where there is nobody near
# How much speaks for a candidate; a sentence of distance costs 1.
_SPOKE, _NAMED, _AGREES, _NOBODY_IN_PARTICULAR, _SPOKEN_OF = 1.3, 0.5, 0.7, -1.5, -1.0


def resolve_pronoun(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that a pronoun means; a row without a name where that cannot be told."""
    word = phrase.role
    if word in ("he", "she"):
        return _he_or_she(scene, word, first)
    if word == "who":
        return resolve_relative(scene, phrase.text.lower(), first)
    if word in ("they", "it", "this"):
        return _they_or_it(scene, word, first)
    if word in ("i", "we"):
        if scene.mentions.in_quotes(first) and scene.said:
            return scene.said[-1][2]
        author = _signature(scene, first) if word == "i" else -1
        author = author if author >= 0 else _lost_quotation(scene, first)
        type_ = "media" if word == "i" else ""  # "as we know" is anybody
        return author if author >= 0 else scene.row(("author", word), Source("author", "", type_, named=-1))
    if word == "two":
        return _the_two(scene, phrase, first)
    return scene.phrase_row(phrase, word, "unknown")


def owner_of(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that "his", "her", "its" or "their" at the beginning of a phrase means, -1 for none."""
    word = phrase.text.split(" ", 1)[0].lower()
    if word not in ("his", "her", "its", "their"):
        return -1
    row = (
        _he_or_she(scene, PRONOUNS[word], first)
        if word in ("his", "her")
        else _they_or_it(scene, PRONOUNS[word], first)
    )
    return row if scene.sources[row].name else -1


def _he_or_she(scene: Scene, word: str, first: int) -> int:
    """Return the nearest speaker or named person that agrees; the subject of a sentence before its objects."""
    best = _candidates(scene, word, first, _NEAR) or _candidates(scene, word, first, _FAR)
    if not best:
        return scene.unresolved(first)
    row = max(best, key=lambda one: best[one])
    if row < 0:
        read_person(scene, -1 - row)
        return scene.person(-1 - row)
    return row


def _candidates(scene: Scene, word: str, first: int, reach: int) -> dict[int, float]:
    """Return how much speaks for each source (or person: -1 - row) of the sentences before; empty for nobody."""
    sentence, people = scene.sentence(first), scene.cast.people
    best: dict[int, float] = {}
    for _, at, row in scene.spoken_before(first, reach):
        source = scene.sources[row]
        if source.kind in ("person", "role"):
            agrees = people[source.person].agrees if source.person >= 0 else source.agrees
            if agrees in ("", word):
                score = _SPOKE - (sentence - at) + _AGREES * (agrees == word)
                best[row] = max(best.get(row, -99.0), score)
    for token, at, person, subject in scene.named_before(first, reach):
        agrees = people[person].agrees
        if agrees in ("", word):
            score = _NAMED - (sentence - at) + subject + _AGREES * (agrees == word)
            score += 0.0 if people[person].likely else _NOBODY_IN_PARTICULAR
            score += _SPOKEN_OF * any(begin <= token < end for begin, end in scene.content)
            row = scene.keys.get(("person", person), -1 - person)
            best[row] = max(best.get(row, -99.0), score)
    return best


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


def _lost_quotation(scene: Scene, first: int) -> int:
    """Return who spoke right before a lone "I" in the text of others, where the marks were lost; else -1.

    An article in the first person has more than one "I" outside quotation marks.
    """
    if scene.mentions.n_first_person(first) > 1:
        return -1
    for _, _, row in scene.spoken_before(first, 1):
        return row if scene.sources[row].person >= 0 else -1
    return -1


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
