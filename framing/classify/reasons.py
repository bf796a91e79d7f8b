"""Which words spoke for a decision: those without which the label would be less likely.

Leaving a part out and asking again needs to know nothing of the model (Zeiler and Fergus 2014; Li, Monroe and
Jurafsky 2016, Understanding neural networks through representation erasure). Two words that say the same hide each
other: without one the other still speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from framing.articles import Article
from framing.classify.classifier import Classifier
from framing.classify.decisions import Floats, decide, log_odds
from framing.classify.features import as_articles
from framing.classify.labels import text_of
from framing.text import Batch

_LONG = 60  # words; from there on whole sentences are left out, not words
_SMALLEST = 0.05  # a smaller change of the log-odds is no reason
_VARIANTS = 4096  # texts asked about at once
COLUMNS = ("id", "field", "start", "end", "text", "label", "effect")

Part = tuple[int, int]


def explain(classifier: Classifier, texts: Any, *, most: int = 5) -> pd.DataFrame:
    """Return the spans that spoke most for the label of each text: id, field, start, end, text, label, effect.

    Words of a short text, sentences of a long one. effect: by how much the log-odds of the label fall without the span
    (0.7: the odds are halved). Offsets count code points in the article's title or text, as in `spans.csv`.

    >>> from framing.classify import label_texts, train
    >>> texts = [f"The {('radical regime', 'town council')[n % 2]} met {n} people." for n in range(12)]
    >>> classifier = train(label_texts(texts, ["loaded", "plain"] * 6), "words", n_folds=2)
    >>> explain(classifier, ["A radical came."], most=1)["text"].tolist()
    ['radical']
    """
    articles = as_articles(texts)
    rows: list[tuple[Any, ...]] = []
    pending: list[tuple[Article, str, list[Part]]] = []
    waiting = 0
    for place, article in enumerate(articles):
        text = text_of(article)
        pending.append((article if article.id else _named(article, place), text, _parts(text)))
        waiting += len(pending[-1][2]) + 1
        if waiting >= _VARIANTS:
            rows += _explained(classifier, pending, most)
            pending, waiting = [], 0
    rows += _explained(classifier, pending, most)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"effect": "float64"})


def _named(article: Article, place: int) -> Article:
    return replace(article, id=f"text-{place + 1}")


def _parts(text: str) -> list[Part]:
    """Return the words of a short text or the sentences of a long one, as offsets."""
    batch = Batch([text])
    words = np.flatnonzero(batch.is_word)
    spans = batch.spans(words, words + 1) if len(words) <= _LONG else batch.sentences
    return list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))


def _explained(classifier: Classifier, pending: Sequence[tuple[Article, str, list[Part]]], most: int) -> list[Any]:
    if not pending:
        return []
    asked: list[str] = []
    for _, text, parts in pending:
        asked.append(text)
        asked += [text[:start] + text[end:] for start, end in parts]
    probability = classifier.probabilities(asked)
    rows: list[Any] = []
    at = 0
    for article, text, parts in pending:
        mine = probability[at : at + len(parts) + 1]
        at += len(parts) + 1
        rows += _strongest(classifier, article, text, parts, mine, most)
    return rows


def _strongest(
    classifier: Classifier, article: Article, text: str, parts: list[Part], probability: Floats, most: int
) -> list[Any]:
    given = np.flatnonzero(decide(probability[:1], multilabel=classifier.multilabel)[0])
    body = len(text) - len(article.text)
    rows: list[Any] = []
    for label in given.tolist():
        effect = log_odds(probability[0, label]) - log_odds(probability[1:, label])
        for part in np.argsort(-effect, kind="stable")[:most].tolist():
            if effect[part] < _SMALLEST:
                break
            start, end = parts[part]
            field, shift = ("text", body) if start >= body else ("title", 0)
            name, value = classifier.classes[label], round(float(effect[part]), 4)
            rows.append((article.id, field, start - shift, end - shift, text[start:end], name, value))
    return rows


def render_reasons(classifier: Classifier, text: str, *, most: int = 5) -> str:
    """Return a text as HTML, what spoke for its label underlined, the stronger the darker; all of it escaped.

    For notebooks: `IPython.display.HTML(render_reasons(classifier, text))`; `explain` has an example of a classifier.
    """
    probability = classifier.probabilities([text])
    given = np.flatnonzero(decide(probability, multilabel=classifier.multilabel)[0])
    said = ", ".join(f"{classifier.classes[label]} ({probability[0, label]:.0%})" for label in given) or "no label"
    spans = explain(classifier, [text], most=most).drop_duplicates(["start", "end"]).sort_values("start")
    pieces, at = [], 0
    for start, end, effect in zip(spans["start"], spans["end"], spans["effect"], strict=True):
        width = 1 + 3 * min(float(effect) / max(float(spans["effect"].max()), 1e-9), 1.0)
        pieces.append(escape(text[at:start]))
        style = f"text-decoration: underline {width:.1f}px #b84a00; text-underline-offset: 3px"
        pieces.append(f'<span style="{style}" title="{effect:+.2f}">{escape(text[start:end])}</span>')
        at = end
    pieces.append(escape(text[at:]))
    return f"<p><strong>{escape(classifier.target)}: {escape(said)}</strong></p><p>{''.join(pieces)}</p>"
