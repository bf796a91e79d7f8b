"""The bundled corpus: its gold labels lie where they say, and its files come out of the marked articles."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

NEWSROOM = Path(__file__).parents[2] / "datasets" / "newsroom"
BUILT = ("articles.jsonl", "gold/attributions.csv", "gold/spans.csv")
EVENTS = ("dam-report", "hospital-vote", "port-strike")
OUTLETS = ("Ostrel Wire", "Halvern Public Broadcasting", "Daily Gannet", "Tervane International")


def read_csv(name):
    with (NEWSROOM / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def pieces(spans):
    return [tuple(map(int, piece.split(":"))) for piece in spans.split(";") if piece]


def run_build(folder, *options):
    command = [sys.executable, folder / "build.py", *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def articles():
    lines = (NEWSROOM / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(NEWSROOM, tmp_path / "news room"))


def test_every_outlet_reports_every_event_once(articles):
    pairs = Counter((a["event"], a["outlet"]) for a in articles.values())
    assert pairs == Counter(product(EVENTS, OUTLETS))


def test_articles_have_300_to_500_words(articles):
    lengths = {id_: len(a["text"].split()) for id_, a in articles.items()}
    assert {id_: n for id_, n in lengths.items() if not 300 <= n <= 500} == {}


def test_attribution_spans_are_where_they_say(articles):
    for row in read_csv("gold/attributions.csv"):
        text = articles[row["article_id"]][row["field"]]
        for role in ("source", "cue", "content"):
            found = " … ".join(text[start:end] for start, end in pieces(row[f"{role}_spans"]))
            assert found == row[f"{role}_text"], row["attribution_id"]


def test_wording_spans_are_where_they_say(articles):
    for row in read_csv("gold/spans.csv"):
        text = articles[row["article_id"]][row["field"]]
        assert text[int(row["start"]) : int(row["end"])] == row["text"] != "", row


def test_attributions_are_flat():
    taken = {}
    for row in read_csv("gold/attributions.csv"):
        for start, end in pieces(row["content_spans"]) + pieces(row["cue_spans"]):
            for offset in range(start, end):
                place = (row["article_id"], row["field"], offset)
                assert taken.setdefault(place, row["attribution_id"]) == row["attribution_id"], place


def test_sources_without_a_phrase_have_no_name():
    rows = read_csv("gold/attributions.csv")
    assert {bool(r["source_spans"]) == bool(r["source_name"]) for r in rows} == {True}
    assert {(r["source_type"], r["source_named"]) for r in rows if not r["source_spans"]} == {("unknown", "no")}


@pytest.mark.parametrize(
    ("outlet", "foreign_marks"),
    [
        ("Ostrel Wire", "\"'‘"),
        ("Halvern Public Broadcasting", "\"'‘"),
        ("Daily Gannet", "“”‘’"),
        ("Tervane International", "\"'"),
    ],
)
def test_outlets_keep_to_their_quotation_marks(articles, outlet, foreign_marks):
    texts = "".join(a["text"] for a in articles.values() if a["outlet"] == outlet)
    assert set(texts) & set(foreign_marks) == set()


def test_the_traps_are_in_the_corpus(articles):
    texts = {id_: a["text"] for id_, a in articles.items()}
    assert any("é" in text for text in texts.values())
    assert any(ord(character) > 0xFFFF for text in texts.values() for character in text), "an emoji"
    unclosed = [id_ for id_, text in texts.items() if any(p.count('"') % 2 for p in text.split("\n\n"))]
    assert unclosed == ["port-strike-tabloid"]
    reopened = [id_ for id_, text in texts.items() if re.search("“[^”]*\n\n“", text)]
    assert reopened == ["port-strike-wire"]
    assert all("May" in texts[f"{event}-state"] for event in EVENTS), "the month"


def test_outlets_differ_as_the_card_says(articles):
    outlet = {id_: a["outlet"] for id_, a in articles.items()}
    spans = Counter((outlet[r["article_id"]], r["measure"]) for r in read_csv("gold/spans.csv"))
    stances = Counter((outlet[r["article_id"]], r["stance"]) for r in read_csv("gold/attributions.csv"))
    wire, broadcaster, tabloid, state = OUTLETS
    assert max(OUTLETS, key=lambda name: spans[name, "loaded"]) == tabloid
    assert max(OUTLETS, key=lambda name: spans[name, "hedges"]) == broadcaster
    assert max(OUTLETS, key=lambda name: stances[name, "distancing"]) == state
    assert spans[wire, "loaded"] == 0


def test_the_build_makes_the_same_bytes(copy):
    for name in BUILT:
        (copy / name).unlink()
    assert run_build(copy).returncode == 0
    for name in BUILT:
        assert (copy / name).read_bytes() == (NEWSROOM / name).read_bytes(), name


def test_check_names_what_is_out_of_date(copy):
    assert run_build(copy, "--check").returncode == 0
    article = copy / "marked" / "port-strike-wire.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("{hedge: might}", "might"), encoding="utf-8")
    outcome = run_build(copy, "--check")
    assert (outcome.returncode, outcome.stdout) == (1, "out of date: gold/spans.csv\n")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("{hedge: might}", "{hegde: might}", "unknown mark 'hegde'"),
        ("{hedge: might}", "{hedge: might", "never closed"),
        ("{hedge: might}", "might}", "stray '}'"),
        ("{hedge: might}", "{hedge 1: might}", "source, cue and content need a number"),
        ("{hedge: might}", "m{hedge: ight}", "cuts a word"),
        ("{hedge: might}", "{hedge: might }", "ends with a space"),
        ("{cue 1: said}", "said", "attribution 1 lacks its cue"),
        ("1 | indirect |", "1 | direct |", "attribution 1 is indirect, not direct"),
        ("1 | indirect | neutral |", "1 | indirect | sceptical |", "'sceptical' is none of"),
        ("outlet: Ostrel Wire", "outlet: Ostrel Wires", "unknown outlet 'Ostrel Wires'"),
    ],
)
def test_a_mistake_in_a_marked_file_gets_one_sentence(copy, right, wrong, complaint):
    article = copy / "marked" / "port-strike-wire.txt"
    marked = article.read_text(encoding="utf-8")
    assert right in marked
    article.write_text(marked.replace(right, wrong, 1), encoding="utf-8")
    outcome = run_build(copy)
    assert outcome.returncode == 2
    assert complaint in outcome.stderr
    assert outcome.stderr.startswith("port-strike-wire.txt") and outcome.stderr.count("\n") == 1


def test_the_card_states_the_agreement():
    card = (NEWSROOM / "CARD.md").read_text(encoding="utf-8")
    table = run_build(NEWSROOM, "--agreement").stdout.strip()
    assert table.startswith("| label |") and table in card


@pytest.mark.parametrize("outlet", [*OUTLETS, "all"])
def test_the_card_states_the_counts(articles, outlet):
    def ours(row):
        return outlet in ("all", articles[row["article_id"]]["outlet"])

    n_words = sum(len(a["text"].split()) for a in articles.values() if outlet in ("all", a["outlet"]))
    attributions = [row for row in read_csv("gold/attributions.csv") if ours(row)]
    measures = Counter(row["measure"] for row in read_csv("gold/spans.csv") if ours(row))
    n_unnamed = sum(row["source_named"] == "no" for row in attributions)
    wordings = [measures[m] for m in ("loaded", "hedges", "boosters", "scare_quotes", "passives")]
    cells = [outlet, f"{n_words:,}", len(attributions), n_unnamed, *wordings]
    assert f"| {' | '.join(map(str, cells))} |" in (NEWSROOM / "CARD.md").read_text(encoding="utf-8")
