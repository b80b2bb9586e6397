"""Lengths and angles read off a pose.

Each takes a `PoseFrame` or a `PoseSequence` and returns [...]. Lengths are in metres, through the
scale between the picture and the world landmarks, which does not change with the limbs'
foreshortening; angles are in degrees, in true pixels. NaN where a point is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import Pose, body_axes
from formcheck.analysis.geometry import angle, tilt, turn, unit, wrapped
from formcheck.analysis.pose import TRUNK_POINTS, Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide

_BODY = np.array(
    [
        L.LEFT_SHOULDER,
        L.RIGHT_SHOULDER,
        L.LEFT_HIP,
        L.RIGHT_HIP,
        L.LEFT_KNEE,
        L.RIGHT_KNEE,
        L.LEFT_ANKLE,
        L.RIGHT_ANKLE,
    ]
)
_ABOVE_SHINS = _BODY[:6]


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """A named measurement of a pose."""

    id: str
    title: str
    unit: str
    of: Callable[[Pose], Array]


def other(side: OneSide) -> OneSide:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


@cache
def joint(side: OneSide, part: str) -> L:
    """Return the landmark of `part` ("hip", "knee"...) on `side`."""
    return L[f"{side}_{part}".upper()]


def point(pose: Pose, side: OneSide, part: str) -> Array:
    """Return where the picture shows that landmark, [..., 2] pixels."""
    out: Array = pose.image[..., joint(side, part), :]
    return out


def middle(points: Array, part: str) -> Array:
    """Return the point half-way between the left and the right `part`."""
    out: Array = (points[..., joint("left", part), :] + points[..., joint("right", part), :]) / 2
    return out


def pixels_per_metre(pose: Pose, among: NDArray[np.int_] = _BODY) -> Array:
    """Return the picture's scale at the body, [...]: picture against world, best fit."""
    i, w = pose.image[..., among, :], pose.world[..., among, :2]
    i = i - np.add.reduce(i, axis=-2, keepdims=True) / len(among)  # mean() takes twice as long
    w = w - np.add.reduce(w, axis=-2, keepdims=True) / len(among)
    below = _added(w**2)
    out: Array = np.sqrt(_added(i**2) / np.where(below > 0, below, np.nan))
    return out


def _added(values: Array) -> Array:
    """Sum over the last two axes in one order, so that one frame reads as many to the last bit."""
    flat = values.reshape(*values.shape[:-2], values.shape[-2] * values.shape[-1])
    out: Array = np.add.accumulate(flat, axis=-1)[..., -1]
    return out


def hip_height(pose: Pose) -> Array:
    """Return how far the hips are above the lower ankle in the picture, metres."""
    ankles = np.maximum(pose.image[..., L.LEFT_ANKLE, 1], pose.image[..., L.RIGHT_ANKLE, 1])
    out: Array = (ankles - middle(pose.image, "hip")[..., 1]) / pixels_per_metre(pose)
    return out


def ankles_apart(pose: Pose) -> Array:
    """Return the distance between the ankles in the picture, metres."""
    out: Array = width(pose, "ankle") / pixels_per_metre(pose)
    return out


def moved(poses: PoseSequence, rest: PoseSequence, landmark: int) -> Array:
    """Return how far a landmark is from where it rested, [F] metres in the picture's plane."""
    home = np.median(rest.image[:, landmark], axis=0)
    out: Array = np.linalg.norm(poses.image[:, landmark] - home, axis=-1) / pixels_per_metre(poses)
    return out


def lift(pose: Pose, part: str) -> Array:
    """Return how far the left `part` is above the right one in the picture, metres."""
    out: Array = (
        point(pose, "right", part)[..., 1] - point(pose, "left", part)[..., 1]
    ) / pixels_per_metre(pose)
    return out


def across(pose: Pose, part: str) -> Array:
    """Return the distance between left and right `part` along the hip line, metres (3-D)."""
    w = pose.world
    axis = unit(w[..., L.LEFT_HIP, :] - w[..., L.RIGHT_HIP, :])
    d = w[..., joint("left", part), :] - w[..., joint("right", part), :]
    out: Array = (d * axis).sum(-1)
    return out


def width(pose: Pose, part: str) -> Array:
    """Return the distance between left and right `part` in the picture, pixels."""
    out: Array = np.linalg.norm(point(pose, "left", part) - point(pose, "right", part), axis=-1)
    return out


def hips_over_shoulders(pose: Pose) -> Array:
    """Return how far the hips are above the shoulders in the picture, metres.

    For a bridge on one leg: the foot on the floor is often hidden behind the thigh.
    """
    d = middle(pose.image, "shoulder") - middle(pose.image, "hip")
    out: Array = d[..., 1] / pixels_per_metre(pose)
    return out


def hips_over_shoulders_without_feet(pose: Pose) -> Array:
    """Return how far the hips are above the shoulders, metres, from points above the shins.

    The model invents the place of feet outside the picture, which would distort the scale.
    """
    d = middle(pose.image, "shoulder") - middle(pose.image, "hip")
    out: Array = d[..., 1] / pixels_per_metre(pose, _ABOVE_SHINS)
    return out


