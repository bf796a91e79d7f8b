"""What was found, in plain sentences that carry their uncertainty and say as much about what was not found.

Sentences state what was counted, never what an outlet is. Each has a certainty:
`clear` stands out although all comparisons made are counted, `hint` has an interval without zero and p < .05 but may
be one of the many comparisons that look so by chance, `open` cannot be told, `count` describes these articles only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import SOURCE_TYPES, interval, is_share, measure_name, measure_unit, number
from framing.charts.same_event import REST
from framing.charts.style import FEW_ARTICLES, plural, shorten
from framing.charts.tables import NO_SOURCE, body_attributions, counted_articles, filled, shares_table
from framing.charts.wording_profile import MEASURES

if TYPE_CHECKING:
    from framing.results import Results

Finding = dict[str, Any]
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


def find_findings(results: Results, measures: Iterable[Any] | None = None) -> list[Finding]:
    """Return the findings of a run: what was not measured, then the surest first.

    Each has text, certainty, the chart that shows it, its measure and, of loaded words, how often they are found
    right (`accuracy`). measures: those of the package if not given.
    """
    unmeasured = _unmeasured(results)
    found = [_finding(f"{unmeasured}.", "count")] if unmeasured else []
    found += [*_differences(results), *_who_speaks(results), *_most_quoted(results)]
    if any("loaded" in finding["measure"] for finding in found):
        known = _accuracy_of_loaded(measures)
        for finding in found:
            finding["accuracy"] = known if "loaded" in finding["measure"] else ""
    return found


def _accuracy_of_loaded(measures: Iterable[Any] | None) -> str:
    """Return the first clause of what is known of the measure of loaded words, as a sentence."""
    if measures is None:
        from framing.measures import MEASURES

        measures = MEASURES
    for measure in measures:
        if measure.name == "loaded_per_1000_words" and measure.accuracy:
            return f"How well loaded words are found: {str(measure.accuracy).split(';')[0].strip()}."
    return ""


def is_measured(articles: pd.DataFrame) -> pd.Series[Any]:
    """Return which articles are measured: those in English or of no known language."""
    if "language" not in articles:
        return pd.Series(True, index=articles.index)
    codes = filled(articles["language"], "").str.lower()
    measured: pd.Series[Any] = (codes == "") | codes.str.startswith("en")
    return measured


def _unmeasured(results: Results) -> str:
    """Return "2 of 12 articles are not in English and were not measured (de 2)", or nothing where all are."""
    articles = counted_articles(results)
    foreign = articles[~is_measured(articles).astype(bool)]
    if foreign.empty:
        return ""
    counts = filled(foreign["language"], "").str.lower().value_counts()
    codes = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    listed = ", ".join(f"{shorten(code, 2)} {count:,}" for code, count in codes[:8])
    listed += ", …" if len(codes) > 8 else ""
    verbs = ("is", "was") if len(foreign) == 1 else ("are", "were")
    return (
        f"{len(foreign):,} of {plural(len(articles), 'article')} {verbs[0]} not in English and {verbs[1]} not measured "
        f"({listed})"
    )


def find_cautions(results: Results) -> list[str]:
    """Return sentences that say how little these articles can show."""
    articles = counted_articles(results)
    sizes = articles.groupby("outlet")["article_id"].size()
    cautions = []
    if len(articles) == 0:
        return ["No article could be used, so there is nothing to show."]
    unmeasured, n_measured = _unmeasured(results), int(is_measured(articles).sum())
    if unmeasured:
        those = "No article is left that could be measured" if not n_measured else "No number here counts them"
        cautions.append(f"{unmeasured}: the measures are made for English. {those}.")
    if not n_measured:
        pass  # nothing was measured of any outlet: how many articles it has does not matter
    elif len(articles) == 1:
        cautions.append("This is one article: it shows how that article is worded, and nothing about its outlet.")
    elif (sizes < FEW_ARTICLES).any():
        small = int((sizes < FEW_ARTICLES).sum())
        has = "has" if small == 1 else "have"
        which = "Every outlet has" if small == len(sizes) else f"{small} of {plural(len(sizes), 'outlet')} {has}"
        cautions.append(
            f"{which} fewer than {FEW_ARTICLES} articles (marked †). So few show only large differences, and say "
            "little about the rest of what an outlet publishes."
        )
    left_out = len(results.articles) - len(articles)
    if left_out:
        copies = "a copy of another" if left_out == 1 else "copies of others"
        cautions.append(f"{plural(left_out, 'article')} left out of all counts as {copies} in the run.")
    if len(results.rejected):
        cautions.append(f"{plural(len(results.rejected), 'record')} could not be read; rejected.csv says why.")
    cautions.append(
        "Everything was found by a program that makes mistakes: check the marked words before you rely on a number. "
        "Wording and sourcing are measured here, not truth, intention or quality."
    )
    return cautions


def _differences(results: Results) -> list[Finding]:
    table = results.differences
    if table is None or table.empty:
        if counted_articles(results)["outlet"].nunique() > 1:
            return [_finding("The outlets have not been compared, so differences between them are not shown.", "open")]
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
            found.append(_finding(text, certainty, chart="same_event", measure=str(row["measure"])))
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
    found.append(_finding(text, "open" if not clear.any() else "count", chart="same_event"))
    return found


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


def _who_speaks(results: Results) -> list[Finding]:
    rows = body_attributions(results)
    if rows.empty:
        articles = counted_articles(results)
        measured = is_measured(articles)
        if len(articles) and not measured.any():
            return []  # nobody looked: nothing can be said of who is quoted
        which = "these articles" if measured.all() else "the articles that were measured"
        return [_finding(f"No attribution was found in {which}: nobody is quoted or paraphrased.", "count")]
    table = shares_table(rows.assign(everyone="all"), group="everyone", category="type", categories=list(SOURCE_TYPES))
    found = [_finding(_groups(table.set_index("type"), rows), "count", chart="source_mix")]
    unnamed = int(((rows["named"] == "no") & (rows["name"] != NO_SOURCE)).sum())
    if unnamed:
        text = (
            f"{unnamed:,} of {plural(len(rows), 'attribution')} ({number(unnamed / len(rows), share=True)}) "
            f"{'goes' if unnamed == 1 else 'go'} to sources that the article does not name."
        )
        found.append(_finding(text, "count", chart="who_is_quoted", measure="share_unnamed"))
    return found


def _groups(table: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Return how the attributions share out over kinds of source, the largest group first, whichever it is."""
    unknown = table.loc[["unknown"]].iloc[0]
    ranked = table.drop(index="unknown").sort_values("count", ascending=False, kind="stable")
    top = [f"{SOURCE_TYPES[str(name)]} {_share(row)}" for name, row in ranked.head(3).iterrows() if row["count"] > 0]
    every = plural(len(rows), "attribution")
    where = f"in {plural(rows['article_id'].nunique(), 'article')}"
    if not top or unknown["count"] > ranked["count"].iloc[0]:
        have = "has" if len(rows) == 1 else "have"
        rest = f"; of all, {', '.join(top)}" if top else ""
        return f"{_share(unknown)} of the {every} {where} {have} no source or one whose kind cannot be told{rest}."
    text = f"Of {every} {where}, the largest group goes to {top[0]}"
    text += f", then {', '.join(top[1:])}. " if top[1:] else ". "
    return text + f"For {_share(unknown)} no source is given or its kind cannot be told."


def _share(row: pd.Series[Any]) -> str:
    return f"{number(row['share'], share=True)} ({interval(row['low'], row['high'], share=True)})"


def _most_quoted(results: Results) -> list[Finding]:
    rows = body_attributions(results)
    rows = rows[(rows["name"] != NO_SOURCE) & (rows["named"] == "yes")]
    if rows.empty:
        return []
    counts = rows.groupby("entity").agg(
        count=("attribution_id", "size"), outlets=("outlet", "nunique"), n_articles=("article_id", "nunique"),
        name=("name", lambda names: max(sorted(set(names)), key=len)),
    ).sort_values(["count", "name"], ascending=[False, True], kind="stable")  # fmt: skip
    first = counts.iloc[0]
    text = (
        f"The named source with most attributions is {shorten(first['name'], 6)}: {first['count']:,}, in "
        f"{plural(first['n_articles'], 'article')} of {plural(first['outlets'], 'outlet')}."
    )
    return [_finding(text, "count", chart="who_is_quoted")]


def _finding(text: str, certainty: str, *, chart: str = "", measure: str = "") -> Finding:
    return {"text": text, "certainty": certainty, "chart": chart, "measure": measure, "accuracy": ""}
