"""Sentences made for these tests: what is written about is the same everywhere, how it is written is the label."""

import itertools

import pytest

from framing.classify import label_texts

WHO = ["council", "harbour board", "ministry", "school", "union", "court", "hospital"]
WHAT = ["the ferry plan", "the new tax", "the bridge", "the budget", "the strike", "the report", "the election"]
LOADED = ["a shameless {} rammed {} through", "the corrupt {} is ruining {} again", "that radical {} wrecked {}"]
PLAIN = ["the {} discussed {} on Monday", "the {} voted on {} after a debate", "the {} published {} this week"]
OUTLETS = ["Harbour Post", "Valley Times", "Daily Lantern", "Northern Star", "The Bell"]


def sentence(outlet, number, form):
    who, what = list(itertools.product(WHO, WHAT))[number % 49]
    return f"{outlet} writes: {form.format(who, what)}, {number} times."


def made_rows():
    """Rows of text, label, outlet, topic: 120 sentences of five outlets, half of them loaded."""
    rows = []
    for number in range(120):
        outlet = OUTLETS[number % 5]
        loaded = (number // 5) % 2 == 0
        form = (LOADED if loaded else PLAIN)[number % 3]
        rows.append({
            "text": sentence(outlet, number, form), "label": "loaded" if loaded else "plain", "outlet": outlet,
            "topic": WHAT[number % 7],
        })  # fmt: skip
    return rows


@pytest.fixture(scope="session")
def rows():
    return made_rows()


@pytest.fixture(scope="session")
def data(rows):
    return label_texts(
        [row["text"] for row in rows],
        [row["label"] for row in rows],
        groups={"outlet": [row["outlet"] for row in rows], "topic": [row["topic"] for row in rows]},
    )


@pytest.fixture(scope="session")
def classifier(data):
    from framing.classify import train

    return train(data, "words", n_folds=3)


@pytest.fixture(scope="session")
def measuring(data):
    from framing.classify import train

    return train(data, "words+measures", n_folds=3)
