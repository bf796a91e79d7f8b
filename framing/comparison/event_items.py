"""What an article mentions, in a form that can be looked for in another: names, sources, numbers, terms.

Everything here errs towards finding: a name counts as mentioned when its own word stands anywhere in the text,
and a number also when it is spelled out, since "not found" is said of an outlet and "found" of nobody.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.sample import filled
from framing.comparison.terms import TEXTS_AT_ONCE
from framing.text import Batch
from framing.text.tokens import NUMBER, WORD

KINDS = ("name", "source", "number", "term")
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
FIGURE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:-[^\W\d]+)?")  # "46-kilometre" too
SPELLED = {
    "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MONTHS = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
))  # fmt: skip
DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
TITLES = frozenset((
    "sen", "sens", "rep", "reps", "gov", "dr", "mr", "mrs", "ms", "lt", "col", "gen", "capt", "sgt", "prof", "sir",
))  # fmt: skip
NO_NAMES = MONTHS | DAYS | TITLES
# The share of its uses from which a word that is also written small is no name: "trump card", but "the house".
RARELY_SMALL = 0.05
# A word of the event, not of the language: in at most this share of all articles.
COMMON = 0.02
FEWEST_HOLDERS = 4.0  # in a corpus of one event everything is in a large share of the articles
COLUMNS = ("article_id", "kind", "item", "key")


def items_table(articles: pd.DataFrame, sources: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per article, kind and item; `key` is what is looked for in other articles.

    name: two to four capitalised words in a row whose last one the texts rarely write small, titles, days and months
    taken off; words before it that they do write small are left out ("Inspector Ada Byrne"), so that "The Nurses" and
    "White House" are no names. key: its last word, without a plural s. source: a named source of the table `sources`
    whose last word is such a one. number: from 10 on, years and days of a month aside, "1.2 million" as 1200000,
    "twelve" as 12. term: a word of four or more letters that at most one in fifty articles holds.
    """
    ids, texts = filled(articles["article_id"]), [str(t) for t in articles["text"].fillna("")]
    rows: list[tuple[str, str, str, str]] = []
    words: list[tuple[str, set[str]]] = []
    runs: list[tuple[str, list[str]]] = []
    written: tuple[Counter[str], Counter[str]] = (Counter(), Counter())  # small and with a capital
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        batch = Batch(texts[start : start + TEXTS_AT_ONCE])
        tokens = batch.tokens
        edges = np.searchsorted(tokens.text, np.arange(len(batch) + 1))
        places = np.arange(len(tokens))
        forms = batch.token_strings(places, places + 1)
        kinds, capital = tokens.kind.tolist(), np.asarray(batch.capitalised).tolist()
        for t in range(len(batch)):
            span = range(int(edges[t]), int(edges[t + 1]))
            article = str(ids[start + t])
            runs += [(article, run) for run in _capitalised_runs(span, forms, kinds, capital)]
            for i in span:
                if kinds[i] == WORD:
                    written[capital[i]][word_key(forms[i])] += 1
            rows += [(article, "number", shown, key) for shown, key in _numbers(span, forms, kinds)]
            words.append((article, {forms[i].casefold() for i in span if kinds[i] == WORD and len(forms[i]) > 3}))
    small = {word for word, n in written[False].items() if n >= RARELY_SMALL * (n + written[True][word])}
    rows = [(article, "name", *name) for article, run in runs if (name := _name(run, small))] + rows
    rows += _terms(words)
    if sources is not None and not sources.empty:
        rows += _sources(sources, set(map(str, ids)), small)
    table = pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(["article_id", "kind", "key"])
    return table.reset_index(drop=True)


def _capitalised_runs(span: range, forms: Sequence[str], kinds: Any, capital: Any) -> Iterator[list[str]]:
    """Yield two or more capitalised words in a row."""
    run: list[str] = []
    for i in span:
        if kinds[i] == WORD and capital[i]:
            run.append(forms[i])
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def word_key(word: str) -> str:
    """Return a word as it is looked for: in lower case, without the s of a plural or possessive.

    >>> word_key("Democrats"), word_key("Byrne's"), word_key("Ross")
    ('democrat', 'byrne', 'ross')
    """
    key = word.casefold().replace("’", "'").removesuffix("'s")
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key


def _name(run: Sequence[str], small: set[str]) -> tuple[str, str] | None:
    """Return the name in capitalised words and what is looked for, or None: "The Nurses", "But I", "Texas Sen"."""
    keys = [word_key(word) for word in run]
    start, end = 0, len(run)
    while end and (keys[end - 1] in NO_NAMES or len(keys[end - 1]) < 2):
        end -= 1
    while start < end and (keys[start] in small or keys[start] in NO_NAMES or len(keys[start]) < 2):
        start += 1
    # "Robert Mueller Robert" is a caption and the sentence after it.
    if not 2 <= end - start <= 4 or keys[end - 1] in small or len(set(keys[start:end])) < end - start:
        return None
    return " ".join(run[start:end]), keys[end - 1]


def _numbers(span: range, forms: Sequence[str], kinds: Any) -> Iterator[tuple[str, str]]:
    """Yield numbers as written and as a plain value."""
    for i in span:
        form = forms[i].casefold()
        if form in SPELLED:
            yield form, str(SPELLED[form])
        found = FIGURE.fullmatch(form) if kinds[i] in (WORD, NUMBER) else None
        if found is None:  # also "1.2.3" of a version and "9-11" of a date
            continue
        digits = found[1].replace(",", "")
        value = float(digits)
        following = forms[i + 1].casefold() if i + 1 in span else ""
        scale = SCALES.get(following, 1.0)
        whole = value * scale
        year = scale == 1 and digits.isdigit() and 1900 <= value <= 2100
        beside = {word_key(forms[at]).strip(".") for at in (i - 2, i - 1, i + 1) if at in span}
        day = scale == 1 and value <= 31 and not MONTHS.isdisjoint(beside)
        if whole >= 10 and not year and not day:
            yield (f"{forms[i]} {following}" if scale != 1 else forms[i]), f"{whole:.10g}"


def _terms(words: list[tuple[str, set[str]]]) -> list[tuple[str, str, str, str]]:
    n: dict[str, int] = {}
    for _, found in words:
        for word in found:
            n[word] = n.get(word, 0) + 1
    most = max(FEWEST_HOLDERS, COMMON * len(words))
    return [(a, "term", w, w) for a, found in words for w in sorted(found) if n[w] <= most]


def _sources(sources: pd.DataFrame, ids: set[str], small: set[str]) -> list[tuple[str, str, str, str]]:
    rows = []
    named = filled(sources["named"]).astype(str) if "named" in sources else np.full(len(sources), "true")
    for article, name, is_named in zip(filled(sources["article_id"]), filled(sources["name"]), named, strict=True):
        if not (name and article in ids and is_named.lower() in ("true", "1", "yes", "named")):
            continue
        key = word_key(name.split()[-1])
        # "the special counsel's report" or "Byrne and her team" may be called anything elsewhere.
        if key not in small and name.split()[-1][0].isupper() and not {"and", "of"} & set(name.casefold().split()):
            rows.append((str(article), "source", name, key))
    return rows
