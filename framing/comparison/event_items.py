"""What an article mentions, in a form that can be looked for in another: names, sources, numbers, terms.

Everything here errs towards finding: a name counts as mentioned when its last word stands anywhere in the
text, since "not found" is said of an outlet and "found" of nobody.
"""

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
# A word of the event, not of the language: in at most this share of all articles.
COMMON = 0.02
FEWEST_HOLDERS = 4.0  # in a corpus of one event everything is in a large share of the articles
COLUMNS = ("article_id", "kind", "item", "key")


def items_table(articles: pd.DataFrame, sources: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per article, kind and item; `key` is what is looked for in other articles.

    name: two to four capitalised words in a row, key its last word. source: a named source of the table
    `sources`, key the last word of its name. number: from 10 on, years aside, "1.2 million" as 1200000.
    term: a word of four or more letters that at most one in fifty articles holds.
    """
    ids, texts = filled(articles["article_id"]), [str(t) for t in articles["text"].fillna("")]
    rows: list[tuple[str, str, str, str]] = []
    words: list[tuple[str, set[str]]] = []
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        batch = Batch(texts[start : start + TEXTS_AT_ONCE])
        tokens = batch.tokens
        edges = np.searchsorted(tokens.text, np.arange(len(batch) + 1))
        places = np.arange(len(tokens))
        forms = batch.token_strings(places, places + 1)
        kinds, capital = tokens.kind, np.asarray(batch.capitalised)
        for t in range(len(batch)):
            span = range(int(edges[t]), int(edges[t + 1]))
            article = str(ids[start + t])
            rows += [(article, "name", name, key) for name, key in _names(span, forms, kinds, capital)]
            rows += [(article, "number", shown, key) for shown, key in _numbers(span, forms, kinds)]
            words.append((article, {forms[i].casefold() for i in span if kinds[i] == WORD and len(forms[i]) > 3}))
    rows += _terms(words)
    if sources is not None and not sources.empty:
        rows += _sources(sources, set(map(str, ids)))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(["article_id", "kind", "key"])
    return table.reset_index(drop=True)


def _names(span: range, forms: Sequence[str], kinds: Any, capital: Any) -> Iterator[tuple[str, str]]:
    """Yield runs of two to four capitalised words."""
    run: list[str] = []
    for i in span:
        if kinds[i] == WORD and capital[i]:
            run.append(forms[i])
            continue
        if 2 <= len(run) <= 4:
            yield " ".join(run), run[-1].casefold()
        run = []
    if 2 <= len(run) <= 4:
        yield " ".join(run), run[-1].casefold()


def _numbers(span: range, forms: Sequence[str], kinds: Any) -> Iterator[tuple[str, str]]:
    """Yield numbers as written and as a plain value."""
    for i in span:
        if kinds[i] != NUMBER:
            continue
        digits = forms[i].replace(",", "")
        try:
            value = float(digits)
        except ValueError:  # "1.2.3" of a version or "9-11" of a date
            continue
        following = forms[i + 1].casefold() if i + 1 in span else ""
        scale = SCALES.get(following, 1.0)
        whole = value * scale
        year = scale == 1 and digits.isdigit() and 1900 <= value <= 2100
        if whole >= 10 and not year:
            yield (f"{forms[i]} {following}" if scale != 1 else forms[i]), f"{whole:.10g}"


def _terms(words: list[tuple[str, set[str]]]) -> list[tuple[str, str, str, str]]:
    n: dict[str, int] = {}
    for _, found in words:
        for word in found:
            n[word] = n.get(word, 0) + 1
    most = max(FEWEST_HOLDERS, COMMON * len(words))
    return [(a, "term", w, w) for a, found in words for w in sorted(found) if n[w] <= most]


def _sources(sources: pd.DataFrame, ids: set[str]) -> list[tuple[str, str, str, str]]:
    rows = []
    named = filled(sources["named"]).astype(str) if "named" in sources else np.full(len(sources), "true")
    for article, name, is_named in zip(filled(sources["article_id"]), filled(sources["name"]), named, strict=True):
        if name and article in ids and is_named.lower() in ("true", "1", "yes", "named"):
            rows.append((str(article), "source", name, name.split()[-1].casefold()))
    return rows
