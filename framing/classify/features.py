"""The measures as numbers for scikit-learn: texts or articles in, one named column per measure out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from framing.articles import Article
from framing.articles.columns import guess_columns
from framing.attribution.attributions import Attributions
from framing.attribution.engines import ENGINES
from framing.attribution.stance import find_stances
from framing.batches import analyse_batch
from framing.errors import InputError
from framing.features import features_table
from framing.measures import MEASURES, Analysed, Measure
from framing.measures.analysed import VOICES
from framing.options import Options, Plan
from framing.sources import resolve_sources
from framing.text import Batch

NO_ENGINE = "none"  # nothing is attributed: every word is the text's own, as suits single sentences
_BATCH_TEXTS, _BATCH_CHARACTERS = 256, 400_000


def as_articles(texts: Any) -> list[Article]:
    """Return articles from strings, articles, a Series of strings or a DataFrame with a text column.

    >>> [article.text for article in as_articles(["The ferry is late.", Article(text="It came.")])]
    ['The ferry is late.', 'It came.']
    """
    if isinstance(texts, str):
        raise InputError("one string was given; a list of texts is expected: [text]")
    if hasattr(texts, "columns") and hasattr(texts, "iloc"):
        return _articles_of_frame(texts)
    if not isinstance(texts, Iterable):
        raise InputError(f"a {type(texts).__name__} was given; texts come as a list, a Series, a DataFrame or articles")
    if isinstance(texts, np.ndarray) and texts.ndim != 1:
        raise InputError(f"an array of {texts.ndim} dimensions was given; texts come as one column")
    return [_article_of(text, place) for place, text in enumerate(texts)]


def _article_of(text: Any, place: int) -> Article:
    if isinstance(text, Article):
        return text
    if isinstance(text, str):
        return Article(text=text)
    if text is None or text != text:  # pandas writes NaN into an empty cell
        return Article(text="")
    raise InputError(f"text {place} is a {type(text).__name__}; a string or an Article is expected")


def _articles_of_frame(frame: Any) -> list[Article]:
    columns = [str(column) for column in frame.columns]
    if len(columns) == 1:  # as a ColumnTransformer hands over a list of one column
        return as_articles(frame.iloc[:, 0].tolist())
    fields = guess_columns(columns, {})
    texts = frame.iloc[:, columns.index(fields["text"])].tolist()
    titles = frame.iloc[:, columns.index(fields["title"])].tolist() if "title" in fields else [""] * len(texts)
    return [
        Article(text=_article_of(text, place).text, title=_article_of(title, place).text)
        for place, (text, title) in enumerate(zip(texts, titles, strict=True))
    ]


def choose_measures(names: Sequence[str] | None) -> tuple[Measure, ...]:
    """Return the measures of these names, all for None; raises InputError for a name there is not."""
    if names is None:
        return MEASURES
    known = {measure.name: measure for measure in MEASURES}
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`framing measures` lists them"
            raise InputError(f"unknown measure {name!r}; {hint}")
    return tuple(known[name] for name in names)


class FramingFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns texts into the columns of `features.csv`, one row per text; NaN where a measure cannot be known.

    measures: names of measures, all by default. engine: who finds attributions, "rules" (default, fast), "model"
    (better, slower) or "none" (single sentences: every word counts as the text's own). Texts are strings, articles, a
    Series, or a DataFrame with a text column (and perhaps a title); an empty text gives NaN. Nothing is learnt.

    >>> features = FramingFeatures(measures=["hedges_per_1000_words"], engine="none").set_output(transform="pandas")
    >>> features.fit_transform(["The mayor may resign.", ""])["hedges_per_1000_words"].tolist()
    [250.0, nan]
    """

    def __init__(self, *, measures: Sequence[str] | None = None, engine: str = "rules") -> None:
        self.measures = measures
        self.engine = engine

    def fit(self, X: Any, y: Any = None) -> Self:
        """Check the options and remember the names of the columns."""
        if self.engine not in (*ENGINES, NO_ENGINE):
            raise InputError(f"unknown engine {self.engine!r}; allowed are {', '.join((*ENGINES, NO_ENGINE))}")
        if not as_articles(X):
            raise InputError("no texts were given; there is nothing to measure")
        self.feature_names_out_ = tuple(self._columns([Article(text="")]))
        return self

    def transform(self, X: Any) -> NDArray[np.float64]:
        """Return the measures, shape (n_texts, n_columns)."""
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self)
        articles = as_articles(X)
        result = np.full((len(articles), len(self.feature_names_out_)), np.nan)
        for batch in _batches(articles):
            columns = self._columns([articles[row] for row in batch])
            for place, name in enumerate(self.feature_names_out_):
                if name not in columns:
                    raise InputError(f"this version of framing has no column {name!r}; train the classifier again")
                result[batch, place] = columns[name]
        return result

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the names of the columns."""
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self)
        return np.asarray(self.feature_names_out_, dtype=object)

    def _columns(self, articles: Sequence[Article]) -> dict[str, NDArray[np.float64]]:
        measures = choose_measures(self.measures)
        analysed = _analysed(articles, self.engine)
        table = features_table(analysed, measures)
        # counts of words and attributions are left out: how long an outlet's texts are tells which outlet it is
        names = {name for measure in measures for name in measure.columns(analysed)}
        if self.engine == NO_ENGINE:  # there are no other voices
            names = {name for name in names if not name.endswith(tuple(f"_{voice}" for voice in VOICES[1:]))}
        return {name: np.asarray(table[name], dtype=np.float64) for name in table if name in names}

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.allow_nan = True
        tags.no_validation = True
        return tags


def _analysed(articles: Sequence[Article], engine: str) -> Analysed:
    if engine != NO_ENGINE:
        return analyse_batch(articles, Plan(Options(engine=engine)))
    batch = Batch([*(article.text for article in articles), *(article.title for article in articles)])
    nothing = Attributions.empty()
    sources = resolve_sources(batch, nothing, len(articles))
    return Analysed(articles, batch, nothing, find_stances(batch, nothing), sources)


def _batches(articles: Sequence[Article]) -> Iterator[list[int]]:
    """Yield the numbers of articles that are measured at once, so that memory stays flat."""
    batch: list[int] = []
    size = 0
    for row, article in enumerate(articles):
        if batch and (len(batch) == _BATCH_TEXTS or size + len(article.text) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += len(article.text)
    if batch:
        yield batch
