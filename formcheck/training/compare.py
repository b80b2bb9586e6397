"""Compare two sets, or two repetitions: what changed, and what cannot be decided.

A difference counts as a change only when it is larger than both margins taken together (the root
of the sum of their squares): the errors of different days, views and models are independent.
Anything smaller is "no visible change".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from statistics import mean
from typing import Literal

from formcheck.analysis.report import Finding, Rep, Report, Side

Change = Literal["better", "worse", "other", "none", "unknown"]
"""`other`: changed, and no limit says which way is better. `none`: no visible change. `unknown`:
one of the two was not measured, or in another unit."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one cue measured over some repetitions: the mean, and how far off it may be."""

    value: float
    margin: float
    reps: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One cue of one side in both sets.

    Attributes:
        before, after: None where nothing was measured.
        difference: after - before, in `unit`, with its `margin`.
        change: what that means against the limits.
    """

    cue: str
    title: str
    side: Side
    unit: str
    before: Value | None
    after: Value | None
    difference: float | None
    margin: float | None
    change: Change


def compare(before: Report, after: Report) -> tuple[Difference, ...]:
    """Return the differences between two sets of the same exercise, cue by cue, side by side.

    Raises:
        ValueError: they are of different exercises.
    """
    if before.exercise != after.exercise:
        raise ValueError(f"{before.exercise} cannot be compared with {after.exercise}")
    return differences(before.reps, after.reps)


def differences(before: Iterable[Rep], after: Iterable[Rep]) -> tuple[Difference, ...]:
    """Return the differences between two groups of repetitions (each may be a single one)."""
    a, b = _grouped(before), _grouped(after)
    return tuple(_difference(key, a.get(key, []), b.get(key, [])) for key in {**a, **b})


def _grouped(reps: Iterable[Rep]) -> dict[tuple[str, Side], list[Finding]]:
    out: dict[tuple[str, Side], list[Finding]] = {}
    for rep in reps:
        for f in rep.findings:
            out.setdefault((f.cue, rep.side), []).append(f)
    return out


def _difference(key: tuple[str, Side], before: list[Finding], after: list[Finding]) -> Difference:
    known = [f for f in (*before, *after) if f.value is not None]
    model = (known or [*before, *after])[0]
    a, b = summed(before), summed(after)
    units = {f.unit for f in known}
    difference = margin = None
    change: Change = "unknown"
    if a is not None and b is not None and len(units) == 1:
        difference = b.value - a.value
        margin = hypot(a.margin, b.margin)
        change = classify_change(a.value, b.value, margin, model.low, model.high)
    return Difference(
        key[0],
        model.title,
        key[1],
        model.unit,
        a,
        b,
        None if difference is None else round(difference, 3),
        None if margin is None else round(margin, 3),
        change,
    )


def summed(findings: Iterable[Finding]) -> Value | None:
    """Return the mean of what was measured, or None where nothing was.

    The margin of the mean is the mean margin: repetitions of one set share their camera and
    model, and so most of their error; averaging them does not remove it.
    """
    known = [f for f in findings if f.value is not None]
    if not known:
        return None
    value = mean(f.value for f in known if f.value is not None)
    return Value(round(value, 3), round(mean(f.margin or 0.0 for f in known), 3), len(known))


def classify_change(
    before: float, after: float, margin: float, low: float | None, high: float | None
) -> Change:
    """Classify a difference: nearer to the allowed range is better, further from it is worse."""
    if abs(after - before) <= margin:
        return "none"
    a, b = outside(before, low, high), outside(after, low, high)
    if a == b:
        return "other"
    return "better" if b < a else "worse"


def outside(value: float, low: float | None, high: float | None) -> float:
    """Return how far a value is outside its limits; 0 within them."""
    under = low - value if low is not None else 0.0
    over = value - high if high is not None else 0.0
    return max(under, over, 0.0)
