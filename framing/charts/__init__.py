"""Charts of a run: tidy table in, matplotlib Figure out.

Every chart is one file with three functions: `<chart>_table(results)` makes its tidy table, `plot_<chart>(table)`
draws it, `describe_<chart>(table)` says it in words. Colours and sizes are in `style.py`.
"""

from framing.charts.agreement import describe_agreement, plot_agreement
from framing.charts.calibration import (
    calibration_table,
    describe_calibration,
    expected_calibration_error,
    plot_calibration,
)
from framing.charts.classifier import (
    classifier_calibration_table,
    describe_classifier_scores,
    plot_classifier_scores,
)
from framing.charts.countries import countries_table, describe_countries, plot_countries
from framing.charts.distinctive_words import describe_distinctive_words, distinctive_words_table, plot_distinctive_words
from framing.charts.over_time import describe_over_time, over_time_table, plot_over_time
from framing.charts.quote_positions import describe_quote_positions, plot_quote_positions, quote_positions_table
from framing.charts.same_event import describe_same_event, plot_same_event, same_event_table
from framing.charts.source_mix import describe_source_mix, plot_source_mix, source_mix_table
from framing.charts.svg import figure_png, figure_svg, save_figure, show
from framing.charts.two_measures import describe_two_measures, plot_two_measures, two_measures_table
from framing.charts.verb_stance import describe_verb_stance, plot_verb_stance, verb_stance_table
from framing.charts.who_is_quoted import describe_who_is_quoted, plot_who_is_quoted, who_is_quoted_table
from framing.charts.word_shifts import describe_word_shifts, plot_word_shifts, word_shifts_table
from framing.charts.wording_profile import describe_wording_profile, plot_wording_profile, wording_profile_table

__all__ = [
    "calibration_table",
    "classifier_calibration_table",
    "countries_table",
    "describe_agreement",
    "describe_calibration",
    "describe_classifier_scores",
    "describe_countries",
    "describe_distinctive_words",
    "describe_over_time",
    "describe_quote_positions",
    "describe_same_event",
    "describe_source_mix",
    "describe_two_measures",
    "describe_verb_stance",
    "describe_who_is_quoted",
    "describe_word_shifts",
    "describe_wording_profile",
    "distinctive_words_table",
    "expected_calibration_error",
    "figure_png",
    "figure_svg",
    "over_time_table",
    "plot_agreement",
    "plot_calibration",
    "plot_classifier_scores",
    "plot_countries",
    "plot_distinctive_words",
    "plot_over_time",
    "plot_quote_positions",
    "plot_same_event",
    "plot_source_mix",
    "plot_two_measures",
    "plot_verb_stance",
    "plot_who_is_quoted",
    "plot_word_shifts",
    "plot_wording_profile",
    "quote_positions_table",
    "same_event_table",
    "save_figure",
    "show",
    "source_mix_table",
    "two_measures_table",
    "verb_stance_table",
    "who_is_quoted_table",
    "word_shifts_table",
    "wording_profile_table",
]
