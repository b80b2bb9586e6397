"""What is read off a step to the side and the foot that comes after it.

Series are [F] of a `PoseSequence` as in `kinematics`; measures give a `Reading` of a repetition.
"""

import numpy as np

from formcheck.analysis.camera_view import Direction, Pose
from formcheck.analysis.kinematics import (
    across,
    ankles_apart,
    joint,
    knee_angle,
    middle,
    toe_up,
    width,
)
from formcheck.analysis.measurements import steady, worst
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.rep_frames import Reading, RepFrames
from formcheck.analysis.report import Side
from formcheck.analysis.smoothing import jitter
from formcheck.analysis.visibility import facing, side

HIP_WIDTH = 0.89
"""The model's hip points lie closer together than the hip joints: ankle-to-hip ratios are this
much too large (rendered band walks, 0.84 to 0.93)."""

SIDE_KNEE_BIAS = 2.5
"""Degrees that are taken off the knee angle from the side: half of what rendered walks read too
straight, as real people read 5 too bent (squats, JMIR preprint 102399)."""

SIDE_VIEW = 38.0
"""Degrees off the hip-to-hip line up to which the depth is read from the knee angle."""

HEIGHT_LIMIT, HEIGHT_ERROR = 102.0, 1.2
"""From the front: limit and known error of the hips' height over the ankles, in % of the start's.
It sinks as the feet part, so walks that stay low reach 96 to 100; who stands up reaches 105."""

STEP_END = 0.2
"""Seconds at the end of a step in which the feet's distance is read."""

LANDING = 0.15
"""Seconds about the landing in which the foot is read."""

FEW_FRAMES, LONGEST_GAP = 6, 0.25
"""Frames that a speed needs at least, and the seconds that may lie between two of them."""


def stance(p: Pose) -> Array:
    """Return the distance between the feet along the hip line, metres."""
    return np.abs(across(p, "ankle"))


def leading_foot(rep: PoseSequence, _: PoseSequence) -> Side:
    """Return the foot that leaves its place first: from the start to the widest stance."""
    widest = int(np.nanargmax(stance(rep)))
    if widest < 1:
        widest = len(rep) - 1
    moved = {}
    sides: tuple[Side, Side] = ("left", "right")
    for one in sides:
        foot = joint("left" if one == "left" else "right", "ankle")
        before = np.nanmedian(rep.image[: max(widest // 3, 1), foot], axis=0)
        now = np.nanmedian(rep.image[max(widest - 1, 0) : widest + 2, foot], axis=0)
        moved[one] = float(np.linalg.norm(now - before))
    return "left" if moved["left"] >= moved["right"] else "right"


def feet_apart(rep: PoseSequence, rest: PoseSequence, _: Side) -> Array:
    """Return the feet's distance in the picture: seen along the walk it is small, never late."""
    out: Array = ankles_apart(rep) - np.median(ankles_apart(rest))
    return out


def hips_over_ankles(p: PoseSequence) -> Array:
    """Return how far the hips are above the middle between the ankles.

    A wide step does not raise them. Against both ankles, so that a step aside towards the camera
    changes it little.
    """
    out: Array = (middle(p.image, "ankle") - middle(p.image, "hip"))[:, 1]
    return out


def squat_depth(rep: RepFrames) -> Reading | None:
    """Measure the knee angle from the side, from the front how much higher the hips are."""
    if rep.direction.off_side <= SIDE_VIEW:
        return steady(lambda p, r: knee_angle(p, r.near), "whole", bias=SIDE_KNEE_BIAS)(rep)
    start = steady(lambda p, _: hips_over_ankles(p), "start")(rep)
    now = worst(lambda p, _: hips_over_ankles(p), 0.3)(rep)
    if start is None or now is None or start.value <= 0:
        return None
    share = 100 / start.value
    return Reading(
        now.value * share,
        now.time,
        (now.noise + start.noise) * share,
        low=None,
        high=HEIGHT_LIMIT,
        unit="% of the start's hip height",
        error=HEIGHT_ERROR,
    )


def squat_depth_seen(d: Direction) -> float:
    """Return the factor of `squat_depth` in a view: from the side or from in front."""
    return min(side(26, SIDE_VIEW)(d), facing()(d))


def feet_together(rep: RepFrames) -> Reading | None:
    """Measure the ankle separation in hip widths at the end of the step."""
    part = rep.poses.part(rep.poses.time >= min(rep.end, rep.poses.time[-1]) - STEP_END)
    ratio = HIP_WIDTH * width(part, "ankle") / width(part, "hip")
    ratio = ratio[np.isfinite(ratio)]
    if not len(ratio):
        return None
    return Reading(float(np.median(ratio)), float(part.time[-1]), jitter(ratio))


def _pace(time: Array, values: Array) -> tuple[float, float]:
    """Return how fast values rise between a fifth and four fifths of their range, and when.

    `values` [F] have their highest last and differ; what comes before the lowest does not count.
    """
    lowest = int(np.argmin(values))
    time, values = time[lowest:], values[lowest:]
    low, high = np.min(values) + np.ptp(values) * np.array([0.2, 0.8])
    above = int(np.argmax(values >= high))
    below = int(np.flatnonzero(values[:above] <= low)[-1])
    begin = np.interp(low, values[below : below + 2], time[below : below + 2])
    end = np.interp(high, values[above - 1 : above + 1], time[above - 1 : above + 1])
    return float((high - low) / (end - begin)), float(begin + end) / 2


def return_speed(rep: RepFrames) -> Reading | None:
    """Measure the speed of the foot coming back over that of the step out.

    Not of the quickest moments: they are half noise, and the more the more poses a second.
    """
    apart = ankles_apart(rep.poses)
    good = np.isfinite(apart)
    if good.sum() < FEW_FRAMES or np.diff(rep.poses.time[good]).max() > LONGEST_GAP:
        return None  # a speed across a gap is a guess
    time, values = rep.poses.time[good], apart[good]
    widest = int(np.argmax(values))
    if min(np.ptp(values[: widest + 1]), np.ptp(values[widest:])) <= 0:
        return None
    out, _ = _pace(time[: widest + 1], values[: widest + 1])
    back, when = _pace(-time[widest:][::-1], values[widest:][::-1])
    return Reading(back / out, -when, 0.0)


def landing_foot(rep: RepFrames) -> Reading | None:
    """Measure how far the toe is above the heel as the foot lands, against the start."""
    foot = rep.working
    land = rep.poses.part(np.abs(rep.poses.time - rep.top_start) <= LANDING)
    now, before = toe_up(land, foot), toe_up(rep.rest, foot)
    now, before = now[np.isfinite(now)], before[np.isfinite(before)]
    if not len(now) or not len(before):
        return None
    return Reading(float(now.max() - np.median(before)), rep.top_start)
