"""Whatever was given, read into articles with ids, and set aside with a reason what cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.articles.article import Article
from framing.articles.columns import check_columns
from framing.articles.inputs import Input, Opened, open_inputs
from framing.articles.language import judge_language, language_code
from framing.articles.records import Found, Options, ReadingNotes, Rejected
from framing.errors import InputError

SPLITS = ("auto", "no")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the articles in order, what was set aside, warnings, and each file's SHA-256."""

    articles: list[Article]
    rejected: list[Rejected]
    warnings: list[str]
    files: dict[str, str]

    def summary(self) -> str:
        """Return one line: how many articles from how many files and outlets, and how much was set aside."""
        outlets = {article.outlet for article in self.articles if article.outlet}
        parts = [counted(len(self.articles), "article")]
        if outlets:
            parts.append(f"of {counted(len(outlets), 'outlet')}")
        if self.files:
            parts.append(f"from {counted(len(self.files), 'file')}")
        line = " ".join(parts)
        if self.rejected:
            line += f"; {counted(len(self.rejected), 'record')} set aside"
        if self.warnings:
            line += f"; {counted(len(self.warnings), 'warning')}"
        return line

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)


def read_articles(
    *inputs: Input,
    split: str = "auto",
    columns: Mapping[str, str] | None = None,
    min_words: int = 0,
    languages: Sequence[str] = (),
) -> Reading:
    """Return all articles of the inputs, with the records that had to be set aside and why.

    An input is a file (CSV, TSV, JSONL, TXT, a saved page, ...), a folder of them, a pandas DataFrame, an Article or
    an iterable of them. `split="no"` takes a page as one article. `columns` says which column holds a field where
    its name is unusual: {"text": "Volltext"}. Only when asked, texts of fewer than `min_words` words or in other
    `languages` than those given ("en") are set aside. Raises InputError when nothing can be used.

    >>> reading = read_articles([Article(outlet="Harbour Post", text="The ferry is late.")])
    >>> reading.articles[0].id, reading.summary()
    ('article-1', '1 article of 1 outlet')
    """
    notes = ReadingNotes()
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for item in iterate_articles(
        *inputs, split=split, columns=columns, min_words=min_words, languages=languages, notes=notes
    ):
        if isinstance(item, Article):
            articles.append(item)
        else:
            rejected.append(item)
    return Reading(articles=articles, rejected=rejected, warnings=notes.warnings, files=notes.files)


def iterate_articles(
    *inputs: Input,
    split: str = "auto",
    columns: Mapping[str, str] | None = None,
    min_words: int = 0,
    languages: Sequence[str] = (),
    notes: ReadingNotes | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of the inputs one after the other, and a Rejected for each record set aside.

    Memory stays flat: tables and JSON lines are streamed, and only ids are remembered. `notes` collects warnings and
    the hashes of the files. Options as for read_articles; raises InputError at the end when nothing could be used.

    >>> next(iterate_articles(Article(id="a", text="The ferry is late."))).id
    'a'
    """
    if split not in SPLITS:
        raise InputError(f"unknown split {split!r}; allowed are {', '.join(map(repr, SPLITS))}")
    if not inputs:
        raise InputError("no input was given; give files, folders, articles or a DataFrame")
    if isinstance(languages, str):
        languages = (languages,)
    wanted = frozenset(map(language_code, languages))
    options = Options(split=split, columns=check_columns(columns), notes=notes or ReadingNotes())
    return _checked(_numbered(inputs, options), min_words, wanted, options.notes)


def _numbered(inputs: tuple[Input, ...], options: Options) -> Iterator[tuple[Found, str, str] | Rejected]:
    """Yield each article with its id and its file; an id that a file repeats is rejected, not read over."""
    taken: set[str] = set()
    for opened in open_inputs(inputs, options):
        in_file: set[str] = set()
        for item in opened.items:
            if isinstance(item, Rejected):
                yield item
                continue
            article_id = item.article.id or f"{opened.stem}-{item.row}"
            if article_id in in_file:
                reason = f"the id {article_id!r} occurs twice in {opened.name}"
                yield Rejected(file=opened.name, row=item.row, article_id=article_id, reason=reason)
                continue
            in_file.add(article_id)
            unique = _free_id(article_id, opened, taken, own=bool(item.article.id))
            taken.add(unique)
            yield item, unique, opened.name


def _free_id(article_id: str, opened: Opened, taken: set[str], *, own: bool) -> str:
    """Return the id itself or, where another file has it, with the file's stem before it.

    An id that was made of the stem gets the folder's name: a/late.txt and b/late.txt give late-1 and b-late-1.
    """
    if article_id not in taken:
        return article_id
    prefix = opened.stem if own else opened.parent
    prefixed = f"{prefix}-{article_id}" if prefix else article_id
    unique, count = prefixed, 1
    while unique in taken:
        count += 1
        unique = f"{prefixed}-{count}"
    return unique


def _checked(
    items: Iterator[tuple[Found, str, str] | Rejected], min_words: int, wanted: frozenset[str], notes: ReadingNotes
) -> Iterator[Article | Rejected]:
    """Yield the articles with their language; set aside what is too short or in another language, where asked."""
    first: Rejected | None = None
    n_foreign = 0
    for item in items:
        if not isinstance(item, Rejected):
            found, article_id, file = item
            article = found.article
            language = article.language or judge_language(article.text)
            reason = _unwanted(article.text, language, min_words, wanted)
            if not reason:
                n_foreign += language_code(language) not in ("en", "")
                notes.n_articles += 1
                yield replace(article, id=article_id, language=language)
                continue
            item = Rejected(file=file, row=found.row, article_id=article_id, reason=reason)
        notes.n_rejected += 1
        first = first or item
        yield item
    if not notes.n_articles:
        raise InputError(_nothing_usable(first, notes.n_rejected))
    if n_foreign:
        is_or_are = "article is" if n_foreign == 1 else "articles are"
        notes.warn(f"{n_foreign:,} {is_or_are} not in English, which the measures are made for")


def _unwanted(text: str, language: str, min_words: int, wanted: frozenset[str]) -> str:
    if min_words and (n_words := len(text.split())) < min_words:
        return f"the text has {n_words} words, fewer than the {min_words} asked for"
    # a text too short to tell its language is kept: a table of single sentences is a fair input
    if wanted and language and language_code(language) not in wanted:
        return f"the language is {language!r}, asked for is {', '.join(sorted(wanted))}"
    return ""


def _nothing_usable(first: Rejected | None, n_rejected: int) -> str:
    if first is None:
        return "the input holds no articles"
    place = f"{first.file}, row {first.row}: " if first.row else ""
    more = f" (and {n_rejected - 1:,} more that cannot be used)" if n_rejected > 1 else ""
    return f"{place}{first.reason}{more}"


def counted(number: int, thing: str) -> str:
    """Return "1 article" or "2 articles"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
