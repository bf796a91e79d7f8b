"""Which articles are shown: by outlet, event, a word of the text, or a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from framing.charts.tables import filled

if TYPE_CHECKING:
    from framing.results import Results

COUNTED = ("loaded", "hedges")  # families whose counts stand beside each article


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader asks for; "" asks for nothing."""

    word: str = ""
    source: str = ""
    outlet: str = ""
    event: str = ""


def list_articles(results: Results) -> pd.DataFrame:
    """Return a row per article: article_id, outlet, title, published, event, n_words, counts of what was found."""
    articles = results.articles
    table = pd.DataFrame({
        "article_id": articles["article_id"].astype("str"),
        **{name: _text(articles, name) for name in ("outlet", "title", "published", "event", "duplicate_of")},
        "n_words": articles["n_words"].fillna(0).astype("int64"),
    })  # fmt: skip
    body = results.spans[results.spans["part"] == "body"]
    parts = {name: body[body["measure"] == name] for name in COUNTED}
    parts["attributions"] = results.attributions[results.attributions["part"] == "body"]
    for name, part in parts.items():
        counts = part["article_id"].astype("str").value_counts()
        table[f"n_{name}"] = table["article_id"].map(counts).fillna(0).astype("int64")
    return table.reset_index(drop=True)


def matching(results: Results, listed: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the rows of `list_articles` that a reader asked for, in their order.

    A word is found at the beginning of words of title, text or id ("ban" finds "banned", not "urban"); a source by
    any part of its name or of how the article calls it. Case does not count.
    """
    chosen = pd.Series(True, index=listed.index)
    for column, value in (("outlet", wanted.outlet), ("event", wanted.event)):
        if value:
            chosen &= listed[column] == value
    if word := " ".join(wanted.word.casefold().split()):
        begins = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, word.split())))
        columns = [_text(results.articles, name).str.casefold().tolist() for name in ("title", "text", "article_id")]
        texts = map("\n".join, zip(*columns, strict=True))
        chosen &= pd.Series([begins.search(text) is not None for text in texts], index=listed.index, dtype="bool")
    if source := " ".join(wanted.source.casefold().split()):
        named = [(results.sources, "name"), (results.attributions, "source_text")]
        found = {
            str(name)
            for table, column in named
            for name in table.loc[_text(table, column).str.casefold().str.contains(source, regex=False), "article_id"]
        }
        chosen &= listed["article_id"].isin(found)
    return listed[chosen]


def choices(listed: pd.DataFrame, column: str) -> list[str]:
    """Return the values that a column offers, in alphabetical order."""
    return sorted({str(value) for value in listed[column]} - {""})


def _text(table: pd.DataFrame, column: str) -> pd.Series[str]:
    """Return a column as text, "" where it is empty or not there (a run without text)."""
    if column not in table:
        return pd.Series("", index=table.index, dtype="str")
    return filled(table[column], "")
