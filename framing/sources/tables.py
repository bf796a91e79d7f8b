"""How the attributed statements and words are shared out, by country, type or any other column of the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

NOT_STATED = "not stated"


def share_of_voice_table(sources: pd.DataFrame, *, by: str = "country") -> pd.DataFrame:
    """Return one row per value of a column of the sources table, largest first.

    Columns: the value, n_sources, n_articles, n_attributions, n_words, share_attributions, share_words. The shares
    are over all attributions that name a source; where the text does not say, the value is "not stated": those few
    other voices are listed and never dropped.

    Raises InputError for a column that the table does not have.
    """
    if by not in sources.columns:
        raise InputError(
            f"the sources table has no column {by!r}; choose one of {', '.join(map(str, sources.columns))}"
        )
    value = sources[by].astype("str").where(sources[by].astype("str") != "", NOT_STATED)
    grouped = sources.assign(**{by: value}).groupby(by, sort=True)
    table = grouped.agg(
        n_sources=("source_id", "count"),
        n_articles=("article_id", "nunique"),
        n_attributions=("n_attributions", "sum"),
        n_words=("n_words", "sum"),
    ).reset_index()
    for column in ("attributions", "words"):
        total = table[f"n_{column}"].sum()
        table[f"share_{column}"] = table[f"n_{column}"] / total if total else float("nan")
    return table.sort_values(["n_attributions", by], ascending=[False, True], kind="stable").reset_index(drop=True)
