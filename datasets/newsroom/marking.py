"""Read the marked articles of this folder: what was marked where, and whether that can be right.

How an article is marked is explained in MARKING.md. A mistake in a marked file raises a ValueError
with one sentence that names the file and the place.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

OUTLETS = {
    "wire": "Ostrel Wire",
    "broadcaster": "Halvern Public Broadcasting",
    "tabloid": "Daily Gannet",
    "state": "Tervane International",
    "partisan": "Halvern Upright",
}
ROLES = ("source", "cue", "content")
MEASURES = {  # mark -> (measure, label), in the words of the output tables
    "loaded": ("loaded", ""),
    "hedge": ("hedges", ""),
    "booster": ("boosters", ""),
    "scare": ("scare_quotes", ""),
    "passive": ("passives", "agentless"),
    "passive-by": ("passives", "by_agent"),
}
FORMS = ("direct", "mixed", "indirect")
STANCES = ("neutral", "endorsing", "distancing", "speech_act", "mental", "other")
SOURCE_TYPES = ("politician", "official", "expert", "business", "civil_society", "citizen", "media",
                "document", "unknown")  # fmt: skip
OPENING = re.compile(r"\{([a-z-]+)(?: (\d+(?:\+\d+)*))?: ")
Span = tuple[int, int]
WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass
class Attribution:
    """Who (source) is said how (cue) to have said what (content): spans as (start, end)."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    form: str = ""
    stance: str = ""
    name: str = ""
    type: str = ""
    named: str = ""


@dataclass
class Marked:
    """One string (a title or a text) without its marks, and what was marked in it."""

    text: str
    attributions: dict[int, Attribution]  # number in the marked file -> Attribution
    spans: list[tuple[int, int, str, str]]  # (start, end, measure, label)


@dataclass
class MarkedArticle:
    """One marked file."""

    id: str
    event: str
    outlet: str
    published: str
    title: Marked
    text: Marked
    copy_of: str = ""  # the id of the article this one is an edited copy of


def read_marks(marked: str, *, place: str) -> Marked:
    """Return the plain text of `marked` and the spans between its {curly brackets}."""
    plain: list[str] = []
    open_marks: list[tuple[str, str, int]] = []
    length = position = 0
    result = Marked("", {}, [])
    while position < len(marked):
        opening = OPENING.match(marked, position)
        character = marked[position]
        if opening:
            kind, numbers = opening[1], opening[2]
            if kind not in MEASURES and kind not in ROLES:
                raise ValueError(f"{place}: unknown mark '{kind}'; allowed: {', '.join((*ROLES, *MEASURES))}")
            if (kind in ROLES) != bool(numbers):
                raise ValueError(f"{place}: '{opening[0]}': source, cue and content need a number, others none")
            open_marks.append((kind, numbers, length))
            position = opening.end()
        elif character == "}" and open_marks:
            kind, numbers, start = open_marks.pop()
            if kind in ROLES:
                for number in map(int, numbers.split("+")):
                    attribution = result.attributions.setdefault(number, Attribution())
                    getattr(attribution, kind).append((start, length))
            else:
                result.spans.append((start, length, *MEASURES[kind]))
            position += 1
        elif character in "{}":
            raise ValueError(f"{place}: stray '{character}' at '{marked[position : position + 30]}'")
        else:
            plain.append(character)
            length += 1
            position += 1
    if open_marks:
        raise ValueError(f"{place}: {len(open_marks)} mark(s) never closed, the last one is '{open_marks[-1][0]}'")
    result.text = "".join(plain)
    result.spans.sort()
    return result


