"""Outlets side by side: estimates with intervals, differences with tests, and what could not be compared.

`compare(results)` is the verb of the front page; `compare_tables` is the same on tidy tables of any origin.
Beside it, on the same tables: `omissions_table` and `omission_rates` (what others report of an event),
`distinctive_words`, `word_shift` (which words make a difference), `diversity_table` (at equal numbers),
`time_series` and `change_points`, `mixed_model`, and `power_table` (how many articles a study needs).
"""

from framing.comparison.columns import MeasureColumn, MeasureSpec
from framing.comparison.comparison import Comparison, compare_tables
from framing.comparison.design import articles_needed, power_table
from framing.comparison.distinctive import distinctive_words, log_odds
from framing.comparison.diversity import diversity_table, hill_number, rarefied
from framing.comparison.event_items import items_table
from framing.comparison.groups import read_groups
from framing.comparison.mixed_model import mixed_model, mixed_models
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.omission import omission_rates, omissions_table
from framing.comparison.terms import TermCounts, term_counts, terms_by_voice
from framing.comparison.time_series import change_points, time_series
from framing.comparison.whole_run import compare
from framing.comparison.word_shift import word_shift

__all__ = [
    "Comparison",
    "MeasureColumn",
    "MeasureSpec",
    "TermCounts",
    "articles_needed",
    "benjamini_hochberg",
    "change_points",
    "compare",
    "compare_tables",
    "distinctive_words",
    "diversity_table",
    "hill_number",
    "items_table",
    "log_odds",
    "mixed_model",
    "mixed_models",
    "omission_rates",
    "omissions_table",
    "power_table",
    "rarefied",
    "read_groups",
    "term_counts",
    "terms_by_voice",
    "time_series",
    "word_shift",
]
