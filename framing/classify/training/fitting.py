# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore,no-untyped-def"
# (torch is optional and only partly typed)
"""Second step: the network learns which sentences people called loaded, and as side tasks which words and why."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from framing.classify.encoder import FEW_WORDS
from framing.classify.training.material import OPINIONS, Labelled, marked_tokens
from framing.classify.training.network import WIDTH, SentenceNetwork, Sentences
from framing.classify.training.tokens import Hashes, draw_batches, tokenize
from framing.text import Batch

Rows = NDArray[np.int64]
AT_ONCE = 32
STRENGTH_AT_START = 0.001  # of the logistic regression that the last layer starts from
WEIGHT_OF_MARKED = 3.0  # marked words are few


@dataclass(frozen=True)
class Plan:
    """How the network is fitted to labels; chosen on the development half of BABE."""

    epochs: int = 3
    rate: float = 1e-3
    drop: float = 0.3
    words: float = 0.5
    opinion: float = 0.3
    decay: float = 0.01
    of_words: float = 0.5  # what the words' evidence weighs beside the sentence's score


@dataclass(frozen=True)
class Gold:
    """The labels as tensors, beside the sentences."""

    sentences: Sentences
    loaded: torch.Tensor
    opinion: torch.Tensor
    marked: torch.Tensor


def gold_of(labelled: Labelled, hashes: Hashes) -> Gold:
    """Return BABE as the network sees it."""
    return Gold(
        Sentences(tokenize(labelled.texts, hashes)),
        torch.tensor(labelled.loaded),
        torch.tensor(labelled.opinion),
        torch.tensor(marked_tokens(Batch(labelled.texts), labelled.marked)),
    )


class Decision(torch.nn.Module):
    """What reads the network's numbers: loaded or not, which opinion, which words."""

    mean: torch.Tensor
    spread: torch.Tensor

    def __init__(self, pooled: NDArray[np.float32], loaded: NDArray[np.float32], n_token: int, drop: float) -> None:
        super().__init__()
        from sklearn.linear_model import LogisticRegression

        mean, spread = pooled.mean(axis=0), pooled.std(axis=0) + 1e-3
        start = LogisticRegression(C=STRENGTH_AT_START, max_iter=1000).fit((pooled - mean) / spread, loaded)
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("spread", torch.tensor(spread))
        self.sentence = torch.nn.Linear(len(mean), 1)
        self.opinion = torch.nn.Linear(len(mean), len(OPINIONS))
        self.word = torch.nn.Linear(n_token, 1)
        for head in (self.opinion, self.word):
            torch.nn.init.zeros_(head.weight)
            torch.nn.init.zeros_(head.bias)
        self.sentence.weight.data.copy_(torch.tensor(start.coef_, dtype=torch.float32))
        self.sentence.bias.data.fill_(float(start.intercept_[0]))
        self.drop = torch.nn.Dropout(drop)
        self.usual_words = 0.0  # mean evidence of the words in the sentences that were learnt from
        self.of_words = 0.0

    def standard(self, pooled: torch.Tensor) -> torch.Tensor:
        return self.drop((pooled - self.mean) / self.spread)

    def line(self) -> tuple[NDArray[np.float32], float]:
        """Return the weights and the constant that read the numbers of `describe`."""
        weight = (self.sentence.weight.detach()[0] / self.spread).numpy()
        constant = float(self.sentence.bias.detach()[0]) - float((weight * self.mean.numpy()).sum())
        return np.append(weight, np.float32(self.of_words)), constant - self.of_words * self.usual_words


def pool(network: SentenceNetwork, sentences: Sentences, rows: Rows) -> NDArray[np.float32]:
    """Return the numbers of sentences, shape (n, n_pooled)."""
    network.eval()
    with torch.no_grad():
        parts = [network(sentences.batch(rows[first : first + 256]))[0] for first in range(0, len(rows), 256)]
    return torch.cat(parts).numpy()


def describe(network: SentenceNetwork, decision: Decision, sentences: Sentences, rows: Rows) -> NDArray[np.float32]:
    """Return what the encoder returns: the numbers of `pool`, and the evidence of the words in a last column."""
    network.eval()
    parts = []
    with torch.no_grad():
        for first in range(0, len(rows), 256):
            some = rows[first : first + 256]
            pooled, tokens = network(sentences.batch(some))
            likely = torch.sigmoid(decision.word(tokens)[:, :, 0]) * sentences.places(some)[1]
            parts.append(torch.cat([pooled, torch.log(likely.sum(1, keepdim=True) + FEW_WORDS)], 1))
    return torch.cat(parts).numpy()


def fit(
    pretrained: SentenceNetwork, gold: Gold, rows: Rows, plan: Plan, *, seed: int
) -> tuple[SentenceNetwork, Decision]:
    """Return a network and its decision, fitted to these rows; what was given stays as it is."""
    torch.manual_seed(seed)
    random, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    network = copy.deepcopy(pretrained)
    n_token = network.words.embedding_dim + WIDTH
    decision = Decision(pool(network, gold.sentences, rows), gold.loaded[rows].numpy(), n_token, plan.drop)
    network.train()
    for table in (network.words, network.affixes):  # too few sentences to move 30,000 words
        table.requires_grad_(False)
    parameters = [part for part in (*network.parameters(), *decision.parameters()) if part.requires_grad]
    optimizer = torch.optim.AdamW(parameters, plan.rate, weight_decay=plan.decay)
    n_steps, step = plan.epochs * -(-len(rows) // AT_ONCE), 0
    for _ in range(plan.epochs):
        for places in draw_batches(gold.sentences.length[rows], AT_ONCE, random):
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * (1 - step / n_steps)
            optimizer.zero_grad()
            _loss(network, decision, gold, rows[places], plan, generator).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            step += 1
    network.eval()
    decision.eval()
    # A sentence with loaded words is likelier loaded. The weight is fixed: on the sentences that were learnt from the
    # words are told too well for one to be fitted.
    decision.usual_words = float(describe(network, decision, gold.sentences, rows)[:, -1].mean())
    decision.of_words = plan.of_words
    return network, decision


def _loss(
    network: SentenceNetwork, decision: Decision, gold: Gold, rows: Rows, plan: Plan, generator: torch.Generator
) -> torch.Tensor:
    binary = F.binary_cross_entropy_with_logits
    with torch.autocast("cpu", torch.bfloat16):
        pooled, tokens = network(gold.sentences.batch(rows, generator))
    numbers = decision.standard(pooled.float())
    loss = binary(decision.sentence(numbers)[:, 0], gold.loaded[rows])
    opinion = gold.opinion[rows]
    if (opinion >= 0).any():
        loss = loss + plan.opinion * F.cross_entropy(decision.opinion(numbers), opinion, ignore_index=-100)
    places, keep = gold.sentences.places(rows)
    word = decision.word(decision.drop(tokens.float()))[:, :, 0][keep]
    more = torch.tensor(WEIGHT_OF_MARKED)
    return loss + plan.words * binary(word, gold.marked[places[keep]], pos_weight=more)


def probabilities(
    network: SentenceNetwork, decision: Decision, sentences: Sentences, rows: Rows
) -> NDArray[np.float32]:
    """Return the probability of each sentence that it is loaded."""
    weight, constant = decision.line()
    score = describe(network, decision, sentences, rows) @ weight + constant
    return (1 / (1 + np.exp(-score))).astype(np.float32)
