"""When many comparisons are made, some look striking by chance: what is left after counting them all."""

from typing import Any

import numpy as np
import numpy.typing as npt


def benjamini_hochberg(p: npt.ArrayLike) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return q values: the smallest false discovery rate at which each comparison would be reported.

    NaN stays NaN and is not counted as a comparison. Source: Benjamini and Hochberg (1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    values = np.asarray(p, dtype=np.float64)
    q = np.full(values.shape, np.nan)
    known = np.isfinite(values)
    m = int(known.sum())
    if m == 0:
        return q
    order = np.argsort(values[known], kind="stable")
    raised = values[known][order] * m / np.arange(1, m + 1)
    # A comparison with a smaller p never has a larger q than the next one.
    lowest = np.minimum.accumulate(raised[::-1])[::-1]
    back = np.empty(m)
    back[order] = np.minimum(lowest, 1.0)
    q[known] = back
    return q
