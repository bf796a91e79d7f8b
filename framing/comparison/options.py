"""How intervals and tests of a comparison are made; the same for every row."""

from dataclasses import dataclass

from framing.errors import InputError

METHOD_NAMES = {
    "studentized": "studentised bootstrap",
    "percentile": "bootstrap percentile",
    "bca": "bootstrap BCa",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Interval method, resamples, permutations, seed, level of intervals, false discovery rate allowed."""

    method: str = "studentized"
    n_resamples: int = 2000
    n_permutations: int = 9999
    seed: int = 0
    level: float = 0.95
    false_discovery_rate: float = 0.05

    def __post_init__(self) -> None:
        if self.method not in METHOD_NAMES:
            raise InputError(f"unknown interval method {self.method!r}; allowed are {', '.join(METHOD_NAMES)}")
        if self.n_resamples < 100:
            raise InputError(f"n_resamples is {self.n_resamples}; an interval needs at least 100")
        if self.n_permutations < 99:
            raise InputError(f"n_permutations is {self.n_permutations}; a test needs at least 99")
        for name, value in (("level", self.level), ("false_discovery_rate", self.false_discovery_rate)):
            if not 0 < value < 1:
                raise InputError(f"{name} is {value}; it must lie between 0 and 1, such as 0.95 or 0.05")
