"""What several test folders share."""

import os
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
