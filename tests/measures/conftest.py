"""A batch of texts as measures see it, without an attribution engine unless a test gives attributions."""

import numpy as np
import pytest

from framing.articles.article import Article
from framing.attribution.attributions import Attributions
from framing.measures.analysed import Analysed
from framing.sources.sources import Sources
from framing.text import Batch


@pytest.fixture
def analysed():
    def build(texts, titles=None, *, attributions=None, stance=()):
        titles = [""] * len(texts) if titles is None else titles
        attributions = Attributions.empty() if attributions is None else attributions
        return Analysed(
            articles=[Article(text=text, title=title) for text, title in zip(texts, titles, strict=True)],
            batch=Batch([*texts, *titles]),
            attributions=attributions,
            stance=np.array(stance, dtype=np.int8),
            sources=Sources.none(attributions.n),
        )

    return build
