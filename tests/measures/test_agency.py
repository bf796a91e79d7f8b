"""Who is named as acting: labels of passives and event nouns, and the clauses below the share."""

import numpy as np
import pytest

from framing.measures.agency import MEASURES, find_passives
from framing.measures.clauses import find_finite_verbs
from framing.measures.nominalised import find_nominalised
from framing.text import Batch


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The bill was passed by the senate.", "by_agent"),
        ("He was sentenced on Monday by a judge.", "by_agent"),
        ("The gate was opened by 20 men.", "by_agent"),
        ("The show was picked up by competing stations.", "by_agent"),
        ("The poll was taken by Morning Radio.", "by_agent"),
        ("The bill was passed by Friday.", "agentless"),
        ("Costs were cut by 5 percent.", "agentless"),
        ("They were reached by phone.", "agentless"),
        ("The gap was closed by raising taxes.", "agentless"),
        ("He was beaten by a wide margin.", "agentless"),
    ],
)
def test_by_names_an_actor_or_a_time_a_means_an_amount(text, label, analysed):
    assert find_passives(analysed([text])).names == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The killing of two men shook the town.", "no_agent"),
        ("The killing of two men by police shook the town.", "with_agent"),
        ("The army’s killing of two men shook the town.", "with_agent"),
        ("The Russian invasion of the country went on.", "with_agent"),
        ("The destruction of the village by Friday was certain.", "no_agent"),
    ],
)
def test_an_event_noun_has_its_actor_or_not(text, label, analysed):
    assert find_nominalised(analysed([text])).names == [label]


def finite(text):
    batch = Batch([text])
    place = np.flatnonzero(find_finite_verbs(batch))
    return batch.token_strings(place, place + 1)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("She said that they know what has been done.", ["said", "know", "has"]),
        ("He may have left, but it’s late.", ["may", "’s"]),
        ("The men arrested in May were freed and went home.", ["were", "went"]),
        ("They did not go because the road was closed.", ["did", "was"]),
        ("To be or not to be.", []),
        ("In May the limited supply of fuel ran out.", ["ran"]),
    ],
)
def test_each_finite_clause_has_one_finite_verb(text, verbs):
    assert finite(text) == verbs


def test_the_share_of_passive_clauses(analysed):
    columns = {m.name: m.columns(analysed([text])) for m in MEASURES for text in ["He was hurt. She ran and was told."]}
    assert columns["share_passive_clauses"]["share_passive_clauses"][0] == pytest.approx(2 / 3)
