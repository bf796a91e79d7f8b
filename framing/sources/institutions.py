"""Which institution or document "the ministry", "the campaign", "the review" means in an article."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.sources.affiliations import type_of_affiliation
from framing.sources.names import read_name
from framing.sources.phrase import Phrase
from framing.sources.scene import Scene, Source, plain
from framing.sources.vocabulary import find_organisation, roles, words_of

_PIECES = words_of(
    """
    article report story piece feature editorial column profile op-ed review
    """
)
# Words for one and the same paper: "the review" of one sentence is "the report" of the next.
_PAPERS = words_of(
    """
    report study survey poll analysis document paper research findings assessment figures data
    """
)
_ADS = frozenset(["ad", "clip", "spot", "commercial", "advert", "advertisement", "video"])
_OUTLETS = words_of(
    """
    website site outlet network magazine broadcaster agency channel publication station blog
    """
)
_PAPER_NAMES = words_of(
    """
    Times Post Journal Tribune Herald News Globe Chronicle Mail Telegraph
    """
)
# Common nouns too general to stand for just any institution of their type.
_GENERAL = words_of(
    """
    government state city county nation country administration military army campaign town authority republic
    kingdom house senate party team congress parliament industry world
    """
)
_COMPANIES = frozenset(("company", "firm", "operator", "manufacturer", "carmaker", "airline", "retailer", "maker"))
_OF_PERSONS = frozenset(("office", "team", "camp", "staff", "foundation"))
_ANY = frozenset(("group", "organization", "organisation"))
_GROUPS = frozenset(("civil_society", "politician", "expert", "unknown", ""))  # what is called "the group"
_OWNED = re.compile(r"(?:his|her|their|its)\b|.*['’]s\b", re.IGNORECASE)


def resolve_body(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that an institution by a common noun is: "the Trump campaign", "the ministry"."""
    if phrase.named:
        owner = read_name(phrase.affiliation) if phrase.affiliation else None
        rows = scene.cast.find(owner) if owner is not None and owner.kind in ("person", "word") else []
        if rows:
            row = scene.main_of(rows, first)[0] if len(rows) > 1 else rows[0]
            owned = phrase.role.split()[-1] in _OF_PERSONS  # "Thiele's office" is the minister's
            type_ = (scene.cast.people[row].type if owned else "") or phrase.type
            source = Source("body", phrase.name, type_, 1, country=phrase.country, role=phrase.role)
            return scene.row(("body", row, phrase.role.split()[-1]), source)
        name = phrase.name.removeprefix("the ").removeprefix("The ")
        known = find_organisation(name)
        if known is not None:
            return scene.organisation(name, known.type, phrase.country or known.country)
        source = Source("body", phrase.name, phrase.type, 1, country=phrase.country, role=phrase.role)
        return scene.row(("organisation", name.lower()), source)
    row = _campaign_of(scene, first) if phrase.role == "campaign" else -1
    row = row if row >= 0 else _earlier_institution(scene, phrase, first)
    return row if row >= 0 else scene.phrase_row(phrase, phrase.name, phrase.type)


def _campaign_of(scene: Scene, first: int) -> int:
    """Return the campaign of the politician who spoke last: whose else would "the campaign" be?"""
    for _, _, row in scene.spoken_before(first, 3):
        person = scene.sources[row].person
        if scene.sources[row].role == "campaign":
            return row
        if person >= 0 and scene.cast.people[person].type == "politician":
            name = f"{scene.cast.people[person].name}'s campaign"
            return scene.row(("body", person, "campaign"), Source("body", name, "politician", 1, role="campaign"))
    return -1