def read_article(path: Path) -> MarkedArticle:
    """Return the article of one marked file, checked."""
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    body, _, table = rest.partition("\n\n== attributions\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    missing = {"event", "outlet", "published", "title"} - set(header)
    if missing:
        raise ValueError(f"{path.name}: the head lacks {', '.join(sorted(missing))}")
    if header["outlet"] not in OUTLETS.values():
        raise ValueError(f"{path.name}: unknown outlet '{header['outlet']}'; allowed: {', '.join(OUTLETS.values())}")
    title = read_marks(header["title"], place=f"{path.name}, title")
    text = read_marks(body.strip("\n"), place=f"{path.name}, text")
    article = MarkedArticle(
        path.stem, header["event"], header["outlet"], header["published"], title, text, header.get("copy of", "")
    )
    if repeated := set(title.attributions) & set(text.attributions):
        raise ValueError(f"{path.name}: attribution {min(repeated)} is in the title and in the text")
    read_table(table, title.attributions | text.attributions, place=path.name)
    for where, marked in (("title", title), ("text", text)):
        check(marked, place=f"{path.name}, {where}")
    return article


def read_table(table: str, attributions: dict[int, Attribution], *, place: str) -> None:
    """Fill form, stance, source name, type and named from the lines under '== attributions'."""
    seen: set[int] = set()
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 6 or not cells[0].isdigit():
            raise ValueError(f"{place}: '{line}' should be: number | form | stance | name | type | named")
        number, form, stance, name, source_type, named = int(cells[0]), *cells[1:]
        if number not in attributions or number in seen:
            raise ValueError(f"{place}: attribution {number} is listed twice or not marked in the article")
        for value, allowed in ((form, FORMS), (stance, STANCES), (source_type, SOURCE_TYPES), (named, ("yes", "no"))):
            if value not in allowed:
                raise ValueError(f"{place}, attribution {number}: '{value}' is none of {', '.join(allowed)}")
        a = attributions[number]
        a.form, a.stance, a.name, a.type, a.named = form, stance, name, source_type, named
        seen.add(number)
    if unlisted := set(attributions) - seen:
        raise ValueError(f"{place}: attribution {min(unlisted)} has no line under '== attributions'")
    kinds: dict[str, tuple[str, str]] = {}
    for a in attributions.values():
        if a.name and kinds.setdefault(a.name, (a.type, a.named)) != (a.type, a.named):
            raise ValueError(f"{place}: the source '{a.name}' has two types or is both named and unnamed")


def check(marked: Marked, *, place: str) -> None:
    """Raise a ValueError when a label cannot be right: it cuts a word, overlaps, or lacks its cue."""
    text = marked.text
    owner: dict[int, tuple[str, object]] = {}
    in_words = {k for m in WORD.finditer(text) for k in range(m.start() + 1, m.end())}
    pieces = [(s, e, f"a {m}") for s, e, m, _ in marked.spans]
    for number, a in sorted(marked.attributions.items()):
        if not a.content or not (a.cue or a.stance == "other"):
            raise ValueError(f"{place}: attribution {number} lacks its cue or its content")
        for role in ROLES:
            pieces += [(s, e, f"{role} {number}") for s, e in getattr(a, role)]
            for start, end in getattr(a, role):
                for k in range(start, end):
                    mine: tuple[str, object] = (role, (start, end) if role == "source" else number)
                    if owner.setdefault(k, mine) != mine:  # only a source may serve two cues
                        here = text[k : k + 20]
                        raise ValueError(f"{place}: {role} {number} overlaps another attribution at '{here}'")
        if bool(a.name) != bool(a.source):
            raise ValueError(f"{place}: attribution {number} has a source or a source name, not both")
        if a.form != form_of(text, a.content):
            raise ValueError(f"{place}: attribution {number} is {form_of(text, a.content)}, not {a.form}")
    for start, end, what in pieces:
        if start == end or text[start:end] != text[start:end].strip():
            raise ValueError(f"{place}: {what} is empty or begins or ends with a space: '{text[start:end]}'")
        if {start, end} & in_words and text[end : end + 2] not in ("'s", "’s"):
            raise ValueError(f"{place}: {what} cuts a word: '{text[start:end]}'")
    for (s1, e1, m1, _), (s2, _, m2, _) in zip(marked.spans, marked.spans[1:], strict=False):
        if m1 == m2 and s2 < e1:
            raise ValueError(f"{place}: two {m1} spans overlap at '{text[s1:e1]}'")


def quoted_characters(text: str) -> set[int]:
    """Return the offsets between quotation marks; a mark left open ends with its paragraph."""
    quoted: set[int] = set()
    closing = ""
    for k, character in enumerate(text):
        before, after = text[k - 1 : k], text[k + 1 : k + 2]
        if character == "\n":
            closing = ""
        elif closing:
            if character == closing and not (character == "’" and after.isalpha()):
                closing = ""
            else:
                quoted.add(k)
        elif character in "“‘" or (character == '"' and not before.isalnum()):
            closing = {"“": "”", "‘": "’", '"': '"'}[character]
    return quoted


def form_of(text: str, content: list[Span]) -> str:
    """Return direct, mixed or indirect: all, some or none of the words of `content` are quoted."""
    quoted = quoted_characters(text)
    words = [s + m.start() in quoted for s, e in content for m in WORD.finditer(text[s:e])]
    return "direct" if all(words) else "mixed" if any(words) else "indirect"


def read_folder(folder: Path) -> list[MarkedArticle]:
    """Return the articles of a folder of marked files: by event, then in the order of OUTLETS."""
    names = list(OUTLETS.values())
    articles = [read_article(path) for path in sorted(folder.glob("*.txt"))]
    for article in articles:
        if article.copy_of and not (folder / f"{article.copy_of}.txt").exists():
            raise ValueError(f"{article.id}.txt: it is said to be a copy of '{article.copy_of}', which is not there")
    return sorted(articles, key=lambda a: (a.event, names.index(a.outlet)))
