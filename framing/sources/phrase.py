"""What a source phrase says by itself: the value that reading one gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.sources.names import Name


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
    status: str = ""
