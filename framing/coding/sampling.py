"""Who is coded: units drawn at random, with the chance that each had, so that the coded speak for all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

ALLOCATIONS = ("proportional", "equal")
FEWEST = 2  # of each stratum: with one coded unit nobody could say how much its units differ
NUMERIC_STRATA = ("score", "uncertainty")
ALL = "all"


def add_strata(units: pd.DataFrame, by: Sequence[str], *, n_bins: int = 3) -> pd.DataFrame:
    """Return the units with a column stratum, made of the columns in `by`; numbers are cut into `n_bins` by size.

    >>> import pandas as pd
    >>> units = pd.DataFrame({"outlet": ["X", "Y"], "score": [0.2, 0.9]})
    >>> add_strata(units, ["outlet", "score"], n_bins=2)["stratum"].tolist()
    ['X | score 1 of 2', 'Y | score 2 of 2']
    """
    labels = [[ALL] * len(units)] if not by else []
    for name in by:
        if name not in units.columns:
            raise InputError(f"cannot stratify by {name!r}; allowed are {', '.join(map(str, units.columns))}")
        column = units[name]
        if name not in NUMERIC_STRATA:
            labels.append([str(value) or f"no {name}" for value in column])
            continue
        values = column.to_numpy(dtype=float)
        if not np.isfinite(values).any():
            raise InputError(f"cannot stratify by {name!r}: the program gives none for these units")
        inner = np.nanquantile(values, np.linspace(0, 1, n_bins + 1)[1:-1])
        bins = np.searchsorted(np.unique(inner), values, side="left") + 1
        labels.append([f"{name} {number} of {n_bins}" for number in bins])
    return units.assign(stratum=[" | ".join(parts) for parts in zip(*labels, strict=True)])


def draw_sample(
    units: pd.DataFrame,
    size: int,
    *,
    by: Sequence[str] = (),
    allocation: str = "proportional",
    n_bins: int = 3,
    seed: int = 0,
    name: str = "item",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (sample, strata): the units drawn, in random order, and what was drawn from each stratum.

    units: a row per unit; by: columns to stratify by (outlet, event, machine_<question>, score, uncertainty).
    allocation: "proportional" to the strata, at least two of each, or "equal". The sample has the columns of the
    units and item, stratum, probability (of inclusion); the strata: stratum, n_units, n_drawn, probability.
    Raises InputError where the size is too small for the strata or above the number of units.

    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit_id": list("abcdef"), "outlet": list("XXXXYY")})
    >>> sample, strata = draw_sample(units, 4, by=["outlet"], seed=1)
    >>> strata["n_drawn"].tolist(), strata["probability"].tolist()
    ([2, 2], [0.5, 1.0])
    """
    import pandas as pd

    if allocation not in ALLOCATIONS:
        raise InputError(f"unknown allocation {allocation!r}; allowed are {', '.join(ALLOCATIONS)}")
    if not 1 <= size <= len(units):
        raise InputError(f"the size of the sample is {size}; it must be from 1 to the number of units, {len(units)}")
    # By id, so that the order of the input rows never changes who is drawn.
    known = add_strata(units, by, n_bins=n_bins).sort_values("unit_id", kind="stable").reset_index(drop=True)
    names, stratum = np.unique(known["stratum"].to_numpy(dtype=str), return_inverse=True)
    sizes = np.bincount(stratum, minlength=len(names))
    drawn_per = allocate(sizes, size, allocation)
    random = np.random.default_rng(seed)
    rows = [
        random.choice(np.flatnonzero(stratum == number), n, replace=False)
        for number, n in enumerate(drawn_per.tolist())
    ]
    order = random.permutation(np.concatenate(rows))
    probability = drawn_per / sizes
    width = max(len(str(size)), 3)
    sample = known.iloc[order].assign(probability=probability[stratum[order]])
    sample.insert(0, "item", [f"{name}-{number:0{width}d}" for number in range(1, size + 1)])
    strata = pd.DataFrame({"stratum": names, "n_units": sizes, "n_drawn": drawn_per, "probability": probability})
    return sample.reset_index(drop=True), strata


def allocate(sizes: Any, size: int, allocation: str = "proportional") -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return how many units each stratum gives: at least two, never more than it has, `size` altogether.

    >>> allocate([900, 90, 10], 100).tolist(), allocate([900, 90, 10], 100, "equal").tolist()
    ([90, 8, 2], [45, 45, 10])
    """
    sizes = np.asarray(sizes, dtype=np.int64)
    least = np.minimum(sizes, FEWEST if len(sizes) > 1 else 1)
    if size < least.sum():
        raise InputError(
            f"a sample of {size} is too small for {len(sizes)} strata; two of each make {int(least.sum())}: "
            "draw more or stratify by less"
        )
    weight = sizes.astype(float) if allocation == "proportional" else np.ones(len(sizes))
    given = least.copy()
    while given.sum() < size:
        # One at a time to the stratum that is furthest below its due: exact, and the same for every machine.
        due = np.where(given < sizes, weight * size / weight.sum() - given, -np.inf)
        given[int(np.argmax(due))] += 1
    return np.asarray(given, dtype=np.int64)


def needed_size(
    half_width: float,
    *,
    share: float = 0.5,
    error: float | None = None,
    population: int | None = None,
    groups: int = 1,
    level: float = 0.95,
) -> int:
    """Return how many units must be coded for an interval of plus or minus `half_width` around a share.

    share: as expected, 0.5 where nothing is known. error: how often the machine is expected to differ from coders;
    with it, the size is that of a corrected estimate (Cochran 1977, section 4.4, for the difference estimator).
    population: units there are; groups: outlets that each shall have such an interval.

    >>> needed_size(0.05), needed_size(0.05, error=0.1), needed_size(0.05, population=600)
    (385, 154, 235)
    """
    from scipy.special import ndtri

    for name, value in (("half_width", half_width), ("share", share), ("level", level)):
        if not 0 < value < 1:
            raise InputError(f"{name} is {value}; it must lie between 0 and 1, such as 0.05")
    if error is not None and not 0 < error < 1:
        raise InputError(f"error is {error}; it must lie between 0 and 1, such as 0.1")
    if groups < 1:
        raise InputError(f"groups is {groups}; it must be 1 or more")
    spread = share * (1 - share)
    if error is not None:
        # y - machine is 1 or -1 in a share `error` of the units, 0 in the others; no worse than without a machine.
        spread = min(spread, error)
    n = float(ndtri((1 + level) / 2)) ** 2 * spread / half_width**2
    if population is not None:
        each = population / groups
        n = n / (1 + n / each)
    return groups * math.ceil(n - 1e-9)