def hips_moved(poses: PoseSequence, rest: PoseSequence) -> Array:
    """Return how far the hips are from where they rested, [F] metres in the picture's plane."""
    home = np.median(middle(rest.image, "hip"), axis=0)
    away = np.linalg.norm(middle(poses.image, "hip") - home, axis=-1)
    out: Array = away / pixels_per_metre(poses)
    return out


def knees_apart(pose: Pose) -> Array:
    """Return the distance between the knees in the picture, metres."""
    out: Array = width(pose, "knee") / pixels_per_metre(pose)
    return out


def knee_aside(pose: Pose) -> Array:
    """Return how far the knees are apart, less what a lifted foot makes of it, metres.

    On hands and knees: a fire hydrant parts the knees with the feet below the hips, a donkey kick
    parts them as well but carries a foot above them. The picture's distance, with the depth of
    the world landmarks for what goes towards the camera.
    """
    depth = (pose.world[..., L.LEFT_KNEE, :] - pose.world[..., L.RIGHT_KNEE, :])[..., 2]
    kicked = np.maximum(foot_over_hips(pose) + 0.1, 0)
    out: Array = np.hypot(knees_apart(pose), depth) - 3 * kicked
    return out


def kneeling_side(pose: Pose) -> Array:
    """Return by how much the right knee is the lower one in the picture, metres."""
    return lift(pose, "knee")


KNEE_DOWN, KNEE_UNDER, STEP_AHEAD = 0.12, 0.2, 0.15
"""Metres by which, half-kneeling, one knee is below the other and below the hips, and the foot in
front ahead of it across the picture."""


def hips_forward(pose: Pose) -> Array:
    """Return how far the hips are ahead of the middle between the feet in the picture, metres.

    Half-kneeling only, and not seen end-on: NaN elsewhere (see `KNEE_DOWN`).
    Against both ankles, because the model swaps the legs for a frame now and then.
    """
    knees = kneeling_side(pose)
    right = (knees > 0)[..., None]
    back = np.where(right, point(pose, "right", "knee"), point(pose, "left", "knee"))
    foot = np.where(right, point(pose, "left", "ankle"), point(pose, "right", "ankle"))
    scale = pixels_per_metre(pose)
    hips = middle(pose.image, "hip")
    step = (foot - back)[..., 0] / scale
    ahead = (hips - middle(pose.image, "ankle"))[..., 0] / scale * np.sign(step)
    below = (back - hips)[..., 1] / scale
    shown = (np.abs(knees) >= KNEE_DOWN) & (below >= KNEE_UNDER) & (np.abs(step) >= STEP_AHEAD)
    out: Array = np.where(shown, ahead, np.nan)
    return out


def foot_over_hips(pose: Pose) -> Array:
    """Return how far the higher ankle is above the hips in the picture, metres.

    Rendered sets, every view and model: at the top of a bridge -0.7 to -0.1 on both legs and 0.3
    to 0.6 on one, also where the foot on the floor is hidden; at the top of a fire hydrant below
    -0.1, of a donkey kick above 0.25.
    """
    higher = np.minimum(pose.image[..., L.LEFT_ANKLE, 1], pose.image[..., L.RIGHT_ANKLE, 1])
    out: Array = (middle(pose.image, "hip")[..., 1] - higher) / pixels_per_metre(pose)
    return out


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

    180 is one line; above it the thigh has gone past the trunk line. Which way is "past" is read
    by the knee, which only bends one way, so a bent knee is needed.
    """
    hip, knee = point(pose, side, "hip"), point(pose, side, "knee")
    bend = turn(hip, knee, point(pose, side, "ankle"))
    opening = turn(point(pose, side, "shoulder"), hip, knee)
    out: Array = (-np.sign(bend) * opening) % 360
    return out


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


SMOOTH_BACK = 0.06
"""Chord lengths by which a back's outline differs at most between two of its `TRUNK_POINTS` places.

An elbow behind the back makes it leap by 0.2 to 0.3. Of 400 rendered kicks and kickbacks 98 % keep
below it, also in loose tops; of 210 half-kneeling stretches with hands on the hips half, and nearly
none filmed from more than 15 degrees beside the side view. Where it leapt, a still back read up to
8.1 % hollower, elsewhere up to 1.4."""


def hollow(pose: Pose) -> Array:
    """Return how hollow the low back's outline is, in % of the shoulder-hip chord.

    NaN where an arm is in the outline.

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
    leap = np.abs(np.diff(back, axis=-1)).max(-1)
    out: Array = np.where(leap < SMOOTH_BACK, 100 * ((upper + buttock) / 2 - low), np.nan)
    return out


def pelvic_line(pose: Pose) -> Array:
    """Return the tilt of the line through both hip-bone stickers, -90..90 degrees."""
    return tilt(pose.markers[..., 0, :], pose.markers[..., 1, :])


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
