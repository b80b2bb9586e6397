"""Lengths and angles of somebody who squats, hinges, lunges or steps up.

Like `kinematics`: each takes a `PoseFrame` or a `PoseSequence` and returns [...], NaN where a point
is missing. Here are also the measures that must leave out a part of the movement.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction, Pose, body_axes
from formcheck.analysis.exercise import Measure, Reading, RepFrames
from formcheck.analysis.frontal_knees import loose_knee_error
from formcheck.analysis.geometry import turn
from formcheck.analysis.kinematics import (
    forward_lean,
    hip_height,
    hollow,
    middle,
    pixels_per_metre,
    point,
)
from formcheck.analysis.measurements import Sides, steady, sustained
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide, Side, english
from formcheck.analysis.smoothing import jitter

FLEXED = (30.0, 70.0)
"""Degrees of knee flexion between which a knee is judged from the front: with less the knee hardly
moves, with more the thigh points at the camera and its angle in the picture means nothing."""

FEW = 3
"""Frames of a way in which the knee is flexed so, that it can be judged at all."""

SIDES: tuple[OneSide, OneSide] = ("left", "right")

KEPT = 0.2
"""Seconds for which a knee must cave in to count."""


def hips_down(pose: Pose) -> Array:
    """Return how low the hips are, metres: the opposite of their height over the lower ankle."""
    out: Array = -hip_height(pose)
    return out


def shoulders_down(pose: Pose) -> Array:
    """Return how low the shoulders are, metres: the opposite of their height over that ankle."""
    ankles = np.maximum(pose.image[..., L.LEFT_ANKLE, 1], pose.image[..., L.RIGHT_ANKLE, 1])
    out: Array = (middle(pose.image, "shoulder")[..., 1] - ankles) / pixels_per_metre(pose)
    return out


def thigh_above_level(pose: Pose, side: OneSide) -> Array:
    """Return the thigh against the horizontal in the picture, degrees; 90 when standing.

    Positive while the hip is above the knee, 0 when the thigh is level.
    """
    d = point(pose, side, "knee") - point(pose, side, "hip")
    out: Array = np.degrees(np.arctan2(d[..., 1], np.abs(d[..., 0])))
    return out


HIP_POINT = 4.5
"""Degrees by which a level thigh reads too high, and a steep one by less: the model's hip point
lies above the joint (35 repetitions of rendered squats and lunges, heavy model: 1.3 to 7, SD
1.4)."""

LOOKS_DOWN, LOOKS_DOWN_SD = 7.0, 4.0
"""Degrees by which a camera at hip height, 0.6 to 1.3 m, looks down on thighs that are level (2 to
14 on rendered sets). The world landmarks tell it no better: -3 to 9 where 7 is true."""


WHOLE_LEG = 0.65
"""Thigh over shank in the picture, or the other way round, below which a leg seen from the side is
out of shape: both are about as long (0.75 to 1); a knee that the smallest model put 10 cm too low
made 0.55."""


def thigh_level(turned_out: float = 0.0) -> Callable[[PoseSequence, Sides], Array]:
    """Return the series of the working thigh above level, degrees, freed of the camera's place.

    A thigh that points a little towards a camera that looks down on it seems to sink towards the
    knee, as if the hip were higher: 5 degrees from 18 degrees off the side.

    Args:
        turned_out: degrees by which the knees point outwards.
    """

    def series(pose: PoseSequence, rep: Sides) -> Array:
        out = -turned_out if rep.working == rep.near else turned_out
        way, down = np.radians(abs(rep.azimuth) + out), np.radians(LOOKS_DOWN)
        seen = np.tan(np.radians(thigh_above_level(pose, rep.working)))
        level = np.arctan((seen * np.sin(way) - np.cos(way) * np.sin(down)) / np.cos(down))
        out_of_shape = _thigh_to_shank(pose, rep.working) < WHOLE_LEG
        level = np.where(out_of_shape, np.nan, level)
        return np.asarray(np.degrees(level) - HIP_POINT * np.cos(level))

    return series


def _thigh_to_shank(pose: PoseSequence, side: OneSide) -> Array:
    """Return the shorter of thigh and shank in the picture over the longer, [F]."""
    hip, knee, ankle = (point(pose, side, part) for part in ("hip", "knee", "ankle"))
    both = np.stack([np.linalg.norm(hip - knee, axis=-1), np.linalg.norm(knee - ankle, axis=-1)])
    out: Array = both.min(0) / np.maximum(both.max(0), 1e-6)
    return out


def thigh_level_error(turned_out: float = 0.0) -> Callable[[PoseSequence, Direction], Array]:
    """Return what the unknown height of the camera adds to the error of `thigh_level`, degrees."""

    def error(poses: PoseSequence, direction: Direction) -> Array:
        way = np.radians(abs(direction.azimuth) - turned_out)
        return np.full(len(poses), LOOKS_DOWN_SD * abs(np.cos(way)) / max(np.sin(way), 0.2))

    return error


def shank_lean(pose: Pose, side: OneSide) -> Array:
    """Return the shank against the vertical in the picture, degrees; positive towards the toes."""
    d = point(pose, side, "knee") - point(pose, side, "ankle")
    foot = (middle(pose.image, "foot_index") - middle(pose.image, "heel"))[..., 0]
    out: Array = np.degrees(np.arctan2(d[..., 0] * np.sign(foot), -d[..., 1]))
    return out


def trunk_beyond_shank(pose: Pose, side: OneSide) -> Array:
    """Return how much further the trunk leans forward than the shank, degrees."""
    return forward_lean(pose) - shank_lean(pose, side)


def heel_up(pose: Pose, side: OneSide) -> Array:
    """Return how far the heel is above the toe in the picture, in foot lengths."""
    d = point(pose, side, "foot_index") - point(pose, side, "heel")
    size = np.linalg.norm(d, axis=-1)
    out: Array = d[..., 1] / np.where(size > 0, size, np.nan)
    return out


ANKLE_TOO = 0.4
"""Share of a heel's rise that its ankle rises by at least: 0.55 to 0.75 where the heel truly rose
(22 degrees about the toes), below 0.1 where only the heel's point drifted."""

