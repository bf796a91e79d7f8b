"""Source phrases whose head is a common noun: "the ministry", "two officials", "a poll by Gallup", "46 percent"."""

from __future__ import annotations

import re

from framing.sources.affiliations import SPEAK_FOR, country_of, first_name, owner_in, type_of_affiliation, type_of_role
from framing.sources.heads import DETERMINERS, is_name_word, last_role, shortest, text_of
from framing.sources.named_phrases import lower_words
from framing.sources.phrase import Phrase
from framing.sources.standing import status_of
from framing.sources.vocabulary import BODY, DOCUMENT, GROUP, PARTIES, PERSON, find_country, find_organisation, roles

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "their", "its"])
_REPORTS = frozenset(("report", "analysis", "story", "profile"))  # an outlet's are the outlet, others' are documents
_ASKED = re.compile(r"\b(?:surveyed|polled|questioned|sampled)\b")
_PERCENT = re.compile(r"\b(?:percent|per\s+cent)\b|%", re.IGNORECASE)


def common_phrase(text: str, core: list[str], tail: list[str]) -> Phrase:
    """Return a phrase whose head is a common noun, or that has none."""
    words = [word for word in core if word not in ("'s", "’s")]
    start = 0
    while start < len(words) and words[start].lower() in DETERMINERS:
        start += 1
    definite = bool(core) and core[0].lower() in _DEFINITE
    rest = words[start:]
    if _PERCENT.search(text) and (not rest or last_role(rest) is None):
        return Phrase("group", text, name=text, type="citizen")
    if not rest:
        asked = bool(_ASKED.search(" ".join(tail[:2])))
        return Phrase("bare", text, name=text, type="citizen" if asked else "unknown")
    role = last_role(rest)
    owner = owner_in(core[: len(core) - (len(role.term.split()) if role else 1)])
    found = SPEAK_FOR.match(" ".join(tail))
    after = first_name(found.group(1)) if found else ""
    country = next(filter(None, (find_country(word) for word in (*rest, *after.split()))), "") or country_of(
        owner or after
    )
    modifiers = frozenset(lower_words(rest[:-1] + ([after] if after else [])))
    if role is None and rest[-1].lower().endswith("-year-old"):  # "the 46-year-old"
        return Phrase("role", text, name=shortest(text), role="person", type="citizen", definite=definite)
    if role is None:
        kind = "group" if rest[-1].lower().endswith("s") and not rest[-1].lower().endswith("ss") else "other"
        return Phrase(kind, text, name=shortest(text), type="", country=country, affiliation=owner or after,
                      definite=definite, modifiers=modifiers)  # fmt: skip
    if (
        role.term in ("people", "those", "person")
        and tail
        and tail[0] in ("familiar", "close", "involved", "briefed", "with")
    ):
        return Phrase("group", text, name=shortest(text), role=role.term, type="unknown")
    if role.term.endswith("police") and any(
        (is_name_word(word) and word != core[0]) or (word in core[:1] and len(rest) > 1 and word[:1].isupper())
        for word in rest[:-1]
    ):
        return Phrase("body", text, name=text_of(rest), role="police", type="official", country=country, named=True)
    type_ = type_of_role(role, owner or after, [*rest[:-1], *tail]) if role.kind in (PERSON, GROUP) else role.type
    named = False
    name = shortest(text)
    if "and" in rest[1:-1] and role.kind in (GROUP, BODY):
        left = rest[: rest.index("and")]
        first = last_role(left)
        organisation = find_organisation(text_of(left))
        if organisation is not None:
            return Phrase("several", text, name=name, type=organisation.type, named=True, country=organisation.country)
        if first is not None and first.type != "unknown":
            type_ = first.type
            if first.kind == DOCUMENT and any(find_organisation(word) for word in left):
                return Phrase("document", text, name=name, role=first.term, type=type_, named=True, country=country)
    if role.kind == BODY:
        named = any(word[:1].isupper() and (word != core[0] or _is_named(word, rest)) for word in rest)
        if "'s" in core or "’s" in core:
            named = named and role.term.split()[-1] in (
                "campaign",
                "administration",
                "government",
                "office",
                "ministry",
            )
        name = text_of(core[1:] if core[0].lower() in DETERMINERS else core)
        if not named and after and " of " in f" {' '.join(tail[:1])} ":
            named, name = True, text_of([*core, *tail])
            name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
        inner = type_of_affiliation(owner) if owner else ""
        type_ = inner if role.term in ("department", "office", "group", "team") and inner else type_
    elif role.kind == DOCUMENT:
        issuer = tail[1:12] if tail and tail[0] in (
            "by", "from", "of", "conducted", "released", "published", "filed",
        ) else []  # fmt: skip
        named = (
            any(is_name_word(word) and word.lower() not in PARTIES for word in words[1:])
            or bool(first_name(" ".join(issuer)))
            or (
                find_organisation(words[0]) is not None
                or (words[0].isupper() and len(words[0]) > 1)
                or "'s" in core
                or "’s" in core
            )
        )
        if role.yields and (owner or after):
            inner = type_of_affiliation(owner or after)
            type_ = inner if inner and (inner == "media" or role.term.split()[-1] not in _REPORTS) else type_
        if any(is_name_word(word) for word in words[1:]) or (words and find_organisation(words[0]) is not None):
            name = text_of(core[start:])
        elif named and issuer:
            name = text_of(
                [*rest, *tail[: 1 + len(first_name(" ".join(issuer)).split()) + (issuer[0].lower() == "the")]]
            )
    kind = {PERSON: "role", GROUP: "group", BODY: "body", DOCUMENT: "document"}[role.kind]
    return Phrase(kind, text, name=name, role=role.term, type=type_, agrees=role.agrees, affiliation=owner or after,
                  country=country, definite=definite, named=named, modifiers=modifiers,
                  status=status_of(rest[:-1]) if role.kind in (PERSON, GROUP) else "")  # fmt: skip


def _is_named(word: str, rest: list[str]) -> bool:
    """Return whether a capital at the beginning of a sentence is a name's: "Tulsa police", not "Police"."""
    known = find_country(word) or find_organisation(word) is not None
    return bool(known) or (len(rest) > 1 and word.lower() not in roles())


def counted_phrase(text: str, inner: Phrase, quantity: str) -> Phrase:
    """Return a phrase such as "one of Mr. Obama's advisers": never named, of the kind of what is counted."""
    kind = "role" if re.match(r"(?:only\s+)?one\b", quantity, re.IGNORECASE) else "group"
    type_ = inner.type if inner.kind in ("role", "group", "body", "bare", "document") else ""
    if _PERCENT.search(quantity) and type_ in ("", "unknown"):
        type_ = "citizen"
    return Phrase(kind, text, name=text, role=inner.role, type=type_ or "unknown", country=inner.country,
                  affiliation=inner.affiliation, modifiers=inner.modifiers)  # fmt: skip
