"""A cheap check whether anybody moves in a segment of a video."""

from collections.abc import Callable, Iterator
from itertools import cycle
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.video import Frame, tick

DETECTION_GAPS = (0.83, 1.11, 0.71, 1.27, 1.08)
"""Seconds between person detections, repeated; a second on average. Uneven, because repetitions
done to a metronome would look the same in every sampled image and pass for somebody at rest."""

STILL = 0.08
"""Trunk lengths (about 4 cm): a segment in which no main joint moves this far is idle. The smallest
lift that counts as a repetition is 7 cm."""

MAIN = [
    *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
    *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
]

Detect = Callable[[NDArray[np.uint8]], Array | None]


class FrameThinner:
    """Selects about `rate` frames a second: those at which floor(time * rate) increases."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._last: int | None = None

    def keeps(self, frame: Frame) -> bool:
        """Whether to keep this frame; frames must be passed in order."""
        number = tick(self._rate, frame.time)
        if self._last is not None and number <= self._last:
            return False
        self._last = number
        return True


class DetectionTimes:
    """Selects the frames for person detection: the first, then one after each of
    `DETECTION_GAPS`.
    """

    def __init__(self) -> None:
        self._gaps = cycle(DETECTION_GAPS)
        self._next = -inf

    def due(self, frame: Frame) -> bool:
        """Whether to run detection on this frame; frames must be passed in order."""
        if frame.time < self._next:
            return False
        self._next = (frame.time if isinf(self._next) else self._next) + next(self._gaps)
        return True


def thin_idle_frames(
    frames: Iterator[Frame], detect: Detect, idle_rate: float, on_detection: Callable[[], None]
) -> Iterator[Frame]:
    """Yield the frames of a segment, only `idle_rate` a second of them where nobody moves.

    Frames are held until movement is detected and then released, so that pose estimation starts
    before the whole segment has been read.

    Args:
        frames: those of the segment, in order.
        detect: returns the landmarks [33, 2] of the person in an image, or None.
        idle_rate: frames a second where nobody moves.
        on_detection: called after each detection.
    """
    held: list[Frame] = []
    seen: list[Array | None] = []
    detections = DetectionTimes()
    for frame in frames:
        held.append(frame)
        if detections.due(frame):
            seen.append(detect(frame.image))
            on_detection()
            if moves(seen):
                break
    if idle(seen):
        few = FrameThinner(idle_rate)
        held = [frame for frame in held if few.keeps(frame)]
    yield from _released(held)
    yield from frames


def _released(frames: list[Frame]) -> Iterator[Frame]:
    """Yield frames, dropping the reference to each so that memory is freed."""
    frames.reverse()
    while frames:
        yield frames.pop()


def idle(detections: list[Array | None]) -> bool:
    """Whether no detection found anybody, or at least three found the same unmoving body."""
    if all(x is None for x in detections):
        return True
    return len(detections) >= 3 and not moves(detections)


def moves(detections: list[Array | None]) -> bool:
    """Whether somebody enters, leaves or moves between detections.

    Once true it stays true when detections are added.
    """
    seen = np.array([x for x in detections if x is not None])
    if len(seen) in (0, len(detections)) and len(seen) < 2:
        return False
    if len(seen) < len(detections):
        return True
    trunk = np.linalg.norm(middle(seen, "shoulder") - middle(seen, "hip"), axis=-1)
    moved = np.ptp(seen[:, MAIN], axis=0)
    return bool(np.hypot(*moved.T).max() >= STILL * np.median(trunk))