CONTRADICTED = 0.3
"""Foot lengths between a heel's rise and what its ankle says of it, from which the foot is hidden:
behind a rack's upright they were 0.7 to 0.9 apart."""


def heel_rise() -> Measure:
    """Measure how far the near heel rises over its toe, in foot lengths, against the start.

    A heel takes its ankle along: one that rises without is the model's drift, and one whose ankle
    sinks is hidden (None).
    """
    heel = steady(lambda p, rep: heel_up(p, rep.near), change=True)
    ankle = steady(lambda p, rep: -point(p, rep.near, "ankle")[:, 1], change=True)

    def measure(rep: RepFrames) -> Reading | None:
        found, lifted = heel(rep), ankle(rep)
        if found is None or lifted is None:
            return None
        d = point(rep.rest, rep.near, "foot_index") - point(rep.rest, rep.near, "heel")
        rise = lifted.value / float(np.nanmedian(np.linalg.norm(d, axis=-1)))
        if rise >= ANKLE_TOO * found.value or found.value <= 0:
            return found
        if found.value - rise > CONTRADICTED:
            return None
        return replace(found, value=max(rise, 0.0))

    return measure


def flexion_in_front(pose: Pose, side: OneSide, straight: float) -> Array:
    """Return a knee's flexion as its leg's length in the picture tells it, degrees.

    Thigh and shank are about alike: hip to ankle is `straight` times cos(flexion / 2). From the
    front that is steadier than the world landmarks, where standing knees read 25 to 33 bent.
    """
    leg = np.linalg.norm(point(pose, side, "hip") - point(pose, side, "ankle"), axis=-1)
    out: Array = 2 * np.degrees(np.arccos(np.clip(leg / straight, 0, 1)))
    return out


def tipped(pose: Pose) -> Array:
    """Return the trunk's lean, degrees, positive forward, from the world landmarks.

    For telling movements apart and timing them only.
    """
    axes = body_axes(pose.world)
    out: Array = np.degrees(np.arctan2(axes[..., 2, 1], -axes[..., 0, 1]))
    return out


def sunk(poses: PoseSequence, rest: PoseSequence, working: Side) -> Array:
    """Return how far the working leg has bent since the rest, [F] degrees, as its length tells it.

    The mean of both where both work. For timing a squat or a lunge: the hips' own height hardly
    changes while the way down begins. The other leg of a lunge is left out: it steps back before,
    and draws near the other again after, the front leg has bent.
    """
    sides = SIDES if working == "both" else (working,)
    bent = [
        flexion_in_front(poses, side, float(np.nanmedian(leg_length(rest, side)))) for side in sides
    ]
    out: Array = np.mean(bent, axis=0)
    return out


