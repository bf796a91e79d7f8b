"""Which quotation marks belong together. Each line shows the quotations that must be found, outer ones first."""

import numpy as np
import pytest

from framing.text import Batch

CASES = [
    ("“We lost,” he said.", ["“We lost,”"]),
    ('"We lost," he said. "They won."', ['"We lost,"', '"They won."']),
    ("'We lost,' he said.", ["'We lost,'"]),
    ("‘We lost,’ he said, ‘and they won.’", ["‘We lost,’", "‘and they won.’"]),
    ("«On a perdu», dit-il.", ["«On a perdu»"]),
    # apostrophes are no quotation marks
    ("It's the voters' choice, and the '90s are over.", []),
    ("'It's the voters' choice,' she said.", ["'It's the voters' choice,'"]),
    ("rock 'n' roll and 'em", []),
    # nested
    ("“He told me ‘go’ and I went,” she said.", ["“He told me ‘go’ and I went,”", "‘go’"]),
    ("'He asked, 'Is it over?' I said no,' she said.", ["'He asked, 'Is it over?' I said no,'", "'Is it over?'"]),
    ("'They decided, 'We win,'' she said.", ["'They decided, 'We win,''", "'We win,'"]),
    ("“He told me “go” and I went,” she said.", ["“He told me “go” and I went,”", "“go”"]),
    # marks of two fashions
    ("‘first step' towards peace", ["‘first step'"]),
    ('“We lost," he said.', ['“We lost,"']),
    # unclosed: the quotation ends with its paragraph, and the next paragraph is safe
    ("He said “we lost and left.\n\n“Go,” she said.", ["“we lost and left.", "“Go,”"]),
    ('"We lost.\n\n"They won," he said.', ['"We lost.', '"They won,"']),
    ("'We lost.\n\n'They won,' he said.", ["'We lost.", "'They won,'"]),
    ('"We lost. He left. "They won," he said.', ['"We lost. He left.', '"They won,"']),
    # inches, feet and lone marks open nothing
    ("He is 6'2\" tall.", []),
    # an accent and an emoji inside
    ("“cafe\u0301 😀”, she wrote.", ["“cafe\u0301 😀”"]),
    # dashes and brackets before a mark
    ("the plan—“a disaster”—failed (“no”).", ["“a disaster”", "“no”"]),
    # tokens that stand apart
    ('He said " we lost " and left.', ['" we lost "']),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_quotations(text, expected):
    batch = Batch([text])
    assert batch.token_strings(batch.quotes.first, batch.quotes.last) == expected


def test_depth_counts_the_quotations_a_word_stands_in():
    batch = Batch(["“He told me ‘go’ now,” she said."])
    depth = dict(zip(batch.token_strings(*_each(batch)), batch.quote_depth.tolist(), strict=True))
    assert (depth["told"], depth["go"], depth["now"], depth["said"]) == (1, 2, 1, 0)


def _each(batch):
    first = np.arange(len(batch.tokens))
    return first, first + 1


def test_what_is_never_closed_is_marked_so():
    closed = Batch(["“We lost.\n\n“They won,” he said."]).quotes.closed
    assert closed.tolist() == [False, True]
