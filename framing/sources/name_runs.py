"""Where names stand in a batch: runs of capitalised words, found as arrays."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.sources.names import DAYS
from framing.sources.vocabulary import TITLES, words_of
from framing.text import WORD, Batch, HashIndex, hash_words
from framing.text.characters import is_upper

Indices = NDArray[np.int64]

# Small words inside names: "Ursula von der Leyen", "Department of Justice".
_PARTICLES = words_of(
    """
    van von der den de del della di da dos du la le el al bin ibn ben ten ter zu af
    """
)
_LINKS = ("of", "for", "on", "the", "and", "&")
# Words that begin the name of an organisation which goes on after "of" or "for".
_OPENERS = words_of(
    """
    Department Bureau Center Centers Centre Institute Office Ministry Board Committee Council Court House Bank
    University College Church School Association Federation League Society Commission Foundation Alliance
    Organization Organisation Union Fund Academy Conference Coalition Citizens Doctors Reporters Veterans Secretary
    Speaker Chamber Fraternal Campaign Mothers Americans Students Friends Institution Observatory Chiefs Corps
    Administration Endowment Joint National American Committee Services Division Agency Order Museum Daughters
    """
)
_OPENING_WORDS = words_of(
    """
    the a an this that these those he she it they we you i his her their its our my in on at by for from of to with
    as but and or if when while after before since because although though however meanwhile still yet also then
    there here what who why how where which not no one two three four five some many most all both few several other
    another each every more less much such so now just even only once last next earlier later under over during
    despite according asked instead like perhaps maybe indeed critics officials police experts polls voters
    authorities protesters residents researchers analysts republicans democrats lawmakers sources those rather
    unlike without until than within through about against among between because whether speaking following among
    additionally moreover nevertheless nonetheless furthermore thus therefore hence otherwise besides yes ok okay
    well oh please let do does did is are was were has have had will would could should can may might must asked
    said says
    """
)


_TIMED = words_of("in of since by last next until till from early late mid this on for to through and")


def find_names(batch: Batch, title_case: NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """Return the token ranges [first, last) of the runs of capitalised words, in text order.

    A word that has its capital only from the beginning of a sentence is left out when the batch writes it small
    elsewhere. Initials and small words inside names are part of the run. `title_case` says of each sentence whether
    it is set in title case, where capitals say nothing.
    """
    tokens = batch.tokens
    none = np.zeros(0, dtype=np.int64)
    if not len(tokens):
        return none, none
    word = tokens.kind == WORD
    capital = (batch.capitalised & word) | _arabic_article(batch)
    opens = np.flatnonzero(capital & batch.starts_sentence)
    opening = HashIndex(tokens.folded[opens])
    small = np.zeros(opens.size + 1, dtype=np.bool_)  # by row of the index; the last is that of other words, -1
    small[opening.find(tokens.folded[word & ~batch.capitalised])] = True
    common = small[opening.find(tokens.folded[opens])]
    followed = np.append(capital[1:], False)[opens]
    capital[opens[common & ~followed]] = False
    stop = _stop_words().has(tokens.folded)
    named = _named_like_words(batch, capital, stop, title_case)
    capital[stop] = False
    capital[named] = True
    join = _joins(batch, capital)
    member = capital | join
    edges = np.diff(np.concatenate([[0], member.astype(np.int8), [0]]))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return _split_at_sentences(batch, first, last)


def _named_like_words(
    batch: Batch, capital: NDArray[np.bool_], stop: NDArray[np.bool_], title_case: NDArray[np.bool_]
) -> Indices:
    """Return the tokens that are names though months or verbs are written so: "Theresa May", "Will Hope".

    "Will" is one inside a sentence; a month is one after another name, or before one where no "in" or "since" stands.
    """
    folded = batch.tokens.folded
    places = np.flatnonzero(capital)
    will = _will().has(folded[places])
    listed = will | _months().has(folded[places])
    places, will = places[listed], will[listed]
    inside = (places > 0) & ~title_case[batch.sentence[places]]
    places, will = places[inside], will[inside]
    if not places.size:
        return places
    plain = capital & ~stop & (batch.tokens.end - batch.tokens.start > 1)
    following = np.minimum(places + 1, len(batch.tokens) - 1)
    before_name = plain[following] & (batch.sentence[following] == batch.sentence[places])
    before_name &= ~_before_months().has(folded[places - 1])
    opens = batch.starts_sentence[places]
    found = places[:0]
    for _ in range(2):  # twice, for "April June"
        after_name = plain[places - 1] & (batch.sentence[places - 1] == batch.sentence[places])
        found = places[np.where(will, ~opens, after_name | (before_name & ~opens))]
        plain[found] = True
    return found


@cache
def _will() -> HashIndex:
    return HashIndex(hash_words(["will"]))


@cache
def _months() -> HashIndex:
    return HashIndex(hash_words(["may", "april", "june", "august", "jan"]))


@cache
def _before_months() -> HashIndex:
    return HashIndex(hash_words(sorted(_TIMED)))


def _split_at_sentences(batch: Batch, first: Indices, last: Indices) -> tuple[Indices, Indices]:
    """Cut runs that go over a sentence or paragraph boundary."""
    sentence = batch.sentence
    over = np.flatnonzero(sentence[first] != sentence[last - 1])
    if not over.size:
        return first, last
    cuts = np.flatnonzero(np.append(False, sentence[1:] != sentence[:-1]))
    inside = cuts[(np.searchsorted(first, cuts, side="left") - 1) == (np.searchsorted(last, cuts, side="right"))]
    first = np.sort(np.concatenate([first, inside]))
    last = np.sort(np.concatenate([last, inside]))
    return first, last


def _arabic_article(batch: Batch) -> NDArray[np.bool_]:
    """Mark names that begin with a small article: "al-Assad", "el-Sisi"."""
    start = batch.tokens.start
    places = [batch.codes[np.minimum(start + step, batch.codes.size - 1)] for step in range(4)]
    article = ((places[0] == ord("a")) | (places[0] == ord("e"))) & (places[1] == ord("l")) & (places[2] == ord("-"))
    inside: NDArray[np.bool_] = article & (batch.tokens.end - start > 3)
    inside[inside] = is_upper(places[3][inside])
    return inside


@cache
def _stop_words() -> HashIndex:
    return HashIndex(hash_words(sorted(_OPENING_WORDS | DAYS)))


def _joins(batch: Batch, capital: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the tokens that hold a run together: the point of an initial, particles, "of" after an opener."""
    tokens = batch.tokens
    join = np.zeros(len(tokens), dtype=np.bool_)
    before, after = np.append(False, capital[:-1]), np.append(capital[1:], False)
    between = np.flatnonzero(~capital & before & after)
    if between.size:
        point = batch.codes[tokens.start[between]] == ord(".")
        length = (tokens.end - tokens.start)[between - 1]
        abbreviation = (length <= 2) | _title_words().has(tokens.folded[between - 1])
        join[between[point & abbreviation]] = True
        small = between[~point]
        join[small[_particle_words().has(tokens.folded[small])]] = True
        links = small[_link_words().has(tokens.folded[small])]
        join[links[_opener_words().has(tokens.folded[links - 1])]] = True
    pair = np.flatnonzero(~capital[:-1] & ~capital[1:] & before[:-1] & after[1:])
    if pair.size:  # "Bureau of the Census", "Ursula von der Leyen"
        links = _link_words().has(tokens.folded[pair]) & _link_words().has(tokens.folded[pair + 1])
        links &= _opener_words().has(tokens.folded[pair - 1])
        particles = _particle_words().has(tokens.folded[pair]) & (_particle_words().has(tokens.folded[pair + 1]))
        chosen = pair[links | particles]
        join[chosen] = join[chosen + 1] = True
    return join


@cache
def _title_words() -> HashIndex:
    return HashIndex(hash_words(list(TITLES)))


@cache
def _particle_words() -> HashIndex:
    return HashIndex(hash_words(sorted(_PARTICLES)))


@cache
def _link_words() -> HashIndex:
    return HashIndex(hash_words(sorted(_LINKS)))


@cache
def _opener_words() -> HashIndex:
    return HashIndex(hash_words(sorted(_OPENERS)))
