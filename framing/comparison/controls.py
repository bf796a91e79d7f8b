"""What else differs between the groups, and whether it could explain a difference in wording.

Printed with every comparison: an outlet of short notes, of agency copy, of other topics, or of another
language differs from the rest before a single word is weighed.
"""

import re
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.resampling import divided
from framing.comparison.sample import Sample, filled
from framing.comparison.sentences import figure, listed

Floats = np.ndarray[Any, np.dtype[np.float64]]
COLUMNS = ("group", "control", "value", "value_rest", "unit")
# "(Reuters) - Oil prices fell", "WASHINGTON (AP) — The Senate", or the agency as the author.
DATELINE = re.compile(r"\((?:AP|Reuters|AFP|UPI|dpa|PA|Xinhua)\)\s*[-–—:]|^(?:AP|Reuters|AFP|UPI)\s*[-–—]")
AGENCY = re.compile(
    r"\b(?:Associated Press|Reuters|Agence France-Presse|AFP|UPI|United Press International|dpa|Xinhua|"
    r"Press Association|Bloomberg News)\b|^AP$"
)
DATELINE_WITHIN = 200
# When a control is called a possible explanation: differences that a reader would see with bare eyes.
LENGTH_RATIO, SHARE_GAP, EXPLAINED = 1.5, 0.2, 1 / 3
FEWEST = 8  # articles or events below which a slope or a vanished difference says nothing


def wire_articles(table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]] | None:
    """Return which articles credit a news agency: in a column `wire`, as author, or in the dateline.

    None where the table has none of these. Agency text without a credit is not recognised.

    >>> wire_articles(pd.DataFrame({"author": ["Reuters", "Ada Byrne"]})).tolist()
    [True, False]
    """
    if "wire" in table:
        return np.isin(np.char.lower(filled(table["wire"]).astype(str)), ["true", "1", "1.0", "yes"])
    found = np.zeros(len(table), dtype=bool)
    if not {"author", "text"} & set(table.columns):
        return None
    if "author" in table:
        found |= [bool(AGENCY.search(author)) for author in filled(table["author"])]
    if "text" in table:
        starts = table["text"].fillna("").astype(str).str[:DATELINE_WITHIN]
        found |= [bool(DATELINE.search(start)) for start in starts]
    return found


def controls_table(sample: Sample) -> pd.DataFrame:
    """Return one row per group and control: its value there and among all others."""
    rows: list[tuple[Any, ...]] = []
    words, table = sample.n_words, sample.table
    wire = wire_articles(table)
    language = filled(table["language"]) if "language" in table else np.full(len(table), "")
    main = _most_common(language)
    shared = _in_shared_events(sample)
    topics = _topics(sample)
    for g, name in enumerate(sample.groups):
        sides = (sample.group == g, sample.group != g)

        def add(control: str, value: Any, unit: str, name: str = name, sides: Any = sides) -> None:
            rows.append((name, control, value(sides[0]), value(sides[1]) if sides[1].any() else np.nan, unit))

        add("articles", lambda side: float(side.sum()), "articles")
        if np.isfinite(words).any():
            add("median length", lambda side: _median(words[side]), "words")
        if wire is not None:
            add("agency copy", lambda side, w=wire: float(w[side].mean()), "share of articles")
        if main:
            other = (language != main) & (language != "")
            add(f"not in {main}", lambda side, o=other: float(o[side].mean()), "share of articles")
        if shared is not None:
            add("in shared events", lambda side, s=shared: float(s[side].mean()), "share of articles")
        if topics is not None and sides[1].any():
            overlap = np.minimum(_mix(topics, sides[0]), _mix(topics, sides[1])).sum()
            rows.append((name, "topic overlap with the rest", float(overlap), np.nan, "share"))
        missing = (sample.over == 0).mean(axis=1)
        add("missing values", lambda side, m=missing: float(m[side].mean()), "share of values")
    return pd.DataFrame(rows, columns=list(COLUMNS))


