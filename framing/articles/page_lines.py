"""The lines of a page copied from the web, and what each of them is.

Such pages differ in everything but their parts: prose; headlines; lines that say who published something and when
("Harbour Post • 3 hours ago"); and furniture that belongs to the page and not to an article ("Share", "Comments (4)",
"Download the app"). The parts are told from each other by their form, never by the name of a site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.articles.dates import MONTHS, read_date
from framing.articles.furniture import is_end, is_furniture, is_related

BLANK, PROSE, SHORT, META, FURNITURE, RELATED, END, RULE = (
    "blank", "prose", "short", "meta", "furniture", "related", "end", "rule",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meta:
    """What a line tells about an article; `strength` 2 where it can hardly stand inside an article's text."""

    strength: int
    sort: str
    outlet: str = ""
    author: str = ""
    published: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: where it stands, what it is, and its words without marks as `key`."""

    start: int
    end: int
    text: str
    kind: str
    key: str
    n_words: int
    bullet: bool = False
    meta: Meta | None = None


_N = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|several)"
_UNIT = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mos?|months?|y|yrs?|years?)"
_WHEN = (
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|added)(?: (?:on|at))?"
    r"|date|time|clock|calendar)"
)
_AGO = rf"(?:about |over )?{_N}\s?{_UNIT} ago|just now|yesterday(?: at [\d:.]+ ?(?:[ap]\.?m\.?)?)?"
_AGO_LINE = re.compile(rf"(?P<before>.*?)[\s,]*(?:\b{_WHEN}[:\s]*)?(?P<when>{_AGO})\.?$", re.I)
_COMPACT_AGO = re.compile(r"\d{1,2}\s?(?:min|hr|[mhdw])$", re.I)
_READ = re.compile(r"(?:reading time:? )?(?:about )?\d{1,3}\s?-?\s?min(?:ute)?s?\.?(?: read(?:ing)?(?: time)?)$", re.I)
_READ_LABEL = re.compile(r"reading time:? \d{1,3} ?min(?:ute)?s?$", re.I)
_DATE_LABEL = re.compile(rf"{_WHEN}\s*:?\s*(?P<date>.+)$", re.I)
_OUTLET_LABEL = re.compile(r"(?:source|outlet|publication|publisher|newspaper|via|from)\s*:\s*(?P<outlet>\S.*)$", re.I)
_TITLE_LABEL = re.compile(r"(?:title|headline)\s*:\s*(?P<title>\S.*)$", re.I)
_AUTHOR = re.compile(
    r"(?:(?:author|writer|reporter|byline)s?\s*:\s*(?:by )?|(?:story |words |written |reported )?by:? )"
    r"(?P<author>\S.*)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\(?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\)?$", re.I)
_PARTS = re.compile(r"\s*[|•·●▪∙⋅]\s*|\s+[-–—/]\s+|\s{3,}|\t+|\s*[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+\s*")
_NO_YEAR = re.compile(
    r"(?:\w{3,9}day,? |\w{3},? )?(?:(?P<month>[a-z]{3,9})\.? \d{1,2}|\d{1,2} (?P<later>[a-z]{3,9}))\.?"
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?)?(?: [A-Z]{2,4})?$",
    re.I,
)
_BULLET = re.compile(r"^[•·●▪∙*–—>»‣◦-]\s+")
_RULE = re.compile(r"(?:[-=_*~#•·+]\s*){3,}$")
_ENDING = re.compile(r"[.!?…][\"'”’)\]]*$|[.!?]\s*\[\d+\]$")
_SMALL_WORDS = "of the and for in on at de la le el da du der die von van & y e to a"
_NAME_WORDS = frozenset(_SMALL_WORDS.split())


def is_name(text: str, longest: int = 6) -> bool:
    """Return whether the words could be the name of a person or an outlet: few, and each with a capital.

    >>> is_name("The Wall Street Journal"), is_name("Trump threatens Hamas")
    (True, False)
    """
    words = text.strip(" .,:").split()
    if not 1 <= len(words) <= longest or not any(character.isalpha() for character in text):
        return False
    if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}", text.strip()):  # "harbourpost.example"
        return True
    starts = ((word[0], word.lower()) for word in words)
    return all(first.isupper() or first.isdigit() or first in "(@" or word in _NAME_WORDS for first, word in starts)


def read_meta(text: str) -> Meta | None:
    """Return what a line says about who published an article and when, or None when it is no such line.

    >>> meta = read_meta("Harbour Post • 3 hours ago • 2 min read")
    >>> meta.outlet, meta.published, meta.strength
    ('Harbour Post', '3 hours ago', 2)
    """
    text = _BULLET.sub("", text.strip()).strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    if not text or len(text) > 200 or len(text.split()) > 25:
        return None
    if match := _TITLE_LABEL.match(text):
        return Meta(1, "label", title=match["title"])
    parts = [part.strip(" ,") for part in _PARTS.split(text) if part.strip(" ,")]
    strength, sorts, names = 0, set(), []
    outlet = author = published = ""
    for part in parts:
        if _READ.match(part) or _READ_LABEL.match(part):
            strength = 2
            sorts.add("time")
        elif match := _AGO_LINE.match(part):
            before = match["before"].strip(" ,:")
            if before and not is_name(before):
                return None
            published, outlet = match["when"], outlet or before
            strength = 2
            sorts.add("time")
        elif len(parts) > 1 and _COMPACT_AGO.match(part):
            published, strength = part, 2
            sorts.add("time")
        elif (match := _OUTLET_LABEL.match(part)) and is_name(match["outlet"], 8):
            outlet, strength = match["outlet"], 2
            sorts.add("label")
        elif (match := _AUTHOR.match(part)) and is_name(re.split(r",| for | in ", match["author"])[0], 10):
            author, _, rest = re.sub(r" (?:for|of) (?=the [A-Z]|[A-Z])", ", ", match["author"]).partition(", ")
            dated = _split_date(rest)
            outlet, published = outlet or (dated[0] if is_name(dated[0]) else ""), published or dated[1]
            strength = max(strength, 1)
            sorts.add("byline")
        else:
            label = _DATE_LABEL.match(part)
            name, date = _split_date(label["date"] if label else part)
            if date:
                published = published or date
                strength = max(strength, 2 if label else 1)
                sorts.add("date")
                if name:
                    names.append(name)
            elif not _CLOCK.match(part):
                names.append(part)
    if not sorts or any(not is_name(name, 8) for name in names):
        return None
    sort = next(sort for sort in ("time", "label", "date", "byline") if sort in sorts)
    return Meta(strength, sort, outlet or (names[0] if names else ""), author, published)


def _split_date(text: str) -> tuple[str, str]:
    """Return a name and a date of "Harbour Post, 3 July 2026", either of them "" where it is missing."""
    if _is_date(text):
        return "", text
    for comma in re.finditer(r",\s+|\s+(?=\d)|\s+\(", text):
        before, after = text[: comma.start()], text[comma.end() :].rstrip(")")
        if _is_date(after):
            return before, after
        if _is_date(before) and comma[0].startswith(","):
            return after, before
    return text, ""


def _is_date(text: str) -> bool:
    if read_date(text, day_first=True):
        return True
    match = _NO_YEAR.match(text)  # "Jul 3, 10:22 AM"
    return match is not None and (match["month"] or match["later"]).lower() in MONTHS


def read_lines(text: str) -> list[Line]:
    """Return the lines of a page with what each is, judged by the line alone and by its repetition on the page."""
    lines = [_read_line(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\r\n]+|\r\n|\r|\n", text)]
    return [line for line in lines if line is not None]


def _read_line(start: int, end: int, raw: str) -> Line | None:
    text = raw.strip(" \t\u00a0\u200b\ufeff\r\n\f\v")
    if not text:
        return None
    start += raw.index(text)
    bullet = _BULLET.match(text) is not None
    key = " ".join(re.findall(r"\w+", text.casefold()))
    n_words = len(text.split())
    meta = None
    if n_words > 45:  # a paragraph, without asking the many patterns
        kind = PROSE
    elif _RULE.match(text):
        kind = RULE
    elif is_end(text):
        kind = END
    elif is_related(text):
        kind = RELATED
    elif is_furniture(text):
        kind = FURNITURE
    elif meta := read_meta(text):
        kind = META
    elif n_words > 30 or (_ENDING.search(text) and n_words >= (4 if text[-1] not in "?!" else 9)):
        kind = PROSE
    else:
        kind = SHORT
    return Line(start, start + len(text), text, kind, key, n_words, bullet, meta)
