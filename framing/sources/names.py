"""Names in running text: runs of capitalised words, and what each of them is.

"Indiana Gov. Mike Pence" is one run; its last part is a person, what stands before says who that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.sources.vocabulary import PARTIES, TITLES, endings, find_country, find_organisation, persons, roles, surnames
from framing.text import WORD, Batch, HashIndex, hash_words

Indices = NDArray[np.int64]

# Small words inside names: "Ursula von der Leyen", "Department of Justice".
_PARTICLES = "van von der den de del della di da dos du la le el al bin ibn ben ten ter zu af".split()
_LINKS = ("of", "for", "on", "the", "and", "&")
# Words that begin the name of an organisation which goes on after "of" or "for".
_OPENERS = frozenset(
    "Department Bureau Center Centers Centre Institute Office Ministry Board Committee Council Court House Bank "
    "University College Church School Association Federation League Society Commission Foundation Alliance "
    "Organization Organisation Union Fund Academy Conference Coalition Citizens Doctors Reporters Veterans Secretary "
    "Speaker Chamber Fraternal Campaign Mothers Americans Students Friends Institution Observatory Chiefs Corps "
    "Administration Endowment Joint National American Committee Services Division Agency Order Museum Daughters".split()
)
# Words that take a capital only because they begin a sentence.
_OPENING_WORDS = (
    "the a an this that these those he she it they we you i his her their its our my in on at by for from of to with as "
    "but and or if when while after before since because although though however meanwhile still yet also then there "
    "here what who why how where which not no one two three four five some many most all both few several other another "
    "each every more less much such so now just even only once last next earlier later under over during despite "
    "according asked instead like perhaps maybe indeed critics officials police experts polls voters authorities "
    "protesters residents researchers analysts republicans democrats lawmakers sources those rather unlike without "
    "until than within through about against among between because whether speaking following among additionally "
    "moreover nevertheless nonetheless furthermore thus therefore hence otherwise besides yes ok okay well oh please "
    "let do does did is are was were has have had will would could should can may might must asked said says"
).split()
_MONTHS = (
    "january february march april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday mon tue wed thu fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec "
    "easter christmas thanksgiving p.m a.m"
).split()
# Last and first words of names that are no people's: "South China Sea", "Election Day", "New Orleans".
_NOT_PEOPLE = frozenset(
    "Sea Ocean Island Islands Bay River Lake Mountain Mountains Valley City Town Street Avenue Road Square Park Beach "
    "County State States War Wars Day Night Week Year Eve Hall Building Tower Bridge Airport Station Stadium Theater Plan "
    "Deal Initiative Project Program Programme Games Cup Olympics Convention Summit Conference Debate Election Prize "
    "Award Awards Fame America Africa Asia Europe Europeans Coast East West North South Desert Peninsula Gulf Strait".split()
)
_BEFORE_PLACES = frozenset("South North West East New San Los Las Lake Fort Mount Saint Santa Cape Great Central".split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq"))
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’&./-]\w+)*|[^\w\s]")
_INITIALS = re.compile(r"(?:\w\.)+|.* (?:Jr|Sr)\.")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")


@dataclass(frozen=True)
class Name:
    """What a run of capitalised words is.

    kind: "person", "organisation", "place" or "word" (not known); name: the run without titles; before: the words
    taken off the front; surname: last word of a person's name in lower case; type and country: where the name tells.
    """

    kind: str
    name: str
    before: tuple[str, ...] = ()
    surname: str = ""
    given: str = ""
    type: str = ""
    country: str = ""
    titled: bool = False


def split_words(text: str) -> list[str]:
    """Return words and marks, possessive endings apart.

    >>> split_words("Trump's aide, Gov. Pence")
    ['Trump', "'s", 'aide', ',', 'Gov', '.', 'Pence']
    """
    words = []
    for token in _TOKEN.findall(text):
        if token[-2:] in ("'s", "’s") and len(token) > 2:
            words += [token[:-2], token[-2:]]
        else:
            words.append(token)
    return words


@lru_cache(maxsize=1 << 15)
def read_name(run: str) -> Name:
    """Return what a run of capitalised words is.

    >>> read_name("Indiana Gov. Mike Pence").name, read_name("Foreign Ministry").type
    ('Mike Pence', 'official')
    """
    run = _POSSESSIVE.sub("", run).strip(" ,")
    run = run if _INITIALS.fullmatch(run) else run.rstrip(".")
    whole = _known_name(run)
    if whole is not None:
        return whole
    words = [word for word in split_words(run) if word not in (",",)]
    if len(words) > 1 and words[-1] in endings() and words[0].lower() not in TITLES:
        part_of = next(filter(None, (find_organisation(" ".join(words[:n])) for n in range(len(words) - 1, 0, -1))), None)
        type_ = part_of.type if part_of is not None and endings()[words[-1]] != "document" else endings()[words[-1]]
        return Name("organisation", run, type=type_, country=(part_of.country if part_of else "") or _first_country(words))
    cut, titled = _titles_end(words)
    before, rest = tuple(word for word in words[:cut] if word != "."), _without_loose_points(words[cut:])
    if not rest:
        return Name("word", run)
    text = _joined(rest)
    known = _known_name(text)
    if known is not None and known.kind != "word":
        return Name(known.kind, known.name, before, known.surname, known.given, known.type, known.country, titled)
    country = _first_country([text, *before])
    if not titled and (rest[-1] in _NOT_PEOPLE or (len(rest) > 1 and rest[-1].lower() in PARTIES and rest[-1] != "Green") or rest[0] in _BEFORE_PLACES) and text not in persons():
        return Name("word", text, before, rest[-1].lower() if len(rest) == 1 else "", country=country)
    if len(rest) == 1 and not titled:
        kind = "organisation" if rest[0].isupper() and len(rest[0]) > 1 else "word"
        return Name(kind, text, before, rest[0].lower().replace("’", "'"), country=country)
    return _person(text, rest, before, titled, country)


def _first_country(words: Sequence[str]) -> str:
    return next(filter(None, map(find_country, words)), "")


def _person(text: str, words: list[str], before: tuple[str, ...], titled: bool, country: str) -> Name:
    plain = [word for word in words if word.rstrip(".").lower() not in _SUFFIXES and word not in ('"', "“", "”", "(", ")")]
    surname = plain[-1].lower().replace("’", "'") if plain else ""
    given = plain[0].lower() if len(plain) > 1 else ""
    known = persons().get(text) or persons().get(_short(plain)) or (surnames().get(plain[-1]) if plain and not given else None)
    kind = known.type if known else ""
    return Name("person", text, before, surname, given, kind, known.country if known else country, titled)


def _known_name(text: str) -> Name | None:
    """Return an organisation, place or person that a table knows."""
    plain = text.removeprefix("The ").removeprefix("the ")
    organisation = find_organisation(text)
    if organisation is not None:
        return Name("organisation", text, type=organisation.type, country=organisation.country)
    country = find_country(plain)
    if country:
        return Name("place", plain, type="official", country=country)
    if text in persons():
        words = text.split()
        return _person(text, words, (), False, "")
    return None


def _titles_end(words: list[str]) -> tuple[int, bool]:
    """Return after how many words the titles of a run end, and whether one of them is a personal title."""
    lower = [word.lower() for word in words]
    end, titled = 0, False
    table = roles()
    for place in range(len(words) - 1):
        word = lower[place]
        if word in TITLES:
            if word in ("st", "del") and not (place + 1 < len(words) and words[place + 1] == "."):
                continue
            end, titled = place + 1 + (words[place + 1] == "."), True
            continue
        for length in (3, 2, 1):
            phrase = " ".join(lower[place : place + length])
            role = table.get(phrase)
            if role is None or place + length >= len(words) or place + length <= end:
                continue
            if role.kind == "person" and place + length < len(words):
                end, titled = place + length, True
                break
    while end < len(words) and words[end] == ".":
        end += 1
    if end >= len(words):
        return 0, False
    return end, titled


def _without_loose_points(words: list[str]) -> list[str]:
    """Return the words with initials whole: "J" + "." becomes "J."."""
    result: list[str] = []
    for word in words:
        if word == "." and result:
            result[-1] += "."
        else:
            result.append(word)
    return result


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    text = re.sub(r"([\"“]) (\w+) ([\"”])", r"\1\2\3", text)
    return re.sub(r" (['’]s)\b", r"\1", text).replace(" - ", "-").strip(" .,") + ("." if words[-1] in ("Jr.", "Sr.") else "")


def _short(words: list[str]) -> str:
    """Return first and last word: how the tables write a person."""
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def find_names(batch: Batch) -> tuple[Indices, Indices]:
    """Return the token ranges [first, last) of the runs of capitalised words, in text order.

    A word that has its capital only from the beginning of a sentence is left out when the batch writes it small
    elsewhere. Initials and small words inside names are part of the run.
    """
    tokens = batch.tokens
    none = np.zeros(0, dtype=np.int64)
    if not len(tokens):
        return none, none
    word = tokens.kind == WORD
    capital = batch.capitalised & word
    small = np.unique(tokens.folded[word & ~batch.capitalised])
    opens = np.flatnonzero(capital & batch.starts_sentence)
    place = np.minimum(np.searchsorted(small, tokens.folded[opens]), max(small.size - 1, 0))
    common = (small[place] == tokens.folded[opens]) if small.size else np.zeros(opens.size, dtype=np.bool_)
    followed = np.append(capital[1:], False)[opens]
    capital[opens[common & ~followed]] = False
    capital[_stop_words().find(tokens.folded) >= 0] = False
    join = _joins(batch, capital)
    member = capital | join
    edges = np.diff(np.concatenate([[0], member.astype(np.int8), [0]]))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return _split_at_sentences(batch, first, last)


def _split_at_sentences(batch: Batch, first: Indices, last: Indices) -> tuple[Indices, Indices]:
    """Cut runs that go over a sentence or paragraph boundary."""
    sentence = batch.sentence
    over = np.flatnonzero(sentence[first] != sentence[last - 1])
    if not over.size:
        return first, last
    cuts = np.flatnonzero(np.append(False, sentence[1:] != sentence[:-1]))
    inside = cuts[(np.searchsorted(first, cuts, side="left") - 1) == (np.searchsorted(last, cuts, side="right"))]
    first = np.unique(np.concatenate([first, inside]))
    last = np.unique(np.concatenate([last, inside]))
    return first, last


def _stop_words() -> HashIndex:
    global _STOP
    if _STOP is None:
        _STOP = HashIndex(hash_words([*_OPENING_WORDS, *_MONTHS]))
    return _STOP


_STOP: HashIndex | None = None


def _joins(batch: Batch, capital: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the tokens that hold a run together: the point of an initial, particles, "of" after an opener."""
    tokens = batch.tokens
    join = np.zeros(len(tokens), dtype=np.bool_)
    before, after = np.append(False, capital[:-1]), np.append(capital[1:], False)
    between = np.flatnonzero(~capital & before & after)
    if between.size:
        point = batch.codes[tokens.start[between]] == ord(".")
        length = (tokens.end - tokens.start)[between - 1]
        abbreviation = (length <= 2) | (_title_words().find(tokens.folded[between - 1]) >= 0)
        join[between[point & abbreviation]] = True
        small = between[~point]
        join[small[_particle_words().find(tokens.folded[small]) >= 0]] = True
        links = small[_link_words().find(tokens.folded[small]) >= 0]
        join[links[_opener_words().find(tokens.folded[links - 1]) >= 0]] = True
    pair = np.flatnonzero(~capital[:-1] & ~capital[1:] & before[:-1] & after[1:])
    if pair.size:  # "Bureau of the Census", "Ursula von der Leyen"
        links = (_link_words().find(tokens.folded[pair]) >= 0) & (_link_words().find(tokens.folded[pair + 1]) >= 0)
        links &= _opener_words().find(tokens.folded[pair - 1]) >= 0
        particles = (_particle_words().find(tokens.folded[pair]) >= 0) & (_particle_words().find(tokens.folded[pair + 1]) >= 0)
        chosen = pair[links | particles]
        join[chosen] = join[chosen + 1] = True
    return join


@lru_cache(maxsize=1)
def _title_words() -> HashIndex:
    return HashIndex(hash_words(list(TITLES)))


@lru_cache(maxsize=1)
def _particle_words() -> HashIndex:
    return HashIndex(hash_words(_PARTICLES))


@lru_cache(maxsize=1)
def _link_words() -> HashIndex:
    return HashIndex(hash_words(_LINKS))


@lru_cache(maxsize=1)
def _opener_words() -> HashIndex:
    return HashIndex(hash_words(sorted(_OPENERS)))
