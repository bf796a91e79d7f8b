"""The sources of one article, resolved one mention after the other in text order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from framing.sources.cast import Cast, is_person_run
from framing.sources.mentions import Mentions
from framing.sources.names import Name, read_name, split_words
from framing.sources.phrases import Phrase, read_phrase, type_of_affiliation
from framing.sources.vocabulary import WIDER, find_country, organisations, roles, surnames

_NEAR = 4  # sentences back in which a pronoun looks for its noun
_MEDIA_PIECES = frozenset(("article", "report", "story", "piece", "feature", "editorial", "column", "profile", "op-ed", "review"))
_PAPERS = frozenset(("report", "study", "survey", "poll", "review", "analysis", "document", "paper", "memo", "letter",
                     "filing", "complaint", "data", "findings", "research", "assessment", "audit", "brief", "indictment",
                     "lawsuit", "ruling", "statement", "bill", "law", "dossier", "transcript", "figures", "polls"))  # fmt: skip
_OUTLETS = frozenset(("newspaper", "paper", "website", "site", "outlet", "network", "magazine", "broadcaster", "agency",
                      "channel", "publication", "tabloid", "daily", "news agency", "station", "blog"))  # fmt: skip
_PAPER_NAMES = ("Times", "Post", "Journal", "Tribune", "Herald", "News", "Globe", "Chronicle", "Mail", "Telegraph")
_ADS = frozenset(("ad", "clip", "spot", "commercial", "advert", "advertisement", "video"))
_GENERAL = frozenset("government state city county nation country administration military army campaign town authority "
                     "republic kingdom house senate party team congress parliament industry world".split())  # fmt: skip
_WORD = re.compile(r"[\w'’.-]+|[^\w\s]")
_TITLE_WORDS = frozenset("former the then current acting senior deputy vice presidential republican democratic running mate "
                         "rival fellow chief gop prime foreign defense finance interior party longtime".split())  # fmt: skip


@dataclass
class Source:
    """One source of the article while it is put together."""

    kind: str
    name: str
    type: str = ""
    named: int = 0
    affiliation: str = ""
    country: str = ""
    person: int = -1
    role: str = ""
    agrees: str = ""
    last_token: int = -1


@dataclass
class ArticleSources:
    """Resolves the source phrases of an article; `resolve` is called in text order."""

    mentions: Mentions
    cast: Cast = field(default_factory=Cast)
    sources: list[Source] = field(default_factory=list)
    keys: dict[object, int] = field(default_factory=dict)
    owners: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    said: list[tuple[int, int, int]] = field(default_factory=list)  # token, sentence, source
    named_at: list[tuple[int, int, int, float]] = field(default_factory=list)  # token, sentence, person, subject
    organisations_at: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._introduce_people()
        self._weigh_pronouns()

    # --- the people of the article -------------------------------------------------------------------------------

    def _introduce_people(self) -> None:
        """Add every full name, then place every mention of one; read titles before and appositions after it."""
        runs = [(read_name(text), *place) for text, *place in self.mentions.names]
        plain = [run for run in runs if not run[5]] or runs
        mixed = [run for run in plain if not (run[0].name.isupper() and " " in run[0].name)]
        plain = mixed if any(is_person_run(run[0]) for run in mixed) else plain
        inner = {word for name, *_, opens in plain if not opens for word in name.name.lower().split()}
        opening = []
        for name, *_, opens in plain:
            if is_person_run(name):
                if opens and name.given not in inner and len(name.name.split()) == 2 and not name.titled:
                    opening.append(name)
                else:
                    self.cast.add(name)
            elif name.kind == "organisation":
                self.cast.add_organisation(name)
        for name in opening:  # "Injecting Clinton" is no person where "Clinton" is known, "Jane Roe" is one
            if not self.cast.by_surname.get(name.surname):
                self.cast.add(name)
        for name, *_ in plain:
            if name.titled and not name.given and not self.cast.find(name):
                self.cast.add(name)
        for name, *_ in plain:
            if name.given:
                for row in self.cast.find(name)[:1]:
                    self.cast.people[row].n_full += 1
        n_read: dict[int, int] = {}
        seen = -1
        for name, first, last, sentence, quoted, title_case, no_subject, _ in runs:
            if name.kind == "organisation":
                self.organisations_at.append((first, sentence, name.name))
                continue
            if name.kind == "place" and not self.cast.by_surname.get(name.surname or name.name.lower()):
                continue
            rows = self.cast.find(name)
            if not rows and name.given:
                rows = self.cast.by_surname.get(name.surname, [])
            if len(rows) > 1:
                rows = self._main_of(rows, first)
            if len(rows) != 1:
                continue
            row = rows[0]
            person = self.cast.people[row]
            person.n_short += not name.given
            if not quoted:
                self.named_at.append((first, sentence, row, 0.0 if no_subject else 0.6 if sentence != seen else 0.3))
                seen = sentence
            if name.before:
                self.cast.learn_titles(row, name.before)
            if not name.given and not person.type and re.match(r" \([DRI]-[A-Z]", self.mentions.after(last - 1)):
                person.type = "politician"
            if not title_case and (name.given or name.titled) and n_read.get(row, 0) < 4:
                n_read[row] = n_read.get(row, 0) + 1
                self._read_around(row, name, first, last)

    def _main_of(self, rows: list[int], token: int) -> list[int]:
        """Return the one of several persons of one surname who is meant by it.

        Whom the article names in full at least twice as often, else who was named last, else who comes first.
        """
        often = sorted(rows, key=lambda row: (-self.cast.people[row].n_full, row))
        if self.cast.people[often[0]].n_full < 2 * self.cast.people[often[1]].n_full:
            for at, _, person, _ in reversed(self.named_at):
                if at < token and person in rows:
                    return [person]
        return often[:1]

    def _read_around(self, row: int, name: Name, first: int, last: int) -> None:
        words = _WORD.findall(self.mentions.before(first))[-7:]
        titles: list[str] = []
        table = roles()
        for word in reversed(words):
            lower = word.lower()
            known = lower in table or lower in _TITLE_WORDS or (word[:1].isupper() and word.isalpha()) or find_country(word)
            if not (known or (titles and word.isalpha() and len(titles) < 6 and titles[-1] != "?")):
                break
            titles.append(word if known or lower in ("of", "and") else "?" + word)
        titles.reverse()
        while titles and titles[0].startswith("?"):
            titles.pop(0)
        titles = [word.lstrip("?") for word in titles]
        while titles and titles[0].lower() in ("the", "of", "and"):
            titles.pop(0)
        if titles and any(word.lower() in table or word.lower() in _TITLE_WORDS for word in titles):
            self.cast.learn_titles(row, titles)
        after = self.mentions.after(last - 1)
        if after[:2] in (", ", " (", " —", " –", "—"[:2]):
            cut = re.split(r"[”\"“;:]|\.\s", after)[0]
            phrase = read_phrase(name.name + cut)
            if phrase.kind in ("person", "word") and (phrase.role or phrase.type == "politician"):
                self.cast.learn(row, phrase)
        if not titles and words[-1:] == [","]:
            self._read_introduction(row, name.name, words[:-1])

    def _read_introduction(self, row: int, name: str, words: list[str]) -> None:
        """Read "his senior climate adviser, Brian Deese": the noun before the comma is the person's role."""
        for start in range(max(0, len(words) - 6), len(words)):
            if words[start].lower() in ("his", "her", "their", "its", "the", "a", "an") or words[start].endswith(("'s", "’s")):
                phrase = read_phrase(" ".join([*words[start:], ",", name]))
                if phrase.kind == "person" and phrase.role and phrase.name == name:
                    self.cast.learn(row, phrase)
                return

    def _weigh_pronouns(self) -> None:
        """Let "he" and "she" vote for the one person that the sentence (or the one before it) names."""
        by_sentence: dict[int, list[tuple[int, int]]] = {}
        for token, sentence, person, _ in self.named_at:
            by_sentence.setdefault(sentence, []).append((token, person))
        for token, sentence, word in self.mentions.pronouns:
            here = {person for at, person in by_sentence.get(sentence, ()) if at < token}
            weight = 1.0
            if not here:
                here, weight = {person for _, person in by_sentence.get(sentence - 1, ())}, 0.5
            if len(here) == 1:
                self.cast.people[here.pop()].agreement[word] += weight

    # --- one mention ---------------------------------------------------------------------------------------------

    def resolve(self, owner: int, text: str, first: int, last: int, content: list[tuple[int, int]]) -> None:
        """Find out who the source phrase of attribution `owner`, tokens [first, last), means.

        `content` are the token ranges of what is attributed: whom it mentions is seldom who says it.
        """
        self.content = content
        phrase = self._as_name(read_phrase(text))
        if phrase.kind == "pronoun":
            row = self._pronoun(phrase, first)
        elif phrase.kind in ("person", "word", "organisation", "place"):
            row = self._named(phrase, first)
        elif phrase.kind == "several":
            row = self._several(phrase)
        elif phrase.kind == "role":
            row = self._role(phrase, first)
        elif phrase.kind == "body":
            row = self._body(phrase, first)
        elif phrase.kind == "document":
            row = self._document(phrase, first)
        elif phrase.definite and phrase.kind == "other" and (full := self._longer_name(_plain(phrase.name).split()[-1] if phrase.name else "")):
            row = self._organisation(full, "", "")
        else:
            row = self._row(("text", _plain(phrase.name or text)), Source(phrase.kind, phrase.name or text, self._spoken_for(phrase)))
        if not self.sources[row].country and self.sources[row].person < 0:
            self.sources[row].country = phrase.country
        self.sources[row].last_token = first
        self.said.append((first, self.mentions.sentence(first), row))
        self.owners.append((owner, row))

    def _as_name(self, phrase: Phrase) -> Phrase:
        """Return a phrase that begins with somebody's surname as that name: "Dean", "Price, a doctor,", "Will"."""
        if phrase.kind in ("role", "group", "bare", "document", "other", "body"):
            word = re.split(r"[\s,]", phrase.text, maxsplit=1)[0].removesuffix("'s").removesuffix("’s")
            alone = phrase.text[len(word) : len(word) + 1] in ("", ",", "'", "’")
            if alone and word[:1].isupper() and self.cast.by_surname.get(word.lower()):
                found = read_phrase("Hon. " + phrase.text)
                name = Name("word", word, surname=word.lower())
                return replace(found, kind="word", text=phrase.text, name=word, named=True, read=name)
        return phrase

    def _row(self, key: object, source: Source) -> int:
        row = self.keys.get(key)
        if row is None:
            row = self.keys[key] = len(self.sources)
            self.sources.append(source)
        return row

    def _unresolved(self, first: int, type_: str = "") -> int:
        return self._row(("unresolved", first), Source("unresolved", "", type_, named=-1))

    def _person(self, row: int) -> int:
        person = self.cast.people[row]
        return self._row(("person", row), Source("person", person.name, named=1, person=row))

    def _named(self, phrase: Phrase, first: int) -> int:
        name = phrase.read or read_name(phrase.name)
        if phrase.kind in ("person", "word"):
            rows = self.cast.find(name)
            if len(rows) > 1:
                rows = self._main_of(rows, first)
            phrase = self._with_house(phrase, first)
            if len(rows) == 1:
                self.cast.learn(rows[0], phrase)
                return self._person(rows[0])
            if phrase.kind == "person":
                headline = self._in_capitals(phrase.text)
                if headline is not None:
                    return self._person(headline)
                row = self.cast.add(name)
                self.cast.learn(row, phrase)
                return self._person(row)
        if phrase.kind == "place":
            kind = "seat" if phrase.name.lower() not in _country_names() else phrase.country
            return self._row(("place", kind if kind != "seat" else phrase.name),
                             Source("place", phrase.name, "official", 1, country=phrase.country))  # fmt: skip
        return self._organisation(phrase.name, phrase.type, phrase.country)

    def _with_house(self, phrase: Phrase, first: int) -> Phrase:
        """Return "Spokeswoman Jessica Ditto" with the institution that spoke just before as the one she speaks for."""
        role = roles().get(phrase.role)
        if role is None or not role.yields or phrase.affiliation or not role.term.startswith(("spokes", "press")):
            return phrase
        sentence = self.mentions.sentence(first)
        for token, at, row in reversed(self.said):
            source = self.sources[row]
            if token < first and sentence - at <= 3 and source.kind in ("organisation", "body") and source.named:
                return replace(phrase, type=source.type or phrase.type, affiliation=source.name)
        return phrase

    def _in_capitals(self, text: str) -> int | None:
        """Return the first person of the article whose full name or surname stands in a phrase set in title case."""
        words = [word.lower() for word in split_words(text)]
        if len(words) < 3:
            return None
        for place, word in enumerate(words):
            for row in self.cast.by_surname.get(word, ()):
                if place and words[place - 1] == self.cast.people[row].given:
                    return row
        return None

    def _organisation(self, name: str, type_: str, country: str) -> int:
        plain = name.removeprefix("The ").removeprefix("the ").removesuffix("'s").removesuffix("’s")
        full = self.cast.acronyms.get(plain.replace(".", "")) if plain.isupper() else ""
        key = plain.lower()
        known = self.cast.organisations.get(key)
        if known is None or full:
            full = full or self._longer_name(plain)
            if full:
                plain, key = full, full.lower()
                known = self.cast.organisations.get(key)
        if known is not None:
            type_ = known.type or type_
            country = country or known.country
        if not type_:
            person = surnames().get(plain)
            type_ = person.type if person else ""
        return self._row(("organisation", key), Source("organisation", plain, type_, 1, country=country))

    def _longer_name(self, plain: str) -> str:
        """Return the longer name of the article that a short one means: "the Times" after "New York Times"."""
        last = plain.lower()
        found = [name.name.removeprefix("The ") for key, name in self.cast.organisations.items()
                 if key.endswith(" " + last) or key.startswith(last + " ")]  # fmt: skip
        return found[0] if len(found) == 1 else ""

    def _several(self, phrase: Phrase) -> int:
        names, type_ = [], phrase.type
        for name in phrase.people:
            rows = self.cast.find(name) if name.kind in ("person", "word") else []
            names.append(self.cast.people[rows[0]].name if len(rows) == 1 else name.name)
            type_ = type_ or (self.cast.people[rows[0]].type if len(rows) == 1 else name.type)
        joined = ", ".join(names[:-1]) + " and " + names[-1] if names else phrase.name
        return self._row(("several", joined.lower()), Source("several", joined, type_, 1, country=phrase.country))

    def _role(self, phrase: Phrase, first: int) -> int:
        bare = not re.match(r"(?:an?|one|another|some|any|no|every|each)\b", phrase.text, re.IGNORECASE)
        if bare:
            found = self._fitting(phrase, first)
            if found is not None:
                return found
        else:
            found = self._named_later(phrase, first)
            if found is not None:
                return found
        type_ = self._spoken_for(phrase)
        if bare and phrase.definite:
            for token, _, row in reversed(self.said):
                if self.sources[row].kind == "role" and self.sources[row].role == phrase.role and token < first:
                    return row
        return self._row(("text", _plain(phrase.text)), Source("role", phrase.name, type_, 0, phrase.affiliation,
                         phrase.country, role=phrase.role, agrees=phrase.agrees))  # fmt: skip

    def _named_later(self, phrase: Phrase, first: int) -> int | None:
        """Return the person of "a New York judge" whom the next sentences name: the only one it fits, not yet named."""
        scored = [row for score, row in self.cast.match_role(phrase) if score >= 2.5]
        if len(scored) != 1 or phrase.role in WIDER["candidate"]:
            return None
        places = [(token, at) for token, at, person, _ in self.named_at if person == scored[0]]
        if not places or places[0][0] < first or places[0][1] - self.mentions.sentence(first) > 8:
            return None
        return self._person(scored[0])

    def _spoken_for(self, phrase: Phrase) -> str:
        """Return the type of a phrase, from the person it speaks for where that is one of the article's."""
        role = roles().get(phrase.role)
        if phrase.affiliation and role is not None and role.yields:
            rows = self.cast.find(read_name(phrase.affiliation))
            rows = self._main_of(rows, -1) if len(rows) > 1 else rows
            if rows and self.cast.people[rows[0]].type:
                return self.cast.people[rows[0]].type
        return phrase.type

    def _fitting(self, phrase: Phrase, first: int) -> int | None:
        """Return the person whom a definite description means; None where nobody fits."""
        scored = self.cast.match_role(phrase)
        if not scored:
            general = phrase.role in WIDER and phrase.definite and phrase.role in ("official", "leader", "politician", "candidate")
            last = self._last_person(first, phrase.agrees) if general else None
            return last
        best = [row for score, row in scored if score >= scored[0][0] - 0.4]
        if len(best) == 1:
            return self._person(best[0])
        sentence = self.mentions.sentence(first)
        for token, at, row in reversed(self.said):
            if token < first and sentence - at <= 6 and self.sources[row].person in best:
                return row
        near = [person for token, at, person, _ in self.named_at if token < first and sentence - at <= 3 and person in best]
        if near and len(set(near)) == 1:
            return self._person(near[-1])
        often = sorted(best, key=lambda row: -self._prominence(row))
        if self._prominence(often[0]) >= 3 * self._prominence(often[1]):
            return self._person(often[0])
        return self._unresolved(first, phrase.type)

    def _prominence(self, row: int) -> int:
        return self.cast.people[row].n_full + self.cast.people[row].n_short

    def _last_person(self, first: int, agrees: str) -> int | None:
        sentence = self.mentions.sentence(first)
        for token, at, row in reversed(self.said):
            source = self.sources[row]
            if token < first and source.person >= 0 and sentence - at <= 3:
                return row if _fits(self.cast.people[source.person].agrees, agrees) else None
        return None

    def _body(self, phrase: Phrase, first: int) -> int:
        if phrase.named:
            owner = read_name(phrase.affiliation) if phrase.affiliation else None
            rows = self.cast.find(owner) if owner is not None and owner.kind in ("person", "word") else []
            if len(rows) == 1:
                key: object = ("body", rows[0], phrase.role.split()[-1])
                type_ = phrase.type if phrase.role not in ("company", "firm", "foundation") else phrase.type
                return self._row(key, Source("body", phrase.name, type_, 1, country=phrase.country, role=phrase.role))
            plain = phrase.name.removeprefix("the ").removeprefix("The ")
            if plain in organisations():
                return self._organisation(plain, organisations()[plain].type, phrase.country)
            return self._row(("organisation", plain.lower()), Source("body", phrase.name, phrase.type, 1,
                             country=phrase.country, role=phrase.role))  # fmt: skip
        row = self._campaign_of(phrase, first) if phrase.role == "campaign" else None
        row = self._earlier_institution(phrase, first) if row is None else row
        if row is not None:
            return row
        return self._row(("text", _plain(phrase.text)), Source("body", phrase.name, phrase.type, 0, role=phrase.role,
                         country=phrase.country))  # fmt: skip

    def _campaign_of(self, phrase: Phrase, first: int) -> int | None:
        """Return the campaign of the politician who spoke last: whose else would "the campaign" be?"""
        sentence = self.mentions.sentence(first)
        for token, at, row in reversed(self.said):
            person = self.sources[row].person
            if token < first and sentence - at <= 3:
                if self.sources[row].role == "campaign":
                    return row
                if person >= 0 and self.cast.people[person].type == "politician":
                    name = f"{self.cast.people[person].name}'s campaign"
                    return self._row(("body", person, "campaign"), Source("body", name, "politician", 1, role="campaign"))
        return None

    def _earlier_institution(self, phrase: Phrase, first: int) -> int | None:
        """Return the institution that "the ministry", "the campaign", "the newspaper" means, if one was named."""
        if not phrase.definite and not phrase.text[:1].isupper() or re.match(r"(?:his|her|their|its)\b|.*['’]s\b", phrase.text.lower()):
            return None
        term = phrase.role.split()[-1]
        for token, _, row in reversed(self.said):
            source = self.sources[row]
            if term in _OUTLETS - {"newspaper", "paper", "daily"} and source.name.endswith(_PAPER_NAMES):
                continue
            if token < first and source.kind in ("organisation", "body") and (
                term in source.name.lower().split() or term in source.role.split()
                or (source.type == phrase.type and term not in _GENERAL and source.kind == "organisation")
            ):  # fmt: skip
                return row
        for token, _, name in reversed(self.organisations_at):
            known = self.cast.organisations.get(name.removeprefix("The ").lower())
            if token < first and known is not None and (
                term in name.lower().split() or (known.type == phrase.type and term not in _GENERAL)
            ):
                return self._organisation(name, known.type, known.country)
        return None

    def _document(self, phrase: Phrase, first: int) -> int:
        last = phrase.role.split()[-1]
        role = roles().get(phrase.role)
        if role is not None and role.yields and phrase.affiliation and last not in _MEDIA_PIECES:
            rows = self.cast.find(read_name(phrase.affiliation))
            if len(rows) == 1 and last == "tweet":
                return self._person(rows[0])
            if len(rows) == 1 and self.cast.people[rows[0]].type:
                phrase = replace(phrase, type=self.cast.people[rows[0]].type)
        if last in _MEDIA_PIECES:
            if phrase.affiliation and type_of_affiliation(phrase.affiliation) == "media":
                return self._organisation(phrase.affiliation, "media", "")
            if not phrase.named and phrase.definite and last not in ("report", "review"):
                for token, _, row in reversed(self.said):
                    if self.sources[row].type == "media" and token < first:
                        return row
        if phrase.definite and not phrase.named:
            papers = [row for token, _, row in self.said if token < first and self.sources[row].kind == "document"]
            same = [row for row in papers if self.sources[row].role == phrase.role]
            if last in _ADS:
                same = same or [row for row in papers if self.sources[row].role.split()[-1] in _ADS]
            if same or (papers and last in _PAPERS):
                return (same or papers)[-1]
        return self._row(("text", _plain(phrase.text)), Source("document", phrase.name, phrase.type, int(phrase.named),
                         phrase.affiliation, phrase.country, role=phrase.role))  # fmt: skip

    def _pronoun(self, phrase: Phrase, first: int) -> int:
        word = phrase.role
        if word in ("he", "she"):
            return self._he_or_she(word, first)
        if word == "who":
            return self._antecedent(first)
        if word in ("they", "it", "this"):
            return self._they_or_it(word, first)
        if word in ("i", "we"):
            quoted = self.mentions.in_quotes(first)
            if quoted and self.said:
                return self.said[-1][2]
            return self._row(("author", word), Source("author", "", "media", named=-1))
        return self._row(("text", _plain(phrase.text)), Source("bare", phrase.text, "unknown"))

    def _he_or_she(self, word: str, first: int) -> int:
        sentence = self.mentions.sentence(first)
        best: dict[int, float] = {}
        for token, at, row in reversed(self.said):
            if token >= first:
                continue
            if sentence - at > _NEAR:
                break
            source = self.sources[row]
            agrees = self.cast.people[source.person].agrees if source.person >= 0 else source.agrees
            if source.kind not in ("person", "role") or not _fits(agrees, word):
                continue
            score = 1.3 - (sentence - at) + 0.3 * (agrees == word)
            best[row] = max(best.get(row, -99.0), score)
        for token, at, person, subject in reversed(self.named_at):
            if token >= first:
                continue
            if sentence - at > _NEAR:
                break
            agrees = self.cast.people[person].agrees
            if not _fits(agrees, word):
                continue
            score = 0.5 - (sentence - at) + subject + 0.3 * (agrees == word) - 1.5 * (not self.cast.people[person].likely)
            score -= 1.0 * any(begin <= token < end for begin, end in self.content)
            row = self.keys.get(("person", person), -1 - person)
            best[row] = max(best.get(row, -99.0), score)
        if not best:
            return self._unresolved(first)
        row = max(best, key=lambda one: best[one])
        return row if row >= 0 else self._person(-1 - row)

    def _antecedent(self, first: int) -> int:
        """Return whom "who" or "which" goes back to: the name or noun right before it."""
        words = _WORD.findall(self.mentions.before(first))
        while words and words[-1] in (",", "-", "—"):
            words.pop()
        for person_at in reversed(self.named_at):
            if person_at[0] < first:
                name = self.cast.people[person_at[2]]
                if words and words[-1].lower().endswith(name.surname) and first - person_at[0] < 8:
                    return self._person(person_at[2])
                break
        taken: list[str] = []
        for word in reversed(words[-5:]):
            if not re.match(r"\w", word):
                break
            taken.append(word)
            if word.lower() in ("the", "a", "an", "some", "many", "several", "few"):
                break
            if roles().get(" ".join(reversed(taken)).lower()) is None and len(taken) > 1 and not word[:1].isupper():
                taken.pop()
                break
        text = " ".join(reversed(taken))
        phrase = read_phrase(text)
        if phrase.kind in ("organisation", "place", "word", "person") and text[:1].isupper():
            return self._named(phrase, first)
        if phrase.kind in ("group", "role", "body", "document") and phrase.role:
            return self._row(("text", _plain(text)), Source(phrase.kind, text, phrase.type, role=phrase.role))
        return self._unresolved(first)

    def _they_or_it(self, word: str, first: int) -> int:
        sentence = self.mentions.sentence(first)
        kinds = ("group", "several", "organisation", "body") if word == "they" else ("organisation", "body", "document", "place")
        for token, at, row in reversed(self.said):
            source = self.sources[row]
            if token < first and sentence - at <= 3 and source.kind in kinds and (source.named or source.kind != "body"):
                return row
        if word == "it":
            for token, at, name in reversed(self.organisations_at):
                if token < first and sentence - at <= 1:
                    known = self.cast.organisations.get(name.removeprefix("The ").lower())
                    return self._organisation(name, known.type if known else "", known.country if known else "")
        return self._unresolved(first)

    # --- what comes out ------------------------------------------------------------------------------------------

    def rows_of_owners(self) -> Iterator[tuple[int, int]]:
        """Yield (attribution, row) for every mention that was resolved."""
        number = {row: place for place, row in enumerate(self.used())}
        yield from ((owner, number[row]) for owner, row in self.owners)

    def _link_forward(self) -> None:
        """Give a bare "Poll" of the headline the first poll that the text names."""
        for row, source in enumerate(self.sources[:2]):
            if source.kind == "document" and not source.named and len(source.name.split()) == 1:
                for other, later in enumerate(self.sources[row + 1 :], row + 1):
                    if later.kind == "document" and later.named and later.role == source.role:
                        self.owners = [(owner, other if of == row else of) for owner, of in self.owners]
                        break

    def used(self) -> list[int]:
        """Return the rows that some mention belongs to, in order."""
        self._link_forward()
        return sorted({row for _, row in self.owners})

    def table(self) -> Iterator[tuple[str, str, int, str, str]]:
        """Yield name, type, named, affiliation and country of each source, in order of first mention."""
        for row in self.used():
            source = self.sources[row]
            type_, affiliation, country = source.type, source.affiliation, source.country
            if source.person >= 0:
                person = self.cast.people[source.person]
                source.name = person.name
                type_, affiliation, country = self._type_of_person(source.person), person.affiliation, person.country
            yield source.name, type_ or "unknown", source.named, affiliation, country

    def _type_of_person(self, row: int) -> str:
        person = self.cast.people[row]
        if person.affiliation and any(roles()[r].yields or r == "lawyer" for r in person.roles if r in roles()):
            rows = self.cast.find(read_name(person.affiliation))
            rows = self._main_of(rows, -1) if len(rows) > 1 else rows
            if rows and rows[0] != row and self.cast.people[rows[0]].type:
                return self.cast.people[rows[0]].type
        if person.type:
            return person.type
        known = surnames().get(person.name)
        return known.type if known is not None else ""


def _fits(known: str, wanted: str) -> bool:
    return not known or not wanted or known == wanted


def _plain(text: str) -> str:
    """Return a phrase for comparison: lower case, without a leading article."""
    return re.sub(r"^(?:the|a|an)\s+", "", text.lower()).strip(" .,")


def _country_names() -> frozenset[str]:
    global _NAMES
    if not _NAMES:
        from framing.sources.vocabulary import countries

        _NAMES = frozenset(key.lower() for key, (_, kind) in countries().items() if kind in ("name", "adjective"))
    return _NAMES


_NAMES: frozenset[str] = frozenset()
