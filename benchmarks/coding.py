"""Print how often intervals hold the truth when the machine errs more in some outlets than in others.

    python benchmarks/coding.py [--corpora 1000] [--coded 100] [--seed 0]

Every simulated corpus has two outlets, articles whose units resemble each other, and a machine whose errors differ
by outlet: it misses more in one, and sees more that is not there in the other. From it a sample is drawn and coded.
Naive: the machine taken at its word. Coded: the hand-coded sample alone. Corrected: both; where the sample was drawn
by machine answer the two are the same number, since weighting such a sample up uses the machine already. For the
target "outlet" the truth is the outlet's own share, of which the corpus is a draw; for "corpus" it is what coding
every unit of the corpus would give. 94 to 96 in 100 is right for a 95 % interval; `+-` is the simulation's own error.

The intervals of the rare thing are too wide, about 99 in 100: of the 50 units coded that the machine calls "no" one in
an outlet is expected to be a miss, and a number that is 0, 1 or 2 has no interval that holds in just 95 of 100. With
four times as many coded it is right.
"""

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from framing.coding.estimators import corrected_mean, difference

OUTLETS = ("A", "B")
WAYS = ("naive", "coded", "corrected")


@dataclass(frozen=True, kw_only=True)
class World:
    """What is true: the share of the thing in each outlet, and how the machine sees it there."""

    name: str
    share: dict[str, float]
    sensitivity: dict[str, float]
    specificity: dict[str, float]
    design: str = "simple"  # or "outlet" (as many from each), or "answer" (as many of each machine answer)
    n_articles: int = 150
    times_coded: int = 1  # as many as elsewhere
    scale: str = "share"


BALANCED = {"A": 0.30, "B": 0.30}
WORLDS = (
    World(name="same share, differential error", share=BALANCED,
          sensitivity={"A": 0.95, "B": 0.65}, specificity={"A": 0.85, "B": 0.97}),
    World(name="  drawn by outlet", share=BALANCED, design="outlet",
          sensitivity={"A": 0.95, "B": 0.65}, specificity={"A": 0.85, "B": 0.97}),
    World(name="  drawn by machine answer", share=BALANCED, design="answer",
          sensitivity={"A": 0.95, "B": 0.65}, specificity={"A": 0.85, "B": 0.97}),
    World(name="different shares, same machine", share={"A": 0.5, "B": 0.3},
          sensitivity={"A": 0.85, "B": 0.85}, specificity={"A": 0.9, "B": 0.9}),
    World(name="rare thing, drawn by answer", share={"A": 0.05, "B": 0.05}, design="answer",
          sensitivity={"A": 0.8, "B": 0.6}, specificity={"A": 0.97, "B": 0.99}),
    World(name="  four times as many coded", share={"A": 0.05, "B": 0.05}, design="answer", times_coded=4,
          sensitivity={"A": 0.8, "B": 0.6}, specificity={"A": 0.97, "B": 0.99}),
    World(name="a useless machine", share=BALANCED,
          sensitivity={"A": 0.5, "B": 0.5}, specificity={"A": 0.5, "B": 0.5}),
    World(name="a mean (words in a quotation)", share={"A": 20.0, "B": 20.0}, scale="mean",
          sensitivity={"A": 1.1, "B": 0.9}, specificity={"A": 5.0, "B": 5.0}),
)  # fmt: skip


