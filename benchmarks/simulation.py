"""Print how the comparisons behave where the truth is known: coverage, false discoveries, power.

    python benchmarks/simulation.py [--corpora 1000] [--seed 0] [--only coverage|found]

Simulated corpora have what real ones have: events that several outlets report, more than one article on
an event, outlets of very unequal size, articles of very unequal length, counts that cluster in articles
(gamma-Poisson), copies. Nothing here is used to choose a number inside the package except the default
interval, which `--choose` shows.
"""

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.comparison import MeasureColumn, compare_tables

RATE, SHARE, MEAN = "hedges_per_1000_words", "share_unnamed", "mean_sentence_length"
MEASURES = (
    MeasureColumn(name=RATE, denominator="n_words_own", per=1000.0),
    MeasureColumn(name=SHARE, denominator="n_attributions"),
    MeasureColumn(name=MEAN),
)
BASE = {RATE: 5.0, SHARE: 0.25, MEAN: 22.0}
OUTLETS = ("Large", "Medium", "Small", "Tiny")
COVERS = dict(zip(OUTLETS, (0.95, 0.7, 0.4, 0.2), strict=True))


@dataclass(frozen=True, kw_only=True)
class World:
    """What is true of the simulated outlets."""

    n_events: int = 100
    planted: float = 1.0  # the first outlet's factor on the rate, the same in every event
    topic: bool = False  # the first outlet covers more of the events whose rate is three times as high
    copies: float = 0.0  # the share of articles that are printed a second time
    clustered: bool = True
    rate: float = 5.0  # per 1,000 words


