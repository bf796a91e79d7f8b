"""The tables of a run as Parquet: the same columns and rows as the CSV files, with their types.

Absent text is "" and a number that cannot be known is null, so that `pandas.read_parquet` gives the tables as
`framing.load` does.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError
from framing.tables import read_table, read_table_chunks

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet")
EXTRA = "Parquet needs the package pyarrow; install it with: pip install 'framing[parquet]'"
_ROWS = 100_000  # of a table that are held at once


def check_format(name: str) -> None:
    """Raise InputError where tables cannot be written in a format: before hours of work, not after."""
    if name not in FORMATS:
        raise InputError(f"unknown table format {name!r}; allowed are {' and '.join(map(repr, FORMATS))}")
    if name == "parquet":
        require_parquet()


def require_parquet() -> None:
    """Raise InputError with the line that installs it where pyarrow is missing."""
    if find_spec("pyarrow") is None:
        raise InputError(EXTRA)


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a DataFrame as Parquet."""
    require_parquet()
    frame.to_parquet(path, engine="pyarrow", index=False)


def csv_to_parquet(path: Path) -> Path:
    """Replace a CSV table of a run by its Parquet file, some rows at a time, and return its path."""
    require_parquet()
    import pyarrow
    import pyarrow.parquet

    target = path.with_suffix(".parquet")
    new = target.with_name(target.name + ".new")
    writer = None
    for chunk in read_table_chunks(path, _ROWS):
        rows = pyarrow.Table.from_pandas(chunk, preserve_index=False)
        writer = writer or pyarrow.parquet.ParquetWriter(new, rows.schema)
        writer.write_table(rows)
    if writer is None:  # a header without rows
        write_parquet(new, read_table(path))
    else:
        writer.close()
    os.replace(new, target)
    path.unlink()
    return target


def read_parquet(path: Path) -> pd.DataFrame:
    """Return a Parquet table of a run as a DataFrame with the types it was written with."""
    require_parquet()
    import pandas as pd

    try:
        frame = pd.read_parquet(path, engine="pyarrow")
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"{path.name} is not a Parquet table ({reason}); run `framing analyze` again") from None
    for column in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            frame[column] = frame[column].fillna("").astype("str")
    return frame
