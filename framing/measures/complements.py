"""Which verbs have a clause of their own: "found that …", "knew he had …", "know why …", not "found a key".

What presuppositions and assertives have in common. The clause may begin with "that", perhaps after a few words of
time, place or person ("revealed to them on Monday that"), with a question word, or with its subject ("said taxes
will rise"), which is seen by the finite verb that follows.
Source: Hooper (1975), On assertive predicates; Quirk et al. (1985), sections 16.30 to 16.35.
"""

from __future__ import annotations

import numpy as np

from framing.measures.clauses import find_finite_verbs
from framing.measures.context import Flags, Places, context_words, ends_in
from framing.text import Batch

CONTEXT = context_words("complements")
_TO_THAT = 9  # at most so many tokens from verb to "that": "concedes in a sprawling report Monday that"
_TO_FINITE = 10  # at most so many tokens from verb to the finite verb of its bare clause


def has_that(batch: Batch, verb: Places, *, person: Flags | None = None) -> Flags:
    """Return which verbs are followed by "that" and a clause; `person`: verbs that name a hearer before it."""
    found = CONTEXT["that"].at(batch, verb, 1)
    between = CONTEXT["adverbial"].at(batch, verb, 1) | (ends_in(batch, "ly")[_next(batch, verb)])
    walking = between if person is None else between | (person & ~found)
    for step in range(2, _TO_THAT + 1):
        found |= walking & CONTEXT["that"].at(batch, verb, step)
        walking = walking & ~found & ~CONTEXT["stops"].at(batch, verb, step)
    return found


def has_bare_clause(batch: Batch, verb: Places, *, person: Flags | None = None) -> Flags:
    """Return which verbs are followed by a clause without "that": a subject and its finite verb."""
    finite = np.append(find_finite_verbs(batch), False)
    pronoun = CONTEXT["subject"].at(batch, verb, 1)
    n = len(batch.tokens)

    def is_finite(step: int) -> Flags:
        at = np.minimum(verb + step, n)
        same = batch.sentence[np.minimum(at, n - 1)] == batch.sentence[verb]
        here: Flags = finite[at] & same
        return here

    found = pronoun.copy()
    walking = ~CONTEXT["no_subject"].at(batch, verb, 1) & ~CONTEXT["stops"].at(batch, verb, 1) & ~is_finite(1)
    for step in range(2, _TO_FINITE + 1):
        found |= walking & is_finite(step)
        walking = (
            walking & ~found & ~CONTEXT["stops"].at(batch, verb, step) & ~CONTEXT["relative"].at(batch, verb, step)
        )
    if person is not None:  # "told reporters he would": the hearer, then a subject
        for step in (2, 3, 4):
            found = np.where(person, CONTEXT["subject"].at(batch, verb, step) | (found & (step > 2)), found)
    return found


def has_question(batch: Batch, verb: Places) -> Flags:
    """Return which verbs are followed by "how", "why" and the like and a clause, not "what to do"."""
    question: Flags = CONTEXT["question"].at(batch, verb, 1) & ~CONTEXT["to"].at(batch, verb, 2)
    return question


def is_noun(batch: Batch, first: Places) -> Flags:
    """Return which words are nouns here, by the word before: "a note that", "their claims"."""
    return CONTEXT["noun_before"].at(batch, first, -1)


def _next(batch: Batch, verb: Places) -> Places:
    return np.minimum(verb + 1, len(batch.tokens) - 1)
