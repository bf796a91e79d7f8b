"""What a headline adds and drops, on stories of two sentences."""

import numpy as np

from framing.attribution.attributions import Attributions
from framing.measures.headline import find_retold, headline_drops_attribution, headline_drops_hedge

STORY = "It rained in Kent all week. The harbour bridge may collapse this winter."


def test_the_sentence_a_headline_retells(analysed):
    news = analysed([STORY, STORY], ["Harbour bridge will collapse", "Farmers rejoice over record harvest"])
    assert news.batch.strings(find_retold(news)) == ["The harbour bridge may collapse this winter."]


def test_a_dropped_hedge(analysed):
    titles = ["Harbour bridge will collapse", "Harbour bridge may collapse", "Farmers rejoice over record harvest", ""]
    dropped = headline_drops_hedge(analysed([STORY] * 4, titles))
    np.testing.assert_array_equal(dropped, [1.0, 0.0, np.nan, np.nan])


def test_a_dropped_speaker(analysed):
    text = "The mayor said the harbour bridge was unsafe."
    attributions = Attributions.build([([(0, 2)], [(2, 3)], [(3, 8)], 0.9)])
    news = analysed([text], ["Harbour bridge unsafe"], attributions=attributions, stance=[0])
    assert headline_drops_attribution(news).tolist() == [1.0]
    assert headline_drops_attribution(analysed([text], ["Harbour bridge unsafe"])).tolist() == [0.0]
