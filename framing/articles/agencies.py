"""Which news agency a text came from, by the credit line that wire copy carries."""

from __future__ import annotations

import re

_AGENCIES = {
    "AP": r"AP|Associated Press|The Associated Press",
    "Reuters": r"Reuters|Thomson Reuters",
    "AFP": r"AFP|Agence France[- ]Presse",
    "UPI": r"UPI|United Press International",
    "PA": r"PA|PA Media|Press Association",
    "dpa": r"dpa|Deutsche Presse-Agentur",
    "Xinhua": r"Xinhua",
    "TASS": r"TASS|ITAR-TASS",
    "Bloomberg": r"Bloomberg(?: News)?",
    "ANI": r"ANI|Asian News International",
    "PTI": r"PTI|Press Trust of India",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "Kyodo": r"Kyodo(?: News)?",
}
_ANY = "|".join(f"(?P<a{number}>{names})" for number, names in enumerate(_AGENCIES.values()))
_CREDITS = (
    # "WASHINGTON (AP) — The", "PARIS, July 3 (Reuters) - The", "(AFP)", "LONDON — Reuters —"
    re.compile(rf"\A.{{0,80}}?[(\[](?:{_ANY})[)\]]", re.DOTALL),
    re.compile(rf"\A(?:[A-Z][\w. ,/-]{{1,40}}[,—–-]+ ?)?(?:{_ANY})\s*(?:[—–:]|-{{1,2}}\s)"),
    re.compile(rf"\A.{{0,120}}?\b[Bb]y (?:{_ANY})\s*$", re.M),
    # "— Reuters", "(Reporting by ...; Reuters)", "Source: AFP" on the last line
    re.compile(rf"(?:^|\n|\s)(?:[—–-]\s?|[Ss]ource: ?|[Cc]redit: ?|© ?(?:\d{{4}} )?)(?:{_ANY})\.?\s*\Z"),
    re.compile(rf"[(\[](?:[^()\n]{{0,60}}\b)?(?:{_ANY})[)\]]\.?\s*\Z"),
    re.compile(rf"\n[^\n]{{0,20}}[Cc]opyright (?:\d{{4}} )?(?:by )?(?:{_ANY})\b[^\n]{{0,80}}\Z"),
)


def find_agency(text: str, author: str = "") -> str:
    """Return the news agency that a text credits as its origin in its first or last line, or "".

    Naming an agency in the report ("..., he told Reuters") or as a helper ("AP contributed to this report") is none.

    >>> find_agency("WASHINGTON (AP) — The ferry was late."), find_agency("He told Reuters (and AP) that it was late.")
    ('AP', '')
    """
    if match := re.fullmatch(rf"(?:[Bb]y )?(?:{_ANY})", author.strip()):
        return _agency(match)
    for number, pattern in enumerate(_CREDITS):
        if match := pattern.search(text[:200] if number < 3 else text[-200:]):
            return _agency(match)
    return ""


def _agency(match: re.Match[str]) -> str:
    return next(name for number, name in enumerate(_AGENCIES) if match[f"a{number}"])