def render_controls(table: pd.DataFrame, most: int = 12) -> str:
    """Return the controls as lines to print, one group each: "agency copy 12 %" beside each other's.

    >>> rows = [("Argus", "articles", 3.0, 9.0, "articles"), ("Argus", "agency copy", 0.25, 0.0, "share of articles")]
    >>> print(render_controls(pd.DataFrame(rows, columns=list(COLUMNS))))
           articles  agency copy
    Argus         3         25 %
    """
    groups, names = list(dict.fromkeys(table["group"])), list(dict.fromkeys(table["control"]))
    cells = {
        (row["group"], row["control"]): figure(row["value"], "share")
        if row["unit"].startswith("share")
        else f"{row['value']:,.0f}"
        for row in table.to_dict("records")
    }
    lines = [["", *names]] + [[str(g), *(cells.get((g, name), "–") for name in names)] for g in groups[:most]]
    widths = [max(len(line[at]) for line in lines) for at in range(len(names) + 1)]
    shown = ["  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines]
    if len(groups) > most:
        shown.append(f"and {len(groups) - most} more in controls.csv")
    return "\n".join(shown)


def control_warnings(sample: Sample, controls: pd.DataFrame, differences: pd.DataFrame) -> list[str]:
    """Return a sentence for each control that could explain a difference found unmatched."""
    warnings: list[str] = []
    said = differences[differences["distinguishable"] & (differences["mode"] == "unmatched")]
    said = said[said["reference"] == "rest"]
    by_name = {column.name: j for j, column in enumerate(sample.columns)}
    values: dict[tuple[str, str], tuple[float, float]] = {
        (row["group"], row["control"]): (row["value"], row["value_rest"]) for row in controls.to_dict("records")
    }
    for name in sample.groups:
        found = said[said["group"] == name]
        if found.empty:
            continue
        mine, rest = values.get((name, "median length"), (np.nan, np.nan))
        labels = []
        for row in found.to_dict("records"):
            j = by_name[row["measure"]]
            if length_explains(sample, j, name) / row["difference"] >= EXPLAINED:
                labels.append(sample.columns[j].label or row["measure"])
        if labels and max(mine, rest) > 0:
            warnings.append(
                f"{name}'s articles have a median length of {mine:,.0f} words, the rest's of {rest:,.0f}; within "
                f"outlets length goes with {listed(labels)}, so length could explain a third or more of the difference."
            )
        elif mine > 0 and rest > 0 and not 1 / LENGTH_RATIO < mine / rest < LENGTH_RATIO:
            warnings.append(
                f"{name}'s articles are of another length (median {mine:,.0f} words, the rest's "
                f"{rest:,.0f}): its differences compare long articles with short ones."
            )
        for (group, control), (value, other) in values.items():
            if group != name or not abs(value - other) > SHARE_GAP:
                continue
            if control == "agency copy":
                warnings.append(
                    f"{value:.0%} of {name}'s articles and {other:.0%} of the rest's credit a news agency: "
                    "differences may be those between agency and house style.".replace("%", " %")
                )
            elif control.startswith("not in "):
                warnings.append(
                    f"{value:.0%} of {name}'s articles and {other:.0%} of the rest's are {control}: "
                    "measures for one language do not compare across languages.".replace("%", " %")
                )
        gone = _gone_within_events(differences, found, name)
        if gone:
            labels = [sample.columns[by_name[measure]].label or measure for measure in gone]
            warnings.append(
                f"{name} differs from the rest on {listed(labels)} over all articles but not within shared "
                "events: what it covers, not how it words it, may be the reason."
            )
    return [*warnings, *_without_values(sample)]


def _without_values(sample: Sample) -> list[str]:
    """Return a sentence for the groups in which a measure has no value in many more articles than elsewhere."""
    sizes = np.bincount(sample.group, minlength=len(sample.groups))
    lacking: dict[tuple[str, ...], list[str]] = {}
    for j, column in enumerate(sample.columns):
        unknown = np.array([(sample.over[sample.group == g, j] == 0).mean() for g in range(len(sample.groups))])
        apart = (unknown - np.median(unknown) > SHARE_GAP) & (sizes >= FEWEST)
        if apart.any() and len(sample.groups) > 1:
            names = tuple(sample.groups[g] for g in np.flatnonzero(apart))
            lacking.setdefault(names, []).append(column.label or column.name)
    return [
        f"{listed(names)}: many more articles than elsewhere have no value of {listed(labels)}, "
        "so the other articles may not speak for the whole."
        for names, labels in lacking.items()
    ]


def length_explains(sample: Sample, j: int, name: str) -> float:
    """Return the part of a difference that length predicts: slope within groups times the gap in length.

    Slope of article values on log words, groups' means taken out, longer articles weighing as in the rate.
    0 where fewer than eight articles tell, or the slope is not distinguishable from none.
    """
    over, words = sample.over[:, j], sample.n_words
    used = (over > 0) & np.isfinite(words) & (words > 0)
    if used.sum() < FEWEST:
        return 0.0
    value = sample.counts[used, j] / over[used] * sample.columns[j].per
    x, w, group = np.log(words[used]), over[used], sample.group[used]
    n = len(sample.groups)
    total = np.bincount(group, w, n).astype(np.float64)
    sums = [np.bincount(group, w * t, n).astype(np.float64) for t in (x, value)]
    means = [divided(each, total)[group] for each in sums]
    dx, dy = x - means[0], value - means[1]
    sxx = (w * dx**2).sum()
    if sxx <= 0:
        return 0.0
    slope = (w * dx * dy).sum() / sxx
    error = np.sqrt(((w * dx * (dy - slope * dx)) ** 2).sum()) / sxx
    if abs(slope) < 2 * error:
        return 0.0
    inside = group == sample.groups.index(name)
    gap = np.average(x[inside], weights=w[inside]) - np.average(x[~inside], weights=w[~inside])
    return float(slope * gap)


def _gone_within_events(differences: pd.DataFrame, found: pd.DataFrame, name: str) -> list[str]:
    """Return the measures that differ unmatched, and inside events by less than half of it and no more."""
    inside = differences[
        (differences["mode"] == "same_event") & (differences["reference"] == "rest") & (differences["group"] == name)
    ]
    by_measure: dict[str, dict[str, Any]] = {row["measure"]: row for row in inside.to_dict("records")}  # type: ignore[misc]
    gone = []
    for row in found.to_dict("records"):
        other = by_measure.get(row["measure"])
        if other is None or other["n_events"] < FEWEST or other["distinguishable"]:
            continue
        if abs(other["difference"]) < abs(row["difference"]) / 2:
            gone.append(str(row["measure"]))
    return gone


def _in_shared_events(sample: Sample) -> np.ndarray[Any, np.dtype[np.bool_]] | None:
    if not (sample.event >= 0).any():
        return None
    pairs = np.unique(np.column_stack([sample.event, sample.group]), axis=0)
    groups_per_event = np.bincount(pairs[pairs[:, 0] >= 0, 0], minlength=len(sample.event_names))
    shared: np.ndarray[Any, np.dtype[np.bool_]] = sample.event >= 0
    shared[shared] = groups_per_event[sample.event[shared]] > 1
    return shared


def _topics(sample: Sample) -> np.ndarray[Any, Any] | None:
    """Return a code per article for what it is about: the column `topic` or `section`, else the event."""
    for column in ("topic", "section", "event"):
        if column in sample.table:
            labels = filled(sample.table[column])
            if (labels != "").any():
                return np.where(labels == "", -1, np.unique(labels.astype(str), return_inverse=True)[1])
    return None


def _mix(topics: np.ndarray[Any, Any], side: np.ndarray[Any, Any]) -> Floats:
    known = topics[side & (topics >= 0)]
    return np.bincount(known, minlength=int(topics.max()) + 1) / max(len(known), 1)


def _most_common(labels: np.ndarray[Any, Any]) -> str:
    names, counts = np.unique(labels[labels != ""].astype(str), return_counts=True)
    return str(names[np.argmax(counts)]) if len(names) else ""


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")
