"""Attributions by the trained model: tagger, linking and confidence in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import Attributions
from framing.attribution.confidence import attribution_features, estimate, label_margins
from framing.attribution.decoding import best_labels
from framing.attribution.linking import Scorer, collect_pieces, link, to_attributions
from framing.attribution.network import Floats, Network, label_scores
from framing.attribution.tagger_features import find_features
from framing.attribution.vocabulary import Vocabulary
from framing.attribution.weights import build_network, build_vocabulary, read_arrays
from framing.text import Batch

MODEL = Path(__file__).parent / "model" / "weights.npz"


@dataclass(frozen=True)
class Model:
    """Everything that was learned."""

    vocabulary: Vocabulary
    network: Network
    transitions: Floats
    content_scorer: Scorer
    source_scorer: Scorer
    confidence_weights: Floats
    confidence_bias: float


def build_model(arrays: dict[str, Any]) -> Model:
    """Return the model of these arrays, as `framing.attribution.training` writes them."""

    def scorer(name: str) -> Scorer:
        rows, bias, out = (arrays[f"{name}_{part}"] for part in ("rows", "bias", "out"))
        return Scorer(rows, bias, out, float(arrays[f"{name}_nothing"]))

    return Model(
        build_vocabulary(arrays), build_network(arrays), arrays["transitions"], scorer("content"), scorer("source"),
        arrays["confidence_weights"], float(arrays["confidence_bias"]),
    )  # fmt: skip


@cache
def load_model(path: Path = MODEL) -> Model:
    """Return the model in a weights file, by default the one that comes with the package; read once."""
    return build_model(read_arrays(path))


def tag(batch: Batch, model: Model) -> tuple[Floats, NDArray[np.int8], NDArray[np.uint8]]:
    """Return the score of each token and label, the best labels, and how often each token's word is a cue."""
    words, features = find_features(batch, model.vocabulary)
    scores = label_scores(model.network, words, features, batch.tokens.text)
    labels = best_labels(scores, model.transitions, batch.tokens.text)
    return scores, labels, model.vocabulary.cue_level[words]


def find_by_model(batch: Batch, *, model: Model | None = None) -> Attributions:
    """Return who is said to have said what in every text of the batch, by the trained model.

    >>> batch = Batch(["“We lost,” the mayor said on Monday, “and they won.”"])
    >>> found = find_by_model(batch)
    >>> batch.token_strings(found.content.first, found.content.last)
    ['“We lost,”', '“and they won.”']
    """
    model = load_model() if model is None else model
    scores, labels, cue_level = tag(batch, model)
    pieces = collect_pieces(batch, labels, cue_level)
    if not len(pieces):
        return Attributions.empty()
    links = link(pieces, model.content_scorer, model.source_scorer)
    features = attribution_features(batch, pieces, links, label_margins(scores, labels))
    confidence = estimate(features, model.confidence_weights, model.confidence_bias)
    return to_attributions(pieces, links, confidence)
