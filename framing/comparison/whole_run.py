"""The comparison of a whole run: beside estimates and differences, what texts, spans, sources and dates allow.

Each table is made where the run has what it needs; where it has not, a note says so and the table is None.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import MeasureColumn, MeasureSpec
from framing.comparison.comparison import Comparison, compare_tables
from framing.comparison.distinctive import distinctive_words
from framing.comparison.diversity import diversity_table
from framing.comparison.groups import checked_groups, read_groups, with_groups
from framing.comparison.mixed_model import mixed_models
from framing.comparison.omission import omissions_and_rates
from framing.comparison.sample import PERIODS, filled, group_labels
from framing.comparison.terms import terms_by_voice
from framing.comparison.time_series import change_points, fitting_period, time_series
from framing.comparison.word_shift import word_shift
from framing.errors import InputError

WORDS_SHOWN = 10  # of each word shift
SHIFTED = ("measure", "group", "reference", "mode", "voice")
VOICE_OF = {"_paraphrased": "paraphrased", "_quoted": "quoted"}


def compare(
    results: Any,
    *,
    measures: Iterable[MeasureSpec | str] | None = None,
    words: bool = True,
    mixed_model: bool = False,
    groups: pd.DataFrame | str | PathLike[str] | None = None,
    **options: Any,
) -> Comparison:
    """Return the comparison of the outlets (or of `by=`) of an analysed corpus.

    results: has the tables `articles` and `features`, and for more than estimates and differences `spans`,
    `attributions` and `sources`; it takes the comparison's tables in where it can (`attach`). measures: those of the
    package where not given, or some of them by name. words: also find distinctive words. mixed_model: also fit the
    mixed models (needs the extra `stats`). groups: a table (or CSV file) with `outlet` or `article_id` and columns to
    compare `by`, such as leaning or country. Other options are those of `compare_tables`.

    >>> from types import SimpleNamespace
    >>> from framing.comparison import MeasureColumn
    >>> table = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["X", "Y"], "n_words_own": [90, 60]})
    >>> measures = [MeasureColumn(name="n_words_own", label="words in the outlet's own voice")]
    >>> compare(SimpleNamespace(articles=table, features=table), measures=measures).estimates["estimate"].tolist()
    [90.0, 60.0]
    """
    # Imported only here: tidy tables of other origin need no measures.
    from framing.codebook import find_measure
    from framing.measures import MEASURES

    own = own_measures(getattr(results, "manifest", None) or {})
    given = [measures] if isinstance(measures, str) else (*MEASURES, *own.values()) if measures is None else measures
    chosen: list[Any] = [own.get(one) or find_measure(one) if isinstance(one, str) else one for one in given]
    by, articles = str(options.get("by", "outlet")), results.articles
    notes: list[str] = []
    table = _groups_table(groups if groups is not None else getattr(results, "groups", None))
    if table is not None and by in table and by not in articles:
        articles, notes = with_groups(articles, table, by)
    comparison = compare_tables(articles, results.features, chosen, **options)
    comparison = replace(comparison, groups=table, notes=(*comparison.notes, *notes))
    spans, sources, attributions = (getattr(results, name, None) for name in ("spans", "sources", "attributions"))
    kept = _kept(articles, comparison)
    if words:
        comparison = with_words(comparison, kept, attributions)
    comparison = with_omissions(comparison, kept, sources)
    comparison = with_diversity(comparison, kept, sources)
    comparison = with_word_shifts(comparison, kept, results.features, spans)
    comparison = with_time(comparison, kept, results.features)
    if mixed_model:
        table, notes = mixed_models(kept, results.features, comparison.columns, by=by, reference=comparison.reference)
        comparison = replace(comparison, mixed_model=table, notes=(*comparison.notes, *notes))
    if hasattr(results, "attach"):
        # So that `framing.report(results, ...)` after `framing.compare(results)` shows the comparison.
        results.attach(comparison)
    return comparison


def _groups_table(groups: pd.DataFrame | str | PathLike[str] | None) -> pd.DataFrame | None:
    if groups is None or isinstance(groups, pd.DataFrame):
        return None if groups is None else checked_groups(groups)
    return read_groups(groups)


def _kept(articles: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """Return the articles in order of id, copies left out unless they are to be kept."""
    if comparison.options["copies"] == "drop" and "duplicate_of" in articles:
        articles = articles[filled(articles["duplicate_of"]) == ""]
    elif "duplicate_of" in articles:
        articles = articles.drop(columns="duplicate_of")
    return articles.sort_values("article_id", kind="stable")


def _noted(comparison: Comparison, note: str) -> Comparison:
    return replace(comparison, notes=tuple(dict.fromkeys([*comparison.notes, note])))


def _has_texts(articles: pd.DataFrame) -> bool:
    return "text" in articles and bool((filled(articles["text"]) != "").any())


def own_measures(manifest: Mapping[str, Any]) -> dict[str, MeasureColumn]:
    """Return, by name, what the user's own lexicons of a run are compared as: rates per 1,000 words.

    >>> list(own_measures({"own_lexicons": {"mine.csv": "89dc"}}))
    ['mine_per_1000_words']
    """
    from framing.measures.own_lexicon import own_family, own_measure_name

    columns = [
        MeasureColumn(
            name=own_measure_name(file), family=own_family(file), denominator="n_words", per=1000.0,
            higher_means="more of the listed terms",
        )
        for file in manifest.get("own_lexicons") or ()
    ]  # fmt: skip
    return {column.name: column for column in columns}


def with_words(comparison: Comparison, articles: pd.DataFrame, attributions: pd.DataFrame | None) -> Comparison:
    """Return the comparison with its table of distinctive words, own voice and quoted voice apart."""
    if not _has_texts(articles):
        return _noted(comparison, "The articles' text is not in the tables, so distinctive words were not looked for.")
    if comparison.by not in articles and comparison.by not in PERIODS:
        note = f"{comparison.by} is no column of the articles, so distinctive words were not looked for."
        return _noted(comparison, note)
    groups = pd.Series(group_labels(articles, comparison.by), index=filled(articles["article_id"]))
    tables = [
        distinctive_words(made, groups, voice=voice, seed=comparison.options["seed"])
        for voice, made in terms_by_voice(articles, attributions).items()
    ]
    filled_tables = [table for table in tables if not table.empty]
    if not filled_tables:
        return _noted(comparison, "No word is in enough articles of two groups to ask which words are distinctive.")
    return replace(comparison, words=pd.concat(filled_tables, ignore_index=True))


def with_omissions(comparison: Comparison, articles: pd.DataFrame, sources: pd.DataFrame | None) -> Comparison:
    """Return the comparison with what others report of an event and one group does not, in the texts we have."""
    by = comparison.by
    if by not in articles or "event" not in articles or not (filled(articles["event"]) != "").any():
        return comparison  # no events: a note on that is there already; periods leave out what has not happened
    if not _has_texts(articles):
        return _noted(comparison, "The articles' text is not in the tables, so nothing can be called not found.")
    missing, rates = omissions_and_rates(articles, sources, by=by, level=comparison.options["level"])
    if rates.empty:
        return _noted(
            comparison,
            "No event has three groups that report it, so nothing can be called not found: "
            "what one other group alone has may be its own mistake.",
        )
    return replace(comparison, omissions=missing, omission_rates=rates)


def with_diversity(comparison: Comparison, articles: pd.DataFrame, sources: pd.DataFrame | None) -> Comparison:
    """Return the comparison with effective numbers of kinds of sources, at equal numbers of attributions."""
    if sources is None or sources.empty or (comparison.by not in articles and comparison.by not in PERIODS):
        return comparison
    if not {"type", "n_attributions"} <= set(sources):
        return comparison
    # Kinds of sources only: how many different people are heard grows with every article, at any size of draw.
    table, notes = diversity_table(articles, sources, by=comparison.by, level=comparison.options["level"])
    for note in notes:
        comparison = _noted(comparison, f"Diversity of sources: {note}")
    return replace(comparison, diversity=table)


def with_word_shifts(
    comparison: Comparison, articles: pd.DataFrame, features: pd.DataFrame, spans: pd.DataFrame | None
) -> Comparison:
    """Return the comparison with the words that make each distinguishable difference in a rate of words.

    Only where the words' parts add up to the difference itself: a measure that counts some kinds of a family only
    is left out.
    """
    if spans is None or spans.empty or comparison.by not in articles:
        return comparison
    by_name = {column.name: column for column in comparison.columns}
    # Every word shift joins the tables again: only with the columns it needs.
    articles = articles[[name for name in ("article_id", comparison.by, "event") if name in articles]]
    features = features[["article_id", *(name for name in features if str(name).startswith("n_words"))]]
    by_family = {str(family): part for family, part in spans.groupby("measure")}
    tables = []
    for row in comparison.differences.to_dict("records"):
        column = by_name[row["measure"]]
        voice = column.denominator.removeprefix("n_words_")
        if not (row["distinguishable"] and column.family in by_family and voice in ("own", "paraphrased", "quoted")):
            continue
        reference = None if row["reference"] == "rest" else row["reference"]
        shift = word_shift(
            articles, features, by_family[column.family], family=column.family, group=row["group"], by=comparison.by,
            voice=voice, reference=reference, mode=row["mode"], top=WORDS_SHOWN, n_resamples=1000,
            seed=comparison.options["seed"],
        )  # fmt: skip
        if np.isclose(shift["part"].sum(), row["difference"], rtol=1e-3, atol=1e-6):
            tables.append(shift.assign(**{name: {**row, "voice": voice}[name] for name in SHIFTED}))
    if not tables:
        return comparison
    shifts = pd.concat(tables, ignore_index=True)
    return replace(comparison, word_shifts=shifts[[*SHIFTED, *(c for c in shifts.columns if c not in SHIFTED)]])


def with_time(comparison: Comparison, articles: pd.DataFrame, features: pd.DataFrame) -> Comparison:
    """Return the comparison with the plain measures over time and the largest change of each, where dates allow."""
    by = comparison.by
    if by not in articles:
        return comparison
    period = fitting_period(articles, by)
    if not period:
        return comparison
    plain: list[Any] = [c for c in comparison.columns if not c.name.endswith(tuple(VOICE_OF))]
    try:
        series = time_series(articles, features, plain, by=by, period=period)
        changes = change_points(
            articles, features, plain, by=by, period=period, seed=comparison.options["seed"], n_permutations=999
        )
    except InputError as error:  # dates, but not in the articles that have features
        return _noted(comparison, f"Nothing is shown over time: {error}.")
    return replace(comparison, over_time=series, changes=changes)
