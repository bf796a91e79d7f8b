"""A mixed model of a measure: outlets as fixed effects, events as random ones. Needs the extra `stats`.

A second opinion on the within-event difference: it uses articles of events that one outlet reports alone,
too, at the price of assuming that events and articles scatter normally, with the same spread everywhere.
"""

import warnings
from typing import Any

import numpy as np
import pandas as pd

from framing.comparison.columns import numbers
from framing.comparison.sample import filled, group_labels, joined
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
    MixedLM, Wald intervals). Values are those of articles, unweighted: a short article counts as a long
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
    base = reference if reference is not None else groups[0]
    others = [name for name in groups if name != base]
    design = np.column_stack([np.ones(len(value)), *((labels == name).astype(float) for name in others)])
    with warnings.catch_warnings():
        # statsmodels warns on the console where the event variance is nil; the table says so instead.
        warnings.simplefilter("ignore")
        fit: Any = MixedLM(value, design, groups=event).fit(reml=True)
        bounds = np.asarray(fit.conf_int(alpha=1 - level))
    between, within = float(np.asarray(fit.cov_re).ravel()[0]), float(fit.scale)
    return pd.DataFrame(
        [
            (measure, name, base, float(fit.fe_params[i]), float(bounds[i, 0]), float(bounds[i, 1]),
             float(fit.pvalues[i]), between / (between + within), len(value), len(set(event)),
             bool(fit.converged))
            for i, name in enumerate(others, start=1)
        ],
        columns=list(COLUMNS),
    )  # fmt: skip
