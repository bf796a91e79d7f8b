"""Sentences as numbers, and from them a probability: the small network behind the shipped model, on arrays.

A word is looked up as a vector (an unknown one is built from its beginning and its endings), three layers let it see
its neighbours. A sentence is the mean of its word vectors, the mean and the highest value of the last layer, and how
many of its words look loaded. The network learnt to foresee what a large language model makes of a sentence, then which
sentences and words people called loaded; `loaded_sentence/CARD.md` says from what. scikit-learn's estimators take its
numbers for labels of yours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin

from framing.classify.features import as_articles
from framing.classify.labels import text_of
from framing.errors import InputError
from framing.measures.loaded_model import affix_rows
from framing.text import Batch, HashIndex

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

TEXTS_AT_ONCE, CHARACTERS_AT_ONCE = 64, 20_000
FEW_WORDS = 0.1  # added to the sum of the words' probabilities, of which the logarithm is taken
_EPSILON = np.float32(1e-5)  # as in training


class EncoderNetwork:
    """The weights, ready for use. `arrays` are those that are saved: 8-bit tables and 16-bit layers."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.index = HashIndex(arrays["hashes"])
        self.words, self.word_scale = arrays["words"], np.float32(arrays["word_scale"])
        self.affixes = arrays["affixes"].astype(np.float32) * np.float32(arrays["affix_scale"])
        self.project = arrays["project"].astype(np.float32)
        self.project_bias = arrays["project_bias"].astype(np.float32)
        self.word_weight, self.word_bias = arrays["word_weight"].astype(np.float32), float(arrays["word_bias"])
        self.layers = [
            tuple(arrays[f"{name}_{number}"].astype(np.float32) for name in ("norm", "shift", "weight", "bias"))
            for number in range(int(arrays["n_layers"]))
        ]

    @property
    def n_numbers(self) -> int:
        """How many numbers a sentence becomes."""
        return int(self.project.shape[0] + 2 * self.project.shape[1] + 1)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the numbers of each text, shape (n_texts, n_numbers); zeros for one without a word."""
        batch = Batch(texts)
        result = np.zeros((len(texts), self.n_numbers), dtype=np.float32)
        text = batch.tokens.text
        if not text.size:
            return result
        begins = np.flatnonzero(np.append(True, text[1:] != text[:-1]))
        lengths = np.diff(np.append(begins, text.size))
        vectors = self._vectors(batch)
        values = vectors @ self.project + self.project_bias
        for layer in self.layers:
            values += _see_neighbours(values, begins, *layer)
        ones = np.ones(text.size, dtype=np.float32)
        total = sparse.csr_matrix((ones, np.arange(text.size), np.append(begins, text.size)))
        means = np.hstack([total @ vectors, total @ values]) / lengths[:, None]
        width = vectors.shape[1]
        logit = vectors @ self.word_weight[:width] + values @ self.word_weight[width:] + self.word_bias
        words = np.log(total @ (1 / (1 + np.exp(-logit))) + FEW_WORDS)
        result[text[begins]] = np.column_stack([means, np.maximum.reduceat(values, begins, axis=0), words])
        return result

    def _vectors(self, batch: Batch) -> Floats:
        row = self.index.find(batch.tokens.folded)
        vectors: Floats = self.words[row] * self.word_scale
        unknown = np.flatnonzero(row < 0)
        if unknown.size:
            vectors[unknown] = self.affixes[affix_rows(batch, unknown)].sum(axis=1)
        return vectors


def _see_neighbours(values: Floats, begins: Rows, norm: Floats, shift: Floats, weight: Floats, bias: Floats) -> Floats:
    """Return what a layer adds to each token: from the token before, itself and the one after, in the same text."""
    width = values.shape[1]
    scaled = values - values.mean(axis=1, keepdims=True)
    scaled /= np.sqrt(np.einsum("ij,ij->i", scaled, scaled) / width + _EPSILON)[:, None]
    scaled *= norm
    scaled += shift
    product = scaled @ weight  # (n, 3 width): for the next token, for itself, for the one before
    ends = np.append(begins[1:], len(values)) - 1
    product[ends, :width] = 0
    product[begins, 2 * width :] = 0
    result: Floats = product[:, width : 2 * width] + bias
    result[1:] += product[:-1, :width]
    result[:-1] += product[1:, 2 * width :]
    return np.maximum(result, 0, out=result)


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns sentences into numbers for scikit-learn; made for single sentences of English news.

    Nothing is learnt from your texts: `fit` takes the weights of the shipped model. They were fitted to BABE (Spinde
    et al. 2021), so a score on BABE itself would be too good; on labels of your own it is not.

    >>> SentenceEncoder().fit_transform(["The council met on Monday.", ""]).shape
    (2, 513)
    """

    def fit(self, X: Any = None, y: Any = None) -> Self:
        """Take the weights of the shipped model."""
        from framing.classify.persistence import load_classifier

        self.arrays_ = load_classifier("loaded-sentence").pipeline.named_steps["encoder"].arrays_
        return self

    def transform(self, X: Any) -> Floats:
        """Return the numbers of each text, shape (n_texts, 513); the last says how many words look loaded."""
        texts = [text_of(article) for article in as_articles(X)]
        network = self._network()
        parts = [network.encode(texts[first:last]) for first, last in _chunks(texts)]
        return np.concatenate(parts) if parts else np.zeros((0, network.n_numbers), dtype=np.float32)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the names of the columns; they have no meaning of their own."""
        return np.array([f"encoder_{number}" for number in range(self._network().n_numbers)], dtype=object)

    def _network(self) -> EncoderNetwork:
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "arrays_")
        if not hasattr(self, "_ready"):
            self._ready = EncoderNetwork(self.arrays_)
        return self._ready

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name != "_ready"}  # made again when it is used

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.no_validation = True
        tags.requires_fit = True
        return tags


def _chunks(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return ranges of texts that are encoded at once, so that memory stays flat."""
    result, first, size = [], 0, 0
    for place, text in enumerate(texts):
        if place > first and (place - first == TEXTS_AT_ONCE or size + len(text) > CHARACTERS_AT_ONCE):
            result.append((first, place))
            first, size = place, 0
        size += len(text)
    return [*result, (first, len(texts))] if texts else []


