"""Articles as running text in which everything that was counted is marked.

An article becomes paragraphs, a paragraph becomes segments: stretches of text over which nothing changes, with
the voice they are in and the layers they belong to. Renderers only decide how a segment looks.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from framing.attribution.attributions import COMMUNICATING, STANCES
from framing.charts.names import SOURCE_TYPES
from framing.charts.tables import counted_articles
from framing.errors import InputError
from framing.text import Batch

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

MOST_ARTICLES = 12  # shown in full unless the caller asks for others
MOST_CHARACTERS = 20_000  # of one article
LAYERS = (
    "source", "cue", "loaded", "hedges", "boosters", "scare_quotes", "emphasis", "weasels", "naming", "presuppositions",
    "passives",
)  # fmt: skip
# What is marked when a page is opened; the others can be switched on, and are left out of the PDF.
SHOWN_LAYERS = ("source", "cue", "loaded", "hedges", "boosters", "scare_quotes")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
Range = tuple[int, int]


def choose_articles(results: Results, wanted: int | Sequence[str] | None, *, seed: int = 0) -> list[str]:
    """Return the ids of the articles to show in full: those asked for, or a draw that gives every outlet its turn.

    Raises InputError for an id that the run does not have.
    """
    articles = counted_articles(results)
    if wanted is not None and not isinstance(wanted, int):
        known = set(results.articles["article_id"].astype(str))
        unknown = [name for name in wanted if name not in known]
        if unknown:
            some = ", ".join(map(repr, sorted(known)[:3]))
            raise InputError(f"no article has the id {unknown[0]!r}; ids are in articles.jsonl, such as {some}")
        return list(dict.fromkeys(wanted))
    most = MOST_ARTICLES if wanted is None else wanted
    if most < 0:
        raise InputError(f"articles is {most}; give a number from 0 or a list of article ids")
    draw = random.Random(seed)
    piles = []
    for _, part in articles.groupby("outlet", sort=True):
        ids = part["article_id"].astype(str).tolist()
        piles.append(ids if len(articles) <= most else draw.sample(ids, len(ids)))
    chosen: list[str] = []
    for turn in range(max((len(pile) for pile in piles), default=0)):
        chosen += [pile[turn] for pile in piles if turn < len(pile)]
    kept = set(chosen[:most])
    return [name for name in articles["article_id"].astype(str) if name in kept]


def annotate_articles(
    results: Results, ids: Sequence[str], *, most_characters: int = MOST_CHARACTERS
) -> list[dict[str, Any]]:
    """Return the articles with these ids as annotated paragraphs, in this order, with their attributions listed."""
    table = results.articles.assign(article_id=results.articles["article_id"].astype(str)).set_index("article_id")
    rows = [table.loc[name] for name in ids]
    texts = [str(row.get("text") or "")[:most_characters] for row in rows]
    titles = [str(row.get("title") or "") for row in rows]
    quoted = _quoted_ranges([*texts, *titles])
    sources = results.sources.drop_duplicates("source_id").set_index("source_id")
    spans, said = _by_article(results.spans, ids), _by_article(results.attributions, ids)
    made = []
    for place, (name, row) in enumerate(zip(ids, rows, strict=True)):
        its_spans, its_said = spans.get(name, results.spans.iloc[:0]), said.get(name, results.attributions.iloc[:0])
        listed = [_attribution(number, cells, sources) for number, cells in enumerate(_records(its_said), 1)]
        article: dict[str, Any] = {
            "number": place + 1,
            "id": name,
            "outlet": str(row.get("outlet") or ""),
            "published": str(row.get("published") or ""),
            "event": str(row.get("event") or ""),
            "attributions": listed,
            "paragraphs": [],
            "title": [],
            "cut": len(str(row.get("text") or "")) > most_characters,
            "plain_title": titles[place],
        }
        for field, text, quotes in (
            ("text", texts[place], quoted[place]), ("title", titles[place], quoted[len(ids) + place]),
        ):  # fmt: skip
            marks = list(_marks(field, its_spans, its_said, listed))
            for line in _LINE.finditer(text):
                segments = _segments(text, line.start(), line.end(), marks, quotes)
                if field == "title":
                    article["title"] += segments
                elif segments:
                    article["paragraphs"].append(segments)
        made.append(article)
    return made


def _by_article(table: pd.DataFrame, ids: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return the rows of each of these articles."""
    wanted = table[table["article_id"].astype("str").isin(ids)]
    return {str(name): part for name, part in wanted.groupby("article_id", sort=False)}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.to_dict("records")
    return [{str(key): "" if value != value else value for key, value in row.items()} for row in rows]


