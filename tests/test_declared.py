"""The guard against dictionary shopping: what was declared, how much was tried, how measures go with length."""

import numpy as np
import pytest

from framing.declared import LengthEffects, declare, length_line, tried_line


def effects_of(*batches):
    effects = LengthEffects()
    for words, values in batches:
        effects.add({"n_words": words, "rate": values}, ["rate"])
    return effects.table()["rate"]


def test_the_declaration_changes_with_a_measure_and_with_a_list():
    plain = declare(["hedges"], {})["sha256"]
    assert declare(["hedges", "loaded"], {})["sha256"] != plain
    assert declare(["hedges"], {"mine.csv": "ab"})["sha256"] not in (
        plain,
        declare(["hedges"], {"mine.csv": "cd"})["sha256"],
    )


def test_the_correlation_is_that_with_the_logarithm_of_length():
    random = np.random.default_rng(3)
    words = random.integers(50, 2000, 40)
    values = random.normal(size=40) - 0.001 * words
    expected = np.corrcoef(np.log(words), values)[0, 1]
    assert effects_of((words.tolist(), values.tolist()))["correlation"] == pytest.approx(expected, abs=5e-4)


def test_batches_add_up():
    words, values = list(range(100, 120)), [float(i % 7) for i in range(20)]
    assert effects_of((words[:9], values[:9]), (words[9:], values[9:])) == effects_of((words, values))


@pytest.mark.parametrize(
    ("words", "values", "n"),
    [([100, 200], [1.0, 2.0], 2), ([100] * 20, [1.0] * 20, 20), ([0] * 20, [float("nan")] * 20, 0)],
)
def test_few_articles_or_no_spread_tell_nothing(words, values, n):
    assert effects_of((words, values)) == {"correlation": None, "n_articles": n}


def test_what_cannot_be_told_is_not_said():
    assert length_line({}, "rate") == ""
    assert length_line({"length_effects": {"rate": {"correlation": None, "n_articles": 3}}}, "rate") == ""
    assert tried_line({}, [], []) == ""


def test_lists_of_the_user_and_both_modes_are_counted():
    line = tried_line(
        {"declared": {"n_measures": 30, "n_own_lexicons": 2}}, ["unmatched", "same_event", "unmatched"], [60, 40, 60]
    )
    assert line == (
        "30 measures were declared before the articles were read, 2 of them from word lists of the user. "
        "The q of a difference counts 60 comparisons over all articles, 40 comparisons within events."
    )


def test_a_run_declares_its_measures_and_shows_their_length_effects():
    from framing import Article, analyze

    articles = [Article(id=str(i), text="It may rain, an aide said. " * (i + 1)) for i in range(12)]
    manifest = analyze(articles, engine="rules", copies_above=1.0).manifest
    assert "hedges_per_1000_words" in manifest["declared"]["measures"]
    assert manifest["length_effects"]["mean_sentence_length"]["n_articles"] == 12
