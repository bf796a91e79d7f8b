# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore,no-untyped-def"
# (torch is optional and only partly typed)
"""The loaded-word network in torch, its fitting and the arrays that are saved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from framing.measures.loaded_model import AFFIXES, BUCKETS, REACH
from framing.measures.training.word_vectors import N_NUMBERS

N_UNITS, N_SENTENCE = 48, 24
STRETCH = 6.0  # unit vectors of 128 numbers are small; this brings them to the range of tanh
SENTENCES_A_STEP, AUXILIARY_WORDS, AUXILIARY_WEIGHT = 24, 400, 0.3
NEUTRAL_AN_EPOCH = 1000  # sentences of plain encyclopedia and newswire, all of their words taken as not loaded
NEUTRAL_WEIGHT = 0.3  # of 0, .3 and 1 the best F1 on outlets kept out in turn (.443, .447, .443)


@dataclass(frozen=True)
class Words:
    """Words of sentences in order: row in the vocabulary (-1 unknown), affixes, flags, sentence, gold."""

    row: NDArray[np.int64]
    affixes: NDArray[np.int64]
    flags: NDArray[np.float32]
    sentence: NDArray[np.int64]
    gold: NDArray[np.float32]

    def of_sentences(self, wanted: NDArray[np.int64]) -> dict[str, torch.Tensor]:
        """Return the words of these sentences as tensors, sentences renumbered from 0."""
        places = np.flatnonzero(np.isin(self.sentence, wanted))
        number = np.unique(self.sentence[places], return_inverse=True)[1]
        columns: dict[str, NDArray[np.generic]] = {
            "row": self.row, "affixes": self.affixes, "flags": self.flags, "gold": self.gold,
        }  # fmt: skip
        return {name: torch.tensor(values[places]) for name, values in columns.items()} | {
            "sentence": torch.tensor(number)
        }


class Network(torch.nn.Module):
    """A word, its neighbours, its sentence: one hidden layer; a side task keeps the word vectors general."""

    def __init__(self, vectors: NDArray[np.float32], n_flags: int, n_lists: int) -> None:
        super().__init__()
        unknown = np.zeros((1, N_NUMBERS), dtype=np.float32)
        self.vectors = torch.tensor(np.vstack([vectors * STRETCH, unknown]))
        self.project = torch.nn.Linear(N_NUMBERS, N_UNITS)
        self.affix = torch.nn.EmbeddingBag(BUCKETS * len(AFFIXES), N_UNITS, mode="sum")
        torch.nn.init.normal_(self.affix.weight, 0, 0.02)
        self.lists = torch.nn.Linear(N_UNITS, n_lists)
        self.window = torch.nn.Linear((2 * REACH + 1) * N_UNITS, N_UNITS)
        self.flag = torch.nn.Linear(n_flags, N_UNITS)
        self.to_sentence = torch.nn.Linear(N_UNITS, N_SENTENCE)
        self.mix = torch.nn.Linear(N_SENTENCE, N_UNITS)
        self.out = torch.nn.Linear(N_UNITS, 1)
        self.direct = torch.nn.Linear(N_UNITS, 1)
        self.sentence_direct = torch.nn.Linear(N_SENTENCE, 1)
        self.drop = torch.nn.Dropout(0.3)

    def types(self, row: torch.Tensor, affixes: torch.Tensor) -> torch.Tensor:
        return torch.tanh(self.project(self.vectors[row]) + self.affix(affixes))

    def forward(self, words: dict[str, torch.Tensor]) -> torch.Tensor:
        types, sentence = self.types(words["row"], words["affixes"]), words["sentence"]
        n, edge = len(types), torch.zeros(REACH, N_UNITS)
        padded = torch.cat([edge, types, edge])
        window = []
        for step in range(-REACH, REACH + 1):
            same = torch.roll(sentence, -step) == sentence
            window.append(padded[REACH + step : REACH + step + n] * same[:, None])
        n_sentences = int(sentence.max()) + 1
        sums = torch.zeros(n_sentences, N_SENTENCE).index_add(0, sentence, torch.tanh(self.to_sentence(types)))
        lengths = torch.zeros(n_sentences).index_add(0, sentence, torch.ones(n))
        average = (sums / lengths.sqrt()[:, None])[sentence]
        hidden = torch.relu(self.window(torch.cat(window, 1)) + self.flag(words["flags"]) + self.mix(average))
        return (self.out(self.drop(hidden)) + self.direct(types) + self.sentence_direct(average)).squeeze(1)


def fit(
    network: Network, words: Words, neutral: Words, on_lists: NDArray[np.float32], *, epochs: int, seed: int
) -> None:
    """Fit the network in place; `on_lists` says which word of the vocabulary stands on which public list.

    Without the neutral sentences a "flood" is loaded wherever it stands: politics knows it as a metaphor only.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    rate = 3e-3
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.05)
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    marked, plain = np.unique(words.sentence), np.unique(neutral.sentence)
    n_plain = min(NEUTRAL_AN_EPOCH, plain.size)
    n_steps, step = epochs * sum(-(-n // SENTENCES_A_STEP) for n in (marked.size, n_plain)), 0
    network.train()
    for _ in range(epochs):
        chosen = ((words, random.permutation(marked)), (neutral, random.permutation(plain)[:n_plain]))
        steps = [
            (of, sentences[first : first + SENTENCES_A_STEP])
            for of, sentences in chosen
            for first in range(0, sentences.size, SENTENCES_A_STEP)
        ]
        for place in random.permutation(len(steps)):
            of, sentences = steps[place]
            some = of.of_sentences(sentences)
            loss = loss_of(network(some), some["gold"]) * (NEUTRAL_WEIGHT if of is neutral else 1)
            row = torch.tensor(random.integers(0, min(20_000, len(on_lists)), AUXILIARY_WORDS))
            types = torch.tanh(network.project(network.vectors[row]))
            loss = loss + AUXILIARY_WEIGHT * loss_of(network.lists(types), torch.tensor(on_lists)[row])
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / n_steps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    network.eval()


def arrays_of(
    network: Network, hashes: NDArray[np.uint64], affixes: NDArray[np.int64]
) -> dict[str, NDArray[np.generic]]:
    """Return what is saved, but for `candidate` and `prior`; word vectors and affixes in 8 bits."""
    weight = {name: values.detach().numpy().astype(np.float32) for name, values in network.state_dict().items()}
    with torch.no_grad():
        types = network.types(torch.arange(hashes.size), torch.tensor(affixes)).numpy()
    scale = np.float32(np.abs(weight["affix.weight"]).max() / 127)
    return {
        "hashes": hashes,
        "types": np.round(types * 127).astype(np.int8),
        "affixes": np.round(weight["affix.weight"] / scale).astype(np.int8),
        "affix_scale": np.asarray(scale),
        "unknown": weight["project.bias"],
        "window_weight": weight["window.weight"].T.copy(),
        "window_bias": weight["window.bias"] + weight["flag.bias"] + weight["mix.bias"],
        "flag_weight": weight["flag.weight"].T.copy(),
        "sentence_weight": weight["to_sentence.weight"].T.copy(),
        "sentence_bias": weight["to_sentence.bias"],
        "mix_weight": weight["mix.weight"].T.copy(),
        "out_weight": weight["out.weight"][0],
        "direct_weight": weight["direct.weight"][0],
        "sentence_direct": weight["sentence_direct.weight"][0],
        "bias": np.asarray(weight["out.bias"][0] + weight["direct.bias"][0] + weight["sentence_direct.bias"][0]),
    }
