"""One finding: a sentence, how sure it is, where it is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from framing.charts.names import SOURCE_TYPES

if TYPE_CHECKING:
    import pandas as pd

Finding = dict[str, Any]
# With a hyphen, which no list of the user can have in its name: both are places on the page.
_KINDS = {
    "share_unnamed": "source-unnamed",
    "share_distancing_cues": "stance-distancing",
    "share_endorsing_cues": "stance-endorsing",
}


def make_finding(text: str, certainty: str, *, chart: str = "", measure: str = "") -> Finding:
    """Return a finding; `accuracy` and `evidence` are known later, when all findings are.

    >>> make_finding("One article was read.", "count")["certainty"]
    'count'
    """
    return {"text": text, "certainty": certainty, "chart": chart, "measure": measure, "accuracy": "", "evidence": ""}


def point_to_evidence(
    findings: list[Finding], tables: Mapping[str, pd.DataFrame], evidence: Collection[dict[str, Any]]
) -> None:
    """Point each finding at a chart that shows its measure and at the words that were counted, where there are any.

    tables: those of the charts; evidence: as `collect_evidence` returns it.
    """
    kinds = {kind["name"] for kind in evidence if kind["rows"]}
    shown = {name: set(table["measure"]) for name, table in tables.items() if "measure" in table}
    for finding in findings:
        measure = finding["measure"]
        if measure.removeprefix("share_") in SOURCE_TYPES:
            finding["chart"] = "source_mix"
        elif measure and measure not in shown.get(finding["chart"], {measure}):
            finding["chart"] = next((name for name, measures in shown.items() if measure in measures), "")
        if finding["chart"] not in tables:
            finding["chart"] = ""
        kind = _KINDS.get(measure, measure.partition("_per_1000_words")[0])
        finding["evidence"] = kind if kind in kinds else ""