def _attribution(number: int, row: dict[str, Any], sources: pd.DataFrame) -> dict[str, Any]:
    """Return what is known about one attribution, in words for a list below the article."""
    source = sources.loc[row["source_id"]] if row["source_id"] in sources.index else None
    kind = "unknown" if source is None else str(source["type"])
    named = "" if source is None else {"yes": "named", "no": "not named"}.get(str(source["named"]), "")
    resolved = "" if source is None else filled_text(source["name"])
    return {
        "number": number,
        "source": row["source_text"] or "no source given",
        "resolved": resolved if resolved != row["source_text"] else "",
        "type": SOURCE_TYPES.get(kind, kind),
        "named": named,
        "cue": row["cue_text"] or "no verb",
        "content": row["content_text"],
        "form": row["form"],
        "stance": row["stance"],
        "part": row["part"],
        "confidence": None if row["confidence"] == "" else round(float(row["confidence"]), 2),
    }


def filled_text(cell: Any) -> str:
    """Return a cell as text, "" for NaN."""
    return "" if cell is None or cell != cell else str(cell)


def _ranges(cell: str) -> list[Range]:
    """Return the ranges of a cell such as "3:18;30:41"."""
    pieces = [piece.split(":") for piece in str(cell).split(";") if ":" in piece]
    return [(int(start), int(end)) for start, end in pieces]


def _marks(
    field: str, spans: pd.DataFrame, said: pd.DataFrame, listed: list[dict[str, Any]]
) -> Iterator[tuple[int, int, str, str, int]]:
    """Yield start, end, layer, note and number of its attribution for everything found in one field."""
    for row in _records(spans[spans["field"] == field]):
        layer = str(row["measure"])
        label = "" if row["label"] in ("", layer) else f" ({str(row['label']).replace('_', ' ')})"
        yield int(row["start"]), int(row["end"]), layer, f"{layer.replace('_', ' ')}{label}, {row['voice']} voice", 0
    rows = [(row, entry) for row, entry in zip(_records(said), listed, strict=True) if row["field"] == field]
    for row, entry in rows:
        who = f"{entry['resolved'] or entry['source']} ({', '.join(filter(None, [entry['type'], entry['named']]))})"
        note = f"{entry['number']}: {who}; {entry['form']}; verb {entry['stance'].replace('_', ' ')}"
        voice = "content" if STANCES.index(row["stance"]) < COMMUNICATING else "ascribed"
        for layer, column in (("source", "source_spans"), ("cue", "cue_spans"), (voice, "content_spans")):
            for start, end in _ranges(row[column]):
                yield start, end, layer, note, int(entry["number"])


def layer_order(layer: str) -> tuple[int, str]:
    """Return a sorting key: known layers in our order, then the others by name."""
    return (LAYERS.index(layer) if layer in LAYERS else len(LAYERS)), layer


def _quoted_ranges(texts: Sequence[str]) -> list[list[Range]]:
    """Return the stretches between quotation marks of each text, marks included."""
    if not any(texts):
        return [[] for _ in texts]
    batch = Batch(list(texts))
    spans = batch.spans(batch.quotes.first, batch.quotes.last)
    ranges: list[list[Range]] = [[] for _ in texts]
    for text, start, end in zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True):
        ranges[text].append((start, end))
    return ranges


def _segments(
    text: str, start: int, end: int, marks: Sequence[tuple[int, int, str, str, int]], quotes: Sequence[Range]
) -> list[dict[str, Any]]:
    """Return the segments of text[start:end]."""
    inside = [mark for mark in marks if mark[0] < end and mark[1] > start]
    within = [(first, last) for first, last in quotes if first < end and last > start]
    places = [(mark[0], mark[1]) for mark in inside] + within
    edges = {start, end} | {edge for place in places for edge in place if start < edge < end}
    ordered = sorted(edges)
    segments: list[dict[str, Any]] = []
    for first, last in itertools.pairwise(ordered):
        here = [mark for mark in inside if mark[0] <= first and mark[1] >= last]
        names = {mark[2] for mark in here}
        if names & {"content", "ascribed"} and any(a <= first and b >= last for a, b in within):
            voice = "quoted"
        else:
            voice = "paraphrased" if "content" in names else "own"
        cue = next((mark for mark in here if mark[2] == "cue"), None)
        notes = dict.fromkeys(mark[3] for mark in here if mark[2] not in ("content", "ascribed"))
        segments.append({
            "text": text[first:last],
            "voice": voice,
            "layers": sorted(names - {"content", "ascribed"}, key=layer_order),
            "note": "; ".join(notes),
            "cue": cue[4] if cue and cue[0] == first else 0,
            "ends_cue": cue[4] if cue and cue[1] == last else 0,
        })  # fmt: skip
    return segments
