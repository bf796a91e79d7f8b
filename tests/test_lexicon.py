"""Word lists: the longest term wins, and a wrong file is named by row."""

import numpy as np
import pytest

from framing.errors import InputError
from framing.lexicon import Lexicon
from framing.text import Batch, HashIndex, hash_words

ROWS = [
    {"term": "regime", "label": "loaded"},
    {"term": "regime change", "label": "policy"},
    {"term": "of course", "label": "booster"},
    {"term": "so-called", "label": "loaded"},
]


def found(*texts):
    batch = Batch(texts)
    spans = Lexicon.from_rows(ROWS).spans(batch)
    return list(zip(spans.text.tolist(), batch.strings(spans), spans.names, strict=True))


def test_the_longest_term_wins():
    assert found("Regime change, not the regime’s end.") == [(0, "Regime change", "policy"), (0, "regime", "loaded")]


def test_a_term_does_not_reach_over_a_mark_or_into_the_next_text():
    assert found("the regime. Change came", "of", "course") == [(0, "regime", "loaded")]


def test_line_breaks_and_capitals_do_not_matter():
    assert found("OF\nCOURSE the so-called ally") == [(0, "OF\nCOURSE", "booster"), (0, "so-called", "loaded")]


def test_no_two_matches_overlap():
    lexicon = Lexicon.from_rows([{"term": "a b"}, {"term": "b c"}])
    batch = Batch(["a b c"])
    assert batch.strings(lexicon.spans(batch)) == ["a b"]


def test_an_index_of_many_words_finds_each_and_nothing_else():
    words = [f"word{number}" for number in range(5000)]
    index = HashIndex(hash_words(words))
    assert np.array_equal(index.find(hash_words(words)), np.arange(5000))
    assert (index.find(hash_words([f"other{number}" for number in range(5000)])) == -1).all()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"word,label\nregime,x\n", "mine.csv has no column 'term'"),
        (b"term,label\nregime,x\n,y\n", "mine.csv row 3: the term is empty"),
        (b"term,label\nregime,x\nRegime,y\n", "mine.csv row 3: 'Regime' stands in row 2 already"),
        (b"term,label\n", "mine.csv holds no terms"),
        ("term\nrégime\n".encode("latin-1"), "mine.csv is not UTF-8"),
        ("term\nregime\n".encode("utf-16"), "mine.csv is not UTF-8"),
        ("term\nregime\n".encode("utf-16-le"), "mine.csv is not UTF-8 text"),
        (b"term;label\nregime;x\n", "mine.csv has no column 'term' .found: term;label."),
        (b"term,label\nregime,x\nlaw, order,x\n", "mine.csv row 3 has more cells than the head"),
        (b"term,label\nregime,x\nscheme,\n", "mine.csv row 3: the label is empty"),
        (b"term,label\nregime," + b"x" * 61 + b"\n", "mine.csv row 2: the label 'x+' cannot be used"),
        (b"term,label\nregime,a\x07b\n", "mine.csv row 2: the label 'a.x07b' cannot be used"),
        ("term\ndon't\ndon’t\n".encode(), "mine.csv row 3: 'don’t' stands in row 2 already"),
    ],
)
def test_a_wrong_file_is_named_with_its_row(tmp_path, content, sentence):
    (tmp_path / "mine.csv").write_bytes(content)
    with pytest.raises(InputError, match="^" + sentence):
        Lexicon.read(tmp_path / "mine.csv")


def test_a_missing_file_gets_one_sentence(tmp_path):
    with pytest.raises(InputError, match="no lexicon file"):
        Lexicon.read(tmp_path / "none.csv")
