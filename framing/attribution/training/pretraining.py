# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""Learning from unannotated news before the annotated: guessing masked words from those around them.

The network's embeddings and layers are the ones used later; only what turns them into words is thrown away
(Devlin et al. 2019, on a far smaller scale). It learns what can be said of whom, and where clauses end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from framing.attribution.tagger_features import SIZES, find_features
from framing.attribution.training.torch_network import TorchNetwork
from framing.attribution.vocabulary import UNKNOWN_LEVEL, Vocabulary
from framing.text import Batch

WINDOW, N_WINDOWS = 128, 48
SHARE_MASKED = 0.18
N_TARGETS = 12_000  # the words to be guessed: the most frequent ones
RATE = 3e-3
_TEXTS_AT_ONCE = 150
Say = Callable[[str], None]
_LONGEST = 8000  # characters read of a text, so that no single one weighs much
# Features that would give the masked word away.
_TELLING = {0: 0, 1: 0, 1 + list(SIZES).index("cue"): UNKNOWN_LEVEL}


def pretrain(
    network: TorchNetwork, texts: Sequence[str], vocabulary: Vocabulary, n_tokens: int, seed: int, say: Say
) -> None:
    """Change the network's weights by masked-word training on `n_tokens` tokens of the texts, in random order."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    width = network.words.weight.shape[1]
    project = nn.Linear(network.out.in_features, width)
    bias, masked_word = nn.Parameter(torch.zeros(N_TARGETS + 1)), nn.Parameter(torch.zeros(width))
    kept_dropout, network.dropout = network.dropout, 0.0
    network.train()
    parameters = [*network.parameters(), *project.parameters(), bias, masked_word]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.98), weight_decay=0.005)
    seen, losses, step = 0, [0.0], 0
    order = rng.permutation(len(texts))
    reverse = torch.arange(WINDOW - 1, -1, -1)[:, None].expand(-1, N_WINDOWS)
    everything = torch.ones(WINDOW, N_WINDOWS)
    place = 0
    while seen < n_tokens and len(texts):
        chosen = [texts[i][:_LONGEST] for i in order[place : place + _TEXTS_AT_ONCE]]
        place = 0 if place + _TEXTS_AT_ONCE >= len(order) else place + _TEXTS_AT_ONCE
        found, by_name = find_features(Batch(chosen), vocabulary)
        features = np.stack(list(by_name.values()))
        windows = np.arange(found.size // WINDOW * WINDOW).reshape(-1, WINDOW)
        rng.shuffle(windows)
        if len(windows) < N_WINDOWS:
            seen += max(1, windows.size)
        for start in range(0, len(windows) - N_WINDOWS + 1, N_WINDOWS):
            at = windows[start : start + N_WINDOWS].T
            words, numbers = torch.from_numpy(found[at].astype(np.int64)), torch.from_numpy(features[:, at])
            hidden = (torch.rand(words.shape) < SHARE_MASKED) & (words > 0) & (words <= N_TARGETS)
            target = words[hidden]
            words[hidden] = 0
            for number, value in _TELLING.items():
                numbers[number][hidden] = value
            values = network.embed(words, numbers, None) + hidden[..., None] * masked_word
            inputs, values = network.encode(values, reverse, everything)
            guess = project(torch.cat([values, inputs], -1)[hidden]) @ network.words.weight[: N_TARGETS + 1].T + bias
            loss = functional.cross_entropy(guess, target)
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / 100) * max(0.03, 1 - seen / n_tokens)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            seen, step = seen + words.numel(), step + 1
            losses.append(loss.item())
            if step % 100 == 0:
                say(f"masked words: {seen:,} tokens, loss {np.mean(losses[-100:]):.3f}")
            if seen >= n_tokens:
                break
    network.dropout = kept_dropout
