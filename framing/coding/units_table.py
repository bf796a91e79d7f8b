"""What can be coded in a run: its attributions, words, sentences or articles, with what the machine says of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.questions import Question
from framing.errors import InputError
from framing.text import Batch

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

COLUMNS = ("unit_id", "article_id", "field", "spans")
COMMUNICATING = ("neutral", "endorsing", "distancing", "speech_act")
BATCH = 200  # articles at once, so that memory stays flat


def units_table(results: Results, questions: Sequence[Question]) -> pd.DataFrame:
    """Return a row per unit: unit_id, article_id, field, spans (offsets of what is marked), score, uncertainty and
    machine_<question> for each question. The body of the articles only; copies of an article are left out.

    score: how sure the program is of an attribution, how many marked words a sentence holds; NaN where it has none.
    uncertainty: 1 less that confidence. Raises InputError where the run has no text or nothing of that kind.
    """
    unit = questions[0].unit
    articles = results.articles
    if "duplicate_of" in articles:
        articles = articles[articles["duplicate_of"] == ""]
    if unit != "article" and not articles["text"].str.len().sum():
        raise InputError("these results hold no text (made with --no-text?), so nothing can be shown to coders")
    table = {"attribution": _attributions, "word": _words, "sentence": _sentences, "article": _articles}[unit](
        results, articles, questions
    )
    if table.empty:
        raise InputError(f"these results hold no {unit} that could be coded")
    for name in ("score", "uncertainty"):
        if name not in table:
            table[name] = np.nan
    return table.reset_index(drop=True)


def _attributions(results: Results, articles: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    rows = results.attributions
    rows = rows[(rows["part"] == "body") & rows["article_id"].isin(articles["article_id"])]
    sources = results.sources.set_index(["article_id", "source_id"])
    table = rows[["attribution_id", "article_id", "field"]].rename(columns={"attribution_id": "unit_id"})
    # The cue is shown, since stance is judged by it; the source is what coders are asked for.
    table["spans"] = [_joined(a, b) for a, b in zip(rows["content_spans"], rows["cue_spans"], strict=True)]
    table["score"] = rows["confidence"].to_numpy(dtype=float)
    table["uncertainty"] = 1 - table["score"]
    keys = list(zip(rows["article_id"], rows["source_id"], strict=True))
    for question in questions:
        name = question.machine
        if name.startswith("source:"):
            column = sources[name.removeprefix("source:")].to_dict()
            without = {"type": "unknown", "named": "no"}.get(name.removeprefix("source:"), "")
            answers = [column.get(key, without) or without for key in keys]
        elif name in rows.columns:
            answers = rows[name].tolist()
        else:
            answers = _no_answer(question, len(rows), "a column of attributions.csv, or source: and one of sources.csv")
        table[f"machine_{question.id}"] = answers
    return table


def _words(results: Results, articles: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """Return every word of the articles with the voice that the attributions give it, as the output contract says."""
    import pandas as pd

    attributions = results.attributions[results.attributions["field"] == "text"]
    by_article = {str(k): rows for k, rows in attributions.groupby("article_id", sort=False)}
    parts = []
    for ids, batch in _batches(articles):
        tokens = batch.tokens
        voice = np.zeros(len(tokens), dtype=np.int8)
        for text, article in enumerate(ids):
            if article not in by_article:
                continue
            # Backwards, so that of two attributions over the same words the first, outer one keeps them.
            for pieces, stance in _contents(by_article[article])[::-1]:
                for start, end in pieces:
                    low = int(np.searchsorted(tokens.end, start + batch.base[text], side="right"))
                    high = int(np.searchsorted(tokens.start, end + batch.base[text], side="left"))
                    told = np.int8(stance in COMMUNICATING)
                    voice[low:high] = np.where(batch.quoted[low:high], np.int8(2), told)
        chosen = np.flatnonzero(batch.is_word)
        base = batch.base[tokens.text[chosen]]
        table = _located(ids, tokens.text[chosen], tokens.start[chosen] - base, tokens.end[chosen] - base)
        for question in questions:
            names = np.array(["own", "paraphrased", "quoted"], dtype=object)
            known = question.machine == "voice"
            table[f"machine_{question.id}"] = (
                names[voice[chosen]] if known else _no_answer(question, len(chosen), "voice")
            )
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def _sentences(results: Results, articles: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    import pandas as pd

    found = results.spans[(results.spans["field"] == "text")]
    parts = []
    for ids, batch in _batches(articles):
        sentences = batch.sentences
        table = _located(ids, sentences.text, sentences.start, sentences.end)
        edges = sentences.start + batch.base[sentences.text]
        place = {article: int(batch.base[text]) for text, article in enumerate(ids)}
        total = np.zeros(len(table))
        for question in questions:
            family = question.machine.removeprefix("spans:")
            rows = found[(found["measure"] == family) & found["article_id"].isin(ids)]
            starts = np.array([place[a] for a in rows["article_id"]], dtype=np.int64) + rows["start"].to_numpy()
            at = np.searchsorted(edges, starts, side="right") - 1
            n = np.bincount(at[at >= 0], minlength=len(table))
            total += n
            if not question.machine.startswith("spans:"):
                table[f"machine_{question.id}"] = _no_answer(question, len(table), "spans: and a family of spans.csv")
            elif question.scale == "ratio":
                table[f"machine_{question.id}"] = n.astype(str)
            else:
                table[f"machine_{question.id}"] = np.where(n > 0, "yes", "no")
        table["score"] = total
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def _articles(results: Results, articles: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    import pandas as pd

    features = results.features.set_index("article_id").reindex(articles["article_id"])
    ends = [f"0:{len(text)}" for text in articles["text"]]
    ids = articles["article_id"].tolist()
    table = pd.DataFrame({"unit_id": ids, "article_id": ids, "field": "text", "spans": ends})
    for question in questions:
        if question.machine in features.columns:
            values = features[question.machine].tolist()
            table[f"machine_{question.id}"] = ["" if value != value else str(value) for value in values]
        else:
            table[f"machine_{question.id}"] = _no_answer(question, len(table), "a column of features.csv")
    return table


def _no_answer(question: Question, n: int, allowed: str) -> Any:
    """Return empty answers: the machine does not know the question; but a misspelt one is told."""
    if question.machine:
        raise InputError(f"question {question.id!r}: machine = {question.machine!r} is unknown; allowed is {allowed}")
    return np.full(n, "", dtype=object)


def _located(ids: Sequence[str], text: Any, start: Any, end: Any) -> pd.DataFrame:
    import pandas as pd

    article = np.array(ids, dtype=object)[text]
    spans = [f"{a}:{b}" for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    names = [f"{name}:{span}" for name, span in zip(article, spans, strict=True)]
    return pd.DataFrame({"unit_id": names, "article_id": article, "field": "text", "spans": spans})


def _batches(articles: pd.DataFrame) -> list[tuple[list[str], Batch]]:
    ids, texts = articles["article_id"].tolist(), articles["text"].tolist()
    return [
        (ids[at : at + BATCH], Batch(texts[at : at + BATCH]))
        for at in range(0, len(ids), BATCH)
        if any(text.strip() for text in texts[at : at + BATCH])
    ]


def read_spans(cell: str) -> list[tuple[int, int]]:
    """Return the offsets of a cell such as '3:7;10:12'.

    >>> read_spans("3:7;10:12")
    [(3, 7), (10, 12)]
    """
    pairs = (piece.split(":") for piece in cell.split(";") if piece)
    return [(int(start), int(end)) for start, end in pairs]


def _joined(*cells: str) -> str:
    pieces = sorted(piece for cell in cells for piece in read_spans(cell))
    return ";".join(f"{start}:{end}" for start, end in pieces)


def _contents(rows: pd.DataFrame) -> list[tuple[list[tuple[int, int]], str]]:
    cells = zip(rows["content_spans"], rows["stance"], strict=True)
    return [(read_spans(spans), str(stance)) for spans, stance in cells]
