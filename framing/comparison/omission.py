"""What other outlets mention of an event and one does not: said as "not found in the text we have".

Only inside events, and only for outlets that report the event: from outlets that cover other things
nothing can be said to be missing. Short texts hold less, so the words each side has stand beside it.
Source: the idea of omission as a form of slant in Hamborg, Donnay and Gipp (2019).
"""

import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.estimates import whole_totals
from framing.comparison.event_items import items_table, word_key
from framing.comparison.intervals import effective_number, formula_interval, highest_of_none
from framing.comparison.pair_rows import FEWEST_EVENTS
from framing.comparison.resampling import divided, ratio_error, small_sample
from framing.comparison.sample import filled, group_labels
from framing.errors import InputError

QUOTED = re.compile('["“”„«»‘]')
Floats = np.ndarray[Any, np.dtype[np.float64]]
COLUMNS = (
    "event", "group", "kind", "item", "n_others_with", "n_others", "n_articles", "n_words", "n_words_others",
    "sentence",
)  # fmt: skip
SENTENCES = {
    "name": "{item} is named in {others} and was not {here}.",
    "source": "{item} speaks in {others}; as a source, {item} was not {here}.",
    "number": "The number {item} is in {others} and was not {here}.",
    "term": "The word “{item}” is in {others} and was not {here}.",
}
RATE_COLUMNS = (
    "group", "kind", "share_not_found", "low", "high", "n_not_found", "n_items", "n_events", "n_events_known",
    "words_per_event", "words_per_event_others",
)  # fmt: skip


