"""Coefficients against the worked examples of their papers, a slow twin, and other people's programs."""

import numpy as np
import pytest

from framing.coding.agreement import (
    agreement_interval,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
)
from framing.coding.scales import SCALES
from framing.errors import InputError

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C/D: four observers, twelve units, gaps.
# The same data are `cac.raw4raters` of Gwet's irrCAC.
FOUR_OBSERVERS = [
    list("1 2 3 3 2 1 4 1 2 . . .".replace(" ", "")),
    list("1 2 3 3 2 2 4 1 2 5 . 3".replace(" ", "")),
    list(". 3 3 3 2 3 4 2 2 5 1 .".replace(" ", "")),
    list("1 2 3 3 2 4 4 1 2 5 1 .".replace(" ", "")),
]
TWELVE_UNITS = [[int(code) if code != "." else None for code in unit] for unit in zip(*FOUR_OBSERVERS, strict=True)]


def rows_of_table(table):
    """One row of codes per unit, from a table of how many coders gave each code to each unit."""
    return [[code for code, n in enumerate(unit) for _ in range(n)] for unit in table]


def pairs_of_table(table):
    """Two lists of codes from the crossed table of two coders."""
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in cells], [j for _, j in cells]


@pytest.mark.parametrize(
    ("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_krippendorffs_four_observers(scale, published):
    assert round(krippendorff_alpha(TWELVE_UNITS, scale=scale), 3) == published


def test_alpha_of_krippendorffs_two_observers():
    binary = list(zip("0100000010", "1110010000", strict=True))
    letters = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert round(krippendorff_alpha(binary), 3) == 0.095
    assert round(krippendorff_alpha(letters), 3) == 0.692


def test_coefficients_of_gwets_four_raters():
    """Gwet (2014) and the documentation of irrCAC: percent, Fleiss, AC1 and AC2 with quadratic weights."""
    assert round(percent_agreement(TWELVE_UNITS), 5) == 0.81818
    assert round(fleiss_kappa(TWELVE_UNITS), 5) == 0.76117
    assert round(gwet_ac(TWELVE_UNITS), 5) == 0.77544
    assert round(gwet_ac(TWELVE_UNITS, scale="interval"), 5) == 0.91400


def test_the_paradox_that_ac1_was_made_for():
    """Gwet (2002): 118 of 125 subjects coded no by both. Kappa is below 0 there, AC1 is 0.94."""
    first, second = pairs_of_table([[118, 5], [2, 0]])
    assert round(cohen_kappa(first, second), 3) == -0.023
    assert round(gwet_ac(list(zip(first, second, strict=True))), 3) == 0.941


def test_kappa_of_fleiss_levin_and_paik():
    """Fleiss, Levin and Paik (2003), table 18.1: two raters, 100 subjects, three diagnoses; kappa 0.68."""
    first, second = pairs_of_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert round(cohen_kappa(first, second), 3) == 0.676


def test_fleiss_kappa_of_fourteen_raters():
    """The worked example of ten units and fourteen raters that textbooks carry: kappa 0.210."""
    table = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert round(fleiss_kappa(rows_of_table(table)), 3) == 0.210


def random_codes(seed, n_units=40, n_coders=4, missing=0.3):
    random = np.random.default_rng(seed)
    truth = random.integers(1, 6, size=(n_units, 1))
    codes = np.clip(truth + random.choice([-1, 0, 0, 0, 1], size=(n_units, n_coders)), 1, 5).astype(object)
    codes[random.random(codes.shape) < missing] = None
    return codes


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(5))
def test_alpha_equals_the_krippendorff_package(scale, seed):
    oracle = pytest.importorskip("krippendorff")
    codes = random_codes(seed)
    data = np.array([[np.nan if code is None else code for code in coder] for coder in codes.T], dtype=float)
    expected = oracle.alpha(reliability_data=data, level_of_measurement=scale)
    assert abs(krippendorff_alpha(codes, scale=scale) - expected) < 1e-9


@pytest.mark.parametrize(("scale", "theirs"), [("nominal", None), ("linear", "linear"), ("interval", "quadratic")])
def test_cohen_equals_scikit_learn(scale, theirs):
    from sklearn.metrics import cohen_kappa_score

    codes = random_codes(7, n_coders=2, missing=0.0).astype(int)
    expected = cohen_kappa_score(codes[:, 0], codes[:, 1], weights=theirs)
    assert abs(cohen_kappa(codes[:, 0].tolist(), codes[:, 1].tolist(), scale=scale) - expected) < 1e-9


def test_fleiss_equals_statsmodels():
    theirs = pytest.importorskip("statsmodels.stats.inter_rater")
    codes = random_codes(3, missing=0.0).astype(int)
    table, _ = theirs.aggregate_raters(codes)
    assert abs(fleiss_kappa(codes) - theirs.fleiss_kappa(table)) < 1e-9


@pytest.mark.parametrize("scale", ["nominal", "linear", "interval", "ordinal"])
def test_gwet_equals_its_formula_written_out(scale):
    """AC2 unit by unit and pair by pair, as in Gwet (2014), chapter 4."""
    codes = random_codes(11)
    values = [1, 2, 3, 4, 5]

    def weight(a, b):
        steps = abs(a - b)
        if scale == "nominal":
            return float(a == b)
        if scale == "ordinal":
            return 1 - (steps + 1) * steps / 2 / 10
        return 1 - steps / 4 if scale == "linear" else 1 - (steps / 4) ** 2

    agreed, shares = [], []
    for unit in codes:
        given = [code for code in unit if code is not None]
        if len(given) > 1:
            pairs = [(a, b) for i, a in enumerate(given) for j, b in enumerate(given) if i != j]
            agreed.append(sum(weight(a, b) for a, b in pairs) / len(pairs))
        if given:
            shares.append([given.count(value) / len(given) for value in values])
    observed, pi = np.mean(agreed), np.mean(shares, axis=0)
    chance = sum(weight(a, b) for a in values for b in values) * sum(pi * (1 - pi)) / (5 * 4)
    expected = (observed - chance) / (1 - chance)
    assert abs(gwet_ac(codes, scale=scale, values=values) - expected) < 1e-12


def test_what_cannot_be_known_is_nan():
    same = [["yes", "yes"]] * 5
    assert np.isnan(krippendorff_alpha(same))
    assert np.isnan(cohen_kappa(["yes"] * 5, ["yes"] * 5))
    assert percent_agreement(same) == 1
    assert np.isnan(percent_agreement([["yes", ""], ["", "no"]]))


def test_missing_and_unsure_codes_do_not_count():
    with_gaps = [["yes", "yes"], ["no", "no"], ["yes", "?"], ["", "no"]]
    assert krippendorff_alpha(with_gaps) == krippendorff_alpha(with_gaps[:2]) == 1


def test_an_ordinal_scale_of_words_needs_its_order():
    words = [["low", "high"], ["mid", "mid"], ["high", "high"]]
    with pytest.raises(InputError, match="needs values="):
        krippendorff_alpha(words, scale="ordinal")
    numbers = [[1, 3], [2, 2], [3, 3]]
    ordered = krippendorff_alpha(words, scale="ordinal", values=["low", "mid", "high"])
    assert ordered == krippendorff_alpha(numbers, scale="ordinal")


def test_bad_input_is_one_sentence():
    with pytest.raises(InputError, match="unknown scale 'nominall'; allowed are nominal"):
        krippendorff_alpha([[1, 1]], scale="nominall")
    with pytest.raises(InputError, match="'maybe' is not allowed; allowed are 'yes', 'no'"):
        krippendorff_alpha([["yes", "maybe"]], values=["yes", "no"])
    with pytest.raises(InputError, match="two coders, and 3 were given"):
        agreement_interval([[1, 1, 1]], "cohen")
    with pytest.raises(InputError, match="'often' is no number"):
        krippendorff_alpha([["often", "often"], ["rare", "often"]], scale="interval")


def test_intervals_hold_the_value_and_come_back_with_the_seed():
    codes = random_codes(5)
    for coefficient in ("percent", "alpha", "gwet", "fleiss"):
        value, low, high = agreement_interval(codes, coefficient, n_resamples=300, seed=4)
        assert low < value < high
        assert (value, low, high) == agreement_interval(codes, coefficient, n_resamples=300, seed=4)
    # A unit is an article here: three units of one article carry less than three of three.
    wide = agreement_interval(codes, "alpha", clusters=[i // 8 for i in range(40)], n_resamples=500)
    assert wide[0] == krippendorff_alpha(codes)


@pytest.mark.slow
def test_alpha_intervals_cover_the_alpha_of_all_units():
    """A hundred drawn from many: the interval holds the alpha of all of them about 95 times in 100."""
    random = np.random.default_rng(0)
    truth = random.random(20_000) < 0.3
    everything = np.column_stack([truth ^ (random.random(20_000) < 0.1) for _ in range(2)]).astype(int)
    target = krippendorff_alpha(everything)
    held = 0
    for draw in range(300):
        _, low, high = agreement_interval(
            everything[random.integers(0, 20_000, 100)], "alpha", n_resamples=400, seed=draw
        )
        held += low <= target <= high
    assert 0.90 <= held / 300 <= 0.98
