"""Names of a package that are imported when they are first used, so that `import framing` and `--help` take no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def imported_on_first_use(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package whose names live in the modules that `homes` gives.

    >>> find = imported_on_first_use("framing", {"Article": "framing.articles"})
    >>> find("Article").__name__
    'Article'
    >>> find("Artikel")
    Traceback (most recent call last):
    AttributeError: module 'framing' has no attribute 'Artikel'; it has Article
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}; it has {', '.join(sorted(homes))}")
        return getattr(import_module(homes[name]), name)

    return find
