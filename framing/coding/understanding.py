"""What a cell of a sheet says: the code that a coder meant, forgiving what spreadsheets and people do to it."""

from __future__ import annotations

import re

from framing.coding.code_table import UNSURE
from framing.coding.questions import FREE, Question

_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_SPACE = re.compile(r"\s+")


def understand(given: str, question: Question) -> tuple[str, str]:
    """Return (code, problem) of a cell: case, blanks, "civil society" and what Excel makes of yes and 1 are forgiven.

    >>> from framing.coding import find_questions
    >>> [understand(cell, find_questions(["loaded"])[0])[0] for cell in ("Yes ", "no", "?", "")]
    ['yes', 'no', '?', '']
    >>> understand("perhaps", find_questions(["loaded"])[0])[1]
    "'perhaps' is no answer to loaded; allowed are yes, no, ?"
    """
    text = _SPACE.sub(" ", given.replace("\u200b", "")).strip().removeprefix("'").strip()
    if question.scale == FREE:
        return text, ""
    if text in ("", UNSURE):
        return text, ""
    known = {folded(code): code for code in question.codes}
    if known:
        options = [text, re.sub(r"\.0+$", "", text)]
        if folded(text) in ("true", "wahr", "vrai", "false", "falsch", "faux"):
            options.append("yes" if folded(text) in ("true", "wahr", "vrai") else "no")
        for option in options:
            if folded(option) in known:
                return known[folded(option)], ""
        dated = "; a spreadsheet has made a date of it" if _DATE.fullmatch(text) else ""
        return "", f"{text!r} is no answer to {question.id}; allowed are {', '.join([*question.codes, UNSURE])}{dated}"
    if re.fullmatch(r"-?\d+,\d+", text):
        text = text.replace(",", ".")  # a decimal comma
    try:
        number = float(text)
    except ValueError:
        return "", f"{text!r} is no number, which {question.id} asks for"
    if number != number or abs(number) == float("inf") or (question.scale == "ratio" and number < 0):
        return "", f"{text!r} is outside the {question.scale} scale of {question.id}"
    return (str(int(number)) if number == int(number) else repr(number)), ""


def coder_of_file(name: str, sample: str) -> str:
    """Return the coder that a file's name names.

    >>> coder_of_file("attributions-Ana_María.csv", "attributions"), coder_of_file("gpt.csv", "attributions")
    ('Ana María', 'gpt')
    """
    stem = name.rsplit(".", 1)[0]
    stem = re.sub(r" ?\(\d+\)$", "", stem)  # "sheet (1).csv": a second download of the same file
    if stem.casefold().startswith(f"{sample}-".casefold()):
        stem = stem[len(sample) + 1 :]
    return stem.replace("_", " ").strip() or "unnamed"


def folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().strip("\ufeff'").strip()).casefold()


def plain_words(text: str) -> str:
    """Return letters and digits only: programs change quotation marks, blanks and brackets on the way."""
    return re.sub(r"[\W_]+", "", text).casefold()[:2000]
