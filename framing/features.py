"""From an analysed batch to the rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import FORMS, STANCES, Parts
from framing.attribution.channels import CHANNELS, find_channels
from framing.measures.analysed import BODY, PARTS, VOICES, Analysed
from framing.measures.attribution_rate import count_attributed_words
from framing.measures.shapes import Measure
from framing.sources.sources import TYPES
from framing.tables import Table

NAMED = {1: "yes", 0: "no", -1: "unknown"}
_DIGITS = 6  # of a feature; more would be noise of the last bit


def attribution_ids(analysed: Analysed) -> list[str]:
    """Return one id per attribution, numbered within its article from 1."""
    return _numbered(analysed, analysed.article_of_attribution, "a")


def source_ids(analysed: Analysed) -> list[str]:
    """Return one id per source, numbered within its article from 1."""
    return _numbered(analysed, analysed.sources.article, "s")


def _numbered(analysed: Analysed, article: NDArray[np.int32], letter: str) -> list[str]:
    seen = [0] * len(analysed)
    ids = []
    for row in article.tolist():
        seen[row] += 1
        ids.append(f"{analysed.articles[row].id}:{letter}{seen[row]}")
    return ids


def articles_table(analysed: Analysed, *, with_text: bool = True) -> Table:
    """Return one row per article, as in articles.jsonl."""
    n = len(analysed)
    words = analysed.batch.word_counts()[:n].tolist()
    sentences = analysed.batch.sentences.counts(2 * n)[:n].tolist()
    articles = analysed.articles
    return {
        "article_id": [article.id for article in articles],
        "outlet": [article.outlet for article in articles],
        "title": [article.title for article in articles],
        "author": [article.author for article in articles],
        "published": [article.published for article in articles],
        "published_raw": [article.published_raw for article in articles],
        "event": [article.event for article in articles],
        "url": [article.url for article in articles],
        "language": [article.language for article in articles],
        "n_words": words,
        "n_sentences": sentences,
        "duplicate_of": [""] * n,
        "text": [article.text if with_text else "" for article in articles],
    }


def spans_table(analysed: Analysed, measures: Sequence[Measure]) -> Table:
    """Return one row per thing counted, once per family of measures."""
    n, batch = len(analysed), analysed.batch
    ids = attribution_ids(analysed)
    done = set[str]()
    rows: list[tuple[Any, ...]] = []
    for measure in measures:
        spans = measure.find_spans(analysed)
        if spans is None or measure.family in done:
            continue
        done.add(measure.family)
        first, _ = batch.token_ranges(spans)
        owner = analysed.attribution_of[first].tolist()
        text = spans.text.tolist()
        rows += zip(
            [analysed.articles[row % n].id for row in text],
            ["text" if row < n else "title" for row in text],
            [PARTS[part] for part in analysed.part[first].tolist()],
            [measure.family] * len(spans),
            spans.names,
            spans.start.tolist(),
            spans.end.tolist(),
            batch.strings(spans),
            [VOICES[voice] for voice in analysed.voice[first].tolist()],
            [ids[row] if row >= 0 else "" for row in owner],
            [row % n for row in text],
            strict=True,
        )
    rows.sort(key=itemgetter(10, 1, 5, 6, 3))  # by article, field, place, family
    columns = ("article_id", "field", "part", "measure", "label", "start", "end", "text", "voice", "attribution_id")
    return {column: [row[place] for row in rows] for place, column in enumerate(columns)}


def attributions_table(analysed: Analysed, *, with_text: bool = True) -> Table:
    """Return one row per attribution."""
    attributions, n = analysed.attributions, len(analysed)
    text = attributions.text(analysed.batch).tolist()
    sources = source_ids(analysed)
    cells = {
        role: _cells(analysed, parts, with_text or role != "content")
        for role, parts in (
            ("source", attributions.source),
            ("cue", attributions.cue),
            ("content", attributions.content),
        )
    }
    return {
        "article_id": [analysed.articles[row % n].id for row in text],
        "attribution_id": attribution_ids(analysed),
        "field": ["text" if row < n else "title" for row in text],
        "part": [PARTS[part] for part in analysed.part_of_attribution.tolist()],
        "form": [FORMS[form] for form in analysed.forms.tolist()],
        **{f"{role}_spans": cells[role][0] for role in ("source", "cue", "content")},
        **{f"{role}_text": cells[role][1] for role in ("source", "cue", "content")},
        "source_id": [sources[row] if row >= 0 else "" for row in analysed.sources.of_attribution.tolist()],
        "stance": [STANCES[stance] for stance in analysed.stance.tolist()],
        "confidence": [round(value, 3) for value in attributions.confidence.tolist()],
        "channel": [CHANNELS[code] for code in find_channels(analysed.batch, attributions).tolist()],
    }


def _cells(analysed: Analysed, parts: Parts, with_text: bool) -> tuple[list[str], list[str]]:
    """Return the offsets and the text of each attribution's pieces, one cell per attribution."""
    spans = analysed.batch.spans(parts.first, parts.last)
    offsets = [f"{start}:{end}" for start, end in zip(spans.start.tolist(), spans.end.tolist(), strict=True)]
    texts = analysed.batch.strings(spans)
    edges = parts.bounds(analysed.attributions.n).tolist()
    pairs = list(pairwise(edges))
    return (
        [";".join(offsets[begin:end]) for begin, end in pairs],
        [" … ".join(texts[begin:end]) if with_text else "" for begin, end in pairs],
    )


