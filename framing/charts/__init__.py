"""Charts of a run: tidy table in, matplotlib Figure out.

Every chart is one file with three functions: `<chart>_table(results)` makes its tidy table, `plot_<chart>(table)`
draws it, `describe_<chart>(table)` says it in words. Colours and sizes are in `style.py`.
"""

from framing.charts.quote_positions import describe_quote_positions, plot_quote_positions, quote_positions_table
from framing.charts.same_event import describe_same_event, plot_same_event, same_event_table
from framing.charts.source_mix import describe_source_mix, plot_source_mix, source_mix_table
from framing.charts.svg import figure_png, figure_svg, save_figure, show
from framing.charts.verb_stance import describe_verb_stance, plot_verb_stance, verb_stance_table
from framing.charts.who_is_quoted import describe_who_is_quoted, plot_who_is_quoted, who_is_quoted_table
from framing.charts.wording_profile import describe_wording_profile, plot_wording_profile, wording_profile_table

__all__ = [
    "describe_quote_positions",
    "describe_same_event",
    "describe_source_mix",
    "describe_verb_stance",
    "describe_who_is_quoted",
    "describe_wording_profile",
    "figure_png",
    "figure_svg",
    "plot_quote_positions",
    "plot_same_event",
    "plot_source_mix",
    "plot_verb_stance",
    "plot_who_is_quoted",
    "plot_wording_profile",
    "quote_positions_table",
    "same_event_table",
    "save_figure",
    "show",
    "source_mix_table",
    "verb_stance_table",
    "who_is_quoted_table",
    "wording_profile_table",
]
