"""The units of one group in cells: stratum by stratum, and within it by what the machine says.

Within a cell every unit had the same chance of being drawn, so the coded ones speak for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
FEWEST = 2  # coded items in a cell; one does not tell how much items differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of one group, added up by article and kind, and those of them that were coded.

    A kind is a stratum and, for shares, one answer of the machine in it. sizes: units of each article and kind,
    (articles, kinds); predicted_by_kind: the sum of the machine's values of the same; stratum, answer: of each kind.
    The rest is per coded unit: article, kind, value by the coders, by the machine, 1 / inclusion probability.
    """

    sizes: Floats
    predicted_by_kind: Floats
    stratum: Integers
    answer: Floats
    article: Integers
    kind: Integers
    coded: Floats
    machine: Floats
    weight: Floats

    @property
    def predicted(self) -> Floats:
        """The sum of the machine's values of each article."""
        return np.asarray(self.predicted_by_kind.sum(axis=1))

    @staticmethod
    def of_arrays(
        machine: Floats,
        coded: Floats,
        probability: Floats,
        *,
        strata: npt.ArrayLike | None,
        articles: npt.ArrayLike | None,
        share: bool,
        counts: npt.ArrayLike | None = None,
    ) -> Units:
        """Return the units of one group from columns with a row per unit, or per `counts` uncoded units alike."""
        n = len(machine)
        stratum = _numbers(strata if strata is not None else np.zeros(n))
        article = _numbers(articles if articles is not None else np.arange(n))
        answer = machine if share else np.zeros(n)
        known, kind = np.unique(np.column_stack([stratum, answer]), axis=0, return_inverse=True)
        kind = kind.reshape(-1).astype(np.int64)
        how_many = np.ones(n) if counts is None else np.asarray(counts, dtype=np.float64)
        sizes = np.zeros((int(article.max(initial=-1)) + 1, len(known)))
        predicted = np.zeros_like(sizes)
        np.add.at(sizes, (article, kind), how_many)
        np.add.at(predicted, (article, kind), how_many * machine)
        drawn = np.isfinite(coded)
        return Units(
            sizes=sizes,
            predicted_by_kind=predicted,
            stratum=known[:, 0].astype(np.int64),
            answer=np.asarray(known[:, 1], dtype=np.float64) if share else np.full(len(known), np.nan),
            article=article[drawn],
            kind=kind[drawn],
            coded=coded[drawn],
            machine=machine[drawn],
            weight=1 / probability[drawn],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Coded units (`rows`) that speak for all `size` units of their cell; sizes and predicted are by article.

    constant: the machine says the same of every unit of the cell.
    """

    rows: Integers
    size: float
    sizes: Floats
    predicted: Floats
    constant: bool


def split_cells(units: Units, *, by_machine: bool) -> tuple[list[Cell], bool]:
    """Return the cells, and whether strata had to be taken together because too few of their units were coded.

    A cell with fewer than two coded units joins those with the same machine answer, else the others.
    """
    cell = np.arange(len(units.stratum)) if by_machine else _numbers(units.stratum)
    for alike in [units.answer == answer for answer in np.unique(units.answer)] if by_machine else []:
        cell = _join_thin(units, cell, alike)
    before = cell
    cell = _join_thin(units, cell, np.ones(len(cell), dtype=bool))
    joined = not np.array_equal(before, cell)
    cells = []
    for number in np.unique(cell[units.sizes.sum(axis=0) > 0]):
        kinds = cell == number
        cells.append(
            Cell(
                rows=np.flatnonzero(kinds[units.kind]),
                size=float(units.sizes[:, kinds].sum()),
                sizes=units.sizes[:, kinds].sum(axis=1),
                predicted=units.predicted_by_kind[:, kinds].sum(axis=1),
                constant=len(np.unique(units.answer[kinds])) == 1 and bool(np.isfinite(units.answer[kinds]).all()),
            )
        )
    return cells, joined


def best_tuning(units: Units, cells: list[Cell]) -> float:
    """Return the weight on the machine, 0 to 1, that makes the corrected estimate most precise."""
    together, spread = 0.0, 0.0
    for cell in cells:
        n = len(cell.rows)
        if n < FEWEST:
            continue
        part = cell.size**2 * max(1 - n / cell.size, 0.0) / n
        covariance = np.cov(units.coded[cell.rows], units.machine[cell.rows])
        together += part * covariance[0, 1]
        spread += part * covariance[1, 1]
    return float(np.clip(together / spread, 0.0, 1.0)) if spread > 1e-12 else 1.0


def _join_thin(units: Units, cell: Integers, where: Any) -> Integers:
    """Return the cells with those of fewer than two coded units joined, among the kinds `where`."""
    sizes = np.bincount(cell, weights=units.sizes.sum(axis=0), minlength=len(cell) + 1)
    n_coded = np.bincount(cell[units.kind], minlength=len(sizes))
    here = np.unique(cell[where])
    here = here[sizes[here] > 0]
    thin = here[n_coded[here] < FEWEST]
    if not len(thin) or len(here) < 2:
        return cell
    if n_coded[thin].sum() < FEWEST:
        full = np.setdiff1d(here, thin)
        if not len(full):
            return cell
        thin = np.append(thin, full[np.argmax(n_coded[full])])
    joined = cell.copy()
    joined[np.isin(cell, thin)] = thin[0]
    return joined


def _numbers(labels: npt.ArrayLike) -> Integers:
    return np.asarray(np.unique(np.asarray(labels), return_inverse=True)[1], dtype=np.int64)
