"""The interval of a share whose attributions come in articles."""

import numpy as np

from framing.charts.tables import share_interval


def test_equal_articles_give_wilsons_interval():
    share, low, high = share_interval(np.full(10, 3.0), np.full(10, 10.0))
    assert share == 0.3
    # Wilson's interval of 30 of 100, as printed in textbooks: 0.219 to 0.396.
    assert round(low, 3) == 0.219 and round(high, 3) == 0.396


def test_attributions_that_come_together_are_worth_less():
    together = share_interval(np.array([10.0, 10, 10, 0, 0, 0, 0, 0, 0, 0]), np.full(10, 10.0))
    spread = share_interval(np.full(10, 3.0), np.full(10, 10.0))
    assert together[2] - together[1] > 2 * (spread[2] - spread[1])


def test_none_of_many_has_an_upper_bound_and_nothing_at_all_is_unknown():
    share, low, high = share_interval(np.zeros(5), np.full(5, 8.0))
    assert (share, low) == (0, 0) and 0.05 < high < 0.12
    assert all(np.isnan(share_interval(np.zeros(5), np.zeros(5))))


def test_interval_covers_the_truth_about_95_times_in_100():
    random = np.random.default_rng(4)
    covered = 0
    for _ in range(600):
        chance = random.beta(3, 7, size=25)  # articles differ; 0.3 on average
        total = random.integers(4, 16, size=25).astype(float)
        count = random.binomial(total.astype(int), chance).astype(float)
        _, low, high = share_interval(count, total)
        covered += low <= 0.3 <= high
    assert 0.91 <= covered / 600 <= 0.98