def bowed(poses: PoseSequence, rest: PoseSequence, _: Side) -> Array:
    """Return how far the trunk has tipped from where it rested, [F] degrees.

    For timing a bow: near the upright the shoulders' height hardly changes while it goes on.
    """
    out: Array = tipped(poses) - np.median(tipped(rest))
    return out


def risen(poses: PoseSequence, rest: PoseSequence, _: Side) -> Array:
    """Return how far the hips are above where they rested, [F] metres in the picture's plane.

    For timing a step-up: the foot that comes after, and legs that the model swaps, do not matter.
    """
    home = np.median(middle(rest.image, "hip")[:, 1])
    up = home - middle(poses.image, "hip")[:, 1]
    out: Array = up / np.nanmedian(pixels_per_metre(poses))
    return out


def shoulders_over_hips(rep: RepFrames) -> float:
    """Return how far the shoulders sink from the start to the top, over how far the hips do."""
    top = rep.during("top")
    sunk = [
        float(np.nanmedian(middle(top.image, part)[:, 1]))
        - float(np.nanmedian(middle(rep.rest.image, part)[:, 1]))
        for part in ("shoulder", "hip")
    ]
    return sunk[0] / sunk[1] if sunk[1] > 0 else np.inf


HINGE, HINGE_BAND = 1.85, 0.7
"""`shoulders_over_hips` between a squat (1.3 to 1.8) and a hinge (1.9 to 20), and the band in which
it may be either."""


def one_frontal_knee_angle(pose: Pose, side: OneSide) -> Array:
    """Return the frontal-plane projection angle of one knee; positive = inwards, degrees."""
    outward = np.sign(pose.image[..., L.LEFT_HIP, 0] - pose.image[..., L.RIGHT_HIP, 0])
    out = outward * (1 if side == "left" else -1)
    thigh = point(pose, side, "knee") - point(pose, side, "hip")
    shank = point(pose, side, "ankle") - point(pose, side, "knee")
    angle: Array = np.degrees(
        np.arctan2(shank[..., 0] * out, shank[..., 1])
        - np.arctan2(thigh[..., 0] * out, thigh[..., 1])
    )
    return angle


def legs_aside(pose: Pose) -> Array:
    """Return how far the middle of hips and knees is left of that of the ankles, in hip widths.

    Seen from beside the middle, hips that go back and knees that go forward move apart in the
    picture by about as much: their mean does not move.
    """
    legs = (middle(pose.image, "hip") + middle(pose.image, "knee")) / 2
    off = (legs - middle(pose.image, "ankle"))[..., 0]
    wide = pose.image[..., L.LEFT_HIP, 0] - pose.image[..., L.RIGHT_HIP, 0]
    out: Array = off / np.where(wide == 0, np.nan, wide)
    return out


MOST_ROUND, ALL_OUTLINE = 7.0, 8.0
"""% of the trunk's length beyond which no back rounds (38 degrees of it: 5.1 to 6.2), but a sway
goes (the straight back of a pregnant woman read 7.8); and beyond which no back changes its outline
at all: an arm or the clothes are in it."""

STILL_HOLLOW, FLAT = -2.0, 3.2
"""% of the trunk's length: the outline of a back that is still hollow at the bottom, and the limit
of rounding, which it then does not pass: who stands with a sway loses it without rounding (flat
backs: -9 to -2.5; 38 degrees of rounding: -1.2 to 0)."""

FINE_ENOUGH = 90.0
"""Pixels that a trunk must be long for its outline to be judged: of trunks of 63 to 83 pixels, one
pixel being 1.2 to 1.6 %, a flat back read up to 5.8, a round one up to 8.4."""

CLEAR_OUTLINE = 1.5
"""% of the trunk's length by which an outline that is the back's own may tremble."""


def rounding() -> Measure:
    """Measure how far the low back bulges at the turning point against standing.

    The opposite of `hollow`, in % of the trunk's length; None where an arm is in the outline, or
    the body is too small in the picture for it.
    """
    plain = steady(lambda p, _: -hollow(p), change=True)
    bulge = steady(lambda p, _: -hollow(p))

    def measure(rep: RepFrames) -> Reading | None:
        reading = plain(rep)
        if reading is None or reading.noise > CLEAR_OUTLINE or abs(reading.value) > ALL_OUTLINE:
            return None
        if too_small_for_an_outline(rep):
            return None
        shape = bulge(rep)
        if shape is None or shape.value < STILL_HOLLOW:
            return replace(reading, value=min(reading.value, FLAT))
        return None if reading.value > MOST_ROUND else reading

    return measure


