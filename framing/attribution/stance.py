"""How each cue presents its content: neutral, endorsing, distancing, as a speech act, as a thought, or not at all.

The stance is that of the cue's head, whatever inflection it has and whether it is negated ("did not say" is neutral,
as "said" is). Verbs that are looked for as cues are in lexicons/reporting_verbs.csv; lexicons/stance_words.csv has
words that only tell the stance of a cue which the tagger found ("imposed", "reservations about"). Definitions: the
project's codebook; after Thompson & Ye (1991), Evaluation in the reporting verbs used in academic papers, Applied
Linguistics 12.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import STANCES, Attributions
from framing.attribution.cues import load_cues
from framing.lexicon import Lexicon
from framing.text import Batch, HashIndex, hash_words

_NEUTRAL, _OTHER = STANCES.index("neutral"), STANCES.index("other")
# Verbs that leave the meaning to a noun beside them: "expressed concern", "issued a denial".
_LIGHT = frozenset(("express", "voice", "issue", "raise", "give", "offer", "release", "deliver", "share", "submit",
                    "send", "convey", "articulate", "cite", "introduce", "present", "include", "mean"))  # fmt: skip
_PHRASE = 3  # how good a head a fixed phrase of stance_words makes: better than a verb inside it
_NO_CUE = ("in", "of", "from", "on", "for", "the", "’s", "'s")  # a cue of these words only says nothing

Ranked = tuple[Lexicon, NDArray[np.int8], NDArray[np.int8]]


@cache
def _lexicons() -> tuple[Ranked, Ranked]:
    """Return each lexicon, the stance of each entry, and how good a head it makes (nouns and helpers less)."""
    cues, words = load_cues(), Lexicon.load("stance_words")
    light = np.array([term.split()[0] in _LIGHT for term in cues.lemmas])
    ranks = np.where(light, 0, cues.head_ranks).astype(np.int8)
    codes = _codes(words)
    other = codes == _OTHER  # "looks", where the cue has no other head
    phrase = np.where([" " in term for term in words.terms], _PHRASE, np.where(other, 0, 1)).astype(np.int8)
    return (cues.lexicon, _codes(cues.lexicon), ranks), (words, codes, phrase)


@cache
def _no_cue() -> HashIndex:
    return HashIndex(hash_words(_NO_CUE))


def _codes(lexicon: Lexicon) -> NDArray[np.int8]:
    return np.array([STANCES.index(label) for label in lexicon.entry_labels], dtype=np.int8)


def find_stances(batch: Batch, attributions: Attributions) -> NDArray[np.int8]:
    """Return the stance of each attribution's cue as a code into STANCES, shape (n,).

    A cue with no known word is neutral; one that is absent or only a mark (a colon, a dash) is other.
    A verb that can stand alone wins over helpers and nouns ("seemed to suggest"), a noun over a verb that says little
    ("issued a denial"); of several such verbs the first does ("refused to say" is a refusal).
    """
    stance = np.full(attributions.n, _OTHER, dtype=np.int8)
    tokens, owner = attributions.cue.tokens()
    says_something = batch.is_word[tokens] & ~_no_cue().has(batch.tokens.folded[tokens])
    stance[owner[says_something]] = _NEUTRAL
    if not attributions.n or not tokens.size:
        return stance
    cue_of = np.full(len(batch.tokens), -1, dtype=np.int32)
    cue_of[tokens] = owner
    owners, first, rank, code = [], [], [], []
    for lexicon, codes, ranks in _lexicons():
        matches = lexicon.find(batch)
        inside = matches[cue_of[matches.first] >= 0]
        owners.append(cue_of[inside.first])
        first.append(inside.first)
        rank.append(ranks[inside.entry])
        code.append(codes[inside.entry])
    found = np.concatenate(owners)
    order = np.lexsort((-np.concatenate(first), np.concatenate(rank), found))
    stance[found[order]] = np.concatenate(code)[order]  # what is written last stays: best rank, first in the text
    return stance
