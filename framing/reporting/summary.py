"""The summary: everything a report says, as plain data. HTML, PDF, Markdown and JSON are made from it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.charts.names import is_share, measure_name, measure_unit
from framing.charts.style import plural
from framing.charts.wording_profile import MEASURES as PROFILE
from framing.declared import length_line, tried_line
from framing.reporting.annotated import annotate_articles, choose_articles
from framing.reporting.evidence import collect_evidence, overview
from framing.reporting.figures import chart_tables, draw_figures, plain, summarise_figures
from framing.reporting.finding import point_to_evidence
from framing.reporting.findings import find_cautions, find_findings
from framing.reporting.side_by_side import summarise_side_by_side
from framing.reporting.trust import point_to_corrected, summarise_corrected

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Results

Summary = dict[str, Any]
TITLE = "How the news is worded and who gets to speak in it"
CERTAINTIES = {
    "clear": "the difference is there even when all comparisons made are counted",
    "hint": "the interval leaves out zero and p is below .05, but among so many comparisons some are so by chance",
    "open": "these articles are too few or too alike to tell",
    "count": "a description of these articles",
}
METHOD = (
    "Each article is split into words, sentences and quotations. Attributions (who is said to have said what: source, "
    "cue, content) are found, sources are resolved within the article and given a type.",
    "Three voices are kept apart: the outlet’s own words, paraphrase (attributed, in the outlet’s words) and quotation "
    "(attributed, between quotation marks). Rates of wording are of the outlet’s own voice, over its own words.",
    "Everything that was counted is a stretch of text; the tables spans.csv and attributions.csv say where it stands.",
    "An outlet’s number is a ratio of totals over its articles; intervals are 95 % intervals that take articles, not "
    "words, as what was drawn. Differences are tested by exchanging articles, and q counts all comparisons made.",
)
LIMITS = (
    "Loaded words are found by a list and by a small model, which weighs the words of the list and adds others (label "
    "“unlisted”: the model alone). It learned from articles that people had marked, and errs: irony and new words "
    "escape it, and plain words are marked.",
    "Hedges are found by a list with rules of context: what is not in the list is not found.",
    "An attribution that was missed counts as the outlet’s own voice.",
    "The contents of mental verbs (believes, wants) count as the outlet’s own voice: the codebook has it so.",
    "A reporting verb shows how a statement is presented; it does not show whether the statement is true.",
    "What is left out of an article cannot be seen in it. A difference between outlets may come from what they choose "
    "to cover; only articles on the same event are compared like with like.",
    "Nothing here says why an article is worded as it is, and no number is a score of an outlet.",
)
ACCURACY_LINE = (
    "How often the program agrees with human coders differs by measure; the codebook says what is known for each."
)


def summarise(
    results: Results,
    *,
    title: str | None = None,
    author: str | None = None,
    articles: int | Sequence[str] | None = None,
    seed: int = 0,
    measures: Iterable[Any] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
    trust: Sequence[str] = (),
) -> Summary:
    """Return everything the report says, as dicts, lists, texts and numbers that JSON can hold.

    articles: how many articles are shown in full, or which (ids); measures: those of the package if not given;
    tables: those of the charts, if they are known already: then the charts are left to be drawn by the caller;
    trust: sentences on what people who coded some of these articles found.
    Raises InputError for an unknown article id.
    """
    if measures is None:
        from framing.measures import MEASURES

        measures = MEASURES
    known = chart_tables(results) if tables is None else tables
    figures = summarise_figures(known)
    if tables is None:
        draw_figures(figures, known)
    measures = tuple(measures)
    findings = find_findings(results, measures)
    point_to_corrected(findings, results)
    evidence = collect_evidence(results, seed=seed)
    point_to_evidence(findings, known, evidence)
    ids = choose_articles(results, articles, seed=seed)
    manifest = results.manifest
    return {
        "title": title or TITLE,
        "author": author or "",
        "language": "en",
        "labels": {},
        "overview": overview(results),
        "findings": findings,
        "cautions": find_cautions(results),
        "certainties": CERTAINTIES,
        "figures": figures,
        "side_by_side": summarise_side_by_side(results),
        "estimates": _estimates(results),
        "evidence": evidence,
        "articles": annotate_articles(results, ids),
        "articles_note": _articles_note(len(ids), len(results.articles)),
        "method": [*METHOD, *_tried(results)],
        "trust": list(trust),
        "corrected": summarise_corrected(results),
        "limits": [*LIMITS, ACCURACY_LINE],
        "notes": [*dict.fromkeys([*manifest.get("warnings", []), *(results.notes or [])])],
        "codebook": _codebook(measures, results, findings),
        "rejected": [
            {key: str(plain(value) or "") for key, value in row.items()}
            for row in results.rejected.head(20).to_dict("records")
        ],
        "n_rejected": len(results.rejected),
        "manifest": manifest,
        "versions": _versions(manifest),
    }


def _articles_note(n_shown: int, n: int) -> str:
    if n_shown >= n:
        return "All articles are shown." if n > 1 else ""
    return f"{n_shown:,} of {plural(n, 'article')} are shown in full, drawn so that every outlet has its turn."


def _estimates(results: Results) -> list[dict[str, Any]]:
    """Return the estimates of the wording chart, for the table beside it."""
    if results.estimates is None:
        return []
    chosen = results.estimates[results.estimates["measure"].isin(PROFILE)]
    return [{str(key): plain(value) for key, value in row.items()} for row in chosen.to_dict("records")]


def _tried(results: Results) -> list[str]:
    """Return the sentence on how much was declared and tried, if the run tells."""
    table = results.differences
    if table is None or "n_tests" not in table:
        line = tried_line(results.manifest, [], [])
    else:
        line = tried_line(results.manifest, table["mode"].tolist(), table["n_tests"].tolist())
    return [line] if line else []


def _codebook(measures: Iterable[Any], results: Results, findings: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the entries of the measures that the report uses."""
    used = {*PROFILE, *(str(finding["measure"]) for finding in findings)}
    entries = []
    for measure in dict.fromkeys(measures):
        columns = {measure.name, f"{measure.name}_paraphrased", f"{measure.name}_quoted"}
        if measure.name in results.features and used & columns:
            entries.append({
                "name": measure.name,
                "plain": measure_name(measure.name),
                "question": measure.question,
                "unit": measure.unit or measure_unit(measure.name),
                "higher_means": measure.higher_means,
                "source": measure.source,
                "accuracy": measure.accuracy,
                "length": length_line(results.manifest, measure.name),
                "share": is_share(measure.name),
                "experimental": bool(getattr(measure, "experimental", False)),
            })  # fmt: skip
    return entries


