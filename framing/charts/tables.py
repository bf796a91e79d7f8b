"""The tidy tables that charts draw, made from the tables of a run."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.errors import InputError

if TYPE_CHECKING:
    from framing.results import Results

Floats = NDArray[np.float64]
NO_OUTLET = "(no outlet)"
NO_SOURCE = "(no source given)"
Z = 1.959964  # of a 95 % interval


def filled(column: pd.Series[Any], instead: str) -> pd.Series[Any]:
    """Return a text column with `instead` for empty cells."""
    text = column.astype("str").fillna("").str.strip()
    return text.where(text != "", instead)


def check_measures(results: Results, measures: Sequence[str], *, usual: Sequence[str] = ()) -> None:
    """Raise InputError for a measure that the run does not have; those a chart shows as `usual` may be absent."""
    for name in measures:
        if name not in results.features and name not in usual:
            near = get_close_matches(name, list(results.features.columns), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`framing measures` lists them"
            raise InputError(f"no measure is called {name!r}; {hint}")


def counted_articles(results: Results) -> pd.DataFrame:
    """Return the articles that charts count: copies of others left out, outlet "(no outlet)" where unknown."""
    articles = results.articles
    if "duplicate_of" in articles:
        articles = articles[filled(articles["duplicate_of"], "") == ""]
    outlet = filled(articles["outlet"], NO_OUTLET) if "outlet" in articles else NO_OUTLET
    return articles.assign(outlet=outlet)


def is_measured(articles: pd.DataFrame) -> pd.Series[Any]:
    """Return which articles are measured: those in English or of no known language."""
    if "language" not in articles:
        return pd.Series(True, index=articles.index)
    codes = filled(articles["language"], "").str.lower()
    measured: pd.Series[Any] = (codes == "") | codes.str.startswith("en")
    return measured


def body_attributions(results: Results) -> pd.DataFrame:
    """Return one row per attribution in a body: outlet, event, its source's name, entity, type, named, country."""
    columns = ["article_id", "outlet", "event"]
    articles = counted_articles(results).reindex(columns=columns)
    table = results.attributions
    table = table[table["part"] == "body"].merge(articles, on="article_id")
    sources = results.sources[["source_id", "name", "entity", "type", "named", "country"]].drop_duplicates("source_id")
    table = table.assign(source_id=filled(table["source_id"], "")).merge(
        sources.assign(source_id=filled(sources["source_id"], "?")), on="source_id", how="left"
    )
    table["type"] = filled(table["type"], "unknown")
    table["named"] = filled(table["named"], "unknown")
    name = filled(table["name"], "")
    table["name"] = name.where(name != "", NO_SOURCE)
    entity = filled(table["entity"], "")
    table["entity"] = entity.where(entity != "", table["name"])
    return table


def article_counts(results: Results, by: str = "outlet") -> pd.Series[Any]:
    """Return the number of counted articles of each group, by name."""
    return counted_articles(results).groupby(by, sort=True)["article_id"].size()


def share_interval(count: Floats, total: Floats) -> tuple[float, float, float]:
    """Return a share over articles and its 95 % interval, from counts per article.

    Wilson's interval with the number of attributions cut down to what they are worth: those of one article
    resemble each other (effective sample size, Korn and Graham 1998, Survey Methodology 24).

    >>> share, low, high = share_interval(np.array([3.0, 1.0, 2.0]), np.array([6.0, 4.0, 5.0]))
    >>> round(share, 2), round(low, 2), round(high, 2)
    (0.4, 0.2, 0.64)
    """
    whole = float(total.sum())
    if whole == 0:
        return np.nan, np.nan, np.nan
    share = float(count.sum()) / whole
    n_articles = int((total > 0).sum())
    worth = whole
    if n_articles > 1 and 0 < share < 1:
        residual = count - share * total
        variance = float((residual**2).sum()) / whole**2 * n_articles / (n_articles - 1)
        worth = min(whole, share * (1 - share) / variance) if variance > 0 else whole
    middle = (share + Z**2 / (2 * worth)) / (1 + Z**2 / worth)
    half = Z * np.sqrt(share * (1 - share) / worth + Z**2 / (4 * worth**2)) / (1 + Z**2 / worth)
    return share, max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def shares_table(rows: pd.DataFrame, *, group: str, category: str, categories: list[str]) -> pd.DataFrame:
    """Return one row per group and category: share of the group's rows, interval, count, total, n_articles."""
    made = []
    for name, part in rows.groupby(group, sort=True):
        counts = pd.crosstab(part["article_id"], part[category]).reindex(columns=categories, fill_value=0)
        total = counts.to_numpy(dtype=np.float64).sum(axis=1)
        for label in categories:
            count = counts[label].to_numpy(dtype=np.float64)
            share, low, high = share_interval(count, total)
            made.append((str(name), label, share, low, high, int(count.sum()), int(total.sum()), len(counts)))
    columns = [group, category, "share", "low", "high", "count", "total", "n_articles"]
    return pd.DataFrame(made, columns=columns)


def largest(sizes: pd.Series[Any], most: int) -> list[str]:
    """Return the names of the largest groups, in alphabetical order: no ranking of outlets by value."""
    chosen = sizes.sort_values(ascending=False, kind="stable").index[:most]
    return sorted(str(name) for name in chosen)


def shown_of(n_shown: int, n: int, what: str) -> str:
    """Return a sentence on what is left out, or nothing."""
    return "" if n_shown >= n else f"{n_shown} of {n} {what} shown: those with the most articles."
