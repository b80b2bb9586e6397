"""Angles, tilts and shapes read off a pose, in true pixels.

Each takes a `PoseFrame` or a `PoseSequence` and returns [...]; NaN where a point is missing.
"""

import numpy as np

from formcheck.geometry import angle, tilt, turn, unit, wrapped
from formcheck.pose import TRUNK_POINTS, Array, PoseSequence
from formcheck.pose import Landmark as L
from formcheck.report import OneSide
from formcheck.signals import joint, middle, other, point
from formcheck.view import Pose, body_axes


def knee_angle(pose: Pose, side: OneSide) -> Array:
    """Return the hip-knee-ankle angle in the picture, 0..180 degrees, 180 = straight."""
    return angle(point(pose, side, "hip"), point(pose, side, "knee"), point(pose, side, "ankle"))


def _angle_3d(pose: Pose, side: OneSide, parts: tuple[str, str, str]) -> Array:
    a, b, c = (pose.world[..., joint(side, part), :] for part in parts)
    return angle(a, b, c)


def knee_angle_3d(pose: Pose, side: OneSide) -> Array:
    """Return the hip-knee-ankle angle of the world landmarks: for telling postures only."""
    return _angle_3d(pose, side, ("hip", "knee", "ankle"))


def hip_angle_3d(pose: Pose, side: OneSide) -> Array:
    """Return the shoulder-hip-knee angle of the world landmarks: for telling postures only."""
    return _angle_3d(pose, side, ("shoulder", "hip", "knee"))


def hip_angle(pose: Pose, side: OneSide) -> Array:
    """Return the shoulder-hip-knee angle in the picture, 0..360 degrees.

    180 is one line; above it the thigh has gone past the trunk line. Which way is "past" is told
    by the knee, which only bends one way, so a bent knee is needed.
    """
    hip, knee = point(pose, side, "hip"), point(pose, side, "knee")
    bend = turn(hip, knee, point(pose, side, "ankle"))
    opening = turn(point(pose, side, "shoulder"), hip, knee)
    out: Array = (-np.sign(bend) * opening) % 360
    return out


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


def trunk_lean(pose: Pose) -> Array:
    """Return how far the trunk leans sideways in the picture, degrees, either way.

    The mean of the trunk line's lean and the shoulder line's tilt, which err independently.
    """
    d = middle(pose.image, "shoulder") - middle(pose.image, "hip")
    lean = np.degrees(np.arctan2(d[..., 0], -d[..., 1]))
    out: Array = np.abs(lean + line_tilt(pose, "shoulder")) / 2
    return out


def line_tilt(pose: Pose, part: str) -> Array:
    """Return the tilt of the line between the left and the right `part`, -90..90 degrees."""
    return tilt(point(pose, "left", part), point(pose, "right", part))


def knee_over_toe(pose: Pose, side: OneSide) -> Array:
    """Return how far the knee is ahead of the toe along the floor, in foot lengths."""
    toe, heel = point(pose, side, "foot_index"), point(pose, side, "heel")
    foot = (toe - heel)[..., 0]
    ahead = (point(pose, side, "knee") - toe)[..., 0]
    out: Array = ahead / np.where(foot == 0, np.nan, foot)
    return out


def toe_up(pose: Pose, side: OneSide) -> Array:
    """Return how far the toe is above the heel in the picture, in shank lengths."""
    rise = point(pose, side, "heel")[..., 1] - point(pose, side, "foot_index")[..., 1]
    shank = np.linalg.norm(point(pose, side, "knee") - point(pose, side, "ankle"), axis=-1)
    out: Array = rise / np.where(shank > 0, shank, np.nan)
    return out


_PLACE = np.linspace(0, 1, TRUNK_POINTS)
_UPPER = (_PLACE >= 0.08) & (_PLACE <= 0.30)
_LUMBAR = (_PLACE >= 0.45) & (_PLACE <= 0.75)
_BUTTOCK = _PLACE >= 0.85


def hollow(pose: Pose) -> Array:
    """Return how hollow the low back's outline is, in % of the shoulder-hip chord.

    The dorsal outline's mean height over the upper back and over the buttock end, less that over
    the low back (0.45 to 0.75 of the chord). An arch sinks the low back and tips the buttock up:
    both count. Measured on rendered sets as a change from the start: 22 deg of lumbar extension
    +3.2 to +3.7, 40 deg +5, still backs within +/-0.7, with all three model sizes alike; the
    plain depth between 0.15 and 0.8 of the chord moves by 0.6 to 1 for the same 22 deg.
    """
    back = pose.trunk[..., 0, :]
    upper = back[..., _UPPER].mean(-1)
    low = back[..., _LUMBAR].mean(-1)
    buttock = back[..., _BUTTOCK].mean(-1)
    out: Array = 100 * ((upper + buttock) / 2 - low)
    return out


def pelvic_line(pose: Pose) -> Array:
    """Return the tilt of the line through both hip-bone stickers, -90..90 degrees."""
    return tilt(pose.stickers[..., 0, :], pose.stickers[..., 1, :])


def forward_lean(pose: Pose) -> Array:
    """Return the trunk's lean in the picture, degrees; positive towards where the feet point."""
    d = middle(pose.image, "shoulder") - middle(pose.image, "hip")
    feet = (middle(pose.image, "foot_index") - middle(pose.image, "heel"))[..., 0]
    out: Array = np.degrees(np.arctan2(d[..., 0] * np.sign(feet), -d[..., 1]))
    return out


def sink(pose: Pose, side: OneSide, part: str) -> Array:
    """Return how far the `part` of that side lies below the other's, degrees of their line."""
    d = point(pose, side, part) - point(pose, other(side), part)
    out: Array = np.degrees(np.arctan2(d[..., 1], np.abs(d[..., 0])))
    return out


def rolled(poses: PoseSequence, rest: PoseSequence, part: str, side: OneSide) -> Array:
    """Return how far the line through both `part`s has turned about the body's long axis, [F].

    Degrees against the start position; positive when that side has turned backwards. From the
    world landmarks: depth, the worst thing they know.
    """
    axes = np.median(body_axes(rest.world), axis=0)
    sign = 1.0 if side == "left" else -1.0

    def at(p: PoseSequence) -> Array:
        line = p.world[:, joint(side, part)] - p.world[:, joint(other(side), part)]
        seen = line @ axes.T
        out: Array = np.degrees(np.arctan2(-seen[:, 2], sign * seen[:, 1]))
        return out

    out: Array = wrapped(at(poses) - np.median(at(rest)))
    return out