def simulate(world: World, random: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return articles and features of one corpus."""
    rows: list[tuple[object, ...]] = []
    for event in range(world.n_events):
        charged = event < world.n_events // 2
        topic = random.gamma(6, 1 / 6) if world.clustered else 1.0
        own_level, sentence_level = random.normal(0, 0.4, 2) if world.clustered else (0.0, 0.0)
        if world.topic and charged:
            topic *= 3
        for outlet in OUTLETS:
            covers = COVERS[outlet]
            if world.topic:
                first = outlet == OUTLETS[0]
                covers = 0.8 if charged == first else 0.3
            if random.random() > covers:
                continue
            for _ in range(1 + random.poisson(0.4)):
                words = int(np.exp(random.normal(6.0, 0.6))) + 40
                factor = world.planted if outlet == OUTLETS[0] else 1.0
                expected = world.rate / 1000 * words * topic * factor * random.gamma(3, 1 / 3)
                n_attributions = int(random.poisson(words / 50))
                chance = np.clip(random.beta(2, 6) * (1 + own_level), 0, 1)
                rows.append(
                    (
                        outlet, f"event {event}", words, random.poisson(expected) / words * 1000,
                        n_attributions,
                        random.binomial(n_attributions, chance) / n_attributions if n_attributions else np.nan,
                        random.gamma(20, BASE[MEAN] / 20) + sentence_level * 3, "",
                    )
                )  # fmt: skip
    for i in np.flatnonzero(random.random(len(rows)) < world.copies):
        rows.append((*rows[i][:-1], f"a{i:05d}"))
    names = ["outlet", "event", "n_words_own", RATE, "n_attributions", SHARE, MEAN, "duplicate_of"]
    table = pd.DataFrame(rows, columns=names)
    table.insert(0, "article_id", [f"a{i:05d}" for i in range(len(table))])
    meta = ["outlet", "event", "duplicate_of"]
    return table[["article_id", *meta]], table.drop(columns=meta)


def truth(world: World, measure: str, outlet: str) -> float:
    """Return the rate an outlet's articles have in the long run."""
    value = world.rate if measure == RATE else BASE[measure]
    if measure == RATE and outlet == OUTLETS[0]:
        value *= world.planted
    return value


def coverage(world: World, n: int, seed: int, **options: object) -> pd.DataFrame:
    """Return, per kind of number, how often its interval holds the truth, and how many were made."""
    random = np.random.default_rng(seed)
    hits: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for run in range(n):
        made = compare_tables(*simulate(world, random), MEASURES, seed=run, n_permutations=99, **options)
        for row in made.estimates.itertuples():
            if np.isfinite(row.low):
                true = truth(world, row.measure, row.group)
                hits["estimate", row.measure, row.group].append(row.low <= true <= row.high)
        for row in made.differences.itertuples():
            if np.isfinite(row.low):
                # Where only the first outlet differs, "the rest" of the others is a mixture that includes it.
                if row.group != OUTLETS[0] and world.planted != 1:
                    continue
                base = world.rate if row.measure == RATE else BASE[row.measure]
                true = truth(world, row.measure, row.group) - base
                few = np.nanmin([row.count, row.count_reference, np.inf]) < 3
                kind = "< 3 counted" if few and row.mode == "same_event" else row.mode
                hits[kind, row.measure, row.group].append(row.low <= true <= row.high)
    return pd.DataFrame(
        [(*key, 100 * float(np.mean(v)), len(v)) for key, v in hits.items()],
        columns=["number", "measure", "outlet", "covered", "intervals"],
    )


def found(world: World, n: int, seed: int) -> dict[tuple[str, str], list[float]]:
    """Return, per mode, the share of corpora with any false finding and how often the planted one is found."""
    random = np.random.default_rng(seed)
    result: dict[tuple[str, str], list[float]] = defaultdict(list)
    for run in range(n):
        table = compare_tables(*simulate(world, random), MEASURES, seed=run, n_resamples=500).differences
        for mode, part in table.groupby("mode"):
            said = part[part["distinguishable"]]
            # A planted factor in the first outlet makes every outlet differ from a rest that holds it.
            true = (said["measure"] == RATE) & (world.planted != 1.0)
            result[str(mode), "false"].append(float((~true).sum() / max(len(said), 1)))
            hit = (said["measure"] == RATE) & (said["group"] == OUTLETS[0])
            result[str(mode), "found"].append(float(hit.any()))
    return result


def summary(table: pd.DataFrame) -> str:
    """Return coverage by number and measure, and the lowest and highest of any outlet."""
    lines = [f"{'':12}{'measure':24}{'covered':>9}{'lowest':>9}{'highest':>9}{'intervals':>11}"]
    for (number, measure), part in table.groupby(["number", "measure"], sort=False):
        mean = np.average(part["covered"], weights=part["intervals"])
        lines.append(
            f"{number:12}{measure:24}{mean:8.1f}%{part['covered'].min():8.1f}%{part['covered'].max():8.1f}%"
            f"{part['intervals'].sum():11,}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=int, default=1000, help="simulated corpora per line")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--choose", action="store_true", help="also the intervals that are not the default")
    parser.add_argument("--only", choices=("coverage", "found"), help="one of the two halves")
    chosen = parser.parse_args()
    start = time.process_time()
    worlds = {
        "clustered by event, unequal outlets": World(),
        "with a fifth of the articles printed twice": World(copies=0.2),
        "independent articles": World(clustered=False),
        "few events": World(n_events=30),
        "planted factor 1.4": World(planted=1.4),
        "three events": World(n_events=3),
        "rare: 0.1 per 1,000 words": World(n_events=60, rate=0.1),
    }
    for name, world in worlds.items() if chosen.only != "found" else ():
        print(f"\n95 % intervals, {name} ({chosen.corpora:,} corpora)")
        print(summary(coverage(world, chosen.corpora, chosen.seed)), flush=True)
    if chosen.choose:
        for method in ("percentile", "bca", "studentized"):
            table = coverage(World(), chosen.corpora, chosen.seed, method=method)
            print(f"\nmethod {method}")
            print(summary(table[table["number"] == "estimate"]))
            by_outlet = table[table["number"] == "estimate"].groupby("outlet", sort=False)["covered"].mean()
            print("   ".join(f"{outlet} {value:.1f}" for outlet, value in by_outlet.items()), flush=True)
        print("\nkept copies (what copies do to intervals)")
        print(summary(coverage(World(copies=0.2), chosen.corpora, chosen.seed, copies="keep")))
    if chosen.only == "coverage":
        return
    n_tests = max(chosen.corpora // 2, 1)  # the tests take their time: permutations to the fourth digit
    print(f"\nFalse discoveries and power, q <= 0.05 ({n_tests:,} corpora each)")
    print(f"{'':34}{'mode':12}{'false discovery rate':>22}{'planted one found':>20}")
    for name, world in {
        "nothing differs": World(),
        "nothing differs, few events": World(n_events=30),
        "only topics differ": World(topic=True),
        "planted factor 1.2": World(planted=1.2),
        "planted factor 1.4": World(planted=1.4),
        "planted 1.4, few events": World(planted=1.4, n_events=30),
    }.items():
        result = found(world, n_tests, chosen.seed + 1)
        for mode in ("unmatched", "same_event"):
            false, hit = np.mean(result[mode, "false"]), np.mean(result[mode, "found"])
            shown = f"{100 * hit:18.1f} %" if world.planted != 1 else f"{'':20}"
            print(f"{name:34}{mode:12}{100 * false:20.1f} %{shown}", flush=True)
    print(f"\n{time.process_time() - start:.0f} s of CPU time, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
