"""Even times where a body kept still: what is measured counts frames, so they must count seconds.

While nobody moves, a video gets about two poses a second instead of twelve (see
`estimation.motion_gate`). Medians, shares and smoothing would then weigh a hold less than the
movement beside it. Before a recording is judged, the time between two poses that agree is therefore
filled along a straight line between them; the poses themselves are kept as they were found.
"""

import numpy as np

from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.recording.skeleton_checks import BODY
from formcheck.analysis.smoothing import smoothed

STEP = 1 / 12
"""Seconds between the frames that are filled in: the usual pose rate."""

LONGEST = 0.6
"""Seconds between two poses beyond which nothing is filled in: frames are missing there, or nobody
was seen. Poses of a body that keeps still are 0.5 s apart, a little more at a low rate."""

AGREE = 0.03
"""Share of a body's longer side by which its main joints may lie apart in two poses, for a straight
line to describe what lies between: twice what movement begins with."""


def evenly_timed(poses: PoseSequence) -> PoseSequence:
    """Return poses with frames filled in where the body kept still; all others unchanged."""
    if len(poses) < 2:
        return poses
    gap = np.diff(poses.time)
    steps = np.round(gap / STEP).astype(int)
    filled = (steps > 1) & (gap <= LONGEST) & _agree(poses.image)
    if not filled.any():
        return poses
    count = np.where(filled, steps, 1)
    before = np.repeat(np.arange(len(gap)), count)
    first = np.repeat(np.cumsum(count) - count, count)
    share = (np.arange(len(before)) - first) / count[before]

    def between(values: Array) -> Array:
        part = share.reshape(-1, *[1] * (values.ndim - 1))
        out = (1 - part) * values[before] + part * values[before + 1]
        out = np.where(part == 0, values[before], out)  # also where the next one is not seen
        whole: Array = np.concatenate([out, values[-1:]])
        return whole

    return PoseSequence(
        between(poses.time),
        between(poses.image),
        between(poses.world),
        between(poses.confidence),
        between(poses.trunk),
        between(poses.markers),
        between(poses.knees),
    )


def as_judged(poses: PoseSequence) -> PoseSequence:
    """Return poses as a set is judged by them, and as they are drawn: at even times, smoothed."""
    return smoothed(evenly_timed(poses))


def _agree(image: Array) -> Bools:
    """Return whether each body [F, 33, 2] lies where the next one does, [F - 1]; neither seen does
    not.
    """
    body = image[:, list(BODY)]
    moved = np.linalg.norm(body[1:] - body[:-1], axis=-1).max(-1)
    size = np.ptp(image[:-1], axis=1).max(-1)
    out: Bools = moved < AGREE * size  # NaN compares as False
    return out
