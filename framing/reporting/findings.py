"""What was found, in plain sentences that carry their uncertainty and say as much about what was not found.

Sentences state what was counted, never what an outlet is. Each has a certainty:
`clear` stands out although all comparisons made are counted, `hint` has an interval without zero but may be one of
the many comparisons that look so by chance, `open` cannot be told, `count` describes these articles only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.names import SOURCE_TYPES, interval, is_share, measure_name, measure_unit, number
from framing.charts.same_event import REST
from framing.charts.style import FEW_ARTICLES, plural, shorten
from framing.charts.tables import NO_SOURCE, body_attributions, counted_articles, shares_table
from framing.charts.wording_profile import MEASURES

if TYPE_CHECKING:
    from framing.results import Results

Finding = dict[str, Any]
MOST_CLEAR, MOST_HINTS = 6, 3
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


def find_findings(results: Results) -> list[Finding]:
    """Return the findings of a run, the surest first: text, certainty, chart that shows it, measure."""
    return [*_differences(results), *_who_speaks(results), *_most_quoted(results)]


def find_cautions(results: Results) -> list[str]:
    """Return sentences that say how little these articles can show."""
    articles = counted_articles(results)
    sizes = articles.groupby("outlet")["article_id"].size()
    cautions = []
    if len(articles) == 0:
        return ["No article could be used, so there is nothing to show."]
    if len(articles) == 1:
        cautions.append("This is one article: it shows how that article is worded, and nothing about its outlet.")
    elif (sizes < FEW_ARTICLES).any():
        small = int((sizes < FEW_ARTICLES).sum())
        which = "Every outlet has" if small == len(sizes) else f"{small} of {plural(len(sizes), 'outlet')} have"
        cautions.append(
            f"{which} fewer than {FEW_ARTICLES} articles (marked †). So few show only large differences, and say "
            "little about the rest of what an outlet publishes."
        )
    left_out = len(results.articles) - len(articles)
    if left_out:
        cautions.append(f"{plural(left_out, 'article')} left out of all counts as copies of others in the run.")
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
    for chosen, certainty, most in ((clear, "clear", MOST_CLEAR), (apart & ~clear, "hint", MOST_HINTS)):
        for _, row in _strongest(known[chosen]).head(most).iterrows():
            text = _sentence(row, mode, n_outlets)
            found.append(_finding(text, certainty, chart="same_event", measure=str(row["measure"])))
    more = int(clear.sum()) - min(int(clear.sum()), MOST_CLEAR)
    rest = f" {plural(more, 'further difference')} that stand out are in differences.csv." if more > 0 else ""
    where = "on the same events" if mode == "same_event" else "over all articles"
    unknown = len(rows) - len(known)
    text = (
        f"Of {plural(len(rows), 'comparison')} {where} ({plural(rows['measure'].nunique(), 'measure')}), "
        f"{int(clear.sum())} stand out when all of them are counted, {int((apart & ~clear).sum())} are hints, and for "
        f"{int((~apart).sum()) + unknown} the outlets cannot be told apart.{rest}"
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


def _sentence(row: pd.Series[Any], mode: str, n_outlets: int) -> str:
    """Return one difference as a sentence.

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
        sizes = f"; {int(row['n_articles'])} articles against {int(row['n_articles_reference'])}"
    events = f" on {plural(row['n_events'], 'event')}" if mode == "same_event" and row["n_events"] > 0 else ""
    points = " points" if share else ""
    inside = " within events" if mode == "same_event" else ""  # it is no subtraction of the two numbers before it
    shown = number(row["difference"], share=share, signed=True).replace(" %", "")
    between = interval(row["low"], row["high"], share=share, signed=True).replace(" %", "")
    unit = measure_unit(measure).replace("share of", "of")
    return (
        f"{shorten(row['group'], 6)} {_predicate(measure, row['difference'] > 0)} than {other}{where}: {values}"
        f"{unit} (difference{inside} {shown}{points}, 95 % interval {between}{sizes}{events})."
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
        return [_finding("No attribution was found in these articles: nobody is quoted or paraphrased.", "count")]
    table = shares_table(rows.assign(everyone="all"), group="everyone", category="type", categories=list(SOURCE_TYPES))
    table = table.set_index("type")
    n_articles = rows["article_id"].nunique()
    ranked = table.drop(index="unknown").sort_values("count", ascending=False, kind="stable")
    top = [f"{SOURCE_TYPES[str(name)]} {_share(row)}" for name, row in ranked.head(3).iterrows() if row["count"] > 0]
    unknown = table.loc[["unknown"]].iloc[0]
    text = f"Of {plural(len(rows), 'attribution')} in {plural(n_articles, 'article')}, "
    text += f"most go to {', '.join(top)}. " if top else ""
    text += f"For {_share(unknown)} no source is given or its kind cannot be told."
    found = [_finding(text, "count", chart="source_mix")]
    unnamed = int(((rows["named"] == "no") & (rows["name"] != NO_SOURCE)).sum())
    if unnamed:
        text = (
            f"{plural(unnamed, 'attribution')} of {len(rows):,} ({number(unnamed / len(rows), share=True)}) go to "
            "sources that the article does not name."
        )
        found.append(_finding(text, "count", chart="who_is_quoted", measure="share_unnamed"))
    return found


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
    return {"text": text, "certainty": certainty, "chart": chart, "measure": measure}
