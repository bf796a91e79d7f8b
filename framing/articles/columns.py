"""Which column is which, and one record of such columns into an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from framing.articles.article import Article
from framing.articles.dates import read_date
from framing.articles.records import Found, Rejected
from framing.errors import InputError

# Names that Nexis, Media Cloud, Factiva, ProQuest, scraper and course exports use, the most telling first.
_NAMES = {
    "text": "text body content article_text article_body articlebody full_text fulltext body_text bodytext maintext "
    "main_text plain_text news_text text_body article story_text article_content news_content story sentence",
    "title": "title headline article_title news_title heading hed head_line",
    "outlet": "outlet outlet_name news_outlet source source_name news_source publication publication_name "
    "publication_title newspaper media media_name media_outlet medium publisher paper journal site_name website site "
    "source_domain domain hostname",
    "author": "author authors author_name byline journalist reporter writer creator",
    "published": "published date published_at publishedat pub_date pubdate publication_date publicationdate "
    "publish_date publishdate date_published datepublished published_date article_date datetime date_time timestamp "
    "time",
    "event": "event event_id event_name story_id",
    "url": "url link web_url weburl article_url article_link permalink href uri source_url",
    "language": "language lang",
    "id": "id doc_id article_id document_id docid articleid uuid guid uid",
    "published_raw": "published_raw",
}
NAMES: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _NAMES.items()}
# Marked passages and gold labels lie beside the articles they are of, often with the words in a column "text".
PASSAGES = {"article_id", "start", "end"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def guess_columns(found: Iterable[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return which column holds which field of an Article; `chosen` (field: column) goes before the guess.

    Raises InputError when a chosen column is not there or no column holds a text.

    >>> guess_columns(["Newspaper", "Body", "Pub. Date"], {})
    {'text': 'Body', 'outlet': 'Newspaper', 'published': 'Pub. Date'}
    """
    columns = list(found)
    listed = ", ".join(repr(name) for name in columns[:20]) + (", ..." if len(columns) > 20 else "")
    for field, column in chosen.items():
        if column not in columns:
            raise InputError(f"no column {column!r} to take the {field} from; the columns are {listed}")
    normal = {re.sub(r"\W+", "_", name.strip().casefold()).strip("_"): name for name in reversed(columns)}
    fields: dict[str, str] = {}
    taken = set(chosen.values())
    for field, names in NAMES.items():
        if field in chosen:
            fields[field] = chosen[field]
            continue
        usable = [normal[name] for name in names if name in normal and normal[name] not in taken]
        if usable:
            fields[field] = usable[0]
    if "text" not in chosen and set(normal) >= PASSAGES:
        raise InputError(
            "its columns article_id, start and end make it a table of passages, not of articles, so it is not read"
        )
    if "text" not in fields:
        accepted = ", ".join(NAMES["text"][:8])
        raise InputError(
            f"no column holds the text; the columns are {listed or 'none'}; name it one of {accepted}, ... or say "
            "which it is: columns={'text': NAME}, on the command line --column text=NAME"
        )
    return fields


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return the user's own choice of columns (field: column name); raise InputError for a field there is not."""
    chosen = dict(columns or {})
    for field in chosen:
        if field not in NAMES:
            allowed = ", ".join(NAMES)
            raise InputError(f"columns (--column): {field!r} is no field, the fields are {allowed}")
    return chosen


def columns_of_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """Return where fields stand in a table, from "FIELD=NAME" as a command line gives it; raises InputError.

    >>> columns_of_pairs(["text=Volltext"])
    {'text': 'Volltext'}
    """
    columns = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise InputError(f"--column {pair!r} is not FIELD=NAME, as in text=Volltext")
        columns[field] = name
    return columns


def has_text_column(names: Iterable[str]) -> bool:
    """Return whether one of the names is a usual one for a text column."""
    return any(re.sub(r"\W+", "_", name.strip().casefold()).strip("_") in NAMES["text"] for name in names)


def article_of(
    record: Mapping[str, object], fields: Mapping[str, str], *, file: str, row: int, day_first: bool | None = None
) -> Found | Rejected:
    """Return the article that a record holds, or why it holds none. The text stays exactly as it is."""
    text = record.get(fields["text"])
    values = {name: as_string(record.get(column)) for name, column in fields.items() if name != "text"}
    given_id = values.get("id", "")
    if _is_missing(text):
        return Rejected(file=file, row=row, article_id=given_id, reason=f"column {fields['text']!r} is empty")
    if not isinstance(text, str):
        kind = type(text).__name__
        return Rejected(
            file=file, row=row, article_id=given_id, reason=f"column {fields['text']!r} holds no text but a {kind}"
        )
    if not text.strip():
        return Rejected(file=file, row=row, article_id=given_id, reason=f"column {fields['text']!r} is empty")
    raw = values.pop("published_raw", "") or values.get("published", "")
    values["published"] = read_date(values.get("published", "") or raw, day_first=day_first)
    return Found(Article(text=without_surrogates(text), published_raw=raw, **values), row)


def as_string(value: object) -> str:
    """Return a cell as a string: "" for a missing one, names of a list joined, the name out of {"name": ...}."""
    if _is_missing(value):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(part for part in map(as_string, value) if part)
    if isinstance(value, Mapping):  # NewsAPI writes {"id": "the-post", "name": "The Post"}
        return as_string(value.get("name", ""))
    if isinstance(value, float) and value.is_integer():  # pandas makes 17.0 of an id where one id is missing
        value = int(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return without_surrogates(str(value).strip())


def without_surrogates(text: str) -> str:
    """Return the text with half characters, which JSON can hold but no file, replaced one for one by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def _is_missing(value: object) -> bool:
    # pandas writes NA, NaT or NaN (the one number that differs from itself) into an empty cell
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value
