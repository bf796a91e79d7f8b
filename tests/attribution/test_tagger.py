"""The network in numpy: the same whatever the batch, and as its definition says."""

import itertools
import tracemalloc

import numpy as np
import pytest

from framing.attribution.decoding import best_labels, find_pieces
from framing.attribution.model_engine import find_by_model, load_model, tag
from framing.attribution.network import CONTEXT, WINDOW, Layer, Windows, _recur
from framing.text import Batch

STORY = (
    "The mayor said on Monday that the bridge would be closed. “It is not safe,” she said, “and it never was.” "
    "According to the city council, repairs will cost $2 million. Critics doubt it.\n\n"
)


def test_an_article_gets_the_same_scores_alone_and_in_a_batch():
    model = load_model()
    texts = [STORY * 3, "Nothing was said.", STORY * 30, "Trump: “No.”"]
    together = Batch(texts)
    scores, labels, _ = tag(together, model)
    for number, text in enumerate(texts):
        own_scores, own_labels, _ = tag(Batch([text]), model)
        here = together.tokens.text == number
        assert np.allclose(scores[here], own_scores, atol=1e-3)
        assert (labels[here] == own_labels).all()


def test_windows_cover_every_token_once_and_stay_in_their_text():
    text = np.repeat([0, 1, 2], [1, WINDOW, 2 * WINDOW + 5]).astype(np.int32)
    windows = Windows.of(text)
    covered = np.concatenate([np.arange(a, b) for a, b in zip(windows.first, windows.last, strict=True)])
    assert covered.tolist() == list(range(text.size))
    assert (text[windows.first] == text[windows.last - 1]).all()
    assert len(Windows.of(np.zeros(0, np.int32))) == 0


def slow_layer(layer, values):
    """The recurrent layer one token after another, for one text shorter than a window."""
    width = layer.blocks[0].shape[1]
    half = width // 2
    add, keep, through = (
        values @ block + layer.bias[k * width : (k + 1) * width] for k, block in enumerate(layer.blocks[:3])
    )
    keep, through = 1 / (1 + np.exp(-keep)), 1 / (1 + np.exp(-through))
    state = np.zeros_like(add)
    for columns, order in ((slice(0, half), range(len(values))), (slice(half, None), reversed(range(len(values))))):
        now = np.zeros(half)
        for t in order:
            now = keep[t, columns] * now + (1 - keep[t, columns]) * add[t, columns]
            state[t, columns] = now
    skip = values @ layer.blocks[3] + layer.bias[3 * width :] if layer.own_skip else values
    return through * np.tanh(state) + (1 - through) * skip


@pytest.mark.parametrize("n_inputs", [6, 8])  # with and without a projection past the layer
def test_a_layer_does_what_its_definition_says(n_inputs):
    rng = np.random.default_rng(0)
    blocks = 3 if n_inputs == 8 else 4
    layer = Layer.of(
        rng.normal(size=(n_inputs, 8 * blocks)).astype(np.float32), rng.normal(size=8 * blocks).astype(np.float32), 4
    )
    values = rng.normal(size=(WINDOW - 3, n_inputs)).astype(np.float32)
    windows = Windows.of(np.zeros(len(values), np.int32))
    assert np.allclose(_recur(layer, values.copy(), windows), slow_layer(layer, values), atol=1e-4)


def test_what_lies_further_back_than_the_context_is_not_read():
    rng = np.random.default_rng(0)
    layer = Layer.of(rng.normal(size=(4, 12)).astype(np.float32), np.full(12, 3, np.float32), 2)
    values = rng.normal(size=(2 * WINDOW, 4)).astype(np.float32)
    windows = Windows.of(np.zeros(len(values), np.int32))
    changed = values.copy()
    changed[: WINDOW - CONTEXT] += 1
    same = _recur(layer, values.copy(), windows)[WINDOW:], _recur(layer, changed, windows)[WINDOW:]
    assert np.array_equal(*same)


def slow_best(scores, transitions):
    """Every path of a short text, the best one."""
    paths = itertools.product(range(7), repeat=len(scores))

    def value(path):
        steps = sum(transitions[a, b] for a, b in itertools.pairwise(path))
        return sum(scores[t, k] for t, k in enumerate(path)) + steps

    return list(max(paths, key=value))


def test_decoding_finds_the_best_of_all_paths():
    rng = np.random.default_rng(1)
    transitions = rng.normal(size=(7, 7)).astype(np.float32)
    scores = rng.normal(size=(9, 7)).astype(np.float32)
    text = np.repeat([0, 1, 2], [4, 1, 4]).astype(np.int32)
    expected = (
        slow_best(scores[:4], transitions) + slow_best(scores[4:5], transitions) + slow_best(scores[5:], transitions)
    )
    assert best_labels(scores, transitions, text).tolist() == expected


def test_pieces_begin_at_a_first_token_a_change_of_role_or_a_new_text():
    labels = np.array([1, 2, 1, 3, 4, 0, 6, 6, 6, 5], np.int8)
    text = np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1], np.int32)
    role, first, last = find_pieces(labels, text)
    assert role.tolist() == [1, 1, 2, 3, 3, 3]
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(0, 2), (2, 3), (3, 5), (6, 8), (8, 9), (9, 10)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        '"',
        '" “ ” ‘ ’ \' " « »' * 20,
        "他说：“我们输了。”",
        "Die Ministerin sagte: „Nein.“",
        "\ud800",
        "a" * 5000,
    ],
)
def test_odd_texts_do_no_harm(text):
    found = find_by_model(Batch([text]))
    assert found.n == found.confidence.size


def test_an_empty_batch_has_no_attributions():
    assert find_by_model(Batch([])).n == 0


@pytest.mark.slow
def test_five_megabytes_in_one_paragraph_take_memory_in_proportion():
    load_model()
    sentence = STORY.replace("\n", " ")
    peaks, shares = [], []
    for n_characters in (500_000, 5_000_000):
        batch = Batch([sentence * (n_characters // len(sentence))])
        tracemalloc.start()
        found = find_by_model(batch)
        peaks.append(tracemalloc.get_traced_memory()[1] / len(batch.tokens))
        tracemalloc.stop()
        shares.append(found.n / len(batch.tokens))
    assert peaks[1] < 1.5 * peaks[0]
    assert shares[1] > 0.9 * shares[0] > 0.01
