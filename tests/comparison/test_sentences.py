"""The plain line of a difference: counts where a rate rests on next to nothing, and what one event may change."""

import numpy as np

from framing.comparison import MeasureColumn
from framing.comparison.sentences import difference_sentence

RATE = MeasureColumn(
    name="hedges_per_1000_words", denominator="n_words_own", per=1000.0, label="hedges per 1,000 words"
)
ROW = {
    "group": "Argus", "reference": "rest", "mode": "same_event", "difference": 2.0, "low": 1.0, "high": 3.0,
    "p": 0.001, "q": 0.01, "n_events": 16, "events_higher": 14.0, "events_lower": 2.0, "estimate": 6.0,
    "estimate_reference": 4.0, "count": 60.0, "count_reference": 90.0, "lowest_without_one_event": 1.8,
    "highest_without_one_event": 2.2, "most_influential_event": "the strike", "distinguishable": True, "n_tests": 40,
}  # fmt: skip


def test_in_14_of_16_shared_events():
    assert difference_sentence(ROW, RATE, 0.95) == (
        "In 14 of 16 shared events Argus is higher than the rest on hedges per 1,000 words (lower in 2); within events "
        "the difference is 2.00 (95 % interval 1.00 to 3.00; q = 0.01); without any one event it stays between 1.80 "
        "and 2.20."
    )


def test_an_event_that_carries_the_difference_is_named():
    said = difference_sentence({**ROW, "lowest_without_one_event": -0.1}, RATE, 0.95)
    assert "it rests on the strike, without which it may turn" in said


def test_a_rate_of_two_words_says_that_it_is_of_two_words():
    row = {**ROW, "mode": "unmatched", "distinguishable": False, "q": 0.4, "p": 0.4, "low": -1.0}
    assert "but only 2 and 90 counted" in difference_sentence({**row, "count": 2.0}, RATE, 0.95)
    assert "counted" not in difference_sentence({**row, "count": np.nan, "count_reference": np.nan}, RATE, 0.95)
