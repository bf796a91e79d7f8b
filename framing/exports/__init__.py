"""Results for other programs: tables for statistics and spreadsheets, spans for annotation tools, and these back.

export(results, "tables.xlsx", to="xlsx")             # csv, parquet, xlsx, stata, spss
export(results, "spans.json", to="label-studio")      # web-annotation, label-studio, inception, doccano
spans, problems = read_annotations("spans.json", results)
"""

from __future__ import annotations

from framing.exports.annotations import ANNOTATION_COLUMNS, annotations_table
from framing.exports.export import ANNOTATIONS, FORMATS, TABLE_FORMATS, export
from framing.exports.reading import read_annotations

__all__ = [
    "ANNOTATIONS", "ANNOTATION_COLUMNS", "FORMATS", "TABLE_FORMATS", "annotations_table", "export",
    "read_annotations",
]  # fmt: skip
