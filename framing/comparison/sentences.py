"""Each difference as one plain sentence, written so that nobody can quote it as a verdict."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.comparison.columns import MeasureColumn

FEW_COUNTED = 3  # "0.8 per 1,000 words" of one hedge is no rate
NAMED_AT_MOST = 5  # names in one note; a run over 144 outlets must not print 144 of them


def figure(value: float, kind: str) -> str:
    """Return a number as a reader wants it: a share in per cent, other values with three digits.

    >>> figure(0.2514, "share"), figure(12.345, "rate"), figure(-0.0512, "rate")
    ('25 %', '12.3', '−0.0512')
    """
    if not np.isfinite(value):
        return "unknown"
    if kind == "share":
        percent = value * 100
        text = f"{percent:.0f} %" if abs(percent) >= 10 or percent == 0 else f"{percent:.1f} %"
    elif value == 0:
        text = "0"
    else:
        digits = max(0, 2 - int(np.floor(np.log10(abs(value)))))
        text = f"{value:,.{min(digits, 4)}f}"
    return text.replace("-", "−")


def chance(value: float, name: str) -> str:
    """Return "q = 0.012" or "q < 0.001"."""
    return f"{name} < 0.001" if value < 0.001 else f"{name} = {value:.2g}"


def difference_sentence(row: dict[Any, Any], column: MeasureColumn, level: float) -> str:
    """Return the sentence of one row of the table `differences`."""
    other = "the rest" if row["reference"] == "rest" else row["reference"]
    group, label, kind = row["group"], column.label, column.kind
    inside = row["mode"] == "same_event"
    where = " within shared events" if inside else ""
    if not np.isfinite(row["difference"]):
        return f"{group} and {other} could not be compared on {label}{where}: one of them has nothing to count in."
    numbers = f"{figure(row['estimate'], kind)} against {figure(row['estimate_reference'], kind)}"
    fewest = np.fmin(row["count"], row["count_reference"])
    if fewest < FEW_COUNTED:  # NaN, of a mean, is not
        numbers += f", but only {row['count']:,.0f} and {row['count_reference']:,.0f} counted"
    if not (np.isfinite(row["low"]) and np.isfinite(row["p"])):
        return (
            f"{group} has {numbers} for {other} in {label}{where}, but with so little that varies "
            "no interval and test can be given."
        )
    shown = points(row["difference"], kind)
    interval = (
        f"{level * 100:g} % interval {points(row['low'], kind).removesuffix(' points')} to {points(row['high'], kind)}"
    )
    if not row["distinguishable"]:
        extra = f"; {chance(row['q'], 'q')}"
        if row["p"] <= 0.05 < row["q"]:
            extra = f"; {chance(row['p'], 'p')} alone, {chance(row['q'], 'q')} among {row['n_tests']} comparisons"
        return (
            f"{group} and {other} cannot be told apart on {label}{where}: "
            f"{numbers} (difference {shown}, {interval}{extra})."
        )
    direction = "higher" if row["difference"] > 0 else "lower"
    if inside:
        higher = row["difference"] > 0
        same, opposite = ("events_higher", "events_lower") if higher else ("events_lower", "events_higher")
        return (
            f"In {int(row[same])} of {int(row['n_events'])} shared events {group} is {direction} than {other} "
            f"on {label} ({'lower' if higher else 'higher'} in {int(row[opposite])}); "
            f"within events the difference is {shown} ({interval}; {chance(row['q'], 'q')})"
            f"{stability(row, kind)}."
        )
    return (
        f"{group} is {direction} than {other} on {label}: {numbers}, "
        f"a difference of {shown} ({interval}; {chance(row['q'], 'q')})."
    )


def stability(row: dict[Any, Any], kind: str) -> str:
    """Return how far the difference moves when any one event is left out, and whether one of them carries it."""
    low, high = row["lowest_without_one_event"], row["highest_without_one_event"]
    if not (np.isfinite(low) and np.isfinite(high)):
        return ""
    between = f"{points(low, kind).removesuffix(' points')} and {points(high, kind)}"
    if low * high > 0:
        return f"; without any one event it stays between {between}"
    return f"; it rests on {row['most_influential_event']}, without which it may turn (between {between})"


def points(value: float, kind: str) -> str:
    """Return a difference; of shares in percentage points, which per cent would hide.

    >>> points(0.12, "share"), points(-3.2, "rate")
    ('12 points', '−3.20')
    """
    if kind != "share":
        return figure(value, kind)
    return figure(value, kind).removesuffix(" %") + " points"


def listed(names: Sequence[str]) -> str:
    """Return "A, B and C", or the first few "and 12 others".

    >>> listed(["A", "B", "C"]), listed(["A", "B", "C", "D", "E", "F", "G"])
    ('A, B and C', 'A, B, C, D, E and 2 others')
    """
    shown = list(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    if more > 0:
        return ", ".join(shown) + f" and {more} other{'s' if more > 1 else ''}"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
