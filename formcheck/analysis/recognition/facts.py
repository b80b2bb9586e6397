"""The facts of a movement: how far each joint goes from where it was, see `exercise.Fact`.

Lengths are in the person's own shank lengths, in the picture's plane.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import Direction, body_axes
from formcheck.analysis.exercise import Fact
from formcheck.analysis.kinematics import hip_angle_3d, joint, knee_angle_3d, middle
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recognition.rises import Rise
from formcheck.analysis.report import OneSide

NARROWEST = 0.3
"""Least share of a sideways step that is taken to show in the picture: seen along the hip line,
from above the floor, it shows as 0.04 to 0.27 shank lengths (rendered walks)."""

NEAREST = 6.0
"""Shank lengths (2.5 m) from which a camera sees the whole of somebody who stands: so much of a
step towards it shows as growth of the picture."""

BEHIND = -0.3
"""How far along the body, as a cosine, a camera stands behind somebody on hands and knees from
where on the hands are hidden: there they seem to move by up to 0.9, and knees bent by 90 degrees
read as up to 155 (rendered hydrants)."""

BESIDE = 0.8
"""How far to the side of the body, as a cosine, a camera stands that sees how the trunk lies."""

IN_FRONT = 0.6
"""How far in front of the body, as a cosine, a camera stands from where on the floor behind the
body is seen above the floor before it."""

AIRBORNE = 0.5
"""Seconds before and after a movement in which a jump would belong to it."""

SIDES: tuple[OneSide, OneSide] = ("left", "right")


def shank_length(poses: PoseSequence) -> float:
    """Return the length of the shank, metres: the median over the clip, of the world landmarks."""
    w = poses.world
    both = np.stack(
        [w[:, L.LEFT_KNEE] - w[:, L.LEFT_ANKLE], w[:, L.RIGHT_KNEE] - w[:, L.RIGHT_ANKLE]]
    )
    lengths = np.linalg.norm(both, axis=-1)
    lengths = lengths[np.isfinite(lengths)]
    return float(np.median(lengths)) if len(lengths) else np.nan


class Rows(NamedTuple):
    """Which frames of a recording belong to a movement: its start position, its top, all of it."""

    rise: Rise
    rest: Bools
    top: NDArray[np.intp]
    inside: NDArray[np.intp]


def facts_of(poses: PoseSequence, rows: Rows, shank: Array, place: Direction) -> dict[Fact, float]:
    """Return what moved how far in a movement.

    Args:
        poses: smoothed poses of the recording.
        rows: its frames that belong to the movement.
        shank: [F] the shank's length, pixels.
        place: the camera's place in the start position.
    """
    rise, rest, top, inside = rows
    image = poses.image / float(np.nanmedian(shank[inside]))
    hips, shoulders = middle(image, "hip"), middle(image, "shoulder")
    hands = (middle(image, "wrist") - shoulders)[:, 1]
    lowest = np.maximum(image[:, L.LEFT_ANKLE, 1], image[:, L.RIGHT_ANKLE, 1])
    height = lowest - hips[:, 1]

    def travel(points: Array) -> float:
        return float(np.linalg.norm(np.median(points[top], 0) - np.median(points[rest], 0)))

    gone = {side: travel(image[:, joint(side, "knee")]) for side in SIDES}
    knees = sorted(gone.values())
    planted = float(np.median(knee_angle_3d(poses, min(gone, key=lambda s: gone[s]))[inside]))
    ankles = sorted(travel(image[:, k]) for k in (L.LEFT_ANKLE, L.RIGHT_ANKLE))
    still = poses.part(rest)
    ends = poses.part(np.isin(np.arange(len(poses)), top))
    straight = [float(np.median(knee_angle_3d(still, s))) for s in SIDES]
    open_ = float(np.median(hip_angle_3d(still, "left") + hip_angle_3d(still, "right"))) / 2
    closed = float(np.median(hip_angle_3d(ends, "left") + hip_angle_3d(ends, "right"))) / 2
    bent = [
        a - float(np.median(knee_angle_3d(ends, s))) for a, s in zip(straight, SIDES, strict=True)
    ]
    bend = sum(straight) / 2
    return {
        "hips": travel(hips),
        "hips_up": float(np.median(hips[rest, 1]) - np.median(hips[top, 1])),
        "hips_range": float(np.ptp(hips[inside, 1])),
        "shoulders": travel(shoulders),
        "moving_knee": knees[1],
        "other_knee": knees[0],
        "moving_foot": ankles[1],
        "other_foot": ankles[0],
        "hands": _hands(image[inside], place),
        "hands_low": float(np.median(hands[top])),
        "hands_lowered": float(np.median(hands[top]) - np.median(hands[rest])),
        "planted_knee": 0.0 if place.head < BEHIND else planted,
        "stepped": _stepped(image, shank, rise, place),
        "hips_over_feet": float(np.percentile(height[inside], 90)),
        "trunk_down": _trunk_down(image[rest], still, float(open_ - bend / 2), place),
        "knees_bent": sum(bent) / 2,
        "hips_bent": open_ - closed,
        "less_bent": min(bent),
        "feet_split": abs(_ahead(ends, still)) / shank_length(poses),
        "back_foot_up": _back_foot_up(image[top], _ahead(ends, still), place),
        "feet_up": _flight(image, poses.time, rest, inside),
        "trunk_tilt": _tilt(ends),
        "feet_step": _step(image[rest]),
        "view": place.elevation,
    }


def _trunk_down(image: Array, still: PoseSequence, seeming: float, place: Direction) -> float:
    """Return 90 less the trunk's inclination above the floor, degrees, as the picture shows it.

    Unless it is seen from beside, what the joints' angles tell of it: `seeming`.
    """
    if abs(place.left) < BESIDE:
        return seeming
    w = still.world
    trunk = np.linalg.norm(middle(w, "shoulder") - middle(w, "hip"), axis=-1)
    raised = (middle(image, "hip") - middle(image, "shoulder"))[:, 1]
    share = float(np.median(raised)) / (float(np.median(trunk)) / shank_length(still))
    e = np.radians(place.elevation)
    up = (share + place.head * np.sin(e)) / np.cos(e)
    return 90.0 - float(np.degrees(np.arcsin(np.clip(up, -1, 1))))


def _ahead(ends: PoseSequence, still: PoseSequence) -> float:
    """Return how far the left foot is ahead of the right, metres along the start's front."""
    front = np.median(body_axes(still.world)[:, 2], axis=0)
    apart = ends.world[:, L.LEFT_ANKLE] - ends.world[:, L.RIGHT_ANKLE]
    return float(np.median(apart @ front))


