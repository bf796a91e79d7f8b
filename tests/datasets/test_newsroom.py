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

from framing.articles import read_articles
from framing.articles.duplicates import find_duplicates

NEWSROOM = Path(__file__).parents[2] / "datasets" / "newsroom"
BUILT = ("articles.jsonl", "gold/attributions.csv", "gold/spans.csv", "gold/copies.csv")  # CARD.md is changed in place
OUTLETS = (
    "Ostrel Wire",
    "Halvern Public Broadcasting",
    "Daily Gannet",
    "Tervane International",
    "Halvern Upright",
)
PASSES = ("first", "second")


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
    events = {a["event"] for a in articles.values()}
    pairs = Counter((a["event"], a["outlet"]) for a in articles.values())
    assert pairs == Counter(product(events, OUTLETS)) and len(events) >= 8


def test_articles_have_300_to_600_words(articles):
    lengths = {id_: len(a["text"].split()) for id_, a in articles.items()}
    assert {id_: n for id_, n in lengths.items() if not 300 <= n <= 600} == {}


def test_the_two_copies_of_wire_text_are_found():
    articles = list(read_articles(NEWSROOM / "articles.jsonl"))
    found = find_duplicates(articles).duplicate_of
    gold = {row["article_id"]: row["copy_of"] for row in read_csv("gold/copies.csv")}
    assert len(gold) == 2
    assert {article.id: of for article, of in zip(articles, found, strict=True) if of} == gold


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
        ("Ostrel Wire", "\"'"),
        ("Halvern Public Broadcasting", "\"'"),
        ("Daily Gannet", "“”‘’"),
        ("Tervane International", "\"'"),
        ("Halvern Upright", "\"'"),
    ],
)
def test_outlets_keep_to_their_quotation_marks(articles, outlet, foreign_marks):
    texts = "".join(a["text"] for a in articles.values() if a["outlet"] == outlet)
    assert set(texts) & set(foreign_marks) == set()


@pytest.mark.parametrize(
    ("trap", "pattern"),
    [
        ("an accent", "é"),
        ("an emoji", "[\U00010000-\U0010ffff]"),
        ("the month", "in May|last May|since May"),
        ("permission", "[Mm]ay not choose|You may bring"),
        ("a quotation reopened in the next paragraph", "“[^”]*\n\n“"),
        ("a quotation in a quotation", "“[^”]*‘[^”]*”|‘[^’]*“[^’]*’"),
        ("a name with a particle", "van der Loo"),
        ("an Arabic name with an article", "al-Rahbi"),
        ("initials", r"A\. K\. Wendt"),
        ("a name that is a word", r"\bWill laughed"),
        ("a colon for a verb", "”: al-Hadid"),
        ("a dash for a verb", "” – the editors"),
        ("the caption of a photograph", "Photograph: "),
        ("a correction", "Correction, "),
    ],
)
def test_the_traps_are_in_the_corpus(articles, trap, pattern):
    assert any(re.search(pattern, a["text"]) for a in articles.values()), trap


def test_quotations_left_open_are_the_ones_we_know(articles):
    open_ones = set()
    for id_, article in articles.items():
        for paragraph in article["text"].split("\n\n"):
            if paragraph.count('"') % 2 or paragraph.count("“") != paragraph.count("”"):
                open_ones.add(id_)
    assert open_ones == {"data-leak-partisan", "port-strike-partisan", "port-strike-tabloid", "port-strike-wire"}


def test_people_of_one_surname_are_two_sources():
    names = {(row["article_id"], row["source_name"]) for row in read_csv("gold/attributions.csv")}
    for article, first, second in [
        ("data-leak-wire", "Elise J. Strand", "Conrad Strand"),
        ("stadium-budget-wire", "Greta Pellingham", "Anton Pellingham"),
        ("election-count-broadcaster", "Mina Stell", "Ibrahim Stell"),
    ]:
        assert {(article, first), (article, second)} <= names


