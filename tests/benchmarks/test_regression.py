"""The script that prints what two runs on the bundled corpus find differently."""

import importlib.util
from pathlib import Path

import pytest

import framing

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "regression.py"


@pytest.fixture(scope="module")
def regression():
    spec = importlib.util.spec_from_file_location("regression", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def span(text, start, measure="loaded"):
    return {"article_id": "a", "field": "text", "measure": measure, "label": "", "start": str(start),
            "end": str(start + len(text)), "text": text}  # fmt: skip


def attribution(stance):
    return {"article_id": "a", "field": "text", "form": "indirect", "stance": stance, "source_spans": "0:3",
            "cue_spans": "4:8", "content_spans": "9:19", "source_text": "She", "cue_text": "said",
            "content_text": "it was\nfine"}  # fmt: skip


def source(name):
    return {"article_id": "a", "name": name, "type": "official", "named": "yes"}


def test_gained_and_lost_are_printed_with_their_words(regression):
    before = {"attributions": [attribution("neutral")], "sources": [source("Ada Lind")], "spans": [span("chaos", 30)]}
    after = {
        "attributions": [attribution("distancing")],
        "sources": [source("Ada Lind")],
        "spans": [span("chaos", 30), span("may", 5, "hedges"), span("mob", 9)],
    }
    assert regression.render(regression.compare_findings(before, after)).splitlines() == [
        "attributions: 1 gained, 1 lost",
        "  - a text: She | said | it was fine, indirect, neutral",
        "  + a text: She | said | it was fine, indirect, distancing",
        "",
        "hedges: 1 gained, 0 lost",
        "  + a text: may",
        "",
        "loaded: 1 gained, 0 lost",
        "  + a text: mob",
    ]


def test_a_finding_made_twice_counts_twice(regression):
    before = {"attributions": [], "sources": [source("Ada Lind")], "spans": []}
    after = {"attributions": [], "sources": [], "spans": []}
    twice = {**before, "sources": [source("Ada Lind")] * 3}
    changes = regression.compare_findings(twice, after)
    assert regression.render(changes).splitlines() == [
        "sources: 0 gained, 3 lost", *["  - a: Ada Lind, official, named yes"] * 3,
    ]  # fmt: skip
    assert regression.render(regression.compare_findings(before, before)) == "no finding gained, none lost"


def test_it_reads_the_folders_a_run_writes(regression, tmp_path):
    texts = ["The mayor may resign, an aide said.", "The mayor will resign, an aide said."]
    folders = []
    for number, text in enumerate(texts):
        results = framing.analyze([framing.Article(id="a", outlet="Post", text=text)], engine="rules", progress=False)
        folders.append(results.write(tmp_path / str(number)))
    changes = regression.compare_findings(*map(regression.read_tables, folders))
    assert [(family, row["text"], change) for family, row, change in changes if family == "hedges"] == [
        ("hedges", "may", -1)
    ]


def test_what_is_neither_a_folder_nor_a_commit_is_refused(regression, tmp_path):
    with pytest.raises(SystemExit, match="'no-such-commit' is neither a result folder nor a commit"):
        regression.run("no-such-commit", tmp_path, "rules")
