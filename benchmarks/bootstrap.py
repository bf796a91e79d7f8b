"""Print the speed of the article bootstrap beside a pandas loop and scipy's vectorised one, in one run.

    python benchmarks/bootstrap.py [--articles 100] [--rounds 5]

The job of each: 8 outlets, 20 measures, 10,000 resamples, percentile intervals of the means. Rounds are
interleaved, CPU time, medians; the pandas loop is timed on a hundredth of the resamples and scaled.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

from framing.comparison.intervals import percentile_interval
from framing.comparison.resampling import resampled_ratios

OUTLETS, MEASURES, RESAMPLES = 8, 20, 10_000
Data = list[np.ndarray]


def with_pandas(data: Data) -> list[np.ndarray]:
    """Return intervals from a loop over resampled DataFrames, a hundredth of the resamples."""
    result = []
    for values in data:
        table = pd.DataFrame(values)
        means = [table.sample(frac=1, replace=True, random_state=i).mean() for i in range(RESAMPLES // 100)]
        result.append(np.quantile(np.array(means), [0.025, 0.975], axis=0))
    return result


def with_scipy(data: Data) -> list[np.ndarray]:
    """Return intervals from `scipy.stats.bootstrap`, vectorised over the measures."""
    result = []
    for values in data:
        # The statistic of all columns at once: the same articles are drawn for every measure.
        made = stats.bootstrap(
            (values,), np.mean, n_resamples=RESAMPLES, vectorized=True, method="percentile", axis=0,
            batch=1000, random_state=0,
        )  # fmt: skip
        result.append(np.array([made.confidence_interval.low, made.confidence_interval.high]))
    return result


def with_framing(data: Data) -> list[np.ndarray]:
    """Return intervals from the count matrix times the data."""
    result = []
    for values in data:
        drawn = resampled_ratios(values, np.ones_like(values), n_resamples=RESAMPLES, seed=0, errors=False)
        result.append(np.array(percentile_interval(drawn.ratio)))
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100, help="articles per outlet")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    random = np.random.default_rng(0)
    data = [random.gamma(2, 2, size=(chosen.articles, MEASURES)) for _ in range(OUTLETS)]
    ways: dict[str, tuple[Callable[[Data], list[np.ndarray]], float]] = {
        "pandas loop": (with_pandas, 100.0),
        "scipy.stats.bootstrap": (with_scipy, 1.0),
        "framing": (with_framing, 1.0),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    intervals = {}
    for _ in range(chosen.rounds):
        for name, (way, scale) in ways.items():
            start = time.process_time()
            intervals[name] = way(data)
            seconds[name].append((time.process_time() - start) * scale)
    ours = float(np.median(seconds["framing"]))
    print(f"{OUTLETS} outlets x {chosen.articles} articles x {MEASURES} measures x {RESAMPLES:,} resamples")
    for name, times in seconds.items():
        print(f"{name:24}{np.median(times):9.3f} s CPU   {np.median(times) / ours:8.1f} x framing")
    width = np.diff(np.array(intervals["scipy.stats.bootstrap"]), axis=1)
    apart = np.abs(np.array(intervals["framing"]) - np.array(intervals["scipy.stats.bootstrap"])) / width
    print(f"bounds differ from scipy's by {100 * apart.mean():.2f} % of the interval's width on average,")
    print(f"{100 * apart.max():.2f} % at most: Monte Carlo error (another seed of scipy's own differs as much:")
    again = [
        stats.bootstrap((v,), np.mean, n_resamples=RESAMPLES, method="percentile", axis=0, batch=1000,
                        random_state=1).confidence_interval
        for v in data
    ]  # fmt: skip
    apart = np.abs(np.array([[a.low, a.high] for a in again]) - np.array(intervals["scipy.stats.bootstrap"]))
    print(f"{100 * (apart / width).mean():.2f} % on average, {100 * (apart / width).max():.2f} % at most)")


if __name__ == "__main__":
    main()
