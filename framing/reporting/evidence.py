"""The words behind the numbers: what was counted, in its sentence, drawn so that every outlet is seen."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import number
from framing.charts.style import one_line, plural
from framing.charts.tables import body_attributions, counted_articles
from framing.reporting.annotated import layer_order

if TYPE_CHECKING:
    from framing.results import Results

MOST_ROWS = 12  # of each kind of evidence
AROUND = 70  # characters before and after
MOST_TERMS = 10
_NAMES = {"loaded": "loaded words"}
# What was counted, where the name of the family is no word for several of them.
_COUNTED = {
    "loaded": "loaded words",
    "emphasis": "places with emphasis",
    "naming": "contested names",
    "contested_names": "contested names",
    "weasels": "weasel words",
    "scare_quotes": "words in scare quotes",
}


def collect_evidence(results: Results, *, seed: int = 0) -> list[dict[str, Any]]:
    """Return for each family of wording and two kinds of attribution: how many, how many shown, and the rows."""
    return [*_wording(results, seed), *_attributed(results, seed)]


def _wording(results: Results, seed: int) -> list[dict[str, Any]]:
    articles = counted_articles(results).set_index("article_id")
    spans = results.spans[(results.spans["part"] == "body") & results.spans["article_id"].isin(articles.index)]
    texts = articles["text"] if "text" in articles else pd.Series("", index=articles.index)
    found = []
    families = {str(name): part for name, part in spans.groupby("measure")}
    for family in sorted(families, key=layer_order):
        every = families[family]
        own = every[every["voice"] == "own"].assign(outlet=lambda rows: rows["article_id"].map(articles["outlet"]))
        shown = draw_rows(own, seed)
        folded = own["text"].astype("str").str.casefold()
        counts = folded.value_counts()
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_TERMS]
        name = _NAMES.get(family, family.replace("_", " "))
        found.append({
            "name": family,
            "title": f"{name.capitalize()} in the outlets’ own voice",
            "note": _note(len(shown), len(own), _COUNTED.get(family, name)) + _elsewhere(len(every) - len(own)),
            "terms": [{"term": _cut(one_line(term), AROUND), "count": int(count)} for term, count in ranked],
            "rows": [_in_context(row, str(texts.get(row["article_id"], "") or "")) for _, row in shown.iterrows()],
        })  # fmt: skip
    return found


def _in_context(row: pd.Series[Any], text: str) -> dict[str, Any]:
    start, end = int(row["start"]), int(row["end"])
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return {
        "outlet": row["outlet"],
        "article_id": str(row["article_id"]),
        "label": str(row["label"]).replace("_", " "),
        "before": one_line(before),
        "hit": _cut(one_line(row["text"]), 2 * AROUND),
        "after": one_line(after),
        # A space between hit and context was lost with the line breaks: put back where there was one.
        "space_before": text[start - 1 : start].isspace(),
        "space_after": text[end : end + 1].isspace(),
    }


def _attributed(results: Results, seed: int) -> list[dict[str, Any]]:
    rows = body_attributions(results)
    kinds = (
        ("stance-distancing", "Statements introduced as mere claims", rows["stance"] == "distancing", "verb"),
        ("stance-endorsing", "Statements introduced as true", rows["stance"] == "endorsing", "verb"),
        ("source-unnamed", "Statements of sources that the article does not name", rows["named"] == "no", "source"),
    )
    found = []
    for name, title, which, marked in kinds:
        chosen = rows[which].rename(columns={"cue_spans": "start"})
        if chosen.empty:
            continue
        shown = draw_rows(chosen, seed)
        column = "cue_text" if marked == "verb" else "source_text"
        counts = chosen[column].astype("str").str.casefold().value_counts()
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_TERMS]
        share = number(len(chosen) / len(rows), share=True)
        found.append({
            "name": name,
            "title": title,
            "note": _note(len(shown), len(chosen), "attributions")
            + (f" They are {share}" if len(chosen) != 1 else f" It is {share}")
            + f" of {plural(len(rows), 'attribution')} in all.",
            "terms": [{"term": _cut(one_line(term), AROUND), "count": int(count)} for term, count in ranked if term],
            "rows": [
                {
                    "outlet": row["outlet"],
                    "article_id": str(row["article_id"]),
                    "label": str(row["stance"]).replace("_", " "),
                    "source": _cut(one_line(row["source_text"]), 2 * AROUND) or "no source given",
                    "cue": one_line(row["cue_text"]),
                    "content": _cut(one_line(row["content_text"]), 240),
                }
                for _, row in shown.iterrows()
            ],
        })  # fmt: skip
    return found


def draw_rows(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return at most MOST_ROWS rows, drawn so that the outlets take turns, in the order of the articles."""
    if len(rows) <= MOST_ROWS:
        return rows
    draw = random.Random(seed)
    piles = []
    for _, part in rows.groupby("outlet", sort=True):
        places = part.index.tolist()
        piles.append(draw.sample(places, len(places)))
    chosen: list[Any] = []
    turn = 0
    while len(chosen) < MOST_ROWS:
        chosen += [pile[turn] for pile in piles if turn < len(pile)]
        turn += 1
    kept = set(chosen[:MOST_ROWS])
    return rows[rows.index.isin(kept)].sort_values("outlet", kind="stable")


def _elsewhere(n: int) -> str:
    if n == 0:
        return " None is in what the outlets quote or paraphrase."
    return f" Another {n:,} {'is' if n == 1 else 'are'} in what the outlets quote or paraphrase."


def _note(n_shown: int, n: int, what: str) -> str:
    if n == 0:
        return "None was found."
    if n_shown == n:
        return f"All {n:,} {what} are shown." if n != 1 else "The only one is shown."
    return f"{n_shown:,} of {n:,} {what} are shown, drawn at random with every outlet in turn."


def _cut(text: str, most: int) -> str:
    """Return text cut at a space where it is longer than `most` characters."""
    head = text[:most]
    return text if len(text) <= most else (head.rpartition(" ")[0] or head) + " …"


def _period(dates: list[str]) -> str:
    """Return the first and the last date, which no line break may cut."""
    if not dates:
        return ""
    ends = dict.fromkeys(date.replace("-", "\u2011") for date in (dates[0], dates[-1]))
    return " to ".join(ends)


def overview(results: Results) -> dict[str, Any]:
    """Return what the report is about: numbers of articles, words, outlets, events and attributions."""
    articles = counted_articles(results)
    outlets = articles.groupby("outlet", sort=True).agg(n_articles=("article_id", "size"), n_words=("n_words", "sum"))
    dates = sorted(str(date) for date in articles["published"].dropna() if str(date)) if "published" in articles else []
    events = articles["event"].replace("", pd.NA).dropna().nunique() if "event" in articles else 0
    n_attributions = int((results.attributions["part"] == "body").sum())
    line = ", ".join(filter(None, [
        plural(len(articles), "article"),
        f"{plural(len(outlets), 'outlet')}",
        f"{plural(events, 'event')}" if events else "",
        plural(int(articles["n_words"].sum()), "word"),
        plural(n_attributions, "attribution"),
        _period(dates),
    ]))  # fmt: skip
    return {
        "line": line,
        "n_articles": len(articles),
        "outlets": [
            {"name": str(name), "n_articles": int(row["n_articles"]), "n_words": int(row["n_words"])}
            for name, row in outlets.iterrows()
        ],
    }
