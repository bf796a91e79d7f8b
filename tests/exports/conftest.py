"""A small run whose texts have what counts differently elsewhere: emoji, combining accents, line ends, formulas."""

import pytest

import framing
from framing.articles import Article

TEXT = (
    "=1+1 says the 😀 sign. Critics reportedly agree.\r\n\r\n"
    "“The cafe\u0301 👩‍👩‍👧 is a disgrace 😀,” Mayor Ada Breńn told reporters. “Nobody,” she added, “may <b>pay</b> & go.”\n"
    "The re\u0301gime might fall, an aide said.\u2028Perhaps. They should “settle this like adults” now."
)


@pytest.fixture(scope="session")
def results():
    articles = [
        Article(id="ferry/1 é", outlet="Post", title="Ferry 😀 ‘a disgrace’, says mayor", text=TEXT),
        Article(id="quiet", outlet="Herald", title="", text="The ferry is fine."),
        Article(id="plain", outlet="Herald", title="Ferry", text="The ferry may sink, the harbour master warned."),
    ]
    return framing.analyze(articles, engine="rules", progress=False)
