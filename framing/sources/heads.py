"""Where the head of a source phrase is: the name or noun that says who, and what comes after it."""

from __future__ import annotations

import re

from framing.sources.names import DAYS
from framing.sources.vocabulary import (
    BODY,
    GROUP,
    PARTIES,
    PERSON,
    Role,
    country_adjectives,
    endings,
    find_country,
    find_organisation,
    roles,
    surname_words,
    words_of,
)

DETERMINERS = words_of(
    """
    than million millions billion hundred thousand only just almost around even
    the a an this that these those his her their its our my your some many several few both all most other another
    each every more no any one various numerous certain two three four five six seven eight nine ten eleven twelve
    dozens hundreds thousands nearly about roughly at least as half single
    """
)
CUTS = words_of(
    """
    who which that whose whom where of for at on from in with to by like including over behind close familiar
    against among near about than during after before under within inside outside across working speaking briefed
    involved based representing looking living attending supporting opposed opposing affiliated loyal aligned linked
    backed led quoted cited interviewed reached such and/or not also as released published conducted issued filed
    sent taken obtained seen reviewed commissioned carried made provided written held posted prepared produced
    """
)
_AGENTS = re.compile(r"[a-z](?:goers|ists|ers|ians)$")
_BEFORE_ROLES = words_of(
    """
    Federal Former Senior Top Assistant Deputy Chief Acting Local State City County Longtime Black White Gay Liberal
    Foreign Prime Vice Ex Leading Another One Two Three Many Some Most Young Senate House Congressional Presidential
    Finance Defense Defence Interior Military Police Moderate Progressive Evangelical Working-class Undecided
    """
)
_TIMES = words_of(
    """
    week month year spring summer fall autumn winter night weekend morning afternoon evening season decade century
    """
)
OPENERS = words_of(
    """
    Department Bureau Center Centers Centre Institute Office Ministry Board Committee Council Court Courts House
    Bank University College Church School Association Federation League Society Commission Foundation Alliance
    Citizens Organization Organisation Union Fund Academy Conference Coalition Doctors Reporters Secretary Speaker
    Chamber Institution Services Division Agency Order Observatory Endowment Campaign Appeals
    """
)
_DAYS = frozenset(DAYS) - {"may", "march", "april", "june", "august", "easter", "jan"}
_ROLE_OF = frozenset(
    (
        "secretary of state",
        "chief of staff",
        "chief of police",
        "member of parliament",
        "supervisor of elections",
        "secretary of defense",
        "secretary of labor",
        "director of communications",
        "speaker of parliament",
    )
)


_MARKS = frozenset(".'’\"“”")  # what text_of() moves


def core_and_tail(words: list[str]) -> tuple[list[str], list[str]]:
    """Split a phrase at the first comma, preposition or relative word after its head."""
    start = 0
    while start < len(words) - 1 and words[start].lower() in DETERMINERS:
        start += 1
    for place in range(max(start, 1), len(words)):
        word = words[place]
        if word in (",", "(", "--", "—", "–", "-", ";", ":", "[") or (word.lower() in CUTS and word.islower()):
            if word in ("of", "for", "on") and _goes_on(words, place):
                continue
            return words[:place], words[place:]
        if word.endswith(("ing", "ed")) and word.islower() and _is_people(words[place - 1]):
            return words[:place], words[place:]
        if place > start and _is_time(words, place):
            return words[:place], words[place:]
    return words, []


def _is_people(word: str) -> bool:
    """Return whether a noun for people stands before a participle: "judges handling ...", "Americans worried ..."."""
    role = roles().get(word.lower())
    return role is not None and role.kind in (PERSON, GROUP) and word.lower() not in DETERMINERS


def _is_time(words: list[str], place: int) -> bool:
    """Return whether a time stands after a noun: "a poll last month", "his speech Tuesday"."""
    lower, before = words[place].lower(), roles().get(words[place - 1].lower())
    if before is None:
        return False
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    return lower in _DAYS or (
        lower in ("last", "this", "next", "earlier", "late") and (following in _TIMES | _DAYS | {"this"})
    )


def _goes_on(words: list[str], place: int) -> bool:
    """Return whether "of" or "for" stands inside a name: "Department of Justice", "Secretary of State John Kerry"."""
    following = place + 1 + (place + 1 < len(words) and words[place + 1].lower() in ("the", "a"))
    if words[place] == "of" and " ".join(words[place - 1 : place + 2]).lower() in _ROLE_OF:
        return True
    if not (words[place - 1][:1].isupper() and following < len(words) and words[following][:1].isupper()):
        return False
    return words[place - 1] in OPENERS or words[place - 1].lower() in ("secretary", "speaker", "department")


