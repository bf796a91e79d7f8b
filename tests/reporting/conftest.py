"""Made-up results, and those of the bundled corpus."""

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def load_made_results():
    """Return the module beside this file that makes results up."""
    spec = importlib.util.spec_from_file_location("made_results", HERE / "made_results.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make_results():
    """The function that makes results up; its options say how many outlets, events and paragraphs."""
    return load_made_results().make_results


@pytest.fixture(scope="session")
def results(make_results):
    """Twelve made-up articles of four outlets on three events; not to be changed by a test."""
    return make_results()


@pytest.fixture(scope="session")
def summary(results):
    """The summary of the made-up results."""
    from framing.reporting import summarise

    return summarise(results, author="A. Reader")


@pytest.fixture(scope="session")
def newsroom():
    """The bundled corpus, analysed by rules and compared."""
    import framing

    found = framing.analyze(framing.demo_articles(), engine="rules", progress=False)
    framing.compare(found, n_resamples=200, n_permutations=199)
    return found
