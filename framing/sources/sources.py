"""The sources of a batch as columns: the type that resolution returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TYPES = (
    "politician", "official", "expert", "business", "civil_society", "citizen", "media", "document", "unknown",
)  # fmt: skip
UNKNOWN = TYPES.index("unknown")


@dataclass(frozen=True)
class Sources:
    """One row per source in an article, and the row that each attribution belongs to.

    Columns: article (number in the batch), name, entity, type (code into TYPES), named (1, 0, or -1 where it
    cannot be told), affiliation, country, role (participant, representative or informational) and status (former or
    current), both "" where the article does not say. `of_attribution` has shape (n_attributions,): a row, or -1 where
    the attribution names no source at all.
    """

    of_attribution: NDArray[np.int32]
    article: NDArray[np.int32]
    name: tuple[str, ...]
    entity: tuple[str, ...]
    type: NDArray[np.int8]
    named: NDArray[np.int8]
    affiliation: tuple[str, ...]
    country: tuple[str, ...]
    role: tuple[str, ...] = ()
    status: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.article.size)

    @classmethod
    def none(cls, n_attributions: int) -> Sources:
        """Return no sources for so many attributions."""
        missing = np.full(n_attributions, -1, dtype=np.int32)
        return cls(missing, missing[:0], (), (), np.zeros(0, np.int8), np.zeros(0, np.int8), (), ())

    def types_of_attributions(self) -> NDArray[np.int8]:
        """Return the source type of each attribution; unknown where it names no source."""
        return np.append(self.type, np.int8(UNKNOWN))[self.of_attribution]
