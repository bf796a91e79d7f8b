"""Who speaks: the marked-up cases of tests/cases/sources.txt, and what must hold for any input."""

import re
from pathlib import Path

import numpy as np
import pytest

from framing.attribution.attributions import Attributions
from framing.sources import TYPES, CustomSource, resolve_sources
from framing.text import Batch, Spans

CASES = Path(__file__).parents[1] / "cases" / "sources.txt"
NAMED = {1: "yes", 0: "no", -1: "unknown"}


def read_cases():
    text, expected = "", []
    for line in [*CASES.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if "[" in line:
            text, expected = line, []
        elif line.strip():
            expected.append([cell.strip() for cell in line.split("|")])
        elif text:
            yield pytest.param(text, expected, id=text[:60])
            text = ""


def mark(text):
    """Return the text without its brackets, and the (start, end) of what they held."""
    plain, spans = "", []
    for piece in re.split(r"(\[[^]]*\])", text):
        start = len(plain)
        plain += piece.strip("[]") if piece.startswith("[") else piece
        if piece.startswith("["):
            spans.append((start, len(plain)))
    return plain, spans


def resolve(*texts, custom=None):
    """Return for each text the sources of its brackets; the word after a bracket is the cue, the next is said."""
    plain, spans = zip(*map(mark, texts), strict=True)
    batch = Batch([*plain, *("" for _ in plain)])
    rows = []
    for number, marked in enumerate(spans):
        found = Spans.build([number] * len(marked), [start for start, _ in marked], [end for _, end in marked])
        for first, last in zip(*batch.token_ranges(found), strict=True):
            end = min(int(last) + 1, len(batch.tokens) - 1)
            rows.append(([(int(first), int(last))], [(end - 1, end)], [(end, end + 1)], 1.0))
    attributions = Attributions.build(rows)
    return attributions, resolve_sources(batch, attributions, len(plain), custom=custom)


def described(sources, row):
    return [sources.name[row], TYPES[sources.type[row]], NAMED[int(sources.named[row])], sources.country[row]]


@pytest.mark.parametrize(("text", "expected"), list(read_cases()))
def test_case(text, expected):
    _, sources = resolve(text)
    found = [described(sources, row) for row in sources.of_attribution]
    assert len(found) == len(expected), f"the case has {len(found)} brackets and {len(expected)} lines"
    wanted = [
        [cell if cell != "." else was for cell, was in zip(line, cells, strict=True)]
        for line, cells in zip(expected, found, strict=True)
    ]
    assert found == wanted


def test_an_attribution_without_a_source_has_no_row():
    batch = Batch(["It was said that he left.", ""])
    attributions = Attributions.build([([], [(2, 3)], [(3, 6)], 1.0)])
    sources = resolve_sources(batch, attributions, 1)
    assert sources.of_attribution.tolist() == [-1]
    assert len(sources) == 0


def test_no_attributions_give_no_sources():
    assert len(resolve_sources(Batch(["Nothing.", ""]), Attributions.empty(), 1)) == 0


def test_articles_of_a_batch_do_not_mix():
    alone = resolve("Mayor [Ann Lee] said no. [She] left.")[1]
    together = resolve("Mayor [Ann Lee] said no. [She] left.", "[Lee] said yes. [The mayor] said no.")[1]
    assert together.name[: len(alone)] == alone.name
    assert together.article.tolist() == sorted(together.article.tolist())
    assert "Ann Lee" not in together.name[len(alone) :]


def test_the_title_belongs_to_its_article():
    texts = ["Mayor Ann Lee said no.", "Carl Stone said yes.", "Lee says no", ""]
    batch = Batch(texts)
    title = np.flatnonzero(batch.tokens.text == 2)[0]
    rows = [
        ([(1, 3)], [(3, 4)], [(4, 5)], 1.0),
        ([(int(title), int(title) + 1)], [(int(title) + 1, int(title) + 2)], [(int(title) + 2, int(title) + 3)], 1.0),
    ]
    sources = resolve_sources(batch, Attributions.build(rows), 2)
    assert [sources.name[row] for row in sources.of_attribution] == ["Ann Lee", "Ann Lee"]


def test_every_row_belongs_to_an_attribution_of_its_article():
    attributions, sources = resolve("[Officials] said it. [He] said no. [Officials] left.", "[She] said no.")
    assert sorted(set(sources.of_attribution.tolist())) == list(range(len(sources)))
    assert attributions.n == sources.of_attribution.size


@pytest.mark.parametrize(
    "text",
    [
        "[***] said no.", "[“”] said no.", "[1234] said no.", "[,,, and] said no.", "[and] said no.", "[’s] said no.",
        "[of the] said no.", "[😀 😀] said no.", "[J.] said no.", "[THE] said no.", "[the] said no.", "[(D-Ohio)] said no.",
        "[A, B, C, D and] said no.", "[one of] said no.", "[of] said no.", "[Mr.] said no.", "[percent] said no.",
    ],
)  # fmt: skip
def test_odd_source_phrases_give_a_row_and_no_error(text):
    _, sources = resolve(text)
    assert len(sources) == 1
    assert TYPES[sources.type[0]] in TYPES


def test_a_project_table_fixes_the_type():
    custom = {"ann lee": CustomSource("Ann Lee", "expert", "critics")}
    _, sources = resolve("Mayor [Ann Lee] said no.", custom=custom)
    assert described(sources, 0)[:2] == ["Ann Lee", "expert"]
