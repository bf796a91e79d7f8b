"""A mixed model of a measure: outlets as fixed effects, events as random ones. Needs the extra `stats`.

A second opinion on the within-event difference: it uses articles of events that one outlet reports alone,
too, at the price of assuming that events and articles scatter normally, with the same spread everywhere.
"""

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from framing.comparison.columns import MeasureColumn, numbers
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.sample import filled, group_labels, joined
from framing.comparison.sentences import listed
from framing.errors import InputError

COLUMNS = (
    "measure", "group", "reference", "difference", "low", "high", "p", "event_share_of_variance",
    "n_articles", "n_events", "converged",
)  # fmt: skip


def mixed_model(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    measure: str,
    *,
    by: str = "outlet",
    reference: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the difference of each group from `reference` (default: the first by name) in article values.

    measure ~ group with a random intercept per event, by restricted maximum likelihood (statsmodels
    MixedLM; t intervals and tests, whose degrees of freedom are the articles less events and groups, since nine
    articles are no large sample). Values are those of articles, unweighted: a short article counts as a long
    one. event_share_of_variance: how much of what is left scatters between events, not articles.
    Raises `InputError` where there are no events or groups to fit, or statsmodels is not installed.
    """
    try:
        from statsmodels.regression.mixed_linear_model import MixedLM
    except ImportError:
        raise InputError(
            "the mixed model needs statsmodels, which is not installed; install it with: pip install 'framing[stats]'"
        ) from None
    table = joined(articles, features)
    if measure not in table:
        raise InputError(f"no column {measure!r} in the feature table")
    if "event" not in table or not (filled(table["event"]) != "").any():
        raise InputError("the mixed model needs events, and no article has one")
    labels, event, value = group_labels(table, by), filled(table["event"]), numbers(table, measure)
    used = (labels != "") & (event != "") & np.isfinite(value)
    if "duplicate_of" in table:
        used &= filled(table["duplicate_of"]) == ""
    labels, event, value = labels[used], event[used], value[used]
    groups = sorted(set(labels))
    if len(groups) < 2 or len(set(event)) < 2:
        raise InputError(
            f"the mixed model needs two groups and two events; there are {len(groups)} and {len(set(event))}"
        )
    if reference is not None and reference not in groups:
        raise InputError(f"no {by} is called {reference!r}; there are {', '.join(groups)}")
    if np.ptp(value) == 0:
        raise InputError(f"all articles have the same {measure}, so the mixed model has nothing to explain")
    base = reference if reference is not None else groups[0]
    others = [name for name in groups if name != base]
    design = np.column_stack([np.ones(len(value)), *((labels == name).astype(float) for name in others)])
    with warnings.catch_warnings():
        # statsmodels warns on the console where the event variance is nil; the table says so instead.
        warnings.simplefilter("ignore")
        try:
            fit: Any = MixedLM(value, design, groups=event).fit(reml=True)
        except np.linalg.LinAlgError:
            raise InputError(f"the mixed model of {measure} has no solution: too few articles, too alike") from None
        errors = np.asarray(fit.bse_fe, dtype=np.float64)
    between, within = float(np.asarray(fit.cov_re).ravel()[0]), float(fit.scale)
    if not between + within > 0:
        raise InputError(f"{measure} does not vary within groups, so the mixed model has nothing to explain")
    freedom = max(len(value) - len(set(event)) - len(others), 1)
    reach = float(stdtrit(freedom, (1 + level) / 2))
    rows = []
    for i, name in enumerate(others, start=1):
        effect, error = float(fit.fe_params[i]), float(errors[i])
        p = float(2 * stdtr(freedom, -abs(effect) / error)) if error > 0 else float("nan")
        rows.append(
            (measure, name, base, effect, effect - reach * error, effect + reach * error, p,
             between / (between + within), len(value), len(set(event)), bool(fit.converged))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def mixed_models(
    articles: pd.DataFrame,
    features: pd.DataFrame,
    columns: Iterable[MeasureColumn],
    *,
    by: str = "outlet",
    reference: str | None = None,
    level: float = 0.95,
) -> tuple[pd.DataFrame, list[str]]:
    """Return the mixed models of many measures as one table with q over all rows, and what could not be fitted.

    Raises `InputError` where no measure could be fitted, with the reason of the first.
    """
    tables, reasons = [], {}
    for column in columns:
        try:
            tables.append(mixed_model(articles, features, column.name, by=by, reference=reference, level=level))
        except InputError as error:
            reasons[column.label or column.name] = str(error)
    if not tables:
        raise InputError(next(iter(reasons.values()), "the mixed model was given no measure"))
    table = pd.concat(tables, ignore_index=True)
    table["q"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    notes = [f"The mixed model could not be fitted for {listed(list(reasons))}."] if reasons else []
    shaky = [str(name) for name in dict.fromkeys(table["measure"][~table["converged"]])]
    if shaky:
        notes.append(f"The mixed model did not settle for {listed(shaky)}: do not use its rows.")
    return table, notes
