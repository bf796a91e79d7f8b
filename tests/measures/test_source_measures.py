"""Measures of who speaks, on articles whose counts can be checked by hand."""

import numpy as np
import pytest

from framing.articles.article import Article
from framing.attribution.attributions import STANCES, Attributions
from framing.measures import anonymity, attribution_rate, cue_stance, diversity, right_of_reply, source_mix
from framing.measures.analysed import Analysed
from framing.sources import resolve_sources
from framing.text import Batch


def analysed(text, rows, stances):
    """Return an article; each row is (source, cue, content) as words of the text, "" for no source."""
    batch = Batch([text, ""])
    tokens = batch.token_strings(np.arange(len(batch.tokens)), np.arange(len(batch.tokens)) + 1)

    def place(words, after):
        wanted = words.split()
        return next(n for n in range(after, len(tokens)) if tokens[n : n + len(wanted)] == wanted), len(wanted)

    built, at = [], 0
    for row in rows:
        pieces = []
        for words in row:
            if words:
                first, length = place(words, at)
                pieces.append([(first, first + length)])
                at = first
            else:
                pieces.append([])
        built.append((*pieces, 1.0))
    attributions = Attributions.build(built)
    stance = np.array([STANCES.index(name) for name in stances], dtype=np.int8)
    return Analysed([Article(text=text)], batch, attributions, stance, resolve_sources(batch, attributions, 1))


@pytest.fixture
def news():
    text = (
        "Mayor Ann Lee said taxes fell . Critics claimed prices rose . Russia accused Kiev of lies . Lee noted rain ."
    )
    rows = [("Mayor Ann Lee", "said", "taxes fell"), ("Critics", "claimed", "prices rose"),
            ("Russia", "accused", "Kiev of lies"), ("Lee", "noted", "rain")]  # fmt: skip
    return analysed(text, rows, ["neutral", "distancing", "speech_act", "endorsing"])


def value(module, name, news):
    measure = next(measure for measure in module.MEASURES if measure.name == name)
    return float(measure.columns(news)[name][0])


def test_rates_and_shares(news):
    assert value(attribution_rate, "attributions_per_1000_words", news) == pytest.approx(1000 * 4 / 18)
    assert value(attribution_rate, "share_attributed_words", news) == pytest.approx(8 / 18)
    assert value(attribution_rate, "share_quoted_words", news) == 0
    assert value(anonymity, "share_unnamed", news) == 0.25
    assert value(cue_stance, "share_distancing_cues", news) == 0.25
    assert value(cue_stance, "share_endorsing_cues", news) == 0.25


def test_types_by_attributions_and_by_words(news):
    assert value(source_mix, "share_politician", news) == 0.5
    assert value(source_mix, "share_official", news) == 0.25
    assert value(source_mix, "share_words_official", news) == pytest.approx(3 / 8)
    shares = [
        value(source_mix, measure.name, news)
        for measure in source_mix.MEASURES
        if measure.name.startswith("share_words")
    ]
    assert sum(shares) == pytest.approx(1)


def test_the_first_position_is_the_share_of_words_before_it(news):
    assert value(source_mix, "first_position_politician", news) == 0
    assert value(source_mix, "first_position_official", news) == pytest.approx(10 / 18)
    assert np.isnan(value(source_mix, "first_position_document", news))


def test_effective_numbers_follow_hill(news):
    shares = np.array([0.5, 0.25, 0.25])
    assert value(diversity, "effective_sources", news) == pytest.approx(np.exp(-(shares * np.log(shares)).sum()))
    known = np.array([2 / 3, 1 / 3])
    assert value(diversity, "effective_source_types", news) == pytest.approx(np.exp(-(known * np.log(known)).sum()))


@pytest.mark.parametrize(("counts", "expected"), [([5, 5], 2), ([1, 1, 1, 1], 4), ([7], 1), ([3, 0], 1)])
def test_equal_counts_are_as_many_as_they_are(counts, expected):
    assert diversity.hill_number(np.array(counts)) == pytest.approx(expected)


def test_nobody_gives_no_number():
    assert np.isnan(diversity.hill_number(np.array([], dtype=int)))


def test_an_accused_party_that_does_not_speak_has_no_reply(news):
    assert value(right_of_reply, "right_of_reply", news) == 0


def test_an_accused_party_that_speaks_has_one():
    text = "Russia accused Kiev of lies . Ukraine said no ."
    rows = [("Russia", "accused", "Kiev of lies"), ("Ukraine", "said", "no")]
    assert value(right_of_reply, "right_of_reply", analysed(text, rows, ["speech_act", "neutral"])) == 1


def test_without_attributions_shares_are_unknown_and_rates_zero():
    nothing = analysed("It rained .", [], [])
    assert value(attribution_rate, "attributions_per_1000_words", nothing) == 0
    for module, name in (
        (anonymity, "share_unnamed"),
        (diversity, "effective_sources"),
        (source_mix, "share_media"),
        (right_of_reply, "right_of_reply"),
    ):
        assert np.isnan(value(module, name, nothing))
