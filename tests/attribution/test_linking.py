"""From labelled pieces to attributions."""

import numpy as np

from framing.attribution.confidence import FEATURES, estimate, label_margins
from framing.attribution.linking import Links, collect_pieces, find_candidates, link, to_attributions
from framing.attribution.model_engine import load_model
from framing.text import Batch

ROLES = {"S": 1, "Q": 3, "C": 5}


def labelled(marked):
    """Return batch and labels of a text with pieces written as [S he] [Q said] [C no]."""
    plain, labels, number = [], [], 0
    for word in marked.replace("]", " ] ").split():
        if word.startswith("["):
            number = ROLES[word[1:]]
        elif word == "]":
            number = 0
        else:
            n = len(Batch([word]).tokens)
            labels += [number, *[number + (number % 2 == 1)] * (n - 1)] if number else [0] * n
            number += number % 2
            plain.append(word)
    batch = Batch([" ".join(plain)])
    assert len(labels) == len(batch.tokens)
    return batch, np.array(labels, np.int8)


def attributions_of(marked):
    """Return (source, cue, contents) as strings, linked by the model that comes with the package."""
    batch, labels = labelled(marked)
    model = load_model()
    pieces = collect_pieces(batch, labels, model.vocabulary.cue_level[model.vocabulary.find_words(batch)])
    links = link(pieces, model.content_scorer, model.source_scorer)
    found = to_attributions(pieces, links, np.ones(links.cue.size, np.float32))

    def strings(part, number):
        own = part.owner == number
        return batch.token_strings(part.first[own], part.last[own])

    return [(strings(found.source, i), strings(found.cue, i), strings(found.content, i)) for i in range(found.n)]


def test_a_content_that_the_cue_interrupts_is_one_attribution():
    found = attributions_of("[C “We lost,”] [S she] [Q said] , [C “and they won.”]")
    assert found == [(["she"], ["said"], ["“We lost,”", "“and they won.”"])]


def test_two_sentences_around_a_cue_are_one_attribution():
    found = attributions_of("[C “The bridge is closed,”] [S Ms. Ortiz] [Q said] . [C “It will stay closed.”]")
    assert found == [(["Ms. Ortiz"], ["said"], ["“The bridge is closed,”", "“It will stay closed.”"])]


def test_a_source_named_once_serves_two_cues():
    found = attributions_of("[S The minister] [Q denied] [C the report] and [Q said] [C he would stay] .")
    assert [row[0] for row in found] == [["The minister"], ["The minister"]]


def test_according_to():
    found = attributions_of("[C Sales fell by a third,] [Q according to] [S the ministry] .")
    assert found == [(["the ministry"], ["according to"], ["Sales fell by a third,"])]


def test_two_speakers_keep_their_own_words():
    found = attributions_of(
        "[C “No,”] [S Clinton] [Q said] . The hall fell silent . [S Mr. Sanders] [Q replied] that [C it was late] ."
    )
    assert [(row[0], row[2]) for row in found] == [(["Clinton"], ["“No,”"]), (["Mr. Sanders"], ["it was late"])]


def test_a_cue_without_content_is_no_attribution():
    assert attributions_of("[S She] [Q spoke] at length .") == []


def test_candidates_stay_in_their_text():
    batch, labels = labelled("[S He] [Q said] [C no] .")
    twice = Batch([batch.texts[0]] * 2)
    pieces = collect_pieces(twice, np.tile(labels, 2), np.zeros(len(twice.tokens), np.uint8))
    chooser, candidate = find_candidates(pieces, 3, 2)
    for own, others in zip(chooser, candidate, strict=True):
        assert {int(pieces.text[k]) for k in others if k >= 0} == {int(pieces.text[own])}


def test_attributions_come_in_text_order_with_their_confidence():
    batch, labels = labelled("[C A] [Q said] [S he] . [S She] [Q said] [C no] .")
    pieces = collect_pieces(batch, labels, np.zeros(len(batch.tokens), np.uint8))
    links = Links(
        cue=np.array([4, 1]), source=np.array([3, 2]), source_chance=np.ones(2, np.float32),
        content=np.array([5, 0]), owner=np.array([0, 1]), content_chance=np.ones(2, np.float32),
    )  # fmt: skip
    found = to_attributions(pieces, links, np.array([0.2, 0.9], np.float32))
    assert batch.token_strings(found.source.first, found.source.last) == ["he", "She"]
    assert found.confidence.tolist() == np.array([0.9, 0.2], np.float32).tolist()


def test_a_margin_is_small_where_two_roles_are_near():
    scores = np.array([[0, 0, 0, 5, 1, 4.5, 1], [9, 0, 0, 0, 0, 0, 0]], np.float32)
    assert np.allclose(label_margins(scores, np.array([3, 0], np.int8)), [0.5, 6])


def test_confidence_is_a_chance():
    chance = estimate(np.full((3, len(FEATURES)), 1e4, np.float32), np.ones(len(FEATURES), np.float32), 0.0)
    assert ((chance >= 0) & (chance <= 1)).all()