def is_name_word(word: str) -> bool:
    if not word[:1].isupper():
        return word[:3] in ("al-", "el-") and word[3:4].isupper()
    return word.lower() not in DETERMINERS and word.lower() not in _DAYS


def name_at_end(core: list[str]) -> list[str] | None:
    """Return the trailing run of capitalised words of the core, or None where it ends in a common noun."""
    end = len(core)
    while end and core[end - 1] in ('"', "”", "'", "’", "'s", "’s", ".", "*"):
        end -= 1
    if not end or not is_name_word(core[end - 1]):
        return None
    start = end
    while start and (is_name_word(core[start - 1]) or _inside_name(core, start - 1)):
        start -= 1
    run = core[start:end]
    if _is_description(run):
        return None
    if len(run) == 1 and start:
        pair = roles().get(f"{core[end - 2]} {core[end - 1]}".lower())
        if pair is not None and pair.kind == BODY:  # "a super PAC"
            return None
    if (
        len(run) == 1
        and start == 0
        and len(core) == 1
        and _AGENTS.search(run[0])
        and run[0].lower() not in surname_words()
    ):
        return None  # "Anglers"
    if len(run) == 1:
        role = roles().get(run[0].lower()) if find_organisation(run[0]) is None else None
        if (
            role is not None
            and (start == 0 or run[0].lower() in PARTIES or role.kind == GROUP)
            and not run[0].isupper()
        ):
            return None
    elif start == 0 and find_organisation(" ".join(run)) is None:
        role = roles().get(run[-1].lower())
        if role is not None and role.kind == GROUP:  # "Gay Republicans" at the beginning of a sentence
            return None
    return run


def _describes(word: str) -> bool:
    """Return whether a capitalised word may stand before a role in a description: "Nevada", "Kuwaiti", "Government"."""
    role = roles().get(word.lower())
    known = word in _BEFORE_ROLES or word.lower() in PARTIES or word in country_adjectives()
    return known or (role is not None and role.kind == BODY)


def _is_description(run: list[str]) -> bool:
    """Return whether capitalised words describe somebody and name nobody: "Nevada Democrat", "Federal Judge"."""
    role = roles().get(run[-1].lower()) if len(run) > 1 else None
    if role is None or role.kind not in (PERSON, GROUP) or find_organisation(" ".join(run)) is not None:
        return False
    before = run[:-1]
    if " ".join(run).lower() in roles():  # "Health Minister"
        return True
    if find_country(" ".join(before)):  # "Virginia Cook" is a name
        return role.type in ("politician", "official") and role.term != "green"
    return all(len(word) > 1 and (word.isupper() or _describes(word)) for word in before)


def _inside_name(core: list[str], place: int) -> bool:
    """Return whether a small word or mark stands inside a name: an initial's point, "de", a nickname's marks."""
    word = core[place]
    if word in ("’", "'"):  # "Nurses’ Federation"
        return place > 0 and core[place - 1].endswith("s") and place + 1 < len(core) and core[place + 1] in endings()
    if word in (".", "&", '"', "“", "”") or word in ("of", "for", "on"):
        return (place > 0 and is_name_word(core[place - 1])) or word in ('"', "“", "”")
    return (
        word
        in (
            "de",
            "van",
            "von",
            "der",
            "den",
            "del",
            "al",
            "bin",
            "el",
            "la",
            "da",
            "di",
            "the",
        )
        and place > 0
        and (is_name_word(core[place - 1]) or core[place - 1] in ("of", "van", "von", "de", "for"))
    )


def last_role(core: list[str]) -> Role | None:
    lower = [word.lower() for word in core]
    for length in (4, 3, 2, 1):
        if length <= len(lower):
            role = roles().get(" ".join(lower[-length:]))
            if role is not None:
                return role
    return None


def shortest(text: str) -> str:
    """Return the phrase up to its first comma or relative clause, without a leading article."""
    text = re.split(r"\s*(?:,|\bwho\b|\bwhich\b|--|—|\()", text)[0]
    return text.strip()


def text_of(words: list[str]) -> str:
    """Return words as they are written: no blank before 's, a point or a closing mark."""
    text = " ".join(words)
    if _MARKS.isdisjoint(text):
        return text.strip()
    text = re.sub(r" ((?:['’]s\b)|\.|(?<=s )['’](?= |$))", r"\1", text)
    return re.sub(r"([\"“]) ([^\"”]*) ([\"”])", r"\1\2\3", text).strip()
