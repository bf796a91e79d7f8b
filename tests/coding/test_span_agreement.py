"""Agreement on which words were marked."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest

from framing.coding.agreement import krippendorff_alpha
from framing.coding.span_agreement import disorder, dissimilarities, span_gamma, word_alpha
from framing.errors import InputError

TEXTS = {
    "a": "The radical mob slammed the deal in a fit of rage on Monday",
    "b": "Ministers met on Tuesday and agreed on a plan for the port",
}


def spans(*rows):
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "coder"])


def marked(coder, *words, label="loaded"):
    return [("a", TEXTS["a"].index(word), TEXTS["a"].index(word) + len(word), label, coder) for word in words]


def test_word_alpha_is_alpha_over_words():
    both = spans(*marked("Ana", "radical mob", "slammed"), *marked("Ben", "mob", "slammed"))
    words = [word for text in TEXTS.values() for word in text.split()]
    ana = [word in ("radical", "mob", "slammed") for word in words]
    ben = [word in ("mob", "slammed") for word in words]
    value, low, high = word_alpha(both, TEXTS, n_resamples=50)
    assert value == pytest.approx(krippendorff_alpha(list(zip(ana, ben, strict=True))), abs=1e-12)
    assert np.isnan(low) or low <= value <= high


def test_the_same_spans_are_perfect_and_others_are_not():
    same = spans(*marked("Ana", "radical", "rage"), *marked("Ben", "radical", "rage"))
    moved = spans(*marked("Ana", "radical", "rage"), *marked("Ben", "radical mob", "rage"))
    other = spans(*marked("Ana", "radical", "rage"), *marked("Ben", "deal", "Monday"))
    relabelled = spans(*marked("Ana", "radical", "rage"), *marked("Ben", "radical", "rage", label="hedges"))
    assert word_alpha(same, TEXTS)[0] == 1
    assert span_gamma(same, TEXTS) == 1
    assert 1 > span_gamma(moved, TEXTS) > 0.5 > span_gamma(other, TEXTS)
    assert span_gamma(relabelled, TEXTS) < 0.6


def test_gamma_of_spans_placed_at_random_is_about_nothing():
    random = np.random.default_rng(0)
    text = "word " * 400
    rows = [
        ("a", int(start), int(start) + 8, "x", coder)
        for coder in ("Ana", "Ben")
        for start in random.integers(0, len(text) - 8, 30)
    ]
    assert abs(span_gamma(spans(*rows), {"a": text}, n_random=20)) < 0.15


def test_dissimilarity_is_that_of_the_paper():
    """Borders 1 and 3 characters apart, lengths 4 and 6: ((1 + 3) / 10) ** 2."""
    assert dissimilarities([(10, 14, "x")], [(11, 17, "x")])[0, 0] == pytest.approx(0.16)
    assert dissimilarities([(10, 14, "x")], [(11, 17, "y")])[0, 0] == pytest.approx(1.16)


def test_spans_far_apart_stay_alone():
    assert disorder([(0, 4, "x")], [(90, 94, "x")]) == 2.0  # two left alone cost less than one absurd pair


def test_three_coders_and_an_article_in_which_nobody_marked_anything():
    three = spans(*marked("Ana", "radical"), *marked("Ben", "radical"), *marked("Cid", "radical"))
    assert span_gamma(three, TEXTS) == 1
    assert word_alpha(three, TEXTS)[0] == 1


def test_bad_spans_are_named():
    with pytest.raises(InputError, match="spans row 1: 5:900 lies outside text 'a' of 59 characters"):
        word_alpha(spans(("a", 5, 900, "x", "Ana"), ("a", 5, 9, "x", "Ben")), TEXTS)
    with pytest.raises(InputError, match="no text was given for article 'z'"):
        span_gamma(spans(("z", 5, 9, "x", "Ana"), ("a", 5, 9, "x", "Ben")), TEXTS)
    with pytest.raises(InputError, match="two coders or more"):
        span_gamma(spans(("a", 5, 9, "x", "Ana")), TEXTS)


@pytest.mark.slow
def test_alpha_of_the_annotators_of_polnear(development_data):
    """Newell, Margolin and Ruths (2018) print a token alpha of 0.754; here are the articles that all six labelled."""
    with gzip.open(
        development_data / "attribution_polnear_several_annotators.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        labelled = [json.loads(line) for line in file]
    texts = {doc["doc_id"]: doc["text"] for doc in labelled if doc["n_annotators"] == 6}
    rows = [
        (doc["doc_id"], start, end, role, doc["annotator"])
        for doc in labelled
        if doc["doc_id"] in texts
        for attribution in doc["attributions"]
        for role in ("content", "source", "cue")
        for start, end in attribution[role]
    ]
    value, low, high = word_alpha(spans(*rows), texts, n_resamples=300)
    assert low < 0.754 < high
    assert 0.7 < value < 0.8
