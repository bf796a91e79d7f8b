"""Which participles are passives, and where the one who acted is named: what `agency` counts.

Three signs are looked for: an auxiliary before the participle, a passive it is joined to by "and", and, after a
noun, a participle of a verb that cannot go without an object and has none ("a cap imposed as a condition").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.context import Flags, Places, WordSets, context_words, ends_in, is_number, may_be_name
from framing.text import Batch, HashIndex, hash_words, once
from framing.text.tokens import WORD

PARTICIPLES = Lexicon.load("participles")
CONTEXT = context_words("agency")
_ADVERBS = 3  # at most so many words between auxiliary and participle: "was not even officially told"
_TO_AGENT = 6  # at most so many tokens from participle to "by": "was sentenced on Monday by a judge"
_TO_JOINED = 6  # at most so many tokens from a passive to the one joined to it


def _labelled(*labels: str) -> str:
    return " ".join(t for t, label in zip(PARTICIPLES.terms, PARTICIPLES.entry_labels, strict=True) if label in labels)


_KINDS = WordSets(
    {
        **{kind: _labelled(kind) for kind in ("state", "mostly_state", "distinct")},
        "same": _labelled("same", "same_needs_object"),
        "needs_object": _labelled("needs_object", "same_needs_object"),
    }
)
_FUNCTION_WORDS = HashIndex(hash_words([t for t in Lexicon.load("function_words").terms if " " not in t]))


@dataclass(frozen=True)
class Passives:
    """Columns of equal length, in text order: first and last token (half-open), whether the actor is named."""

    first: Places
    last: Places
    by_agent: Flags


def find_participles(batch: Batch) -> Passives:
    """Return every passive of the batch, from its auxiliary, where it has one, to its participle."""
    return once(batch, "participles", lambda: _find_participles(batch))


def _find_participles(batch: Batch) -> Passives:
    kinds = _KINDS.flags(batch)
    certain = (ends_in(batch, "ed") & ~kinds["state"]) | kinds["distinct"] | kinds["same"]
    # a state of being done is one, being done is none: "the work is done", but "is being done"
    place = np.flatnonzero(certain | kinds["mostly_state"])
    being = CONTEXT["being"].at(batch, place, -1) | _is_event(batch, place)
    place = place[(certain & ~kinds["mostly_state"])[place] | being]

    auxiliary = _auxiliaries(batch, place)
    fixed = CONTEXT["known"].at(batch, place) & CONTEXT["for"].at(batch, place, 1)
    fixed |= CONTEXT["lost"].at(batch, place) & CONTEXT["get"].at(batch, place, -1)
    fixed |= CONTEXT["set"].at(batch, place) & CONTEXT["for_or_to"].at(batch, place, 1)
    fixed |= CONTEXT["degree"].at(batch, place, -1)
    with_auxiliary = (auxiliary >= 0) & ~fixed
    no_object = _has_no_object(batch, place)
    needs = kinds["needs_object"][place]
    needs |= CONTEXT["used"].at(batch, place) & ~CONTEXT["to"].at(batch, place, 1)
    needs |= CONTEXT["set"].at(batch, place) & CONTEXT["out"].at(batch, place, 1)
    needs = needs & no_object | (CONTEXT["accused"].at(batch, place) & CONTEXT["of"].at(batch, place, 1))
    preposition = CONTEXT["given"].at(batch, place) & ~CONTEXT["to"].at(batch, place, 1)
    alone = (kinds["distinct"][place] & ~preposition) | needs
    near, beside = _joined(batch, place, with_auxiliary)
    joined = ~with_auxiliary & ~fixed & (beside | (near & alone))
    by = names_agent(batch, place, 1)
    free = (
        ~with_auxiliary
        & ~joined
        & ~fixed
        & ~batch.starts_sentence[place]
        & ~may_be_name(batch)[place]
        & ~_after_have(batch, place)
    )
    alone |= _before_finite(batch, place)
    reduced = free & (
        (by & ~CONTEXT["no_noun"].at(batch, place, -1) & ~CONTEXT["intransitive"].at(batch, place))
        | (alone & _after_noun(batch, place))
    )
    keep = with_auxiliary | joined | reduced
    place, first = place[keep], np.where(with_auxiliary, auxiliary, place)[keep]
    return Passives(first, place + 1, names_agent(batch, place, _TO_AGENT))


def _is_event(batch: Batch, place: Places) -> Flags:
    """Return which words that mostly name a state tell of an event here, by what stands beside them."""
    to_be = CONTEXT["to_be"].at(batch, place, -1)
    by = CONTEXT["by"].at(batch, place, 1)
    done = (
        CONTEXT["done"].at(batch, place)
        & ~CONTEXT["person"].at(batch, place, -2)
        & ~CONTEXT["with"].at(batch, place, 1)
    )
    used = CONTEXT["used"].at(batch, place) & ~CONTEXT["to"].at(batch, place, 1)
    purpose = CONTEXT["used"].at(batch, place) & CONTEXT["to"].at(batch, place, 1)
    gerund = np.append(ends_in(batch, "ing"), False)[np.minimum(place + 2, len(batch.tokens))]
    purpose &= ~gerund & ~CONTEXT["determiner"].at(batch, place, 2)
    decided = CONTEXT["decided"].at(batch, place)
    event: Flags = to_be & decided | by | done | used | purpose
    return event


def _auxiliaries(batch: Batch, participle: Places) -> Places:
    """Return the auxiliary of each participle, -1 where there is none: walk back over adverbs and a mark."""
    adverb = ends_in(batch, "ly")
    result = np.full(participle.size, -1, dtype=np.int64)
    walking = np.ones(participle.size, dtype=np.bool_)
    for step in range(1, _ADVERBS + 2):
        at = participle - step
        here = np.maximum(at, 0)
        walking &= (at >= 0) & (batch.sentence[here] == batch.sentence[participle])
        short = CONTEXT["is_short"].at(batch, here) & CONTEXT["it"].at(batch, here, -1) & (step == 1)
        auxiliary = CONTEXT["be"].at(batch, here) | short | (CONTEXT["get"].at(batch, here) & (step == 1))
        result[walking & auxiliary & (result < 0)] = at[walking & auxiliary & (result < 0)]
        opens = CONTEXT["opens"].at(batch, here) & (step == 1)  # was "forced"
        walking &= ~auxiliary & (adverb[here] | CONTEXT["between"].at(batch, here) | opens)
    return result


def _after_have(batch: Batch, participle: Places) -> Flags:
    """Return which participles are perfects, "had not yet taken", or the past of a pronoun, "he held"."""
    adverb = ends_in(batch, "ly")
    found = np.zeros(participle.size, dtype=np.bool_)
    walking = np.ones(participle.size, dtype=np.bool_)
    for step in range(1, _ADVERBS + 2):
        here = np.maximum(participle - step, 0)
        walking &= (participle >= step) & (batch.sentence[here] == batch.sentence[participle])
        found |= walking & CONTEXT["have"].at(batch, here)
        walking &= ~found & (adverb[here] | CONTEXT["between"].at(batch, here))
    return found


def _joined(batch: Batch, place: Places, passive: Flags) -> tuple[Flags, Flags]:
    """Return which participles follow a conjunction and, a few words before it or right before it, a passive."""
    marks = np.zeros(len(batch.tokens) + 1, dtype=np.int64)
    marks[place[passive] + 1] = 1
    total = np.cumsum(marks)  # passives before each token
    begin = np.maximum(place - _TO_JOINED, np.searchsorted(batch.sentence, batch.sentence[place]))
    near = total[place] > total[begin]
    beside = CONTEXT["and"].at(batch, place, -1) & (total[np.maximum(place - 1, 0)] > total[np.maximum(place - 2, 0)])
    adverb = ends_in(batch, "ly")[np.maximum(place - 1, 0)] | CONTEXT["then"].at(batch, place, -1)
    conjunction = CONTEXT["and"].at(batch, place, -1) | (adverb & CONTEXT["and"].at(batch, place, -2))
    return conjunction & near, beside


def _has_no_object(batch: Batch, place: Places) -> Flags:
    """Return which participles are followed by something that can be no object: "imposed as a condition"."""

    def ends_here(step: int) -> Flags:
        at = np.minimum(place + step, len(batch.tokens) - 1)
        other_sentence = (place + step >= len(batch.tokens)) | (batch.sentence[at] != batch.sentence[place])
        follows = CONTEXT["no_object"].at(batch, place, step) | CONTEXT["auxiliary"].at(batch, place, step)
        amount = CONTEXT["at"].at(batch, place, step) & CONTEXT["least"].at(batch, place, step + 1)
        ends: Flags = other_sentence | (follows & ~amount) | CONTEXT["by"].at(batch, place, step)
        return ends

    particle = CONTEXT["particle"].at(batch, place, 1)
    return ends_here(1) | (particle & ends_here(2))


def _before_finite(batch: Batch, place: Places) -> Flags:
    """Return which are followed by a verb in a person's form: "the information acquired does not include"."""
    return CONTEXT["auxiliary"].at(batch, place, 1) & ~CONTEXT["intransitive"].at(batch, place)