class LinearDecision(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A logistic regression between two classes as plain arrays, so that a saved one does not age with scikit-learn.

    strength: how freely it may fit (scikit-learn's C). A row of zeros, an empty text, gets the share of the classes.

    >>> import numpy as np
    >>> decision = LinearDecision().fit(np.array([[-1.0], [-2.0], [1.0], [2.0]]), ["plain", "plain", "vivid", "vivid"])
    >>> decision.predict(np.array([[3.0]])).tolist()
    ['vivid']
    """

    def __init__(self, *, strength: float = 0.001) -> None:
        self.strength = strength

    def fit(self, X: Any, y: Any) -> Self:
        """Fit on standardised numbers."""
        from sklearn.linear_model import LogisticRegression

        values = np.asarray(X, dtype=np.float64)
        labels = np.asarray(y)
        names = sorted(set(labels.tolist()))
        if len(names) != 2:
            raise InputError(f"{len(names)} classes were given; LinearDecision tells two classes apart")
        mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-3
        fitted = LogisticRegression(C=self.strength, max_iter=1000).fit((values - mean) / spread, labels == names[1])
        self.coef_ = (fitted.coef_[0] / spread).astype(np.float32)
        self.intercept_ = float(fitted.intercept_[0] - (self.coef_ * mean).sum())
        self.share_ = float(np.mean(labels == names[1]))
        self.classes_ = np.array(names)
        return self

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return the probability of each class, shape (n, 2), in the order of `classes_`."""
        values = np.asarray(X, dtype=np.float32)
        second = 1 / (1 + np.exp(-(values @ self.coef_ + self.intercept_).astype(np.float64)))
        second = np.where(values.any(axis=1), second, self.share_)
        return np.column_stack([1 - second, second])

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the more probable class of each row."""
        result: NDArray[Any] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return result
