"""A frame is the share of its questions that the story answers yes; a long story needs more for a yes."""

import pytest

from framing.measures.frames import FRAMES, ITEMS, MEASURES, find_frame_words, frame_score

CONFLICT = "The rivals clashed over the plan. Critics slammed the mayor, who lost the vote."


def test_every_question_of_a_frame_counts_the_same(analysed):
    scores = frame_score(analysed([CONFLICT, "The rivals met.", "The train left on time."]), "conflict")
    assert scores.tolist() == [1.0, 0.25, 0.0]


def test_the_headline_is_part_of_the_story(analysed):
    assert frame_score(analysed(["The train left."], ["Rivals clash"]), "conflict")[0] == 0.5


def test_one_word_is_no_yes_in_a_long_story(analysed):
    filler = "The train left on time. " * 80  # 400 words
    assert frame_score(analysed([filler + "The rivals met."]), "conflict")[0] == 0.0
    assert frame_score(analysed([filler + "The rivals met. The rivals left."]), "conflict")[0] == 0.25


def test_evidence_is_labelled_by_frame_and_question(analysed):
    assert find_frame_words(analysed(["It was a moral question."])).names == ["morality:message"]


def test_all_five_frames_are_experimental_and_have_their_questions():
    assert [measure.name for measure in MEASURES] == [f"frame_{frame}" for frame in FRAMES]
    assert all(measure.experimental for measure in MEASURES)
    questions = {frame: sum(label.startswith(f"{frame}:") for label in ITEMS.labels) for frame in FRAMES}
    assert questions == pytest.approx(dict(zip(FRAMES, (4, 4, 4, 3, 3), strict=True)))
