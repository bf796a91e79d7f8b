"""Rebuild reports/sample from the bundled corpus: `python reports/build_sample.py`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import framing

SAMPLE = Path(__file__).parent / "sample"
TITLE = "Three events in four newsrooms"
KEPT = ("report.html", "report.pdf", "report.ipynb", "report.md", "report.json")


def build(folder: Path, *, formats: tuple[str, ...] = ("html", "pdf", "notebook", "md", "json")) -> list[Path]:
    """Write the sample report into a folder and return its files; the tables it was made from are not kept."""
    results = framing.analyze(framing.demo_articles(), progress=False)
    framing.compare(results)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        written = framing.report(results, scratch, title=TITLE, formats=formats)
        return [Path(shutil.copy(path, folder / path.name)) for path in written]


if __name__ == "__main__":
    for path in build(SAMPLE if len(sys.argv) < 2 else Path(sys.argv[1])):
        print(path)
