"""Source phrases whose head is a name: "Kremlin spokesman Dmitry Peskov", "A and B", "Apple's chief, Tim Cook"."""

from __future__ import annotations

import re

from framing.sources.affiliations import (
    apposition,
    country_of,
    first_name,
    owner_in,
    role_before,
    type_of_affiliation,
    type_of_role,
)  # fmt: skip
from framing.sources.heads import CUTS, OPENERS, core_and_tail, last_role, name_at_end, text_of
from framing.sources.names import read_name, split_words
from framing.sources.phrase import Phrase
from framing.sources.standing import status_of
from framing.sources.vocabulary import AGREES, BODY, PERSON, find_country, find_organisation, organisations, roles

_COMPANY_VERBS = frozenset(
    ("runs", "operates", "makes", "sells", "delivers", "produces", "builds", "manages", "employs", "supplies")
)
_TO_ROLE = 5  # words of an apposition that may say "a former ..."
PARTY_MARK = re.compile(r"^[DRI]-[A-Z]|^[DR]$")


def named_phrase(text: str, core: list[str], tail: list[str], run: list[str]) -> Phrase:
    """Return a phrase whose head is a name: what stands before it and after the comma says who that is."""
    end = len(core)
    while end and core[end - 1] != run[-1]:
        end -= 1
    with_article = f"The {text_of(run)}"  # "the Hill" is a newspaper, "Hill" may be anybody
    known = core[: end - len(run)][-1:] in (["the"], ["The"]) and with_article in organisations()
    name = read_name(with_article if known else text_of(run))
    before = core[: end - len(run)]
    role, affiliation = role_before([*before, *name.before])
    country = next(filter(None, (find_country(word) for word in (*before, *name.before))), "")
    after_role, after_affiliation, after_country = apposition(tail)
    agrees = next(filter(None, (AGREES.get(word.lower(), "") for word in name.before)), "")
    chosen = role or after_role
    type_ = name.type if name.kind in ("organisation", "place") else ""
    if not type_ and chosen:
        own = affiliation if role else after_affiliation
        type_ = type_of_role(chosen, own, [*before, *name.before, *tail])
    if name.kind == "person" and not type_:
        type_ = name.type or (_bare_evidence(tail) if name.given and tail[:1] == [","] else "")
    if not type_ and name.kind == "person" and not chosen:
        affiliation = affiliation or owner_in(before if {"'s", "’s", "'", "’"} & set(before) else list(name.before))
        type_ = type_of_affiliation(affiliation) if affiliation else ""
        if not type_ and any(word.endswith("-year-old") for word in before):
            type_ = "citizen"
    if not type_ and tail and tail[0] in ("at", "of", "with", "from", "for") and name.kind in ("person", "word"):
        after_affiliation = after_affiliation or first_name(" ".join(tail[1:]))
        type_ = type_of_affiliation(after_affiliation) if after_affiliation else ""
        home = after_affiliation.endswith((" County", " City", " Township"))
        type_ = "citizen" if home else "" if type_ == "document" else type_
    if not type_ and name.kind in ("organisation", "word", "person") and not chosen:
        type_ = _body_after(tail)
    if not type_ and any(PARTY_MARK.match(word) for word in tail[:4]):
        type_ = "politician"
    kind = name.kind
    if kind == "word" and (name.titled or (chosen and chosen.kind == PERSON)):
        kind = "person"
    return Phrase(
        kind, text, name=name.name, role=chosen.term if chosen else "", type=type_ or "",
        agrees=agrees or (chosen.agrees if chosen else ""), affiliation=affiliation or after_affiliation,
        country=country or name.country or country_of(affiliation or after_affiliation) or after_country, named=True,
        modifiers=frozenset(lower_words([*before, *name.before, *tail[:12]])), read=name,
        status=status_of([*before, *name.before]) or (status_of(tail[1:_TO_ROLE]) if tail[:1] == [","] else ""),
    )  # fmt: skip


def _body_after(tail: list[str]) -> str:
    """Return the type of "X, the state company that ...": what a name is by the institution noun after the comma."""
    if tail[:2] == [",", "which"] and tail[2:3] and tail[2] in _COMPANY_VERBS:
        return "business"
    if tail[:1] != [","] or tail[1:2] not in (["the"], ["a"], ["an"]):
        return ""
    table = roles()
    for place in range(2, min(len(tail), 9)):
        if tail[place] in (",", "that", "which", "of", "for", "in", "by", "and", "with"):
            break
        role = table.get(tail[place].lower())
        following = table.get(tail[place + 1].lower()) if place + 1 < len(tail) else None
        if role is not None and role.kind == BODY and (following is None or following.kind not in (PERSON, BODY)):
            return role.type
    return ""


