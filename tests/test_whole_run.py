"""What only the whole run can tell: copies, events, the same source in several articles; and a project's own files."""

import json

import pytest

import framing
from framing.articles import Article

WIRE = (
    "The ferry will stop for two weeks in May, the harbour master said on Monday. Ada Brenn told reporters that the "
    "engine had failed twice since the winter and that spare parts were on their way from abroad. Nobody was hurt."
)
OTHER = (
    "A council voted to close the school in the old town. Ada Brenn, the mayor, said the regime of savings must end."
)
NEWS = [
    Article(id="wire", outlet="Wire", text=WIRE, event="ferry"),
    Article(id="copy", outlet="Herald", text="(OW) " + WIRE, event="ferry"),
    Article(id="other", outlet="Post", text=OTHER),
]


def analyze(**options):
    return framing.analyze(NEWS, engine="rules", progress=False, **options)


@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
def test_copies_and_events_are_marked_and_both_versions_kept(tmp_path, on_disk):
    results = analyze(out=tmp_path / "run") if on_disk else analyze()
    assert results.articles["duplicate_of"].tolist() == ["", "wire", ""]
    assert results.articles["event"].tolist() == ["ferry", "ferry", ""]
    assert results.events["event"].tolist() == ["ferry", "ferry", ""]
    assert results.manifest["counts"]["copies"] == 1


def test_memory_and_disk_tell_the_same(tmp_path):
    in_memory, on_disk = analyze(), analyze(out=tmp_path / "run")
    for name in ("articles", "sources", "events", "features"):
        assert getattr(in_memory, name).equals(getattr(on_disk, name)), name


def test_the_same_person_in_several_articles_is_one_entity():
    sources = analyze().sources.query("name == 'Ada Brenn'")
    assert len(sources) == 3 and set(sources["entity"]) == {"Ada Brenn"}


def test_edited_events_come_back(tmp_path):
    (tmp_path / "events.csv").write_text("article_id,event\nwire,a\ncopy,a\nother,b\n", encoding="utf-8")
    assert analyze(events=tmp_path / "events.csv").articles["event"].tolist() == ["a", "a", "b"]


def test_a_list_of_your_own_is_a_measure_of_its_own(tmp_path):
    (tmp_path / "my words.csv").write_text("term\nregime\nspare parts\n", encoding="utf-8")
    results = analyze(lexicons=[tmp_path / "my words.csv"])
    spans = results.spans.query("measure == 'my_words'")
    assert spans["text"].tolist() == ["spare parts", "spare parts", "regime"]
    assert "my_words_per_1000_words_paraphrased" in results.features.columns
    assert list(results.manifest["own_lexicons"]) == ["my words.csv"]


def test_a_list_may_not_take_the_name_of_a_measure(tmp_path):
    (tmp_path / "hedges.csv").write_text("term\nperhaps\n", encoding="utf-8")
    with pytest.raises(framing.InputError, match="has the name of another measure"):
        analyze(lexicons=[tmp_path / "hedges.csv"])


def test_a_project_fixes_types_and_groups_of_its_sources(tmp_path):
    table = tmp_path / "my_sources.csv"
    table.write_text("name,type,group\nAda Brenn,expert,harbour\n", encoding="utf-8")
    sources = analyze(sources=table).sources.query("name == 'Ada Brenn'")
    assert set(sources["type"]) == {"expert"} and set(sources["group"]) == {"harbour"}


def test_wrong_options_get_one_sentence():
    with pytest.raises(framing.InputError, match="unknown option 'engin'"):
        framing.analyze(NEWS, engin="rules")
    with pytest.raises(framing.InputError, match=r"copies_above \(--copies-above\) is 2"):
        analyze(copies_above=2)


def test_the_manifest_names_files_and_no_folders(tmp_path):
    (tmp_path / "mine.csv").write_text("term\nregime\n", encoding="utf-8")
    manifest = analyze(lexicons=[tmp_path / "mine.csv"]).manifest
    assert manifest["options"]["lexicons"] == ["mine.csv"]
    assert str(tmp_path) not in json.dumps(manifest)


def test_comparisons_run_with_and_without_copies(tmp_path, capsys):
    from framing.cli import main

    analyze(out=tmp_path / "run")
    counts = {}
    for copies in ("drop", "keep"):
        assert main(["compare", str(tmp_path / "run"), "--copies", copies]) == 0
        estimates = framing.load(tmp_path / "run").estimates
        counts[copies] = set(estimates.query("measure == 'mean_sentence_length'")["group"])
    assert counts == {"drop": {"Wire", "Post"}, "keep": {"Wire", "Herald", "Post"}}
