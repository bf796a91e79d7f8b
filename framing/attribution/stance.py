"""How each cue presents its content: neutral, endorsing, distancing, as a speech act, as a thought, or not at all.

The stance is that of the cue's head in lexicons/reporting_verbs.csv, whatever inflection it has and whether it is
negated ("did not say" is neutral, as "said" is). Definitions: the project's codebook; after Thompson & Ye
(1991), Evaluation in the reporting verbs used in academic papers, Applied Linguistics 12.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import STANCES, Attributions
from framing.attribution.cues import load_cues
from framing.lexicon import Lexicon
from framing.text import Batch

_NEUTRAL, _OTHER = STANCES.index("neutral"), STANCES.index("other")


@cache
def _stance_lexicon() -> tuple[Lexicon, NDArray[np.int8], NDArray[np.int8]]:
    """Return the lexicon, the stance of each entry, and how good a head it makes (nouns and helpers less)."""
    cues = load_cues()
    codes = np.array([STANCES.index(label) for label in cues.lexicon.entry_labels], dtype=np.int8)
    return cues.lexicon, codes, cues.head_ranks


def find_stances(batch: Batch, attributions: Attributions) -> NDArray[np.int8]:
    """Return the stance of each attribution's cue as a code into STANCES, shape (n,).

    A cue with no known word is neutral; one that is absent or only a mark (a colon, a dash) is other.
    A verb that can stand alone wins over helpers and nouns ("seemed to suggest", "issued a denial"); of several such
    verbs the first does ("refused to say" is a refusal).
    """
    stance = np.full(attributions.n, _OTHER, dtype=np.int8)
    tokens, owner = attributions.cue.tokens()
    stance[owner[batch.is_word[tokens]]] = _NEUTRAL
    if not attributions.n or not tokens.size:
        return stance
    lexicon, codes, ranks = _stance_lexicon()
    matches = lexicon.find(batch)
    cue_of = np.full(len(batch.tokens), -1, dtype=np.int32)
    cue_of[tokens] = owner
    inside = matches[cue_of[matches.first] >= 0]
    owners, rank = cue_of[inside.first], ranks[inside.entry]
    order = np.lexsort((-inside.first, rank, owners))  # what is written last stays: best rank, first in the text
    stance[owners[order]] = codes[inside.entry[order]]
    return stance
