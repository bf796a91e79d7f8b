"""How are claims put forward: as said and held to be so (strong), or as thought to be (weak)?

Counts: assertive verbs before a clause of their own: verbs of saying and concluding ("claims that", "concluded
that", "told the court that", labelled strong) and of believing and seeming ("thinks it is", "seems to be", weak).
Leaves out: the same words as nouns ("the claims that"), before a name or thing ("reported the theft"), after their
clause ("…, he said") and before direct speech, which attributions count.
Blind spots: a clause without "that" is seen by a pronoun or by the finite verb that follows its subject.
Source: Hooper (1975), On assertive predicates; Recasens et al. (2013).
"""

from __future__ import annotations

from framing.lexicon import Lexicon
from framing.measures.analysed import Analysed
from framing.measures.complements import has_bare_clause, has_that, is_noun
from framing.measures.context import context_words, may_be_name
from framing.measures.shapes import Rate
from framing.text import Spans

VERBS = Lexicon.load("assertives")
CONTEXT = context_words("assertives")


def find_assertives(news: Analysed) -> Spans:
    """Return every assertive verb before its clause, labelled strong or weak, in text order."""
    batch = news.batch
    found = VERBS.find(batch)
    found = found[~is_noun(batch, found.first) & ~may_be_name(batch)[found.first]]
    if not len(found):
        return found.spans(batch)
    last = found.last - 1
    hearer, only_that = CONTEXT["hearer"].at(batch, last), CONTEXT["only_that"].at(batch, last)
    bare = has_bare_clause(batch, last, person=hearer) & ~only_that & ~CONTEXT["inverted"].at(batch, found.first, -1)
    clause = has_that(batch, last, person=hearer) | bare
    raising = CONTEXT["raising"].at(batch, last) & (
        CONTEXT["to"].at(batch, last, 1) | CONTEXT["like"].at(batch, last, 1)
    )
    return found[clause | raising].spans(batch)


MEASURES = (
    Rate(
        name="assertives_per_1000_words",
        family="assertives",
        question="How often is a claim put forward by a verb of saying or believing?",
        higher_means="more claims are marked as said or believed",
        source="Hooper (1975); Recasens et al. (2013)",
        accuracy=(
            "F1 .92 (precision 1.0, recall .86): 43 verbs, 30 strong and 13 weak, in 108 sentences of US news kept "
            "aside, one coder"
        ),
        find=find_assertives,
    ),
)
