"""Before collecting: how many articles per outlet a difference of a given size needs.

From a pilot: articles are drawn from it with all their unevenness (lengths, bursts, zeros), the difference
is planted in one of two outlets, and the share of such studies that would report it is counted.
"""

from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr

from framing.comparison.columns import MeasureSpec, measure_columns
from framing.comparison.resampling import divided
from framing.comparison.sample import build_sample, joined
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
COLUMNS = ("measure", "difference", "n_articles", "power", "low", "high", "n_comparisons", "pilot_articles")
SIZES = (10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000)


def power_table(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    measure: MeasureSpec,
    *,
    difference: float,
    by: str = "outlet",
    sizes: tuple[int, ...] = SIZES,
    n_comparisons: int = 1,
    n_studies: int = 1000,
    false_discovery_rate: float = 0.05,
    seed: int = 0,
) -> pd.DataFrame:
    """Return, per number of articles in each of two outlets, how often the planted difference is found.

    difference: in the measure's own unit (2.0 more hedges per 1,000 words; 0.1 more of a share). The pilot's
    groups are moved to a common level first, so that their own differences do not count as noise.
    n_comparisons: how many measures and groups the study will test; the threshold is that of a single find
    among them. low, high: interval of the simulated power itself. Articles are taken as independent.
    """
    columns, notes = measure_columns(joined(articles, features), [measure])
    if not columns:
        raise InputError(notes[0])
    sample = build_sample(articles, features, columns[:1], by=by)
    column = columns[0]
    used = sample.over[:, 0] > 0
    counts, over, group = sample.counts[used, 0], sample.over[used, 0], sample.group[used]
    if used.sum() < 5:
        raise InputError(f"the pilot has {int(used.sum())} articles with {measure.name}; at least 5 are needed")
    if n_comparisons < 1 or min(sizes) < 3:
        raise InputError("n_comparisons must be at least 1 and every size at least 3")
    level = counts.sum() / over.sum()
    n = len(sample.groups)
    own = divided(np.bincount(group, counts, n).astype(float), np.bincount(group, over, n).astype(float))[group]
    if column.kind == "mean":
        counts = counts - own + level
    else:
        counts = counts * np.where(own > 0, level / np.where(own > 0, own, 1.0), 1.0)
        if column.kind == "share":
            counts = np.minimum(counts, over)
    random = np.random.default_rng(seed)
    alpha = false_discovery_rate / n_comparisons
    rows = []
    for size in sizes:
        found = 0
        for start in range(0, n_studies, 100):
            studies = min(100, n_studies - start)
            sides = []
            for planted in (difference / column.per, 0.0):
                pick = random.integers(0, len(counts), (studies, size))
                c, d = counts[pick], over[pick]
                sides.append((_planted(c, d, planted, column.kind, random), d))
            found += int((_p_values(sides) <= alpha).sum())
        from scipy import stats

        low, high = stats.binomtest(found, n_studies).proportion_ci(method="wilson")
        rows.append((column.name, difference, size, found / n_studies, low, high, n_comparisons, int(used.sum())))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def articles_needed(table: pd.DataFrame, power: float = 0.8) -> str:
    """Return one sentence: the smallest tabled number of articles that reaches `power`.

    >>> articles_needed(pd.DataFrame({"n_articles": [50, 100], "power": [0.6, 0.85], "difference": 2.0,
    ...     "measure": "hedges_per_1000_words", "n_comparisons": 1}))
    'A difference of 2 in hedges_per_1000_words is found 85 times in 100 with 100 articles per outlet.'
    """
    first = table.iloc[0]
    what = f"A difference of {first['difference']:g} in {first['measure']}"
    enough = table[table["power"] >= power]
    if enough.empty:
        most = table.iloc[-1]
        return (
            f"{what} is found {100 * most['power']:.0f} times in 100 even with "
            f"{int(most['n_articles']):,} articles per outlet."
        )
    hit = enough.iloc[0]
    return f"{what} is found {100 * hit['power']:.0f} times in 100 with {int(hit['n_articles']):,} articles per outlet."


def render_design(
    results: Any, measure: str, *, difference: float, by: str = "outlet", n_comparisons: int = 1, seed: int = 0
) -> str:
    """Return, from the results of a pilot, what studies of different sizes would find, in lines to print.

    measure: the name of a measure or of one of its columns. Raises `InputError` for a name there is not.
    """
    from framing.measures import MEASURES  # only here: tidy tables of other origin need no measures

    columns, _ = measure_columns(joined(results.articles, results.features), MEASURES)
    names = [column.name for column in columns]
    if measure not in names:
        near = get_close_matches(measure, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`framing measures` lists them"
        raise InputError(f"no measure is called {measure!r}; {hint}")
    column: Any = columns[names.index(measure)]
    table = power_table(
        results.articles, results.features, column, difference=difference, by=by, n_comparisons=n_comparisons, seed=seed
    )
    first = table.iloc[0]
    lines = [
        f"{column.label}: pilot of {first['pilot_articles']:,} articles, difference {difference:g}, "
        f"{n_comparisons:,} comparison{'s' if n_comparisons != 1 else ''}",
        f"{'articles per group':>18}  {'found':>6}  95 % interval",
    ]
    lines += [
        f"{row['n_articles']:18,}  {row['power']:6.0%}  {row['low']:.0%} to {row['high']:.0%}".replace("%", " %")
        for row in table.to_dict("records")
    ]
    return "\n".join([*lines, articles_needed(table)])


def _planted(counts: Floats, over: Floats, amount: float, kind: str, random: np.random.Generator) -> Floats:
    """Return counts with the difference planted: more (or fewer) of them, in proportion to length."""
    level = float(counts.sum() / over.sum())
    if amount == 0:
        return counts
    if kind == "mean":
        return counts + amount
    if kind == "rate" and amount > 0:
        # In bursts like the rest, not evenly: the article's own count is scaled as far as it goes.
        if level > 0:
            return counts * (1 + amount / level)
        return random.poisson(amount * over).astype(np.float64)
    if amount < 0:
        return counts * max(0.0, 1 + amount / level) if level > 0 else counts
    return counts + (over - counts) * min(1.0, amount / max(1 - level, 1e-9))


def _p_values(sides: list[tuple[Floats, Floats]]) -> Floats:
    """Return p of the studentised difference of two ratios of totals (Welch's degrees of freedom)."""
    ratio, variance = [], []
    for c, d in sides:
        n = c.shape[1]
        r = divided(c.sum(axis=1), d.sum(axis=1))
        ratio.append(r)
        variance.append(((c - r[:, None] * d) ** 2).sum(axis=1) * n / (n - 1) / d.sum(axis=1) ** 2)
    n_a, n_b = (c.shape[1] for c, _ in sides)
    total = variance[0] + variance[1]
    t = divided(np.abs(ratio[0] - ratio[1]), np.sqrt(total))
    freedom = divided(total**2, variance[0] ** 2 / (n_a - 1) + variance[1] ** 2 / (n_b - 1))
    p: Floats = 2 * stdtr(np.nan_to_num(freedom, nan=1.0), -np.nan_to_num(t))
    return p
