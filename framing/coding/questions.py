"""What coders are asked: the questions of the codebook, or those of a user's own TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.coding.scales import SCALES
from framing.errors import InputError

UNITS = ("attribution", "word", "sentence", "article")
FREE = "text"  # a question answered in one's own words
_ID = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("item", "coder", "note", "passage", "before", "marked", "after", "question", "code", "help")


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


def read_questions(path: str | Path) -> tuple[Question, ...]:
    """Return the questions of a user's own codebook, a TOML file; errors name the file and the question.

    [[question]] with id, text, unit, scale (nominal unless given), definition, machine (optional: a column of the
    features table for articles), and [[question.value]] with code, definition, example, or values = ["low", "high"].
    """
    import tomllib

    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} is not TOML: {error}") from None
    rows = content.get("question")
    if not isinstance(rows, list) or not rows:
        raise InputError(f"{path.name} holds no questions; each needs a line [[question]]")
    questions = tuple(_question(row, f"{path.name}, question {number}") for number, row in enumerate(rows, 1))
    names = [question.id for question in questions]
    if repeated := [name for name in names if names.count(name) > 1]:
        raise InputError(f"{path.name} has two questions called {repeated[0]!r}; ids must differ")
    return questions


def render_questions(questions: Sequence[Question]) -> str:
    """Return questions as TOML that `read_questions` reads back.

    >>> print(render_questions(QUESTIONS[:1]).splitlines()[1])
    id = "loaded"
    """
    lines: list[str] = []
    for question in questions:
        lines.append("[[question]]")
        for name in ("id", "text", "unit", "scale", "definition", "machine"):
            if text := str(getattr(question, name)):
                lines.append(f"{name} = {_quoted(text)}")
        for value in question.values:
            lines += ["", "[[question.value]]", f"code = {_quoted(value.code)}"]
            lines += [f"{name} = {_quoted(text)}" for name, text in (("definition", value.definition),
                                                                    ("example", value.example)) if text]  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _question(row: Mapping[str, Any], place: str) -> Question:
    known = {"id", "text", "unit", "scale", "definition", "machine", "value", "values"}
    if unknown := [name for name in row if name not in known]:
        raise InputError(f"{place}: unknown entry {unknown[0]!r}; allowed are {', '.join(sorted(known))}")
    texts = {name: str(row.get(name, "")) for name in ("id", "text", "unit", "definition", "machine")}
    if not _ID.fullmatch(texts["id"]) or texts["id"] in RESERVED:
        raise InputError(
            f"{place}: id {texts['id']!r} must be of small letters, digits and _, and no column of a sheet"
        )
    if not texts["text"]:
        raise InputError(f"{place} ({texts['id']}) has no text")
    if texts["unit"] not in UNITS:
        raise InputError(f"{place} ({texts['id']}): unit {texts['unit']!r} is unknown; allowed are {', '.join(UNITS)}")
    scale = str(row.get("scale", "nominal"))
    if scale not in (*SCALES, FREE):
        allowed = ", ".join((*SCALES, FREE))
        raise InputError(f"{place} ({texts['id']}): scale {scale!r} is unknown; allowed are {allowed}")
    given = [*row.get("values", []), *row.get("value", [])]
    values = tuple(
        Value(code=str(v["code"]), definition=str(v.get("definition", "")), example=str(v.get("example", "")))
        if isinstance(v, dict) and "code" in v
        else Value(code=str(v))
        for v in given
    )
    codes = [value.code for value in values]
    if scale in ("nominal", "ordinal") and len(set(codes)) < 2:
        raise InputError(f"{place} ({texts['id']}) needs two different values or more; it has {len(set(codes))}")
    if len(set(codes)) < len(codes) or any(not code.strip() or code.strip() == "?" for code in codes):
        raise InputError(f"{place} ({texts['id']}): values must differ, and none may be empty or '?'")
    return Question(**texts, scale=scale, values=values)
