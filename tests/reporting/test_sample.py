"""The sample report in the repository is the one that this code makes."""

import importlib.util
import json
from pathlib import Path

import pytest

REPORTS = Path(__file__).parents[2] / "reports"


def build(folder, **options):
    spec = importlib.util.spec_from_file_location("build_sample", REPORTS / "build_sample.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build(folder, **options)


def said(path):
    """Return what a report says, without the versions of the packages that made it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {key: value for key, value in data.items() if key not in ("manifest", "versions")}


@pytest.mark.slow
def test_sample_is_up_to_date(tmp_path):
    kept = REPORTS / "sample" / "report.json"
    assert kept.is_file(), "no sample report; make it with: python reports/build_sample.py"
    made = build(tmp_path, formats=("json",))
    assert said(made[0]) == said(kept), (
        "the sample report is out of date; make it again: python reports/build_sample.py"
    )
