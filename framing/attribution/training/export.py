"""The fitted weights as the arrays that the package reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.attribution.tagger_features import SIZES
from framing.attribution.vocabulary import Vocabulary
from framing.attribution.weights import FORMAT

Arrays = dict[str, Any]


def as_arrays(weights: Arrays, words: Sequence[str], vocabulary: Vocabulary, *, is_student: bool = False) -> Arrays:
    """Return the arrays of the tagger; word embeddings as bytes with a scale per word, to save space.

    The embedding of the average annotator is added to those of the words: the mean, or for a student what it
    learned for articles that nobody annotated.
    """
    annotators = weights["annotators.weight"]
    nobody = annotators[0] if is_student or len(annotators) == 1 else annotators[1:].mean(0)
    embedding = weights["words.weight"] + nobody
    scale = np.maximum(np.abs(embedding).max(axis=1), 1e-9) / 127
    arrays: Arrays = {
        "format": np.int64(FORMAT),
        "words": np.round(embedding / scale[:, None]).astype(np.int8),
        "words_scale": scale.astype(np.float32),
        "vocabulary": np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        "cue_level": vocabulary.cue_level,
        "endings": vocabulary.endings,
        "conv": np.concatenate(list(np.moveaxis(weights["conv.weight"], 2, 0).transpose(0, 2, 1))),
        "conv_bias": weights["conv.bias"],
        "out": weights["out.weight"].T.copy(),
        "out_bias": weights["out.bias"],
        "transitions": weights["transitions"],
        "n_units": np.int64((weights["out.weight"].shape[1] - weights["conv.bias"].size) // 2),
    }
    for number, name in enumerate(("ending", *SIZES)):
        arrays["table_" + name] = weights[f"tables.{number}.weight"]
    number = 0
    while f"layers.{number}.linear.weight" in weights:
        arrays[f"layer{number}"] = weights[f"layers.{number}.linear.weight"].T.copy()
        arrays[f"layer{number}_bias"] = weights[f"layers.{number}.linear.bias"]
        number += 1
    return arrays


def shared_weights(arrays: Arrays) -> Arrays:
    """Return from a weights file what a student begins with: embeddings, convolution, transitions, by torch's names."""
    width = arrays["conv"].shape[1]
    conv = np.split(arrays["conv"], 3)
    tables = {f"tables.{n}.weight": arrays["table_" + name] for n, name in enumerate(("ending", *SIZES))}
    return tables | {
        "words.weight": arrays["words"].astype(np.float32) * arrays["words_scale"][:, None],
        "conv.weight": np.stack([part.T for part in conv], axis=2).reshape(width, width, 3),
        "conv.bias": arrays["conv_bias"],
        "transitions": arrays["transitions"],
    }
