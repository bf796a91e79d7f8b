"""Which claims are slipped in as given? Factive and implicative verbs with their complement.

Counts: factive verbs before a clause ("realised that", "know why"), whose clause is taken as true (labelled
factive); implicative verbs before theirs, which say whether it came about ("managed to", labelled implicative) or
did not ("failed to", "avoided paying", "did not manage to", labelled implicative_not).
Leaves out: the same words with another complement or as nouns ("found a key", "what to do", "the force", "a note");
verbs that say something about their complement only where they are not negated, negated ("did not force them to").
Blind spots: a clause without "that" is seen by a pronoun or by the finite verb that follows its subject.
Source: Kiparsky and Kiparsky (1970); Karttunen (1971); Hooper (1975); Recasens et al. (2013).
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon, Matches
from framing.measures.analysed import Analysed
from framing.measures.clauses import find_finite_verbs
from framing.measures.complements import has_bare_clause, has_question, has_that, is_noun
from framing.measures.context import Flags, context_words, ends_in, may_be_name
from framing.measures.shapes import Rate
from framing.text import Batch, Spans

VERBS = Lexicon.load("presupposition")
CONTEXT = context_words("presupposition")
LABELS = ("factive", "implicative", "implicative_not")
_REACH = 8  # at most so many tokens from "forced" or "prevented" over the person to "to" or "from"
_NEGATION = 3  # at most so many tokens from a negation to its verb: "did not even manage"


def find_presuppositions(news: Analysed) -> Spans:
    """Return every factive and implicative verb that has its complement, in text order."""
    batch = news.batch
    found = VERBS.find(batch)
    found = found[~is_noun(batch, found.first) & ~may_be_name(batch)[found.first]]
    if not len(found):
        return Spans.empty()
    last = found.last - 1
    clause = has_that(batch, last) | has_bare_clause(batch, last)
    asks = CONTEXT["question_know"].at(batch, last) | found.is_term("find out", "finds out", "found out", "finding out")
    clause |= asks & has_question(batch, last)
    factive = found.is_label("factive") & clause
    implicative = _has_action(batch, found)
    negated, one_way = _is_negated(batch, found), _is_one_way(batch, found)
    implicative &= ~(negated & one_way)
    not_so = (found.is_label("implicative_not") | CONTEXT["forget"].at(batch, last)) != negated
    label = np.where(implicative, np.where(not_so, 2, 1), 0).astype(np.int16)
    keep = factive | implicative
    return batch.spans(found.first[keep], found.last[keep], label[keep], LABELS)


def _has_action(batch: Batch, found: Matches) -> Flags:
    """Return which implicative verbs are followed by what came about or did not, in the form each verb takes."""
    last = found.last - 1

    def verb(name: str) -> Flags:
        return CONTEXT[name].at(batch, last)

    def after(name: str, step: int = 1) -> Flags:
        return CONTEXT[name].at(batch, last, step)

    ing = np.append(ends_in(batch, "ing"), False)
    reaches = {name: np.zeros(len(found), dtype=np.bool_) for name in ("to", "from")}
    finite = np.append(find_finite_verbs(batch), False)
    walking = np.ones(len(found), dtype=np.bool_)
    for step in range(1, _REACH + 1):
        walking &= ~finite[np.minimum(last + step, len(batch.tokens))] & ~after("stops", step)
        for name in reaches:
            reaches[name] |= walking & after(name, step) & (step > 1)
    followed: Flags = (
        (verb("takes_to") & after("to"))
        | (verb("takes_from") & after("from"))
        | (verb("takes_in") & after("in") & ing[np.minimum(last + 2, len(batch.tokens))])
        | (verb("gerund") & ing[np.minimum(last + 1, len(batch.tokens))])
        | (verb("person_to") & reaches["to"])
        | (verb("person_from") & reaches["from"])
    )
    return followed


def _is_one_way(batch: Batch, found: Matches) -> Flags:
    """Return which verbs say nothing about their complement when they are negated."""
    last = found.last - 1
    return CONTEXT["person_to"].at(batch, last) | CONTEXT["person_from"].at(batch, last)


def _is_negated(batch: Batch, found: Matches) -> Flags:
    """Return which verbs have a negation right before them: "did not even manage", "without bothering"."""
    negated = np.zeros(len(found), dtype=np.bool_)
    for step in range(1, _NEGATION + 1):
        negated |= CONTEXT["negation"].at(batch, found.first, -step)
    return negated


MEASURES = (
    Rate(
        name="presuppositions_per_1000_words",
        family="presuppositions",
        question="How often is a claim slipped in as given?",
        higher_means="more is presupposed instead of asserted",
        source="Kiparsky and Kiparsky (1970); Karttunen (1971); Hooper (1975)",
        accuracy=(
            "F1 .89 (precision .92, recall .86): 42 verbs, 30 factive and 12 implicative, in 206 sentences of US news "
            "kept aside, one coder; implicative or not and negation are not yet measured"
        ),
        find=find_presuppositions,
    ),
)
