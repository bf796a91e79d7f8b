"""Reading the weights of the tagger from the one file they stand in (numpy arrays, never pickles)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from framing.attribution.network import Layer, Network
from framing.attribution.tagger_features import SIZES
from framing.attribution.vocabulary import Vocabulary
from framing.errors import InputError

# Small tables that are added up for every token are added up in pairs once, when the weights are read.
_PAIRS = (
    ("ending",),
    ("shape", "cue"),
    ("quote", "sentence"),
    ("since", "until"),
    ("from_start", "to_end"),
    ("paragraph", "rules"),
)
FORMAT = 1


def read_arrays(path: Path) -> dict[str, Any]:
    """Return the arrays of a weights file by name; raise InputError for a file that is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as a file of weights (.npz): {error}") from error
    version = int(arrays.get("format", 0))
    if version != FORMAT:
        raise InputError(f"{path.name} has weights of format {version}; this version reads format {FORMAT}")
    return arrays


def build_network(arrays: dict[str, Any]) -> Network:
    """Return the network of these arrays; word embeddings are kept as bytes with a scale per word."""
    words = arrays["words"].astype(np.float32) * arrays["words_scale"][:, None]
    tables = []
    for names in _PAIRS:
        rows = arrays["table_" + names[0]]
        for name in names[1:]:
            rows = (rows[:, None, :] + arrays["table_" + name][None, :, :]).reshape(-1, rows.shape[1])
        tables.append((names, np.ascontiguousarray(rows, dtype=np.float32)))
    n_units = int(arrays["n_units"])
    n_layers = sum(name.startswith("layer") and name.endswith("_bias") for name in arrays)
    layers = tuple(Layer.of(arrays[f"layer{i}"], arrays[f"layer{i}_bias"], n_units) for i in range(n_layers))
    side_by_side = np.ascontiguousarray(np.concatenate(np.split(arrays["conv"], 3), axis=1))
    conv, out = (side_by_side, arrays["conv_bias"]), (arrays["out"], arrays["out_bias"])
    return Network(words, tuple(tables), dict(SIZES), *conv, layers, *out)


def build_vocabulary(arrays: dict[str, Any]) -> Vocabulary:
    """Return the vocabulary of these arrays."""
    words = arrays["vocabulary"].tobytes().decode("utf-8").split("\n")
    return Vocabulary.build(words, arrays["cue_level"], arrays["endings"])
