"""Who is accused by name, and whether that party speaks in the same article: short articles."""

import math

import pytest

import framing

HEARD = [
    "Russia has accused Kiev of trying to stall. Ukraine said on Monday that it wanted peace.",
    "The mayor accused Brandwell Ltd of fraud. “We did nothing wrong,” said Ann Roe, a spokeswoman for Brandwell Ltd.",
    "Ann Lee blamed Carl Stone for the delay. Stone said that it was the rain.",
    "Kiev accused Moscow of lying. Kremlin spokesman Dmitry Peskov said that the talks would go on.",
]
NOT_HEARD = [
    "Russia has accused Kiev of trying to stall. The talks ended on Monday, officials said.",
    "Ann Lee blamed Carl Stone for the delay. Lee said that it would cost millions.",
]
NOBODY_ACCUSED = [
    "Russia said it wanted peace. Ukraine said the same.",
    "The mayor accused them of lying. They said nothing of the kind.",
    "Ann Lee praised Carl Stone. Stone said that it was nothing.",
]


def share(text, engine="rules"):
    article = framing.Article(id="a", text=text)
    results = framing.analyze([article], engine=engine, progress=False)
    return float(results.features["right_of_reply"].iloc[0])


@pytest.mark.parametrize("text", HEARD)
def test_the_accused_is_heard(text):
    assert share(text) == 1


@pytest.mark.parametrize("text", NOT_HEARD)
def test_the_accused_is_not_heard(text):
    assert share(text) == 0


@pytest.mark.parametrize("text", NOBODY_ACCUSED)
def test_nobody_is_accused_by_name(text):
    assert math.isnan(share(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Carl Stone was accused of fraud by the council. “I am innocent,” Stone said.", 1),
        ("Carl Stone was accused of fraud by Ann Lee. Lee said that she had proof.", 0),
    ],
)
def test_in_the_passive_the_accused_stands_before_the_verb(text, expected):
    assert share(text, engine="model") == expected


def test_one_of_two_is_heard():
    text = "Lee accused Ann Marsh of fraud. Lee also blamed Carl Stone. Marsh said that it was not so."
    assert share(text) == 0.5
