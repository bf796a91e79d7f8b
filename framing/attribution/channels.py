"""By which way a statement reached the outlet, where the sentence says so: a statement, an interview, a post.

The values are those of Spangher et al. (2023), Identifying informational sources in news articles, EMNLP, as far as
words tell them; lexicons/channels.csv has the words. They are looked for in the sentence of the cue, outside of what
is attributed; an attribution in whose sentence nothing is found has no channel.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import Attributions
from framing.lexicon import Lexicon
from framing.text import Batch

CHANNELS = (
    "", "statement", "press_conference", "interview", "speech", "social_post", "testimony", "published_work",
    "declined_comment",
)  # fmt: skip
_DECLINED = CHANNELS.index("declined_comment")


@cache
def _lexicon() -> tuple[Lexicon, NDArray[np.int8]]:
    lexicon = Lexicon.load("channels")
    return lexicon, np.array([CHANNELS.index(label) for label in lexicon.entry_labels], dtype=np.int8)


def find_channels(batch: Batch, attributions: Attributions) -> NDArray[np.int8]:
    """Return the channel of each attribution as a code into CHANNELS, 0 where the sentence does not say; shape (n,).

    >>> from framing.attribution.rules import find_by_rules
    >>> batch = Batch(["Lee said in an interview that it rained."])
    >>> [CHANNELS[code] for code in find_channels(batch, find_by_rules(batch))]
    ['interview']
    """
    channel = np.zeros(attributions.n, dtype=np.int8)
    if not attributions.n or not len(attributions.cue):
        return channel
    lexicon, codes = _lexicon()
    found = lexicon.find(batch)
    inside = np.zeros(len(batch.tokens), dtype=np.bool_)
    inside[attributions.content.tokens()[0]] = True
    code = codes[found.entry]
    outside = ~inside[found.first] | (code == _DECLINED)  # "to comment" is what was declined
    sentence, code = batch.sentence[found.first[outside]], code[outside]
    _, first = np.unique(sentence, return_index=True)  # the first of a sentence counts
    sentence, code = sentence[first], code[first]
    if not sentence.size:
        return channel
    wanted = batch.sentence[attributions.cue.first]
    place = np.minimum(np.searchsorted(sentence, wanted), sentence.size - 1)
    known = sentence[place] == wanted
    channel[attributions.cue.owner[known]] = code[place[known]]
    return channel
