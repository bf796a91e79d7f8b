# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""Fitting which content piece goes to which cue, and which source, to annotated articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from framing.attribution.decoding import CONTENT, CUE, SOURCE, find_pieces
from framing.attribution.linking import FEATURE_SIZES, N_NEAREST, Pieces, Scorer, find_candidates, pair_features
from framing.attribution.training.dataset import token_ranges
from framing.attribution.training.records import Annotated
from framing.text import Batch

Numbers = NDArray[np.int64]
UNKNOWN = -2  # the annotation does not say

N_HIDDEN = 24
SHARE_LOST = 0.1  # of the cues, taken away in a second copy: the tagger misses some, and their contents must not stray


def _majority(values: Numbers) -> int:
    values = values[values >= 0]
    return int(np.bincount(values).argmax()) if values.size else UNKNOWN


def gold_choices(batch: Batch, articles: Sequence[Annotated], pieces: Pieces) -> tuple[Numbers, Numbers]:
    """Return for each piece the cue piece it belongs to (contents) or its source piece (cues); -1 none, -2 unknown.

    A piece belongs to the attribution that has most of its tokens, so the pieces may be gold or predicted ones.
    """
    n_tokens = len(batch.tokens)
    cue_owner, content_owner = np.full(n_tokens, -1), np.full(n_tokens, -1)
    piece_at = np.full(n_tokens, -1)
    for number in range(len(pieces)):
        piece_at[pieces.first[number] : pieces.last[number]] = number
    sources: list[list[tuple[int, int]]] = []
    for text, article in enumerate(articles):
        for source, cue, content in article.attributions:
            for first, last in token_ranges(batch, text, cue):
                cue_owner[first:last] = len(sources)
            for first, last in token_ranges(batch, text, content):
                content_owner[first:last] = len(sources)
            sources.append(token_ranges(batch, text, source))
    its_cue, its_source = np.full(len(pieces), UNKNOWN), np.full(len(pieces), UNKNOWN)
    cue_of: dict[int, int] = {}
    for number in np.flatnonzero(pieces.role == CUE).tolist():
        owner = _majority(cue_owner[pieces.first[number] : pieces.last[number]])
        if owner < 0:
            continue
        cue_of.setdefault(owner, number)
        its_source[number] = -1
        for first, last in sources[owner]:
            there = piece_at[first:last]
            its_source[number] = _majority(there[(there >= 0) & (pieces.role[np.maximum(there, 0)] == SOURCE)])
    for number in np.flatnonzero(pieces.role == CONTENT).tolist():
        owner = _majority(content_owner[pieces.first[number] : pieces.last[number]])
        if owner >= 0:
            its_cue[number] = cue_of.get(owner, -1)
    return its_cue, its_source


def _examples(pieces: Pieces, of: int, among: int, choice: Numbers) -> tuple[Numbers, NDArray[np.bool_], Numbers]:
    chooser, candidate = find_candidates(pieces, of, among)
    wanted = choice[chooser]
    hit = candidate == wanted[:, None]
    answer = np.where(wanted == -1, 2 * N_NEAREST, np.where(hit.any(1) & (wanted >= 0), hit.argmax(1), -1))
    usable = answer >= 0
    return pair_features(pieces, chooser, candidate)[usable], (candidate >= 0)[usable], answer[usable]


def fit_scorer(
    examples: Sequence[tuple[Numbers, NDArray[np.bool_], Numbers]], *, seed: int, epochs: int = 12
) -> Scorer:
    """Return the scorer fitted to choices (features of the candidates, which exist, the right one)."""
    torch.manual_seed(seed)
    features, exists, answer = (torch.from_numpy(np.concatenate(part)) for part in zip(*examples, strict=True))
    rows = nn.EmbeddingBag(sum(FEATURE_SIZES), N_HIDDEN, mode="sum")
    nn.init.normal_(rows.weight, std=0.1)
    bias, nothing = nn.Parameter(torch.zeros(N_HIDDEN)), nn.Parameter(torch.zeros(1))
    out = nn.Parameter(torch.randn(N_HIDDEN) * 0.2)
    parameters = [rows.weight, bias, nothing, out]
    optimiser = torch.optim.Adam(parameters, lr=3e-3, weight_decay=1e-5)
    n_steps, step = epochs * -(-len(answer) // 256), 0
    for _ in range(epochs):
        for chosen in torch.randperm(len(answer)).split(256):
            shape = features[chosen].shape
            hidden = rows(features[chosen].reshape(-1, shape[2])) + bias
            score = (torch.relu(hidden) @ out).reshape(shape[:2]).masked_fill(~exists[chosen], -1e9)
            score = torch.cat([score, nothing.expand(len(chosen), 1)], 1)
            loss = nn.functional.cross_entropy(score, answer[chosen])
            for group in optimiser.param_groups:
                group["lr"] = 3e-3 * max(0.02, 1 - step / n_steps)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
    return Scorer(rows.weight.detach().numpy(), bias.detach().numpy(), out.detach().numpy(), float(nothing.detach()[0]))


def fit_linking(parts: Sequence[tuple[Batch, Sequence[Annotated], Pieces]], *, seed: int) -> tuple[Scorer, Scorer]:
    """Return the scorers that link contents to cues and cues to sources."""
    for_content, for_source = [], []
    for batch, articles, pieces in parts:
        its_cue, its_source = gold_choices(batch, articles, pieces)
        for_content.append(_examples(pieces, CONTENT, CUE, its_cue))
        for_source.append(_examples(pieces, CUE, SOURCE, its_source))
    return fit_scorer(for_content, seed=seed), fit_scorer(for_source, seed=seed)


def lose_cues(labels: NDArray[np.int8], text: NDArray[np.int32], *, seed: int) -> NDArray[np.int8]:
    """Return the labels with some cues, and half as large a share of the sources, taken away."""
    role, first, last = find_pieces(labels, text)
    share = np.array([0, SHARE_LOST / 2, SHARE_LOST, 0])[role]
    result = labels.copy()
    for piece in np.flatnonzero(np.random.default_rng(seed).random(role.size) < share).tolist():
        result[first[piece] : last[piece]] = 0
    return result


def scorer_arrays(name: str, scorer: Scorer) -> dict[str, Any]:
    """Return the weights of a scorer by the names that the package reads."""
    return {
        f"{name}_rows": scorer.rows, f"{name}_bias": scorer.bias, f"{name}_out": scorer.out,
        f"{name}_nothing": np.float32(scorer.nothing),
    }  # fmt: skip
