"""What several ask of a batch, found once and kept with it for as long as it lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from framing.text.batch import Batch

Found = TypeVar("Found")

_KEPT: WeakKeyDictionary[Batch, dict[str, Any]] = WeakKeyDictionary()


def once(batch: Batch, name: str, find: Callable[[], Found]) -> Found:
    """Return what `find` finds in a batch; it is looked for the first time that this name is asked for.

    >>> batch = Batch(["She said no."])
    >>> once(batch, "words", lambda: len(batch.tokens)), once(batch, "words", lambda: 0)
    (4, 4)
    """
    kept = _KEPT.setdefault(batch, {})
    if name not in kept:
        kept[name] = find()
    found: Found = kept[name]
    return found
