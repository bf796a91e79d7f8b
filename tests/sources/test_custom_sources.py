"""A project's own table of sources, and the sentences about what is wrong with one."""

import re

import pytest

from framing.errors import InputError
from framing.sources import groups_of, read_custom_sources


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "my_sources.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_table_is_read_by_name(table):
    sources = read_custom_sources(table("name,type,group\nAnn  Lee,expert,critics\nMoscow,,Russia\n"))
    assert sources["ann lee"].type == "expert"
    assert groups_of(["Ann Lee", "Moscow", "Nobody"], sources) == ["critics", "Russia", ""]


def test_case_apostrophes_and_a_leading_article_do_not_matter(table):
    sources = read_custom_sources(table('name,group\nLiam O’Dowd,east\nThe Herald,west\n"Roe\nSmith",north\n'))
    assert groups_of(["LIAM O'DOWD", "Herald", "the Herald", "Roe Smith"], sources) == ["east", "west", "west", "north"]


def test_a_table_from_a_spreadsheet_is_read(table):
    sources = read_custom_sources(table("\ufeffName,Type\r\nAnn Lee,Expert\r\n,,\r\n"))
    assert sources["ann lee"].type == "expert"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "name,type\nAnn Lee,hero\n",
            r"my_sources\.csv row 2: unknown type 'hero' in column 'type'; allowed are politician",
        ),
        ("name,type\nAnn Lee,expert\nann lee,media\n", r"my_sources\.csv row 3: 'ann lee' stands in the file twice"),
        ("name,type\n,expert\n", r"my_sources\.csv row 2: the column 'name' is empty"),
        ("who,type\nAnn Lee,expert\n", r"my_sources\.csv needs a column 'name' .*\(found: who, type\)"),
        ("", r"my_sources\.csv needs a column 'name' .*\(found: nothing\)"),
        ("name,type\n", r"my_sources\.csv holds no sources"),
        ("name;type\nAnn Lee;expert\n", r"\(found: name;type\); part the columns by commas$"),
        ("name,name,type\nA,B,expert\n", r"my_sources\.csv row 1: the column 'name' stands there twice"),
        ("name,type\nLee, Ann,expert\n", r"my_sources\.csv row 2 has more cells than the file has columns"),
        ("name,type\nLee,expert\nAnn Lee,\n", r"my_sources\.csv row 3: 'Ann Lee' has neither a type nor a group"),
        ('name,type\n"Ann Lee,expert\n', r"my_sources\.csv row 2 is no CSV"),
        ("name,type\nAnn\0 Lee,expert\n", r"my_sources\.csv is no text file"),
    ],
)
def test_a_wrong_table_is_one_sentence(table, text, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read_custom_sources(table(text))
    assert "\n" not in str(error.value)


def test_a_file_in_another_encoding_is_named(table):
    with pytest.raises(InputError, match=r"my_sources\.csv is not UTF-8"):
        read_custom_sources(table("name,type\nJosé,expert\n", encoding="latin-1"))


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(InputError, match="no sources file at"):
        read_custom_sources(tmp_path / "none.csv")
    with pytest.raises(InputError, match=re.escape("is a folder")):
        read_custom_sources(tmp_path)