def simulate(world: World, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Return the units of one corpus as columns: outlet, article, truth, machine."""
    columns = defaultdict(list)
    for number in range(world.n_articles * len(OUTLETS)):
        outlet = OUTLETS[number % 2]
        n = 1 + random.poisson(14)
        share = world.share[outlet]
        if world.scale == "mean":
            truth = random.gamma(3, share / 3 * random.gamma(12, 1 / 12), n)
            machine = world.sensitivity[outlet] * truth + random.normal(0, world.specificity[outlet], n)
        else:
            level = random.beta(share * 8, (1 - share) * 8)  # the articles of an outlet differ
            truth = random.random(n) < level
            hit = np.where(truth, world.sensitivity[outlet], 1 - world.specificity[outlet])
            machine = random.random(n) < hit
        columns["outlet"].append(np.full(n, number % 2))
        columns["article"].append(np.full(n, number))
        columns["truth"].append(truth.astype(float))
        columns["machine"].append(machine.astype(float))
    return {name: np.concatenate(parts) for name, parts in columns.items()}


def draw(world: World, units: dict[str, np.ndarray], n_coded: int, random: np.random.Generator):
    """Return strata, which units are drawn and every unit's inclusion probability."""
    if world.design == "answer":
        stratum = units["outlet"] * 2 + units["machine"].astype(int)
    else:
        stratum = units["outlet"] if world.design == "outlet" else np.zeros(len(units["outlet"]), int)
    drawn, probability = np.zeros(len(stratum), bool), np.zeros(len(stratum))
    labels = np.unique(stratum)
    for label in labels:
        rows = np.flatnonzero(stratum == label)
        n = min(len(rows), round(world.times_coded * n_coded * len(OUTLETS) / len(labels)))
        drawn[random.choice(rows, n, replace=False)] = True
        probability[rows] = n / len(rows)
    return stratum, drawn, probability


def try_world(world: World, n_corpora: int, n_coded: int, seed: int):
    """Return, per target, quantity and way, how often the interval held the truth and the mean width."""
    held, width = defaultdict(float), defaultdict(list)
    for corpus in range(n_corpora):
        random = np.random.default_rng([seed, corpus])
        units = simulate(world, random)
        stratum, drawn, probability = draw(world, units, n_coded, random)
        coded = np.where(drawn, units["truth"], np.nan)
        for target in ("outlet", "corpus"):
            found = {}
            for code, outlet in enumerate(OUTLETS):
                rows = units["outlet"] == code
                found[outlet] = corrected_mean(
                    units["machine"][rows], coded[rows], probability[rows], strata=stratum[rows],
                    articles=units["article"][rows], target=target,
                    share=world.scale == "share",
                )  # fmt: skip
            means = [units["truth"][units["outlet"] == code].mean() for code in range(2)]
            truth = [world.share[outlet] for outlet in OUTLETS] if target == "outlet" else means
            for way in WAYS:
                one, two = (getattr(found[outlet], way) for outlet in OUTLETS)
                _, low, high = difference(one, two)
                for quantity, bounds, value in (
                    ("share", (two.low, two.high), truth[1]),
                    ("difference", (low, high), truth[0] - truth[1]),
                ):
                    held[target, quantity, way] += bounds[0] <= value <= bounds[1]
                    width[target, quantity, way].append(bounds[1] - bounds[0])
    return {key: (100 * held[key] / n_corpora, float(np.mean(width[key]))) for key in width}


def main() -> int:
    """Print the table; return 1 where a corrected interval covers less than 93 or more than 97 in 100."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=int, default=1000)
    parser.add_argument("--coded", type=int, default=100, help="coded units per outlet (default 100)")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    started = time.perf_counter()
    print(f"{chosen.corpora} corpora a row, about 2,250 units per outlet, {2 * chosen.coded} coded in all")
    print(f"{'world':32}{'target':8}{'of':12}" + "".join(f"{way:>11}{'width':>8}" for way in WAYS) + "  narrower by")
    wrong = 0
    for world in WORLDS:
        found = try_world(world, chosen.corpora, chosen.coded, chosen.seed)
        for target in ("outlet", "corpus"):
            for quantity in ("share", "difference"):
                cells = [found[target, quantity, way] for way in WAYS]
                gain = 1 - cells[2][1] / cells[1][1]
                line = "".join(f"{coverage:>10.1f}%{wide:>8.3f}" for coverage, wide in cells)
                name = quantity if world.scale == "share" else quantity.replace("share", "mean")
                print(f"{world.name:32}{target:8}{name:12}{line}{100 * gain:>10.0f} %", flush=True)
                wrong += not 93 <= cells[2][0] <= 97
    print(f"+- {100 * 1.96 * np.sqrt(0.95 * 0.05 / chosen.corpora):.1f} points of chance; "
          f"{time.perf_counter() - started:.0f} s")  # fmt: skip
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
