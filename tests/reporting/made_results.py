"""Results in the shape of the output contract, made up from a few sentences: small, quick, and hostile on demand."""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np
import pandas as pd

from framing.results import Results

OUTLETS = ("Ostrel Wire", "The Daily Gannet", "Radio Tervane", "State Courier")
EVENTS = ("dam-report", "hospital-vote", "port-strike")
# [source|type|named] {cue|stance} <content>, *loaded*, _hedge_
SENTENCES = (
    "“<We will reopen the harbour by Friday,>” {said|neutral} [Mara Lind|politician|yes].",
    "[Officials|official|no] {claimed|distancing} <the *scheme* was on track>.",
    "[Dr Ina Holt|expert|yes] {pointed out|endorsing} that <the cracks _may_ be older than the wall>.",
    "{According to|neutral} [the commission’s report|document|yes], <“two of six valves” did not open>.",
    "The vote was a *humiliating* defeat for the council, and it _could_ be repeated in spring.",
    "[Residents|citizen|no] {fear|mental} <another winter without a ward>.",
    "The minister _reportedly_ left the meeting early, before the *explosive* letter was read.",
    "Some 200 people stood at the gates until noon, when the rain began.",
    "[Velm Hydro|business|yes] {denied|speech_act} <the charge> and sent its lawyers.",
    "It was {said|neutral} that <the talks had failed>.",
    "Two ships waited outside the breakwater and a third turned back to the south.",
    "[Mara Lind|politician|yes] {warned|speech_act} <of “a reckless gamble” with the town’s water>.",
)
MARK = re.compile(r"\[(?P<source>[^|\]]+)\|(?P<type>\w+)\|(?P<named>\w+)\]|\{(?P<cue>[^|}]+)\|(?P<stance>\w+)\}"
                  r"|(?P<open><)|(?P<close>>)|\*(?P<loaded>[^*]+)\*|_(?P<hedges>[^_]+)_")  # fmt: skip


def make_results(
    *, outlets: tuple[str, ...] = OUTLETS, events: tuple[str, ...] = EVENTS, paragraphs: int = 5, seed: int = 3,
    compared: bool = True,
) -> Any:  # fmt: skip
    """Return results with one article of each outlet on each event."""
    draw = random.Random(seed)
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in ("articles", "spans", "attributions", "sources")}
    for number, outlet in enumerate(outlets):
        for event in events:
            weights = [1 + ((place + number) % 4) for place in range(len(SENTENCES))]
            chosen = draw.choices(SENTENCES, weights=weights, k=3 * paragraphs)
            blocks = [" ".join(chosen[at : at + 3]) for at in range(0, len(chosen), 3)]
            add_article(tables, f"{event}-{number + 1}", outlet, event, "\n\n".join(blocks))
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    results = Results(
        **frames,
        features=features_of(frames),
        rejected=pd.DataFrame({"file": ["more.csv"], "row": ["7"], "article_id": [""], "reason": ["no text"]}),
        manifest={"schema_version": "1", "framing": "0.1.0", "options": {"engine": "rules"}, "warnings": []},
    )
    if compared:
        results.estimates = estimates_of(results)
        results.differences = differences_of(results)
    return results


def add_article(tables: dict[str, list[dict[str, Any]]], article_id: str, outlet: str, event: str, marked: str) -> None:
    """Add an article and what its marks say to the tables."""
    text, found = "", []
    at = 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        kind = str(mark.lastgroup)
        kind = {"named": "source", "type": "source", "stance": "cue"}.get(kind, kind)
        inner = mark[kind] if kind not in ("open", "close") else ""
        found.append((kind, len(text), len(text) + len(inner), mark))
        text += inner
        at = mark.end()
    text += marked[at:]
    sources: dict[str, str] = {}
    pending: dict[str, Any] = {}
    first = len(tables["attributions"])
    for kind, start, end, mark in found:
        if kind in ("loaded", "hedges"):
            tables["spans"].append({
                "article_id": article_id, "field": "text", "part": "body", "measure": kind, "label": f"some {kind}", "start": start,
                "end": end, "text": text[start:end], "voice": "own", "attribution_id": "",
            })  # fmt: skip
        elif kind == "source":
            pending |= {"source": (start, end), "type": mark["type"], "named": mark["named"]}
        elif kind == "cue":
            pending |= {"cue": (start, end), "stance": mark["stance"]}
        else:
            pending[kind] = start
        sentence_ends = (
            kind != "open"
            and "cue" in pending
            and "close" in pending
            and ("source" in pending or text[pending["cue"][0] - 4 : pending["cue"][0]] == "was ")
        )
        if sentence_ends:
            add_attribution(tables, article_id, text, pending, sources)
            pending = {}
    for row in tables["attributions"][first:]:
        inside = [tuple(map(int, cell.split(":"))) for cell in [row["content_spans"]]]
        for span in tables["spans"]:
            if span["article_id"] == article_id and inside[0][0] <= span["start"] < inside[0][1]:
                span["voice"], span["attribution_id"] = "paraphrased", row["attribution_id"]
    tables["articles"].append({
        "article_id": article_id, "outlet": outlet, "title": f"What {outlet} makes of the {event.replace('-', ' ')}", "author": "",
        "published": "2025-10-16", "published_raw": "", "event": event, "url": "", "language": "en", "n_words": len(text.split()),
        "n_sentences": text.count(". ") + 1, "duplicate_of": "", "text": text,
    })  # fmt: skip


