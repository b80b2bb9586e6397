"""Whether the start position of an exercise is held still, and for how long."""

from collections.abc import Sequence

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.live.camera_check import in_posture

LONG = 1.5
"""Seconds of stillness that begin the countdown."""

STEADY = 0.15
"""Trunk lengths that no main joint moves by meanwhile."""

NEARLY = 0.8
"""Share of the frames in which somebody is seen in the start position."""

MAIN = np.array(
    [
        L.LEFT_SHOULDER,
        L.RIGHT_SHOULDER,
        L.LEFT_HIP,
        L.RIGHT_HIP,
        L.LEFT_KNEE,
        L.RIGHT_KNEE,
    ]
)


def held(recent: Sequence[PoseFrame], exercise: Exercise) -> float:
    """Return for how many seconds up to the newest frame the start is held: 0, 0.5, 1 or 1.5."""
    out = 0.0
    for seconds in (0.5, 1.0, LONG):
        part = [f for f in recent if recent[-1].time - f.time <= seconds]
        enough = len(part) >= 4 and recent[-1].time - recent[0].time >= seconds
        if not enough or not still(part, exercise):
            break
        out = seconds
    return out


def still(frames: Sequence[PoseFrame], exercise: Exercise) -> bool:
    """Whether nothing moves in `frames` and they show the start position of `exercise`."""
    seen = [f for f in frames if f.seen]
    if len(seen) < 4 or len(seen) < NEARLY * len(frames):
        return False
    poses = PoseSequence.of(seen)
    values = exercise.rep.signal.of(poses)
    good = np.isfinite(values)
    # Some exercises have a number only in their own start position: half-kneeling, say.
    if in_posture(poses.world, exercise.rep.posture) < NEARLY or good.mean() < NEARLY:
        return False
    trunk = np.linalg.norm(middle(poses.image, "shoulder") - middle(poses.image, "hip"), axis=-1)
    moved = _spread(poses.image[:, MAIN]).max()
    level = float(_spread(values[good]))
    return bool(moved < STEADY * np.median(trunk)) and level <= 1.5 * exercise.rep.thresholds.still


def _spread(values: Array) -> Array:
    """Return between which of `values` [F, ...] nearly all lie: jitter has its outliers."""
    low, high = np.percentile(values, [7, 93], axis=0)
    out: Array = np.asarray(high - low)
    return out
