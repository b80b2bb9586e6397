"""The poses of a recording made ready for judging, and the number that is counted in them."""

from dataclasses import dataclass

import numpy as np

from formcheck.analysis.camera_view import posture_scores
from formcheck.analysis.counting.rep_detection import Track
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import Signal
from formcheck.analysis.pose import Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording import skeleton_checks as checks
from formcheck.analysis.rep_frames import HIDDEN
from formcheck.analysis.smoothing import smoothed

NONSENSE = 0.15
"""Share of impossible frames above which a recording shows no body that can be believed."""


@dataclass(frozen=True, slots=True, eq=False)
class PreparedPoses:
    """The poses of a recording as they are judged.

    Attributes:
        poses: left and right put right, the picture turned back after a knock, smoothed.
        believed: [F] whether the skeleton is possible. whole: [F] whether every bone of it is.
        swapped: [F] whether its sides were changed.
        out: [F, 33] landmarks outside the picture.
        knocks: when the camera was knocked.
    """

    poses: PoseSequence
    believed: Bools
    whole: Bools
    swapped: Bools
    out: Bools
    knocks: tuple[checks.Knock, ...]

    @property
    def trusted(self) -> Bools:
        """Return the frames that may be measured, [F]."""
        out: Bools = self.believed & ~self.swapped
        return out

    @property
    def seen(self) -> Bools:
        """Return the frames in which somebody is seen, [F]."""
        out: Bools = np.isfinite(self.poses.image[:, L.LEFT_HIP, 0])
        return out

    @property
    def mostly_impossible(self) -> bool:
        """Whether the skeleton is impossible too often to believe even the rest of it."""
        believed = self.believed[self.seen]
        return not len(believed) or 1 - float(believed.mean()) > NONSENSE


def prepare(poses: PoseSequence, size: tuple[int, int] | None = None) -> PreparedPoses:
    """Make the poses of a recording ready for judging.

    Args:
        poses: as they were found.
        size: the picture's width and height, where known; nothing outside it is measured.
    """
    out = np.zeros(poses.image.shape[:2], bool)
    if size is not None and min(size) > 0:
        out = checks.outside(poses, size)
    poses, knocks = checks.steadied(poses)
    poses, swapped = checks.unswapped(poses)
    believed = checks.possible(poses)
    whole = checks.whole_skeleton(poses)
    return PreparedPoses(smoothed(poses), believed, whole, swapped, out, knocks)


def counted_signal(exercise: Exercise, prepared: PreparedPoses) -> Signal:
    """Return the number that is counted: one that needs no feet where they are not shown."""
    rule = exercise.rep
    if rule.without_feet is not None and "feet" in checks.missing_parts(prepared.out, HIDDEN):
        return rule.without_feet
    return rule.signal


def track(exercise: Exercise, prepared: PreparedPoses) -> Track:
    """Return the exercise's counted number over a recording."""
    poses, rule = prepared.poses, exercise.rep
    value = counted_signal(exercise, prepared).of(poses)
    value = np.where(prepared.seen, value, np.nan)
    scores = posture_scores(poses.world)
    # An impossible skeleton says nothing of the posture.
    still = rule.keeps_posture(scores) | ~prepared.believed
    return Track(poses.time, value, rule.takes_posture(scores), still)
