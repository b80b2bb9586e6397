"""The pelvic line through two markers on the hip bones: the pose model draws hips level.

Seen from the front, the line's change from the start is the tilt of a standing pelvis. Seen along
the body of somebody who lies or kneels, from a raised end, a turn of the pelvis looks smaller or
larger than it is; `roll_gain` corrects that.
"""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import NOT_VISIBLE, MarkerMeasure, Reading, RepFrames
from formcheck.analysis.kinematics import pelvic_line
from formcheck.analysis.measurements import Series, Sides, steady, sustained
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.visibility import markers_in_front

LIFTED_PITCH = 20.0
"""Degrees by which a lifted pelvis tips its front towards the head (rendered bridges)."""

KEPT = 0.2
"""Seconds for which a drop must last: shorter ones are jitter of the markers."""

SIDEWAYS_ERROR, TURN_ERROR, GAIN_ERROR = 0.8, 0.06, 0.15
"""Standard deviation of a turn so measured: degrees straight from the end, degrees more for each
degree off the body's long axis, and the share of the turn by which `roll_gain` may be off."""

STEEPEST = 80.0
"""Degrees of the line in the picture beyond which its tangent means nothing."""

RAISED = 22.0
"""Degrees above the body from which a camera at its end sees both markers."""

OFF_END, FAR_OFF_END = 25.0, 40.0
"""Degrees off the body's long axis within which the line is seen well, and at all."""


def _line(p: PoseSequence, _: Sides) -> Array:
    return pelvic_line(p)


def _drop(rep: RepFrames) -> Reading | None:
    """The largest change of the line that lasts, either way.

    Not the ankle line: in perspective it swings by 8 degrees with every step. The absolute line
    would be 4 degrees off for a body turned by 20 under a camera 12 degrees above the hips.
    """
    start, whole = steady(_line, "start")(rep), steady(_line, "whole")(rep)
    if start is None or whole is None:
        return None
    off = np.abs(pelvic_line(rep.poses) - start.value)
    seen = np.isfinite(off)
    level, at = sustained(rep.poses.time[seen], off[seen], KEPT)
    return Reading(level, at, float(np.hypot(start.noise, whole.noise)))


def off_the_end(d: Direction) -> float:
    """Return the degrees round the body between the camera and the body's long axis."""
    across = float(np.hypot(d.head, d.left))
    return float(np.degrees(np.arccos(np.clip(abs(d.head) / across, 0, 1)))) if across else 90.0


def roll_gain(d: Direction, pitch: float) -> float:
    """Return how much of a turn of the pelvis about the long axis the picture's line shows.

    Args:
        d: the direction to the camera.
        pitch: degrees by which the pelvis tips its front towards the head at the top.
    """
    pitch = np.radians(pitch) * (1 if d.head > 0 else -1)
    off = np.cos(np.radians(off_the_end(d)))
    return float(np.cos(np.radians(d.elevation) + pitch) / (np.cos(pitch) * off))


def _turned(rep: RepFrames, series: Series, pitch: float) -> Reading | None:
    got = steady(series, change=True)(rep)
    if got is None:
        return None
    seen = np.tan(np.radians(np.clip(got.value, -STEEPEST, STEEPEST)))
    value = float(np.degrees(np.arctan(seen / roll_gain(rep.direction, pitch))))
    slanted = SIDEWAYS_ERROR + TURN_ERROR * off_the_end(rep.direction)
    error = float(np.hypot(slanted, GAIN_ERROR * abs(value)))
    return replace(got, value=value, error=error)


def _end_on(d: Direction) -> float:
    off = off_the_end(d)
    if d.elevation < RAISED or off > FAR_OFF_END:
        return NOT_VISIBLE
    return 1.0 if off <= OFF_END else 2.0


def _head_end(d: Direction) -> float:
    """Visibility from the head end only: from the foot end the thighs hide the markers."""
    return _end_on(d) if d.head > 0.5 else NOT_VISIBLE


MARKERS_STANDING = MarkerMeasure(measure=_drop, visibility=markers_in_front, error=0.5)
"""Standing, from the front: on the front hip bones, found to 0.3 degrees at three metres."""

MARKERS_BEHIND = MarkerMeasure(measure=lambda rep: _turned(rep, _line, 0.0), visibility=_end_on)
"""On hands and knees, along the body from a raised end: markers on the back dimples."""


def markers_lying(series: Series = _line) -> MarkerMeasure:
    """Return the measure of a pelvis lifted from the back: on the front hip bones, head end.

    Checked by projecting true poses only: no rendered set shows both markers in a bridge.
    """
    return MarkerMeasure(
        measure=lambda rep: _turned(rep, series, LIFTED_PITCH), visibility=_head_end
    )
