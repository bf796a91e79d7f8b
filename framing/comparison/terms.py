"""How often each article uses each word, voice by voice: a sparse table that word comparisons work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from framing.comparison.sample import filled
from framing.errors import InputError
from framing.text import Batch
from framing.text.tokens import WORD

VOICES = ("own", "paraphrased", "quoted")
# Thoughts and wishes that an outlet ascribes are its own claim, not somebody's voice (output contract).
COMMUNICATING = ("neutral", "endorsing", "distancing", "speech_act")
TEXTS_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class TermCounts:
    """Counts of `terms` in articles: a sparse matrix (articles, terms) and the words of each article."""

    article_ids: tuple[str, ...]
    terms: tuple[str, ...]
    counts: sparse.csr_matrix
    n_words: np.ndarray[Any, np.dtype[np.float64]]

    def only(self, keep: Sequence[int] | np.ndarray[Any, Any]) -> "TermCounts":
        """Return the counts of some articles, by row number."""
        rows = np.asarray(keep)
        ids = tuple(self.article_ids[i] for i in rows)
        return TermCounts(ids, self.terms, self.counts[rows], self.n_words[rows])


def term_counts(article_ids: Sequence[str], tokens: Sequence[Iterable[str]]) -> TermCounts:
    """Return the counts of per-article lists of words, as they come from any tokeniser.

    >>> made = term_counts(["a", "b"], [["tax", "relief", "tax"], ["tax", "cut"]])
    >>> made.terms, made.counts.toarray().tolist()
    (('cut', 'relief', 'tax'), [[0, 1, 2], [1, 0, 1]])
    """
    if len(article_ids) != len(tokens):
        raise InputError(f"{len(article_ids)} article ids but {len(tokens)} lists of words; give one list each")
    lists = [list(words) for words in tokens]
    terms = sorted({word for words in lists for word in words})
    place = {term: i for i, term in enumerate(terms)}
    columns = np.array([place[word] for words in lists for word in words], dtype=np.int64)
    rows = np.repeat(np.arange(len(lists)), [len(words) for words in lists])
    return _assembled(article_ids, terms, rows, columns)


def _assembled(article_ids: Sequence[str], terms: Sequence[str], rows: Any, columns: Any) -> TermCounts:
    counts = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(article_ids), len(terms))
    )
    counts.sum_duplicates()
    n_words = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    return TermCounts(tuple(article_ids), tuple(terms), counts, n_words)


def terms_by_voice(
    articles: pd.DataFrame, attributions: pd.DataFrame | None, *, voices: Sequence[str] = ("own", "quoted")
) -> dict[str, TermCounts]:
    """Return the word counts of article bodies, one `TermCounts` per voice, terms in lower case.

    articles: article_id and text; attributions: the table of the output contract (None: all is own voice).
    Words of one letter and numbers are left out: "5" tells no outlets apart that a reader would care about.

    >>> news = pd.DataFrame({"article_id": ["a"], "text": ["He said: 'A witch hunt.' So sad."]})
    >>> said = pd.DataFrame({"article_id": ["a"], "field": "text", "stance": "neutral", "content_spans": "9:24"})
    >>> {voice: made.terms for voice, made in terms_by_voice(news, said).items()}
    {'own': ('he', 'sad', 'said', 'so'), 'quoted': ('hunt', 'witch')}
    """
    if "text" not in articles:
        raise InputError("the articles table has no column 'text', so words cannot be compared")
    ids, texts = filled(articles["article_id"]), [str(text) for text in articles["text"].fillna("")]
    contents = _content_spans(attributions)
    rows: dict[str, list[Any]] = {voice: [] for voice in voices}
    hashes: dict[str, list[Any]] = {voice: [] for voice in voices}
    spelled: dict[int, str] = {}
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        batch = Batch(texts[start : start + TEXTS_AT_ONCE])
        tokens = batch.tokens
        voice = _voices(batch, [contents.get(i, []) for i in ids[start : start + TEXTS_AT_ONCE]])
        word = (tokens.kind == WORD) & (tokens.end - tokens.start > 1)
        unique, first = np.unique(tokens.folded[word], return_index=True)
        at = np.flatnonzero(word)[first]
        for code, form in zip(unique.tolist(), batch.token_strings(at, at + 1), strict=True):
            spelled.setdefault(code, form.casefold().replace("\u2019", "'"))
        for name in voices:
            chosen = word & (voice == VOICES.index(name))
            rows[name].append(tokens.text[chosen].astype(np.int64) + start)
            hashes[name].append(tokens.folded[chosen])
    result = {}
    for name in voices:
        row = np.concatenate(rows[name]) if rows[name] else np.empty(0, np.int64)
        code = np.concatenate(hashes[name]) if hashes[name] else np.empty(0, np.uint64)
        unique, column = np.unique(code, return_inverse=True)
        terms = np.array([spelled[c] for c in unique.tolist()], dtype=object)
        order = np.argsort(terms.astype(str), kind="stable") if len(terms) else np.empty(0, np.int64)
        rank = np.empty(len(terms), dtype=np.int64)
        rank[order] = np.arange(len(terms))
        result[name] = _assembled(list(ids), [str(t) for t in terms[order]], row, rank[column])
    return result


def _content_spans(attributions: pd.DataFrame | None) -> dict[str, list[tuple[int, int, bool]]]:
    """Return, per article, the content spans of its text and whether their cue communicates."""
    found: dict[str, list[tuple[int, int, bool]]] = {}
    if attributions is None or attributions.empty:
        return found
    of_text = attributions[attributions["field"] == "text"]
    columns = (of_text[name].fillna("") for name in ("article_id", "stance", "content_spans"))
    for article, stance, cell in zip(*columns, strict=True):
        for piece in str(cell).split(";"):
            if ":" in piece:
                start, end = piece.split(":")
                found.setdefault(str(article), []).append((int(start), int(end), stance in COMMUNICATING))
    return found


def _voices(batch: Batch, contents: list[list[tuple[int, int, bool]]]) -> np.ndarray[Any, Any]:
    """Return the voice of each token: quoted inside a content, paraphrased there if said, else own."""
    tokens = batch.tokens
    voice = np.zeros(len(tokens), dtype=np.int8)
    for text, spans in enumerate(contents):
        for start, end, said in spans:
            first, last = np.searchsorted(tokens.start, batch.base[text] + np.array([start, end]))
            inside = slice(int(first), int(last))
            voice[inside] = np.where(batch.quoted[inside], 2, 1 if said else voice[inside])
    return voice
