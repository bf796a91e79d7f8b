import numpy as np

from framing.text import Batch, HashIndex, hash_words, once


def test_every_word_of_a_long_list_is_found_also_where_two_share_a_slot() -> None:
    words = [f"word{number}" for number in range(5000)]
    index = HashIndex(hash_words(words))
    assert index._rest.size  # some do share one
    assert index.find(hash_words(words)).tolist() == list(range(5000))
    assert index.has(hash_words(words)).all()


def test_other_words_are_not_found() -> None:
    index = HashIndex(hash_words([f"word{number}" for number in range(5000)]))
    others = hash_words([f"other{number}" for number in range(5000)])
    assert (index.find(others) == -1).all()
    assert not index.has(others).any()


def test_of_equal_words_the_first_row_wins() -> None:
    index = HashIndex(hash_words(["said", "told", "Said"]))
    assert index.find(hash_words(["SAID", "told"])).tolist() == [0, 1]


def test_an_empty_list_holds_nothing() -> None:
    index = HashIndex(np.zeros(0, dtype=np.uint64))
    assert index.find(hash_words(["said"])).tolist() == [-1]


def test_what_is_kept_with_a_batch_is_not_that_of_another() -> None:
    batches = [Batch(["one"]), Batch(["two words"])]
    assert [once(batch, "n", lambda batch=batch: len(batch.tokens)) for batch in batches] == [1, 2]
