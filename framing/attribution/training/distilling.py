"""A smaller and faster network that learns from a larger one, on annotated and on plain articles.

Where annotators disagree, the larger network says so in its scores, which is more to learn from than one
annotator's labels (Hinton et al. 2015); and it can be asked about any number of articles that nobody annotated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from framing.attribution.model_engine import Model, build_model
from framing.attribution.network import label_scores
from framing.attribution.tagger_features import SIZES, find_features
from framing.attribution.training.dataset import Dataset
from framing.attribution.training.export import shared_weights
from framing.attribution.training.tagger import ANNOTATED, PLAIN, RESTYLED, Material, Plan, fit_tagger
from framing.attribution.training.torch_network import TorchNetwork
from framing.text import Batch

_TEXTS_AT_ONCE = 100
_LONGEST = 8000  # characters read of a text


def ask(teacher: Model, dataset: Dataset) -> NDArray[np.float16]:
    """Return the teacher's scores of each token."""
    text = np.repeat(np.arange(dataset.edges.size - 1, dtype=np.int32), np.diff(dataset.edges))
    features = {name: dataset.features[row] for row, name in enumerate(("ending", *SIZES))}
    return label_scores(teacher.network, dataset.words, features, text).astype(np.float16)


def read_plain(teacher: Model, texts: Sequence[str], n_tokens: int, seed: int) -> Dataset:
    """Return plain articles drawn at random, about `n_tokens` tokens of them, as arrays without labels."""
    order = np.random.default_rng(seed).permutation(len(texts))
    words, features, lengths, total = [], [], [], 0
    for start in range(0, len(order), _TEXTS_AT_ONCE):
        if total >= n_tokens:
            break
        batch = Batch([texts[i][:_LONGEST] for i in order[start : start + _TEXTS_AT_ONCE]])
        found, by_name = find_features(batch, teacher.vocabulary)
        words.append(found)
        features.append(np.stack(list(by_name.values())))
        lengths.append(np.bincount(batch.tokens.text, minlength=len(batch)))
        total += found.size
    edges = np.append(0, np.cumsum(np.concatenate(lengths)))
    nobody = np.zeros(edges.size - 1, np.int64)
    return Dataset(np.concatenate(words), np.concatenate(features, axis=1), np.zeros(total, np.int8), edges, nobody)


def fit_student(
    arrays: dict[str, Any], annotated: Dataset, restyled: Dataset, texts: Sequence[str], n_annotators: int, plan: Plan,
    n_plain: int, say: Callable[[str], None],
) -> dict[str, np.ndarray[Any, Any]]:  # fmt: skip
    """Return the weights of a network of `plan.n_units`, which begins with the embeddings of the teacher (`arrays`)."""
    torch.manual_seed(plan.seed)
    teacher = build_model(arrays)
    plain = read_plain(teacher, texts, n_plain, plan.seed)
    say(f"the larger network labels {plain.words.size:,} tokens of plain articles")
    material = Material.of([
        (ANNOTATED, annotated, ask(teacher, annotated)),
        (RESTYLED, restyled, ask(teacher, restyled)),
        (PLAIN, plain, ask(teacher, plain)),
    ])  # fmt: skip
    begin = shared_weights(arrays)
    sizes = [begin[f"tables.{row}.weight"].shape[0] for row in range(1 + len(SIZES))]
    network = TorchNetwork(begin["words.weight"], sizes, n_annotators, plan.n_units, plan.n_layers, plan.dropout)
    network.load_state_dict(network.state_dict() | {name: torch.from_numpy(value) for name, value in begin.items()})
    torch.nn.init.zeros_(network.annotators.weight)  # the teacher's words hold its average annotator already
    return fit_tagger(network, material, plan, say, teacher.transitions)
