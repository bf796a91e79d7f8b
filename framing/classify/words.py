"""TF-IDF of words and characters whose vocabulary is saved as one text, not as one object per term."""

from __future__ import annotations

from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer


class WordFeatures(TfidfVectorizer):  # type: ignore[misc]
    """scikit-learn's TfidfVectorizer; on disk its terms are the lines of a string, in the order of the columns.

    skops writes a file per entry of a dictionary: 60,000 terms took 50 MB and seven seconds to load.

    >>> WordFeatures(ngram_range=(1, 2)).fit(["late ferry"]).__getstate__()["terms_"].split("\\n")
    ['ferry', 'late', 'late ferry']
    """

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        vocabulary = state.pop("vocabulary_", None)
        if vocabulary is not None:  # a term holds no line break: the analyzers make one space of all white space
            state["terms_"] = "\n".join(sorted(vocabulary, key=vocabulary.__getitem__))
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        state = dict(state)
        terms = state.pop("terms_", None)
        if terms is not None:
            state["vocabulary_"] = {term: column for column, term in enumerate(terms.split("\n"))}
        super().__setstate__(state)