def _versions(manifest: dict[str, Any]) -> list[list[str]]:
    """Return the lines of the manifest that a reader needs to repeat the run; what is nested is left to its file."""
    left: list[str] = []
    lines = [["framing", str(manifest.get("framing", "unknown"))], ["schema", str(manifest.get("schema_version", ""))]]
    for key in ("options", "comparison", "inputs", "lexicons", "model"):
        value = manifest.get(key)
        if isinstance(value, dict):
            worth = [(name, entry) for name, entry in sorted(value.items()) if _worth(name, entry)]
            lines += [[f"{key}: {name}", _in_line(entry)] for name, entry in worth if not _is_nested(entry)]
            left += [f"{key}: {name}" for name, entry in worth if _is_nested(entry)]
    if left:
        lines.append(["in manifest.json only", ", ".join(left)])
    return lines


def _is_nested(entry: Any) -> bool:
    """Return whether an entry of the manifest is a table, which no line of a report can hold."""
    return isinstance(entry, dict) or (
        isinstance(entry, (list, tuple)) and any(isinstance(one, (dict, list, tuple)) for one in entry)
    )


def _in_line(entry: Any) -> str:
    return ", ".join(map(str, entry)) if isinstance(entry, (list, tuple)) else str(entry)


def _worth(name: str, entry: Any) -> bool:
    return name not in ("notes", "measures") and entry not in ({}, [], None, "")
