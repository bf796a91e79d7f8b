"""How cues present what they introduce, by the codebook; and the lexicon behind it."""

import csv
import importlib.util
from pathlib import Path

import pytest

import framing
from framing.attribution.attributions import STANCES, Attributions
from framing.attribution.cues import PATTERNS, load_cues
from framing.attribution.rules import find_by_rules
from framing.attribution.stance import find_stances
from framing.text import Batch

LEXICONS = Path(framing.__file__).parent / "lexicons"

# What the codebook says, in sentences.
CODEBOOK = {
    "neutral": [
        "Smith said he would go.", "He has told reporters that it rains.", "She added that it rained.",
        "“No,” wrote Lee.", "She asked whether it would rain.", "According to Lee, it rains.",
        "The firm announced that it would close.", "He argued that it was late.", "Lee suggested that it was late.",
        "She described the plan as late.", "He called it “a disaster”.",
    ],
    "endorsing": [
        "She noted that it rained.", "He pointed out that it rained.", "The report revealed that it rained.",
        "He explained how it rains.", "He acknowledged that it rained.", "Police confirmed that he left.",
        "She recalled that it rained.", "The study found that it rained.", "He conceded that it rained.",
        "She admitted that it rained.", "The poll shows that it rains.",
    ],
    "distancing": [
        "He claimed that it rained.", "The suit alleges that he lied.", "She insisted that it rained.",
        "He maintained that it rained.", "He boasted that it rained.",
    ],
    "speech_act": [
        "He denied that it rained.", "He warned that it would rain.", "She accused Lee of lying.",
        "He promised to leave.", "She urged the council to act.", "He criticised the plan.", "They called for a vote.",
        "He refused to say whether it rained.", "She threatened to leave.", "He declined to comment on the case.",
        "She agreed to leave.", "He demanded that they leave.", "She proposed to leave.", "He praised the plan.",
    ],
    "mental": [
        "He believes it will rain.", "She hopes to leave.", "He wants to leave.", "He plans to leave.",
        "She thinks it rains.", "He fears that it rains.", "She expects the rain to stop.", "He supports the plan.",
        "She worries that it rains.", "He wondered whether it rained.",
    ],
    "other": ["Smith: it will rain", "“It rains.” — Ann Lee"],
}  # fmt: skip


def stances_in(text):
    batch = Batch([text])
    return [STANCES[code] for code in find_stances(batch, find_by_rules(batch))]


def stance_of_cue(words):
    """The stance of a cue as a coder would mark it, whatever engine found it."""
    batch = Batch([f"Smith {words} it."])
    n = len(Batch([words]).tokens)
    return STANCES[find_stances(batch, Attributions.build([([(0, 1)], [(1, 1 + n)], [(1 + n, 2 + n)], 1.0)]))[0]]


@pytest.mark.parametrize(
    ("stance", "sentence"), [(stance, sentence) for stance, sentences in CODEBOOK.items() for sentence in sentences]
)
def test_stances_of_the_codebook(stance, sentence):
    assert stances_in(sentence) == [stance]


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "neutral"), ("has also repeatedly said", "neutral"), ("did not say", "neutral"),
        ("never denied", "speech_act"), ("went on to claim", "distancing"), ("refused to say", "speech_act"),
        ("continued to insist", "distancing"), ("wants to warn of", "mental"), ("is concerned that", "mental"),
        ("made it clear", "endorsing"), ("pointedly", "neutral"), (":", "other"), ("—", "other"),
        # words that no rule looks for, but that a coder or the tagger marks
        ("imposed", "speech_act"), ("has reservations about", "mental"), ("was furious at", "mental"),
        ("shed light on", "endorsing"), ("is known as", "neutral"), ("did not immediately respond to", "speech_act"),
        # a noun beside a verb that says little
        ("expressed concern about", "mental"), ("issued a denial of", "speech_act"), ("issued", "neutral"),
        # stress says how strongly something is said, not whether it is true; seeming is nobody's word
        ("stressed", "neutral"), ("emphasised", "neutral"), ("seems", "other"), ("seemed to suggest", "neutral"),
        ("looks like", "other"), ("from", "other"),
    ],
)  # fmt: skip
def test_a_cue_has_the_stance_of_its_head(cue, stance):
    assert stance_of_cue(cue) == stance


def test_an_attribution_without_a_cue_is_other():
    batch = Batch(["“No.” Smith left."])
    found = Attributions.build([([], [], [(0, 4)], 1.0)])
    assert [STANCES[code] for code in find_stances(batch, found)] == ["other"]


def test_no_attributions_have_no_stances():
    assert find_stances(Batch([""]), Attributions.empty()).shape == (0,)


def test_the_lexicons_are_what_their_scripts_write():
    for name, render in (("reporting_verbs", "render_lexicon"), ("stance_words", "render_stance_words")):
        spec = importlib.util.spec_from_file_location(f"{name}_build", LEXICONS / "build" / f"{name}.py")
        build = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(build)
        assert (LEXICONS / f"{name}.csv").read_text(encoding="utf-8") == getattr(build, render)(), name


def test_every_entry_has_a_stance_a_source_and_known_patterns():
    with (LEXICONS / "reporting_verbs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = (LEXICONS / "SOURCES.md").read_text(encoding="utf-8")
    assert len({row["term"] for row in rows}) == len(rows) == len(load_cues().lexicon)
    for row in rows:
        assert row["label"] in STANCES, row
        assert f"`{row['source']}`" in keys, row
        assert set(row["pattern"].split()) <= set(PATTERNS), row


def test_every_stance_word_has_a_stance_and_a_source_and_is_no_reporting_verb():
    with (LEXICONS / "stance_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = (LEXICONS / "SOURCES.md").read_text(encoding="utf-8")
    assert {row["label"] for row in rows} == set(STANCES)
    assert all(f"`{row['source']}`" in keys for row in rows)
    assert not {row["term"] for row in rows} & set(load_cues().lexicon.terms)


def test_every_inflected_form_is_there():
    terms = set(load_cues().lexicon.terms)
    assert {"deny", "denies", "denied", "denying", "begged", "pointed out", "made it clear", "labelled"} <= terms
