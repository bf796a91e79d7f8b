# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""The network of framing/attribution/network.py in torch, for training. The two must say the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from framing.attribution.network import N_LABELS


class _Scan(torch.autograd.Function):
    """state[t] = keep[t] * state[t - 1] + add[t], along the first axis."""

    @staticmethod
    def forward(context: Any, keep: Tensor, add: Tensor) -> Tensor:  # type: ignore[override]
        state = add.clone()
        for step in range(1, len(add)):
            state[step].addcmul_(keep[step], state[step - 1])
        context.save_for_backward(keep, state)
        return state

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        keep, state = context.saved_tensors
        to_add = gradient.clone()
        for step in range(len(gradient) - 2, -1, -1):
            to_add[step].addcmul_(keep[step + 1], to_add[step + 1])
        to_keep = torch.zeros_like(keep)
        to_keep[1:] = to_add[1:] * state[:-1]
        return to_keep, to_add


class RecurrentLayer(nn.Module):
    """A simple recurrent unit in both directions."""

    def __init__(self, n_inputs: int, n_units: int) -> None:
        super().__init__()
        self.n_units = n_units
        self.own_skip = n_inputs != 2 * n_units
        self.linear = nn.Linear(n_inputs, 2 * n_units * (4 if self.own_skip else 3))
        nn.init.xavier_normal_(self.linear.weight[: 2 * n_units])
        nn.init.zeros_(self.linear.bias)
        with torch.no_grad():
            self.linear.bias[2 * n_units : 4 * n_units] += 0.5  # forget slowly at first

    def forward(self, values: Tensor, reverse: Tensor) -> Tensor:
        """Return the outputs (steps, texts, 2 x units); `reverse` holds each step's mirror image in its text."""
        width = 2 * self.n_units
        blocks = self.linear(values)
        keep, through = torch.sigmoid(blocks[..., width : 2 * width]), torch.sigmoid(blocks[..., 2 * width : 3 * width])
        add = (1 - keep) * blocks[..., :width]
        state = self._mirror(_Scan.apply(self._mirror(keep, reverse), self._mirror(add, reverse)), reverse)
        skip = blocks[..., 3 * width :] if self.own_skip else values
        return through * torch.tanh(state) + (1 - through) * skip

    def _mirror(self, values: Tensor, reverse: Tensor) -> Tensor:
        index = reverse[..., None].expand(-1, -1, self.n_units)
        return torch.cat([values[..., : self.n_units], torch.gather(values[..., self.n_units :], 0, index)], -1)


class TorchNetwork(nn.Module):
    """Scores per token and label, shape (steps, texts, labels)."""

    def __init__(
        self,
        vectors: NDArray[np.float32],
        sizes: list[int],
        n_annotators: int,
        n_units: int,
        n_layers: int,
        dropout: float,
    ) -> None:
        super().__init__()
        width = vectors.shape[1]
        self.words = nn.Embedding.from_pretrained(torch.tensor(vectors * 0.5), freeze=False)
        self.tables = nn.ModuleList([nn.Embedding(size, width) for size in sizes])
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)  # type: ignore[arg-type]
        self.annotators = nn.Embedding(n_annotators + 1, width)
        nn.init.normal_(self.annotators.weight, std=0.05)
        self.conv = nn.Conv1d(width, width, 3, padding=1)
        widths = [width] + [2 * n_units] * n_layers
        self.layers = nn.ModuleList([RecurrentLayer(n, n_units) for n in widths[:-1]])
        self.out = nn.Linear(widths[-1] + width, N_LABELS)
        self.transitions = nn.Parameter(torch.zeros(N_LABELS, N_LABELS))
        self.dropout = dropout

    def average_annotator(self) -> Tensor:
        """Return what stands for the annotator when nobody in particular is meant."""
        rows = self.annotators.weight
        return rows[1:].mean(0) if len(rows) > 1 else rows[0]

    def _drop(self, values: Tensor) -> Tensor:
        if not self.training or not self.dropout:
            return values
        kept = (torch.rand(1, *values.shape[1:]) > self.dropout).float() / (1 - self.dropout)
        return values * kept

    def embed(self, words: Tensor, features: Tensor, annotator: Tensor | None) -> Tensor:
        """Return the sum of all embeddings of each token."""
        values = self.words(words)
        for number, table in enumerate(self.tables):
            values = values + table(features[number])
        return values + (self.average_annotator() if annotator is None else self.annotators(annotator))

    def encode(self, values: Tensor, reverse: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return what goes into the recurrent layers and what comes out of the last."""
        values = self._drop(values) * mask[..., None]
        inputs = values + functional.relu(self.conv(values.permute(1, 2, 0)).permute(2, 0, 1))
        values = inputs
        for layer in self.layers:
            values = layer(self._drop(values), reverse)
        return inputs, values

    def forward(
        self, words: Tensor, features: Tensor, annotator: Tensor | None, reverse: Tensor, mask: Tensor
    ) -> Tensor:
        """Return the scores; arrays are (steps, texts), features (kinds, steps, texts)."""
        inputs, values = self.encode(self.embed(words, features, annotator), reverse, mask)
        result: Tensor = self.out(torch.cat([self._drop(values), inputs], -1))
        return result


def _log_total(scores: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """Return the logarithm of the sum over all label sequences of exp(score), per text."""
    total = scores[0]
    for step in range(1, len(scores)):
        following = torch.logsumexp(total[:, :, None] + transitions, 1) + scores[step]
        total = torch.where(mask[step][:, None] > 0, following, total)
    return torch.logsumexp(total, 1)


def sequence_loss(scores: Tensor, labels: Tensor, mask: Tensor, transitions: Tensor, weight: Tensor) -> Tensor:
    """Return the negative log-likelihood of the label sequences (a linear-chain CRF), per token of all texts.

    `weight` says how much each text counts. No scores for the first or last label: decoding has none either.
    """
    own = (torch.gather(scores, 2, labels[..., None])[..., 0] * mask).sum(0)
    own = own + (transitions[labels[:-1], labels[1:]] * mask[1:]).sum(0)
    return ((_log_total(scores, mask, transitions) - own) * weight).sum() / mask.sum()


def teacher_loss(
    scores: Tensor,
    teacher_scores: Tensor,
    mask: Tensor,
    transitions: Tensor,
    teacher_transitions: Tensor,
    weight: Tensor,
) -> Tensor:
    """Return the cross-entropy of the network against all label sequences as a teacher weighs them, per token.

    What the teacher expects of each label and of each pair of labels is the gradient of its log total.
    """
    with torch.enable_grad():
        there, pairs = teacher_scores.detach().requires_grad_(), teacher_transitions.detach().clone().requires_grad_()
        total = (_log_total(there, mask, pairs) * weight).sum()
        labels_expected, pairs_expected = torch.autograd.grad(total, (there, pairs))
    own = (scores * labels_expected).sum() + (transitions * pairs_expected).sum()
    return ((_log_total(scores, mask, transitions) * weight).sum() - own) / mask.sum()
