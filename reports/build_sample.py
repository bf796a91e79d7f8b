"""Rebuild reports/sample from the bundled corpus: `python reports/build_sample.py`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import framing
from framing import charts
from framing.reporting import summarise
from framing.reporting.pdf import render_passage

SAMPLE = Path(__file__).parent / "sample"
TITLE = "Eight events in five newsrooms"
PASSAGE = "port-strike-state"  # the article that the README shows a passage of


def build(folder: Path, *, formats: tuple[str, ...] = ("html", "pdf", "notebook", "md", "json")) -> list[Path]:
    """Write the sample report into a folder and return its files; the tables it was made from are not kept."""
    results = framing.analyze(framing.demo_articles(), progress=False)
    framing.compare(results)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        written = framing.report(results, scratch, title=TITLE, formats=formats)
        kept = [Path(shutil.copy(path, folder / path.name)) for path in written]
    return kept + draw_pictures(results, folder) if "html" in formats else kept


def draw_pictures(results: framing.Results, folder: Path) -> list[Path]:
    """Write the two pictures of the README and return their paths."""
    passage, chart = folder / "passage.png", folder / "sources.png"
    passage.write_bytes(render_passage(summarise(results, articles=[PASSAGE])))
    charts.save_figure(charts.plot_source_mix(charts.source_mix_table(results)), chart)
    return [passage, chart]


if __name__ == "__main__":
    for path in build(SAMPLE if len(sys.argv) < 2 else Path(sys.argv[1])):
        print(path)
