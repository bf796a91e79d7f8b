"""Where sentences and paragraphs end."""

import pytest

from framing.text import Batch


def sentences(text):
    batch = Batch([text])
    return batch.strings(batch.sentences)


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed."],
        ["Mr. Marek and Sen. J. Doyle met.", "Nobody spoke."],
        ["“We lost.”", "He left."],
        ["“Is it over?” he asked.", "It was."],
        ["He works in the U.S. Senate.", "She does not."],
        ["They met in the U.S.", "The talks failed."],
        ["It cost 3.5 million.", "That is 1.2 more."],
        ["He said no.", "Then he left."],
        ["Wait… what is this?", "Nobody knows!"],
        ["The vote (on May 3.) was close.", "It passed."],
        ["‘It is over,’ he said.", "‘Go home.’"],
    ],
)
def test_sentences_end_where_a_reader_stops(expected):
    assert sentences(" ".join(expected)) == expected


def test_a_blank_line_ends_a_sentence_without_a_period():
    assert sentences("Ferry late again\n\nThe ferry was late.") == ["Ferry late again", "The ferry was late."]


def test_single_line_breaks_end_paragraphs():
    batch = Batch(["Mayor resigns\nThe mayor resigned on Monday.\nNobody asked why."])
    assert len(batch.paragraphs) == 3


def test_lines_wrapped_at_a_width_are_one_paragraph():
    text = "The mayor of the town said on Monday that\nthe ferry would be late again because of\nthe storm that\nhad come in the night."
    assert len(Batch([text]).paragraphs) == 1


def test_an_empty_text_has_no_sentences():
    assert sentences("") == [] and sentences(" \n\n ") == []
