"""The loaded-word model: the same word in other sentences, whatever else is in the batch."""

import numpy as np

from framing.attribution.attributions import STANCES, Attributions
from framing.measures.loaded import find_listed, find_loaded, score_words
from framing.measures.loaded_model import load_model


def test_scores_do_not_depend_on_the_rest_of_the_batch(analysed):
    text = "The shameful plan was defended by a notorious crook."
    alone = score_words(analysed([text]))
    news = analysed(["Rain fell in Kent.", text, "Nothing else happened."])
    np.testing.assert_allclose(score_words(news)[news.batch.tokens.text == 1], alone, rtol=1e-4)


def test_a_colouring_word_scores_above_a_plain_one(analysed):
    news = analysed(["The outrageous plan was read on Tuesday."])
    scores = dict(
        zip(("The", "outrageous", "plan", "was", "read", "on", "Tuesday", "."), score_words(news).tolist(), strict=True)
    )
    assert scores["outrageous"] > 0.2 > scores["plan"]
    assert scores["Tuesday"] < 0.05


def test_an_unknown_word_is_scored_by_its_letters(analysed):
    news = analysed(["The zorbulistic plan was read."])
    assert 0 < score_words(news)[1] < 1


def test_the_list_alone_needs_no_model(analysed):
    news = analysed(["The regime slammed the plan."])
    assert news.batch.strings(find_listed(news)) == ["regime", "slammed"]
    assert set(find_loaded(news).names) <= {
        "intensifier",
        "value_laden",
        "label",
        "metaphor",
        "sensational",
        "unlisted",
    }


def test_the_weights_hold_plain_numbers_only():
    model = load_model()
    assert model.types.shape[1] == model.arrays["unknown"].size
    assert all(np.isfinite(values).all() for values in model.arrays.values())


def test_a_cue_that_distances_is_counted_by_its_stance_only(analysed):
    text = "The minister boasted that taxes fell. He slammed the plan."
    plain = analysed([text])
    assert plain.batch.strings(find_loaded(plain)) == ["boasted", "slammed"]
    attributions = Attributions.build(
        [([(0, 2)], [(2, 3)], [(4, 6)], 1.0), ([(7, 8)], [(8, 9)], [(9, 11)], 1.0)],
    )
    news = analysed(
        [text], attributions=attributions, stance=[STANCES.index("distancing"), STANCES.index("speech_act")]
    )
    assert news.batch.strings(find_loaded(news)) == ["slammed"]
