"""The measures as a scikit-learn transformer."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

from framing import Article, InputError, analyze
from framing.classify import FramingFeatures
from framing.classify.house_style import RemoveHouseStyle

TEXTS = ["The mayor may resign, an aide said.", "The radical regime will certainly fall.", ""]

# scikit-learn's own run leaves out what feeds numbers to an estimator of strings; these need no data.
WITHOUT_DATA = (
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
)


@pytest.mark.filterwarnings("ignore:Can't test estimator")
@estimator_checks.parametrize_with_checks([FramingFeatures(engine="none"), RemoveHouseStyle()])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("estimator", [FramingFeatures(), RemoveHouseStyle()])
@pytest.mark.parametrize("check", WITHOUT_DATA)
def test_scikit_learns_checks_without_data(estimator, check):
    check(type(estimator).__name__, estimator)


def test_fitting_and_transforming_leave_the_options_alone():
    features = FramingFeatures(measures=["hedges_per_1000_words"], engine="none")
    before = features.get_params()
    features.fit(TEXTS).transform(TEXTS)
    assert features.get_params() == before
    assert len(features.get_feature_names_out()) == features.transform(TEXTS).shape[1]
    with pytest.raises(NotFittedError):
        clone(features).transform(TEXTS)


def test_columns_are_those_of_the_features_table():
    made = FramingFeatures(engine="rules").set_output(transform="pandas").fit_transform(TEXTS[:2])
    table = analyze([Article(text=text) for text in TEXTS[:2]], engine="rules", progress=False).features
    np.testing.assert_allclose(made.to_numpy(), table[made.columns].to_numpy())
    assert len(made.columns) > 40
    assert not any(name.startswith("n_") for name in made.columns)


def test_strings_articles_a_series_and_a_frame_give_the_same():
    features = FramingFeatures(measures=["hedges_per_1000_words"], engine="none").fit(TEXTS)
    wanted = features.transform(TEXTS)
    for same in (
        [Article(text=text) for text in TEXTS],
        pd.Series(TEXTS),
        np.array(TEXTS, dtype=object),
        pd.DataFrame({"outlet": ["A", "B", "C"], "text": TEXTS}),
        pd.DataFrame({"sentences": TEXTS}),
    ):
        np.testing.assert_array_equal(features.transform(same), wanted)


def test_an_empty_text_gives_nan_without_a_warning(recwarn):
    assert np.isnan(FramingFeatures(engine="none").fit_transform(["", None])).all()
    assert not recwarn.list


def test_a_title_is_measured_where_there_is_one():
    article = Article(title="Regime of liars crumbles", text="The cabinet lost a vote, an aide said. " * 3)
    features = FramingFeatures(measures=["headline_loaded_excess"]).fit([article])
    assert np.isfinite(features.transform([article])).all()
    assert np.isnan(features.transform([article.text])).all()


def test_it_works_inside_pipelines_and_column_transformers():
    frame = pd.DataFrame({"sentence": TEXTS[:2] * 3, "length": [7, 6] * 3})
    columns = ColumnTransformer([("wording", FramingFeatures(engine="none", measures=["loaded_per_1000_words"]),
                                  "sentence"), ("rest", "passthrough", ["length"])])  # fmt: skip
    columns.set_output(transform="pandas")
    assert columns.fit_transform(frame).columns[0] == "wording__loaded_per_1000_words"
    model = make_pipeline(FramingFeatures(engine="none", measures=["loaded_per_1000_words"]), LogisticRegression())
    assert clone(model).fit(TEXTS[:2] * 3, [0, 1] * 3).predict(TEXTS[:2]).tolist() == [0, 1]


@pytest.mark.parametrize(("options", "texts", "said"), [
    ({"measures": ["hedgeing"]}, TEXTS, "unknown measure 'hedgeing'"),
    ({"measures": ["hedges_per_1000_word"]}, TEXTS, "did you mean 'hedges_per_1000_words'"),
    ({"engine": "magic"}, TEXTS, "unknown engine 'magic'; allowed are model, rules, none"),
    ({}, "one text", "one string was given"),
    ({}, [3], "text 0 is a int"),
    ({}, [], "no texts were given"),
])  # fmt: skip
def test_bad_input_gets_one_sentence(options, texts, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        FramingFeatures(**options).fit(texts)


class TestHouseStyle:
    def test_names_bylines_datelines_and_addresses_go_and_the_news_stays(self):
        text = "By Ann Lee, City Desk\nLONDON (Reuters) - The mayor told The Harbour Post that “it” cost $3.\nwww.a.com"
        cleaned = RemoveHouseStyle(outlets=["The Harbour Post - News"]).fit_transform([text])
        assert cleaned == ['The mayor told that "it" cost $3.']

    def test_a_sentence_that_only_begins_like_a_byline_stays(self):
        text = "By Monday the council had voted.\nFrom here on it is quiet."
        assert RemoveHouseStyle().fit_transform([text]) == [text]

    def test_a_common_word_is_no_outlet(self):
        assert RemoveHouseStyle(outlets=["Reason"]).fit_transform(["For that reason he left."]) == [
            "For that reason he left."
        ]

    def test_lines_that_stand_in_three_texts_are_stock(self):
        texts = [f"News number {n} is here.\nRead our newsletter every day." for n in range(3)]
        assert RemoveHouseStyle().fit_transform(texts)[0] == "News number 0 is here."
