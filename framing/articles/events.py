"""Which articles report the same event: from their headlines, leads and dates, or from a list that people edit.

Two articles are compared by the words and the letter groups of headline and lead (TF-IDF), by topics of the corpus
itself, and by how close they are compared with what else is close to them: two reports of one vote in a week full of
votes share less than their topic. A logistic regression turns that into a probability, which is the similarity that
is shown; average linkage turns it into groups.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.articles.article import Article
from framing.errors import InputError

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_LEAD = 150  # words of the text that are compared besides the headline
_NEIGHBOURS = 40  # articles closest to each that can be of its event
_AROUND = 8  # of those, the closest show how crowded a topic is
_TOPICS = 200
_FEWEST_COMMON = 0.03  # cosine of the words of two articles that can share an event
_LEAST = 0.002  # less probable pairs are not looked at again
_WORST = 8.0  # -log of the probability that two articles share an event that were not compared

# Weights of a logistic regression over _features, fitted by benchmarks/events.py --fit to one half of the events of
# the NeuS corpus (Lee et al. 2022: three outlets' headlines and leads on each of 2,452 US events); the accuracy that
# the benchmark prints is of the other half.
FEATURES = (
    "words", "letters", "topics", "numbers", "names", "titles", "crowd of words", "crowd of letters", "crowd of topics",
    "rank", "lower rank", "shared neighbours",
)  # fmt: skip
WEIGHTS = np.array(
    [1.349, 15.399, 7.294, 1.380, 0.355, 0.449, -19.760, -19.411, -4.043, -0.083, -0.489, 3.246]
)  # fmt: skip
INTERCEPT = 1.320
THRESHOLD = 0.2


@dataclass(frozen=True, slots=True)
class Events:
    """The event of each article ("" where it has none with another) and how similar it is to the others of its event
    (mean probability, 0 to 1; NaN where the event was given or there are no others)."""

    article_id: list[str]
    event: list[str]
    similarity: Floats

    def __len__(self) -> int:
        return len(self.event)


def find_events(articles: Sequence[Article], *, threshold: float = THRESHOLD, days: int = 3) -> Events:
    """Return the articles' events: those given in their `event`, and groups found among the articles without one.

    `threshold` is the least similarity (geometric mean over all pairs of two groups) at which groups are joined;
    `days` the most that may lie between two reports of one event, where both dates are known.
    """
    if not 0 < threshold < 1:
        raise InputError(f"threshold is {threshold}; a probability between 0 and 1 is allowed")
    if days < 0:
        raise InputError(f"days is {days}; 0 or more is allowed")
    event = [article.event for article in articles]
    similarity = np.full(len(articles), np.nan)
    without = [number for number, name in enumerate(event) if not name]
    group, found = group_events([articles[number] for number in without], threshold=threshold, days=days)
    taken = set(event)
    names: dict[int, str] = {}
    for place, number in enumerate(without):
        if np.isnan(found[place]):
            continue
        if group[place] not in names:
            counter = len(names) + 1
            while (name := f"event-{counter}") in taken:
                counter += 1
            names[int(group[place])] = name
            taken.add(name)
        event[number] = names[int(group[place])]
        similarity[number] = found[place]
    return Events([article.id for article in articles], event, similarity)


def group_events(articles: Sequence[Article], *, threshold: float = THRESHOLD, days: int = 3) -> tuple[Numbers, Floats]:
    """Return the number of each article's group and its mean similarity to the group's others (NaN when alone)."""
    n_articles = len(articles)
    group = np.arange(n_articles)
    similarity = np.full(n_articles, np.nan)
    if n_articles < 2:
        return group, similarity
    first, second, features = compare_pairs(articles, days=days)
    probability = 1 / (1 + np.exp(-(features @ WEIGHTS + INTERCEPT)))
    return _linked(n_articles, first, second, probability, threshold)


def _linked(
    n_articles: int, first: Numbers, second: Numbers, probability: Floats, threshold: float
) -> tuple[Numbers, Floats]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial.distance import squareform

    likely = probability >= _LEAST
    first, second, probability = first[likely], second[likely], probability[likely]
    graph = coo_array((probability, (first, second)), shape=(n_articles, n_articles)).tocsr()
    _, component = connected_components(graph, directed=False)
    group = np.arange(n_articles)
    similarity = np.full(n_articles, np.nan)
    order = np.argsort(component, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
        if len(members) < 2:
            continue
        block = graph[members][:, members].toarray()
        block = np.maximum(block, block.T)
        distance = np.where(block > 0, -np.log(np.maximum(block, 1e-11)), _WORST)
        np.fill_diagonal(distance, 0)
        label = fcluster(linkage(squareform(distance, checks=False), "average"), -np.log(threshold), "distance")
        for one in np.unique(label):
            inside = np.flatnonzero(label == one)
            group[members[inside]] = members[inside].min()
            if len(inside) > 1:
                similarity[members[inside]] = block[np.ix_(inside, inside)].sum(axis=1) / (len(inside) - 1)
    return group, similarity


def compare_pairs(articles: Sequence[Article], *, days: int = 3) -> tuple[Numbers, Numbers, Floats]:
    """Return the pairs of articles that may share an event (first < second), and their features (pairs x 12)."""
    texts = [f"{article.title} . {' '.join(article.text.split()[:_LEAD])}" for article in articles]
    words = _weighted(texts, stop_words="english", token_pattern=r"(?u)\b\w\w+\b")
    letters = _weighted(texts, analyzer="char_wb", ngram_range=(3, 5), min_df=2 if len(texts) > 50 else 1)
    names = _weighted([_names(text) for text in texts], token_pattern=r"\S+")
    titles = _weighted([article.title for article in articles], stop_words="english")
    numbers = _weighted(texts, token_pattern=r"\d[\d,.]*\d|\d", sublinear_tf=False)
    topics = _topics(words)
    near, close = _nearest([words, letters, titles])
    n_articles = len(articles)
    place = np.repeat(np.arange(n_articles), near.shape[1])
    keys = np.unique(np.minimum(place, near.ravel()) * n_articles + np.maximum(place, near.ravel()))
    first, second = keys // n_articles, keys % n_articles
    different = first != second
    first, second = first[different], second[different]
    if len(first) and (day := _days(articles)) is not None:
        gap = np.abs(day[first] - day[second])
        first, second = first[~(gap > days)], second[~(gap > days)]
    # in a small corpus everything is close to something: without a word in common there is nothing to compare
    common = _dot(words, first, second) >= _FEWEST_COMMON
    first, second = first[common], second[common]
    if not len(first):
        return first, second, np.empty((0, len(FEATURES)))
    features = np.stack(
        [
            _dot(words, first, second),
            _dot(letters, first, second),
            np.einsum("ij,ij->i", topics[first], topics[second]),
            _dot(numbers, first, second),
            _dot(names, first, second),
            _dot(titles, first, second),
            _crowd(words, near, first, second),
            _crowd(letters, near, first, second),
            _crowd(topics, near, first, second),
            *_ranks(near, first, second),
            _shared(near, close, first, second),
        ],
        axis=1,
    )
    return first, second, features


def _weighted(texts: Sequence[str], **options: Any) -> Any:
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        return csr_array(TfidfVectorizer(**{"sublinear_tf": True, **options}).fit_transform(texts))
    except ValueError:  # no text has such a part: no numbers anywhere, say
        return csr_array((len(texts), 1), dtype=np.float64)


def _names(text: str) -> str:
    """Return the words with a capital inside sentences: mostly names."""
    return " ".join(word.casefold() for word in re.findall(r"(?<![.!?] )\b[A-Z][\w’'-]+", text))


def _topics(words: Any) -> Floats:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    size = min(_TOPICS, words.shape[0] - 1, words.shape[1] - 1)
    if size < 2:
        return np.zeros((words.shape[0], 1))
    reduced = TruncatedSVD(size, random_state=0).fit_transform(words)
    return np.asarray(normalize(reduced), np.float64)


def _nearest(matrices: Sequence[Any]) -> tuple[Numbers, Floats]:
    """Return for each article the articles closest to it, the closest first, and how close they are (0 to 1)."""
    n_articles = matrices[0].shape[0]
    n_near = min(_NEIGHBOURS, n_articles - 1)
    near = np.empty((n_articles, n_near), np.int64)
    close = np.empty((n_articles, n_near))
    for begin in range(0, n_articles, 500):
        rows = slice(begin, min(begin + 500, n_articles))
        block = sum((matrix[rows] @ matrix.T).toarray() for matrix in matrices) / len(matrices)
        block[np.arange(block.shape[0]), np.arange(rows.start, rows.stop)] = -1
        order = np.argsort(-block, axis=1, kind="stable")[:, :n_near]
        near[rows] = order
        close[rows] = np.take_along_axis(block, order, axis=1)
    return near, close


def _dot(matrix: Any, first: Numbers, second: Numbers) -> Floats:
    parts = [
        np.asarray(matrix[first[at : at + 20_000]].multiply(matrix[second[at : at + 20_000]]).sum(axis=1)).ravel()
        for at in range(0, len(first), 20_000)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _crowd(matrix: Any, near: Numbers, first: Numbers, second: Numbers) -> Floats:
    """Return how close the nearest neighbours of both articles are on average: high in a crowded topic."""
    n_articles, n_near = near.shape
    place, other = np.repeat(np.arange(n_articles), n_near), near.ravel()
    if isinstance(matrix, np.ndarray):
        similar = np.einsum("ij,ij->i", matrix[place], matrix[other]).reshape(near.shape)
    else:
        similar = _dot(matrix, place, other).reshape(near.shape)
    crowd = np.sort(similar, axis=1)[:, -min(_AROUND, n_near) :].mean(axis=1)
    return np.asarray((crowd[first] + crowd[second]) / 2, np.float64)


def _ranks(near: Numbers, first: Numbers, second: Numbers) -> tuple[Floats, Floats]:
    """Return the place of each article among the other's neighbours (log of it): the further and the nearer one."""
    from scipy.sparse import csr_array

    n_articles, n_near = near.shape
    place = np.repeat(np.arange(n_articles), n_near)
    rank = np.tile(np.arange(1, n_near + 1), n_articles)
    ranks = csr_array((rank, (place, near.ravel())), shape=(n_articles, n_articles))
    one = np.asarray(ranks[first, second]).ravel().astype(np.float64)
    other = np.asarray(ranks[second, first]).ravel().astype(np.float64)
    one[one == 0], other[other == 0] = n_near + 1, n_near + 1
    return np.log(np.maximum(one, other)), np.log(np.minimum(one, other))


def _shared(near: Numbers, close: Floats, first: Numbers, second: Numbers) -> Floats:
    """Return how much the neighbours of both articles are the same (cosine of their squared similarities)."""
    from scipy.sparse import csr_array, eye_array
    from sklearn.preprocessing import normalize

    n_articles, n_near = near.shape
    place = np.repeat(np.arange(n_articles), n_near)
    squares = csr_array((close.ravel().clip(0) ** 2, (place, near.ravel())), shape=(n_articles, n_articles))
    return _dot(csr_array(normalize(squares + eye_array(n_articles, format="csr"))), first, second)


def _days(articles: Sequence[Article]) -> Floats | None:
    """Return each article's date as a number of days, NaN where it is unknown; None where all are."""

    def day(published: str) -> float:
        try:
            return float(dt.date.fromisoformat(published[:10]).toordinal())
        except ValueError:
            return np.nan

    days = np.array([day(article.published) for article in articles])
    return None if np.isnan(days).all() else days
