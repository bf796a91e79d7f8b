"""Who each attribution's source is, within its article.

Each source phrase is read by itself, then found among the people and institutions of its article: a surname by the
full name, "the Belarusian leader" by who leads Belarus here, "she" by the nearest speaker it fits. Where two remain,
it stays unresolved: a row with an empty name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from framing.attribution.attributions import Attributions
from framing.sources.article import ArticleSources
from framing.sources.custom import CustomSource, apply_custom
from framing.sources.mentions import find_mentions
from framing.sources.sources import TYPES, Sources
from framing.text import Batch


def resolve_sources(
    batch: Batch,
    attributions: Attributions,
    n_articles: int,
    *,
    custom: Mapping[str, CustomSource] | None = None,
) -> Sources:
    """Return one row per source in an article, and the row that each attribution belongs to.

    The batch holds the article bodies (texts 0 to n - 1), then their titles (n to 2n - 1). `custom` are a user's own
    types by name, from `read_custom_sources`; they win over what the article says.

    >>> from framing.attribution.attributions import Attributions
    >>> batch = Batch(["Mayor Ann Lee spoke. She said no.", ""])
    >>> said = Attributions.build([([(5, 6)], [(6, 7)], [(7, 8)], 1.0)])
    >>> resolve_sources(batch, said, 1).name
    ('Ann Lee',)
    """
    if not attributions.n:
        return Sources.none(0)
    source = attributions.source
    edges = source.bounds(attributions.n).tolist()
    text_of = attributions.text(batch)
    order = np.argsort(text_of, kind="stable")
    phrases = batch.token_strings(source.first, source.last)
    first, last = source.first.tolist(), source.last.tolist()
    content = attributions.content
    said = list(zip(content.first.tolist(), content.last.tolist(), strict=True))
    said_edges = content.bounds(attributions.n).tolist()
    mentions = find_mentions(batch, np.unique(text_of % n_articles), n_articles)
    of_attribution = np.full(attributions.n, -1, dtype=np.int32)
    rows: list[tuple[int, str, str, int, str, str, str, str]] = []
    by_article: dict[int, list[int]] = {}
    for owner in order.tolist():
        by_article.setdefault(int(text_of[owner]) % n_articles, []).append(owner)
    for article in sorted(by_article):
        found = ArticleSources(mentions.of_article(article))
        for owner in by_article[article]:
            begin, end = edges[owner], edges[owner + 1]
            if begin < end:
                best = _widest(first, last, begin, end)
                text = " ".join(phrases[begin:end]) if end - begin > 1 else phrases[best]
                found.resolve(owner, text, first[best], said[said_edges[owner] : said_edges[owner + 1]])
        base = len(rows)
        owners, table = found.finish()
        for owner, row in owners:
            of_attribution[owner] = base + row
        rows += [(article, *row) for row in table]
    return _as_sources(of_attribution, rows, custom or {})


def _widest(first: Sequence[int], last: Sequence[int], begin: int, end: int) -> int:
    """Return which piece of a source has most words."""
    if end - begin == 1:
        return begin
    return max(range(begin, end), key=lambda piece: (last[piece] - first[piece], -piece))


def _as_sources(
    of_attribution: np.ndarray,
    rows: list[tuple[int, str, str, int, str, str, str, str]],
    custom: Mapping[str, CustomSource],
) -> Sources:
    sources = Sources(
        of_attribution,
        np.array([row[0] for row in rows], dtype=np.int32),
        tuple(row[1] for row in rows),
        ("",) * len(rows),
        np.array([TYPES.index(row[2]) for row in rows], dtype=np.int8),
        np.array([row[3] for row in rows], dtype=np.int8),
        tuple(row[4] for row in rows),
        tuple(row[5] for row in rows),
        tuple(row[6] for row in rows),
        tuple(row[7] for row in rows),
    )
    return apply_custom(sources, custom) if custom else sources