def test_outlets_differ_as_the_card_says(articles):
    copies = {row["article_id"] for row in read_csv("gold/copies.csv")}
    own = {id_: a["outlet"] for id_, a in articles.items() if id_ not in copies}
    spans = Counter((own.get(r["article_id"]), r["measure"]) for r in read_csv("gold/spans.csv"))
    stances = Counter((own.get(r["article_id"]), r["stance"]) for r in read_csv("gold/attributions.csv"))
    wire, broadcaster, tabloid, state, partisan = OUTLETS
    assert max(OUTLETS, key=lambda name: spans[name, "loaded"]) == tabloid
    assert max(OUTLETS, key=lambda name: spans[name, "hedges"]) == broadcaster
    assert max(OUTLETS, key=lambda name: stances[name, "distancing"]) == state
    assert spans[wire, "loaded"] < spans[broadcaster, "loaded"] < spans[partisan, "loaded"]


def test_a_second_pass_is_taken_from_marked_files(copy, tmp_path):
    marked = (copy / "marked" / "moor-fire-wire.txt").read_text(encoding="utf-8")
    (tmp_path / "new").mkdir()
    path = tmp_path / "new" / "moor-fire-wire.txt"
    path.write_text(marked.replace("{hedge: could}", "could"), encoding="utf-8")
    rows = {which: (copy / "passes" / which / "spans.csv").read_text("utf-8").splitlines() for which in PASSES}
    assert run_build(copy, "--pass", path.parent, "--to", copy / "passes" / "second").returncode == 0
    kept = [row for row in rows["second"] if not row.startswith("moor-fire-wire,")]
    now = (copy / "passes" / "second" / "spans.csv").read_text("utf-8").splitlines()
    theirs = [row for row in now if row.startswith("moor-fire-wire,")]
    ours = [row for row in rows["first"] if row.startswith("moor-fire-wire,")]
    assert [row for row in now if row not in theirs] == kept
    assert [row for row in ours if row not in theirs] == [row for row in ours if row.endswith(",could")] != []
    assert run_build(copy).returncode == 0
    assert run_build(copy, "--agreement").stdout.strip() in (copy / "CARD.md").read_text(encoding="utf-8")


def test_a_second_pass_over_other_words_is_refused(copy, tmp_path):
    path = tmp_path / "moor-fire-wire.txt"
    marked = (copy / "marked" / path.name).read_text(encoding="utf-8")
    path.write_text(marked.replace("Jonas Feld", "Jonas Field"), encoding="utf-8")
    outcome = run_build(copy, "--pass", tmp_path, "--to", tmp_path / "out")
    assert outcome.returncode == 2 and not (tmp_path / "out").exists()
    assert outcome.stderr.startswith("moor-fire-wire.txt: the text is not that of the corpus at 'ield,")


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
    assert (outcome.returncode, outcome.stdout) == (1, "out of date: gold/spans.csv, CARD.md\n")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("{hedge: might}", "{hegde: might}", "unknown mark 'hegde'"),
        ("{hedge: might}", "{hedge: might", "never closed"),
        ("{hedge: might}", "might}", "stray '}'"),
        ("{hedge: might}", "{hedge 1: might}", "source, cue and content need a number"),
        ("{hedge: might}", "m{hedge: ight}", "cuts a word"),
        ("{hedge: might}", "{hedge: might }", "ends with a space"),
        ("{cue 1: said}", "said", "attribution 1 lacks its cue"),  # only of the stance "other" may it lack one
        ("1 | indirect |", "1 | direct |", "attribution 1 is indirect, not direct"),
        ("1 | indirect | neutral |", "1 | indirect | sceptical |", "'sceptical' is none of"),
        ("outlet: Ostrel Wire", "outlet: Ostrel Wires", "unknown outlet 'Ostrel Wires'"),
        ("outlet:", "copy of: a-wire\noutlet:", "copy of 'a-wire', which is not there"),
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
    tables = run_build(NEWSROOM, "--agreement").stdout.strip()
    assert tables.startswith("The first 12 articles, 12 of them labelled twice:") and tables in card


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
