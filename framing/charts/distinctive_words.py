"""Words that one outlet uses more often than all others together, in its own voice."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.marks import dot, label_rows, panel_heading, side_room, side_text, whiskers
from framing.charts.names import number
from framing.charts.style import (
    DOUBLE_COLUMN,
    FEW_COUNTS_NOTE,
    GRID,
    INK,
    MOST_PANELS,
    MUTED,
    NARROW,
    ROW,
    SMALL,
    drawing,
    few,
    one_line,
    plural,
    shorten,
    start,
    two_lines,
)  # fmt: skip
from framing.charts.tables import article_counts, filled, largest, shown_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.results import Results

TITLE = "Which words are distinctive?"
SUBTITLE = (
    "Words in the outlet’s own voice, by how many times as often it uses them as all others together (log-odds with a "
    "prior, 95 % intervals over articles). A filled dot: stands out when all words tested are counted. Right: its "
    "uses and theirs"
)
COLUMNS = ["group", "term", "voice", "log_odds", "low", "high", "z", "q", "count", "count_rest", "n_articles_of_group"]


def distinctive_words_table(results: Results, *, most: int = 8, voice: str = "own") -> pd.DataFrame:
    """Return the words that each group uses more than the others, the surest first, from the table `words`."""
    words = results.words
    if words is None or words.empty:
        return pd.DataFrame(columns=COLUMNS)
    table = words[(words["voice"] == voice) & (words["log_odds"] > 0)]
    table = table.sort_values(["group", "z", "term"], ascending=[True, False, True], kind="stable")
    table = table[table.groupby("group").cumcount() < most]
    sizes = article_counts(results)
    table = table.assign(n_articles_of_group=table["group"].map(sizes).fillna(0).astype("int64"))
    return table.reindex(columns=COLUMNS).reset_index(drop=True)


def plot_distinctive_words(
    table: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return dots with intervals, one panel per group and one row per word, from `distinctive_words_table`."""
    groups = largest(table.drop_duplicates("group").set_index("group")["n_articles_of_group"], MOST_PANELS)
    columns = min(2, max(len(groups), 1)) if width >= NARROW else 1
    gap, above, below, labels_width = 0.2, 0.36, 0.32, 1.15
    each = (width - gap * (columns - 1)) / columns
    parts = {name: table[table["group"] == name] for name in groups}
    lines = [max(len(parts[name]) for name in groups[at : at + columns]) for at in range(0, len(groups), columns)]
    tops = [sum(above + ROW * n + below for n in lines[:line]) for line in range(len(lines) + 1)]
    shown = pd.concat(list(parts.values())) if parts else table
    side = side_room(_beside(values) for _, values in shown.iterrows())
    low = min([0.0, *shown["low"].dropna().clip(lower=-log(2)).tolist()])
    reach = max([log(2), *shown["log_odds"].tolist()])
    high = min(max([reach, *shown["high"].dropna().tolist()]), 1.6 * reach)
    notes = [shown_of(len(groups), table["group"].nunique(), "outlets")]
    notes += [FEW_COUNTS_NOTE] if (table["n_articles_of_group"] < 10).any() else []
    with drawing():
        canvas = start(
            ax, width=width, height=max(tops[-1], 0.3), title=TITLE, subtitle=SUBTITLE, heading=heading,
            note=" ".join(filter(None, notes)),
        )  # fmt: skip
        for place, group in enumerate(groups):
            line, column = divmod(place, columns)
            left, top, part = column * (each + gap), tops[line], parts[group]
            n_articles = int(part["n_articles_of_group"].max())
            name = shorten(group, each - 0.2) + few(n_articles)
            panel_heading(canvas, left, top, name, plural(n_articles, "article"))
            labels = [two_lines(term, labels_width - 0.1) for term in filled(part["term"], "?")]
            label_rows(canvas, labels, right=left + labels_width - 0.08, top=top + above, row=ROW)
            axes = canvas.panel(left + labels_width, top + above, each - labels_width - side, ROW * len(part))
            _times_axis(axes, len(part), low, high)
            for row, (_, values) in enumerate(part.iterrows()):
                whiskers(axes, row + 0.5, values["low"], values["high"])
                dot(axes, row + 0.5, values["log_odds"], filled=bool(values["q"] <= 0.05))
                side_text(axes, row + 0.5, _beside(values), bold=True)
        if not groups:
            canvas.write(0, 0, "No word is in enough articles to be tested.", color=MUTED, size=SMALL)
        return canvas.figure


def _beside(values: pd.Series[Any]) -> str:
    return f"{int(values['count']):,} : {int(values['count_rest']):,}"


def _times_axis(axes: Axes, n_rows: int, low: float, high: float) -> None:
    """Label log-odds as "2×", "4×": how many times as often."""
    axes.set_ylim(n_rows, 0)
    axes.set_xlim(low, high * 1.05)
    axes.set_yticks([])
    steps = [times for times in (1, 2, 4, 8, 16, 32, 64) if low <= log(times) <= high]
    axes.set_xticks([log(times) for times in steps], [f"{times}×" for times in steps])
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_axisbelow(True)


def describe_distinctive_words(table: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if table.empty:
        return "No word is in enough articles to be tested, so none is called distinctive."
    sentences = []
    for group in largest(table.drop_duplicates("group").set_index("group")["n_articles_of_group"], MOST_PANELS):
        part = table[table["group"] == group]
        clear = int((part["q"] <= 0.05).sum())
        listed = ", ".join(
            f"{one_line(row['term'])} {number(exp(row['log_odds']))} times as often ({int(row['count'])} against "
            f"{int(row['count_rest'])})"
            for _, row in part.head(4).iterrows()
        )
        sentences.append(f"{shorten(group, 4)}: {listed}; {clear} of {plural(len(part), 'word')} shown stand out.")
    return "Dot chart of distinctive words by outlet. " + " ".join(sentences)
