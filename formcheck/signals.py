"""Lengths read off a pose. Each takes a `PoseFrame` or a `PoseSequence` and returns [...].

In metres, through the scale between the picture and the world landmarks, which does not change
with the limbs' foreshortening. NaN where a point is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from formcheck.geometry import unit
from formcheck.pose import Array, PoseSequence
from formcheck.pose import Landmark as L
from formcheck.report import OneSide
from formcheck.view import Pose

_BODY = np.array([
    L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP,
    L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE,
])  # fmt: skip


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


def pixels_per_metre(pose: Pose) -> Array:
    """Return the picture's scale at the body, [...]: picture against world, best fit."""
    i, w = pose.image[..., _BODY, :], pose.world[..., _BODY, :2]
    i = i - np.add.reduce(i, axis=-2, keepdims=True) / len(_BODY)  # mean() takes twice as long
    w = w - np.add.reduce(w, axis=-2, keepdims=True) / len(_BODY)
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


def hips_forward(pose: Pose) -> Array:
    """Return how far the hips are ahead of the middle between the feet in the picture, metres.

    Half-kneeling only: NaN unless one knee is at least 0.12 m below the other and 0.2 m below the
    hips, and the foot in front is seen at least 0.15 m ahead of it across the picture (not
    end-on). Against both ankles, because the model swaps the legs for a frame now and then.
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
    shown = (np.abs(knees) >= 0.12) & (below >= 0.2) & (np.abs(step) >= 0.15)
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
