"""Spans and the pieces of attributions as one table of annotations: what every annotation format is written from.

A row is one stretch of one string. An attribution has a row for each piece of its source, cue and content, which
share its attribution_id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

ATTRIBUTION = "attribution"  # the layer of sources, cues and contents
FIELDS = ("text", "title")
_URN = "urn:framing:article:"

Texts = Mapping[tuple[str, str], str]  # (article_id, field) -> string


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A stretch of a string and what is said of it. start, end: code points, half-open; text: the words there.

    layer: a family of measures such as "hedges", or "attribution". label: the kind; of an attribution "source", "cue"
    or "content". coder: who marked it, "" for the program.
    """

    article_id: str
    field: str
    layer: str
    label: str
    start: int
    end: int
    text: str
    voice: str = ""
    stance: str = ""
    attribution_id: str = ""
    coder: str = ""

    @property
    def tag(self) -> str:
        """Layer and label in one, for tools that know one label: "hedges:modal"."""
        return f"{self.layer}:{self.label}" if self.label else self.layer


ANNOTATION_COLUMNS = tuple(field.name for field in fields(Annotation))


def split_tag(tag: str) -> tuple[str, str]:
    """Return layer and label of a tag; a tag that a person made up is a layer.

    >>> split_tag("hedges:modal"), split_tag("Irony")
    (('hedges', 'modal'), ('Irony', ''))
    """
    layer, _, label = tag.partition(":")
    return layer, label


def texts_of(articles: Results | pd.DataFrame | Mapping[str, str] | Texts) -> dict[tuple[str, str], str]:
    """Return the strings that offsets point into, by article and field.

    articles: results, their table of articles, {article_id: text}, or {(article_id, field): string}.
    """
    if isinstance(articles, Mapping):
        return {key if isinstance(key, tuple) else (key, "text"): text for key, text in articles.items()}
    frame: Any = getattr(articles, "articles", articles)
    missing = [name for name in ("article_id", *FIELDS) if name not in frame.columns]
    if missing:
        raise InputError(f"the table of articles has no column {missing[0]!r}")
    ids = [str(value) for value in frame["article_id"]]
    return {
        (article_id, field): str(text)
        for field in FIELDS
        for article_id, text in zip(ids, frame[field].tolist(), strict=True)
    }


def find_annotations(results: Results) -> dict[tuple[str, str], list[Annotation]]:
    """Return the annotations of every string that has words, in order; strings without any are there too.

    Raises InputError where the tables were written without text, or do not fit it.
    """
    texts = texts_of(results)
    found: dict[tuple[str, str], list[Annotation]] = {key: [] for key, text in texts.items() if text.strip()}
    for one in _rows(results):
        text = texts.get((one.article_id, one.field), "")
        if not text:
            raise InputError("the tables are without text (--no-text), so there is nothing that offsets point into")
        here = text[one.start : one.end]
        if one.text and here != one.text:
            raise InputError(
                f"article {one.article_id!r}, {one.field} {one.start}:{one.end} holds {here!r} and not {one.text!r}; "
                "the tables do not belong together"
            )
        found.setdefault((one.article_id, one.field), []).append(one if one.text else _with_text(one, here))
    for rows in found.values():
        rows.sort(key=lambda one: (one.start, one.end, one.layer, one.label, one.attribution_id))
    return found


def annotations_table(results: Results) -> pd.DataFrame:
    """Return the spans and the pieces of the attributions of these results, a row each, as `ANNOTATION_COLUMNS`.

    >>> from framing import Article, analyze
    >>> results = analyze([Article(text="It may fall, an aide said.")], engine="rules", progress=False)
    >>> annotations_table(results)["text"].tolist()
    ['It may fall', 'may', 'an aide', 'said']
    """
    return to_table(one for rows in find_annotations(results).values() for one in rows)


def to_table(rows: Any) -> pd.DataFrame:
    """Return annotations as a DataFrame."""
    import pandas as pd

    columns = list(zip(*(astuple(one) for one in rows), strict=True)) or [()] * len(ANNOTATION_COLUMNS)
    kinds = {"start": "int64", "end": "int64"}
    return pd.DataFrame(
        {
            name: pd.Series(list(cells), dtype=kinds.get(name, "str"))
            for name, cells in zip(ANNOTATION_COLUMNS, columns, strict=True)
        }
    )


def article_uri(article_id: str, field: str) -> str:
    """Return the name of a string in formats that want a URI.

    >>> article_uri("news 17", "title")
    'urn:framing:article:news%2017#title'
    """
    return f"{_URN}{quote(article_id, safe='')}#{field}"


def of_uri(uri: str) -> tuple[str, str] | None:
    """Return article and field of such a name, None for another URI."""
    if not uri.startswith(_URN):
        return None
    name, _, field = uri.removeprefix(_URN).partition("#")
    return unquote(name), field


def _with_text(one: Annotation, text: str) -> Annotation:
    from dataclasses import replace

    return replace(one, text=text)


def _rows(results: Results) -> Iterator[Annotation]:
    row: Any
    for row in results.spans.itertuples(index=False):
        yield Annotation(
            article_id=str(row.article_id), field=str(row.field), layer=str(row.measure), label=str(row.label),
            start=int(row.start), end=int(row.end), text=str(row.text), voice=str(row.voice),
            attribution_id=str(row.attribution_id),
        )  # fmt: skip
    for row in results.attributions.itertuples(index=False):
        for role in ("source", "cue", "content"):
            for pair in filter(None, str(getattr(row, f"{role}_spans")).split(";")):
                start, _, end = pair.partition(":")
                yield Annotation(
                    article_id=str(row.article_id), field=str(row.field), layer=ATTRIBUTION, label=role,
                    start=int(start), end=int(end), text="", stance=str(row.stance),
                    attribution_id=str(row.attribution_id),
                )  # fmt: skip