def read_titles(words: list[str]) -> Phrase:
    """Return what the words before a person's name say: role, type, affiliation, country."""
    role, affiliation = role_before(words)
    country = next(filter(None, map(find_country, words)), "") or country_of(affiliation)
    type_ = type_of_role(role, affiliation, words) if role else ""
    return Phrase("person", "", role=role.term if role else "", type=type_, affiliation=affiliation, country=country,
                  status=status_of(words))  # fmt: skip


def read_apposition(after: str) -> Phrase:
    """Return what stands after a person's name says of them: ", a retired general", " (R-Ky.)".

    >>> read_apposition(", a special envoy for the White House").affiliation
    'White House'
    """
    tail = split_words(after)
    role, affiliation, country = apposition(tail)
    type_ = type_of_role(role, affiliation, tail) if role else _bare_evidence(tail) if tail[:1] == [","] else ""
    return Phrase("person", after, role=role.term if role else "", type=type_, agrees=role.agrees if role else "",
                  affiliation=affiliation, country=country if role else "",
                  modifiers=frozenset(lower_words(tail[:12])) if role else frozenset(),
                  status=status_of(tail[1:_TO_ROLE]) if role else "")  # fmt: skip


def _bare_evidence(tail: list[str]) -> str:
    """Return "citizen" for persons given by age and home only: "Jane Roe, 59, of Ashton", "Ann Poe, of Leeds"."""
    rest = [word for word in tail if word != ","][:2]
    return "citizen" if rest and ((rest[0].isdigit() and len(rest[0]) < 3) or rest[0] == "of") else ""


def lower_words(words: list[str]) -> list[str]:
    return [word.lower() for word in words if len(word) > 1 or word in ("R", "D")]


def several_phrase(text: str, core: list[str], tail: list[str]) -> Phrase | None:
    """Return a phrase for named sources joined by commas and "and"; None where it is not of that kind."""
    words = [*core, *tail]
    if "and" not in words:
        return None
    place = words.index("and")
    right = name_at_end(core_and_tail(words[place + 1 :])[0]) if place + 1 < len(words) else None
    if right is None or place + 1 + len(right) > len(words):
        return None
    parts: list[list[str]] = [[]]
    for word in words[:place]:
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    if any(word.lower() in CUTS and word.islower() for part in parts for word in part):
        return None
    runs = [name_at_end(part) for part in parts if part]
    if not runs or any(run is None for run in runs) or (len(runs) > 1 and any(len(run or ()) < 2 for run in runs)):
        return None
    listed = [run for run in (*runs, right) if run]
    names = tuple(read_name(text_of(run)) for run in listed)
    whole = text_of([*listed[0], "and", *right])
    if find_organisation(whole) is not None or (names[0].kind == "word" and listed[0][0] in OPENERS):
        return None
    type_ = names[-1].type or names[0].type or ("politician" if text.lower().startswith(("sens", "reps")) else "")
    joined = ", ".join(name.name for name in names[:-1]) + " and " + names[-1].name
    return Phrase("several", text, name=joined, type=type_, named=True, people=names)


def renamed_phrase(text: str, core: list[str], tail: list[str]) -> Phrase | None:
    """Return the person named after the comma: "Apple's chief executive, Tim Cook,"; None where there is none."""
    if "," not in tail or not core:
        return None
    one_of = [word.lower() for word in core[:2]] == ["one", "of"] or (core[0].lower() == "one" and tail[0] == "of")
    role = (last_role(tail[: tail.index(",")]) if one_of else None) or last_role(core)
    if role is None or (role.kind != PERSON and not one_of):
        return None
    comma = tail.index(",") if tail[0] == "," or one_of else len(tail) - 1 - tail[::-1].index(",")
    after, _ = core_and_tail(tail[comma + 1 :]) if comma + 1 < len(tail) else ([], [])
    run = name_at_end(after) if after else None
    if run is None or len(after) > len(run) + 4 or (len(run) < 2 and tail[0] != ","):
        return None
    name = read_name(text_of(run))
    if name.kind not in ("person", "word"):
        return None
    inner, _ = role_before([*after[: len(after) - len(run)], *name.before])
    owner = owner_in(core[:-1])
    chosen = inner or role
    country = next(filter(None, (find_country(word) for word in (*core, *name.before))), "")
    return Phrase(
        "person", text, name=name.name, role=chosen.term, type=type_of_role(chosen, owner, core) or name.type,
        agrees=chosen.agrees or role.agrees, affiliation=owner, country=country or name.country, named=True,
        modifiers=frozenset(lower_words([*core, *name.before])), read=name, status=status_of([*core, *name.before]),
    )  # fmt: skip