def _after_noun(batch: Batch, place: Places) -> Flags:
    """Return which stand after a word that can be a noun, in no clause whose object stands before ("what he saw")."""
    before = np.maximum(place - 1, 0)
    listed = _FUNCTION_WORDS.has(batch.tokens.folded[before])
    adverb = ends_in(batch, "ly")[before]
    word = (batch.tokens.kind[before] == WORD) & ~listed & ~adverb & ~may_be_name(batch)[before]  # "what Mr. Hall saw"
    noun = (word | CONTEXT["those"].at(batch, place, -1)) & (batch.sentence[before] == batch.sentence[place])
    for step in (-2, -3, -4):
        noun &= ~CONTEXT["gap"].at(batch, place, step)
    result: Flags = noun
    return result


def names_agent(batch: Batch, place: Places, reach: int) -> Flags:
    """Return whether "by" and an actor follow within `reach` tokens of each place, in the same clause."""
    found = np.zeros(place.size, dtype=np.bool_)
    total = np.append(0, np.cumsum(once(batch, "by", lambda: CONTEXT["by"].at(batch, np.arange(len(batch.tokens))))))
    near = total[np.minimum(place + reach + 1, len(batch.tokens))] > total[np.minimum(place + 1, len(batch.tokens))]
    found[near] = _walk_to_agent(batch, place[near], reach)  # few words have "by" near them
    return found


