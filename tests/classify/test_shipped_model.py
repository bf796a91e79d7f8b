"""The classifier that comes with the package."""

import pytest

from framing.classify import load_classifier, predict
from framing.classify.persistence import SHIPPED

PLAIN = "The council met on Tuesday and voted on the budget for the coming year."
LOADED = (
    "The disgraceful council once again rammed its ruinous, corrupt budget down the throats of hard-working people."
)


@pytest.mark.parametrize("name", SHIPPED)
def test_it_loads_tells_and_says_why(name):
    shipped = load_classifier(name)
    table = predict(shipped, [PLAIN, LOADED])
    assert table["label"].tolist() == list(shipped.classes)
    assert table["reasons"][1]
    assert shipped.manifest["n_texts"] or shipped.manifest["scores"], "its manifest says what it was trained on"
