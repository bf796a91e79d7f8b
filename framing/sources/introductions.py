"""How an article introduces its people: full names, the titles before them, the appositions after them.

Titles and appositions are read only for those who matter: a person who speaks, or everybody once the article says
"the senator" and it is asked who that is.
"""

from __future__ import annotations

import re

from framing.sources.affiliations import first_name, type_of_affiliation
from framing.sources.cast import Person, is_person_run
from framing.sources.named_phrases import read_apposition
from framing.sources.names import Name, read_name
from framing.sources.phrases import read_phrase
from framing.sources.scene import Scene
from framing.sources.vocabulary import find_country, find_organisation, roles, words_of

_WORD = re.compile(r"[\w'’.-]+|[^\w\s]")
_END = re.compile(r"[”\"“;:]|(?<![A-Z.])\.\s")
_TITLE_WORDS = words_of(
    """
    former the then current acting senior deputy vice presidential republican democratic running mate rival fellow
    chief gop prime foreign defense finance interior party longtime
    """
)
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_OWNERS = frozenset(["his", "her", "their", "its", "the", "a", "an"])
_NOT_GIVEN = ("ing", "ed", "ly", "day")  # "Calling Clinton ..." at the beginning of a sentence is no full name
_IS_A = re.compile(
    r"\b(?:as|is|was|became|remains|works as|worked as|served as|serves as)"
    r" ((?:the|an?|its|their)\s+[^,.;()]{3,60})"
)
_NOW_THE = re.compile(r"(?:^|[.!?][\"”]?\s+|\n)(?:Now|Once|Then|As)? ?((?:[Tt]he|[Aa]n?) [^,.;()]{3,60}), $")
# "Colm Reade, who was fishing ...", "Henk Maas, whose wife ...": told of in private life
_PRIVATE = re.compile(
    r", (?:whose (?:wife|husband|son|daughter|child|children|mother|father|brother|sister|parents|home|house)\b|who "
    r"(?!(?:runs?|ran|has run|serv|head|led|leads?|chair|advis|represent|wrote|writes|co-?found|found|teach|taught|"
    r"host|cover|stud|direct|manag|overs|work|is run|is seek|is the|is a|was the|was a|became|speaks|spoke for)))"
)
_AT = re.compile(r" (?:of|at|with|from|for) (?:the )?(?=[A-Z])")
_N_READ = 3  # so many mentions of a person are read for titles

Run = tuple[Name, int, int, int, bool, bool, bool, bool, bool]


def introduce_people(scene: Scene) -> None:
    """Fill the cast of the scene with the full names of the article, and find where each person is mentioned."""
    runs: list[Run] = [(read_name(mention[0]), *mention[1:]) for mention in scene.mentions.names]
    _add_names(scene, runs)
    cast, seen = scene.cast, -1
    for name, first, last, sentence, quoted, title_case, no_subject, _, party in runs:
        if name.kind == "organisation":
            scene.organisations_at.append((first, sentence, name.name))
            continue
        rows = cast.find(name) or (cast.by_surname.get(name.surname, []) if name.given else [])
        if len(rows) > 1:
            rows = scene.main_of(rows, first)
        if not rows:
            continue
        person = cast.people[rows[0]]
        if not name.given:
            person.n_short += 1
        if party:
            person.type = person.type or "politician"
        if name.before:
            cast.learn_titles(rows[0], name.before)
        if not quoted:
            subject = 0.0 if no_subject else 0.6 if sentence != seen else 0.3
            scene.named_at.append((first, sentence, rows[0], subject))
            seen = sentence
        if not title_case and len(person.places) < _N_READ and (name.given or name.titled or not person.places):
            person.places.append((first, last))


def _add_names(scene: Scene, runs: list[Run]) -> None:
    """Add persons and organisations; lines in title case and words in capitals only where there is no other text."""
    cast = scene.cast
    plain = [run for run in runs if not run[5]] or runs
    mixed = [run for run in plain if not (" " in run[0].name and run[0].name.isupper())]
    plain = mixed if any(is_person_run(run[0]) for run in mixed) else plain
    inner = {
        word
        for name, *_, opens, _party in plain
        if not opens and " " in name.name
        for word in name.name.lower().split()
    }
    opening, titled = [], []
    for name, *_, opens, _party in plain:
        if name.kind == "organisation":
            cast.add_organisation(name)
        elif is_person_run(name):
            if opens and not name.titled and name.given not in inner and name.name.count(" ") == 1:
                opening.append(name)
            else:
                cast.add(name)
        elif name.titled:
            titled.append(name)
    for name in opening:  # "Injecting Clinton" is nobody where "Clinton" is known, "Jane Roe" is somebody
        if not (cast.by_surname.get(name.surname) and name.given.endswith(_NOT_GIVEN)):
            cast.add(name)
    for name in titled:
        if not cast.find(name):
            cast.add(name)
    for name, *_ in plain:
        if name.given:
            for row in cast.find(name)[:1]:
                cast.people[row].n_full += 1


def weigh_pronouns(scene: Scene) -> None:
    """Let "he" and "she" vote for the one person that the sentence (or the one before it) names."""
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for token, sentence, person, _ in scene.named_at:
        by_sentence.setdefault(sentence, []).append((token, person))
    for token, sentence, word in scene.mentions.pronouns:
        here = {person for at, person in by_sentence.get(sentence, ()) if at < token}
        weight = 1.0
        if not here:
            here, weight = {person for _, person in by_sentence.get(sentence - 1, ())}, 0.5
        if len(here) == 1:
            scene.cast.people[here.pop()].agreement[word] += weight


