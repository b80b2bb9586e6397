"""Whether the start position is held still before a set, and whether the person left after it."""

from collections.abc import Sequence

import numpy as np

from formcheck.analysis.camera_view import posture_scores, takes_posture
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.live.camera_check import in_posture

STILL = 1.5
"""Seconds of stillness that begin the countdown."""

FEWEST = 4
"""Frames that show whether a position is held: with three, one wrong pose decides."""

STEADY = 0.15
"""Trunk lengths that no main joint moves by meanwhile."""

MOSTLY = 0.8
"""Share of the frames in which somebody is seen in the start position."""

MAIN_JOINTS = np.array(
    [
        L.LEFT_SHOULDER,
        L.RIGHT_SHOULDER,
        L.LEFT_HIP,
        L.RIGHT_HIP,
        L.LEFT_KNEE,
        L.RIGHT_KNEE,
    ]
)

AWAY = 5.0
"""Seconds away that end a set."""

AWAY_TURNING = 12.0
"""The same where the person turns over to the other side within the set."""

OFTEN = 0.25
"""Seconds between two checks: who leaves does so slowly."""

LOST = 1.0
"""Seconds without the person after which the page says so."""

NEARER = 1.7
"""Growth of the trunk in the picture at which somebody has come to the camera."""

RISEN = 0.75
"""Trunk lengths by which the shoulders are above where they began: sat up, or stood up. The
posture alone does not show it: hips lifted towards a high camera look almost upright."""


# --- before the set -----------------------------------------------------------------------------

WOBBLE = 1.5
"""How many times its `still` the counted number may move here. Ours."""


def seconds_still(recent: Sequence[PoseFrame], exercise: Exercise) -> float:
    """Return for how many seconds up to the newest frame the start is held: 0, 0.5, 1 or 1.5."""
    out = 0.0
    for seconds in (0.5, 1.0, STILL):
        part = [f for f in recent if recent[-1].time - f.time <= seconds]
        if recent[-1].time - recent[0].time < seconds:
            break
        if len(part) < FEWEST:  # a slow machine: only a longer time shows whether it is held
            if seconds < STILL:
                continue
            part = list(recent[-FEWEST:])
        if not is_still(part, exercise):
            break
        out = seconds
    return out


def is_still(frames: Sequence[PoseFrame], exercise: Exercise) -> bool:
    """Whether nothing moves in `frames` and they show the start position of `exercise`."""
    seen = [f for f in frames if f.seen]
    if len(seen) < FEWEST or len(seen) < MOSTLY * len(frames):
        return False
    poses = PoseSequence.of(seen)
    values = exercise.rep.signal.of(poses)
    good = np.isfinite(values)
    # Some exercises have a value only in their own start position, such as half-kneeling.
    if in_posture(poses.world, exercise.rep.posture) < MOSTLY or good.mean() < MOSTLY:
        return False
    trunk = np.linalg.norm(middle(poses.image, "shoulder") - middle(poses.image, "hip"), axis=-1)
    moved = _spread(poses.image[:, MAIN_JOINTS]).max()
    level = float(_spread(values[good]))
    return (
        bool(moved < STEADY * np.median(trunk)) and level <= WOBBLE * exercise.rep.thresholds.still
    )


def _spread(values: Array) -> Array:
    """Return between which of `values` [F, ...] nearly all lie: jitter has its outliers."""
    low, high = np.percentile(values, [7, 93], axis=0)
    out: Array = np.asarray(high - low)
    return out


# --- during the set -----------------------------------------------------------------------------


class Presence:
    """Push the frames of a set; `away` is for how many seconds the person has been gone."""

    def __init__(self, exercise: Exercise) -> None:
        self._postures = exercise.rep.posture
        self._limit = AWAY_TURNING if len(self._postures) > 1 else AWAY
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
    def met(self) -> bool:
        """Whether the person was seen at all."""
        return self._began is not None

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
        scores = posture_scores(frame.world)
        return rising or any(bool(takes_posture(scores, p)) for p in self._postures)
