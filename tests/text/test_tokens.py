"""Words, numbers and marks: what a reader would say, and what the slow twin says."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text import Batch

spec = importlib.util.spec_from_file_location("slow_twin", Path(__file__).with_name("slow_twin.py"))
slow_twin = importlib.util.module_from_spec(spec)
spec.loader.exec_module(slow_twin)

KINDS = ("mark", "word", "clitic", "number")
# Built of what news is built of, so that chance finds the awkward neighbours.
PIECES = st.sampled_from(
    ["U.S.", "don’t", "Trump's", "far-right", "1,200.5", "e\u0301tat", "😀", "👍🏽", "“", "”", "'", "’", '"', ".", ",", "…",
     " ", "\n", "\n\n", "—", "-", "a", "s", "S", "9", "é", "J.", "\u200b", "\u0301", "\ufe0f", "(", ")", "word", "𝒜", "中"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40).filter(lambda text: text.isprintable())


def words(text):
    batch = Batch([text])
    rows = zip(batch.tokens.start.tolist(), batch.tokens.end.tolist(), strict=True)
    return [batch.joined[start:end] for start, end in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't go.", ["He", "didn't", "go", "."]),
        ("Trump’s far-right ally", ["Trump", "’s", "far-right", "ally"]),
        ("the voters' choice", ["the", "voters", "'", "choice"]),
        ("1,200.5 people, at 3.", ["1,200.5", "people", ",", "at", "3", "."]),
        ("in the U.S. today", ["in", "the", "U.S.", "today"]),
        ("Mr. Marek", ["Mr", ".", "Marek"]),
        ("cafe\u0301 owner", ["cafe\u0301", "owner"]),
        ("So good 👍🏽!", ["So", "good", "👍🏽", "!"]),
        ("he said…“No”", ["he", "said", "…", "“", "No", "”"]),
        ("", []),
    ],
)
def test_tokens_are_what_a_reader_takes_for_words(text, expected):
    assert words(text) == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_tokens_agree_with_the_slow_twin(texts):
    batch = Batch(texts)
    tokens = batch.tokens
    for number, text in enumerate(texts):
        mine = tokens.text == number
        offset = int(batch.base[number])
        found = [
            (int(start) - offset, int(end) - offset, KINDS[kind])
            for start, end, kind in zip(tokens.start[mine], tokens.end[mine], tokens.kind[mine], strict=True)
        ]
        assert found == slow_twin.tokens(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_spans_hold_exactly_the_text_between_their_offsets(texts):
    batch = Batch(texts)
    sentences = batch.sentences
    for text, start, end, found in zip(
        sentences.text, sentences.start, sentences.end, batch.strings(sentences), strict=True
    ):
        assert texts[text][start:end] == found
    first, last = batch.token_ranges(sentences)
    assert batch.token_strings(first, last) == batch.strings(sentences)


def test_a_word_has_one_hash_whatever_its_case_apostrophe_or_neighbours():
    batch = Batch(["DON’T say", "they don't"])
    assert batch.tokens.folded[0] == batch.tokens.folded[-1]
    assert batch.tokens.folded[0] != batch.tokens.folded[1]


def test_possessives_and_marks_are_no_words():
    assert Batch(["Trump's plan, they say."]).word_counts().tolist() == [4]


def test_a_text_of_one_batch_does_not_touch_the_next():
    alone, together = Batch(["second text."]), Batch(["first", "second text."])
    assert alone.tokens.folded.tolist() == together.tokens.folded[1:].tolist()
    assert together.word_counts().tolist() == [1, 2]