def _back_foot_up(ends: Array, left_ahead: float, place: Direction) -> float:
    """Return how much higher in the picture the ankle behind is; infinite unless from in front.

    There the floor behind is higher in the picture, and its heel is off the floor: a foot that is
    no higher stands on a lower floor.
    """
    if place.front < IN_FRONT:
        return float(np.inf)
    left, right = ends[:, L.LEFT_ANKLE, 1], ends[:, L.RIGHT_ANKLE, 1]
    return float(np.median(left - right)) * (1 if left_ahead > 0 else -1)


def _step(still: Array) -> float:
    """Return how much higher the toes of one foot are than the other's."""
    toes = still[:, L.LEFT_FOOT_INDEX, 1] - still[:, L.RIGHT_FOOT_INDEX, 1]
    return float(np.median(np.abs(toes)))


def _flight(image: Array, time: Array, rest: Bools, inside: Array | np.ndarray) -> float:
    """Return how far the lower foot rises above where it stood, from just before to just after."""
    around = (time >= time[inside[0]] - AIRBORNE) & (time <= time[inside[-1]] + AIRBORNE)
    lower = np.maximum(image[:, L.LEFT_ANKLE, 1], image[:, L.RIGHT_ANKLE, 1])
    return float(np.median(lower[rest]) - np.nanmin(lower[around]))


def _tilt(ends: PoseSequence) -> float:
    """Return the trunk's median angle against the vertical, degrees."""
    up = -body_axes(ends.world)[:, 0, 1]
    return float(np.median(np.degrees(np.arccos(np.clip(up, -1, 1)))))


def _stepped(image: Array, shank: Array, rise: Rise, place: Direction) -> float:
    """Return how far both feet have gone from start to end, at least; NaN of a part.

    Across the picture as it shows, towards the camera as the whole body grows.
    """
    if rise.end is None:
        return np.nan
    before, after = (slice(max(i - 2, 0), i + 3) for i in (rise.start, rise.end))
    growth = float(np.log(np.nanmedian(shank[after]) / np.nanmedian(shank[before])))
    steps = [
        float(np.linalg.norm(np.nanmedian(image[after, k], 0) - np.nanmedian(image[before, k], 0)))
        for k in (L.LEFT_ANKLE, L.RIGHT_ANKLE)
    ]
    across = float(np.sqrt(max(1 - place.left**2, NARROWEST**2)))
    return float(np.hypot(min(steps) / across, growth * NEAREST * abs(place.left)))


def _hands(image: Array, place: Direction) -> float:
    """Return how far the hand that moves more goes; 0 where the body hides both from the camera."""
    if place.head < BEHIND:
        return 0.0
    low, high = np.percentile(image[:, [L.LEFT_WRIST, L.RIGHT_WRIST]], [10, 90], axis=0)
    return float(np.linalg.norm(high - low, axis=-1).max())
