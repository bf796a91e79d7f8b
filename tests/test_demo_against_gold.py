"""The demo's tables against the gold labels of the bundled corpus.

A regression check, not a claim of accuracy: texts and labels were written for this project. Each floor lies a little
below what the code reached when it was set; whoever raises the number raises the floor.
"""

import csv

import pytest

import framing
from framing.corpus import corpus_folder


def offsets(cell):
    return {place for pair in cell.split(";") if pair for place in range(*map(int, pair.split(":")))}


def gold_rows(name):
    with (corpus_folder() / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["field"] == "text"]


@pytest.fixture(scope="module", params=["model", "rules"])
def run(request):
    return request.param, framing.analyze(framing.demo_articles(), engine=request.param, progress=False)


def f1(n_hits, n_found, n_gold):
    return 2 * n_hits / (n_found + n_gold)


def matched(found, gold):
    """Return pairs that agree: cues overlap, sources overlap or both lack, contents share half of their characters."""
    pairs = []
    for mine in found:
        for theirs in gold:
            if mine["article_id"] != theirs["article_id"]:
                continue
            cue, source, content = (
                (offsets(mine[f"{role}_spans"]), offsets(theirs[f"{role}_spans"]))
                for role in ("cue", "source", "content")
            )
            same_source = bool(source[0] & source[1]) or not (source[0] or source[1])
            same_cue = bool(cue[0] & cue[1]) or not (cue[0] or cue[1])
            if same_cue and same_source and 2 * len(content[0] & content[1]) >= len(content[0] | content[1]):
                pairs.append((mine, theirs))
    used, result = set(), []
    for mine, theirs in pairs:
        if mine["attribution_id"] not in used and theirs["attribution_id"] not in used:
            used |= {mine["attribution_id"], theirs["attribution_id"]}
            result.append((mine, theirs))
    return result


@pytest.fixture(scope="module")
def pairs(run):
    _, results = run
    found = results.attributions.query("field == 'text'").to_dict("records")
    gold = gold_rows("attributions")
    return matched(found, gold), found, gold


def test_attributions(run, pairs):
    engine, _ = run
    hits, found, gold = pairs
    assert f1(len(hits), len(found), len(gold)) >= {"model": 0.70, "rules": 0.75}[engine]


def test_forms_and_stances_of_what_was_found(pairs):
    hits, _, _ = pairs
    assert sum(mine["form"] == theirs["form"] for mine, theirs in hits) >= 0.95 * len(hits)
    assert sum(mine["stance"] == theirs["stance"] for mine, theirs in hits) >= 0.90 * len(hits)


@pytest.mark.parametrize(("measure", "floor"), [("loaded", 0.42), ("hedges", 0.75), ("boosters", 0.6)])
def test_words_in_the_body(run, measure, floor):
    _, results = run
    spans = results.spans.query("measure == @measure and field == 'text'")
    found = {(row.article_id, row.start) for row in spans.itertuples()}
    gold = {(row["article_id"], int(row["start"])) for row in gold_rows("spans") if row["measure"] == measure}
    assert f1(len(found & gold), len(found), len(gold)) >= floor
