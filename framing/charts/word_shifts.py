"""Which words make the difference in a rate: each word's own part, adding up to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.marks import label_rows, panel_heading, row_axes, side_room, side_text, whiskers
from framing.charts.names import interval, number
from framing.charts.style import (
    BAR,
    DOUBLE_COLUMN,
    FEW_ARTICLES,
    FEW_NOTE,
    INK,
    MOST_PANELS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    UNKNOWN_FILL,
    drawing,
    few,
    one_line,
    plural,
    shorten,
    start,
    two_lines,
)  # fmt: skip
from framing.charts.tables import NO_OUTLET, article_counts, check_measures, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

FAMILY_NAMES = {"loaded": "loaded words"}
TITLE = "Which {what} make the difference?"
SUBTITLE = (
    "Each word’s part of the difference between the outlet and all others, per 1,000 words of own voice, with 95 % "
    "intervals; the parts add up to the difference. Right: the part, and how often the outlet and the others use it"
)
OTHERS = "all other words"
COLUMNS = [
    "group", "term", "part", "low", "high", "count", "count_reference", "difference", "family", "n_articles_of_group",
]  # fmt: skip


def word_shifts_table(
    results: Results, *, family: str = "loaded", voice: str = "own", most: int = 6, seed: int = 0
) -> pd.DataFrame:
    """Return, per outlet, the words with the largest parts in its difference from all others.

    family: `loaded`, `hedges` or another family of the spans. Empty where there is one outlet or no such word.
    """
    from framing.comparison import word_shift

    sizes = article_counts(results)
    outlets = [name for name in largest(sizes, MOST_PANELS) if name != NO_OUTLET]
    if len(outlets) < 2:
        return pd.DataFrame(columns=COLUMNS)
    if family not in set(results.spans["measure"]):
        check_measures(results, [f"{family}_per_1000_words"])
        return pd.DataFrame(columns=COLUMNS)
    parts = []
    for outlet in outlets:
        # The last row of a word shift holds all words beyond `top`: so the parts still add up.
        part = word_shift(
            results.articles, results.features, results.spans, family=family, group=outlet, voice=voice, top=most,
            n_resamples=1000, seed=seed,
        )  # fmt: skip
        part = part[(part["count"] + part["count_reference"]) > 0]
        parts.append(part.assign(group=outlet, difference=part["part"].sum(), n_articles_of_group=int(sizes[outlet])))
    table = pd.concat(parts, ignore_index=True).assign(family=family)
    return table.reindex(columns=COLUMNS)


def word_shifts_title(table: pd.DataFrame) -> str:
    """Return the chart's title, which names the family of words."""
    family = str(table["family"].iloc[0]) if len(table) else "words"
    return TITLE.format(what=FAMILY_NAMES.get(family, family.replace("_", " ")))


def plot_word_shifts(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return bars of the words' parts with intervals, one panel per outlet, from `word_shifts_table`."""
    groups = largest(table.drop_duplicates("group").set_index("group")["n_articles_of_group"], MOST_PANELS)
    columns = min(2, max(len(groups), 1)) if width >= NARROW else 1
    gap, above, below, labels_width = 0.2, 0.36, 0.32, 1.15
    each = (width - gap * (columns - 1)) / columns
    parts = {name: table[table["group"] == name] for name in groups}
    lines = [max(len(parts[name]) for name in groups[at : at + columns]) for at in range(0, len(groups), columns)]
    tops = [sum(above + ROW * n + below for n in lines[:line]) for line in range(len(lines) + 1)]
    side = side_room(_beside(values) for part in parts.values() for _, values in part.iterrows())
    largest_part = float(table["part"].abs().max()) if len(table) else 1.0
    low, high = _limits(table, 2 * largest_part)
    notes = [shown_of(len(groups), table["group"].nunique(), "outlets")]
    notes += [FEW_NOTE] if (table["n_articles_of_group"] < FEW_ARTICLES).any() else []
    with drawing():
        canvas = start(
            ax, width=width, height=max(tops[-1], 0.3), title=word_shifts_title(table), subtitle=SUBTITLE,
            heading=heading, note=" ".join(filter(None, notes)),
        )  # fmt: skip
        for place, group in enumerate(groups):
            line, column = divmod(place, columns)
            left, top, part = column * (each + gap), tops[line], parts[group]
            whole = number(part["difference"].iloc[0], signed=True)
            name = shorten(group, each - 0.2) + few(int(part["n_articles_of_group"].max()))
            panel_heading(canvas, left, top, name, f"{whole} per 1,000 words against the others")
            labels = [two_lines(term, labels_width - 0.1) for term in part["term"]]
            label_rows(canvas, labels, right=left + labels_width - 0.08, top=top + above, row=ROW)
            axes = canvas.panel(left + labels_width, top + above, each - labels_width - side, ROW * len(part))
            row_axes(axes, len(part), low=low, high=high)
            axes.axvline(0, color=INK, linewidth=0.8)
            rough = bool(part["n_articles_of_group"].max() < FEW_ARTICLES)
            for row, (_, values) in enumerate(part.iterrows()):
                rest = values["term"] == OTHERS
                axes.barh([row + 0.5], [values["part"]], height=0.62, color=UNKNOWN_FILL if rest else BAR,
                          edgecolor=MUTED if rest else BAR, linewidth=0.6, hatch="////" if rest else "")  # fmt: skip
                whiskers(axes, row + 0.5, values["low"], values["high"], width=1.3, rough=rough)
                side_text(axes, row + 0.5, _beside(values), bold=True)
        if not groups:
            canvas.write(0, 0, "There is no difference that words could explain.", color=MUTED, size=SMALL)
        return canvas.figure


def _beside(values: pd.Series[Any]) -> str:
    counts = f"({int(values['count']):,} : {int(values['count_reference']):,})"
    return f"{number(values['part'], signed=True)} {counts}"


def _limits(table: pd.DataFrame, most: float) -> tuple[float, float]:
    """Return the ends of the axis: all parts fit, intervals up to `most`."""
    low = min([0.0, *table["part"].tolist(), *table["low"].dropna().clip(lower=-most).tolist()])
    high = max([0.0, *table["part"].tolist(), *table["high"].dropna().clip(upper=most).tolist()])
    return (low * 1.05, high * 1.05) if high > low else (-1.0, 1.0)


def describe_word_shifts(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "There are no two outlets with such words, so there is no difference that words could explain."
    sentences = []
    for group in largest(table.drop_duplicates("group").set_index("group")["n_articles_of_group"], MOST_PANELS):
        part = table[table["group"] == group]
        listed = ", ".join(
            f"{one_line(row['term'])} {number(row['part'], signed=True)} "
            f"({interval(row['low'], row['high'], signed=True)})"
            for _, row in part.head(3).iterrows()
        )
        whole = number(part["difference"].iloc[0], signed=True)
        n_articles = plural(part["n_articles_of_group"].max(), "article")
        sentences.append(f"{shorten(group, 4)}, {n_articles}, {whole}: {listed}.")
    return "Bar chart of each word’s part in an outlet’s difference from the others. " + " ".join(sentences)
