"""What a run was made with, so that it can be made again: versions, options, hashes, counts, warnings."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from framing.tables import SCHEMA_VERSION

DEPENDENCIES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "typst", "jinja2")


def package_version(name: str = "framing") -> str:
    """Return the installed version of a package, or "not installed"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def make_manifest(
    *,
    options: Mapping[str, Any],
    inputs: Mapping[str, str],
    counts: Mapping[str, int],
    warnings: Sequence[str],
    own_lexicons: Mapping[str, str],
    declared: Mapping[str, Any],
    length_effects: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the manifest of a run; it holds no time and no path, so that equal runs give equal bytes."""
    return {
        "schema_version": SCHEMA_VERSION,
        "framing": package_version(),
        "python": platform.python_version(),
        "dependencies": {name: package_version(name) for name in DEPENDENCIES},
        "options": dict(options),
        "inputs": dict(inputs),
        "lexicons": _hashes(files("framing").joinpath("lexicons"), ".csv"),
        "own_lexicons": dict(own_lexicons),
        "declared": dict(declared),
        "models": {
            layer: _hashes(files("framing").joinpath(layer, "model"), ".npz", ".json")
            for layer in ("attribution", "measures")
        },
        "counts": dict(counts),
        "length_effects": dict(length_effects),
        "warnings": list(warnings),
    }


def _hashes(folder: Traversable, *endings: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a packaged folder with one of these endings."""
    if not folder.is_dir():
        return {}
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(endings)), key=lambda entry: entry.name)
    return {entry.name: sha256(entry.read_bytes()).hexdigest() for entry in found}
