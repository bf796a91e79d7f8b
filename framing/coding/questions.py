"""What coders are asked: the questions of the codebook. Those of a user's own file come from `codebook_files`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.errors import InputError

UNITS = ("attribution", "word", "sentence", "article")
FREE = "text"  # a question answered in one's own words


@dataclass(frozen=True, kw_only=True)
class Value:
    """One answer: its code, what it means, an example."""

    code: str
    definition: str = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, what it is asked of, and the answers allowed.

    unit: "attribution", "word", "sentence" or "article". scale: nominal, ordinal (values in their order), interval or
    ratio (numbers; values may be empty), or text for an answer in the coder's own words.
    machine: what the program answers it with, "" where it does not.
    """

    id: str
    text: str
    unit: str
    values: tuple[Value, ...] = ()
    scale: str = "nominal"
    definition: str = ""
    machine: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes allowed, in their order; empty for numbers and free text."""
        return tuple(value.code for value in self.values)

    @property
    def counts(self) -> bool:
        """Whether the answers are codes or numbers, of which agreement and shares can be computed."""
        return self.scale != FREE


def _values(*rows: tuple[str, str, str]) -> tuple[Value, ...]:
    return tuple(Value(code=code, definition=definition, example=example) for code, definition, example in rows)


def _wording(family: str, noun: str, definition: str, yes: str, no: str) -> Question:
    return Question(
        id=family,
        text=f"Does the marked sentence hold {noun}?",
        unit="sentence",
        definition=definition,
        machine=f"spans:{family}",
        values=_values(("yes", f"at least one {noun.removeprefix('a ')}", yes), ("no", "none", no)),
    )


QUESTIONS: tuple[Question, ...] = (
    _wording(
        "loaded", "a loaded word or phrase",
        "A word or phrase of one to three words that evaluates or colours where a neutral one exists; not merely a "
        "negative fact.",
        "She slammed the scheme.", "Two people were killed.",
    ),
    _wording(
        "hedges", "a hedge",
        "A word that holds back from a full assertion: may, might, could, seem, likely, reportedly, about 50, alleged. "
        "Not ability, permission, plain reporting verbs or politeness.",
        "He may resign.", "You may leave now.",
    ),
    _wording(
        "boosters", "a booster",
        "A word that stresses full commitment: clearly, certainly, undoubtedly, of course.",
        "It is clearly a retreat.", "The sky was clear.",
    ),
    _wording(
        "scare_quotes", "scare quotes",
        "Words between quotation marks that are neither reported speech of an identifiable source nor a title, a name "
        "or a defined term.",
        "The “experts” were wrong.", "“We lost,” she said.",
    ),
    _wording(
        "passives", "a passive",
        "An auxiliary with a participle, with or without an agent; not a state (is known for, was interested).",
        "The plan was dropped.", "He was tired.",
    ),
    Question(
        id="voice",
        text="Whose words is the marked word part of?",
        unit="word",
        definition="Three voices are kept apart: the outlet's own, what it attributes in its own words, and quotation.",
        machine="voice",
        values=_values(
            ("own", "the outlet's own words; also what it says somebody thinks or wants", "Voters want change."),
            ("paraphrased", "what somebody said, in the outlet's words", "She said the plan had failed."),
            ("quoted", "what somebody said, between quotation marks", "She said it was “a mess”."),
        ),
    ),
    Question(
        id="source_name",
        text="Who said the marked words? Write the fullest name the article gives.",
        unit="attribution",
        scale=FREE,
        definition="For unnamed sources the phrase itself (“campaign aides”); leave it empty when there is none.",
        machine="source:name",
    ),
    Question(
        id="source_type",
        text="What is the source of the marked words in this story?",
        unit="attribution",
        definition="What the source is here, not elsewhere: a retired general on a campaign is a politician.",
        machine="source:type",
        values=_values(
            ("politician", "elected persons, candidates, parties, campaigns and their staff", "the prime minister"),
            ("official", "state institutions and appointed people: ministries, military, police, courts", "a judge"),
            ("expert", "academics, analysts, think tanks, doctors and lawyers speaking as experts", "a virologist"),
            ("business", "companies and those who speak for them", "a bank's spokesman"),
            ("civil_society", "NGOs, unions, activists, churches, advocacy", "a dockers' union"),
            ("citizen", "voters, witnesses, victims, residents, family, crowds", "a neighbour"),
            ("media", "journalists, outlets, commentators, hosts", "a rival newspaper"),
            ("document", "reports, polls, studies, laws, filings, data", "court papers"),
            ("unknown", "cannot be told from the article, or no source", "observers"),
        ),
    ),
    Question(
        id="source_named",
        text="Is that source identified by name anywhere in the article?",
        unit="attribution",
        definition="A person by a personal name; an organisation, place or document by its own.",
        machine="source:named",
        values=_values(
            ("yes", "named", "Mayor Ruth Calloway"),
            ("no", "not named, even where the organisation is; groups; no source", "a ministry spokesman; critics"),
        ),
    ),
    Question(
        id="stance",
        text="How does the article present the marked words?",
        unit="attribution",
        definition="Judge the word that introduces them (said, claimed, warned), not whether they are true.",
        machine="stance",
        values=_values(
            ("neutral", "without a stand", "said, told, added, according to"),
            ("endorsing", "takes them as true", "noted, pointed out, revealed, confirmed"),
            ("distancing", "marks them as a mere claim", "claimed, alleged, insisted"),
            ("speech_act", "names what was done by saying them", "denied, warned, accused, promised"),
            ("mental", "thoughts, wishes, plans", "believes, hopes, fears"),
            ("other", "no such word, or a colon", "The mayor: “No.”"),
        ),
    ),
)  # fmt: skip


def find_questions(ids: Sequence[str], known: Sequence[Question] = QUESTIONS) -> tuple[Question, ...]:
    """Return the questions of these names, which must all be asked of the same unit.

    >>> [question.unit for question in find_questions(["stance", "source_type"])]
    ['attribution', 'attribution']
    """
    by_id = {question.id: question for question in known}
    for name in ids:
        if name not in by_id:
            raise InputError(f"there is no question {name!r}; there are {', '.join(by_id)}")
    chosen = tuple(by_id[name] for name in dict.fromkeys(ids))
    if not chosen:
        raise InputError(f"name at least one question; there are {', '.join(by_id)}")
    if len({question.unit for question in chosen}) > 1:
        asked = ", ".join(
            f"{question.id} of {'an' if question.unit[0] == 'a' else 'a'} {question.unit}" for question in chosen
        )
        raise InputError(f"questions of one sample must be asked of the same unit, but {asked}: draw a sample for each")
    return chosen
