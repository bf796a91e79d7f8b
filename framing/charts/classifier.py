"""How good a classifier is on outlets it has never seen, beside random folds and the baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.charts.calibration import calibration_table, plot_calibration
from framing.charts.marks import dot, row_axes, side_text, whiskers
from framing.charts.style import ACCENT, DOUBLE_COLUMN, INK, MUTED, ROW, SMALL, drawing, plural, shorten, start
from framing.charts.svg import save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.classify import Evaluation

TITLE = "How well are the labels told?"
SUBTITLE = (
    "Macro-F1 with 95 % intervals. Held out: texts of groups that the classifier never saw; that is the number to "
    "report. Random folds share outlets between training and test, and flatter"
)
_LABELS = 2.3  # inches for the names of rows


def plot_classifier_scores(
    scores: pd.DataFrame, *, width: float = DOUBLE_COLUMN, heading: bool = True, ax: Axes | None = None
) -> Figure:
    """Return dots with intervals, one row per split and model, from the `scores` of `framing.classify.evaluate`."""
    rows: list[Any] = []
    for split, part in scores.groupby("split", sort=False):
        rows += [str(split), *(row for _, row in part.iterrows())]
    note = f"{plural(scores['n'].max(), 'text')}." if len(scores) else "Nothing was evaluated."
    height = ROW * max(len(rows), 1)
    with drawing():
        canvas = start(ax, width=width, height=height + 0.4, title=TITLE, subtitle=SUBTITLE, note=note, heading=heading)
        axes = canvas.panel(_LABELS, 0, width - _LABELS - 0.5, height)
        row_axes(axes, max(len(rows), 1), low=0, high=1, n_ticks=5)
        for place, row in enumerate(rows):
            at = place + 0.5
            if isinstance(row, str):
                canvas.write(0, ROW * at, shorten(row, _LABELS), weight="bold", va="center")
                continue
            main = row["model"] == scores["model"].iloc[0]
            canvas.write(
                0.15, ROW * at, shorten(row["model"], _LABELS - 0.25), va="center", color=INK if main else MUTED
            )
            whiskers(axes, at, row["low"], row["high"], color=INK if main else MUTED)
            dot(axes, at, row["macro_f1"], color=ACCENT if main else MUTED, filled=main)
            side_text(axes, at, f"{row['macro_f1']:.2f}", bold=main)
        canvas.write(width - 0.5, height + 0.22, "macro-F1 →", size=SMALL, color=MUTED, ha="right")
        return canvas.figure


def describe_classifier_scores(scores: pd.DataFrame) -> str:
    """Return the chart in a few sentences, for readers who cannot see it."""
    if scores.empty:
        return "Nothing was evaluated."
    said = [
        f"{row['split']}, {row['model']}: {row['macro_f1']:.2f}"
        + (f" ({row['low']:.2f} to {row['high']:.2f})" if row["low"] == row["low"] else "")
        for _, row in scores.iterrows()
    ]
    return f"Macro-F1 of a classifier. {'; '.join(said)}."


def classifier_calibration_table(evaluation: Evaluation, *, n_bins: int = 10) -> pd.DataFrame:
    """Return the calibration curve of the answers to texts that were not trained on, as `calibration_table`."""
    told = evaluation.predictions
    groups = told["group"].tolist() if told["group"].nunique() > 1 else None
    return calibration_table(told["certainty"].tolist(), told["right"].tolist(), article_id=groups, n_bins=n_bins)


def write_classifier_charts(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Write the scores and the calibration curve as SVG, and the curve's table as CSV; return their paths."""
    from framing.tables import write_frame

    curve = classifier_calibration_table(evaluation)
    paths = [folder / "scores.svg", folder / "calibration.svg", folder / "calibration_curve.csv"]
    save_figure(plot_classifier_scores(evaluation.scores), paths[0])
    save_figure(plot_calibration(curve), paths[1])
    write_frame(paths[2], curve)
    return paths
