"""The same person or institution in several articles of a run, linked only where that is safe."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from framing.sources.vocabulary import find_country, find_organisation

_STATE = {"official": "politician"}
_INITIAL = re.compile(r"\s+\w\.(?=\s)")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)
_NICKNAME = re.compile(r"\s+[\"“']\w+[\"”']")


def link_entities(names: Sequence[str], types: Sequence[str], named: Iterable[str]) -> list[str]:
    """Return for each source of a run whom it is across articles, "" where that is not safe to say.

    Linked are sources that the article names with two words or more, written alike apart from initials and "Jr."
    ("Donald J. Trump" is "Donald Trump"), and single words that stand for a known institution or country. Sources
    of one name but of different types are kept apart, save politicians and officials: a minister is the one or the
    other by what an article calls them. Documents, several named together and unnamed ones are not linked. The entity
    is the spelling that occurs most often, with the type beside it where namesakes are kept apart.

    >>> link_entities(["Donald J. Trump", "Donald Trump", "officials"], ["politician"] * 3, ["yes", "yes", "no"])
    ['Donald J. Trump', 'Donald J. Trump', '']
    """
    keys = [
        (_key(name), _STATE.get(type_, type_)) if is_named == "yes" and _is_safe(name, type_) else None
        for name, type_, is_named in zip(names, types, named, strict=True)
    ]
    known: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if key is not None and key[1] != "unknown":
            known[key[0]].add(key[1])
    merged = [_merge_unknown(key, known) for key in keys]
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, name in zip(merged, names, strict=True):
        if key is not None:
            spellings[key][name.removeprefix("the ")] += 1
    best = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in spellings.items()}
    n_keys = Counter(best.values())
    best = {key: name if n_keys[name] == 1 else f"{name} ({key[1]})" for key, name in best.items()}
    return [best[key] if key is not None else "" for key in merged]


def _merge_unknown(key: tuple[str, str] | None, known: dict[str, set[str]]) -> tuple[str, str] | None:
    """Return the key with an unknown type replaced by the only type that the name has elsewhere; None for several."""
    if key is not None and key[1] == "unknown" and known[key[0]]:
        return (key[0], next(iter(known[key[0]]))) if len(known[key[0]]) == 1 else None
    return key


def _key(name: str) -> str:
    country = find_country(name)
    plain = _SUFFIX.sub("", _NICKNAME.sub("", _INITIAL.sub("", name))).replace("’", "'")
    return f"country {country}" if country and find_organisation(name) is None else plain.lower().removeprefix("the ")


def _is_safe(name: str, type_: str) -> bool:
    if not name or type_ == "document" or (" and " in name and find_organisation(name) is None):
        return False
    return " " in name.removeprefix("the ").strip() or find_organisation(name) is not None or bool(find_country(name))
