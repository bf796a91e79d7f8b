"""One batch of articles, from text to the rows of every table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.articles import Article
from framing.articles.duplicates import Sketches, sketch_batch
from framing.attribution.attributions import Attributions
from framing.attribution.engines import find_attributions
from framing.attribution.stance import find_stances
from framing.features import articles_table, attributions_table, features_table, sources_table, spans_table
from framing.measures.analysed import Analysed, find_measurable
from framing.options import Plan
from framing.sources import groups_of, resolve_sources
from framing.tables import Table
from framing.text import Batch


class Measured(NamedTuple):
    """What a batch gives: its articles, the sketches of their texts, and the rows of the per-article tables."""

    articles: list[Article]
    sketches: Sketches
    tables: dict[str, Table]


def analyse_batch(articles: Sequence[Article], plan: Plan) -> Analysed:
    """Return the articles with attributions, stances and sources found."""
    batch = Batch([*(article.text for article in articles), *(article.title for article in articles)])
    attributions = Attributions.empty()
    if len(batch.tokens):
        attributions = find_attributions(batch, engine=plan.options.engine)
    measurable = find_measurable(articles)
    if not measurable.all():
        attributions = attributions.keep(measurable[attributions.text(batch) % len(articles)])
    return Analysed(
        articles=articles,
        batch=batch,
        attributions=attributions,
        stance=find_stances(batch, attributions),
        sources=resolve_sources(batch, attributions, len(articles), custom=plan.custom),
    )


def measure_batch(articles: Sequence[Article], plan: Plan) -> Measured:
    """Return the rows of the five per-article tables for a batch of articles."""
    analysed = analyse_batch(articles, plan)
    with_text = plan.options.with_text
    sources = sources_table(analysed)
    if plan.custom:
        sources["group"] = groups_of(sources["name"], plan.custom)
    tables = {
        "articles": articles_table(analysed, with_text=with_text),
        "spans": spans_table(analysed, plan.measures),
        "attributions": attributions_table(analysed, with_text=with_text),
        "sources": sources,
        "features": features_table(analysed, plan.measures),
    }
    return Measured(list(articles), sketch_batch(analysed.batch, len(articles)), tables)
