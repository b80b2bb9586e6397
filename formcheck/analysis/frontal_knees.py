"""Knees seen from the front: how far they cave in, and what trousers and a turned body hide."""

import numpy as np

from formcheck.analysis.camera_view import Direction, Pose
from formcheck.analysis.geometry import unit
from formcheck.analysis.kinematics import knee_angle_3d, point, width
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide


def separation_ratio(pose: Pose) -> Array:
    """Return knee separation along the ankle line over ankle separation; 1 = knees over feet."""
    ankles = point(pose, "left", "ankle") - point(pose, "right", "ankle")
    knees = point(pose, "left", "knee") - point(pose, "right", "knee")
    size = np.linalg.norm(ankles, axis=-1)
    out: Array = (knees * unit(ankles)).sum(-1) / np.where(size > 0, size, np.nan)
    return out


def frontal_knee_angle(pose: Pose) -> Array:
    """Return the frontal-plane projection angle, mean of both knees; positive = inwards.

    Each knee's angle between the thigh line and the shank line (Willson and Davis 2006). A body
    turned a little away from the camera adds to one knee what it takes from the other, so only
    the mean of the two is judged.
    """
    total = 0.0 * pose.image[..., 0, 0]
    outward = np.sign(pose.image[..., L.LEFT_HIP, 0] - pose.image[..., L.RIGHT_HIP, 0])
    sides: tuple[tuple[OneSide, int], ...] = (("left", 1), ("right", -1))
    for side, sign in sides:
        thigh = point(pose, side, "knee") - point(pose, side, "hip")
        shank = point(pose, side, "ankle") - point(pose, side, "knee")
        out = outward * sign
        total = total + np.degrees(
            np.arctan2(shank[..., 0] * out, shank[..., 1])
            - np.arctan2(thigh[..., 0] * out, thigh[..., 1])
        )
    result: Array = total / 2
    return result


def turned_knee_error(poses: PoseSequence, direction: Direction) -> Array:
    """Return the error that a turned body leaves in `frontal_knee_angle`, [F] degrees.

    Seen from `a` degrees beside straight ahead a knee bent by `b` looks moved aside by about
    b sin(a), one knee inwards and the other outwards. The mean of both is free of it only while
    both are bent alike; in a lunge aside half the difference stays.
    """
    difference = knee_angle_3d(poses, "left") - knee_angle_3d(poses, "right")
    out: Array = np.abs(difference / 2 * np.sin(np.radians(direction.azimuth)))
    return out


CLOSE_FITTING = 0.05
"""Shank lengths (2 cm) by which knee points are beside the middle of bare legs and of leggings:
0.01 to 0.05 in the median of standing people, rendered and real."""


def loose_trousers(poses: PoseSequence) -> float:
    """Return how far off the knees may be for loose trousers, shank lengths; 0 where none show.

    The mean of both knees, median over the frames in which it can be told: cloth is as loose in
    all of them.
    """
    known = poses.knees[np.isfinite(poses.knees).all(1)].mean(1)
    return max(float(np.median(known)) - CLOSE_FITTING, 0.0) if len(known) else 0.0


def loose_knee_error(poses: PoseSequence) -> float:
    """Return the error that loose trousers leave in a frontal knee angle, degrees.

    A knee moved aside by a part of the shank turns thigh and shank by that part, each the other
    way; the knee is within that for certain, which is twice the error.
    """
    return float(np.degrees(loose_trousers(poses)))


def loose_separation_error(poses: PoseSequence) -> float:
    """Return the error that loose trousers leave in `separation_ratio`."""
    off = loose_trousers(poses)
    if not off:
        return 0.0
    shank = np.linalg.norm(point(poses, "left", "ankle") - point(poses, "left", "knee"), axis=-1)
    share = np.nanmedian(shank) / np.nanmedian(width(poses, "ankle"))
    return float(off * share / np.sqrt(2))
