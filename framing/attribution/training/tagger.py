# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""Fitting the network to labelled tokens, and a smaller one to what a larger one says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from framing.attribution.network import N_LABELS
from framing.attribution.tagger_features import RULES_UNKNOWN, SIZES
from framing.attribution.training.dataset import Dataset
from framing.attribution.training.torch_network import TorchNetwork, sequence_loss, teacher_loss

Say = Callable[[str], None]
RULES_ROW = 1 + list(SIZES).index("rules")  # row 0 is the word's ending
ANNOTATED, RESTYLED, PLAIN = range(3)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How the network looks and how it is fitted."""

    n_units: int = 128
    n_layers: int = 2
    width: int = 128
    epochs: int = 8
    pretrain_on: int = 5_000_000  # tokens of plain articles
    rate: float = 3e-3
    dropout: float = 0.3
    word_dropout: float = 0.05
    rules_dropout: float = 0.1
    annotator_dropout: float = 0.1
    share_restyled: float = 0.2
    window: int = 160
    n_windows: int = 24
    average_over: int = 500  # steps; the weights kept are a running average
    teacher_weight: float = 0.5  # of what the larger network says, where there is an annotation too
    seed: int = 0


@dataclass(frozen=True)
class Material:
    """Articles to learn from, one after another; article i has tokens edges[i] to edges[i + 1].

    `kind` says per article whether it is annotated, its copy in another quotation style, or plain; copies follow
    in the order of the annotated ones. `scores` are those of a teacher (empty without one).
    """

    words: NDArray[np.int32]
    features: NDArray[np.int16]
    labels: NDArray[np.int8]
    scores: NDArray[np.float16]
    edges: NDArray[np.int64]
    annotator: NDArray[np.int64]
    kind: NDArray[np.int8]

    @classmethod
    def of(cls, parts: Sequence[tuple[int, Dataset, NDArray[np.float16] | None]]) -> Material:
        """Return the parts (kind, articles, scores of a teacher or None) as one."""
        sizes = [part.words.size for _, part, _ in parts]
        starts = np.append(0, np.cumsum(sizes))[:-1]
        shifted = [part.edges[:-1] + start for (_, part, _), start in zip(parts, starts, strict=True)]
        edges = np.append(np.concatenate(shifted), sum(sizes))
        return cls(
            np.concatenate([part.words for _, part, _ in parts]),
            np.concatenate([part.features.astype(np.int16) for _, part, _ in parts], axis=1),
            np.concatenate([part.labels for _, part, _ in parts]),
            np.concatenate([np.zeros((0, N_LABELS), np.float16) if s is None else s for _, _, s in parts]),
            edges,
            np.concatenate([part.annotator for _, part, _ in parts]),
            np.concatenate([np.full(part.annotator.size, kind, np.int8) for kind, part, _ in parts]),
        )


def draw_windows(material: Material, plan: Plan, rng: np.random.Generator) -> list[tuple[int, int, int]]:
    """Return (article, first, last) of the windows of one epoch, in random order, cut anew each time.

    Each annotated article comes once, in its own or in another quotation style, and as many plain tokens as annotated.
    """
    annotated, restyled, plain = (np.flatnonzero(material.kind == kind) for kind in (ANNOTATED, RESTYLED, PLAIN))
    chosen = np.where(rng.random(annotated.size) < plan.share_restyled, restyled, annotated)
    if plain.size:
        order = rng.permutation(plain)
        lengths = np.cumsum(material.edges[order + 1] - material.edges[order])
        budget = (material.edges[chosen + 1] - material.edges[chosen]).sum()
        chosen = np.append(chosen, order[lengths <= budget])
    result = []
    for article in chosen.tolist():
        begin, end = int(material.edges[article]), int(material.edges[article + 1])
        cuts = [begin, *range(begin + int(rng.integers(20, plan.window)), end - 20, plan.window), end]
        result += [(article, first, last) for first, last in pairwise(cuts) if first < last]
    return [result[i] for i in rng.permutation(len(result))]


def stack(material: Material, windows: Sequence[tuple[int, int, int]]) -> tuple[Tensor, ...]:
    """Return words, features, labels, scores, mask, mirror image, annotator and kind of windows, padded at the end."""
    n, length = len(windows), max(last - first for _, first, last in windows)
    words, labels = np.zeros((length, n), np.int64), np.zeros((length, n), np.int64)
    features = np.zeros((material.features.shape[0], length, n), np.int64)
    scores = np.zeros((length, n, N_LABELS), np.float32)
    mask = np.zeros((length, n), np.float32)
    reverse = np.tile(np.arange(length)[:, None], (1, n))
    for column, (_, first, last) in enumerate(windows):
        size = last - first
        words[:size, column], labels[:size, column] = material.words[first:last], material.labels[first:last]
        features[:, :size, column] = material.features[:, first:last]
        if material.scores.size:
            scores[:size, column] = material.scores[first:last]
        mask[:size, column] = 1
        reverse[:size, column] = np.arange(size)[::-1]
    articles = [article for article, _, _ in windows]
    arrays = (words, features, labels, scores, mask, reverse, material.annotator[articles], material.kind[articles])
    return tuple(torch.from_numpy(array) for array in arrays)


def fit_tagger(
    network: TorchNetwork,
    material: Material,
    plan: Plan,
    say: Say,
    teacher_transitions: NDArray[np.float32] | None = None,
) -> dict[str, np.ndarray[Any, Any]]:
    """Return the fitted weights by name: the running average over the last steps of Adam with falling rate.

    With a teacher's transitions the network also learns from the teacher's scores in the material.
    """
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01)
    n_steps = plan.epochs * -(-len(draw_windows(material, plan, rng)) // plan.n_windows)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    step = 0
    network.train()
    for epoch in range(plan.epochs):
        losses = []
        drawn = draw_windows(material, plan, rng)
        for start in range(0, len(drawn), plan.n_windows):
            batch = stack(material, drawn[start : start + plan.n_windows])
            words, features, labels, scores, mask, reverse, annotator, kind = batch
            words = torch.where(torch.rand(words.shape) < plan.word_dropout, 0, words)
            annotator = torch.where(torch.rand(annotator.shape) < plan.annotator_dropout, 0, annotator)
            features[RULES_ROW][:, torch.rand(annotator.shape) < plan.rules_dropout] = RULES_UNKNOWN
            own = network(words, features, annotator, reverse, mask)
            gold_share = torch.where(kind == PLAIN, 0.0, 1.0)
            if teacher_transitions is None:
                loss = sequence_loss(own, labels, mask, network.transitions, gold_share)
            else:
                gold_share = gold_share * (1 - plan.teacher_weight)
                loss = sequence_loss(own, labels, mask, network.transitions, gold_share)
                teacher = torch.from_numpy(teacher_transitions)
                loss = loss + teacher_loss(own, scores, mask, network.transitions, teacher, 1 - gold_share)
            for group in optimiser.param_groups:
                group["lr"] = plan.rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / n_steps)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            keep = min(1 - 1 / plan.average_over, step / (step + 20))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    average[name].mul_(keep).add_(value, alpha=1 - keep)
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {np.mean(losses):.4f} per token")
    network.load_state_dict(average)
    network.eval()
    return {name: value.numpy().astype(np.float32) for name, value in average.items()}
