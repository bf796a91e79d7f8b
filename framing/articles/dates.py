"""Dates as newspapers and databases write them, turned into ISO dates.

A date is only given when it is certain. "03/04/2026" is April in London and March in New York: it stays as it
was written, unless the other dates of its column show which of the two the column means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"[T\s,]+(?:at\s+)?\d{1,2}(?:[:.]\d\d){0,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?(?:z|utc|gmt|bst|cest|cet|ist|aest|[ecmp][sd]?t)\)?)?\s*(?:[+-]\d\d?:?(?:\d\d)?)?(?:\s*\(\w+\))?"
)
# a weekday, a time and the name of an edition may follow: "January 11, 2010 Monday 1:15 AM GMT, London Edition"
_AFTER = rf"(?:{_CLOCK}|,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|,?\s+\w+ edition){{0,3}}\s*$"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d){_AFTER}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d){_AFTER}",
        rf"{_WEEKDAY}{_MONTH}[\s-]*{_DAY}[\s,-]+{_YEAR}{_AFTER}",
        rf"{_WEEKDAY}{_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}{_AFTER}",
        # "Fri Jan 31 10:00:00 +0000 2020" is how social media interfaces print a time
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+[\d:]+\s+(?:[+-]\d{{4}}|[a-z]{{3,4}})\s+{_YEAR}\s*$",
    )
)
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2((?:1[6-9]|20)\d\d)(?!\d){_AFTER}", re.IGNORECASE)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?$")


def read_date(written: str, *, day_first: bool | None = None) -> str:
    """Return the ISO date that `written` says, or "" when it says none for certain.

    `day_first` tells how to take 03/04/2026: True the 3rd of April, False the 4th of March, None unknown.

    >>> read_date("Friday, January 31, 2020 10:15 AM ET"), read_date("31/01/2020"), read_date("03/04/2020")
    ('2020-01-31', '2020-01-31', '')
    """
    written = " ".join(written.split())
    if not written or len(written) > 80:
        return ""
    for pattern in _WRITTEN:
        if match := pattern.match(written):
            month = match["month"]
            number = MONTHS[month.lower()] if month[0].isalpha() else int(month)
            return _iso(int(match["year"]), number, int(match["day"]))
    if match := _NUMBERS.match(written):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if mark == "." or first > 12 or first == second:
            return _iso(year, second, first)
        if second > 12:
            return _iso(year, first, second)
        if day_first is not None:
            return _iso(year, second, first) if day_first else _iso(year, first, second)
        return ""
    if match := _EPOCH.match(written):
        return dt.datetime.fromtimestamp(int(match[1]), tz=dt.timezone.utc).date().isoformat()  # noqa: UP017
    return ""


def day_comes_first(column: Iterable[str]) -> bool | None:
    """Return whether a column writes the day before the month: True, False, or None when it cannot be told.

    One date with a day above twelve is enough; dates that contradict each other decide nothing.

    >>> day_comes_first(["03/04/2026", "25/12/2025"])
    True
    """
    seen: set[bool] = set()
    for written in column:
        match = _NUMBERS.match(" ".join(written.split())[:80])
        if match and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                seen.add(True)
            elif second > 12 >= first:
                seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:  # "31 February" is no date
        return ""
