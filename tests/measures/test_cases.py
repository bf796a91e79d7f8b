"""Every measure of wording on the marked sentences of tests/cases: [brackets] are what must be found.

One sentence a line. A line without brackets must find nothing; a line that begins with # is a comment. The
stem of the file is the module of the measure. Anybody can add a line.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest

from framing.measures import MEASURES

CASES = Path(__file__).parents[1] / "cases"
MODULES = {path.stem for path in Path(import_module("framing.measures").__file__).parent.glob("*.py")}
FILES = sorted(path for path in CASES.glob("*.txt") if path.stem in MODULES)


def lines_of(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def marked(text, spans):
    """Return the text with [brackets] around the spans."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "[" + text[start:end] + "]" + text[end:]
    return text


LINES = [pytest.param(path.stem, line, id=f"{path.stem}:{number}") for path in FILES for number, line in lines_of(path)]


@pytest.mark.parametrize(("module", "line"), LINES)
def test_a_marked_sentence(module, line, analysed):
    text = re.sub(r"[\[\]]", "", line)
    measures = import_module(f"framing.measures.{module}").MEASURES
    news = analysed([text])
    found = [measure.find_spans(news) for measure in measures]
    rows = [zip(spans.start.tolist(), spans.end.tolist(), strict=True) for spans in found if spans is not None]
    places = {place for row in rows for place in row}
    found_there = marked(text, places)
    assert found_there == line, f"\n  marked: {line}\n  found:  {found_there}"


def test_every_measure_of_wording_has_its_cases():
    with_spans = {m.find.__module__.rsplit(".", 1)[1] for m in MEASURES if hasattr(m, "find")}
    assert with_spans <= {path.stem for path in FILES}
