"""The four worksheets, each with and without its answers; every answer is a gold label of the corpus, none is typed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from framing.charts.names import SOURCE_TYPES
from framing.course.gold import GoldArticle
from framing.course.pages import Page, load_page
from framing.course.passages import Passage, draw_passage, find_passages, most_alike, segments_of, sentences_of
from framing.errors import InputError

WIRE = "Ostrel Wire"  # the outlet whose wording the others are held against
OPENING_WORDS = 100  # of the agency's report, shown beside loaded words
NONE_ALIKE = "none that shares enough words"
FEWEST_LOADED, MOST_LOADED = 6, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """One sheet: as students get it, and with the answers."""

    number: int
    blank: Page
    answers: Page


def make_worksheets(articles: Sequence[GoldArticle], *, seed: int = 0) -> list[Worksheet]:
    """Return the four worksheets, on passages of four events drawn at random.

    >>> from framing.corpus import corpus_folder
    >>> from framing.course.gold import read_gold
    >>> [sheet.number for sheet in make_worksheets(read_gold(corpus_folder()))]
    [1, 2, 3, 4]
    """
    used: set[str] = set()
    sheets = {}
    # The third first: fewest passages are fit for it.
    for number, make in ((3, _loaded_words), (1, _who_says_what), (2, _who_speaks), (4, _two_outlets)):
        drawn, blank, answers = make(articles, used, seed)
        used.add(drawn.event)
        page = load_page(f"worksheet_{number}.toml")
        sheets[number] = Worksheet(
            number=number,
            blank=page.with_blocks([*page.part("task"), *blank]),
            answers=page.with_blocks([*page.part("answers"), *answers], title=page.title.replace(":", ", answers:", 1)),
        )
    return [sheets[number] for number in sorted(sheets)]


Made = tuple[GoldArticle, list[dict[str, Any]], list[dict[str, Any]]]


def _who_says_what(articles: Sequence[GoldArticle], used: set[str], seed: int) -> Made:
    """Mark source, cue and content."""

    def fits(passage: Passage) -> bool:
        said = passage.attributions
        plain = all(len(one.source) <= 1 and len(one.cue) == 1 for one in said)
        kinds = {bool(_quoted(one.content_text)) for one in said}
        return 5 <= len(said) <= 7 and plain and len(kinds) == 2 and not _overlapping(passage)

    passage = draw_passage(find_passages(articles, 110, 170), fits, without=used, seed=seed, name="worksheet 1")
    marks = []
    for number, one in enumerate(passage.attributions, 1):
        for kind in ("cue", "source", "content"):
            ranges = getattr(one, kind)
            marks += [(start, end, kind, str(number) if kind == "cue" else "") for start, end in ranges]
    rows = [
        [str(number), one.source_text or "none is given", one.cue_text, one.content_text]
        for number, one in enumerate(passage.attributions, 1)
    ]
    return (
        passage.article,
        [_shown(passage, wide=True)],
        [_shown(passage, marks), _table(["", "Source", "Cue", "Content"], rows, widths=[1, 5, 3, 10])],
    )


def _who_speaks(articles: Sequence[GoldArticle], used: set[str], seed: int) -> Made:
    """Type of each source, and whether it is named."""

    def fits(passage: Passage) -> bool:
        said = passage.attributions
        types = {one.source_type for one in said}
        named = Counter(one.source_named for one in said)
        return 7 <= len(said) <= 9 and len(types) >= 4 and min(named["yes"], named["no"]) >= 2

    passage = draw_passage(find_passages(articles, 180, 290), fits, without=used, seed=seed, name="worksheet 2")
    said = passage.attributions
    marks = []
    for number, one in enumerate(said, 1):
        start, end = (one.cue or one.content)[-1]
        marks.append((start, end, "cue", str(number)))
    heads = ["", "Who speaks?", "What is the source here?", "Named?"]
    rows = [
        [str(number), one.source_name or "nobody is given", SOURCE_TYPES.get(one.source_type, one.source_type),
         one.source_named]
        for number, one in enumerate(said, 1)
    ]  # fmt: skip
    empty = [[str(number), "", "", ""] for number in range(1, len(said) + 1)]
    return (
        passage.article,
        [_shown(passage, marks), _table(heads, empty, widths=[1, 8, 6, 3], tall=20), _types()],
        [_shown(passage, marks), _table(heads, rows, widths=[1, 8, 6, 3])],
    )


def _loaded_words(articles: Sequence[GoldArticle], used: set[str], seed: int) -> Made:
    """Loaded words and how the agency tells the same."""

    def fits(passage: Passage) -> bool:
        words = passage.words("loaded")
        mine = FEWEST_LOADED <= len(words) <= MOST_LOADED and not passage.article.original
        return mine and 2 * sum(bool(_in_the_wire(passage, word.start, articles)) for word in words) >= len(words)

    passage = draw_passage(find_passages(articles, 100, 230), fits, without=used, seed=seed, name="worksheet 3")
    words, wire = passage.words("loaded"), _wire_on(passage.article.event, articles)
    marks = [(word.start, word.end, "loaded", str(number)) for number, word in enumerate(words, 1)]
    rows = [
        [str(number), word.text, _in_the_wire(passage, word.start, articles) or NONE_ALIKE]
        for number, word in enumerate(words, 1)
    ]
    empty = [[str(number), "", ""] for number in range(1, len(words) + 1)]
    heads = ["", "Loaded word", "A word that says the same and does not judge"]
    answer_heads = ["", "Loaded word", f"Sentence of {WIRE} that is most alike in words"]
    return (
        passage.article,
        [_shown(passage, wide=True), _table(heads, empty, widths=[1, 5, 8], tall=26)],
        [_shown(passage, marks), _table(answer_heads, rows, widths=[1, 4, 11]), _shown(_opening(wire), headline=True)],
    )


def _two_outlets(articles: Sequence[GoldArticle], used: set[str], seed: int) -> Made:
    """The beginnings of two reports of one event."""
    copied = {article.original for article in articles} | {article.id for article in articles if article.original}
    openings = [one for one in find_passages(articles, 120, 190) if one.paragraphs[0] == one.article.paragraphs()[0]]
    openings = [one for one in openings if one.article.id not in copied and len(one.attributions) >= 2]
    others = [one for one in openings if one.article.outlet != WIRE and len(one.words("loaded")) >= 3]
    wired = {one.article.event: one for one in openings if one.article.outlet == WIRE}
    second = draw_passage(
        others, lambda one: one.article.event in wired, without=used, seed=seed, name="worksheet 4"
    )  # fmt: skip
    first = wired[second.article.event]
    pair = (first, second)
    heads = ["In these paragraphs", *(one.article.outlet for one in pair)]
    columns = [_counted(one) for one in pair]
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    empty = [[name, "", ""] for name in columns[0]]
    widths, on_the_back = [4, 6, 6], {"kind": "break"}
    return (
        second.article,
        [*(_shown(one, headline=True) for one in pair), on_the_back, _table(heads, empty, widths=widths, tall=60)],
        [*(_shown(one, _wording(one), headline=True) for one in pair), on_the_back, _table(heads, rows, widths=widths)],
    )


def _counted(passage: Passage) -> dict[str, str]:
    """Return what the labels say of a passage: a line each."""
    said = passage.attributions
    types = Counter(SOURCE_TYPES.get(one.source_type, one.source_type) for one in said)
    named = sum(one.source_named == "yes" for one in said)
    return {
        "Attributions": str(len(said)),
        "of them to named sources": str(named),
        "Who speaks": ", ".join(f"{name} {n}" for name, n in types.most_common()),
        "Cues": ", ".join(one.cue_text for one in said if one.cue_text) or "none",
        "Loaded words": ", ".join(word.text for word in passage.words("loaded")) or "none",
        "Hedges": ", ".join(word.text for word in passage.words("hedges")) or "none",
    }


def _wording(passage: Passage) -> list[tuple[int, int, str, str]]:
    marks = [(word.start, word.end, "loaded", "") for word in passage.words("loaded")]
    return marks + [(start, end, "cue", "") for one in passage.attributions for start, end in one.cue]


def _wire_on(event: str, articles: Sequence[GoldArticle]) -> GoldArticle:
    """Return the agency's report on an event."""
    for article in articles:
        if (article.event, article.outlet) == (event, WIRE):
            return article
    raise InputError(f"the corpus holds no article of {WIRE!r} on {event!r}; install the package again")


