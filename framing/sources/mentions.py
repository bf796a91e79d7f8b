"""Where names, "he", "she" and role nouns stand in a batch: what resolution looks around in.

All of it is found for the whole batch as arrays and handed out article by article as short lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.sources.name_runs import find_names
from framing.sources.vocabulary import words_of
from framing.text import Batch, HashIndex, hash_words
from framing.text.tokens import CLITIC, NUMBER, WORD

# A name after one of these is no subject: "Campaigning against Mitt Romney, he ..."
_BEFORE_OBJECTS = words_of(
    """
    of for with against by to from on about at like than over between under and in into without behind toward
    towards told called asked urged joined meeting met
    """
)
_SMALL_IN_TITLES = words_of(
    """
    with from over into after about than that amid under upon onto like near past without against between before
    behind during until when while your their this
    """
)
_HE_SHE = ("he", "she", "his", "her", "him")
_REACH = 70  # characters before a name that may hold its titles
_AHEAD = 140  # characters after it that may hold an apposition


@dataclass(frozen=True)
class Mentions:
    """The names of one article, in text order, and what stands around them.

    names: (text of the run, first token, last token, sentence, in quotation marks, in a line set in title case,
    no subject, begins its sentence, followed by a party: "(D-Va.)");
    pronouns: (first token, sentence, "he" or "she") outside quotation marks.
    """

    batch: Batch
    names: list[tuple[str, int, int, int, bool, bool, bool, bool, bool]]
    pronouns: list[tuple[int, int, str]]

    def before(self, token: int, reach: int = _REACH) -> str:
        """Return the text shortly before a token: so many characters."""
        start = int(self.batch.tokens.start[token])
        return self.batch.joined[max(0, start - reach) : start]

    def after(self, token: int) -> str:
        """Return the text shortly after a token (from its end)."""
        end = int(self.batch.tokens.end[token])
        return self.batch.joined[end : end + _AHEAD]

    def text(self, first: int, last: int) -> str:
        """Return the text of the tokens [first, last)."""
        return self.batch.joined[int(self.batch.tokens.start[first]) : int(self.batch.tokens.end[last - 1])]

    def text_before(self, token: int) -> str:
        """Return the text of the article before a token."""
        begin = int(self.batch.base[self.batch.tokens.text[token]])
        return self.batch.joined[begin : int(self.batch.tokens.start[token])]

    def sentence(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return int(self.batch.sentence[token])

    def opens_paragraph(self, token: int) -> bool:
        """Return whether a token is the first of its paragraph."""
        paragraph = self.batch.paragraph
        return token == 0 or bool(paragraph[token] != paragraph[token - 1])

    def ends_paragraph(self, token: int) -> bool:
        """Return whether nothing but a mark stands between a token and the end of the paragraph before it."""
        paragraph = self.batch.paragraph
        following = token if token == len(paragraph) or not self.batch.is_word[token] else token - 1
        return following + 1 >= len(paragraph) or bool(paragraph[following + 1] != paragraph[token - 1])

    def is_last(self, token: int) -> bool:
        """Return whether a token stands in the last paragraph of its text."""
        tokens = self.batch.tokens
        end = int(np.searchsorted(tokens.text, tokens.text[token], side="right")) - 1
        return bool(self.batch.paragraph[token] == self.batch.paragraph[end])

    def n_first_person(self, token: int) -> int:
        """Return how often the text of a token says "I" or "we" outside quotation marks."""
        tokens = self.batch.tokens
        begin, end = np.searchsorted(tokens.text, [tokens.text[token], tokens.text[token] + 1])
        here = _first_person().has(tokens.folded[begin:end])
        return int((here & ~self.batch.quoted[begin:end]).sum())

    def in_quotes(self, token: int) -> bool:
        """Return whether a token stands between quotation marks."""
        return bool(self.batch.quoted[token])


@dataclass(frozen=True)
class BatchMentions:
    """The names and pronouns of a batch as columns."""

    batch: Batch
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    title_case: NDArray[np.bool_]
    no_subject: NDArray[np.bool_]
    party: NDArray[np.bool_]
    pronoun: NDArray[np.int64]
    he_she: NDArray[np.int32]

    def of_article(self, article: int) -> Mentions:
        """Return the mentions in the body of one article."""
        batch = self.batch
        begin, end = np.searchsorted(batch.tokens.text, [article, article + 1])
        low, high = np.searchsorted(self.first, [begin, end])
        first, last = self.first[low:high], self.last[low:high]
        names = list(
            zip(
                batch.token_strings(first, last), first.tolist(), last.tolist(), batch.sentence[first].tolist(),
                batch.quoted[first].tolist(), self.title_case[batch.sentence[first]].tolist(),
                self.no_subject[low:high].tolist(), batch.starts_sentence[first].tolist(),
                self.party[low:high].tolist(), strict=True,
            )
        )  # fmt: skip
        low, high = np.searchsorted(self.pronoun, [begin, end])
        at = self.pronoun[low:high]
        pronouns = [
            (token, sentence, "she" if word in (1, 3) else "he")
            for token, sentence, word in zip(
                at.tolist(), batch.sentence[at].tolist(), self.he_she[low:high].tolist(), strict=True
            )
        ]
        return Mentions(batch, names, pronouns)


@cache
def _he_she() -> HashIndex:
    return HashIndex(hash_words(_HE_SHE))


@cache
def _first_person() -> HashIndex:
    return HashIndex(hash_words(["i", "we", "my", "our", "me"]))


@cache
def _small_in_titles() -> HashIndex:
    return HashIndex(hash_words(sorted(_SMALL_IN_TITLES)))


@cache
def _before_objects() -> HashIndex:
    return HashIndex(hash_words(sorted(_BEFORE_OBJECTS)))


def find_mentions(batch: Batch, articles: NDArray[np.integer], n_articles: int) -> BatchMentions:
    """Return the names and personal pronouns of a batch."""
    title_case = _title_case(batch)
    first, last = find_names(batch, title_case)
    row = _he_she().find(batch.tokens.folded)
    pronoun = np.flatnonzero((row >= 0) & ~batch.quoted)
    after_preposition = _before_objects().has(batch.tokens.folded[np.maximum(first - 1, 0)])
    possessive = batch.tokens.kind[np.minimum(last, max(len(batch.tokens) - 1, 0))] == CLITIC
    return BatchMentions(batch, first, last, title_case, after_preposition | possessive,
                         _before_party(batch, last), pronoun, row[pronoun])  # fmt: skip


def _before_party(batch: Batch, last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which names are followed by party and state, as in American papers: "Scott (D-Va.)", "Ryan, R-Wis."."""
    at = batch.tokens.end[last - 1]
    last_place = batch.codes.size - 1
    letters = [batch.codes[np.minimum(at + step, last_place)] for step in range(4)]
    bracket = (letters[0] == ord(" ")) & (letters[1] == ord("("))
    comma = (letters[0] == ord(",")) & (letters[1] == ord(" "))
    party = np.zeros(at.size, dtype=np.bool_)
    for letter in "DRI":
        party |= letters[2] == ord(letter)
    result: NDArray[np.bool_] = (bracket | comma) & party & (letters[3] == ord("-"))
    return result


def _title_case(batch: Batch) -> NDArray[np.bool_]:
    """Return which sentences are set in title case: their longer words have capitals, all but prepositions.

    A sentence with many names ("Ann Roe of the University of Utah said no") has a verb in small letters.
    """
    tokens = batch.tokens
    n = int(batch.sentence[-1]) + 1 if len(tokens) else 0
    long = ((tokens.kind == WORD) | (tokens.kind == NUMBER)) & (tokens.end - tokens.start > 3)
    n_long = np.bincount(batch.sentence[long], minlength=n)
    n_capital = np.bincount(batch.sentence[long & batch.capitalised], minlength=n)
    small = long & ~batch.capitalised & (tokens.kind == WORD) & ~_small_in_titles().has(tokens.folded)
    n_small = np.bincount(batch.sentence[small], minlength=n)
    few_small = (n_small == 0) | (n_capital > 0.9 * n_long)
    result: NDArray[np.bool_] = (n_long >= 5) & (n_capital > 0.75 * n_long) & few_small
    return result
