"""One text, as somebody pastes it, with everything found in it."""

from __future__ import annotations

from typing import Any

from framing.articles import Article
from framing.charts.tables import is_measured
from framing.engine import analyze
from framing.errors import InputError
from framing.reporting.annotated import annotate_articles

MOST_CHARACTERS = 100_000  # a long magazine piece; more is a corpus, for `framing run`
_ID = "pasted"


def annotate_text(text: str, *, title: str = "", english: bool = False, engine: str = "model") -> dict[str, Any]:
    """Return a text as an annotated article, with its counts and, where nothing was measured, why (`remark`).

    english: the text is English whatever it looks like. Nothing is written anywhere.
    Raises InputError for an empty text and one of more than 100,000 characters.

    >>> made = annotate_text("The mayor may resign, an aide said.", engine="rules")
    >>> [entry["source"] for entry in made["article"]["attributions"]], made["remark"]
    (['an aide'], '')
    """
    if not text.strip():
        raise InputError("There is no text yet: paste one into the field, then press the button.")
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"This text has {len(text):,} characters; {MOST_CHARACTERS:,} can be shown here. Paste a part of it, or "
            "put the whole into a file for `framing run`."
        )
    article = Article(id=_ID, title=title, text=text, language="en" if english else "")
    results = analyze([article], engine=engine, progress=False)
    language, words = results.articles["language"].iloc[0], count_words(results, _ID)
    return {
        "article": annotate_articles(results, [_ID], most_characters=MOST_CHARACTERS)[0],
        "counts": count_marks(results, _ID),
        "words": words,
        "remark": f"This text looks like another language ({language}). The measures are made for English, so nothing "
        "was marked. If it is English, tick the box below and press the button again." if words is None else "",
    }  # fmt: skip


def count_marks(results: Any, article_id: str) -> list[tuple[str, dict[str, int]]]:
    """Return each family found in the body of an article, with how often in each voice."""
    spans = results.spans
    spans = spans[(spans["article_id"].astype("str") == article_id) & (spans["part"] == "body")]
    counted = []
    for family, part in spans.groupby("measure", sort=True):
        voices = part["voice"].value_counts()
        counted.append((str(family), {str(voice): int(n) for voice, n in voices.items()}))
    return counted


def count_words(results: Any, article_id: str) -> dict[str, int] | None:
    """Return how many words of the body are in each voice, None where the article was not measured."""
    its = [table[table["article_id"].astype("str") == article_id] for table in (results.articles, results.features)]
    if not is_measured(its[0]).all() or its[1].empty:
        return None
    return {voice: int(its[1][f"n_words_{voice}"].iloc[0]) for voice in ("own", "paraphrased", "quoted")}
