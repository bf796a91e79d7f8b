"""How often does the wording hold back from a full assertion?

Counts: epistemic modals, verbs, adjectives and adverbs, approximators and hearsay words of
lexicons/hedging.csv, wherever they express less than full commitment.
Leaves out: "may" as month, name or permission; "could" of ability; "about" and "around" before anything
but a quantity; "appeared in court"; "likely voters"; "as soon as possible"; "supposed to".
Blind spots: "could" of ability is told from "could" of possibility by the words beside it only.
Source: Hyland (2005), Metadiscourse, ch. 3; Farkas et al. (2010), CoNLL shared task.
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon, Matches
from framing.measures.analysed import Analysed
from framing.measures.context import Flags, context_words, in_headline_case, is_number
from framing.measures.shapes import Rate
from framing.text import Batch, Spans

HEDGES = Lexicon.load("hedging")
CONTEXT = context_words("hedging")


class _Around:
    """What stands `step` tokens before or after the matches: near("to", +1) is the next word."""

    def __init__(self, batch: Batch, found: Matches) -> None:
        self.batch, self.before, self.after = batch, found.first, found.last - 1

    def __call__(self, name: str, step: int) -> Flags:
        return CONTEXT[name].at(self.batch, self.before if step < 0 else self.after, step)

    def number(self, step: int) -> Flags:
        return is_number(self.batch, self.after, step)


def _before_a_quantity(near: _Around) -> Flags:
    """Return which are followed by a quantity: "about 50", "about $3 million", "around a dozen"."""
    money = near("currency", 1) & near.number(2)
    counted = near("article", 1) & near("quantity_after_article", 2)
    return near.number(1) | near("quantity", 1) | money | counted


def _of_ability(near: _Around) -> Flags:
    """Return which "could" is of ability, permission or a missed chance: "they could not find it"."""
    able = near("negation", 1) | near("ability", 1) | (near("be", 1) & near("seen", 2))
    missed = near("have", 1) & near("animate", -1)
    asked = near("animate", -1) & near("asks", -2)
    subject = near("you", -1) | near("nobody", -1)
    others = CONTEXT["asks"].at(near.batch, near.before, -1) & ~near("befalls", 1)
    return able | missed | asked | subject | others


def _is_other_use(batch: Batch, found: Matches) -> Flags:
    """Return which matches are the same words in another use."""
    near = _Around(batch, found)
    first = found.first
    capital = batch.capitalised[first] & ~batch.all_capitals[first]
    name = near("month_before", -1) | batch.starts_sentence[first] | ~in_headline_case(batch)[first]
    passive = near("is", -1) | (near("manner", -1) & near("is", -2))
    quantity = _before_a_quantity(near)
    ready = near("as", -1) | near("makes", -1) | (near("it", -1) & near("makes", -2))
    ready |= near("superlative", -1) | near("possible_predicate", 1)

    allowed = (near("you", -1) & near("permitted", 1)) | (near("public", -1) & near("entered", 1))
    allowed |= near("not", 1) & ((near("be", 2) & near("published", 3)) | (near("you", -1) & near("forbidden", 2)))
    other = found.is_term("may") & ((capital & (name | near.number(1))) | allowed)
    other |= found.is_term("might") & near("might_before", -1)
    other |= found.is_term("could") & (_of_ability(near) | (batch.starts_sentence[first] & near("animate", 1)))
    other |= found.is_term("about", "around", "some", "close to") & ~quantity
    other |= found.is_term("appear", "appears", "appeared", "appearing") & near("appears_there", 1)
    other |= found.is_term("appear") & near("to", -1) & near("to", 1)
    other |= found.is_term("tend", "tends", "tended", "tending") & ~near("to", 1)
    other |= found.is_term("suspect", "suspects") & ~near("suspects", -1)
    other |= found.is_term("estimate", "estimates") & ~(near("estimates", 1) | quantity)
    other |= found.is_term("believed", "thought", "said to", "reported to", "expected") & ~passive
    other |= found.is_term("supposed") & near("to", 1)
    other |= found.is_term("likely") & near("voters", 1)
    other |= found.is_term("possible") & ready
    other |= found.is_term("possibility") & (~near("the", -1) | near("for", 1))
    other |= found.is_term("potential") & near("noun_end", 1)
    other |= found.is_term("apparent") & near("evident", -1)
    other |= found.is_term("kind of", "sort of") & ~near("loose", -1)
    other |= found.is_term("or so") & near("pronoun", 1)
    other |= found.is_term("all but") & ~near("nearly_so", 1)
    other |= found.is_term("i believe") & near("in", 1)
    other |= found.is_term("not clear", "not always clear") & ~near("asked", 1)
    return other


def find_hedges(news: Analysed) -> Spans:
    """Return every hedge, in text order, whoever's voice it is in."""
    found = HEDGES.find(news.batch)
    in_cue = np.zeros(len(news.batch.tokens), dtype=np.bool_)
    in_cue[news.attributions.cue.tokens()[0]] = True
    # "inspectors alleged that …" reports; "the alleged cracks" hedges
    reports = found.is_term("alleged", "purported") & in_cue[found.first]
    return found[~(_is_other_use(news.batch, found) | reports)].spans(news.batch)


MEASURES = (
    Rate(
        name="hedges_per_1000_words",
        family="hedges",
        question="How often does the wording hold back from a full assertion?",
        higher_means="the wording commits itself less",
        source="Hyland (2005), Metadiscourse, ch. 3; Farkas et al. (2010)",
        accuracy=(
            "F1 .92 (precision .88, recall .98): 81 hedges in 476 sentences of US news kept aside, one coder; "
            "Hyland's list matched as strings: .41"
        ),
        find=find_hedges,
    ),
)
