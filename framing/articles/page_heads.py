"""Where on a page an article begins: its headline, who published it, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from framing.articles.page_lines import END, FURNITURE, META, PROSE, RELATED, RULE, SHORT, Line, is_name

_LINES_OF_HEAD = 14  # so many lines above its text can belong to the head of an article
_STRONG = 2  # what a head must show: a time, a label, a headline printed twice; or two lesser things

BEFORE, AFTER = "before", "after"
Places = Mapping[str, set[int]]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article: lines `first` to `body`, where its text begins, and what they say."""

    first: int
    body: int
    title: str
    outlet: str
    author: str
    published_raw: str
    sorts: frozenset[str]


def find_heads(lines: list[Line], gaps: list[tuple[int, int]]) -> list[Head]:
    """Return the heads of a page's articles; each gap (a range of lines above prose) may hold one."""
    places: dict[str, set[int]] = defaultdict(set)
    listed: set[str] = set()
    for number, (first, last) in enumerate(gaps):
        for line in lines[first:last]:
            if number == 0 and line.n_words >= 4 and line.kind == SHORT:
                listed.add(line.key)  # a table of contents announces the headlines that come below
            else:
                places[line.key].add(number)
            if line.meta and line.meta.outlet:
                places[line.meta.outlet.casefold()].add(number)
    # some pages print the headline above the line with outlet and time, some below it; each page does one of them
    by_order = {
        order: [head for first, last in gaps if (head := _head(lines, first, last, places, listed, order))]
        for order in (BEFORE, AFTER)
    }
    return max(by_order.values(), key=len)


def _head(lines: list[Line], first: int, last: int, places: Places, listed: set[str], order: str) -> Head | None:
    first = max(first, last - _LINES_OF_HEAD)
    for number in range(last - 1, first - 1, -1):
        if lines[number].kind in (END, RELATED, RULE):
            first = number + 1
            break
    window = lines[first:last]
    metas = [number for number, line in enumerate(window) if line.meta]
    metas = [number for number in metas if metas[-1] - number <= 5]  # above lie teasers of other articles
    strengths = {window[number].meta.sort: window[number].meta.strength for number in metas}  # type: ignore[union-attr]
    title = _printed_twice(window, places)
    if title is not None:
        # a whole sentence printed twice is more often a picture's caption than a headline
        strengths["twice"] = _STRONG if window[title].kind == SHORT else 1
    elif metas:
        title = _title_beside(window, metas, order, places)
    if title is None:
        return None
    # what stands below the headline belongs to it; what stands above may, where nothing below says the same
    known = [meta for n in sorted(metas, key=lambda n: (n < title, n)) if (meta := window[n].meta)]
    outlet = next((meta.outlet for meta in known if meta.outlet), "") or _outlet_beside(window, title, metas, places)
    author = next((meta.author for meta in known if meta.author), "")
    published = next((meta.published for meta in known if meta.published), "")
    if window[title].key in listed:
        strengths["listed"] = 1
    if outlet and published and "@" not in outlet:  # "— Old Salt (@oldsalt) July 3" is a quoted post
        strengths["outlet"] = 1
    if sum(strengths.values()) < _STRONG:
        return None
    if not author and is_name(outlet.partition(", ")[2], 5):  # "Mara Lindqvist, Harbour Post"
        author, _, outlet = outlet.partition(", ")
    written = next((meta.title for meta in known if meta.title), "") or window[title].text
    key = window[title].key
    top = min([title, *metas, *(number for number, line in enumerate(window) if line.key == key)])
    while top and window[top - 1].text == outlet:
        top -= 1
    body = 1 + max(
        number
        for number, line in enumerate(window)
        if number == title or line.kind in (META, FURNITURE) or line.bullet or line.key == key or line.text == outlet
        or len(places[line.key]) > 1
    )  # fmt: skip
    return Head(
        first=first + top,
        body=first + body,
        title=written,
        outlet=outlet,
        author=author,
        published_raw=published,
        sorts=frozenset(strengths),
    )


def _is_headline(line: Line) -> bool:
    return line.kind in (SHORT, PROSE) and line.n_words >= 2 and not line.bullet


def _printed_twice(window: list[Line], places: Places) -> int | None:
    """Return the place of a headline that the head prints twice, nearest to the text; its outlet may be as well."""
    counts: dict[str, int] = defaultdict(int)
    for line in window:
        counts[line.key] += _is_headline(line) and line.n_words >= 3
    twice = [key for key, count in counts.items() if count > 1 and len(places[key]) <= 1]
    if not twice:
        return None
    # with two of them the outlet is the shorter: "The Harbour Post", "Ferry to the islands late again"
    longest = max(len(key.split()) for key in twice)
    return max(number for number, line in enumerate(window) if line.key in twice and len(line.key.split()) == longest)


def _title_beside(window: list[Line], metas: list[int], order: str, places: Places) -> int | None:
    """Return the place of the headline next to the lines that tell outlet and time."""
    labelled = [number for number in metas if window[number].meta.title]  # type: ignore[union-attr]
    if labelled:
        return labelled[0]
    later = [number for number in range(metas[0] + 1, len(window)) if _is_headline(window[number])]
    later = [number for number in later if not _is_outlet(window[number], places)]
    if order == AFTER:
        return next((number for number in later if number > metas[-1]), None)
    # a time further up belongs to the teaser of another article when a headline stands between
    lowest = max((number for number in later if number < metas[-1]), default=None)
    if lowest is not None:
        return lowest
    above = [number for number in range(metas[0] - 1, -1, -1) if _is_headline(window[number])]
    if len(above) > 1 and above[0] - above[1] == 1 and _is_outlet(window[above[0]], places):
        return above[1]
    return None if not above or (later and _is_outlet(window[above[0]], places)) else above[0]


def _is_outlet(line: Line, places: Places) -> bool:
    """Return whether the line could be an outlet's name: it recurs over articles, or is short and capitalised."""
    return is_name(line.text, 5) or (line.n_words <= 3 and len(places[line.key]) > 1)


def _outlet_beside(window: list[Line], title: int, metas: list[int], places: Places) -> str:
    """Return the outlet's name from the lines next to the headline and the time, "" where none stands there."""
    around: list[int] = []
    for step in (-1, 1):  # outwards from headline and time, as far as no button or box lies between
        number = (min if step < 0 else max)([title, *metas]) + step
        while 0 <= number < len(window) and window[number].kind in (SHORT, META) and len(around) < 3:
            around.append(number)
            number += step
    between = range(min([title, *metas]), max([title, *metas]))
    around = [n for n in (*between, *around) if window[n].kind == SHORT and window[n].key != window[title].key]
    marked = [window[number] for number in around if window[number].bullet or len(places[window[number].key]) > 1]
    named = [window[number] for number in around]
    for line in (*marked, *named):
        name = line.text.lstrip("•·●▪∙*–—>»‣◦- \t").strip()
        if is_name(name, 5):
            return name
    return ""