def _opening(article: GoldArticle) -> Passage:
    """Return the first paragraphs of an article, as many as have OPENING_WORDS."""
    places = article.paragraphs()
    openings = [Passage(article=article, paragraphs=tuple(places[:n])) for n in range(1, len(places) + 1)]
    return next((one for one in openings if one.n_words >= OPENING_WORDS), openings[-1])


def _in_the_wire(passage: Passage, place: int, articles: Sequence[GoldArticle]) -> str:
    """Return the agency's sentence that is most like the sentence at a place of a passage, "" where none is."""
    wire, text = _wire_on(passage.article.event, articles).text, passage.article.text
    mine = next((text[start:end] for start, end in sentences_of(text) if start <= place < end), "")
    return most_alike(mine, [wire[start:end] for start, end in sentences_of(wire)])


def _shown(
    passage: Passage,
    marks: Sequence[tuple[int, int, str, str]] = (),
    *,
    wide: bool = False,
    headline: bool = False,
) -> dict[str, Any]:
    """Return a passage as a block; wide: with room between the lines to write in."""
    article = passage.article
    return {
        "kind": "passage",
        "title": article.title if headline else "",
        "outlet": article.outlet,
        "wide": wide,
        "paragraphs": [segments_of(article.text, place, marks) for place in passage.paragraphs],
    }


def _table(columns: list[str], rows: list[list[str]], *, widths: list[int], tall: int = 0) -> dict[str, Any]:
    """Return a table as a block; tall: points of the height of a row to write in, 0 for as high as its text."""
    return {"kind": "table", "columns": columns, "rows": rows, "widths": widths, "tall": tall}


def _types() -> dict[str, Any]:
    """Return the types to choose from, as the codebook defines them."""
    from framing.coding.questions import find_questions

    values = find_questions(["source_type"])[0].values
    rows = [[SOURCE_TYPES.get(value.code, value.code), value.definition, value.example] for value in values]
    return _table(["Type", "Who", "For example"], rows, widths=[3, 9, 4])


def _quoted(text: str) -> bool:
    return text[:1] in "“\"‘'"


def _overlapping(passage: Passage) -> bool:
    """Return whether one attribution stands inside another: too much for a first exercise."""
    ends = [(min(one.ranges)[0], max(end for _, end in one.ranges)) for one in passage.attributions]
    return any(first[1] > second[0] for first, second in itertools.pairwise(ends))
