"""One news article as it was given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its text, verbatim, and what is known about where it comes from.

    Every field is a string and "" means unknown. `text` is never altered: offsets in all tables count code
    points in exactly this string. `published` is an ISO date ("2026-03-31") or "" where the date cannot be
    told; `published_raw` keeps what was written ("15 hours ago", "03/04/2026").

    >>> Article(id="post-1", outlet="Harbour Post", text="The ferry is late.").title
    ''
    """

    text: str
    id: str = ""
    outlet: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    published_raw: str = ""
    event: str = ""
    url: str = ""
    language: str = ""
