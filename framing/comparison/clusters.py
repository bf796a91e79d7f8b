"""What is drawn in a resample: an article, or all of a group's articles on one event together.

Five articles on one trial share the trial: its defendants, its loaded charges, its lawyers. Drawing
them one by one would count the trial five times, so articles of one event stay together.
"""

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]

# Below this many clusters a bootstrap of clusters repeats the same few.
FEWEST_CLUSTERS = 10
# Below this many a t interval from clusters says little more than "we cannot know": three events would make
# three observations of any number of articles.
FEWEST_FOR_ERROR = 5


def cluster_codes(event: Integers) -> Integers:
    """Return each article's cluster: its event, or itself where no event (-1) is known.

    >>> cluster_codes(np.array([0, 0, -1, 3, -1])).tolist()
    [2, 2, 0, 3, 1]
    """
    own = event.copy()
    alone = event < 0
    own[alone] = -1 - np.arange(int(alone.sum()))[::-1]
    return np.unique(own, return_inverse=True)[1].astype(np.int64)


def is_clustered(event: Integers) -> bool:
    """Return whether events tie articles together here, and whether there are enough of them for an error."""
    codes = cluster_codes(event)
    n = int(codes.max()) + 1 if len(codes) else 0
    return FEWEST_FOR_ERROR <= n < len(codes)


def cluster_totals(codes: Integers, n: int, values: Floats) -> Floats:
    """Return the sums of `values` (articles, columns) over each of `n` clusters."""
    totals = np.zeros((n, values.shape[1]))
    np.add.at(totals, codes, values)
    return totals
