"""Which words set one outlet apart from all others, and how sure that is when articles, not words, are drawn.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008) rank words without letting
rare ones win by luck. Their z treats each word as an independent draw; in news a word comes in bursts,
forty times in one article and never again. So the test here deals whole articles: its p value is that of a
permutation of articles, computed from the first three moments of the permutation distribution (Mielke and
Berry 2007), which no number of shuffles could resolve for ten thousand words.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.resampling import resample_counts
from framing.comparison.sample import filled
from framing.comparison.terms import TermCounts
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
COLUMNS = (
    "term", "group", "voice", "log_odds", "z", "low", "high", "q", "count", "count_rest",
    "p", "per_1000_words", "per_1000_words_rest", "n_articles", "n_articles_rest", "n_groups",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogOdds:
    """Log-odds ratios of words in two corpora, their variance and z, all of shape (terms,)."""

    log_odds: Floats
    variance: Floats
    z: Floats


def log_odds(counts: Floats, counts_rest: Floats, prior: Floats) -> LogOdds:
    """Return the log-odds ratio of each word between two corpora, with a Dirichlet prior.

    counts, counts_rest, prior: (terms,) or (resamples, terms); prior: pseudo-counts of each word.
    Source: Monroe, Colaresi and Quinn (2008), equations 16, 19 and 22.

    >>> made = log_odds(np.array([9.0, 91.0]), np.array([4.0, 96.0]), np.array([1.0, 9.0]))
    >>> made.log_odds.round(4).tolist(), made.z.round(4).tolist()
    ([0.7419, -0.7419], [1.3546, -5.3099])
    """
    odds = []
    for y in (counts, counts_rest):
        total = y.sum(axis=-1, keepdims=True) + prior.sum(axis=-1, keepdims=True)
        odds.append(np.log((y + prior) / (total - y - prior)))
    difference = odds[0] - odds[1]
    variance = 1 / (counts + prior) + 1 / (counts_rest + prior)
    return LogOdds(difference, variance, difference / np.sqrt(variance))


def distinctive_words(
    terms: TermCounts,
    groups: pd.Series,
    *,
    voice: str = "own",
    prior_words: float | None = None,
    min_articles: int = 5,
    top: int = 50,
    n_resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the table `words`: per group, the `top` words it uses more and the `top` it uses less.

    groups: the group of each article, indexed by article_id. Every word found in at least `min_articles`
    articles is tested, for every group against all others together; q counts all of them (Benjamini and
    Hochberg), shown or not. prior_words: how many words the prior is worth, spread over the vocabulary as
    in all articles together (default: one average article). low, high: percentile interval of the log-odds
    over articles drawn again. Raises `InputError` for options that make no sense.
    """
    if min_articles < 1 or top < 1:
        raise InputError(f"min_articles is {min_articles} and top is {top}; both must be at least 1")
    label = groups.reindex(list(terms.article_ids))
    names = filled(label)
    known = np.flatnonzero(names != "")
    terms, names = terms.only(known), names[known]
    group_names, code = np.unique(names.astype(str), return_inverse=True)
    present = np.asarray((terms.counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(present >= min_articles)
    if len(group_names) < 2 or not len(kept):
        return pd.DataFrame(columns=list(COLUMNS))
    counts = sparse.csr_matrix(terms.counts[:, kept], dtype=np.float64)
    # All other words together are one more column, so that totals stay those of the whole text.
    others = terms.n_words - np.asarray(counts.sum(axis=1)).ravel()
    total = np.append(np.asarray(counts.sum(axis=0)).ravel(), others.sum())
    worth = float(terms.n_words.mean()) if prior_words is None else prior_words
    if worth <= 0:
        raise InputError(f"prior_words is {worth}; the prior must be worth more than 0 words")
    prior = np.maximum(worth * total / total.sum(), 1e-9)  # of words that nobody uses: next to nothing
    moments = _Moments.of(counts, terms.n_words)
    spread = np.asarray((sparse.csr_matrix(counts > 0).T @ np.eye(len(group_names))[code]) > 0).sum(axis=1)
    tables: list[pd.DataFrame] = []
    p_values: list[Floats] = []
    for g, name in enumerate(group_names):
        inside = code == g
        if not 0 < terms.n_words[inside].sum() < terms.n_words.sum():
            continue  # an outlet that quotes nobody has no quoted words to tell apart
        y = np.append(np.asarray(counts[inside].sum(axis=0)).ravel(), others[inside].sum())
        made = log_odds(y, total - y, prior)
        p = moments.p_values(y[:-1], float(terms.n_words[inside].sum()), int(inside.sum()))
        p_values.append(p)
        order = np.argsort(-made.z[:-1], kind="stable")
        shown = order if len(order) <= 2 * top else np.concatenate([order[:top], order[-top:]])
        low, high = _intervals(
            counts[:, shown], terms.n_words, inside, prior[shown], float(prior.sum()), n_resamples, seed
        )
        n_inside = np.asarray((counts[inside][:, shown] > 0).sum(axis=0)).ravel()
        rest_words = float(terms.n_words[~inside].sum())
        inside_words = float(terms.n_words[inside].sum())
        tables.append(
            pd.DataFrame(
                {
                    "term": [terms.terms[kept[i]] for i in shown],
                    "group": str(name),
                    "voice": voice,
                    "log_odds": made.log_odds[shown],
                    "z": made.z[shown],
                    "low": low,
                    "high": high,
                    "q": np.nan,
                    "count": y[shown].astype(np.int64),
                    "count_rest": (total - y)[shown].astype(np.int64),
                    "p": p[shown],
                    "per_1000_words": 1000 * y[shown] / inside_words,
                    "per_1000_words_rest": 1000 * (total - y)[shown] / rest_words,
                    "n_articles": n_inside,
                    "n_articles_rest": present[kept[shown]] - n_inside,
                    "n_groups": spread[shown],
                    "_place": len(tables) * len(kept) + shown,
                }
            )
        )
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(tables, ignore_index=True)
    table["q"] = benjamini_hochberg(np.concatenate(p_values))[table["_place"].to_numpy()]
    return table[list(COLUMNS)]


@dataclass(frozen=True, slots=True)
class _Moments:
    """Sums over articles of powers of u = (uses of the word) - (uses its length leads to expect)."""

    rate: Floats
    second: Floats
    third: Floats
    n: int

    @staticmethod
    def of(counts: sparse.csr_matrix, n_words: Floats) -> "_Moments":
        rate = np.asarray(counts.sum(axis=0)).ravel() / n_words.sum()
        square, cube = counts.multiply(counts).tocsr(), counts.multiply(counts).multiply(counts).tocsr()
        x2, x3 = (np.asarray(t.sum(axis=0)).ravel() for t in (square, cube))
        xm, x2m, xm2 = counts.T @ n_words, square.T @ n_words, counts.T @ n_words**2
        m2, m3 = (n_words**2).sum(), (n_words**3).sum()
        second = x2 - 2 * rate * xm + rate**2 * m2
        third = x3 - 3 * rate * x2m + 3 * rate**2 * xm2 - rate**3 * m3
        return _Moments(rate, second, third, len(n_words))

    def p_values(self, counts: Floats, words: float, n_group: int) -> Floats:
        """Return two-sided p of a group's total of u, were its articles dealt at random."""
        n, a, b = self.n, n_group, self.n - n_group
        if a == 0 or b == 0 or n < 3:
            return np.full(counts.shape, np.nan)
        total = counts - self.rate * words
        variance = a * b / (n * (n - 1)) * self.second
        third = a * b * (b - a) / (n * (n - 1) * (n - 2)) * self.third
        with np.errstate(divide="ignore", invalid="ignore"):
            t, skew = total / np.sqrt(variance), third / variance**1.5
        usable = variance > 1e-12
        t, skew = np.where(usable, t, 0.0), np.where(usable & (np.abs(skew) > 1e-6), skew, 1e-6)
        p: Floats = 2 * np.minimum(stats.pearson3.sf(t, skew), stats.pearson3.cdf(t, skew))
        return np.where(usable, np.clip(p, 0.0, 1.0), np.nan)


def _intervals(
    counts: sparse.csr_matrix,
    n_words: Floats,
    inside: np.ndarray[Any, np.dtype[np.bool_]],
    prior: Floats,
    prior_total: float,
    n_resamples: int,
    seed: int,
) -> tuple[Floats, Floats]:
    """Return percentile bounds of the log-odds of some terms, articles drawn again on each side."""
    random = np.random.default_rng(seed)
    sides = []
    for side in (inside, ~inside):
        table = sparse.csr_matrix(np.column_stack([counts[side].toarray(), n_words[side]]))
        blocks = [np.asarray(w @ table) for w in resample_counts(int(side.sum()), n_resamples, random)]
        sides.append(np.concatenate(blocks))
    odds = [np.log((s[:, :-1] + prior) / (s[:, -1:] + prior_total - s[:, :-1] - prior)) for s in sides]
    low, high = np.quantile(odds[0] - odds[1], [0.025, 0.975], axis=0)
    return low, high
