"""Whether the person is still at the exercise, or has left it for the camera or the kettle."""

import numpy as np

from formcheck.analysis.camera_view import begins, posture
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import PoseFrame

AWAY = 5.0
"""Seconds away that end a set."""

TURNING = 12.0
"""The same where the person turns over to the other side within the set."""

OFTEN = 0.25
"""Seconds between two looks: who leaves does so slowly."""

LOST = 1.0
"""Seconds without the person after which that is said."""

NEARER = 1.7
"""Growth of the trunk in the picture at which somebody has come to the camera."""

RISEN = 0.75
"""Trunk lengths by which the shoulders are above where they began: sat up, or stood up. The
posture alone does not tell: hips lifted towards a high camera look almost upright."""


class Presence:
    """Push the frames of a set; `away` is for how many seconds the person has been gone."""

    def __init__(self, exercise: Exercise) -> None:
        self._postures = exercise.rep.posture
        self._limit = TURNING if len(self._postures) > 1 else AWAY
        self._since = self._now = 0.0
        self._began: tuple[float, float] | None = None  # shoulders' height and trunk, pixels

    @property
    def away(self) -> float:
        """Seconds since the person was last at the exercise."""
        return self._now - self._since

    @property
    def here(self) -> bool:
        """Whether the person is at the exercise in the newest frame."""
        return self._now == self._since

    @property
    def left(self) -> bool:
        """Whether the set is over: the start position was left for long enough."""
        return self.away >= self._limit

    def push(self, frame: PoseFrame, size: tuple[int, int], *, rising: bool) -> None:
        """Take one frame of a picture of `size`; `rising`: a repetition seems under way."""
        if frame.time - self._now < OFTEN and self._began is not None:
            return
        self._now = frame.time
        if frame.seen and self._is_here(frame, size, rising):
            self._since = frame.time

    def _is_here(self, frame: PoseFrame, size: tuple[int, int], rising: bool) -> bool:
        hips, shoulders = middle(frame.image, "hip"), middle(frame.image, "shoulder")
        trunk = float(np.linalg.norm(shoulders - hips))
        if self._began is None:
            self._began = float(shoulders[1]), trunk
        height, before = self._began
        if trunk > NEARER * before or not ((hips > 0) & (hips < size)).all():
            return False
        if height - float(shoulders[1]) > RISEN * before:
            return False
        held = posture(frame.world)
        return rising or any(bool(begins(held, p)) for p in self._postures)
