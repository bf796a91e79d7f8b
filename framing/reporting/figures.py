"""The charts of the report: what each is called, how it is drawn, what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing import charts
from framing.charts import (
    countries,
    distinctive_words,
    over_time,
    quote_positions,
    same_event,
    source_mix,
    two_measures,
    verb_stance,
    who_is_quoted,
    word_shifts,
    wording_profile,
)  # fmt: skip
from framing.charts.style import DOUBLE_COLUMN, FEW_ARTICLES, SINGLE_COLUMN
from framing.charts.tables import article_counts

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.results import Results

MOST_ROWS = 120  # of the table behind a chart that a report prints
Words = Callable[["pd.DataFrame"], str]


@dataclass(frozen=True, kw_only=True)
class ChartKind:
    """One chart of the report: its three functions, its words, and whether there is enough for it."""

    name: str
    title: Words
    subtitle: Words
    table: Callable[[Results], pd.DataFrame]
    plot: Callable[..., Figure]
    describe: Words
    enough: Callable[[Results], bool] = lambda results: True


def _always(text: str) -> Words:
    return lambda table: text


def _many_articles(results: Results) -> bool:
    """Return whether any outlet has articles enough to speak of single words: three tell only their topics."""
    return bool((article_counts(results) >= FEW_ARTICLES).any())


def _many_dates(results: Results) -> bool:
    """Return whether outlets have articles enough for at least four points in time."""
    return bool((article_counts(results) >= over_time.FEW * over_time.FEWEST_PERIODS).any())


KINDS = (
    ChartKind(
        name="wording_profile", title=_always(wording_profile.TITLE), subtitle=_always(wording_profile.SUBTITLE),
        table=charts.wording_profile_table, plot=charts.plot_wording_profile,
        describe=charts.describe_wording_profile,
    ),
    ChartKind(
        name="same_event", title=same_event.same_event_title, subtitle=same_event.same_event_subtitle,
        table=charts.same_event_table, plot=charts.plot_same_event, describe=charts.describe_same_event,
    ),
    ChartKind(
        name="word_shifts", title=word_shifts.word_shifts_title, subtitle=_always(word_shifts.SUBTITLE),
        table=charts.word_shifts_table, plot=charts.plot_word_shifts, describe=charts.describe_word_shifts,
        enough=_many_articles,
    ),
    ChartKind(
        name="distinctive_words", title=_always(distinctive_words.TITLE), subtitle=_always(distinctive_words.SUBTITLE),
        table=charts.distinctive_words_table, plot=charts.plot_distinctive_words,
        describe=charts.describe_distinctive_words, enough=_many_articles,
    ),
    ChartKind(
        name="source_mix", title=_always(source_mix.TITLE), subtitle=_always(source_mix.SUBTITLE),
        table=charts.source_mix_table, plot=charts.plot_source_mix, describe=charts.describe_source_mix,
    ),
    ChartKind(
        name="who_is_quoted", title=_always(who_is_quoted.TITLE), subtitle=_always(who_is_quoted.SUBTITLE),
        table=charts.who_is_quoted_table, plot=charts.plot_who_is_quoted, describe=charts.describe_who_is_quoted,
    ),
    ChartKind(
        name="countries", title=_always(countries.TITLE), subtitle=_always(countries.SUBTITLE),
        table=charts.countries_table, plot=charts.plot_countries, describe=charts.describe_countries,
    ),
    ChartKind(
        name="verb_stance", title=_always(verb_stance.TITLE), subtitle=_always(verb_stance.SUBTITLE),
        table=charts.verb_stance_table, plot=charts.plot_verb_stance, describe=charts.describe_verb_stance,
    ),
    ChartKind(
        name="quote_positions", title=_always(quote_positions.TITLE), subtitle=_always(quote_positions.SUBTITLE),
        table=charts.quote_positions_table, plot=charts.plot_quote_positions,
        describe=charts.describe_quote_positions,
    ),
    ChartKind(
        name="over_time", title=over_time.over_time_title, subtitle=over_time.over_time_subtitle,
        table=charts.over_time_table, plot=charts.plot_over_time, describe=charts.describe_over_time,
        enough=_many_dates,
    ),
)  # fmt: skip


# Those of the report, and one that it leaves out: what it shows depends on the two measures somebody asks about.
FIGURES = (
    *KINDS,
    ChartKind(
        name="two_measures", title=two_measures.two_measures_title, subtitle=two_measures.two_measures_subtitle,
        table=charts.two_measures_table, plot=charts.plot_two_measures, describe=charts.describe_two_measures,
    ),
)  # fmt: skip


def chart_tables(results: Results, kinds: Sequence[ChartKind] = KINDS) -> dict[str, pd.DataFrame]:
    """Return the tidy table of every chart that these results have something to show in, by the chart's name."""
    tables = {kind.name: kind.table(results) for kind in kinds if kind.enough(results)}
    return {name: table for name, table in tables.items() if not table.empty}


def summarise_figures(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return the charts of these tables as plain data, not yet drawn."""
    figures = []
    for kind in KINDS:
        if kind.name not in tables:
            continue
        table = tables[kind.name]
        figures.append({
            "name": kind.name,
            "title": kind.title(table),
            "subtitle": kind.subtitle(table),
            "alt": kind.describe(table),
            "columns": [str(column) for column in table.columns],
            "rows": [[plain(cell) for cell in row] for row in table.head(MOST_ROWS).itertuples(index=False)],
            "n_rows": len(table),
            "svg": "",
            "svg_narrow": "",
        })  # fmt: skip
    return figures


def draw_figures(figures: list[dict[str, Any]], tables: Mapping[str, pd.DataFrame]) -> None:
    """Put the drawings into the figures of a summary, as SVG for a wide page and for a narrow one."""
    kinds = {kind.name: kind for kind in KINDS}
    for figure in figures:
        kind, table = kinds[figure["name"]], tables[figure["name"]]
        figure["svg"] = _svg(kind, table, DOUBLE_COLUMN, "wide")
        figure["svg_narrow"] = _svg(kind, table, SINGLE_COLUMN, "narrow")


def _svg(kind: ChartKind, table: pd.DataFrame, width: float, form: str) -> str:
    figure = kind.plot(table, width=width, heading=False)
    return charts.figure_svg(figure, prefix=f"{kind.name}-{form}".replace("_", "-"))


def plain(cell: Any) -> Any:
    """Return a cell as JSON can hold it: numbers rounded to six digits, None for what cannot be known."""
    if hasattr(cell, "item"):
        cell = cell.item()
    if isinstance(cell, float):
        return None if cell != cell or cell in (float("inf"), float("-inf")) else float(f"{cell:.6g}")
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    return None if str(cell) in ("nan", "<NA>", "NaT") else str(cell)
