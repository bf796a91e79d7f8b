"""Whom somebody speaks for, and what type of source a role makes them.

"Apple's chief executive", "a spokesman for the ministry", "president of the union": the type of a role such as
spokesman or president is that of the institution.
"""

from __future__ import annotations

import re

from framing.sources.heads import DETERMINERS, text_of
from framing.sources.names import read_name, split_words
from framing.sources.vocabulary import (
    BODY,
    GROUP,
    PARTIES,
    PERSON,
    TITLES,
    Role,
    endings,
    find_country,
    find_organisation,
    find_person,
    role_openers,
    roles,
    surnames,
    words_of,
)  # fmt: skip

_FORMER = frozenset(("former", "ex", "retired", "longtime", "onetime", "one-time", "erstwhile", "late"))
_MILITARY = frozenset(("general", "admiral", "colonel", "lieutenant general", "major general", "lieutenant", "major"))
_OF_COMPANIES = frozenset(("president", "vice president", "chairman", "chairwoman"))  # of what no table knows
_OF_GROUPS = frozenset(("director", "deputy director", "coordinator", "treasurer"))
_PLACES = words_of(
    """
    state city county nation country town house team republic kingdom federal
    """
)
_NO_OWNERS = words_of(
    """
    he she they it not polls corporate local state former senior federal many some
    """
)
# Roles that say little of somebody who has another: "a Clinton supporter and president of the Center for ...".
_WEAK = words_of(
    """
    supporter friend fan follower donor ally critic member one veteran native
    """
)
SPEAK_FOR = re.compile(r"(?:and\s+(?:[\w-]+\s+){1,4}?)?\b(?:of|for|at|from|with|to|in|on|by)\s+(?:the\s+)?(.+)$")


# What somebody does says what they are: "Ann Poe, who teaches law at Yale", "who heads the Center for ...".
_WORKS_AS = {
    "heads": "head", "leads": "head", "runs": "head", "directs": "director", "chairs": "chair", "oversees": "head",
    "founded": "head", "teaches": "lecturer", "studies": "researcher", "researches": "researcher",
    "writes": "columnist", "covers": "reporter", "hosts": "host", "anchors": "anchor", "edits": "editor",
    "owns": "owner", "helmed": "head", "headed": "head", "led": "head", "ran": "head", "directed": "director",
    "chaired": "chair", "managed": "manager", "taught": "lecturer", "studied": "researcher", "hosted": "host",
    "covered": "reporter", "owned": "owner",
}  # fmt: skip


def role_before(words: list[str]) -> tuple[Role | None, str]:
    """Return the role in the words before a name, and the organisation or person it belongs to."""
    lower = [word.lower() for word in words]
    table, openers = roles(), role_openers()
    for end in range(len(words), 0, -1):
        for length in (3, 2, 1):
            start = end - length
            if start < 0 or lower[start] not in openers:
                continue
            role = table.get(" ".join(lower[start:end])) or (
                table.get(TITLES.get(lower[start], "")) if length == 1 else None
            )
            if role is not None and role.kind in (PERSON, BODY) and (role.kind == PERSON or end == len(words)):
                return role, owner_in(words[:start])
    return None, ""


def owner_in(words: list[str]) -> str:
    """Return the name among the words before a role: "Kremlin" of "Kremlin spokesman", "Trump" of "Trump's aide"."""
    names = [word for word in words if word not in ("'s", "’s", ".", "'", "’") and word.lower() not in TITLES]
    while names and not names[0][:1].isupper():
        names = names[1:]
    while names and names[0].lower() in DETERMINERS:
        names = names[1:]
    while (
        names
        and not names[-1][:1].isupper()
        and names[-1].lower() not in ("campaign", "police", "administration", "government", "ministry")
    ):
        names = names[:-1]
    text = text_of(names)
    if find_organisation(text) is not None:
        return text
    at_start = bool(names) and names[0] == next((word for word in words if word not in DETERMINERS), "")
    unsure = at_start and len(names) == 1 and words[:1] == names and words[1:2] not in (["'s"], ["’s"])
    if (
        find_country(text)
        or text.lower() in PARTIES
        or text.lower() in roles()
        or (unsure and text.lower() in _NO_OWNERS)
    ):
        return ""
    return text


