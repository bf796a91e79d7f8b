"""Outlets side by side: estimates with intervals, differences with tests, and what could not be compared.

`compare(results)` is the verb of the front page; `compare_tables` is the same on tidy tables of any origin.
"""

from framing.comparison.columns import MeasureColumn, MeasureSpec
from framing.comparison.comparison import Comparison, compare, compare_tables
from framing.comparison.distinctive import distinctive_words, log_odds
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.terms import TermCounts, term_counts, terms_by_voice

__all__ = [
    "Comparison",
    "MeasureColumn",
    "MeasureSpec",
    "TermCounts",
    "benjamini_hochberg",
    "compare",
    "compare_tables",
    "distinctive_words",
    "log_odds",
    "term_counts",
    "terms_by_voice",
]
