"""What the tagger sees of each token beside its word: eleven small numbers, as arrays.

Where the token stands (in its sentence, its paragraph, the text), how it is written, and above all where it
stands towards quotation marks: inside, how far from the opening and closing one, in what kind of quotation. And
what the rule engine makes of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.attribution.rules import find_by_rules
from framing.attribution.vocabulary import N_LEVELS, STRONG_LEVEL, Vocabulary
from framing.text import Batch

Numbers = NDArray[np.int64]

_DISTANCES = np.array([1, 2, 3, 4, 5, 6, 8, 12, 20, 40])  # 0 | 1 | 2 | 3 | 4 | 5 | 6-7 | 8-11 | 12-19 | 20-39 | more
_QUOTE_LENGTHS = np.array([4, 7, 12])  # scare quotes and titles are short
_FAR = 10**6

# name -> how many values it takes; endings depend on the vocabulary
SIZES = {
    "shape": 24, "quote": 26, "since": 28, "until": 28, "from_start": 12, "to_end": 12, "paragraph": 48,
    "cue": N_LEVELS, "sentence": 32, "rules": 14,
}  # fmt: skip
RULES_UNKNOWN = 13  # seen in training only, so that the tagger does not lean on the rules alone
_RULES_SURE = 0.6


def segment_edges(number: NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    """Return for each token the first token of its segment and the one after its last."""
    n = number.size
    if not n:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    begins = np.flatnonzero(np.append(True, number[1:] != number[:-1]))
    ends = np.append(begins[1:], n)
    return np.repeat(begins, ends - begins), np.repeat(ends, ends - begins)


def _near(distance: Numbers) -> Numbers:
    """Return a distance in tokens as one of eleven steps."""
    return np.searchsorted(_DISTANCES, distance, side="right")


def _distance_since(flags: NDArray[np.bool_], first: Numbers) -> Numbers:
    """Return how many tokens ago a flag was last set, not before the token `first`; else a large number."""
    places = np.arange(flags.size)
    last = np.maximum.accumulate(np.where(flags, places, -1))
    return np.where(last < first, _FAR, places - last)


def _any_in(flags: NDArray[np.bool_], first: Numbers, last: Numbers) -> NDArray[np.bool_]:
    """Return whether a flag is set anywhere in [first, last), for each pair."""
    total = np.append(0, np.cumsum(flags))
    result: NDArray[np.bool_] = total[last] > total[first]
    return result


def find_features(batch: Batch, vocabulary: Vocabulary) -> tuple[NDArray[np.int32], dict[str, Numbers]]:
    """Return the vocabulary row of each token, and the numbers by name ("ending" and those of SIZES)."""
    n = len(batch.tokens)
    words = vocabulary.find_words(batch)
    level = vocabulary.cue_level[words].astype(np.int64)
    result = {"ending": vocabulary.find_endings(batch)}
    if not n:
        return words, result | {name: np.zeros(0, np.int64) for name in SIZES}
    tokens, places = batch.tokens, np.arange(n)
    sentence_first, sentence_last = segment_edges(batch.sentence)
    paragraph_first, paragraph_last = segment_edges(batch.paragraph)
    text_first, _ = segment_edges(tokens.text)
    capitals = batch.capitalised.astype(np.int64) + batch.all_capitals
    result["shape"] = tokens.kind.astype(np.int64) * 6 + capitals * 2 + batch.starts_sentence

    inside, opens = _quotation_features(batch, paragraph_first, paragraph_last, result)

    result["from_start"] = _near(places - sentence_first)
    result["to_end"] = _near(sentence_last - 1 - places)
    before = np.minimum(batch.sentence - batch.sentence[paragraph_first], 3)
    after = np.minimum(batch.sentence[paragraph_last - 1] - batch.sentence, 2)
    number = np.minimum(batch.paragraph - batch.paragraph[text_first], 3)
    result["paragraph"] = ((before * 3 + after) * 4 + number).astype(np.int64)
    result["cue"] = level

    has_cue = _any_in(level >= STRONG_LEVEL, sentence_first, sentence_last)
    has_quote = _any_in(opens, sentence_first, sentence_last)
    cue_before = has_cue[np.maximum(sentence_first - 1, 0)] & (sentence_first > text_first)
    last_code = batch.codes[tokens.end[np.maximum(paragraph_first - 1, 0)] - 1]
    after_colon = (last_code == ord(":")) & (paragraph_first > text_first)
    begins_quoted = inside[paragraph_first]
    result["sentence"] = has_cue + 2 * has_quote + 4 * cue_before + 8 * after_colon + 16 * begins_quoted
    result["rules"] = _rule_labels(batch)
    return words, result


def _rule_labels(batch: Batch) -> Numbers:
    """Return 0, or 1 to 6 for the first and further tokens of the rules' source, cue and content; 7 to 12 if unsure."""
    found = find_by_rules(batch)
    unsure = found.confidence < _RULES_SURE
    result = np.zeros(len(batch.tokens), dtype=np.int64)
    for role, part in enumerate((found.source, found.cue, found.content)):
        tokens, owner = part.tokens()
        result[tokens] = 2 * role + 2 + 6 * unsure[owner]
        result[part.first] = 2 * role + 1 + 6 * unsure[part.owner]
    return result


def _quotation_features(
    batch: Batch, paragraph_first: Numbers, paragraph_last: Numbers, result: dict[str, Numbers]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Add quote, since and until; return which tokens stand in a quotation and which open an outermost one."""
    n, quotes, places = len(batch.tokens), batch.quotes, np.arange(len(batch.tokens))
    outer = np.flatnonzero(quotes.depth == 1)
    first, last = quotes.first[outer], quotes.last[outer]
    lengths = np.maximum(last - first, 0)
    steps = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    covered = np.repeat(first, lengths) + steps
    begin, end, kind = np.full(n, -1), np.full(n, -1), np.zeros(n, np.int64)
    begin[covered], end[covered] = np.repeat(first, lengths), np.repeat(last, lengths)
    kind[covered] = np.repeat(np.minimum(quotes.kind[outer], 1) * 12 + quotes.closed[outer] * 6, lengths)
    inside = begin >= 0
    size = np.where(batch.quote_depth > 1, 5, np.searchsorted(_QUOTE_LENGTHS, end - begin, side="right"))
    result["quote"] = np.where(inside, 1 + kind + size, 0)

    opens, closes = np.zeros(n, np.bool_), np.zeros(n + 1, np.bool_)
    opens[first] = True
    closes[last] = True
    since = _distance_since(closes[:n], paragraph_first)
    until = _distance_since(opens[::-1], (n - paragraph_last)[::-1])[::-1]
    result["since"] = np.where(inside, 14 + _near(places - begin), np.where(since < _FAR, 1 + _near(since), 0))
    result["until"] = np.where(inside, 14 + _near(end - 1 - places), np.where(until < _FAR, 1 + _near(until), 0))
    return inside, opens