def apposition(tail: list[str]) -> tuple[Role | None, str, str]:
    """Return role, affiliation and country of what follows a name after a comma."""
    if not tail or tail[0] not in (",", "(", "of", "--", "—", "–", "-"):
        return None, "", ""
    words = tail[1:]
    if "now" in words[4:] and words[words.index("now", 4) - 1] in ("is", "and", "who", "works"):
        words = words[words.index("now", 4) + 1 :]  # "a former official who is now a senior fellow at ..."
    if words and words[0].isdigit():
        words = words[2:]
    if "," in words[3:]:
        words = words[: words.index(",", 3)]
    lower = [word.lower() for word in words]
    country = next(filter(None, (find_country(word) for word in words[:8])), "")
    if any(word in ("was", "were", "had", "did", "will", "would") for word in lower[:4]) and lower[0] != "who":
        return None, "", ""
    if lower[:2] in (["who", "had"], ["who", "has"], ["who", "once"], ["who", "also"]):
        words, lower = [words[0], *words[2:]], [lower[0], *lower[2:]]
    if lower[:1] == ["who"] and lower[1:2] and lower[1] in _WORKS_AS:
        owner = first_name(" ".join(words[2:12]))
        return roles().get(_WORKS_AS[lower[1]]), "" if find_country(owner) else owner, country
    for place in range(min(len(words), 14)):
        if lower[place] in ("who", "which", "that", "said", "says", "told", "whose", "whom") and not (
            place + 1 < len(lower) and lower[place + 1] in ("is", "was", "serves", "served", "works", "worked")
        ):
            break
        if lower[place] not in role_openers():
            continue
        for length in (3, 2, 1):
            role = roles().get(" ".join(lower[place : place + length]))
            if role is None or role.kind not in (PERSON,) or place + length > len(words):
                continue
            longer = roles().get(lower[place + length]) if place + length < len(lower) else None
            if longer is not None and longer.kind == PERSON:  # "associate director": the last noun is the head
                continue
            if role.term in _WEAK and any(word in roles() and word not in _WEAK for word in lower[place + length :]):
                continue
            rest = " ".join(words[place + length : place + length + 14])
            found = SPEAK_FOR.match(rest)
            after = first_name(found.group(1)) if found else ""
            return role, (after if not find_country(after) else "") or owner_in(words[:place]), country
    return None, "", country


def first_name(text: str) -> str:
    """Return the first run of capitalised words of a text."""
    run: list[str] = []
    for word in split_words(text):
        small = bool(run) and word.lower() in ("of", "for", "the", "on", "and", "de")
        if word[:1].isupper() or (small and word != "and") or (word == "." and run):
            run.append(word)
        elif run:
            break
    while run and not run[-1][:1].isupper():
        run.pop()
    name = read_name(text_of(run)) if run else None
    return name.name if name is not None and name.kind == "person" and name.before else text_of(run)


def type_of_role(role: Role, affiliation: str, words: list[str]) -> str:
    """Return the type a role gives: its own, or that of the organisation or person it speaks for."""
    lower = {word.lower() for word in words}
    if role.term in _MILITARY and lower & _FORMER:
        return "politician" if lower & {"campaign", "surrogate", "candidate", "nominee"} else "expert"
    if role.type == "unknown" and any(word in PARTIES and len(word) > 2 for word in lower):
        return "politician"  # "one Republican source"
    if not role.yields:
        return role.type
    if affiliation:
        found = type_of_affiliation(affiliation)
        if found and found != "document":
            return found
        somebody = find_person(affiliation) is not None or affiliation in surnames()
        if role.term in _OF_COMPANIES and not find_country(affiliation) and not somebody:
            return "business"
        if role.term in _OF_GROUPS and not find_country(affiliation) and not somebody:
            return "civil_society"
    for place, word in enumerate(words):
        pair = " ".join(words[place : place + 2]).lower()
        plain = roles().get(pair) or roles().get(word.lower())
        if (
            plain is not None
            and plain.kind in (BODY, GROUP)
            and plain.term not in _PLACES
            and plain.type != "unknown"
            and (plain.kind == BODY or not word[:1].isupper())  # "Concerned Women for America"
            and (plain.kind == BODY or plain.term != role.term + "s")
        ):
            return plain.type
        organisation = find_organisation(word) if word[:1].isupper() else None
        if organisation is not None:
            return organisation.type
    return role.type


def type_of_affiliation(affiliation: str) -> str:
    """Return the type of an organisation or person that somebody speaks for, "" where the words do not tell."""
    name = read_name(affiliation)
    if name.kind in ("organisation", "person") and name.type:
        words = affiliation.split()
        inner = next(filter(None, (find_organisation(" ".join(words[:n])) for n in range(len(words) - 1, 1, -1))), None)
        return inner.type if inner is not None and find_organisation(affiliation) is None else name.type
    last = roles().get(affiliation.split()[-1].lower()) if affiliation else None
    if last is not None and last.kind == BODY:
        return last.type
    for word in reversed(affiliation.split()):
        organisation = find_organisation(word)
        if organisation is not None:
            return organisation.type
        if word in endings():
            return endings()[word]
    return "civil_society" if " for " in affiliation else ""  # "Concerned Women for America"


def country_of(affiliation: str) -> str:
    if not affiliation:
        return ""
    name = read_name(affiliation)
    return name.country or next(filter(None, (find_country(word) for word in affiliation.split())), "")
