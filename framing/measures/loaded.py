"""How often does the wording evaluate or colour where a neutral word exists?

Counts: listed phrases, and words that a small model scores as loaded in their sentence. Labels are those of
lexicons/loaded.csv: intensifier, value_laden, label (partisan or contentious), metaphor (figurative or violent),
sensational; `unlisted` for a word that only the model knows.
Leaves out: names and titles ("the Patriot Act", "Stormy Daniels"); legal and technical uses ("corruption charges",
"disaster relief"); cues that distance ("boasted that") and unlisted cues, which are counted by their stance. Listed
cues of another stance stay: "slammed the plan".
Blind spots: irony; what counts as loaded was learned from US news of 2017 to 2020; coders agree little (Spinde
et al. report an alpha of .40 among experts).
Source: Recasens et al. (2013); Hutto et al. (2015); Spinde et al. (2021).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.attribution.attributions import STANCES
from framing.lexicon import Lexicon, Matches
from framing.measures.analysed import Analysed
from framing.measures.context import Flags, context_words, may_be_name
from framing.measures.loaded_model import load_model
from framing.measures.shapes import Rate
from framing.text import WORD, Batch, HashIndex, Spans

LOADED = Lexicon.load("loaded")
CONTEXT = context_words("loaded")
LABELS = (*LOADED.labels, "unlisted")
UNLISTED = LABELS.index("unlisted")
# Chosen by cross-validation over outlets on the part that the model was fitted on: .15 to .25 tie in F1 (.45, .45,
# .44). The highest of these finds the fewest plain words in neutral news.
LIKELY_IF_LISTED, LIKELY_ENOUGH = 0.1, 0.25


def _is_other_use(batch: Batch, found: Matches) -> Flags:
    """Return which matches are names, or terms of law: "the Patriot Act", "corruption charges"."""
    name = may_be_name(batch)[found.first] & (found.last - found.first == 1)
    legal = CONTEXT["legal"].at(batch, found.first) & CONTEXT["legal_after"].at(batch, found.last - 1, 1)
    charged = CONTEXT["legal"].at(batch, found.first) & CONTEXT["legal_before"].at(batch, found.first, -1)
    other: Flags = name | legal | charged
    return other


def _covered(batch: Batch, found: Matches) -> Flags:
    """Return which tokens of the batch stand in a match."""
    edges = np.zeros(len(batch.tokens) + 1, dtype=np.int64)
    np.add.at(edges, found.first, 1)
    np.add.at(edges, found.last, -1)
    covered: Flags = np.cumsum(edges[:-1]) > 0
    return covered


def _is_name_somewhere(batch: Batch) -> Flags:
    """Return which words stand as a name somewhere in their text: "Bluehaven" at the start of a sentence, too."""
    names = may_be_name(batch)
    keys = batch.tokens.folded ^ (batch.tokens.text.astype(np.uint64) << np.uint64(32))
    result: Flags = names | HashIndex(keys[names]).has(keys)
    return result


def _in_cue(news: Analysed) -> tuple[Flags, Flags]:
    """Return which tokens stand in a cue, and which in a distancing one: those are measured by their stance."""
    inside, distancing = np.zeros((2, len(news.batch.tokens)), dtype=np.bool_)
    tokens, owner = news.attributions.cue.tokens()
    inside[tokens] = True
    distancing[tokens[news.stance[owner] == STANCES.index("distancing")]] = True
    return inside, distancing


def listed_columns(batch: Batch, found: Matches) -> NDArray[np.float32]:
    """Return a row per token and a column per label of the list: 1 where a match of that label covers it."""
    columns = np.zeros((len(batch.tokens), len(LOADED.labels)), dtype=np.float32)
    for step in range(int((found.last - found.first).max(initial=0))):
        inside = found.first + step < found.last
        columns[found.first[inside] + step, found.label[inside]] = 1
    return columns


def find_listed(news: Analysed) -> Spans:
    """Return every match of the list, whatever the model thinks of it: the inspectable baseline."""
    found = LOADED.find(news.batch)
    return found[~_is_other_use(news.batch, found)].spans(news.batch)


def score_words(news: Analysed) -> NDArray[np.float32]:
    """Return the probability of each token that it is loaded; what its word has on average where none is likely."""
    model = load_model()
    scores = np.where(news.batch.is_word, model.typical(news.batch), np.float32(0))
    places, values = model.scores(news.batch, listed_columns(news.batch, LOADED.find(news.batch)))
    scores[places] = values
    return scores


def find_loaded(news: Analysed) -> Spans:
    """Return every loaded word or listed phrase, in text order, whoever's voice it is in."""
    batch = news.batch
    if not len(batch.tokens):
        return Spans.empty(LABELS)
    scores = score_words(news)
    found = LOADED.find(batch)
    in_cue, distancing = _in_cue(news)
    barred = _is_other_use(batch, found) | distancing[found.first]
    total = np.append(0, np.cumsum(scores >= LIKELY_IF_LISTED))
    likely = (total[found.last] > total[found.first]) | (found.last - found.first > 1)
    # "The so-called Sorra River Commission": the model knows it before common nouns only.
    phrases = found[~barred & (likely | found.is_term("so-called"))]
    free = ~_covered(batch, found) & ~_is_name_somewhere(batch) & ~in_cue
    single = np.flatnonzero((scores >= LIKELY_ENOUGH) & free & (batch.tokens.kind == WORD))
    first = np.concatenate([phrases.first, single])
    order = np.argsort(first, kind="stable")
    last = np.concatenate([phrases.last, single + 1])
    label = np.concatenate([phrases.label, np.full(single.size, UNLISTED, dtype=np.int16)])
    return batch.spans(first[order], last[order], label[order], LABELS)


MEASURES = (
    Rate(
        name="loaded_per_1000_words",
        family="loaded",
        question="How often does the wording evaluate or colour where a neutral word exists?",
        higher_means="more of the words evaluate what they name",
        source="Recasens et al. (2013); Hutto et al. (2015); Spinde et al. (2021)",
        accuracy=(
            "BABE, outlets kept aside, 367 words in 598 sentences: F1 .38 over all sentences, .51 in sentences "
            "that hold a marked word (best public list .22 and .38); PTC loaded language, 102 articles, "
            "2,565 words: average precision .107 (best public list .048)"
        ),
        find=find_loaded,
    ),
)
