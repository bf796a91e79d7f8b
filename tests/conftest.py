"""What several test folders share."""

import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def development_data():
    """The folder of annotated news that the models and benchmarks were developed on; few people have it."""
    folder = Path(os.environ.get("FRAMING_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("needs the development data; set FRAMING_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """The path of a browser, for what only a browser can tell."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("needs chromium (Debian: apt-get install chromium)")
