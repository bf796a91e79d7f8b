"""A user's list becomes a measure; what is wrong with the list is said with file and row."""

import pytest

from framing.errors import InputError
from framing.measures.own_lexicon import lexicon_measure


@pytest.fixture
def write(tmp_path):
    def write(content, name="mine.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_list_becomes_a_measure(write, analysed):
    measure = lexicon_measure(write("term,label\nred tape,burden\nred,colour\n", "My Colours.csv"))
    news = analysed(["The red tape on the red car."])
    assert measure.name == "my_colours_per_1000_words"
    assert measure.find_spans(news).names == ["burden", "colour"]
    assert measure.columns(news)["my_colours_per_1000_words"][0] == pytest.approx(2 / 7 * 1000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("term\nred\nRed\n", "row 3"),
        ('term\nred\n" "\n', "row 3"),
        ("word\nred\n", "no column 'term'"),
        ("term\nröd\n".encode("latin-1"), "not UTF-8"),
        ("", "mine.csv"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_row(content, said, write):
    with pytest.raises(InputError, match=r"mine\.csv") as error:
        lexicon_measure(write(content))
    assert said in str(error.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        lexicon_measure(tmp_path / "nowhere.csv")
