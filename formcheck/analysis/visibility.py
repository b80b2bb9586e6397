"""The views from which a cue can be judged.

Each function takes the direction to the camera and returns how much larger the measure's error
is from there: 1 in the view that shows it, 2 in the weak band around it, `NOT_VISIBLE` elsewhere.
Every limit in them comes from rendered sets, by the *estimated* direction, with room for its own
error of about 10 degrees.
"""

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import NOT_VISIBLE, Visibility

GROWS = 6.0
"""Degrees over which the error of a side view doubles: about the error of the camera's place."""


def anywhere(_: Direction) -> float:
    """Times: they need the joints tracked, from any place."""
    return 1.0


def side(good: float = 26.0, weak: float = 38.0) -> Visibility:
    """Across the body: the camera's axis within `good` degrees of the hip-to-hip line.

    Over the last degrees before `good` the error grows evenly to twice its size, so that no degree
    of the camera decides between a fault and none.
    """

    def seen(d: Direction) -> float:
        if d.off_side > weak:
            return NOT_VISIBLE
        return 1.0 + float(np.clip((d.off_side - good + GROWS) / GROWS, 0, 1))

    return seen


def facing(good: float = 28.0, weak: float = 40.0, *, behind: bool = True) -> Visibility:
    """In front of a standing person, or behind."""

    def seen(d: Direction) -> float:
        off = abs(d.azimuth)
        off = min(off, 180 - off) if behind else off
        if d.elevation > 45:
            return NOT_VISIBLE
        if off <= good:
            return 1.0
        return 2.0 if off <= weak else NOT_VISIBLE

    return seen


def raised_end(d: Direction) -> float:
    """Over the knees of somebody who lies: from the foot end or three-quarter, raised.

    Needs the hip-to-hip line at least 33 degrees away from the camera's axis and the camera
    22 degrees or more above the body.
    """
    if d.head > 0.2 or d.off_side < 33 or d.elevation < 22:
        return NOT_VISIBLE
    return 1.0 if d.elevation >= 25 and d.off_side >= 36 else 1.6


def nowhere(_: Direction) -> float:
    """Not measurable with the pose model alone."""
    return NOT_VISIBLE


def markers_in_front(d: Direction) -> float:
    """Markers on the front hip bones of somebody who stands, from the front."""
    return facing(25, 35, behind=False)(d)


def markers_end_on(d: Direction) -> float:
    """Markers on the pelvis of somebody who lies or kneels, along the body from a raised end.

    Within 60 degrees of the long axis, 22 degrees or more above the body.
    """
    return 1.0 if abs(d.head) > 0.5 and d.elevation >= 22 else NOT_VISIBLE


def head_end(d: Direction) -> float:
    """Beyond the head of somebody who lies: the hip line runs across the picture.

    Up to 57 degrees off the long axis and 6 degrees or more above the body; nearer to the axis
    the camera must be raised further, see `low_end_on`.
    """
    return 1.0 if d.head >= 0.55 and d.upward >= 0.1 else NOT_VISIBLE


def behind_raised(d: Direction) -> float:
    """Behind somebody on hands and knees, looking down along the back.

    Within 45 degrees of the long axis, 25 degrees or more above the body.
    """
    return 1.0 if d.head <= -0.7 and d.elevation >= 25 else NOT_VISIBLE


def before_side_lying(good: float = 0.8, weak: float = 0.65) -> Visibility:
    """In front of somebody who lies on the side.

    Args:
        good, weak: cosine of the angle between the camera and straight ahead: 37 and 49 degrees.
    """

    def seen(d: Direction) -> float:
        if d.front >= good:
            return 1.0
        return 2.0 if d.front >= weak else NOT_VISIBLE

    return seen


def round_the_front(d: Direction) -> float:
    """Anywhere within 60 degrees of the front of somebody who lies on the side.

    From the ends and from behind the knees hide each other; the poses found there are wrong,
    which often shows in a large spread of the direction (from the front it is 0.01 to 0.03).
    """
    return 1.0 if d.front > 0 and 30 <= d.azimuth <= 150 and d.spread < 0.15 else NOT_VISIBLE
