"""What belongs to somebody: "his campaign", "her advisers", "their report", "Trump's speech"."""

from __future__ import annotations

from dataclasses import replace

from framing.sources.names import read_name
from framing.sources.phrase import Phrase
from framing.sources.pronouns import owner_of
from framing.sources.scene import Scene, Source
from framing.sources.vocabulary import roles, words_of

# What somebody says or writes is that somebody; an advertisement or a report is a source of its own.
_OWN_WORDS = words_of(
    """
    tweet tweets speech speeches remarks comments comment statement words post message answer answers
    """
)
# An institution that has its name from its owner: "his campaign" is named, "his company" is not.
_NAMED_BY_OWNER = words_of(
    """
    campaign administration government office ministry
    """
)
_AS_OWNER = words_of(
    """
    team office group staff camp side circle
    """
)


def resolve_owned(scene: Scene, phrase: Phrase, first: int) -> tuple[Phrase, int]:
    """Return the phrase with its owner's name as affiliation, and its source where the owner settles it, else -1."""
    role = roles().get(phrase.role)
    if phrase.kind == "person" and role is not None and role.yields and not phrase.affiliation:
        row = owner_of(scene, phrase, first)  # "its lawyer, Felix Roe"
        owner_type = _type_of(scene, row) if row >= 0 else ""
        if owner_type not in ("", "unknown"):
            return replace(phrase, type=owner_type, affiliation=scene.sources[row].name), -1
        return phrase, -1
    if role is None or phrase.kind not in ("role", "group", "body", "document"):
        return phrase, -1
    last = phrase.role.split()[-1]
    if phrase.affiliation:
        rows = scene.cast.find(read_name(phrase.affiliation)) if last in _OWN_WORDS else []
        return phrase, scene.person(rows[0]) if len(rows) == 1 and phrase.kind == "document" else -1
    row = owner_of(scene, phrase, first)
    if row < 0:
        return phrase, -1
    owner = scene.sources[row]
    type_ = _type_of(scene, row)
    if phrase.kind == "document" and role.yields and last in _OWN_WORDS:
        return phrase, row
    if phrase.kind in ("body", "document"):
        named = owner.named if phrase.kind == "document" or last in _NAMED_BY_OWNER else 0
        type_ = type_ if type_ and (role.yields or last in _AS_OWNER) else phrase.type
        name = f"{owner.name}'s {phrase.role}"
        source = Source(phrase.kind, name, type_, named, owner.name, owner.country, role=phrase.role)
        key = ("body", owner.person, last) if owner.person >= 0 else ("body of", row, last)
        return phrase, scene.row(key, source)
    if role.yields and type_ not in ("", "unknown"):
        return replace(phrase, affiliation=owner.name, type=type_), -1
    return replace(phrase, affiliation=owner.name if role.yields else ""), -1


def _type_of(scene: Scene, row: int) -> str:
    """Return the type of a source as far as it is known by now."""
    owner = scene.sources[row]
    return scene.cast.people[owner.person].type if owner.person >= 0 else owner.type
