"""The section on outlets side by side: what stands, what else could explain it, what was not found where.

All of it is text and tables of text, so that every format says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import interval, measure_name, number
from framing.charts.style import one_line, plural
from framing.charts.tables import filled
from framing.charts.wording_profile import MEASURES

if TYPE_CHECKING:
    from framing.results import Results

Block = dict[str, Any]
HEADING, HEADING_UNMATCHED = "Same event, different outlets", "Outlets side by side"
MOST_SENTENCES, MOST_GROUPS, MOST_EVENTS, MOST_ITEMS, MOST_WORDS = 12, 16, 6, 6, 4
KINDS = {"name": "names", "source": "sources", "number": "numbers"}  # plain words are in omissions.csv only
OMISSION_NOTE = (
    "Of what at least two others have of an event, the share that was not found in the text we have (95 % intervals "
    "over events). A name counts as found where its last word stands, a number also spelled out, a source also where "
    "its name stands in a paragraph with quotation marks. Short texts hold less: the words per event stand beside. An "
    "outlet without an article on an event is not counted there. Nothing here says that anything was left out on "
    "purpose."
)
CONTROLS_NOTE = (
    "A difference in wording may be one of length, of copy from agencies, of language, of topics or of what could not "
    "be measured. Topic overlap: the part of the articles that would be on the same topics as the others’."
)
STABILITY_NOTE = (
    "Each of these holds inside shared events and was counted among all comparisons made; each sentence says what is "
    "left of it when any one event is taken out. Where words were counted, those with the largest parts are named: if "
    "they are an outlet’s own name or a line under every article, the difference is one of page furniture."
)
DIVERSITY_NOTE = (
    "Effective number of kinds of sources (Shannon) in a draw of the same number of attributions from each: as many "
    "kinds, all heard equally often, would be as diverse. 95 % intervals over articles."
)
MIXED_NOTE = (
    "Measure by outlet with events as random effects, values of articles, each article counting once: a second opinion "
    "on the differences above. Only what stands out among all that were fitted is shown; all is in mixed_model.csv."
)


def summarise_side_by_side(results: Results) -> dict[str, Any]:
    """Return the section as plain data: heading, intro and blocks, each of title, note, sentences and a table.

    Blocks without anything to show are left out; nothing but the heading where outlets were not compared.
    """
    if results.controls is None or results.differences is None or results.differences.empty:
        return {"heading": HEADING_UNMATCHED, "intro": "", "blocks": []}
    matched = results.differences[results.differences["mode"] == "same_event"]
    blocks = [_standing(results, matched), _controls(results), _omission(results), _diversity(results), _mixed(results)]
    return {
        "heading": HEADING if len(matched) else HEADING_UNMATCHED,
        "intro": _intro(results, matched),
        "blocks": [block for block in blocks if block["sentences"] or block["rows"] or block["lists"]],
    }


def _block(
    title: str,
    note: str = "",
    *,
    sentences: Sequence[str] = (),
    columns: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
    lists: Sequence[Block] = (),
    more: str = "",
) -> Block:
    return {
        "title": title, "note": note, "sentences": list(sentences), "columns": list(columns),
        "rows": [list(row) for row in rows], "lists": list(lists), "more": more,
    }  # fmt: skip


def _intro(results: Results, matched: pd.DataFrame) -> str:
    if matched.empty:
        return "No event is known that two of them report, so they are compared over all their articles only."
    events = filled(results.articles["event"], "")
    by = str((results.manifest.get("comparison") or {}).get("by", "outlet"))
    group = filled(results.articles[by], "") if by in results.articles else filled(results.articles["outlet"], "")
    known = pd.DataFrame({"event": events, "group": group})
    known = known[(known["event"] != "") & (known["group"] != "")]
    n_shared = int((known.groupby("event")["group"].nunique() > 1).sum())
    return (
        f"{plural(n_shared, 'event')} of {known['event'].nunique():,} {'is' if n_shared == 1 else 'are'} reported by "
        "two or more of them. Inside these the topic is the same, and what differs is how it is told."
    )


def _standing(results: Results, matched: pd.DataFrame) -> Block:
    title = "What stands inside shared events"
    rows = matched[matched["distinguishable"].astype(bool)]
    if rows.empty:
        n = int(matched["p"].notna().sum())
        said = f"None of {plural(n, 'comparison')} inside shared events stands out when all of them are counted."
        return _block(title, sentences=[said] if n else [])
    rows = rows.assign(first=rows["measure"].isin(MEASURES), size=rows["effect_size"].abs())
    rows = rows.sort_values(["first", "size"], ascending=False, kind="stable")
    sentences = [f"{row['sentence']}{_words_of(results, row)}" for row in rows.head(MOST_SENTENCES).to_dict("records")]
    left = len(rows) - MOST_SENTENCES
    more = f"{plural(left, 'further difference')} in differences.csv." if left > 0 else ""
    return _block(title, STABILITY_NOTE, sentences=sentences, more=more)


def _words_of(results: Results, row: dict[Any, Any]) -> str:
    """Return which words make most of a difference: " Most of it: “thug” 22 %, “regime” 9 %." """
    table = results.word_shifts
    if table is None:
        return ""
    same = pd.Series(True, index=table.index)
    for column in ("measure", "group", "reference", "mode"):
        same &= table[column] == row[column]
    part = table[same & (table["share"] > 0) & (table["term"] != "all other words")].head(MOST_WORDS)
    if part.empty:
        return ""
    words = [f"“{one_line(word['term'])}” {number(word['share'], share=True)}" for word in part.to_dict("records")]
    return f" Largest parts of it: {', '.join(words)}."


def _controls(results: Results) -> Block:
    assert results.controls is not None
    table = results.controls
    names = list(dict.fromkeys(table["control"]))
    groups = list(dict.fromkeys(table["group"]))
    cells = {(row["group"], row["control"]): row for row in table.to_dict("records")}
    rows = [[str(g), *(_control(cells.get((g, name))) for name in names)] for g in groups[:MOST_GROUPS]]
    warnings = (results.manifest.get("comparison") or {}).get("warnings", [])
    left = len(groups) - MOST_GROUPS
    return _block(
        "What else differs", CONTROLS_NOTE, sentences=warnings[:MOST_SENTENCES], columns=["", *names], rows=rows,
        more=f"{plural(left, 'further group')} in controls.csv." if left > 0 else "",
    )  # fmt: skip


def _control(row: Any) -> str:
    if row is None or row["value"] != row["value"]:
        return "–"
    return number(row["value"], share=True) if row["unit"].startswith("share") else f"{row['value']:,.0f}"


def _omission(results: Results) -> Block:
    rates, missing = results.omission_rates, results.omissions
    if rates is None or missing is None or rates.empty:
        return _block("Not found in the text we have")
    kinds = [kind for kind in KINDS if kind in set(rates["kind"])]
    rows = []
    for group, part in list(rates.groupby("group", sort=False))[:MOST_GROUPS]:
        by_kind = {str(row["kind"]): row for row in part.to_dict("records")}
        first = part.iloc[0]
        rows.append([
            str(group), *(_rate(by_kind.get(kind)) for kind in kinds),
            f"{first['n_events']} of {first['n_events_known']}",
            f"{first['words_per_event']:,.0f} : {first['words_per_event_others']:,.0f}",
        ])  # fmt: skip
    columns = ["", *(KINDS[kind] for kind in kinds), "events", "words per event : others’"]
    lists = _examples(missing)
    n_events = missing["event"].nunique()
    more = "omissions.csv holds every item of every event." if n_events else ""
    return _block("Not found in the text we have", OMISSION_NOTE, columns=columns, rows=rows, lists=lists, more=more)


def _rate(row: Any) -> str:
    if row is None:
        return "–"
    bounds = f" ({100 * row['low']:.0f}–{100 * row['high']:.0f} %)" if row["low"] == row["low"] else ""
    return f"{number(row['share_not_found'], share=True)} of {row['n_items']:,}{bounds}"


def _examples(missing: pd.DataFrame) -> list[Block]:
    """Return, for the events with most to show, a line per outlet: what most others have, names and sources first."""
    table = missing[missing["kind"].isin(KINDS)].copy()
    # A person who is neither named nor quoted is said once.
    table["order"] = table["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    table["last"] = table["item"].str.casefold().str.split().str[-1]
    table = table.sort_values("order", kind="stable").drop_duplicates(["event", "group", "last"])
    table["part"] = table["n_others_with"] / table["n_others"]
    table = table.sort_values(["part", "order", "item"], ascending=[False, True, True], kind="stable")
    sizes = table.groupby("event")["n_others"].max().sort_values(ascending=False, kind="stable")
    lists = []
    for event in sizes.index[:MOST_EVENTS]:
        inside = table[table["event"] == event]
        lines = []
        for group, part in inside.groupby("group", sort=True):
            first = part.iloc[0]
            shown = [
                f"{row['item']} ({'source, ' if row['kind'] == 'source' else ''}{row['n_others_with']} of "
                f"{row['n_others']})" for row in part.head(MOST_ITEMS).to_dict("records")
            ]  # fmt: skip
            left = len(part) - MOST_ITEMS
            lines.append({
                "group": f"{group}, {plural(first['n_words'], 'word')}",
                "text": f"not found in the text we have: {', '.join(shown)}{f' and {left} more' if left > 0 else ''}",
            })  # fmt: skip
        lists.append({"title": str(event), "lines": lines})
    return lists


def _diversity(results: Results) -> Block:
    table = results.diversity
    if table is None or table.empty:
        return _block("How many kinds of sources are heard")
    part = table[(table["order"] == 1) & table["rarefied"].notna()].head(MOST_GROUPS)
    size = int(part["rarefied_to"].iloc[0]) if len(part) else 0
    rows = [
        [str(row["group"]), number(row["rarefied"]),
         interval(row["low"], row["high"]) if row["low"] == row["low"] else "–", f"{row['n']:,}"]
        for row in part.to_dict("records")
    ]  # fmt: skip
    columns = ["", f"effective kinds among {size:,}", "interval", "attributions"]
    return _block("How many kinds of sources are heard", DIVERSITY_NOTE, columns=columns, rows=rows)


def _mixed(results: Results) -> Block:
    table = results.mixed_model
    if table is None or table.empty:
        return _block("A mixed model")
    said = table[(table["q"] <= 0.05) & table["converged"].astype(bool)].sort_values("q", kind="stable")
    share = said["measure"].str.startswith("share_")
    rows = [
        [str(row["group"]), str(row["reference"]), measure_name(row["measure"]),
         number(row["difference"], share=bool(is_share), signed=True),
         interval(row["low"], row["high"], share=bool(is_share), signed=True), f"{row['q']:.2g}"]
        for row, is_share in list(zip(said.to_dict("records"), share, strict=True))[:MOST_SENTENCES]
    ]  # fmt: skip
    n = int(table["p"].notna().sum())
    none = [] if rows else [f"None of {plural(n, 'difference')} in the mixed models stands out when all are counted."]
    columns = ["", "against", "measure", "difference", "interval", "q"]
    return _block(
        "A mixed model", MIXED_NOTE if rows else "", sentences=none, columns=columns if rows else [], rows=rows
    )
