"""Who has how much of the space, by any column of the sources table."""

import pandas as pd
import pytest

from framing.errors import InputError
from framing.sources import share_of_voice_table

SOURCES = pd.DataFrame(
    {
        "article_id": ["a", "a", "a", "b"],
        "source_id": ["a:s1", "a:s2", "a:s3", "b:s1"],
        "country": ["Russia", "Russia", "Azerbaijan", ""],
        "type": ["official", "official", "official", "citizen"],
        "n_attributions": [5, 2, 1, 2],
        "n_words": [80, 10, 10, 0],
    }
)


def test_shares_are_of_all_and_few_voices_stay_visible():
    table = share_of_voice_table(SOURCES, by="country")
    assert table["country"].tolist() == ["Russia", "not stated", "Azerbaijan"]
    assert table["n_attributions"].tolist() == [7, 2, 1]
    assert table["share_attributions"].tolist() == [0.7, 0.2, 0.1]
    assert table["share_words"].tolist() == [0.9, 0.0, 0.1]
    assert table["n_articles"].tolist() == [1, 1, 1]


def test_no_sources_give_an_empty_table():
    assert share_of_voice_table(SOURCES.iloc[:0], by="type").empty


def test_an_unknown_column_is_one_sentence():
    with pytest.raises(InputError, match="no column 'camp'; choose one of article_id"):
        share_of_voice_table(SOURCES, by="camp")
