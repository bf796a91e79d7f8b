"""Whom "who", "which" and "that" go back to: the noun or name before the relative clause."""

from __future__ import annotations

import re

from framing.sources.institutions import resolve_body, resolve_document
from framing.sources.introductions import read_person
from framing.sources.people import resolve_name, resolve_role
from framing.sources.phrases import read_phrase
from framing.sources.scene import Scene, Source, plain
from framing.sources.vocabulary import BODY, DOCUMENT, GROUP, PERSON, find_country, find_organisation, roles, words_of

_WORD = re.compile(r"[\w'’.-]+|[^\w\s]")
_SENTENCE = re.compile(r"(?<![A-Z])[.!?][”\"’]?\s|\n")
_BEGINS = frozenset(["the", "a", "an", "some", "many", "several", "few", "one", "those"])
_SKIP = frozenset([",", "-", "—", "–", "(", "and", "but", "or"])
_STOPS = words_of(
    """
    of for with by from to on about at like than over between under in into without behind and or but said says is are
    was were be been being has have had that which who as told including among against also not
    it he she they we i you this there then met told asked saw
    """
)
_AFTER_HEAD = frozenset(
    (",", "of", "for", "with", "by", "from", "on", "in", "at", "to", "and", "or", "(", "—", "–", "-")
)
_REACH = 10  # words back in which the noun is looked for


def resolve_relative(scene: Scene, word: str, first: int) -> int:
    """Return the source that a relative pronoun goes back to; a row without a name where that cannot be told.

    "who" goes back to a person or a group, "which" and "that" to an institution, a document or a group.
    """
    words = _WORD.findall(_SENTENCE.split(scene.mentions.before(first, 160))[-1])
    joined = words[-1:] in (["and"], ["but"], ["or"])
    while words and words[-1] in _SKIP:
        words.pop()
    if joined:
        for token, sentence, row in scene.spoken_before(first, 0):
            if sentence == scene.sentence(first) and scene.sources[row].name and first - token < 40:
                return row  # "who last year ... and who has ..."
    if word != "which" and word != "that":
        row = _person(scene, words, first)
        if row >= 0:
            return row
    text = _noun_phrase(words, (PERSON, GROUP) if word.startswith("who") else (BODY, DOCUMENT, GROUP))
    return _resolve(scene, text, words, first) if text else scene.unresolved(first)


def _person(scene: Scene, words: list[str], first: int) -> int:
    """Return the person whose name stands right before the pronoun, or before "of Texas" and the like; else -1."""
    for token, _, person, _ in scene.named_before(first):
        behind = words[:-2] if len(words) > 2 and words[-2] == "of" and words[-1][:1].isupper() else words
        if behind and behind[-1].lower().endswith(scene.cast.people[person].surname) and first - token < 8:
            read_person(scene, person)
            return scene.person(person)
        break
    return -1


def _noun_phrase(words: list[str], kinds: tuple[str, ...]) -> str:
    """Return the nearest noun phrase before the pronoun whose head may be what it means, "" for none."""
    table = roles()
    if words[-1:] and (words[-1][:1].isupper() or words[-1] == "."):
        return _run_of(words, len(words))
    for end in range(len(words), max(0, len(words) - _REACH), -1):
        if words[end - 1] in (";", ":", "”", '"'):
            return ""
        if words[end - 1].lower() in ("percent", "those"):
            return " ".join(words[max(0, end - 2) : end]) if words[end - 1].lower() == "percent" else "those"
        for length in (3, 2, 1):
            role = table.get(" ".join(words[end - length : end]).lower()) if end >= length else None
            if role is not None and (role.kind in kinds or end == len(words)):
                head = end == len(words) or words[end].lower() in _AFTER_HEAD
                return _run_of(words, end, length) if head else ""  # "police" of "a police raid, which"
    return ""


def _run_of(words: list[str], end: int, length: int = 1) -> str:
    """Return the words of a noun phrase that ends at `end`: back to its article, or to its first name or role."""
    start = end - length
    while start and end - start < 7:
        word = words[start - 1]
        if not word[:1].isalnum() or word.lower() in _STOPS or word[-2:] in ("'s", "’s"):
            break
        start -= 1
        if word.lower() in _BEGINS:
            break
    while start < end - length and words[start].lower() not in _BEGINS:
        word = words[start]
        if word[:1].isupper() or word.lower() in roles() or word == "local":
            break
        start += 1
    return " ".join(words[start:end])


def _resolve(scene: Scene, text: str, words: list[str], first: int) -> int:
    """Return the source that a noun phrase of the running text means."""
    phrase = read_phrase(text)
    known = phrase.kind == "word" and (find_organisation(phrase.name) or scene.cast.find_word(phrase.name))
    if (known or phrase.kind in ("organisation", "place", "person")) and (text[:1].isupper() or text[:4] == "the "):
        return resolve_name(scene, phrase, first)
    if phrase.kind == "body" and (phrase.named or phrase.definite):
        return resolve_body(scene, phrase, first)
    if phrase.kind == "document" and phrase.definite:
        return resolve_document(scene, phrase, first)
    if phrase.kind == "role" and phrase.definite:
        return resolve_role(scene, phrase, first)
    if phrase.kind in ("group", "role", "body", "document", "bare"):
        country = phrase.country
        if not country and text.startswith("local "):  # "in Azerbaijani media and among local officials, who"
            country = next(filter(None, map(find_country, reversed(words[-10:]))), "")
        source = Source(
            phrase.kind, text, phrase.type, int(phrase.named), phrase.affiliation, country, role=phrase.role
        )
        return scene.row(("text", plain(text)), source)
    return scene.unresolved(first)
