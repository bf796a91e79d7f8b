"""What holds for every measure: nothing in means NaN out, spans are in order, length alone changes no rate."""

import warnings

import numpy as np
import pytest

from framing.measures import MEASURES

NEWS = (
    "The embattled minister may resign, critics say. “This is clearly a disgrace,” said Ann Hall, who leads the "
    "opposition. About 300 people were injured by police. Some believe the “reform” has failed.\n\n"
    "The ministry realised that the plan was dead! It was blocked by the court."
)
by_name = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)


@by_name
@pytest.mark.parametrize("text", ["", " \n\n ", "…"])
def test_nothing_to_count_is_not_zero(measure, text, analysed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        columns = measure.columns(analysed([text]))
    assert columns and all(values.shape == (1,) and np.isnan(values[0]) for values in columns.values())


@by_name
def test_no_articles_at_all(measure, analysed):
    assert all(values.shape == (0,) for values in measure.columns(analysed([])).values())


@by_name
def test_spans_are_sorted_and_inside(measure, analysed):
    news = analysed([NEWS, "", "Regime slammed. " + NEWS], ["Minister May “Resign”", "", "Is it over?"])
    spans = measure.find_spans(news)
    if spans is None:
        assert measure.denominator != "n_words_own", "a rate must show its words"
        return
    keys = list(zip(spans.text.tolist(), spans.start.tolist(), strict=True))
    assert keys == sorted(keys)
    lengths = np.array([len(text) for text in news.batch.texts])
    assert (spans.start >= 0).all() and (spans.start < spans.end).all() and (spans.end <= lengths[spans.text]).all()


@by_name
def test_doubling_a_text_leaves_its_rates(measure, analysed):
    once, twice = (measure.columns(analysed([text])) for text in (NEWS, NEWS + "\n\n" + NEWS))
    for name, values in once.items():
        np.testing.assert_allclose(twice[name], values, err_msg=name)


@by_name
def test_a_batch_gives_what_each_article_gives_alone(measure, analysed):
    texts = [NEWS, "The regime fell. It may return, perhaps.", "“No,” he said."]
    together = measure.columns(analysed(texts))
    for row, text in enumerate(texts):
        for name, values in measure.columns(analysed([text])).items():
            np.testing.assert_allclose(together[name][row], values[0], err_msg=name)
