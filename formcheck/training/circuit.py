"""The activation circuit: a few minutes before training that wake the glutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from formcheck.training.plan import FOAM_ROLLING, Planned

EXERCISES: Final = (
    "glute_bridge",
    "clamshell",
    "donkey_kick",
    "lateral_band_walk",
    "hip_flexor_stretch",
    FOAM_ROLLING.exercise,
)
"""In this order: from the floor to standing, then the stretch and the roller."""

REST: Final = 20
"""Seconds between two exercises: enough to change the position, too few to cool down (ours)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise of the circuit: one set of it, then `rest` seconds; none after the last."""

    planned: Planned
    rest: int


def circuit(routine: Mapping[str, Planned]) -> tuple[Step, ...]:
    """Return the steps: one set of each exercise, with the fewest repetitions that are planned."""
    steps = [_one_set(routine[exercise]) for exercise in EXERCISES]
    return tuple(Step(p, REST if p is not steps[-1] else 0) for p in steps)


def _one_set(p: Planned) -> Planned:
    return replace(p, reps=(p.reps[0], p.reps[0]), sets=(1, 1))
