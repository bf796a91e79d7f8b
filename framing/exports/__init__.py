"""Results for other programs: tables for statistics and spreadsheets, spans for annotation tools, and these back.

export(results, "tables.xlsx", to="xlsx")             # csv, parquet, xlsx, stata, spss
export(results, "spans.json", to="label-studio")      # web-annotation, label-studio, inception, doccano
spans, problems = read_annotations("spans.json", results)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.first_use import imported_on_first_use

if TYPE_CHECKING:
    from framing.exports.annotations import ANNOTATION_COLUMNS, annotations_table
    from framing.exports.exporting import ANNOTATIONS, FORMATS, TABLE_FORMATS, export
    from framing.exports.reading import read_annotations

# Each name is imported when it is first used, so that the command line starts without numpy.
_HOMES = {
    "ANNOTATIONS": "framing.exports.exporting",
    "ANNOTATION_COLUMNS": "framing.exports.annotations",
    "FORMATS": "framing.exports.exporting",
    "TABLE_FORMATS": "framing.exports.exporting",
    "annotations_table": "framing.exports.annotations",
    "export": "framing.exports.exporting",
    "read_annotations": "framing.exports.reading",
}

__all__ = [
    "ANNOTATIONS", "ANNOTATION_COLUMNS", "FORMATS", "TABLE_FORMATS", "annotations_table", "export",
    "read_annotations",
]  # fmt: skip

__getattr__ = imported_on_first_use(__name__, _HOMES)


def __dir__() -> list[str]:
    return list(__all__)