def read_person(scene: Scene, row: int) -> None:
    """Learn what the text around a person's first mentions says of them; done once."""
    person = scene.cast.people[row]
    places, person.places = person.places, []
    for first, last in places:
        after = scene.mentions.after(last - 1)
        words = [*_WORD.findall(scene.mentions.before(first)), *_before_given(scene, person, first, last)][-7:]
        titles = _titles_in(words)
        if titles:
            scene.cast.learn_titles(row, titles)
        elif words[-1:] and words[-1].endswith(_POSSESSIVE):
            _read_owner(person, words)
        elif words[-1:] == [","]:
            _read_noun_before_comma(scene, row, words[:-1])
        if after[:1] in ",(—–" or after[:2] in (" (", " —", " –"):
            scene.cast.learn(row, read_apposition(_first_part(after)))
            if _PRIVATE.match(after) and not person.roles:
                person.default_type = person.default_type or "citizen"
        elif _AT.match(after):
            _read_house(person, after)


def _first_part(text: str) -> str:
    """Return a text up to the first mark that ends a sentence or a part of one."""
    end = _END.search(text)
    return text if end is None else text[: end.start()]


def _before_given(scene: Scene, person: Person, first: int, last: int) -> list[str]:
    """Return the words of a run before the given name: "Staff" of "(Chief of) Staff Katie Roe"."""
    text = scene.mentions.text(first, last)
    if text.lower().startswith(f"{person.given} "):
        return []
    run = _WORD.findall(text)
    lower = [word.lower() for word in run]
    return run[: lower.index(person.given)] if person.given in lower else []


def search_type(scene: Scene, row: int) -> None:
    """Look for the role of a person in every sentence about them: "Lynch ... as the attorney general"."""
    person = scene.cast.people[row]
    places = [token for token, _, named, _ in scene.named_at if named == row]
    for token, _, word in scene.mentions.pronouns:
        if word == person.agrees and next((near[2] for near in scene.named_before(token, 2)), -1) == row:
            places.append(token)
    told = [found for token in places for found in _IS_A.findall(_first_part(scene.mentions.after(token)))]
    told += [found for token in places for found in _NOW_THE.findall(scene.mentions.before(token))]
    for text in told:
        phrase = read_phrase(text)
        if phrase.kind == "role" and phrase.type not in ("", "unknown"):
            person.type = phrase.type
            person.roles.add(phrase.role)
            return


def read_everybody(scene: Scene) -> None:
    """Learn of everybody: needed to know whom "the senator" fits."""
    for row, person in enumerate(scene.cast.people):
        if person.places:
            read_person(scene, row)


def _titles_in(words: list[str]) -> list[str]:
    """Return the words right before a name that are a title: "Belarusian President", "Clinton press aide"."""
    table = roles()
    titles: list[str] = []
    start = len(words)
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        lower = word.lower()
        known = lower in table or lower in _TITLE_WORDS or (word[:1].isupper() and word.isalpha()) or find_country(word)
        if known:
            start = place
        elif not (start < len(words) and word.isalpha()):
            break
    titles = words[start:]
    while titles and titles[0].lower() in ("the", "of", "and"):
        titles = titles[1:]
    return titles if any(word.lower() in table or word.lower() in _TITLE_WORDS for word in titles) else []


def _read_owner(person: Person, words: list[str]) -> None:
    """Read "ABC's Martha Raddatz", "Fox News' Megyn Kelly": who has an outlet before the name works for it."""
    start = len(words) - 1
    while start and words[start - 1][:1].isupper():
        start -= 1
    owner = " ".join(words[start:]).removesuffix("s").rstrip("'’")
    owner = owner if find_organisation(owner) or not find_organisation(owner + "s") else owner + "s"
    type_ = type_of_affiliation(owner) if owner[:1].isupper() and not find_country(owner) else ""
    if type_ in ("media", "expert", "business", "civil_society"):
        person.type = person.type or type_
        person.affiliation = person.affiliation or owner


def _read_house(person: Person, after: str) -> None:
    """Read "Stephen Roe of the University of Texas": who is of an organisation, speaks for it."""
    house = first_name(_first_part(_AT.sub("", after, count=1)).split(",")[0])
    home = not house or bool(find_country(house)) or house.split()[-1] in ("County", "City", "Township", "Park")
    type_ = "" if home else type_of_affiliation(house)
    if type_ and type_ != "document":
        person.default_type = person.default_type or type_
        person.affiliation = person.affiliation or house


def _read_noun_before_comma(scene: Scene, row: int, words: list[str]) -> None:
    """Read "his senior climate adviser, Brian Deese": the noun before the comma is the person's role."""
    name = scene.cast.people[row].name
    for start in range(max(0, len(words) - 6), len(words)):
        if words[start].lower() in _OWNERS or words[start].endswith(("'s", "’s")):
            phrase = read_phrase(" ".join([*words[start:], ",", name]))
            if phrase.kind == "person" and phrase.role and phrase.name == name:
                scene.cast.learn(row, phrase)
            return
