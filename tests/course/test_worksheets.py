"""Worksheets: the answers are the corpus' labels, and students do not get them."""

import pytest

from framing.corpus import corpus_folder
from framing.course.gold import read_gold
from framing.course.pages import render_html
from framing.course.passages import draw_passage, find_passages, most_alike, segments_of
from framing.course.worksheets import NONE_ALIKE, make_worksheets
from framing.errors import InputError


@pytest.fixture(scope="module")
def articles():
    return read_gold(corpus_folder())


@pytest.fixture(scope="module")
def sheets(articles):
    return make_worksheets(articles)


def blocks(page, kind):
    return [block for block in page.blocks if block["kind"] == kind]


def text_of(block):
    return ["".join(part["text"] for part in paragraph) for paragraph in block["paragraphs"]]


def test_every_label_matches_its_text(articles):
    for article in articles:
        for one in article.attributions:
            first = article.text[slice(*one.content[0])]
            assert one.content_text.startswith(first)
        for word in article.words:
            assert article.text[word.start : word.end] == word.text


def test_students_and_teacher_see_the_same_passages(sheets):
    for sheet in sheets:
        shown = [text_of(block) for block in blocks(sheet.blank, "passage")]
        assert shown
        answers = [text_of(block) for block in blocks(sheet.answers, "passage")]
        assert answers[: len(shown)] == shown
        assert len(answers) == len(shown) + (sheet.number == 3)  # and how the agency begins


def test_what_students_get_holds_no_answer(sheets):
    first, second, third, fourth = sheets
    for sheet in (first, third, fourth):
        marks = [
            part["mark"] for block in blocks(sheet.blank, "passage") for line in block["paragraphs"] for part in line
        ]
        assert set(marks) == {""}
    for sheet in (second, third, fourth):
        table = blocks(sheet.blank, "table")[0]
        assert all(cell == "" for row in table["rows"] for cell in row[1:])


def test_marks_of_worksheet_1_are_the_words_of_its_table(sheets):
    passage, table = blocks(sheets[0].answers, "passage")[0], blocks(sheets[0].answers, "table")[0]
    cues = [part["text"] for line in passage["paragraphs"] for part in line if part["mark"] == "cue"]
    assert cues == [row[2] for row in table["rows"]]
    notes = [part["note"] for line in passage["paragraphs"] for part in line if part["note"]]
    assert notes == [row[0] for row in table["rows"]]


def test_answers_of_worksheet_3_are_the_loaded_words_of_the_passage(sheets, articles):
    passage, table = blocks(sheets[2].answers, "passage")[0], blocks(sheets[2].answers, "table")[0]
    article = next(one for one in articles if "\n\n".join(text_of(passage)) in one.text)
    inside = article.text.index(text_of(passage)[0]), article.text.index(text_of(passage)[-1])
    loaded = [
        word.text
        for word in article.words
        if word.measure == "loaded" and inside[0] <= word.start < inside[1] + len(text_of(passage)[-1])
    ]
    assert [row[1] for row in table["rows"]] == loaded
    told = [row[2] for row in table["rows"] if row[2] != NONE_ALIKE]
    wire = next(one for one in articles if one.event == article.event and one.outlet == "Ostrel Wire")
    assert 2 * len(told) >= len(loaded)
    assert all(sentence in wire.text for sentence in told)


def test_worksheet_4_has_the_beginnings_of_two_outlets_that_did_not_copy(sheets, articles):
    first, second = blocks(sheets[3].answers, "passage")
    pair = [next(one for one in articles if one.title == block["title"]) for block in (first, second)]
    assert pair[0].event == pair[1].event
    assert pair[0].outlet != pair[1].outlet
    assert not pair[1].original
    assert all(one.text.startswith(text_of(block)[0]) for one, block in zip(pair, (first, second), strict=True))


def test_no_event_is_used_twice_and_another_seed_gives_other_passages(sheets, articles):
    def events(some):
        first_lines = [text_of(blocks(sheet.blank, "passage")[0])[0] for sheet in some]
        return [next(one.event for one in articles if line in one.text) for line in first_lines]

    assert len(set(events(sheets))) == 4
    again = make_worksheets(articles)
    assert [sheet.answers for sheet in again] == [sheet.answers for sheet in sheets]
    assert [sheet.blank for sheet in make_worksheets(articles, seed=1)] != [sheet.blank for sheet in sheets]


@pytest.mark.parametrize("seed", range(2, 12))
def test_any_seed_finds_its_passages(articles, seed):
    assert len(make_worksheets(articles, seed=seed)) == 4


def test_a_corpus_without_a_fitting_passage_is_named(articles):
    with pytest.raises(InputError, match="no passage fit for worksheet 9; give another --seed"):
        draw_passage(find_passages(articles[:1], 50, 90), lambda passage: False, without=(), seed=0, name="worksheet 9")


def test_marks_that_overlap_the_first_in_the_list_wins():
    parts = segments_of("He fumed.", (0, 9), [(3, 8, "cue", "1"), (0, 9, "content", "")])
    assert [(part["text"], part["mark"], part["note"]) for part in parts] == [
        ("He ", "content", ""), ("fumed", "cue", "1"), (".", "content", "")
    ]  # fmt: skip


def test_signs_that_the_pdf_cannot_print_are_not_drawn(articles):
    shown = [one.article.text[slice(*place)] for one in find_passages(articles, 100, 200) for place in one.paragraphs]
    assert any("✊" in one.text for one in articles)
    assert not any("✊" in text for text in shown)


def test_nothing_is_alike_without_shared_words():
    assert most_alike("The hero fights for life.", ["Rain fell on Monday.", ""]) == ""
    assert most_alike("The hero fights for life.", []) == ""


def test_text_of_articles_is_escaped(sheets):
    page = sheets[0].blank.with_blocks([
        {"kind": "passage", "title": "<script>1</script>", "outlet": "<b>", "wide": False,
         "paragraphs": [[{"text": "<img src=x>", "mark": "cue", "note": "1"}]]},
        {"kind": "table", "columns": ["<i>"], "rows": [["<u>`<s>`"]], "widths": [1]},
    ])  # fmt: skip
    html = render_html(page)
    for tag in ("<script", "<b>", "<img", "<i>", "<u>", "<s>"):
        assert tag not in html
    assert "<code>&lt;s&gt;</code>" in html
