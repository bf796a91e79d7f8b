"""Groups that the articles themselves do not name: leaning, country, owner, section, from a table of one's own."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import pandas as pd

from framing.comparison.sample import filled
from framing.comparison.sentences import listed
from framing.errors import InputError

KEYS = ("article_id", "outlet")


def read_groups(path: str | PathLike[str]) -> pd.DataFrame:
    """Return a CSV table with a column `outlet` or `article_id` and a column for each grouping, all as text.

    Raises InputError for a file that cannot be read, has neither key or names one twice.
    """
    try:
        table = pd.read_csv(Path(path), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:  # pandas' own errors are ValueErrors
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"the groups in {str(path)!r} cannot be read: {reason}") from None
    return checked_groups(table, Path(path).name)


def checked_groups(table: pd.DataFrame, name: str = "the table of groups") -> pd.DataFrame:
    """Return the table with its key first; raise InputError where it cannot say who belongs where."""
    columns = [str(column) for column in table.columns]
    key = next((key for key in KEYS if key in columns), None)
    if key is None or len(columns) < 2:
        raise InputError(
            f"{name} has the columns {', '.join(columns) or 'none'}; it needs 'outlet' or 'article_id' and one more, "
            "such as 'leaning'"
        )
    names = filled(table[key])
    seen: set[str] = set()
    for row, cell in enumerate(names, start=1):
        if cell in seen:
            raise InputError(f"{name}, row {row}, column {key!r}: {cell!r} is there twice; one row each")
        seen.add(cell)
    table = pd.DataFrame({column: filled(table[column]).astype("str") for column in columns})
    return table[[key, *(column for column in columns if column != key)]]


def with_groups(articles: pd.DataFrame, groups: pd.DataFrame, by: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the articles with the column `by` of the groups, and a sentence on outlets that it does not name.

    >>> news = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Argus", "Beacon"]})
    >>> leaning = pd.DataFrame({"outlet": ["Argus"], "leaning": ["left"]})
    >>> with_groups(news, leaning, "leaning")[0]["leaning"].tolist()
    ['left', '']
    """
    key = str(groups.columns[0])
    if by not in groups.columns[1:]:
        raise InputError(f"no column {by!r} in the groups; there are {', '.join(map(str, groups.columns[1:]))}")
    group_of = dict(zip(filled(groups[key]), filled(groups[by]), strict=True))
    cells = filled(articles[key])
    joined = articles.assign(**{by: pd.Series([group_of.get(cell, "") for cell in cells], dtype="str").to_numpy()})
    unnamed: Sequence[str] = sorted({str(cell) for cell in cells if cell and not group_of.get(cell)})
    note = f"The groups do not say the {by} of {listed(unnamed)}." if unnamed else ""
    return joined, [note] if note else []
