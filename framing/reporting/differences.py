"""Differences between outlets as sentences: those that stand out, the hints, and how many cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import SOURCE_TYPES, interval, is_share, measure_name, measure_unit, number
from framing.charts.same_event import REST
from framing.charts.style import plural, shorten
from framing.charts.tables import counted_articles
from framing.charts.wording_profile import MEASURES
from framing.reporting.finding import Finding, make_finding

if TYPE_CHECKING:
    from framing.results import Results

MOST_CLEAR, MOST_HINTS = 6, 3
HINT_BELOW = 0.05  # the p of a hint; an interval alone may leave zero out where almost nothing was counted
_PREDICATES = {
    "attributions_per_1000_words": ("says more often who said something", "says less often who said something"),
    "share_direct": ("gives more statements word for word", "gives fewer statements word for word"),
    "share_unnamed": ("attributes more to sources it does not name", "attributes less to sources it does not name"),
    "share_distancing_cues": ("presents more statements as mere claims", "presents fewer statements as mere claims"),
    "share_endorsing_cues": ("presents more statements as true", "presents fewer statements as true"),
    "share_quoted_words": ("quotes more", "quotes less"),
    "share_attributed_words": ("leaves more space to sources", "leaves less space to sources"),
}
_WORDS_OF_RATES = ("loaded", "hedges", "boosters", "scare_quotes", "passives")


def find_differences(results: Results) -> list[Finding]:
    """Return the differences that stand out, the strongest hints, and of how many comparisons they are."""
    table = results.differences
    if table is None or table.empty:
        if counted_articles(results)["outlet"].nunique() > 1:
            text = "The outlets have not been compared, so differences between them are not shown."
            return [make_finding(text, "open")]
        return []
    found = []
    matched = table[table["mode"] == "same_event"]
    mode, rows = ("same_event", matched) if len(matched) else ("unmatched", table[table["mode"] == "unmatched"])
    rows = _without_mirrors(rows[rows["reference"] == REST] if (rows["reference"] == REST).any() else rows)
    rows = rows.drop_duplicates(["measure", "group", "reference"])
    known = rows[rows["low"].notna() & rows["high"].notna()]
    apart = (known["low"] > 0) | (known["high"] < 0)
    clear = known["distinguishable"].astype(bool) if "distinguishable" in known else apart & (known["q"] <= 0.05)
    n_outlets = counted_articles(results)["outlet"].nunique()
    hint = apart & ~clear & (known["p"] < HINT_BELOW) if "p" in known else apart & False
    for chosen, certainty, most in ((clear, "clear", MOST_CLEAR), (hint, "hint", MOST_HINTS)):
        for _, row in _strongest(known[chosen]).head(most).iterrows():
            extra = _chance_and_counts(row, results) if certainty == "hint" else ""
            text = _sentence(row, mode, n_outlets, extra)
            found.append(make_finding(text, certainty, chart="same_event", measure=str(row["measure"])))
    n_clear, n_hints = int(clear.sum()), int(hint.sum())
    more = n_clear - MOST_CLEAR
    stand = "that stands out is" if more == 1 else "that stand out are"
    rest = f" {plural(more, 'further difference')} {stand} in differences.csv." if more > 0 else ""
    where = "on the same events" if mode == "same_event" else "over all articles"
    text = (
        f"Of {plural(len(rows), 'comparison')} {where} ({plural(rows['measure'].nunique(), 'measure')}), "
        f"{n_clear:,} {'stands' if n_clear == 1 else 'stand'} out when all of them are counted, "
        f"{n_hints:,} {'is a hint' if n_hints == 1 else 'are hints'}, and for "
        f"{len(rows) - n_clear - n_hints:,} the outlets cannot be told apart.{rest}"
    )
    # Where nothing stands out, that comes first: the hints after it were picked from so many.
    if not clear.any():
        return [make_finding(text, "open", chart="same_event"), *found]
    return [*found, make_finding(text, "count", chart="same_event")]


def _without_mirrors(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that say the same of the other side: of two outlets, one minus the other."""
    if rows["group"].nunique() == 2 and set(rows["reference"]) == {REST}:
        one_side: pd.DataFrame = rows[rows["group"] == sorted(rows["group"].unique())[0]]
        return one_side
    return rows


