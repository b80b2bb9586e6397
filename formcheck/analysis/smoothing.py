"""The one place that looks ahead: a centred filter with a fixed delay.

A parabola is fitted to the frames within `reach` seconds either side of each frame (at least
two), on their true times. Seconds, not frames: a straight line over three frames makes a squat
filmed at 12 fps look 7 degrees too shallow. Frames in which nobody was seen take no part and
come out as they went in.
"""

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from formcheck.analysis.pose import Array, N, PoseFrame, PoseSequence

LEAST = 2
"""Frames used on either side at least, however low the frame rate."""

GAP = 0.5
"""Seconds: a neighbour further away than this takes no part, however few there are."""

DEGENERATE = 1e-12
"""Share of its largest possible value below which the determinant of a parabola's normal equations
is rounding error: of three or more frames at an even rate it is at least 7e-3."""

LATEST = 1e9
"""Seconds, 30 years, beyond which a time is nonsense: a tenth of a second would be lost in it."""


class Smoother:
    """Smooth a stream of poses, each returned `reach` seconds late."""

    def __init__(self, reach: float = 0.1) -> None:
        self.reach = reach
        self._held: list[PoseFrame] = []
        self._flat: list[Array] = []
        self._next = 0
        self._newest = -LATEST

    def push(self, frame: PoseFrame) -> Iterator[PoseFrame]:
        """Take one frame; yield those whose neighbourhood is now complete.

        Raises:
            ValueError: its time is no time, or not after that of the frame before.
        """
        if not self._newest < frame.time < LATEST:
            raise ValueError(f"time: expected strictly increasing seconds, got {frame.time!r}")
        self._newest = frame.time
        self._held.append(frame)
        self._flat.append(np.concatenate([frame.image.ravel(), frame.world.ravel()]))
        while (
            len(self._held) - self._next > LEAST
            and frame.time - self._held[self._next].time >= self.reach
        ):
            yield self._emit()

    def flush(self) -> Iterator[PoseFrame]:
        """Yield the frames still held, with what neighbours they have."""
        while self._next < len(self._held):
            yield self._emit()

    def _emit(self) -> PoseFrame:
        i, here = self._next, self._held[self._next]
        self._next += 1
        out = here
        if here.seen:
            near = []
            for k, f in enumerate(self._held):
                away = abs(f.time - here.time)
                if (away <= self.reach or (abs(k - i) <= LEAST and away <= GAP)) and f.seen:
                    near.append(k)
            weights = at_zero([self._held[k].time - here.time for k in near])
            flat = weights[0] * self._flat[near[0]]
            for weight, k in zip(weights[1:], near[1:], strict=True):
                flat += weight * self._flat[k]
            image = flat[: 2 * N].reshape(N, 2)
            world = flat[2 * N :].reshape(N, 3)
            dots = _dots(here, [self._held[k] for k in near])
            outline = (here.confidence, here.trunk, dots, here.knees)
            out = PoseFrame(here.time, image, world, *outline)
        while self._next > LEAST and here.time - self._held[0].time > GAP:
            self._held.pop(0)
            self._flat.pop(0)
            self._next -= 1
        return out


def _dots(here: PoseFrame, near: list[PoseFrame]) -> Array:
    """Smooth each sticker over the neighbours in which it was found."""
    out = here.markers.copy()
    for k in (0, 1):
        if not (isfinite(out.item(2 * k)) and isfinite(out.item(2 * k + 1))):
            continue
        found = [f for f in near if np.isfinite(f.markers[k]).all()]
        weights = at_zero([f.time - here.time for f in found])
        out[k] = np.array(weights) @ np.stack([f.markers[k] for f in found])
    return out


def at_zero(time: Sequence[float]) -> list[float]:
    """Weights with which values at `time` (seconds) give their least-squares parabola's value at 0.

    In closed form: the first row of the inverse of the normal equations. Moments that are too close
    to each other for a parabola, which no camera has, give the mean.
    """
    if len(time) < 3:
        # One value stands for itself; two lie on a line.
        if len(time) == 1:
            return [1.0]
        a, b = time
        return [b / (b - a), a / (a - b)]
    t = [x * 10 for x in time]  # tenths of a second: sums of the fourth power near 1
    s0, s1 = float(len(t)), sum(t)
    s2, s3, s4 = (sum(x**k for x in t) for k in (2, 3, 4))
    c0, c1, c2 = s2 * s4 - s3 * s3, s2 * s3 - s1 * s4, s1 * s3 - s2 * s2
    whole = s0 * c0 + s1 * c1 + s2 * c2
    if not abs(whole) > DEGENERATE * s0 * s2 * s4:
        return [1 / s0] * len(t)
    return [(c0 + c1 * x + c2 * x * x) / whole for x in t]


def smoothed(poses: PoseSequence) -> PoseSequence:
    """Return a whole sequence smoothed, frame by frame as a session sees it."""
    smoother = Smoother()
    out = [g for f in poses for g in smoother.push(f)]
    return PoseSequence.of([*out, *smoother.flush()])


def jitter(values: Array) -> float:
    """Return the noise of `values` from frame to frame, blind to any slower movement.

    Second differences of white noise have 6 times its variance; their median stands for them.
    """
    v = values[np.isfinite(values)]
    if len(v) < 5:
        return 0.0
    return float(np.median(np.abs(np.diff(v, 2))) * 1.4826 / np.sqrt(6))
