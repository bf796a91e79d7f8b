"""Codes as tables: from what coders gave to arrays of numbers, and one settled code for each item.

The tidy table of codes has the columns item, question, coder, code, one row per code that was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "question", "coder", "code")
UNSURE = "?"  # a coder who cannot tell says so; it counts as no code in every coefficient and estimate


def is_missing(code: Any) -> bool:
    """Return whether a cell holds no code: None, NaN, "" or "?".

    >>> [is_missing(code) for code in (None, float("nan"), "", "?", 0, "no")]
    [True, True, True, True, False, False]
    """
    return code is None or code != code or (isinstance(code, str) and code.strip() in ("", UNSURE))


def encode_codes(
    codes: Any, *, scale: str = "nominal", values: Sequence[Any] | None = None
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], list[Any]]:
    """Return codes as numbers into the list of values, -1 where there is none, and that list.

    codes: (units, coders). values: the codes allowed, in their order; else those seen, sorted.

    >>> numbers, values = encode_codes([["yes", "no"], ["", "yes"]])
    >>> numbers.tolist(), values
    ([[1, 0], [-1, 1]], ['no', 'yes'])
    """
    cells = np.asarray(codes.to_numpy(dtype=object) if hasattr(codes, "to_numpy") else codes, dtype=object)
    if cells.ndim != 2:
        raise InputError(f"codes need a row per unit and a column per coder, two dimensions; {cells.ndim} were given")
    flat = [None if is_missing(code) else _plain(code) for code in cells.ravel()]
    seen = {code for code in flat if code is not None}
    known = [_plain(value) for value in values] if values is not None else _in_order(seen, scale)
    place = {value: number for number, value in enumerate(known)}
    if unknown := [code for code in flat if code is not None and code not in place]:
        raise InputError(f"code {unknown[0]!r} is not allowed; allowed are {', '.join(map(repr, known))}")
    numbers = np.array([-1 if code is None else place[code] for code in flat], dtype=np.int64)
    return numbers.reshape(cells.shape), known


def code_matrix(
    codes: pd.DataFrame, question: str, *, items: Sequence[str] | None = None, coders: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the codes of a question with a row per item and a column per coder, "" where there is none.

    >>> import pandas as pd
    >>> table = pd.DataFrame([["i1", "loaded", "Ana", "yes"], ["i2", "loaded", "Ben", "no"]], columns=list(COLUMNS))
    >>> code_matrix(table, "loaded").to_numpy().tolist()
    [['yes', ''], ['', 'no']]
    """
    import pandas as pd

    rows = codes[codes["question"] == question]
    if rows.empty:
        return pd.DataFrame(index=list(items or []), columns=list(coders or []), dtype=object)
    wide = rows.pivot(index="item", columns="coder", values="code").astype(object)
    wide = wide.reindex(index=sorted(wide.index) if items is None else list(items))
    wide = wide.reindex(columns=sorted(wide.columns) if coders is None else list(coders))
    return wide.where(wide.notna(), "")


def code_shares(
    codes: pd.DataFrame, question: str, values: Sequence[str], *, deciding: str | None = None
) -> pd.DataFrame:
    """Return for each item the share of its coders that gave each value, NaN rows where nobody gave one.

    With a deciding coder, his or her code alone counts where there is one. Half of two coders is 0.5: a tie is
    kept as what it is, so that no item drawn is lost.

    >>> import pandas as pd
    >>> rows = [["i1", "q", "a", "x"], ["i1", "q", "b", "y"]]
    >>> code_shares(pd.DataFrame(rows, columns=list(COLUMNS)), "q", ["x", "y"]).to_numpy().tolist()
    [[0.5, 0.5]]
    """
    import pandas as pd

    wide = code_matrix(codes, question)
    _check_coder(codes, deciding)
    shares = np.full((len(wide), len(values)), np.nan)
    for number, (_, row) in enumerate(wide.iterrows()):
        own = row.get(deciding, "") if deciding is not None else ""
        given = [own] if not is_missing(own) else [code for code in row if not is_missing(code)]
        if given:
            shares[number] = [sum(code == value for code in given) / len(given) for value in values]
    return pd.DataFrame(shares, index=wide.index, columns=list(values))


def settled_shares(
    codes: pd.DataFrame, question: str, values: Sequence[str], *, deciding: str | None = None
) -> pd.DataFrame:
    """Return for each coded item 1 for the value that most coders gave, or equal parts of 1 where they are tied.

    >>> import pandas as pd
    >>> given = [("i1", "a", "x"), ("i1", "b", "x"), ("i1", "c", "y"), ("i2", "a", "x"), ("i2", "b", "y")]
    >>> codes = pd.DataFrame(given, columns=["item", "coder", "code"]).assign(question="q")
    >>> settled_shares(codes, "q", ["x", "y"]).to_numpy().tolist()
    [[1.0, 0.0], [0.5, 0.5]]
    """
    shares = code_shares(codes, question, values, deciding=deciding).dropna(how="all")
    most = shares.eq(shares.max(axis=1), axis=0).astype(float)
    return most.div(most.sum(axis=1), axis=0)


def coders_of(codes: pd.DataFrame) -> list[str]:
    """Return the names of the coders, in order."""
    return sorted(str(name) for name in set(codes["coder"]))


def _check_coder(codes: pd.DataFrame, name: str | None) -> None:
    if name is not None and name not in set(codes["coder"]):
        raise InputError(f"no coder is called {name!r}; there are {', '.join(map(repr, coders_of(codes)))}")


def _plain(code: Any) -> Any:
    return code.strip() if isinstance(code, str) else code.item() if isinstance(code, np.generic) else code


def _in_order(seen: set[Any], scale: str) -> list[Any]:
    """Return the codes seen in order; words have none that an ordinal scale could use."""
    try:
        return sorted(seen, key=float)
    except (TypeError, ValueError):
        if scale == "ordinal":
            raise InputError("an ordinal scale of words needs values= with all codes in their order") from None
        return sorted(seen, key=str)
