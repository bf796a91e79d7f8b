# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore,no-untyped-def"
# (torch is optional and only partly typed)
"""First step: the network learns to foresee what the teacher makes of plain sentences. No label of BABE is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from framing.classify.training.network import N_NUMBERS, SentenceNetwork, Sentences
from framing.classify.training.teacher import Teacher
from framing.classify.training.tokens import draw_batches

N_TARGETS, SAMPLE = 384, 12_000
AT_ONCE, RATE, WEIGHT_OF_COMMENTS = 128, 2e-3, 0.2


def make_targets(states: NDArray[np.float16], seed: int) -> NDArray[np.float16]:
    """Return the main components of the teacher's standardised states, all in one unit, shape (n, 384)."""
    from sklearn.decomposition import PCA

    flat = states.reshape(len(states), -1)
    sample = flat[:SAMPLE].astype(np.float32)
    mean, spread = sample.mean(axis=0), sample.std(axis=0)
    spread[spread < 1e-4] = 1e3  # numbers that never vary say nothing
    standard = (sample - mean) / spread
    components = PCA(N_TARGETS, random_state=seed, svd_solver="randomized").fit(standard).components_
    turn = (components / spread).T.astype(np.float32)
    parts = [flat[first : first + 5_000].astype(np.float32) @ turn for first in range(0, len(flat), 5_000)]
    values = np.concatenate(parts) - mean @ turn
    return (values / values.std()).astype(np.float16)


def first_vectors(words: Sequence[str], teacher: Teacher, seed: int) -> NDArray[np.float32]:
    """Return vectors to start from: the teacher's own of the words' pieces, in fewer numbers."""
    from sklearn.decomposition import PCA

    vectors = np.array([teacher.word_vector(word) for word in words])
    fewer = PCA(N_NUMBERS, random_state=seed).fit_transform(vectors)
    return (fewer / fewer.std() * 0.5).astype(np.float32)


def pretrain(
    network: SentenceNetwork, sentences: Sentences, targets: NDArray[np.float16], comments: NDArray[np.float32],
    *, epochs: int, seed: int, say: Callable[[str], None],
) -> None:  # fmt: skip
    """Fit in place; `comments` is a side task: does the outlet comment (1) or report (0; -1: not asked)?"""
    torch.manual_seed(seed)
    random, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    wanted, side = torch.tensor(targets), torch.tensor(comments)
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.01, betas=(0.9, 0.98))
    n_steps = -(-len(targets) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, epochs * n_steps, pct_start=0.1)
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for rows in draw_batches(sentences.length, AT_ONCE, random):
            with torch.autocast("cpu", torch.bfloat16):
                pooled, _ = network(sentences.batch(rows, generator))
                given, comment = network.targets(pooled).float(), network.comments(pooled)[:, 0].float()
            error = ((given - wanted[rows].float()) ** 2).mean()
            asked = side[rows] >= 0
            loss = error
            if asked.any():
                known = side[rows][asked]
                loss = loss + WEIGHT_OF_COMMENTS * F.binary_cross_entropy_with_logits(comment[asked], known)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(error.detach())
        say(f"plain sentences, round {epoch + 1} of {epochs}: {1 - total / n_steps:.3f} of the teacher foreseen")
    network.eval()
