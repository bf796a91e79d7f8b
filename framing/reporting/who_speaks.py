"""Who gets to speak, as sentences: kinds of source, sources without a name, the source quoted most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import SOURCE_TYPES, interval, number
from framing.charts.style import plural, shorten
from framing.charts.tables import NO_SOURCE, body_attributions, counted_articles, is_measured, shares_table
from framing.reporting.finding import Finding, make_finding

if TYPE_CHECKING:
    from framing.results import Results


def find_who_speaks(results: Results) -> list[Finding]:
    """Return how the attributions share out over kinds of source, and how many have no name."""
    rows = body_attributions(results)
    if rows.empty:
        articles = counted_articles(results)
        measured = is_measured(articles)
        if len(articles) and not measured.any():
            return []  # nobody looked: nothing can be said of who is quoted
        which = "these articles" if measured.all() else "the articles that were measured"
        return [make_finding(f"No attribution was found in {which}: nobody is quoted or paraphrased.", "count")]
    table = shares_table(rows.assign(everyone="all"), group="everyone", category="type", categories=list(SOURCE_TYPES))
    found = [make_finding(_groups(table.set_index("type"), rows), "count", chart="source_mix")]
    unnamed = int(((rows["named"] == "no") & (rows["name"] != NO_SOURCE)).sum())
    if unnamed:
        text = (
            f"{unnamed:,} of {plural(len(rows), 'attribution')} ({number(unnamed / len(rows), share=True)}) "
            f"{'goes' if unnamed == 1 else 'go'} to sources that the article does not name."
        )
        found.append(make_finding(text, "count", chart="who_is_quoted", measure="share_unnamed"))
    return found


def _groups(table: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Return how the attributions share out over kinds of source, the largest group first, whichever it is."""
    unknown = table.loc[["unknown"]].iloc[0]
    ranked = table.drop(index="unknown").sort_values("count", ascending=False, kind="stable")
    top = [f"{SOURCE_TYPES[str(name)]} {_share(row)}" for name, row in ranked.head(3).iterrows() if row["count"] > 0]
    every = plural(len(rows), "attribution")
    where = f"in {plural(rows['article_id'].nunique(), 'article')}"
    if not top or unknown["count"] > ranked["count"].iloc[0]:
        have = "has" if len(rows) == 1 else "have"
        rest = f"; of all, {', '.join(top)}" if top else ""
        return f"{_share(unknown)} of the {every} {where} {have} no source or one whose kind cannot be told{rest}."
    text = f"Of {every} {where}, the largest group goes to {top[0]}"
    text += f", then {', '.join(top[1:])}. " if top[1:] else ". "
    return text + f"For {_share(unknown)} no source is given or its kind cannot be told."


def _share(row: pd.Series[Any]) -> str:
    return f"{number(row['share'], share=True)} ({interval(row['low'], row['high'], share=True)})"


def find_most_quoted(results: Results) -> list[Finding]:
    """Return the named source with most attributions, nothing where none is named."""
    rows = body_attributions(results)
    rows = rows[(rows["name"] != NO_SOURCE) & (rows["named"] == "yes")]
    if rows.empty:
        return []
    counts = rows.groupby("entity").agg(
        count=("attribution_id", "size"), outlets=("outlet", "nunique"), n_articles=("article_id", "nunique"),
        name=("name", lambda names: max(sorted(set(names)), key=len)),
    ).sort_values(["count", "name"], ascending=[False, True], kind="stable")  # fmt: skip
    first = counts.iloc[0]
    text = (
        f"The named source with most attributions is {shorten(first['name'], 6)}: {first['count']:,}, in "
        f"{plural(first['n_articles'], 'article')} of {plural(first['outlets'], 'outlet')}."
    )
    return [make_finding(text, "count", chart="who_is_quoted")]
