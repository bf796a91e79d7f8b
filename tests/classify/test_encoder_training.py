"""The parts of the recipe that need no corpus; those with torch skip where it is not installed."""

import importlib.util

import numpy as np
import pytest

from framing.classify.training.material import marked_tokens, read_plain_sentences
from framing.classify.training.splits import cluster, development_half, fold_of
from framing.classify.training.tokens import draw_batches, tokenize, vocabulary
from framing.classify.training.word_pieces import WordPieces, split_words
from framing.errors import InputError
from framing.text import Batch

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="needs torch: framing[train]")
TEXTS = ["The ferry was late again, which surprised nobody in the harbour town.", "No ferry came.", "A ferry!"]


def test_words_become_the_longest_known_pieces(tmp_path):
    file = tmp_path / "vocab.txt"
    pieces = ["[PAD]", *(f"[{n}]" for n in range(1, 104)), "harbour", "##master", "##s", "the"]
    file.write_text("\n".join(pieces), encoding="utf-8")
    known = WordPieces(file)
    assert [pieces[row] for row in known.of_word("harbourmasters")] == ["harbour", "##master", "##s"]
    assert known.of_word("zzz") == [100]
    assert len(known.rows("the " * 50, limit=10)) == 10


def test_marks_stand_alone_and_accents_are_dropped():
    assert split_words("Élite's $5") == ["elite", "'", "s", "$", "5"]


def test_rewritten_copies_are_one_cluster_and_never_split():
    news = "The minister said on Monday that the harbour would be closed for repairs until the spring of next year"
    texts = [news + ".", "On Sunday it rained.", news.replace("Monday", "Tuesday") + ", officials said."]
    clusters = cluster(texts)
    assert clusters[0] == clusters[2] != clusters[1]
    half = development_half(clusters)
    assert half[0] == half[2]


def test_groups_stay_whole_and_folds_even():
    folds = fold_of(["a"] * 4 + ["b"] * 3 + ["c", "d", "e", "f"])
    assert len(set(folds[:4])) == len(set(folds[4:7])) == 1
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}


def test_marked_words_are_the_tokens_that_a_span_touches():
    batch = Batch(["A shameful vote.", "No."])
    assert marked_tokens(batch, [[[2, 10]], []]).tolist() == [0, 1, 0, 0, 0, 0]


def test_a_vocabulary_lists_the_frequent_words_first_and_unknown_ones_have_no_row():
    hashes, words = vocabulary(TEXTS)
    assert words[0] == "ferry"
    tokens = tokenize(["Ferry wreck"], hashes)
    assert tokens.row.tolist() == [0, -1]
    assert tokens.affixes.shape == (2, 4)


def test_batches_hold_every_sentence_once():
    batches = draw_batches(np.arange(1, 40), 8, np.random.default_rng(0))
    assert sorted(np.concatenate(batches).tolist()) == list(range(39))


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(InputError, match="holds no articles_allsides"):
        read_plain_sentences(tmp_path, [])


@needs_torch
def test_the_arrays_say_what_the_torch_network_says():
    import torch

    from framing.classify.encoder import EncoderNetwork
    from framing.classify.training.fitting import Decision, describe
    from framing.classify.training.network import SentenceNetwork, Sentences
    from framing.classify.training.recipe import pipeline_of

    torch.manual_seed(3)
    hashes, words = vocabulary(TEXTS)
    network = SentenceNetwork(np.random.default_rng(3).normal(0, 0.5, (len(words), 192)).astype(np.float32), 4).eval()
    decision = Decision(np.eye(512, dtype=np.float32)[:4], np.array([0, 1, 0, 1]), 352, 0.0)
    torch.nn.init.normal_(decision.word.weight, 0, 0.1)
    texts = [*TEXTS, "An unheard-of ferry."]
    wanted = describe(network, decision, Sentences(tokenize(texts, hashes)), np.arange(len(texts)))
    given = EncoderNetwork(pipeline_of(network, decision, hashes, 0.5)[0].arrays_).encode(texts)
    assert np.abs(given - wanted).mean() < 0.02  # 8 bits a number
    assert np.corrcoef(given.ravel(), wanted.ravel())[0, 1] > 0.999


@needs_torch
def test_fitting_says_the_same_twice_and_leaves_the_network_as_it_was():
    from framing.classify.training.fitting import Plan, fit, gold_of, probabilities
    from framing.classify.training.material import Labelled
    from framing.classify.training.network import SentenceNetwork

    random = np.random.default_rng(5)
    hashes, words = vocabulary(TEXTS)
    network = SentenceNetwork(random.normal(0, 0.5, (len(words), 192)).astype(np.float32), 4)
    before = network.project.weight.clone()
    texts, loaded = TEXTS * 4, np.array([1, 0, 0] * 4, dtype=np.float32)
    gold = gold_of(Labelled(texts, loaded, np.full(12, -100), [[] for _ in texts], [], []), hashes)
    rows = np.arange(12)
    once, twice = (probabilities(*fit(network, gold, rows, Plan(), seed=1), gold.sentences, rows) for _ in range(2))
    assert once.tolist() == twice.tolist()
    assert once[0] > once[1]
    assert bool((network.project.weight == before).all())


@needs_torch
def test_the_scores_of_a_half_are_over_its_sentences_alone():
    from framing.classify.training.crossing import Crossed

    loaded = np.array([1, 0, 1, 0], dtype=np.float32)
    crossed = Crossed(
        {"random folds": np.array([0.9, 0.1, 0.2, 0.8], dtype=np.float32)},
        np.array([True, True, False, False]),
        np.arange(4),
    )
    assert crossed.scores(loaded, development=True)["random folds"].macro_f1 == 1
    assert crossed.scores(loaded)["random folds"].macro_f1 == 0


def test_no_processes_at_all_is_refused_in_one_sentence(tmp_path, capsys):
    from framing.classify.training.__main__ import main

    assert main(["--data", str(tmp_path), "--out", str(tmp_path), "--processes", "0"]) == 2
    assert capsys.readouterr().err == "error: --processes is 0; at least 1 is needed\n"
