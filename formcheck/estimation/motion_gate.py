"""A cheap look at a stretch: whether anybody moves in it."""

from collections.abc import Callable, Iterator
from itertools import cycle
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.video import Frame, tick

LOOKS = (0.83, 1.11, 0.71, 1.27, 1.08)
"""Seconds between looks, over and over; a second on average. Not evenly: repetitions to an exact
beat would look alike in every picture, and somebody who moves would pass for somebody at rest."""

STILL = 0.08
"""Trunk lengths (about 4 cm) that no main joint moves by in a stretch without movement; the
least lift that counts as a repetition is 7 cm."""

MAIN = [
    *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
    *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
]

Look = Callable[[NDArray[np.uint8]], Array | None]


class Thin:
    """Tells about `rate` frames a second: those at which floor(time * rate) moves on."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._last: int | None = None

    def takes(self, frame: Frame) -> bool:
        """Whether this frame, which comes after those asked about before, is one of them."""
        number = tick(self._rate, frame.time)
        if self._last is not None and number <= self._last:
            return False
        self._last = number
        return True


class Looks:
    """Tells at which frames to look: the first one, then after each of `LOOKS`."""

    def __init__(self) -> None:
        self._gaps = cycle(LOOKS)
        self._next = -inf

    def due(self, frame: Frame) -> bool:
        """Whether to look at this frame, which comes after those asked about before."""
        if frame.time < self._next:
            return False
        self._next = (frame.time if isinf(self._next) else self._next) + next(self._gaps)
        return True


def worth_following(
    frames: Iterator[Frame], glance: Look, idle_rate: float, looked: Callable[[], None]
) -> Iterator[Frame]:
    """Yield the frames of a stretch, only `idle_rate` a second of them where nobody moves.

    They are looked at as they come and held until it is clear that somebody moves, so that
    following begins before the stretch has been read to its end.

    Args:
        frames: a stretch, in order.
        glance: looks at one picture.
        idle_rate: frames a second where nobody moves.
        looked: called at each look.
    """
    held: list[Frame] = []
    seen: list[Array | None] = []
    looks = Looks()
    for frame in frames:
        held.append(frame)
        if looks.due(frame):
            seen.append(glance(frame.image))
            looked()
            if moves(seen):
                break
    if idle(seen):
        few = Thin(idle_rate)
        held = [frame for frame in held if few.takes(frame)]
    yield from _let_go(held)
    yield from frames


def _let_go(frames: list[Frame]) -> Iterator[Frame]:
    """Yield frames without keeping those that were taken."""
    frames.reverse()
    while frames:
        yield frames.pop()


def idle(looks: list[Array | None]) -> bool:
    """Whether nobody is there in any look, or the same body stays where it is in all."""
    if all(x is None for x in looks):
        return True
    return len(looks) >= 3 and not moves(looks)


def moves(looks: list[Array | None]) -> bool:
    """Whether somebody comes, goes or moves between the looks; more looks cannot undo it."""
    seen = np.array([x for x in looks if x is not None])
    if len(seen) in (0, len(looks)) and len(seen) < 2:
        return False
    if len(seen) < len(looks):
        return True
    trunk = np.linalg.norm(middle(seen, "shoulder") - middle(seen, "hip"), axis=-1)
    moved = np.ptp(seen[:, MAIN], axis=0)
    return bool(np.hypot(*moved.T).max() >= STILL * np.median(trunk))
