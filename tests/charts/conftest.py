"""Made-up results, shared with the tests of the reports."""

import importlib.util
from pathlib import Path

import pytest

MADE = Path(__file__).parents[1] / "reporting" / "made_results.py"


@pytest.fixture(scope="session")
def make_results():
    """The function that makes results up."""
    spec = importlib.util.spec_from_file_location("made_results", MADE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make_results


@pytest.fixture(scope="session")
def results(make_results):
    """Twelve made-up articles of four outlets on three events."""
    return make_results()