def omissions_table(
    articles: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    at_least: int = 2,
    items: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row per event, group and item that at least `at_least` other groups have and it has not.

    articles: article_id, text, event and the column `by`; items: a table as `items_table` makes it, where
    names, sources, numbers and terms are to be found in another way.

    >>> news = pd.DataFrame({"article_id": list("abc"), "outlet": list("XYZ"), "event": "fire", "text": [
    ...     "Fire kills 38, Ada Byrne said.", "38 dead, says Ada Byrne.", "A fire in the harbour."]})
    >>> omissions_table(news).query("kind != 'term'")[["group", "kind", "item"]].values.tolist()
    [['Z', 'name', 'Ada Byrne'], ['Z', 'number', '38']]
    """
    return _missing_table(_events(articles, sources, by, at_least, items))


def omissions_and_rates(
    articles: pd.DataFrame, sources: pd.DataFrame | None = None, *, by: str = "outlet", level: float = 0.95
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `omissions_table` and `omission_rates` of the same articles, whose texts are then read once."""
    events = _events(articles, sources, by, 2, None)
    return _missing_table(events), _rates_table(events, level)


def _missing_table(events: list["_Event"]) -> pd.DataFrame:
    rows = []
    for event in events:
        for group, missing in event.missing.items():
            n_others = len(event.groups) - 1
            for kind, item, n_with in missing:
                rows.append(
                    (
                        event.name, group, kind, item, n_with, n_others, event.n_articles[group],
                        event.words[group], event.words_of_others(group),
                        SENTENCES[kind].format(
                            item=item, others=f"{n_with} of {n_others} other reports of {event.name}",
                            here=f"found in the text we have of {group} ({event.words[group]:,} words)",
                        ),
                    )
                )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def omission_rates(
    articles: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    at_least: int = 2,
    items: pd.DataFrame | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return, per group and kind, the share of what others had that was not found, with what it is a share of.

    n_items: items that at least `at_least` other groups have, in the events the group reports;
    n_events of n_events_known: the coverage, events with such items that the group reports, of all with three groups;
    low, high: t interval over events on the logit scale, exact bound where none or all are missing, none below
    three events.
    """
    return _rates_table(_events(articles, sources, by, at_least, items), level)


def _rates_table(events: list["_Event"], level: float) -> pd.DataFrame:
    known = len({event.name for event in events})
    rows = []
    groups = sorted({group for event in events for group in event.groups})
    kinds = sorted({kind for event in events for (_, kind) in event.eligible})
    for group in groups:
        reported = [event for event in events if group in event.groups]
        for kind in kinds:
            missing = np.array([sum(k == kind for k, *_ in e.missing[group]) for e in reported], float)
            eligible = np.array([e.eligible.get((group, kind), 0) for e in reported], float)
            if not eligible.sum():
                continue
            share = missing.sum() / eligible.sum()
            low, high = _interval(missing[:, None], eligible[:, None], level)
            words = [float(np.mean([e.words[group] for e in reported]))]
            words.append(float(np.mean([e.words_of_others(group) for e in reported])))
            rows.append(
                (group, kind, share, low, high, int(missing.sum()), int(eligible.sum()),
                 int((eligible > 0).sum()), known, *words)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(RATE_COLUMNS))


def _interval(missing: Floats, eligible: Floats, level: float) -> tuple[float, float]:
    """Return the interval of a share over events, each (events, 1): what one event lacks hangs together."""
    n = effective_number(eligible)
    share = divided(missing.sum(axis=0), eligible.sum(axis=0))
    if (eligible > 0).sum() < FEWEST_EVENTS:
        return float("nan"), float("nan")
    if share[0] in (0, 1):
        bound = highest_of_none(float(n[0]), 1.0, "share", level)
        return (0.0, bound) if share[0] == 0 else (1 - bound, 1.0)
    error = ratio_error(share[None, :], whole_totals(missing, eligible))[0] * small_sample((eligible > 0).sum(axis=0))
    if not error[0] > 0:
        return float("nan"), float("nan")
    low, high = formula_interval(share, error, n, kinds=["share"], level=level)
    return float(low[0]), float(high[0])


class _Event:
    """One event: who reports it, with how many words, and what each has not that others have."""

    def __init__(self, name: str, table: pd.DataFrame, holders: dict[Any, set[str]], at_least: int) -> None:
        self.name = name
        sizes = table.groupby("_group", sort=True)["_words"].agg(["size", "sum"])
        self.groups = [str(group) for group in sizes.index]
        self.n_articles = dict(zip(self.groups, sizes["size"].astype(int), strict=True))
        self.words = dict(zip(self.groups, sizes["sum"].astype(int), strict=True))
        self.missing: dict[str, list[tuple[str, str, int]]] = {group: [] for group in self.groups}
        self.eligible: dict[tuple[str, str], int] = {}
        for (kind, _, item), having in sorted(holders.items()):
            for group in self.groups:
                n_with = len(having - {group})
                if n_with >= at_least:
                    self.eligible[group, kind] = self.eligible.get((group, kind), 0) + 1
                    if group not in having:
                        self.missing[group].append((kind, item, n_with))

    def words_of_others(self, group: str) -> float:
        """Return how many words the other groups have on the event, on average."""
        return float(np.mean([n for name, n in self.words.items() if name != group]))


def _events(
    articles: pd.DataFrame, sources: pd.DataFrame | None, by: str, at_least: int, items: pd.DataFrame | None
) -> list[_Event]:
    if at_least < 2:
        raise InputError(f"at_least is {at_least}; one other outlet may simply be wrong, so it must be 2 or more")
    missing = [column for column in ("event", "text") if column not in articles]
    if missing:
        raise InputError(f"the articles table has no column {missing[0]!r}; omission needs events and their texts")
    table = articles.assign(_group=group_labels(articles, by), _event=filled(articles["event"]))
    table["_words"] = [len(str(text).split()) for text in table["text"].fillna("")]
    table = table[(table["_group"] != "") & (table["_event"] != "")]
    if "duplicate_of" in table:
        table = table[filled(table["duplicate_of"]) == ""]
    n_groups = table.groupby("_event")["_group"].nunique()
    table = table[table["_event"].isin(n_groups.index[n_groups > at_least])]
    if table.empty:
        return []
    found = items_table(articles[articles["article_id"].isin(table["article_id"])], sources) if items is None else items
    texts = {str(a): t for a, t in zip(table["article_id"], table["text"].fillna("").astype(str), strict=True)}
    spoken = {a: _words_of(t) for a, t in texts.items()}
    # A source that the program missed: named in a paragraph that quotes somebody, it may well be heard there.
    heard = {a: _words_of("\n".join(p for p in t.split("\n") if QUOTED.search(p))) for a, t in texts.items()}
    merged = found.merge(table[["article_id", "_group", "_event"]], on="article_id")
    result = []
    for event, part in merged.groupby("_event", sort=True):
        inside = table[table["_event"] == event]
        group_of = list(zip(map(str, inside["article_id"]), map(str, inside["_group"]), strict=True))
        holders: dict[Any, set[str]] = {}
        forms: dict[tuple[str, str], Counter[str]] = {}
        for kind, item, key, group in zip(part["kind"], part["item"], part["key"], part["_group"], strict=True):
            forms.setdefault((kind, key), Counter())[item] += 1
            holders.setdefault((kind, key), set()).add(group)
        # Shown as most reports have it, else in full: "Ada Byrne", not "Byrne".
        shown = {at: max(seen, key=lambda item: (seen[item], len(item), item)) for at, seen in forms.items()}
        named = {word for (kind, key), item in shown.items() if kind == "name" for word in item.casefold().split()}
        for word in named:
            holders.pop(("term", word), None)  # said already, as part of a name
        for (kind, key), having in holders.items():
            words = {"name": spoken, "term": spoken, "source": heard}.get(kind, {})
            # A name is mentioned where its last word is: "Byrne" alone, or at the start of a sentence.
            having |= {group for article, group in group_of if key in words.get(article, ())}
        labelled = {(kind, key, shown[kind, key]): having for (kind, key), having in holders.items()}
        result.append(_Event(str(event), inside, labelled, at_least))
    return result


def _words_of(text: str) -> set[str]:
    """Return the words of a text in lower case, marks taken off, as they stand and as they are looked for."""
    words = re.split(r"[\s—–/]+", text.replace("’", "'"))
    bare = {word.strip("“”‘’\"'.,;:!?()[]-").casefold() for word in words}
    return bare | {word_key(word) for word in bare}
