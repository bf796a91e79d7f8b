"""The report as Markdown, for repositories and mail: the same findings, tables and evidence, charts in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.charts.style import one_line, plural
from framing.reporting.cleaning import clean_text, map_texts
from framing.reporting.html import show_cell
from framing.reporting.trust import HEADING

if TYPE_CHECKING:
    from framing.reporting.summary import Summary

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_MOST = 60  # rows of a chart's table
_NAMES = {"clear": "stands out", "hint": "a hint", "open": "cannot be told", "count": "counted"}


def render_markdown(summary: Summary) -> str:
    """Return the report as Markdown; text from articles is escaped, so it cannot become markup."""
    data = map_texts({key: value for key, value in summary.items() if key != "articles"}, clean_text)
    lines = [f"# {plain(data['title'])}", ""]
    lines += [f"By {plain(data['author'])}", ""] if data["author"] else []
    lines += [plain(data["overview"]["line"]), "", "## What was found", ""]
    lines += [
        f"- **{_NAMES[finding['certainty']]}**: {plain(' '.join(filter(None, [finding['text'], finding['accuracy']])))}"
        for finding in data["findings"]
    ]
    lines += ["", "### How sure is this?", "", *(f"- {plain(sentence)}" for sentence in data["cautions"]), ""]
    lines += _table(["Outlet", "Articles", "Words"], [
        [outlet["name"], outlet["n_articles"], outlet["n_words"]] for outlet in data["overview"]["outlets"][:_MOST]
    ])  # fmt: skip
    lines += ["## Charts", ""]
    for figure in data["figures"]:
        lines += [f"### {plain(figure['title'])}", "", f"{plain(figure['subtitle'])}.", "", plain(figure["alt"]), ""]
        if figure["name"] != "quote_positions":
            lines += _table(figure["columns"], figure["rows"][:_MOST])
            left = figure["n_rows"] - min(_MOST, len(figure["rows"]))
            are = "is" if left == 1 else "are"
            lines += [f"{plural(left, 'further row')} {are} in report.json or the tables.", ""] if left > 0 else []
    lines += _side_by_side(data["side_by_side"])
    lines += ["## Evidence: the words behind the numbers", ""]
    for kind in data["evidence"]:
        lines += [f"### {plain(kind['title'])}", "", plain(kind["note"]), "", *map(_row, kind["rows"]), ""]
    lines += _trust(data)
    lines += ["## Method and limits", "", *(f"{plain(text)}\n" for text in data["method"])]
    lines += ["### What it cannot tell", "", *(f"- {plain(sentence)}" for sentence in data["limits"]), ""]
    if data["codebook"]:
        lines += ["### Codebook of the measures used here", ""]
        lines += [
            f"- **{plain(entry['plain'])}** (`{entry['name']}`): {plain(entry['question'])} {plain(entry['unit'])}. "
            f"Higher means: {plain(entry['higher_means'])}. Accuracy: {plain(entry['accuracy'])}."
            + (f" {plain(entry['length'])}." if entry["length"] else "")
            for entry in data["codebook"]
        ]
    lines += ["", "## This run", "", *(f"- {plain(note)}" for note in data["notes"][:40]), ""]
    lines += [f"{plural(data['n_rejected'], 'record')} set aside, see rejected.csv.", ""] if data["n_rejected"] else []
    lines += _table(["Setting", "Value"], data["versions"])
    return "\n".join(lines).rstrip() + "\n"


def _side_by_side(section: dict[str, Any]) -> list[str]:
    """Return the lines of the section on outlets side by side."""
    lines = [f"## {section['heading']}", "", plain(section["intro"]), ""] if section["blocks"] else []
    for block in section["blocks"]:
        lines += [f"### {plain(block['title'])}", "", *(f"- {plain(sentence)}" for sentence in block["sentences"]), ""]
        lines += [plain(block["note"]), ""] if block["note"] else []
        lines += _table(block["columns"], block["rows"]) if block["rows"] else []
        for event in block["lists"]:
            told = [f"- **{plain(line['group'])}**: {plain(line['text'])}" for line in event["lines"]]
            lines += [f"#### {plain(event['title'])}", "", *told, ""]
        lines += [plain(block["more"]), ""] if block["more"] else []
    return lines


def _trust(data: Summary) -> list[str]:
    """Return the lines of what people who coded some of the articles found."""
    lines = [f"## {HEADING}", "", *(f"{plain(sentence)}\n" for sentence in data["trust"])] if data["trust"] else []
    corrected = data["corrected"]
    if corrected["rows"]:
        lines += ["### Corrected by what people coded", "", plain(corrected["note"]), ""]
        lines += _table(corrected["columns"], corrected["rows"])
        left = corrected["n_left"]
        lines += [f"{plural(left, 'further row')} in corrected.csv.", ""] if left else []
    return lines


def plain(text: Any) -> str:
    """Return text on one line in which nothing is Markdown or HTML.

    >>> plain("<b>*not bold*</b>")
    '\\\\<b\\\\>\\\\*not bold\\\\*\\\\</b\\\\>'
    """
    return _MARKS.sub(r"\\\1", one_line(text))


def _row(row: dict[str, Any]) -> str:
    where = f"({plain(row['outlet'])}, {plain(row['article_id'])})"
    if "hit" in row:
        before = plain(row["before"]) + (" " if row["space_before"] else "")
        after = (" " if row["space_after"] else "") + plain(row["after"])
        return f"- {before}**{plain(row['hit'])}**{after} {where}"
    return f"- **{plain(row['source'])}** *{plain(row['cue'])}*: {plain(row['content'])} {where}"


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    lines = ["| " + " | ".join(plain(name.replace("_", " ")) for name in head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(plain(show_cell(cell, head[at])) for at, cell in enumerate(row)) + " |" for row in rows]
    return [*lines, ""]