def too_small_for_an_outline(rep: RepFrames) -> bool:
    """Whether the trunk is too short in the picture for its outline to be judged."""
    trunk = middle(rep.rest.image, "shoulder") - middle(rep.rest.image, "hip")
    return float(np.nanmedian(np.linalg.norm(trunk, axis=-1))) < FINE_ENOUGH


def why_no_outline(rep: RepFrames) -> str:
    """Return why the outline of the back is not judged."""
    return english.TOO_SMALL if too_small_for_an_outline(rep) else english.OUTLINE_HIDDEN


def leg_length(poses: PoseSequence, side: OneSide) -> Array:
    """Return the distance from hip to ankle in the picture, [F] pixels."""
    hip, ankle = point(poses, side, "hip"), point(poses, side, "ankle")
    out: Array = np.linalg.norm(hip - ankle, axis=-1)
    return out


def caving(rep: RepFrames) -> Reading | None:
    """Measure how far the working knee caves in, kept for `KEPT`, from in front: degrees inwards.

    The frontal-plane projection angle while the knee is flexed by `FLEXED`, on the way there and on
    the way back, each by itself; the worse way counts. A body turned by a little looks like a knee
    that caves in by nearly as much as it is flexed, and in loose trousers it may lie elsewhere:
    that is part of the noise.
    """
    knee = rep.working
    lengths = np.concatenate([leg_length(rep.rest, knee), leg_length(rep.poses, knee)])
    lengths = lengths[np.isfinite(lengths)]
    if not len(lengths):
        return None
    angle = one_frontal_knee_angle(rep.poses, knee)
    flexed = flexion_in_front(rep.poses, knee, float(np.percentile(lengths, 95)))
    with np.errstate(invalid="ignore"):
        good = np.isfinite(angle) & (flexed >= FLEXED[0]) & (flexed <= FLEXED[1])
    time, half_way = rep.poses.time, (rep.top_start + rep.top_end) / 2
    found = [
        (*sustained(time[way], angle[way], KEPT), jitter(angle[way]))
        for way in (good & (time <= half_way), good & (time > half_way))
        if way.sum() >= FEW
    ]
    if not found:
        return None
    value, at, noise = max(found)
    turned = abs(float(np.sin(np.radians(rep.direction.azimuth)))) * FLEXED[1]
    return Reading(value, at, float(np.hypot(np.hypot(noise, turned), loose_knee_error(rep.poses))))


EXCHANGED = 0.05
"""Leg lengths by which a foot must lie nearer to the other foot's place than any does to its own
where the model has exchanged the legs: 0.13 and 0.4 where it had, 0 or less where it had not."""


def legs_exchanged(there: PoseSequence, rest: PoseSequence) -> bool:
    """Whether left and right leg are exchanged against the rest, where one foot stays in its place.

    In a lunge or a single-leg deadlift one foot stands where it stood. Where the other label lies
    there now, the labels were exchanged on the way.
    """
    home = [np.nanmedian(point(rest, s, "ankle"), axis=0) for s in SIDES]
    now = [np.nanmedian(point(there, s, "ankle"), axis=0) for s in SIDES]
    own, other_ones = (
        min(float(np.linalg.norm(a - b)) for a, b in zip(now, homes, strict=True))
        for homes in (home, home[::-1])
    )
    leg = float(np.nanmax([np.nanmedian(leg_length(rest, s)) for s in SIDES]))
    return own - other_ones > EXCHANGED * leg


def opening(pose: Pose, side: OneSide) -> Array:
    """Return the shoulder-hip-knee angle, 0..360 degrees, 180 = one line, above it past straight.

    Which way is past straight is told by where the feet point: unlike `hip_angle` it holds for
    straight knees, of somebody who stands.
    """
    feet = np.sign((middle(pose.image, "foot_index") - middle(pose.image, "heel"))[..., 0])
    hip = point(pose, side, "hip")
    way = turn(point(pose, side, "shoulder"), hip, point(pose, side, "knee"))
    out: Array = (way * feet) % 360
    return out


def hips_in_picture(pose: Pose) -> Array:
    """Return how high the hips are in the picture, metres from its upper edge (so below zero).

    For a camera that stands still: it does not matter which foot is on the floor or a step.
    """
    out: Array = -middle(pose.image, "hip")[..., 1] / pixels_per_metre(pose)
    return out
