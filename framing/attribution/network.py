"""The tagger's network, run with numpy: a score for each token and label.

Embeddings of a token's word and of eleven small numbers are added up; a convolution sees the neighbours; then
come layers of a simple recurrent unit in both directions (Lei et al. 2018), whose matrix products do not depend
on the step before, so that only additions and multiplications remain to be done one token after another.
These run over windows of a text side by side. A window begins with the tokens before it (after it,
backwards), so that what it says about its own tokens does not depend on where windows are cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

WINDOW = 96  # tokens of a window; windows are counted from the beginning of each text
CONTEXT = 32  # tokens read before them (backwards: after them)
GROUP = 64  # windows worked on at once: large enough for the matrix products, small enough for the cache
N_LABELS = 7  # none, then first and further token of source, cue and content


@dataclass(frozen=True)
class Layer:
    """One recurrent layer: the weights of its blocks (each both directions side by side) and their bias."""

    blocks: tuple[Floats, ...]
    bias: Floats

    @classmethod
    def of(cls, weights: Floats, bias: Floats, n_units: int) -> Layer:
        """Return the layer of these weights: input, two gates, and a fourth block if it has its own skip."""
        n_blocks = weights.shape[1] // (2 * n_units)
        return cls(tuple(np.ascontiguousarray(block) for block in np.split(weights, n_blocks, axis=1)), bias)

    @property
    def own_skip(self) -> bool:
        """Whether the input is of another width than the output, and so is projected to skip the layer."""
        return len(self.blocks) == 4


@dataclass(frozen=True)
class Network:
    """All weights; `tables` are pairs (names of the small numbers, rows) of embeddings to be added up."""

    words: Floats
    tables: tuple[tuple[tuple[str, ...], Floats], ...]
    sizes: dict[str, int]
    conv_side_by_side: Floats  # (width, 3 x width): for the token after, the token itself, the token before
    conv_bias: Floats
    layers: tuple[Layer, ...]
    out: Floats
    out_bias: Floats

    def embed(self, words: NDArray[np.int32], features: dict[str, Numbers]) -> Floats:
        """Return the sum of the embeddings of each token, shape (tokens, width)."""
        result = self.words[words]
        for names, rows in self.tables:
            number = features[names[0]]
            for name in names[1:]:
                number = number * self.sizes[name] + features[name]
            result += rows[number]
        return result


@dataclass(frozen=True)
class Windows:
    """Windows of all texts: their own tokens [first, last), and the text [begin, end) each belongs to."""

    first: Numbers
    last: Numbers
    begin: Numbers
    end: Numbers

    @classmethod
    def of(cls, text: NDArray[np.int32]) -> Windows:
        """Return the windows of the texts whose tokens are numbered by `text`."""
        begins = np.flatnonzero(np.append(True, text[1:] != text[:-1])) if text.size else np.zeros(0, np.int64)
        ends = np.append(begins[1:], text.size) if text.size else begins
        counts = -(-(ends - begins) // WINDOW)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        begin, end = np.repeat(begins, counts), np.repeat(ends, counts)
        first = begin + within * WINDOW
        return cls(first, np.minimum(first + WINDOW, end), begin, end)

    def __len__(self) -> int:
        return int(self.first.size)


def label_scores(
    network: Network, words: NDArray[np.int32], features: dict[str, Numbers], text: NDArray[np.int32]
) -> Floats:
    """Return a score per token and label, shape (tokens, 7)."""
    result = np.zeros((words.size, N_LABELS), dtype=np.float32)
    windows = Windows.of(text)
    # What a group needs of its neighbours: each layer reads one window further.
    margin = len(network.layers) * -(-CONTEXT // WINDOW) + 1
    for start in range(0, len(windows), GROUP):
        stop = min(start + GROUP, len(windows))
        low, high = max(0, start - margin), min(len(windows), stop + margin)
        while windows.begin[low] != windows.begin[start] and low < start:
            low += 1
        while windows.begin[high - 1] != windows.begin[stop - 1] and high > stop:
            high -= 1
        base, top = windows.first[low], windows.last[high - 1]
        part = Windows(*(getattr(windows, name)[low:high] - base for name in ("first", "last", "begin", "end")))
        part = Windows(part.first, part.last, np.maximum(part.begin, 0), np.minimum(part.end, top - base))
        scores = _run(network, words[base:top], {k: v[base:top] for k, v in features.items()}, text[base:top], part)
        own = slice(windows.first[start], windows.last[stop - 1])
        result[own] = scores[own.start - base : own.stop - base]
    return result


def _run(
    network: Network, words: NDArray[np.int32], features: dict[str, Numbers], text: NDArray[np.int32], windows: Windows
) -> Floats:
    inputs = _convolve(network, network.embed(words, features), text)
    values = inputs
    for layer in network.layers:
        values = _recur(layer, values, windows)
    width = values.shape[1]
    result: Floats = values @ network.out[:width] + inputs @ network.out[width:] + network.out_bias
    return result


def _convolve(network: Network, values: Floats, text: NDArray[np.int32]) -> Floats:
    """Return the values with what a token and its two neighbours in the text say added."""
    width = values.shape[1]
    from_left, own, from_right = (slice(k * width, (k + 1) * width) for k in range(3))
    products = values @ network.conv_side_by_side
    edges = np.flatnonzero(text[1:] != text[:-1])
    products[edges, from_left] = 0  # the last token of a text says nothing about the first of the next
    products[edges + 1, from_right] = 0
    result: Floats = products[:, own] + network.conv_bias
    result[1:] += products[:-1, from_left]
    result[:-1] += products[1:, from_right]
    np.maximum(result, 0, out=result)
    result += values
    return result


def _sigmoid(values: Floats) -> Floats:
    np.negative(values, out=values)
    np.exp(values, out=values)
    values += 1
    return np.reciprocal(values, out=values)


def _block(layer: Layer, values: Floats, number: int, out: Floats) -> Floats:
    """Put one block (the input, a gate, the skip) of one layer into `out`."""
    width = out.shape[1]
    columns = slice(number * width, (number + 1) * width)
    np.matmul(values, layer.blocks[number], out=out)
    out += layer.bias[columns]
    return out


def _recur(layer: Layer, values: Floats, windows: Windows) -> Floats:
    n, width = values.shape[0], layer.blocks[0].shape[1]
    # One row more, all zero: what a window reads where the text has no token.
    add, keep = np.zeros((n + 1, width), np.float32), np.zeros((n + 1, width), np.float32)
    through = np.empty((n, width), np.float32)
    with np.errstate(over="ignore"):  # exp of a large number: the gate is closed, as it should be
        _sigmoid(_block(layer, values, 1, keep[:n]))
        _sigmoid(_block(layer, values, 2, through))
    _block(layer, values, 0, add[:n])
    add[:n] -= add[:n] * keep[:n]
    state = _scan(keep, add, windows)[:n]
    np.tanh(state, out=state)
    skip = _block(layer, values, 3, add[:n]) if layer.own_skip else values
    state -= skip
    state *= through
    state += skip
    return state


def _scan(keep: Floats, add: Floats, windows: Windows) -> Floats:
    """Return state[t] = keep[t] * state[t - 1] + add[t] for each token; the second half of the columns backwards."""
    none, half = keep.shape[0] - 1, keep.shape[1] // 2
    steps = np.arange(-CONTEXT, WINDOW)[:, None]
    forward, backward = windows.first + steps, windows.last - 1 - steps
    forward = np.where((forward >= windows.begin) & (forward < windows.last), forward, none)
    backward = np.where((backward < windows.end) & (backward >= windows.first), backward, none)
    # Seen as twice as many rows of half the width, both directions are done at once.
    rows = np.concatenate([2 * forward, 2 * backward + 1], axis=1)
    keep, add = keep.reshape(-1, half), add.reshape(-1, half)
    result = np.empty_like(add)
    state, part = np.zeros((rows.shape[1], half), np.float32), np.empty((rows.shape[1], half), np.float32)
    for step in range(rows.shape[0]):
        state *= keep.take(rows[step], axis=0, out=part, mode="clip")
        state += add.take(rows[step], axis=0, out=part, mode="clip")
        if step >= CONTEXT:
            result[rows[step]] = state
    return result.reshape(-1, 2 * half)
