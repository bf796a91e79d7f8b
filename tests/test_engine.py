"""From articles to tables: what comes out is what the contract says, whatever the batch it came in."""

import json

import pandas as pd
import pytest

import framing
from framing.articles import Article
from framing.batches import measure_batch
from framing.options import Options, make_plan
from framing.results import TABLES
from framing.tables import COLUMNS

RULES = make_plan(Options(engine="rules"))
STORY = Article(
    id="ferry-1",
    outlet="Harbour Post",
    title="Ferry ‘a disgrace’, says mayor",
    text="Ferry ‘a disgrace’, says mayor\n\nThe mayor may resign, an aide said.\n\n“The ferry is a disgrace 😀,” "
    "Mayor Ada Brenn told reporters. “Nobody will pay.” Critics reportedly agree.",
)


@pytest.fixture(scope="module")
def demo():
    return framing.analyze(framing.demo_articles(), engine="rules", progress=False)


def test_every_table_has_the_columns_of_the_contract(demo):
    for name, columns in COLUMNS.items():
        assert list(getattr(demo, name).columns)[: len(columns)] == list(columns)
    assert list(demo.features.columns)[:4] == ["article_id", "n_words_own", "n_words_paraphrased", "n_words_quoted"]


def test_offsets_point_at_the_words_they_say(demo):
    texts = demo.articles.set_index("article_id")
    for span in demo.spans.itertuples():
        assert texts.loc[span.article_id, span.field][span.start : span.end] == span.text
    for row in demo.attributions.itertuples():
        text = texts.loc[row.article_id, row.field]
        for role in ("source", "cue", "content"):
            cell = getattr(row, f"{role}_spans")
            pieces = [text[slice(*map(int, pair.split(":")))] for pair in cell.split(";") if pair]
            assert " … ".join(pieces) == getattr(row, f"{role}_text")


def test_ids_are_unique_and_point_at_rows_that_exist(demo):
    assert demo.attributions["attribution_id"].is_unique and demo.sources["source_id"].is_unique
    assert set(demo.attributions["source_id"]) - {""} <= set(demo.sources["source_id"])
    assert set(demo.spans["attribution_id"]) - {""} <= set(demo.attributions["attribution_id"])


def test_words_are_counted_once_whatever_their_voice(demo):
    voices = demo.features[["n_words_own", "n_words_paraphrased", "n_words_quoted"]].sum(axis=1)
    assert voices.tolist() == demo.features["n_words"].tolist()


def test_a_rate_is_what_the_spans_say_over_the_words_of_its_voice(demo):
    spans = demo.spans.query("measure == 'hedges' and part == 'body'")
    counts = spans.groupby(["article_id", "voice"]).size().unstack(fill_value=0)
    table = demo.features.set_index("article_id")
    for voice, column in (("own", "hedges_per_1000_words"), ("quoted", "hedges_per_1000_words_quoted")):
        counted = counts.get(voice, pd.Series(dtype=int)).reindex(table.index, fill_value=0)
        expected = (counted * 1000 / table[f"n_words_{voice}"]).where(table[f"n_words_{voice}"] > 0)
        pd.testing.assert_series_equal(table[column], expected, check_names=False, atol=1e-6)


def test_the_batch_an_article_comes_in_does_not_matter():
    alone = measure_batch([STORY], RULES).tables
    crowd = [Article(id=str(n), text="Other news, he said.", title="T") for n in range(5)]
    together = measure_batch([*crowd, STORY], RULES).tables
    for name, table in alone.items():
        mine = [row == "ferry-1" for row in together[name]["article_id"]]
        for column, cells in table.items():
            there = [cell for cell, keep in zip(together[name][column], mine, strict=True) if keep]
            assert repr(there) == repr(cells), (name, column)


def test_a_first_line_that_repeats_the_title_is_headline():
    tables = measure_batch([STORY], RULES).tables
    assert tables["features"]["n_words"] == [7 + 5 + 5 + 3 + 3]
    parts = set(zip(tables["attributions"]["field"], tables["attributions"]["part"], strict=True))
    assert parts <= {("title", "headline"), ("text", "headline"), ("text", "body")} and ("text", "body") in parts


def test_written_and_loaded_results_are_the_same(demo, tmp_path):
    loaded = framing.load(demo.write(tmp_path / "run"))
    for name in ("articles", *TABLES):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(demo, name))
    assert loaded.manifest == demo.manifest


def test_two_runs_give_the_same_bytes(tmp_path):
    for folder, workers in (("a", 1), ("b", 2)):
        framing.analyze(framing.demo_articles(), engine="rules", out=tmp_path / folder, workers=workers, progress=False)
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_empty_and_odd_texts_are_measured_without_a_crash():
    odd = ["…", "“”‘’\"'", "a" * 5000, "«»", "He said", "said said said", "\u0301\u0301", "🙂" * 50, "1. 2. 3."]
    results = framing.analyze([Article(text=text) for text in odd], engine="rules", progress=False)
    assert len(results.features) == len(odd)
    assert results.features["n_words"].tolist()[:2] == [0, 0]
    assert results.features["hedges_per_1000_words"].isna().tolist()[:2] == [True, True]


def test_without_text_nothing_of_the_articles_is_written(tmp_path):
    framing.analyze([STORY], engine="rules", out=tmp_path / "run", with_text=False, progress=False)
    record = json.loads((tmp_path / "run" / "articles.jsonl").read_text(encoding="utf-8"))
    assert record["text"] == ""
    attributions = framing.load(tmp_path / "run").attributions
    assert len(attributions) > 1 and set(attributions["content_text"]) == {""}


def test_a_folder_with_results_is_not_overwritten(tmp_path):
    framing.analyze([STORY], engine="rules", out=tmp_path / "run", progress=False)
    with pytest.raises(framing.InputError, match="holds results already"):
        framing.analyze([STORY], engine="rules", out=tmp_path / "run", progress=False)
    framing.analyze([STORY], engine="rules", out=tmp_path / "run", overwrite=True, progress=False)


def test_a_data_frame_goes_in_as_well():
    frame = pd.DataFrame({"source": ["Post", "Herald"], "body": ["He may go, she said.", "He will go."]})
    assert framing.analyze(frame, engine="rules", progress=False).articles["outlet"].tolist() == ["Post", "Herald"]


def test_another_language_is_named_and_not_measured():
    german = (
        "Der Bürgermeister sagte am Montag, dass die Fähre im Mai nicht fahren werde. „Wir haben keine Ersatzteile“, "
        "sagte er vor Journalisten in der Stadt. Die Opposition warf ihm vor, das Problem zu lange verschwiegen zu haben."
    )
    results = framing.analyze([Article(id="de", text=german), STORY], progress=False)
    assert results.articles["language"].tolist() == ["de", "en"]
    row = results.features.set_index("article_id").loc["de"]
    assert row["n_words"] > 30 and row.filter(like="per_1000").isna().all() and row.filter(like="share_").isna().all()
    assert set(results.attributions["article_id"]) == {"ferry-1"}
    assert any("German" in warning or "de" in warning for warning in results.manifest["warnings"])
