"""What was found, in plain sentences that carry their uncertainty and say as much about what was not found.

Sentences state what was counted, never what an outlet is. Each has a certainty:
`clear` stands out although all comparisons made are counted, `hint` has an interval without zero and p < .05 but may
be one of the many comparisons that look so by chance, `open` cannot be told, `count` describes these articles only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from framing.charts.style import FEW_ARTICLES, plural, shorten
from framing.charts.tables import counted_articles, filled, is_measured
from framing.reporting.differences import find_differences
from framing.reporting.finding import Finding, make_finding
from framing.reporting.who_speaks import find_most_quoted, find_who_speaks

if TYPE_CHECKING:
    from framing.results import Results


def find_findings(results: Results, measures: Iterable[Any] | None = None) -> list[Finding]:
    """Return the findings of a run: what was not measured, then the surest first.

    Each has text, certainty, the chart that shows it, its measure and, of loaded words, how often they are found
    right (`accuracy`). measures: those of the package if not given.
    """
    unmeasured = _unmeasured(results)
    found = [make_finding(f"{unmeasured}.", "count")] if unmeasured else []
    found += [*find_differences(results), *find_who_speaks(results), *find_most_quoted(results)]
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
