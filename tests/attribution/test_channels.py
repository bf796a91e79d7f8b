"""By which way a statement came: told by the words of its sentence, outside of what is attributed."""

import csv
from pathlib import Path

import pytest

import framing
from framing.attribution.attributions import Attributions
from framing.attribution.channels import CHANNELS, find_channels
from framing.attribution.rules import find_by_rules
from framing.text import Batch


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Lee said in a statement that it rained.", "statement"),
        ("“It rains,” Lee told reporters.", "press_conference"),
        ("Lee said in an interview on Monday that it rained.", "interview"),
        ("“It rains,” Lee wrote on Twitter.", "social_post"),
        ("Lee tweeted that it rained.", "social_post"),
        ("Lee testified that it rained.", "testimony"),
        ("The company declined to comment on the case.", "declined_comment"),
        ("Lee said that it rained.", ""),
        ("Lee said that the minister had spoken in an interview.", ""),  # in what is attributed
        ("Lee gave it in a statement. Stone said that it rained.", ""),  # of another sentence
    ],
)
def test_channel(text, channel):
    batch = Batch([text])
    found = find_by_rules(batch)
    assert [CHANNELS[code] for code in find_channels(batch, found)] == [channel] * found.n
    assert found.n


def test_nothing_has_no_channel():
    assert find_channels(Batch([""]), Attributions.empty()).shape == (0,)


def test_every_entry_has_a_known_channel_and_a_source():
    folder = Path(framing.__file__).parent / "lexicons"
    with (folder / "channels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["label"] for row in rows} == set(CHANNELS) - {""}
    assert all(f"`{row['source']}`" in (folder / "SOURCES.md").read_text(encoding="utf-8") for row in rows)