def add_attribution(
    tables: dict[str, list[dict[str, Any]]],
    article_id: str,
    text: str,
    pending: dict[str, Any],
    sources: dict[str, str],
) -> None:
    """Add one attribution, and its source unless the article had it before."""
    start, end = pending["open"], pending["close"]
    if text[start - 1 : start] == "“":
        start, end = start - 1, end + 1
    content = text[start:end]
    form = "direct" if content.startswith("“") else "mixed" if "“" in content else "indirect"
    name = text[slice(*pending["source"])] if "source" in pending else ""
    if name and name not in sources:
        sources[name] = f"{article_id}:s{len(sources) + 1}"
        tables["sources"].append({
            "article_id": article_id, "source_id": sources[name], "name": name, "entity": name, "type": pending["type"],
            "named": pending["named"], "affiliation": "", "country": "", "n_attributions": 1, "n_words": len(content.split()),
            "first_position": pending["source"][0] / len(text),
        })  # fmt: skip
    cue = pending["cue"]
    tables["attributions"].append({
        "article_id": article_id, "attribution_id": f"{article_id}:a{len(tables['attributions']) + 1}", "field": "text",
        "part": "body", "form": form, "source_spans": "{}:{}".format(*pending["source"]) if name else "",
        "cue_spans": f"{cue[0]}:{cue[1]}", "content_spans": f"{start}:{end}", "source_text": name, "cue_text": text[slice(*cue)],
        "content_text": content, "source_id": sources.get(name, ""), "stance": pending["stance"], "confidence": 0.8,
    })  # fmt: skip


def features_of(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a feature table counted from the others."""
    rows = []
    for article in frames["articles"].itertuples():
        spans = frames["spans"][frames["spans"]["article_id"] == article.article_id]
        said = frames["attributions"][frames["attributions"]["article_id"] == article.article_id]
        n_attributed = int(said["content_text"].str.split().str.len().sum())
        own = article.n_words - n_attributed
        row = {"article_id": article.article_id, "n_words_own": own, "n_words_paraphrased": n_attributed,
               "n_words_quoted": 0, "n_words": article.n_words, "n_attributions": len(said)}  # fmt: skip
        for family in ("loaded", "hedges"):
            count = int(((spans["measure"] == family) & (spans["voice"] == "own")).sum())
            row[f"{family}_per_1000_words"] = 1000 * count / own
        row["attributions_per_1000_words"] = 1000 * len(said) / article.n_words
        row["share_distancing_cues"] = float((said["stance"] == "distancing").mean())
        row["share_unnamed"] = float(said["source_id"].eq("").mean())
        rows.append(row)
    return pd.DataFrame(rows)


def estimates_of(results: Any) -> pd.DataFrame:
    """Return estimates with plain t-like intervals: enough for a picture."""
    table = results.features.merge(results.articles[["article_id", "outlet"]], on="article_id")
    rows = []
    for measure in [name for name in results.features if name.endswith("words") or name.startswith("share")]:
        if measure.startswith("n_"):
            continue
        for outlet, part in table.groupby("outlet"):
            value = part[measure]
            half = 2 * value.std() / np.sqrt(len(value))
            count = round(float((value * part["n_words_own"]).sum() / 1000))
            rows.append((measure, outlet, value.mean(), max(value.mean() - half, 0), value.mean() + half, len(part),
                         int(part["n_words"].sum()), count, "ratio of totals, article t interval"))  # fmt: skip
    columns = ["measure", "group", "estimate", "low", "high", "n_articles", "n_words", "count", "method"]
    return pd.DataFrame(rows, columns=columns)


def differences_of(results: Any) -> pd.DataFrame:
    """Return differences of each outlet from the rest in both modes, from the estimates."""
    rows = []
    for measure, part in results.estimates.groupby("measure", sort=False):
        for mode in ("unmatched", "same_event"):
            for one in part.itertuples():
                others = part[part["group"] != one.group]
                if others.empty:
                    continue
                difference = one.estimate - others["estimate"].mean()
                half = (one.high - one.low) * (0.7 if mode == "unmatched" else 0.4)
                q = 0.01 if abs(difference) > half else 0.4
                rows.append((measure, one.group, "rest", mode, difference, difference - half, difference + half, 0.5,
                             q, q, 3 if mode == "same_event" else 0, one.estimate, others["estimate"].mean(),
                             one.n_articles, int(others["n_articles"].sum()), q < 0.05))  # fmt: skip
    columns = ["measure", "group", "reference", "mode", "difference", "low", "high", "effect_size", "p", "q", "n_events",
               "estimate", "estimate_reference", "n_articles", "n_articles_reference", "distinguishable"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
