"""Jumps: the flight is counted, and the landing after it is the rest of the repetition."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.analysis.counting.rep_counter import RepTiming
from formcheck.analysis.pose import Array, Bools

SETTLING = 0.25
"""Seconds after a landing before it can be given up: the other leg still swings."""

WIDENED = 0.05
"""Seconds by which poses smoothed over +/-0.1 s at 12 a second show a flight to begin too early and
to end too late (rendered bounds: 0.02 to 0.08)."""

TOUCH = 0.15
"""Seconds for which a landing must be given up to be over: the foot may tap the floor."""


def with_landings(flights: Sequence[RepTiming], time: Array, kept: Bools) -> list[RepTiming]:
    """Return each flight as a repetition that lasts as long as its landing is kept.

    Args:
        flights: take-off is their start, landing their end.
        time: [F] seconds. kept: [F] where a landing is kept.

    Returns:
        Repetitions whose top is the landing; the last one is cut where the recording ends in it.
    """
    flights = [_narrowed(f) for f in flights]
    out = []
    for k, flight in enumerate(flights):
        until = flights[k + 1].start if k + 1 < len(flights) else np.inf
        after = (time >= flight.end + SETTLING) & (time < until)
        over = _first_stay(time[after], ~kept[after])
        end = min(until, float(time[-1])) if over is None else over
        end = max(end, flight.end)
        out.append(
            replace(
                flight,
                top_start=flight.end,
                top_end=end,
                end=end,
                hold=end - flight.end,
                cut="end" if over is None and np.isinf(until) else "",
            )
        )
    return out


def _narrowed(flight: RepTiming) -> RepTiming:
    off = min(WIDENED, (flight.end - flight.start) / 4)
    return replace(flight, start=flight.start + off, end=flight.end - off)


def _first_stay(time: Array, given_up: Bools) -> float | None:
    """Return when the landing is first given up for `TOUCH` seconds."""
    for i in np.flatnonzero(given_up):
        inside = (time >= time[i]) & (time <= time[i] + TOUCH)
        if given_up[inside].all() and time[-1] - time[i] >= TOUCH:
            return float(time[i])
    return None
