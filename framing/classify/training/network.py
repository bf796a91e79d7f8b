# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore,no-untyped-def"
# (torch is optional and only partly typed)
"""The network in torch, and the arrays that `framing.classify.encoder` reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from framing.classify.training.tokens import Tokens
from framing.measures.loaded_model import AFFIXES, BUCKETS

N_NUMBERS, WIDTH, N_LAYERS = 192, 160, 3
MOST_TOKENS = 96
UNKNOWN_SHARE = 0.02  # of the tokens are shown as unknown ones, so that beginnings and endings are learnt
_NOTHING = -1e4  # below every value: what padding gives to the highest value

Inputs = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def settle(threads: int) -> None:
    """Make torch give the same numbers each time, with so many cores."""
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # costs time and decides nothing here


class SentenceNetwork(torch.nn.Module):
    """Word vectors, layers over neighbours, means and highest values; two heads that are used in training alone."""

    def __init__(self, vectors: NDArray[np.float32], n_targets: int) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(*vectors.shape)
        self.affixes = torch.nn.EmbeddingBag(len(AFFIXES) * BUCKETS, vectors.shape[1], mode="sum")
        torch.nn.init.normal_(self.affixes.weight, 0, 0.15)
        self.words.weight.data.copy_(torch.tensor(vectors))
        self.project = torch.nn.Linear(vectors.shape[1], WIDTH)
        self.layers = torch.nn.ModuleList(torch.nn.Linear(3 * WIDTH, WIDTH) for _ in range(N_LAYERS))
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(WIDTH) for _ in range(N_LAYERS))
        self.n_pooled = vectors.shape[1] + 2 * WIDTH
        self.targets = torch.nn.Linear(self.n_pooled, n_targets)
        self.comments = torch.nn.Linear(self.n_pooled, 1)
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, inputs: Inputs) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the numbers of each sentence, and of each token its vector beside the state of the last layer."""
        row, affixes, known, keep = inputs
        vectors = self.words(row.clamp(min=0))
        if len(affixes):
            vectors = vectors.clone()
            vectors[~known] = self.affixes(affixes).to(vectors.dtype)
        vectors = vectors * keep[:, :, None]
        mask = keep[:, :, None].to(vectors.dtype)
        states = self.project(self.drop(vectors)) * mask
        for layer, norm in zip(self.layers, self.norms, strict=True):
            inner = norm(states) * mask
            edge = torch.zeros_like(inner[:, :1])
            before, after = torch.cat([edge, inner[:, :-1]], 1), torch.cat([inner[:, 1:], edge], 1)
            states = states + F.relu(layer(torch.cat([before, inner, after], 2))) * mask
        n_tokens = keep.sum(1, keepdim=True).to(states.dtype)
        highest = states.masked_fill(~keep[:, :, None], _NOTHING).amax(1)
        pooled = torch.cat([vectors.sum(1) / n_tokens, states.sum(1) / n_tokens, highest], 1)
        return pooled, torch.cat([vectors, states], 2)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is saved: tables in 8 bits with one scale each, layers in 16 bits."""
        weight = {name: values.detach().numpy().astype(np.float32) for name, values in self.state_dict().items()}
        result: dict[str, NDArray[Any]] = {"n_layers": np.asarray(N_LAYERS)}
        for name, table in (("word", "words.weight"), ("affix", "affixes.weight")):
            # the few numbers far out would make all others coarse
            scale = np.quantile(np.abs(weight[table]), 0.9999) / 127
            plural = {"word": "words", "affix": "affixes"}[name]
            result[plural] = np.clip(np.round(weight[table] / scale), -127, 127).astype(np.int8)
            result[f"{name}_scale"] = np.asarray(scale, dtype=np.float32)
        result["project"] = weight["project.weight"].T.astype(np.float16)
        result["project_bias"] = weight["project.bias"].astype(np.float16)
        for number in range(N_LAYERS):
            before, own, after = np.split(weight[f"layers.{number}.weight"].T, 3)
            result[f"weight_{number}"] = np.hstack([before, own, after]).astype(np.float16)
            result[f"bias_{number}"] = weight[f"layers.{number}.bias"].astype(np.float16)
            result[f"norm_{number}"] = weight[f"norms.{number}.weight"].astype(np.float16)
            result[f"shift_{number}"] = weight[f"norms.{number}.bias"].astype(np.float16)
        return result


class Sentences:
    """Tokens as tensors, given out in padded batches."""

    def __init__(self, tokens: Tokens) -> None:
        self.length = tokens.length
        self._begin = tokens.begin
        self._row, self._affixes = torch.tensor(tokens.row), torch.tensor(tokens.affixes.astype(np.int64))

    def places(self, rows: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return where in the tokens each cell of a padded batch is, and which cells are filled, shape (n, longest)."""
        length = np.minimum(self.length[rows], MOST_TOKENS)
        step = np.arange(length.max())[None]
        keep = step < length[:, None]
        begin = self._begin[rows][:, None]
        return torch.tensor(np.where(keep, begin + step, begin)), torch.tensor(keep)

    def batch(self, rows: NDArray[np.int64], generator: torch.Generator | None = None) -> Inputs:
        """Return a batch; with a generator a few words are hidden."""
        places, keep = self.places(rows)
        row = self._row[places]
        if generator is not None:
            row = torch.where(torch.rand(row.shape, generator=generator) < UNKNOWN_SHARE, torch.tensor(-1), row)
        row = torch.where(keep, row, torch.tensor(0))
        known = row >= 0
        return row, self._affixes[places][~known], known, keep