def _earlier_institution(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the institution that "the ministry" or "the newspaper" means, if the text before named one."""
    if not (phrase.definite or phrase.text[:1].isupper()) or _OWNED.match(phrase.text):
        return -1
    term = phrase.role.split()[-1]
    if phrase.type == "business" and term in _COMPANIES:
        for _, _, row in scene.spoken_before(first, 6):
            source = scene.sources[row]
            if source.kind == "organisation" and source.type in ("business", "", "unknown"):
                source.type = "business"  # "Norvolt ... the company"
                return row
    if phrase.role in _ANY:
        for _, _, row in scene.spoken_before(first, 6):
            if scene.sources[row].kind in ("organisation", "body") and scene.sources[row].type in _GROUPS:
                return row
        for token, _, name in reversed(scene.organisations_at):
            known = scene.cast.organisations.get(name.removeprefix("The ").lower())
            if token < first and known is not None and known.type in _GROUPS:
                return scene.organisation(name, known.type, known.country)
    for _, _, row in scene.spoken_before(first):
        source = scene.sources[row]
        if source.kind not in ("organisation", "body") or (
            term in _OUTLETS and source.name.split()[-1] in _PAPER_NAMES
        ):
            continue
        same_word = term in source.name.lower().split() or term in source.role.split()
        if same_word or (source.type == phrase.type and term not in _GENERAL and source.kind == "organisation"):
            return row
    for token, _, name in reversed(scene.organisations_at):
        known = scene.cast.organisations.get(name.removeprefix("The ").lower())
        if token >= first or known is None:
            continue
        if term in name.lower().split() or (known.type == phrase.type and term not in _GENERAL):
            return scene.organisation(name, known.type, known.country)
    return -1


def resolve_document(scene: Scene, phrase: Phrase, first: int) -> int:
    """Return the source that a document is; an outlet's article is the outlet, a person's tweet the person."""
    last = phrase.role.split()[-1]
    role = roles().get(phrase.role)
    if last in _PIECES:
        if phrase.affiliation and type_of_affiliation(phrase.affiliation) == "media":
            return scene.organisation(phrase.affiliation, "media", "")
        if phrase.definite and not phrase.named and last not in ("report", "review"):
            for _, _, row in scene.spoken_before(first):
                if scene.sources[row].type == "media" and scene.sources[row].named:
                    return row
    elif role is not None and role.yields and phrase.affiliation:
        rows = scene.cast.find(read_name(phrase.affiliation))
        if len(rows) == 1:
            if last == "tweet":
                return scene.person(rows[0])
            phrase = replace(phrase, type=scene.cast.people[rows[0]].type or phrase.type)
    name, named = phrase.name, int(phrase.named)
    if phrase.role == "statement" and not phrase.affiliation:  # is by whoever spoke last
        for _, _, row in scene.spoken_before(first, 2):
            if scene.sources[row].named == 1:
                return row
    if phrase.definite and not phrase.named:
        row = _earlier_document(scene, phrase, last, first)
        if row >= 0:
            return row
        issued = _issued_earlier(scene, phrase.role, first)
        name, named = (issued, 1) if issued else (name, 0)
    capitals = frozenset(word.lower() for word in re.findall(r"\b[A-Z][\w./&-]+", name[1:] if named else "")) | {last}
    if len(capitals) > 1:  # "the latest Reuters/Ipsos opinion poll" is "the Reuters/Ipsos poll"
        source = Source("document", name, phrase.type, named, phrase.affiliation, phrase.country, role=phrase.role)
        return scene.row(("document", capitals), source)
    return scene.phrase_row(phrase, name, phrase.type, named=named)


def _earlier_document(scene: Scene, phrase: Phrase, last: str, first: int) -> int:
    papers = [row for _, _, row in scene.spoken_before(first) if scene.sources[row].kind == "document"]
    same = [row for row in papers if scene.sources[row].role == phrase.role]
    if last in _ADS:
        same = same or [row for row in papers if scene.sources[row].role.split()[-1] in _ADS]
    chosen = same or (papers if last in _PAPERS else [])
    return chosen[0] if chosen else -1


def _issued_earlier(scene: Scene, role: str, first: int) -> str:
    """Return "CIA review" where the text before "the review" has one with a name in front, else ""."""
    text = scene.mentions.text_before(first)
    found = re.findall(rf"((?:[A-Z][\w&-]*(?:\.[A-Z]\.)? )+(?:[a-z]+ )?{re.escape(role)})\b", text)
    name = re.sub(r"^(?:The|A|An|In|This|That|His|Her|Their|Its) ", "", found[-1]) if found else ""
    return name if name[:1].isupper() else ""


def link_headline_document(scene: Scene, owners: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return (attribution, row) with a bare "Poll" of the headline given the first poll that the text names."""
    for row, source in enumerate(scene.sources[:2]):
        bare = plain(source.name).removeprefix("new ").removeprefix("latest ") == source.role
        if source.kind == "document" and not source.named and bare:
            for other, later in enumerate(scene.sources[row + 1 :], row + 1):
                if later.kind == "document" and later.named and later.role == source.role:
                    return [(owner, other if of == row else of) for owner, of in owners]
    return owners
