"""Where the finite verbs are: one to each finite clause. No measure, but what some measures are counted over.

Without a parser this is an approximation from the words: auxiliaries in a person's form; past forms (in -ed, or
irregular ones listed) and listed presents in -s after a word that can be a subject; and any plain word after "I",
"you", "we", "they" or "who". On the half of the English Web Treebank kept aside it finds .86 of the finite clauses,
.93 of what it finds are one (`benchmarks/treebank.py`).
Source: Quirk et al. (1985), A Comprehensive Grammar of the English Language, sections 3.52 and 14.5.
"""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.context import Flags, Places, context_sets, ends_in, may_be_name
from framing.measures.participles import find_participles
from framing.text import Batch, HashIndex, hash_words, once
from framing.text.tokens import CLITIC, PUNCTUATION, WORD

_VERBS = Lexicon.load("finite_verbs")
_INDEX = HashIndex(hash_words(_VERBS.terms))
SETS = context_sets("clauses")
_FUNCTION_WORDS = HashIndex(hash_words([t for t in Lexicon.load("function_words").terms if " " not in t]))
_ADVERBS = 2  # at most so many words between subject and verb: "they also now know"
_TO_AUXILIARY = 4  # at most so many words from a verb back to its auxiliary: "has not yet been told"


def find_finite_verbs(batch: Batch) -> Flags:
    """Return per token whether it is the finite verb of a clause, shape (n_tokens,).

    >>> batch = Batch(["She said that they know what has happened."])
    >>> batch.token_strings(*[np.flatnonzero(find_finite_verbs(batch)) + i for i in (0, 1)])
    ['said', 'know', 'has']
    """
    return once(batch, "finite verbs", lambda: _find_finite_verbs(batch))


def _find_finite_verbs(batch: Batch) -> Flags:
    n = len(batch.tokens)
    if not n:
        return np.zeros(0, dtype=np.bool_)
    sets = SETS.flags(batch)
    adverb = ends_in(batch, "ly") | sets["between"]
    auxiliary = sets["auxiliary"] | sets["have_do"] | sets["modal"] | sets["do"]
    result = _auxiliaries(batch, sets)

    listed = _INDEX.has(batch.tokens.folded) | ends_in(batch, "ed")
    before_plain = sets["plain_subject"] | adverb
    wanted = listed | np.append(False, before_plain[:-1])
    place = np.flatnonzero(wanted & ~result & (batch.tokens.kind == WORD))
    before = place - 1
    for _ in range(_ADVERBS):
        before = np.where((before >= 0) & adverb[np.maximum(before, 0)], before - 1, before)
    here = np.maximum(before, 0)
    same = (before >= 0) & (batch.sentence[here] == batch.sentence[place])
    subject = same & (batch.tokens.kind[here] != PUNCTUATION) & ~sets["no_subject"][here]
    other = ~_FUNCTION_WORDS.has(batch.tokens.folded[place])
    plain = same & sets["plain_subject"][here] & other
    plain &= ~ends_in(batch, "ly")[place] & ~ends_in(batch, "ing")[place]

    passives = find_participles(batch)
    participle = np.zeros(n, dtype=np.bool_)
    participle[passives.last - 1] = True
    found = (listed[place] & subject) | plain
    found &= ~participle[place] & ~_after(batch, place, auxiliary, adverb | auxiliary | sets["pronoun"])
    result[place[found]] = True
    return result


def _after(batch: Batch, place: Places, wanted: Flags, between: Flags) -> Flags:
    """Return which words stand after a wanted one, with nothing but some others between: "did they also go"."""
    found = np.zeros(place.size, dtype=np.bool_)
    walking = np.ones(place.size, dtype=np.bool_)
    for step in range(1, _TO_AUXILIARY + 1):
        at = np.maximum(place - step, 0)
        walking &= (place >= step) & (batch.sentence[at] == batch.sentence[place])
        found |= walking & wanted[at]
        walking &= between[at]
    return found


def _auxiliaries(batch: Batch, sets: dict[str, Flags]) -> Flags:
    """Return which tokens are auxiliaries in a person's form; of a group only the first."""
    modal, between = sets["modal"], sets["between"]
    one = np.append(False, modal[:-1])
    two = np.concatenate([[False, False], modal[:-2]])[: modal.size] & np.append(False, between[:-1])
    infinite = one | two  # "to have", "may not have"
    short = sets["short_is"] & np.append(False, sets["pronoun"][:-1])
    name = may_be_name(batch)  # May, Will
    word = (batch.tokens.kind == WORD) | (batch.tokens.kind == CLITIC)
    found: Flags = ((sets["auxiliary"] & ~name) | (sets["have_do"] & ~infinite) | short) & word
    return found
