"""Reading: what goes in, which ids come out, and one sentence for everything that cannot be used."""

import gzip
import json
import pickle

import pandas as pd
import pytest

from framing.articles import Article, ReadingNotes, Rejected, iterate_articles, read_articles
from framing.errors import InputError


def write(folder, name, content, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def test_a_table_with_the_usual_names(tmp_path):
    path = write(
        tmp_path, "news.csv",
        "Newspaper,Headline,Body,Pub. Date,Byline,Leaning\n"
        'Harbour Post,Ferry late,"It was late.\n\nAgain, ""very"" late.",3 July 2026,Mara Lindqvist,left\n',
    )  # fmt: skip
    reading = read_articles(path)
    assert reading.articles == [
        Article(
            id="news-1", outlet="Harbour Post", title="Ferry late", text='It was late.\n\nAgain, "very" late.',
            published="2026-07-03", published_raw="3 July 2026", author="Mara Lindqvist",
        )
    ]  # fmt: skip
    assert reading.warnings == [f"{path.name}: 1 column not used: Leaning"]
    assert list(reading.files) == [path.name] and len(reading.files[path.name]) == 64
    assert reading.summary() == "1 article of 1 outlet from 1 file; 1 warning"


def test_cells_are_taken_verbatim(tmp_path):
    text = " leading,\r\nspace  and  “quotes” 🙂 e\u0301\t"
    path = write(tmp_path, "a.csv", 'id,text\r\nx,"' + text + '"\r\n')
    assert read_articles(path).articles[0].text == text


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_the_delimiter_is_seen_in_the_content(tmp_path, delimiter, name):
    rows = ["outlet", "title", "text"], ["Post", "Late", "The ferry; was late."], ["Post", "On time", "It came."]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    path = write(tmp_path, name, "\n".join(lines))
    assert [article.text for article in read_articles(path)] == ["The ferry; was late.", "It came."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_encodings_and_byte_order_marks(tmp_path, encoding, name):
    text = "“Café” – the mayor’s word for it. It took some time to find, and it cost £40."
    content = {
        "a.csv": f'id,text\n1,"{text}"\n',
        "a.jsonl": json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\n",
        "a.txt": text,
    }[name]
    path = write(tmp_path, name, content, encoding)
    assert [article.text for article in read_articles(path)] == [text]


def test_two_encodings_in_one_file(tmp_path):
    path = write(tmp_path, "a.csv", "id,text\n1,naïve\n".encode() + "2,naïve\n".encode("cp1252"))
    reading = read_articles(path)
    assert [article.text for article in reading] == ["naïve", "naïve"]
    assert reading.warnings == [f"{path.name}: 1 line that is not UTF-8 was read as Windows-1252"]


def test_an_old_macintosh_table(tmp_path):
    path = write(tmp_path, "a.csv", "id,text\r1,Late.\r2,On time.\r")
    assert [article.id for article in read_articles(path)] == ["1", "2"]


def test_a_nul_byte_does_no_harm(tmp_path):
    path = write(tmp_path, "a.csv", "id,text\n1,The ferry\0 was late again this morning.\n2,Fine.\n")
    assert [article.id for article in read_articles(path)] == ["1", "2"]


def test_columns_can_be_chosen(tmp_path):
    path = write(tmp_path, "a.csv", "Volltext,text,wer\nThe ferry was late.,x,Post\n")
    article = read_articles(path, columns={"text": "Volltext", "outlet": "wer"}).articles[0]
    assert (article.text, article.outlet) == ("The ferry was late.", "Post")
    with pytest.raises(InputError, match="no column 'Text' to take the text from; the columns are 'Volltext', 'text'"):
        read_articles(path, columns={"text": "Text"})
    with pytest.raises(InputError, match="'body' is no field, the fields are text, title, outlet"):
        read_articles(path, columns={"body": "text"})


def test_the_column_decides_between_london_and_new_york(tmp_path):
    path = write(tmp_path, "a.csv", "date,text\n03/04/2026,One.\n25/12/2025,Two.\n")
    assert [article.published for article in read_articles(path)] == ["2026-04-03", "2025-12-25"]
    path = write(tmp_path, "b.csv", "date,text\n03/04/2026,One.\n")
    assert [(article.published, article.published_raw) for article in read_articles(path)] == [("", "03/04/2026")]


def test_json_lines_with_a_broken_line(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"id": "a", "text": "One."}\n{"id": "b", "te\n\n{"id": "c", "text": "Three."}\n')
    reading = read_articles(path)
    assert [article.id for article in reading] == ["a", "c"]
    assert [(item.row, item.reason) for item in reading.rejected] == [
        (2, "the line is no valid JSON from character 16 on")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('["text"]', "the line holds a list, no object with named values"),
        ('{"text": ""}', "column 'text' is empty"),
        ('{"text": null}', "column 'text' is empty"),
        ('{"text": 7}', "column 'text' holds no text but a int"),
        ('{"words": "x"}', "no column holds the text; the columns are 'words'"),
        ("[" * 100_000, "the line is no valid JSON: nested too deeply"),
    ],
)
def test_records_without_a_text_are_set_aside(tmp_path, line, reason):
    path = write(tmp_path, "a.jsonl", '{"text": "Fine."}\n' + line + "\n")
    reading = read_articles(path)
    assert len(reading) == 1
    assert [item.row for item in reading.rejected] == [2]
    assert reading.rejected[0].reason.startswith(reason)


def test_nested_values_of_news_interfaces(tmp_path):
    record = {"source": {"id": "post", "name": "Post"}, "authors": ["Mara", "Jon"], "content": "Late.", "id": 7}
    path = write(tmp_path, "a.json", json.dumps({"status": "ok", "articles": [record]}, indent=2))
    article = read_articles(path).articles[0]
    assert (article.outlet, article.author, article.id) == ("Post", "Mara, Jon", "7")


def test_half_a_character_is_replaced_one_for_one(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"text": "Late \\ud83d again."}\n')
    assert read_articles(path).articles[0].text == "Late \ufffd again."


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_gzip(tmp_path, name):
    content = {"a.csv": "text\nLate.\n", "a.jsonl": '{"text": "Late."}\n', "a.txt": "Late."}[name]
    path = write(tmp_path, name + ".gz", gzip.compress(content.encode()))
    assert [(article.id, article.text) for article in read_articles(path)] == [("a-1", "Late.")]


def test_a_truncated_gzip_gives_what_comes_before(tmp_path):
    lines = "".join(json.dumps({"id": str(n), "text": f"Ferry {n * 7919} was late."}) + "\n" for n in range(20_000))
    packed = gzip.compress(lines.encode())
    path = write(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    with pytest.raises(InputError, match="cut off or damaged"):
        read_articles(write(tmp_path, "b.jsonl.gz", packed[:30]))
    reading = read_articles(path)
    assert len(reading) > 1000
    assert [item.reason for item in reading.rejected] == [
        f"{path.name} is cut off or damaged; what came before was read"
    ]


def test_a_folder_of_texts_in_order_of_its_paths(tmp_path):
    write(tmp_path, "b/late.txt", "Ferry late again\n\nThe ferry was late on Monday.")
    write(tmp_path, "a/late.txt", "The ferry was late on Tuesday.")
    write(tmp_path, ".hidden/x.txt", "No.")
    write(tmp_path, "a/.DS_Store", "No.")
    write(tmp_path, "a/empty.txt", "")
    reading = read_articles(tmp_path)
    assert [article.id for article in reading] == ["late-1", "b-late-1"]
    assert reading.articles[1].title == "Ferry late again"
    assert [item.reason for item in reading.rejected] == [f"{tmp_path.name}/a/empty.txt is empty"]


def test_the_results_of_a_run_below_the_folder_are_passed_over(tmp_path):
    write(tmp_path, "late.txt", "The ferry was late on Tuesday.")
    write(tmp_path, "out/articles.jsonl", '{"article_id": "x", "text": "The ferry was late."}\n')
    write(tmp_path, "out/manifest.json", "{}")
    assert [article.id for article in read_articles(tmp_path)] == ["late-1"]


def test_ids_within_a_file_and_across_files(tmp_path):
    one = write(tmp_path, "one.csv", "doc_id,text\na,First.\na,Second.\n,Third.\n")
    two = write(tmp_path, "two.csv", "doc_id,text\na,Fourth.\n")
    reading = read_articles(one, two)
    assert [article.id for article in reading] == ["a", "one-3", "two-a"]
    assert [(item.file, item.row, item.article_id) for item in reading.rejected] == [(one.name, 2, "a")]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    rows = "".join(f"{n},Ferry number {n} was late.\n" for n in range(3, 50))
    path = write(tmp_path, "a.csv", 'id,text\n1,Fine.\n2,"Broken.\n' + rows)
    reading = read_articles(path)
    assert len(reading) == 48
    assert [(item.row, item.reason) for item in reading.rejected] == [
        (2, "a quotation mark that opens a cell is never closed")
    ]


def test_rows_wider_than_the_header_are_set_aside(tmp_path):
    path = write(tmp_path, "a.csv", "id,text\n1,Late, again.\n2,Fine.\n3\n")
    reading = read_articles(path)
    assert [article.id for article in reading] == ["2"]
    assert [item.reason for item in reading.rejected] == [
        "the row has 3 cells, the header 2", "the row has 1 cells, the header 2",
    ]  # fmt: skip


def test_articles_a_frame_and_mappings():
    articles = [Article(text="One."), Article(id="x", text="Two."), Article(text=" ")]
    reading = read_articles(iter(articles))
    assert [article.id for article in reading] == ["article-1", "x"]
    assert [item.reason for item in reading.rejected] == ["the text is empty"]
    frame = pd.DataFrame({"id": [1.0, None], "source": ["Post", None], "body": ["One.", None]}, index=[7, 8])
    reading = read_articles(frame)
    assert [(article.id, article.outlet) for article in reading] == [("1", "Post")]
    assert [item.row for item in reading.rejected] == [2]
    assert read_articles([{"title": "T", "text": "One."}]).articles[0].title == "T"
    assert [article.id for article in read_articles(articles[0], articles[1])] == ["article-1", "x"]


def test_a_list_of_paths(tmp_path):
    paths = [write(tmp_path, f"{n}.txt", f"Ferry {n} was late.") for n in range(3)]
    assert len(read_articles(paths)) == 3


def test_pages_are_split_unless_told_otherwise(tmp_path):
    page = "".join(f"Ferry {n} late\nPost • {n} hours ago\nFerry {n} was late. {'It was. ' * 10}\n\n" for n in (2, 3))
    path = write(tmp_path, "page.txt", page)
    assert [article.id for article in read_articles(path)] == ["page-1", "page-2"]
    assert [article.text for article in read_articles(path, split="no")] == [page]
    with pytest.raises(InputError, match="unknown split 'yes'; allowed are 'auto', 'no'"):
        read_articles(path, split="yes")


def broken_inputs(folder):
    """Inputs with nothing usable, and words of the sentence that must be raised."""
    return {
        "missing": (folder / "none.csv", "there is no file or folder"),
        "url": ("https://example.org/news", "is a URL and nothing is fetched"),
        "empty": (write(folder, "empty.csv", ""), "is empty"),
        "blank": (write(folder, "blank.txt", "\n \n"), "is empty"),
        "only a header": (write(folder, "header.csv", "id,text\n"), "header.csv holds no articles"),
        "no text column": (write(folder, "a.csv", "id,words\n1,x\n"), "the columns are 'id', 'words'; name it one of"),
        "binary": (write(folder, "a.txt", bytes(range(256)) * 50), "is a binary file"),
        "image": (write(folder, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), "is a binary file"),
        "pdf": (write(folder, "a.pdf", b"%PDF-1.7 ..."), "is a PDF"),
        "pickle": (write(folder, "a.pkl", pickle.dumps({"a": 1})), "never loaded"),
        "broken json": (write(folder, "b.json", '[{"text": '), "is no valid JSON"),
        "broken json lines": (write(folder, "b.jsonl", '{"text": \n{"text": \n'), "row 1: the line is no valid JSON"),
        "no folder entries": (folder / "nothing", "holds no files"),
        "nothing": ("", "a file or folder is expected, nothing was given"),
        "a text": ("The mayor said on Monday that it would rain.", "given as framing.Article(text=...)"),
        "a long name": ("x" * 5000, "is no usable file name"),
        "a number": (7, "a int was given"),
        "no articles": ([], "holds no articles"),
        "numbers": ([1, 2], "an Article is expected, this is a int"),
        "twice gzip": (write(folder, "a.csv.gz", gzip.compress(gzip.compress(b"text\nx"))), "packed with gzip twice"),
    }


@pytest.mark.parametrize("case", [
    "missing", "url", "empty", "blank", "only a header", "no text column", "binary", "image", "pdf", "pickle",
    "broken json", "broken json lines", "no folder entries", "nothing", "a text", "a long name", "a number", "no articles", "numbers",
    "twice gzip",
])  # fmt: skip
def test_one_sentence_for_what_cannot_be_used(tmp_path, case):
    (tmp_path / "nothing").mkdir()
    given, words = broken_inputs(tmp_path)[case]
    with pytest.raises(InputError) as caught:
        read_articles(given)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_unusable_file_does_not_lose_the_others(tmp_path):
    good = write(tmp_path, "good.txt", "The ferry was late again.")
    reading = read_articles(good, tmp_path / "none.csv", "https://example.org")
    assert len(reading) == 1
    assert [item.file for item in reading.rejected] == [str(tmp_path / "none.csv"), "https://example.org"]
    assert reading.summary() == "1 article from 1 file; 2 records set aside"


def test_articles_can_be_streamed(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\nbroken\n{"text": "Three."}\n')
    notes = ReadingNotes()
    items = iterate_articles(path, notes=notes)
    assert next(items) == Article(id="a-1", text="One.")
    assert isinstance(next(items), Rejected)
    assert next(items) == Article(id="a-3", text="Three.")
    assert list(items) == []
    assert (notes.n_articles, notes.n_rejected) == (2, 1)


def test_gold_tables_beside_the_articles_are_set_aside_with_a_reason(tmp_path):
    (tmp_path / "news.csv").write_text("id,text\na1,The ferry is late.\n", encoding="utf-8")
    (tmp_path / "spans.csv").write_text("article_id,start,end,text\na1,4,9,ferry\n", encoding="utf-8")
    found = read_articles(tmp_path)
    assert [article.id for article in found] == ["a1"]
    assert [(one.file, "a table of passages, not of articles" in one.reason) for one in found.rejected] == [
        (f"{tmp_path.name}/spans.csv", True)
    ]
