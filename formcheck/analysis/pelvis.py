"""The pelvic line by two bright dots on the hip bones, where the model's own hips stay level.

Standing, seen from the front, the line's change from the start is the pelvis's own tilt. Of
somebody who lies or kneels, seen along the body from a raised end, the picture shows a turn of
the pelvis smaller or larger than it is; `roll_gain` puts that right.
"""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import NOT_VISIBLE, MarkerMeasure, Reading, RepFrames
from formcheck.analysis.kinematics import pelvic_line
from formcheck.analysis.measurements import Series, Sides, steady, sustained
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.visibility import markers_in_front

BRIDGE_PITCH = 20.0
"""Degrees by which a lifted pelvis tips its front towards the head (rendered bridges)."""


def _line(p: PoseSequence, _: Sides) -> Array:
    return pelvic_line(p)


def _drop(rep: RepFrames) -> Reading | None:
    """The largest change of the line kept for 0.2 s, either way.

    Not the ankle line: in perspective it swings by 8 degrees with every step. The absolute line
    would be 4 degrees off for a body turned by 20 under a camera 12 degrees above the hips.
    """
    start, whole = steady(_line, "start")(rep), steady(_line, "whole")(rep)
    if start is None or whole is None:
        return None
    off = np.abs(pelvic_line(rep.poses) - start.value)
    seen = np.isfinite(off)
    level, at = sustained(rep.poses.time[seen], off[seen], 0.2)
    return Reading(level, at, float(np.hypot(start.noise, whole.noise)))


def off_the_end(d: Direction) -> float:
    """Return the degrees round the body between the camera and the body's long axis."""
    across = float(np.hypot(d.head, d.left))
    return float(np.degrees(np.arccos(np.clip(abs(d.head) / across, 0, 1)))) if across else 90.0


def roll_gain(d: Direction) -> float:
    """Return how much of a turn of the pelvis about the long axis the picture's line shows."""
    pitch = np.radians(BRIDGE_PITCH if d.posture == "supine" else 0.0)
    pitch *= 1 if d.head > 0 else -1
    off = np.cos(np.radians(off_the_end(d)))
    return float(np.cos(np.radians(d.elevation) + pitch) / (np.cos(pitch) * off))


def _turned(rep: RepFrames, series: Series) -> Reading | None:
    got = steady(series, change=True)(rep)
    if got is None:
        return None
    seen = np.tan(np.radians(np.clip(got.value, -80, 80)))
    value = float(np.degrees(np.arctan(seen / roll_gain(rep.direction))))
    error = float(np.hypot(0.8 + 0.06 * off_the_end(rep.direction), 0.15 * abs(value)))
    return replace(got, value=value, error=error)


def _end_on(d: Direction) -> float:
    off = off_the_end(d)
    if d.elevation < 22 or off > 40:
        return NOT_VISIBLE
    return 1.0 if off <= 25 else 2.0


def _head_end(d: Direction) -> float:
    """From the foot end thighs hide the dots of somebody who lies on the back."""
    return _end_on(d) if d.head > 0.5 else NOT_VISIBLE


MARKERS_STANDING = MarkerMeasure(measure=_drop, visibility=markers_in_front, error=0.5)
"""Standing, from the front: dots on the front hip bones, found to 0.3 degrees at three metres."""

MARKERS_BEHIND = MarkerMeasure(measure=lambda rep: _turned(rep, _line), visibility=_end_on)
"""On hands and knees, along the body from a raised end: dots on the back dimples."""


def markers_lying(series: Series = _line) -> MarkerMeasure:
    """Return the way for somebody on the back: dots on the front hip bones, from the head end.

    Checked by projecting the truth, not on pixels: no rendered set shows both dots of a bridge.
    """
    return MarkerMeasure(measure=lambda rep: _turned(rep, series), visibility=_head_end)