def _walk_to_agent(batch: Batch, participle: Places, reach: int) -> Flags:
    found = np.zeros(participle.size, dtype=np.bool_)
    walking = np.ones(participle.size, dtype=np.bool_)
    gerund, name = (np.append(flags, False) for flags in (ends_in(batch, "ing"), may_be_name(batch)))
    for step in range(1, reach + 1):
        by = walking & CONTEXT["by"].at(batch, participle, step)
        after = np.minimum(participle + step + 1, len(batch.tokens))
        other = CONTEXT["no_agent"].at(batch, participle, step + 1) | _is_quantity(batch, participle, step + 1)
        article = CONTEXT["article"].at(batch, participle, step + 1)
        for more in (2, 3):
            other |= article & CONTEXT["amount"].at(batch, participle, step + more)
        other |= article & CONTEXT["time"].at(batch, participle, step + 2)
        doing = gerund[after] & ~CONTEXT["adjective"].at(batch, participle, step + 1) & ~name[after]
        found |= by & ~other & ~doing
        walking &= ~by & ~CONTEXT["stops"].at(batch, participle, step) & ~CONTEXT["be"].at(batch, participle, step)
    return found


def _is_quantity(batch: Batch, place: Places, step: int) -> Flags:
    """Return which are followed, `step` tokens on, by a date or an amount: "by 2015", "by about 5 percent"."""
    counted = np.zeros(place.size, dtype=np.bool_)
    about = CONTEXT["about"].at(batch, place, step)
    for more, applies in ((0, ~about), (1, about)):
        after = np.minimum(place + step + more + 1, len(batch.tokens) - 1)
        noun = (batch.tokens.kind[after] == WORD) & ~CONTEXT["unit"].at(batch, after)
        counted |= applies & is_number(batch, place, step + more) & ~noun
    return counted
