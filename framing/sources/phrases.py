"""What a source phrase says by itself: its head, its name, its role, whom it speaks for.

"Kremlin spokesman Dmitry Peskov", "the Belarusian leader", "a spokeswoman for Hillary Clinton", "two officials
familiar with the talks". Reading a phrase needs nothing but the phrase; who "the leader" is, the article tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from framing.sources.names import Name, read_name, split_words
from framing.sources.vocabulary import (
    AGREES, BODY, DOCUMENT, GROUP, PARTIES, PERSON, TITLES, Role, endings, find_country, find_organisation, roles,
)  # fmt: skip

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they", "it": "it", "its": "it",
    "itself": "it", "who": "who", "which": "who", "that": "who", "whom": "who", "whose": "who",
    "i": "i", "me": "i", "my": "i", "mine": "i", "we": "we", "us": "we", "our": "we", "ours": "we", "myself": "i",
    "you": "you", "your": "you", "yours": "you", "this": "this", "these": "they", "those": "they", "both": "they",
    "the two": "they", "the pair": "they", "the duo": "they", "the latter": "this", "the former": "this", "one": "you",
}  # fmt: skip
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your some many several few both all most other another each "
    "every more no any various numerous certain two three four five six seven eight nine ten eleven twelve dozens "
    "hundreds thousands nearly about roughly at least as half single".split()
)
_DEFINITE = frozenset("the this that these those his her their its".split())
_QUANTITY = re.compile(
    r"^(?:(?:about|nearly|roughly|almost|only|just|more than|at least|fewer than|less than|some|as many as)\s+)*"
    r"(?:(?:a|the|an)\s+)?(?:(?:large|small|growing|vast|overwhelming|slim|great|whole|wide)\s+)?"
    r"(?:[\d.,]+(?:\s+(?:percent|per\s+cent|in|out))?|%|percent|one|two|three|four|five|six|seven|eight|nine|ten|some|many|"
    r"most|several|few|all|both|none|majority|plurality|number|handful|couple|dozens|scores|hundreds|thousands|millions|"
    r"half|third|quarter|raft|series|slew|group|groups|array|chorus|range|variety|each|any|another|other|others|lot|coalition)"
    r"(?:\s+(?:dozen|\d+|ten))?\s+of\s+",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(?:percent|per\s+cent)\b|%", re.IGNORECASE)
_CUTS = frozenset(
    "who which that whose whom where of for at on from in with to by like including over behind close familiar against "
    "among near about than during after before under within inside outside across working speaking briefed involved "
    "based representing looking living attending supporting opposed opposing affiliated loyal aligned linked backed led "
    "quoted cited interviewed reached such and/or not also as released published conducted issued filed sent".split()
)
_LOOSE = frozenset(("told", "said", "says", "was", "were", "is", "are", "has", "have", "had"))
_FORMER = frozenset(("former", "ex", "retired", "longtime", "onetime", "one-time", "erstwhile", "late"))
_PLACES = frozenset("state city county nation country town house team republic kingdom federal".split())
_PARTY_MARK = re.compile(r"^[DRI]-[A-Z]|^[DR]$")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CONTRACTED = re.compile(r"['’](?:ll|ve|d|re|m)$")
_MILITARY = frozenset(("general", "admiral", "colonel", "lieutenant general", "major general", "lieutenant", "major"))
_SPEAK_FOR = re.compile(r"(?:and\s+[\w-]+\s+)?\b(?:of|for|at|from|with|to|in|on|by)\s+(?:the\s+)?(.+)$")


@dataclass(frozen=True)
class Phrase:
    """A source phrase, read.

    kind: "pronoun", "person" (by name), "organisation", "place", "several" (named, joined by "and"), "word" (a
    capitalised word that only the article can explain), "role" (one person by a noun), "group", "body" (an
    institution by a common noun), "document", "bare" (someone, many) or "other".
    """

    kind: str
    text: str
    name: str = ""
    role: str = ""
    type: str = ""
    agrees: str = ""
    affiliation: str = ""
    country: str = ""
    definite: bool = False
    named: bool = False
    modifiers: frozenset[str] = frozenset()
    people: tuple[Name, ...] = field(default=())
    read: Name | None = None


@lru_cache(maxsize=1 << 15)
def read_phrase(text: str) -> Phrase:
    """Return what the phrase says of the source.

    >>> phrase = read_phrase("Kremlin spokesman Dmitry Peskov")
    >>> phrase.name, phrase.role, phrase.type, phrase.country
    ('Dmitry Peskov', 'spokesman', 'official', 'Russia')
    """
    text = " ".join(text.split()).strip(" ,;:—–-")
    text = text if re.search(r"(?:\b\w\.){2,}$|\b[JS]r\.$", text) else text.rstrip(" .,")
    lower = _CONTRACTED.sub("", text.lower())
    lower = re.sub(r"['’]s$", "", lower) if lower[:-2] in PRONOUNS else lower
    if lower in PRONOUNS:
        return Phrase("pronoun", text, role=PRONOUNS[lower])
    text = re.sub(r"^(?:from|by|to|as|among|for|of)\s+(?=\w)", "", text, flags=re.IGNORECASE)
    text = text[:-1] if text[-2:] in ("s'", "s’") else text
    party = "politician" if any(_PARTY_MARK.match(part.strip("( ")) for part in _BRACKETS.findall(text)) else ""
    words = split_words(_BRACKETS.sub("", text) if party else text)
    if not words:
        return Phrase("other", text)
    phrase = _read(text, words)
    if party and phrase.kind in ("person", "word", "several") and phrase.type in ("", "unknown"):
        return replace(phrase, kind="person" if phrase.kind == "word" else phrase.kind, type=party)
    return phrase


def _read(text: str, words: list[str]) -> Phrase:
    """Return what the words of a phrase say that is no pronoun."""
    core, tail = _core_and_tail(words)
    several = _several(text, core, tail)
    if several is not None:
        return several
    head = _name_at_end(core)
    if head is not None:
        return _named_phrase(text, core, tail, head)
    renamed = _renamed(text, core, tail)
    if renamed is not None:
        return renamed
    counted = _QUANTITY.match(text)
    if counted and counted.end() < len(text):
        return _counted(text, text[counted.end() :], text[: counted.end()])
    return _common_phrase(text, core, tail)


def _core_and_tail(words: list[str]) -> tuple[list[str], list[str]]:
    """Split a phrase at the first comma, preposition or relative word after its head."""
    start = 0
    while start < len(words) - 1 and words[start].lower() in _DETERMINERS:
        start += 1
    for place in range(max(start, 1), len(words)):
        word = words[place]
        if word in (",", "(", "--", "—", "–", ";", ":", "[") or (word.lower() in _CUTS and word.islower()):
            if word in ("of", "for", "on") and _goes_on(words, place):
                continue
            return words[:place], words[place:]
        if word.endswith("ing") and word.islower() and words[place - 1].lower() in roles():
            return words[:place], words[place:]
    return words, []


def _goes_on(words: list[str], place: int) -> bool:
    """Return whether "of" or "for" stands inside a name: "Department of Justice", "Secretary of State John Kerry"."""
    following = place + 1 + (place + 1 < len(words) and words[place + 1].lower() == "the")
    if not (words[place - 1][:1].isupper() and following < len(words) and words[following][:1].isupper()):
        return words[place] == "of" and " ".join(words[place - 1 : place + 2]).lower() in _ROLE_OF
    return words[place - 1] in _OPENING or words[place - 1].lower() in ("secretary", "speaker", "department")


_OPENING = frozenset(
    "Department Bureau Center Centers Centre Institute Office Ministry Board Committee Council Court Courts House Bank "
    "University College Church School Association Federation League Society Commission Foundation Alliance Citizens "
    "Organization Organisation Union Fund Academy Conference Coalition Doctors Reporters Secretary Speaker Chamber "
    "Institution Services Division Agency Order Observatory Endowment Campaign Appeals".split()
)
_ROLE_OF = frozenset(term for term in ("secretary of state", "chief of staff", "chief of police", "member of parliament"))


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _DETERMINERS


def _name_at_end(core: list[str]) -> list[str] | None:
    """Return the trailing run of capitalised words of the core, or None where it ends in a common noun."""
    end = len(core)
    while end and core[end - 1] in ('"', "”", "'", "’", "'s", "’s", ".", "*"):
        end -= 1
    if not end or not _is_name_word(core[end - 1]):
        return None
    start = end
    while start and (_is_name_word(core[start - 1]) or _inside_name(core, start - 1)):
        start -= 1
    run = core[start:end]
    if len(run) == 1:
        role = roles().get(run[0].lower()) if find_organisation(run[0]) is None else None
        if role is not None and (start == 0 or run[0].lower() in PARTIES or role.kind == GROUP) and not run[0].isupper():
            return None
    elif start == 0 and run[-1].lower() in roles() and roles()[run[-1].lower()].kind == GROUP:
        if find_organisation(" ".join(run)) is None:
            return None
    return run


def _inside_name(core: list[str], place: int) -> bool:
    """Return whether a small word or mark stands inside a name: an initial's point, "de", a nickname's marks."""
    word = core[place]
    if word in (".", "&", '"', "“", "”") or word in ("of", "for", "on"):
        return place > 0 and _is_name_word(core[place - 1]) or word in ('"', "“", "”")
    return word in ("de", "van", "von", "der", "den", "del", "al", "bin", "el", "la", "da", "di", "the") and place > 0 and (
        _is_name_word(core[place - 1]) or core[place - 1] in ("of", "van", "von", "de", "for")
    )


def _named_phrase(text: str, core: list[str], tail: list[str], run: list[str]) -> Phrase:
    """Return a phrase whose head is a name: what stands before it and after the comma says who that is."""
    name = read_name(_text_of(run))
    end = len(core)
    while end and core[end - 1] != run[-1]:
        end -= 1
    before = core[: end - len(run)]
    role, affiliation = _role_before(before, name)
    country = next(filter(None, (find_country(word) for word in (*before, *name.before))), "")
    after_role, after_affiliation, after_country = _apposition(tail)
    agrees = next(filter(None, (AGREES.get(word.lower(), "") for word in name.before)), "")
    chosen = role or after_role
    type_ = name.type if name.kind in ("organisation", "place") else ""
    if not type_ and chosen:
        own = affiliation if role else after_affiliation
        type_ = _type_of(chosen, own, [*before, *name.before, *tail])
    if name.kind == "person" and not type_:
        type_ = name.type or (_bare_evidence(tail) if name.given else "")
    if not type_ and tail and tail[0] in ("at", "of", "with", "from", "for") and name.kind in ("person", "word"):
        after_affiliation = after_affiliation or _first_name(" ".join(tail[1:]))
        type_ = type_of_affiliation(after_affiliation) if after_affiliation else ""
    if not type_ and any(_PARTY_MARK.match(word) for word in tail[:4]):
        type_ = "politician"
    kind = name.kind
    if kind == "word" and (name.titled or (chosen and chosen.kind == PERSON)):
        kind = "person"
    return Phrase(
        kind, text, name=name.name, role=chosen.term if chosen else "", type=type_ or "",
        agrees=agrees or (chosen.agrees if chosen else ""), affiliation=affiliation or after_affiliation,
        country=country or name.country or _country_of(affiliation or after_affiliation) or after_country, named=True,
        modifiers=frozenset(_party_words([*before, *name.before, *tail[:12]])), read=name,
    )  # fmt: skip


def _bare_evidence(tail: list[str]) -> str:
    """Return "citizen" for persons given by age and home only: "Jane Roe, 59, of Ashton", "Ann Poe, who has four ..."."""
    rest = [word for word in tail if word != ","][:2]
    return "citizen" if rest and (rest[0].isdigit() and len(rest[0]) < 3 or rest[0] == "of") else ""


def _role_before(before: list[str], name: Name) -> tuple[Role | None, str]:
    """Return the role in the words before a name, and the organisation or person it belongs to."""
    words = [*before, *name.before]
    lower = [word.lower() for word in words]
    for end in range(len(words), 0, -1):
        for length in (3, 2, 1):
            start = end - length
            if start < 0:
                continue
            role = roles().get(" ".join(lower[start:end])) or (
                roles().get(TITLES.get(lower[start], "")) if length == 1 else None
            )
            if role is not None and role.kind in (PERSON, BODY) and (role.kind == PERSON or end == len(words)):
                return role, _owner(words[:start])
    return None, ""


def _owner(words: list[str]) -> str:
    """Return the name among the words before a role: "Kremlin" of "Kremlin spokesman", "Trump" of "Trump's aide"."""
    names = [word for word in words if word not in ("'s", "’s", ".")]
    while names and not names[0][:1].isupper():
        names = names[1:]
    while names and names[0].lower() in _DETERMINERS:
        names = names[1:]
    while names and not names[-1][:1].isupper() and names[-1].lower() not in ("campaign", "police", "administration", "government", "ministry"):
        names = names[:-1]
    text = _text_of(names)
    return "" if find_country(text) and find_organisation(text) is None else text


def _apposition(tail: list[str]) -> tuple[Role | None, str, str]:
    """Return role, affiliation and country of what follows a name after a comma."""
    if not tail or tail[0] not in (",", "(", "of", "--", "—", "–", "-"):
        return None, "", ""
    words = tail[1:]
    lower = [word.lower() for word in words]
    country = next(filter(None, (find_country(word) for word in words[:8])), "")
    for place in range(min(len(words), 14)):
        if lower[place] in ("who", "which", "that", "said", "says", "told", "whose", "whom") and not (
            place + 1 < len(lower) and lower[place + 1] in ("is", "was", "serves", "served", "works", "worked")
        ):
            break
        for length in (3, 2, 1):
            role = roles().get(" ".join(lower[place : place + length]))
            if role is None or role.kind not in (PERSON,) or place + length > len(words):
                continue
            rest = " ".join(words[place + length : place + length + 14])
            found = _SPEAK_FOR.match(rest)
            after = _first_name(found.group(1)) if found else ""
            return role, after or _owner(words[:place]), country
    return None, "", country


def _first_name(text: str) -> str:
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
    return _text_of(run)


def _type_of(role: Role, affiliation: str, words: list[str]) -> str:
    """Return the type a role gives: its own, or that of the organisation or person it speaks for."""
    lower = {word.lower() for word in words}
    if role.term in _MILITARY and lower & _FORMER:
        return "politician" if lower & {"campaign", "surrogate", "candidate", "nominee"} else "expert"
    if not role.yields:
        return role.type
    if affiliation:
        found = type_of_affiliation(affiliation)
        if found:
            return found
    for place, word in enumerate(words):
        pair = " ".join(words[place : place + 2]).lower()
        plain = roles().get(pair) or roles().get(word.lower())
        if plain is not None and plain.kind in (BODY, GROUP) and plain.term not in _PLACES and plain.type != "unknown" and (
            plain.kind == BODY or plain.term != role.term + "s"
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
        return name.type
    last = roles().get(affiliation.split()[-1].lower()) if affiliation else None
    if last is not None and last.kind == BODY:
        return last.type
    for word in reversed(affiliation.split()):
        if word in endings():
            return endings()[word]
    return ""


def _country_of(affiliation: str) -> str:
    if not affiliation:
        return ""
    name = read_name(affiliation)
    return name.country or next(filter(None, (find_country(word) for word in affiliation.split())), "")


def _party_words(words: list[str]) -> list[str]:
    return [word.lower() for word in words if len(word) > 1 or word in ("R", "D")]


def _several(text: str, core: list[str], tail: list[str]) -> Phrase | None:
    """Return a phrase for named sources joined by commas and "and"; None where it is not of that kind."""
    words = [*core, *tail]
    if "and" not in words:
        return None
    place = words.index("and")
    right = _name_at_end(_core_and_tail(words[place + 1 :])[0]) if place + 1 < len(words) else None
    if right is None or place + 1 + len(right) > len(words):
        return None
    parts: list[list[str]] = [[]]
    for word in words[:place]:
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    if any(word.lower() in _CUTS and word.islower() for part in parts for word in part):
        return None
    runs = [_name_at_end(part) for part in parts if part]
    if not runs or any(run is None for run in runs) or (len(runs) > 1 and any(len(run or ()) < 2 for run in runs)):
        return None
    listed = [run for run in (*runs, right) if run]
    names = tuple(read_name(_text_of(run)) for run in listed)
    whole = _text_of([*listed[0], "and", *right])
    if find_organisation(whole) is not None or (names[0].kind == "word" and listed[0][0] in _OPENING):
        return None
    type_ = names[-1].type or names[0].type or ("politician" if text.lower().startswith(("sens", "reps")) else "")
    joined = ", ".join(name.name for name in names[:-1]) + " and " + names[-1].name
    return Phrase("several", text, name=joined, type=type_, named=True, people=names)


def _renamed(text: str, core: list[str], tail: list[str]) -> Phrase | None:
    """Return the person named after the comma: "Apple's chief executive, Tim Cook,"; None where there is none."""
    if "," not in tail or not core:
        return None
    one_of = [word.lower() for word in core[:2]] == ["one", "of"] or core[0].lower() == "one" and tail[0] == "of"
    role = (_last_role(tail[: tail.index(",")]) if one_of else None) or _last_role(core)
    if role is None or (role.kind != PERSON and not one_of):
        return None
    comma = tail.index(",") if tail[0] == "," or one_of else len(tail) - 1 - tail[::-1].index(",")
    after, _ = _core_and_tail(tail[comma + 1 :]) if comma + 1 < len(tail) else ([], [])
    run = _name_at_end(after) if after else None
    if run is None or len(after) > len(run) + 4 or (len(run) < 2 and tail[0] != ","):
        return None
    name = read_name(_text_of(run))
    if name.kind not in ("person", "word"):
        return None
    inner, _ = _role_before(after[: len(after) - len(run)], name)
    owner = _owner(core[:-1])
    chosen = inner or role
    country = next(filter(None, (find_country(word) for word in (*core, *name.before))), "")
    return Phrase(
        "person", text, name=name.name, role=chosen.term, type=_type_of(chosen, owner, core) or name.type,
        agrees=chosen.agrees or role.agrees, affiliation=owner, country=country or name.country, named=True,
        modifiers=frozenset(_party_words([*core, *name.before])), read=name,
    )  # fmt: skip


def _counted(text: str, rest: str, quantity: str) -> Phrase:
    """Return a phrase such as "one of Mr. Obama's advisers": never named, of the kind of what is counted."""
    inner = read_phrase(rest)
    kind = "role" if re.match(r"(?:only\s+)?one\b", quantity, re.IGNORECASE) else "group"
    type_ = inner.type if inner.kind in ("role", "group", "body", "bare") else ""
    if _PERCENT.search(quantity):
        type_ = type_ or "citizen"
    return Phrase(kind, text, name=text, role=inner.role, type=type_ or "unknown", country=inner.country,
                  affiliation=inner.affiliation, modifiers=inner.modifiers)  # fmt: skip


def _last_role(core: list[str]) -> Role | None:
    lower = [word.lower() for word in core]
    for length in (4, 3, 2, 1):
        if length <= len(lower):
            role = roles().get(" ".join(lower[-length:]))
            if role is not None:
                return role
    return None


def _common_phrase(text: str, core: list[str], tail: list[str]) -> Phrase:
    """Return a phrase whose head is a common noun, or that has none."""
    words = [word for word in core if word not in ("'s", "’s")]
    start = 0
    while start < len(words) and words[start].lower() in _DETERMINERS:
        start += 1
    definite = bool(core) and core[0].lower() in _DEFINITE
    rest = words[start:]
    if _PERCENT.search(text) and (not rest or _last_role(rest) is None):
        return Phrase("group", text, name=text, type="citizen")
    if not rest:
        return Phrase("bare", text, name=text, type="unknown")
    role = _last_role(rest)
    owner = _owner(core[: len(core) - (len(role.term.split()) if role else 1)])
    found = _SPEAK_FOR.match(" ".join(tail))
    after = _first_name(found.group(1)) if found else ""
    country = next(filter(None, (find_country(word) for word in (*rest, *after.split()))), "") or _country_of(owner or after)
    modifiers = frozenset(_party_words(rest[:-1] + ([after] if after else [])))
    if role is None:
        kind = "group" if rest[-1].lower().endswith("s") and not rest[-1].lower().endswith("ss") else "other"
        return Phrase(kind, text, name=_shortest(text), type="", country=country, affiliation=owner or after,
                      definite=definite, modifiers=modifiers)  # fmt: skip
    if role.term in ("people", "those", "person") and tail and tail[0] in ("familiar", "close", "involved", "briefed", "with"):
        return Phrase("group", text, name=_shortest(text), role=role.term, type="unknown")
    if role.term.endswith("police") and any(_is_name_word(word) and word != core[0] or word in core[:1] and len(rest) > 1 and word[:1].isupper() for word in rest[:-1]):
        return Phrase("body", text, name=_text_of(rest), role="police", type="official", country=country, named=True)
    type_ = _type_of(role, owner or after, [*rest[:-1], *tail]) if role.kind in (PERSON, GROUP) else role.type
    named = False
    name = _shortest(text)
    if "and" in rest[1:-1] and role.kind in (GROUP, BODY):
        left = rest[: rest.index("and")]
        first = _last_role(left)
        organisation = find_organisation(_text_of(left))
        if organisation is not None:
            return Phrase("several", text, name=name, type=organisation.type, named=True, country=organisation.country)
        if first is not None and first.type != "unknown":
            type_ = first.type
    if role.kind == BODY:
        named = any(
            word[:1].isupper() and (word != core[0] or bool(find_country(word)) or (len(rest) > 1 and word.lower() not in roles()))
            for word in rest
        )
        if "'s" in core or "’s" in core:
            named = named and role.term.split()[-1] in ("campaign", "administration", "government", "office", "ministry")
        name = _text_of(core[1:] if core[0].lower() in _DETERMINERS else core)
        if not named and after and " of " in f" {' '.join(tail[:1])} ":
            named, name = True, _text_of([*core, *tail])
            name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
        inner = type_of_affiliation(owner) if owner else ""
        type_ = inner if role.term in ("department", "office", "group", "team") and inner else type_
    elif role.kind == DOCUMENT:
        issuer = tail[1:12] if tail and tail[0] in ("by", "from", "of", "conducted", "released", "published", "filed") else []
        named = any(_is_name_word(word) for word in words[1:]) or bool(_first_name(" ".join(issuer))) or (
            find_organisation(words[0]) is not None or words[0].isupper() and len(words[0]) > 1
        )
        if role.yields and (owner or after):
            type_ = type_of_affiliation(owner or after) or type_
    kind = {PERSON: "role", GROUP: "group", BODY: "body", DOCUMENT: "document"}[role.kind]
    return Phrase(kind, text, name=name, role=role.term, type=type_, agrees=role.agrees, affiliation=owner or after,
                  country=country, definite=definite, named=named, modifiers=modifiers)  # fmt: skip


def _shortest(text: str) -> str:
    """Return the phrase up to its first comma or relative clause, without a leading article."""
    text = re.split(r"\s*(?:,|\bwho\b|\bwhich\b|--|—|\()", text)[0]
    return text.strip()


def _text_of(words: list[str]) -> str:
    """Return words as they are written: no blank before 's, a point or a closing mark."""
    text = " ".join(words)
    return re.sub(r" ((?:['’]s\b)|\.)", r"\1", text).strip()