def sources_table(analysed: Analysed) -> Table:
    """Return one row per source in an article; counts and positions are of the body."""
    sources = analysed.sources
    row_of = sources.of_attribution
    counted = (row_of >= 0) & (analysed.part_of_attribution == BODY)
    n_attributions = np.bincount(row_of[counted], minlength=len(sources))
    tokens, owner = analysed.attributions.content.tokens()
    words = analysed.batch.is_word[tokens] & counted[owner]
    n_words = np.bincount(row_of[owner[words]], minlength=len(sources))
    return {
        "article_id": [analysed.articles[row].id for row in sources.article.tolist()],
        "source_id": source_ids(analysed),
        "name": list(sources.name),
        "entity": list(sources.entity),
        "type": [TYPES[code] for code in sources.type.tolist()],
        "named": [NAMED[code] for code in sources.named.tolist()],
        "affiliation": list(sources.affiliation),
        "country": list(sources.country),
        "n_attributions": n_attributions.tolist(),
        "n_words": n_words.tolist(),
        "first_position": _first_positions(analysed, counted).round(4).tolist(),
        "role": list(sources.role),
        "status": list(sources.status),
    }


def _first_positions(analysed: Analysed, counted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the share of the body's words before the first attribution to each source."""
    sources, batch = analysed.sources, analysed.batch
    body = batch.is_word & (analysed.part == BODY)
    before = np.concatenate([[0], np.cumsum(body)])
    edges = np.searchsorted(batch.tokens.text, np.arange(len(analysed) + 1))
    total = before[edges[1:]] - before[edges[:-1]]
    first = np.full(len(sources), np.iinfo(np.int64).max)
    for parts in (analysed.attributions.source, analysed.attributions.cue, analysed.attributions.content):
        use = counted[parts.owner]
        np.minimum.at(first, analysed.sources.of_attribution[parts.owner[use]], parts.first[use])
    result = np.full(len(sources), np.nan)
    known = np.flatnonzero(first < len(batch.tokens))
    article = sources.article[known]
    result[known] = (before[first[known]] - before[edges[article]]) / np.maximum(total[article], 1)
    return result


def features_table(analysed: Analysed, measures: Sequence[Measure]) -> Table:
    """Return one row per article: word counts by voice, number of attributions, then every measure."""
    words = analysed.body_words
    table: Table = {
        "article_id": [article.id for article in analysed.articles],
        **{f"n_words_{voice}": words[:, code].tolist() for code, voice in enumerate(VOICES)},
        "n_words": words.sum(axis=1).tolist(),
        "n_words_attributed": count_attributed_words(analysed).tolist(),
        "n_attributions": analysed.count_attributions().tolist(),
    }
    for measure in measures:
        for name, values in measure.columns(analysed).items():
            known = np.where(analysed.measurable, values, np.nan)  # word lists and tagger know English only
            table[name] = known.round(_DIGITS).tolist()
    return table
