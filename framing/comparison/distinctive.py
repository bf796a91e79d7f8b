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
from scipy import sparse
from scipy.special import gammainc, gammaincc, ndtr

from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.resampling import resample_counts
from framing.comparison.sample import filled
from framing.comparison.terms import TermCounts
from framing.errors import InputError

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
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
    events: pd.Series | None = None,
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
    over articles drawn again. events: the event of each article, by article_id; then only articles of events
    that two groups report count, and articles are dealt inside their event, so that the words of a topic
    that one outlet covers more are no finding. Raises `InputError` for options that make no sense.
    """
    if min_articles < 1 or top < 1:
        raise InputError(f"min_articles is {min_articles} and top is {top}; both must be at least 1")
    label = groups.reindex(list(terms.article_ids))
    names = filled(label)
    known = np.flatnonzero(names != "")
    terms, names = terms.only(known), names[known]
    strata = np.zeros(len(names), dtype=np.int64)
    if events is not None:
        shared, strata = _shared_events(filled(events.reindex(list(terms.article_ids))), names)
        terms, names = terms.only(shared), names[shared]
    if not len(names):
        return pd.DataFrame(columns=list(COLUMNS))
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
    moments = _Moments(counts, terms.n_words, strata)
    spread = np.asarray((sparse.csr_matrix(counts > 0).T @ np.eye(len(group_names))[code]) > 0).sum(axis=1)
    tables: list[pd.DataFrame] = []
    p_values: list[Floats] = []
    for g, name in enumerate(group_names):
        inside = code == g
        if not 0 < terms.n_words[inside].sum() < terms.n_words.sum():
            continue  # an outlet that quotes nobody has no quoted words to tell apart
        y = np.append(np.asarray(counts[inside].sum(axis=0)).ravel(), others[inside].sum())
        made = log_odds(y, total - y, prior)
        p = moments.p_values(y[:-1], terms.n_words, inside)
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


def _shared_events(events: np.ndarray[Any, Any], names: np.ndarray[Any, Any]) -> tuple[Integers, Integers]:
    """Return the rows of events that two groups report, and the number of each one's event."""
    pairs = pd.DataFrame({"event": events, "group": names})
    pairs = pairs[pairs["event"] != ""]
    n_groups = pairs.groupby("event")["group"].transform("nunique")
    rows = pairs.index[n_groups > 1].to_numpy(dtype=np.int64)
    return rows, np.unique(events[rows].astype(str), return_inverse=True)[1].astype(np.int64)


class _Moments:
    """Sums over articles of powers of u = (uses of the word) - (uses its length leads to expect).

    What is expected is the rate of the article's stratum: all articles, or those of its event.
    """

    def __init__(self, counts: sparse.csr_matrix, n_words: Floats, strata: Integers) -> None:
        n = len(strata)
        inside = sparse.csr_matrix((np.ones(n), (strata, np.arange(n))), shape=(int(strata.max()) + 1, n))
        self.strata = strata
        self.n = np.bincount(strata).astype(np.float64)
        words = [np.bincount(strata, n_words**power).astype(np.float64) for power in (1, 2, 3)]
        length, square = sparse.diags(n_words), counts.multiply(counts).tocsr()
        self.rate = sparse.diags(1 / np.maximum(words[0], 1e-300)) @ (inside @ counts)
        rate2 = self.rate.multiply(self.rate).tocsr()
        rate3 = rate2.multiply(self.rate).tocsr()
        xm, x2m, xm2 = inside @ length @ counts, inside @ length @ square, inside @ length @ length @ counts
        self.second = inside @ square - 2 * self.rate.multiply(xm) + sparse.diags(words[1]) @ rate2
        self.third = (
            inside @ square.multiply(counts).tocsr()
            - 3 * self.rate.multiply(x2m)
            + 3 * rate2.multiply(xm2)
            - sparse.diags(words[2]) @ rate3
        )

    def p_values(self, counts: Floats, n_words: Floats, inside: np.ndarray[Any, Any]) -> Floats:
        """Return two-sided p of a group's total of u, were its articles dealt at random in each stratum."""
        size = len(self.n)
        a = np.bincount(self.strata[inside], minlength=size).astype(np.float64)
        b, n = self.n - a, self.n
        pairs = np.maximum(n * (n - 1), 1)
        words = np.bincount(self.strata[inside], n_words[inside], size)
        total = counts - words @ self.rate
        variance = (a * b / pairs) @ self.second
        third = (a * b * (b - a) / (pairs * np.maximum(n - 2, 1))) @ self.third
        usable = variance > 1e-12
        scale = np.sqrt(np.where(usable, variance, 1.0))
        t, skew = np.where(usable, total / scale, 0.0), np.where(usable, third / scale**3, 0.0)
        skew = np.where(np.abs(skew) > 1e-6, skew, 1e-6)
        p: Floats = 2 * smaller_tail(t, skew)
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


def smaller_tail(t: Floats, skew: Floats) -> Floats:
    """Return the smaller tail of the Pearson type III distribution of mean 0 and variance 1 at t.

    It is a shifted gamma distribution, and the normal one where the skewness is nearly zero.
    """
    bent = np.abs(skew) > 1.6e-5
    scale = 2 / np.where(bent, skew, 1.0)
    shape, place = scale**2, scale * (t + scale)
    below = gammainc(shape, np.maximum(place, 0.0))
    above = gammaincc(shape, np.maximum(place, 0.0))
    tail: Floats = np.where(bent, np.minimum(below, above), ndtr(-np.abs(t)))
    return tail