def _strongest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the measures of the wording chart first, then by size of effect."""
    headline = rows["measure"].isin(MEASURES) | rows["measure"].isin([f"share_{name}" for name in SOURCE_TYPES])
    ordered: pd.DataFrame = rows.assign(headline=headline, size=rows["effect_size"].abs()).sort_values(
        ["headline", "size", "measure", "group"], ascending=[False, False, True, True], kind="stable"
    )
    return ordered


def _chance_and_counts(row: pd.Series[Any], results: Results) -> str:
    """Return "; 1 against 4 counted; q = 0.31", the counts only where they are of the articles compared."""
    parts = []
    table = results.estimates
    if table is not None and {"count", "n_articles"} <= set(table) and "n_articles" in row:
        of_measure = table[table["measure"] == row["measure"]]
        first = of_measure[of_measure["group"] == row["group"]]
        against_rest = row["reference"] == REST
        second = of_measure[of_measure["group"] != row["group"]] if against_rest else of_measure[
            of_measure["group"] == row["reference"]
        ]  # fmt: skip
        same = first["n_articles"].sum() == row["n_articles"]
        same &= second["n_articles"].sum() == row["n_articles_reference"]
        if same and len(first) and len(second) and first["count"].notna().all() and second["count"].notna().all():
            parts.append(f"{first['count'].sum():,.0f} against {second['count'].sum():,.0f} counted")
    if "q" in row and pd.notna(row["q"]):
        parts.append("q < 0.001" if row["q"] < 0.001 else f"q = {row['q']:.2g}")
    return "".join(f"; {part}" for part in parts)


def _sentence(row: pd.Series[Any], mode: str, n_outlets: int, extra: str = "") -> str:
    """Return one difference as a sentence; `extra` ends its bracket.

    "Gannet uses more loaded words than the other three outlets on the same events: 9.1 against 5.0 per 1,000 words
    of its own voice (difference +4.1, 95 % interval +1.2 to +7.3; 12 articles against 36)."
    """
    measure, share = str(row["measure"]), is_share(str(row["measure"]))
    other = shorten(row["reference"], 6)
    if row["reference"] == REST:
        other = "the other outlet" if n_outlets == 2 else f"the other {_count_word(n_outlets - 1)} outlets"
    where = " on the same events" if mode == "same_event" else ""
    values = ""
    if "estimate" in row and pd.notna(row["estimate"]):
        values = f"{number(row['estimate'], share=share)} against {number(row['estimate_reference'], share=share)} "
    sizes = ""
    if "n_articles" in row and pd.notna(row["n_articles"]):
        sizes = f"; {plural(row['n_articles'], 'article')} against {int(row['n_articles_reference']):,}"
    events = f" on {plural(row['n_events'], 'event')}" if mode == "same_event" and row["n_events"] > 0 else ""
    points = " points" if share else ""
    inside = " within events" if mode == "same_event" else ""  # it is no subtraction of the two numbers before it
    shown = number(row["difference"], share=share, signed=True).replace(" %", "")
    between = interval(row["low"], row["high"], share=share, signed=True).replace(" %", "")
    unit = measure_unit(measure).replace("share of", "of")
    return (
        f"{shorten(row['group'], 6)} {_predicate(measure, row['difference'] > 0)} than {other}{where}: {values}"
        f"{unit} (difference{inside} {shown}{points}, 95 % interval {between}{sizes}{events}{extra})."
    )


def _predicate(measure: str, more: bool) -> str:
    name = measure_name(measure)
    if measure in _PREDICATES:
        return _PREDICATES[measure][not more]
    if measure.startswith(_WORDS_OF_RATES):
        return f"uses {'more' if more else 'fewer'} {name}"
    if measure.startswith("share_") and measure.removeprefix("share_") in SOURCE_TYPES:
        who = "sources that cannot be told" if measure == "share_unknown" else name
        return f"attributes {'more' if more else 'less'} to {who}"
    return f"is {'higher' if more else 'lower'} in {name}"


def _count_word(n: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}.get(n, f"{n:,}")
