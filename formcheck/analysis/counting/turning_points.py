"""Turning points, rests and pulses of one number over time."""

import numpy as np

from formcheck.analysis.counting.rep_counter import (
    ENOUGH,
    FALLEN,
    GLITCH,
    HELD,
)
from formcheck.analysis.pose import Array

DIP = 0.2
"""Share of the rise that a pulse at the top goes down and up again, at least."""

RESTING = 0.15
"""Share of the time from the lowest point to the top that a rest before the rise lasts."""

LOW = 0.5
"""Share of the rise below which the rest before it lies."""


def without_glitches(time: Array, value: Array) -> Array:
    """Return the median of what lies within `GLITCH` seconds of each frame.

    At either end the median would lag behind a number that is on its way: there it is taken with
    what its neighbours lead one to expect (Tukey's end-point rule).
    """
    first = np.searchsorted(time, time - GLITCH - 1e-9)
    last = np.searchsorted(time, time + GLITCH + 1e-9)
    out = np.array([np.median(value[a:b]) for a, b in zip(first, last, strict=True)])
    if len(out) >= 3:
        for end, near, far in ((0, 1, 2), (-1, -2, -3)):
            out[end] = np.median([value[end], out[near], 3 * out[near] - 2 * out[far]])
    return out


def pulses_at_top(value: Array, base: float) -> int:
    """Return how often the number dips at the top and rises again."""
    rise = float(value.max()) - base
    points = turning_points(value, DIP * rise) if rise > 0 else []
    return sum(not high and float(value[i]) > base + FALLEN * rise for i, high in points[1:-1])


def rest_beside(
    time: Array, value: Array, low: int, top: int, reach: float, highest: float = np.inf
) -> tuple[int, float] | None:
    """Return the first frame and the level of the last rest between frames `low` and `top`.

    It lies no higher than half the way up, and than `highest`, where any rest is long enough.
    """
    rise = float(value[top] - value[low])
    share = RESTING if np.isinf(highest) else 0.0
    rest = max(HELD, share * float(time[top] - time[low]))
    for j in range(top - 1, low, -1):
        i = int(np.searchsorted(time, time[j] - rest - 1e-9))
        if i < low or value[j] > min(value[low] + LOW * rise, highest):
            continue
        part = value[i : j + 1]
        if time[j] - time[i] >= ENOUGH * rest and np.ptp(part) <= max(0.1 * rise, reach / 6):
            return i, float(np.median(part))
    return None


def turning_points(value: Array, delta: float) -> list[tuple[int, bool]]:
    """Return the low and high points between which `value` moves by `delta` or more.

    (frame, whether it is a high one), alternating. The first and the last may lie at the ends,
    where the movement was under way already or is not over.
    """
    out: list[tuple[int, bool]] = []
    low = high = 0
    rising: bool | None = None
    for i, x in enumerate(value.tolist()):
        if rising is not False and x > value[high]:
            high = i
        if rising is not True and x < value[low]:
            low = i
        if rising is None:
            if x - value[low] >= delta:
                out.append((low, False))
                rising, high = True, i
            elif value[high] - x >= delta:
                out.append((high, True))
                rising, low = False, i
        elif rising and value[high] - x >= delta:
            out.append((high, True))
            rising, low = False, i
        elif not rising and x - value[low] >= delta:
            out.append((low, False))
            rising, high = True, i
    if rising is not None:
        out.append((high, True) if rising else (low, False))
    return out
