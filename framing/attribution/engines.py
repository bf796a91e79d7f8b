"""The engines that find attributions, by name."""

from framing.attribution.attributions import Attributions
from framing.attribution.repairs import repair
from framing.errors import InputError
from framing.text import Batch

ENGINES = ("model", "rules")


def check_engine(engine: str) -> str:
    """Return the name of the engine, or raise InputError with those there are."""
    if engine not in ENGINES:
        raise InputError(f"unknown engine {engine!r}; allowed are {' and '.join(map(repr, ENGINES))}")
    return engine


def find_attributions(batch: Batch, *, engine: str = "model") -> Attributions:
    """Return who is said to have said what, in every text of the batch.

    `model` is the trained tagger that comes with the package; `rules` needs no model and reads the reporting
    verbs of lexicons/reporting_verbs.csv. What both are known to get wrong is corrected after them (repairs.py).
    """
    if check_engine(engine) == "rules":
        from framing.attribution.rules import find_by_rules

        return repair(batch, find_by_rules(batch))
    from framing.attribution.model_engine import find_by_model

    return repair(batch, find_by_model(batch))
