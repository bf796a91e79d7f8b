"""Reading a source phrase: its head, its name, its role, whom it speaks for.

"Kremlin spokesman Dmitry Peskov", "the Belarusian leader", "a spokeswoman for Hillary Clinton", "two officials
familiar with the talks". Reading a phrase needs nothing but the phrase; who "the leader" is, the article tells.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from framing.sources.common_phrases import common_phrase, counted_phrase
from framing.sources.heads import core_and_tail, name_at_end
from framing.sources.named_phrases import PARTY_MARK, named_phrase, renamed_phrase, several_phrase
from framing.sources.names import split_words
from framing.sources.phrase import Phrase
from framing.sources.vocabulary import words_of

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they", "it": "it", "its": "it",
    "itself": "it", "who": "who", "which": "who", "that": "who", "whom": "who", "whose": "who",
    "i": "i", "me": "i", "my": "i", "mine": "i", "we": "we", "us": "we", "our": "we", "ours": "we", "myself": "i",
    "you": "you", "your": "you", "yours": "you", "this": "this", "these": "they", "those": "they", "both": "they",
    "the two": "they", "the pair": "they", "the duo": "they", "the latter": "this", "the former": "this", "one": "you",
}  # fmt: skip
_QUANTITY = re.compile(
    r"^(?:(?:about|nearly|roughly|almost|only|just|more than|at least|fewer than|less than|some|as many as)\s+)*"
    r"(?:(?:a|the|an)\s+)?(?:(?:large|small|growing|vast|overwhelming|slim|great|whole|wide|strong|huge|clear|solid|narrow|"
    r"bare|big|bigger|larger|smaller|good|record)\s+)?"
    r"(?:[\d.,]+(?:\s+(?:percent|per\s+cent|in|out))?|%|percent|one|two|three|four|five|six|seven|eight|nine|ten|some|many|"
    r"most|several|few|all|both|none|majority|plurality|number|handful|couple|dozens|scores|hundreds|thousands|millions|"
    r"half|third|quarter|\w+-(?:thirds|quarters|fifths|tenths)|raft|series|slew|group|groups|array|chorus|range|variety|each|any|another|other|others|lot|coalition|"
    r"much|share|part|portion|majorities|army|bunch|string|host|legion|pair|trio|chunk|crop|roster|flood|stream|spate)"
    r"(?:\s+(?:dozen|\d+|ten))?\s+of\s+",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"each|both|(?:the|both) candidates|"
    r"(?:(?:the|these) two|both(?: the)?)(?: \w*(?:men|women|candidates|leaders|senators|nominees|rivals))"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CONTRACTED = re.compile(r"['’](?:ll|ve|d|re|m)$")
_TRAILING = words_of(
    """
    and or but
    there here today alike themselves also now too himself herself both
    """
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_ABOUT = r"(?:(?:about|nearly|roughly|almost|only|just|more than|at least|fewer than|less than)\s+)*"
_OUT_OF = re.compile(rf"^{_ABOUT}{_NUMBER}[\s-](?:out\s+of|in)(?:\s+every)?[\s-]{_NUMBER}\s+", re.IGNORECASE)
_FRACTION = re.compile(
    rf"{_ABOUT}(?:{_NUMBER}[\s-](?:out\s+of|in)[\s-]{_NUMBER}|half|a (?:third|quarter)|\w+-thirds)", re.IGNORECASE
)


@lru_cache(maxsize=1 << 15)
def read_phrase(text: str) -> Phrase:
    """Return what the phrase says of the source.

    >>> phrase = read_phrase("Kremlin spokesman Dmitry Peskov")
    >>> phrase.name, phrase.role, phrase.type, phrase.country
    ('Dmitry Peskov', 'spokesman', 'official', 'Russia')
    """
    text = " ".join(text.split()).strip(" ,;:—–-")
    text = text if re.search(r"(?:\b\w\.){2,}$|\b[JS]r\.$", text) else text.rstrip(" .,")
    lower = _CONTRACTED.sub("", text.lower())
    lower = re.sub(r"['’]s$", "", lower) if lower[:-2] in PRONOUNS else lower
    if lower in PRONOUNS:
        return Phrase("pronoun", text, role=PRONOUNS[lower])
    if _TWO.fullmatch(lower):
        return Phrase("pronoun", text, role="two")
    text = re.sub(r"^(?:from|by|to|as|among|for|of)\s+(?=\w)", "", text, flags=re.IGNORECASE)
    text = text[:-1] if text[-2:] in ("s'", "s’") else text
    party = "politician" if any(PARTY_MARK.match(part.strip("( ")) for part in _BRACKETS.findall(text)) else ""
    share = _OUT_OF.match(text)
    if share is not None:
        return counted_phrase(text, read_phrase(text[share.end() :]), "percent of ")
    if _FRACTION.fullmatch(text):
        return Phrase("group", text, name=text, type="citizen")
    words = split_words(_BRACKETS.sub("", text) if party else text)
    while len(words) > 1 and words[-1] in _TRAILING:
        words.pop()
    if not words:
        return Phrase("other", text)
    phrase = _read(text, words)
    if party and phrase.kind in ("person", "word", "several") and phrase.type in ("", "unknown"):
        return replace(phrase, kind="person" if phrase.kind == "word" else phrase.kind, type=party)
    return phrase


def _read(text: str, words: list[str]) -> Phrase:
    """Return what the words of a phrase say that is no pronoun."""
    core, tail = core_and_tail(words)
    several = several_phrase(text, core, tail)
    if several is not None:
        return several
    head = name_at_end(core)
    if head is not None:
        return named_phrase(text, core, tail, head)
    renamed = renamed_phrase(text, core, tail)
    if renamed is not None:
        return renamed
    counted = _QUANTITY.match(text)
    if counted and counted.end() < len(text):
        return counted_phrase(text, read_phrase(text[counted.end() :]), text[: counted.end()])
    return common_phrase(text, core, tail)
