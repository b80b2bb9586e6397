"""The true value of what a cue measures, from the body's true motion, in the cue's own unit.

Only what the truth has: the outline of the back, for one, is not in it. Values are read in the
truth's own phases, with the same "kept for" times as in the measures.
"""

import numpy as np

from formcheck.analysis.geometry import angle, unit
from formcheck.analysis.measurements import sustained
from formcheck.analysis.pose import Array, Bools
from formcheck.analysis.report import Side
from formcheck.analysis.truth.ground_truth import Motion, RepMotion, TrueRep, TrueValue

LAST = 0.2
"""Seconds at the end of a step over which the feet's distance is read."""

HIP_ANGLE, KNEE_ANGLE, FRONTAL_KNEE_ANGLE = "hip angle", "knee angle", "frontal knee angle"
ANGLES = frozenset({HIP_ANGLE, KNEE_ANGLE, FRONTAL_KNEE_ANGLE})
"""Joint angles, whose errors have a table of their own."""


def _median(values: Array, where: Bools) -> float:
    return float(np.median(values[where]))


def _size(v: Array) -> Array:
    out: Array = np.linalg.norm(v, axis=-1)
    return out


def _both(m: RepMotion, name: str) -> Array:
    out: Array = (m.angle(f"{name}_left") + m.angle(f"{name}_right")) / 2
    return out


def _kept(m: RepMotion, values: Array, seconds: float, phase: Bools) -> float:
    return sustained(m.motion.time[phase], values[phase], seconds)[0]


def _change(m: RepMotion, values: Array) -> float:
    return _median(values, m.top) - _median(values, m.start)


def hip_angle(m: RepMotion) -> TrueValue:
    """Shoulder-hip-knee at the top, degrees, past straight above 180; the mean where both work."""
    name = "shoulder_hip_knee_signed"
    values = _both(m, name) if m.rep.side == "both" else m.angle(f"{name}_{m.working}")
    return TrueValue(_median(values, m.top), HIP_ANGLE)


def working_knee_angle(m: RepMotion) -> TrueValue:
    """Hip-knee-ankle of the working leg at the top, degrees."""
    return TrueValue(_median(m.angle(f"knee_angle_{m.working}"), m.top), KNEE_ANGLE)


def near_knee_angle(m: RepMotion) -> TrueValue:
    """Hip-knee-ankle of the leg towards the camera at the top, degrees."""
    return TrueValue(_median(m.angle(f"knee_angle_{m.near}"), m.top), KNEE_ANGLE)


def squat_depth(m: RepMotion) -> TrueValue | None:
    """Knee angle of the near leg; in another unit, the hips' height in % of the start's."""
    if m.unit == "deg":
        return TrueValue(_median(m.angle(f"knee_angle_{m.near}"), m.whole), KNEE_ANGLE)
    above = sum(m.point(f"{s}_hip") - m.point(f"{s}_ankle") for s in ("left", "right"))
    height = np.asarray(above)[:, 2]
    share = 100 * height / _median(height, m.start)
    return TrueValue(_kept(m, share, 0.3, m.whole), "hip height")


def frontal_knee_angle(m: RepMotion) -> TrueValue:
    """Frontal-plane projection angle, mean of both knees, kept for 0.2 s, degrees."""
    values = _both(m, "fppa_hip_ankle_plane")
    return TrueValue(_kept(m, values, 0.2, m.whole), FRONTAL_KNEE_ANGLE)


def knee_separation(m: RepMotion) -> TrueValue:
    """Knee over ankle separation at the top, the lowest kept for 0.3 s, over the start's."""
    ankles, knees = m.apart("ankle"), m.apart("knee")
    ratio = (knees * unit(ankles)).sum(-1) / _size(ankles)
    return TrueValue(-_kept(m, -ratio, 0.3, m.top) / _median(ratio, m.start), "separation")


def feet_width(m: RepMotion) -> TrueValue:
    """Ankle over shoulder separation in the start position."""
    ratio = _size(m.apart("ankle")) / _size(m.apart("shoulder"))
    return TrueValue(_median(ratio, m.start), "feet width")


def feet_width_at_the_end(m: RepMotion) -> TrueValue:
    """Ankle over hip separation at the end of the step."""
    ratio = _size(m.apart("ankle")) / _size(m.apart("hip"))
    end = m.motion.between(m.rep.end - LAST, m.rep.end)
    return TrueValue(_median(ratio, end), "feet width")


def feet_gap(m: RepMotion) -> TrueValue:
    """Ankle distance in shank lengths, kept for 0.3 s, beyond that of the start position."""
    shank = _size(m.point(f"{m.working}_knee") - m.point(f"{m.working}_ankle"))
    ratio = _size(m.apart("ankle")) / shank
    return TrueValue(_kept(m, ratio, 0.3, m.whole) - _median(ratio, m.start), "feet distance")


def return_speed(m: RepMotion) -> TrueValue | None:
    """The feet's speed over the middle three fifths of the way, back over out."""
    t, apart = m.motion.time[m.whole], _size(m.apart("ankle"))[m.whole]
    widest = int(np.argmax(apart))
    seconds, metres = [], []
    for way in (apart[: widest + 1], apart[widest:][::-1]):
        rising = np.maximum.accumulate(way)
        ends = rising[0] + np.array([0.2, 0.8]) * np.ptp(rising)
        begin, end = np.interp(ends, rising, t[: len(way)] - t[0])
        seconds.append(float(end - begin))
        metres.append(float(np.ptp(rising)))
    if min(seconds) <= 0:
        return None
    return TrueValue(metres[1] / seconds[1] / (metres[0] / seconds[0]), "return speed")


def _trunk(m: RepMotion) -> Array:
    out: Array = m.point("mid_shoulder") - m.point("mid_hip")
    return out


def sideways_lean(m: RepMotion) -> TrueValue:
    """Trunk against the vertical in the frontal plane, kept for 0.2 s, degrees."""
    flat = m.apart("hip") * np.array([1.0, 1.0, 0.0])
    d = _trunk(m)
    lean = np.abs(np.degrees(np.arctan2((d * unit(flat)).sum(-1), d[:, 2])))
    return TrueValue(_kept(m, lean, 0.2, m.whole), "trunk lean")


def trunk_lean(m: RepMotion) -> TrueValue:
    """Trunk against the vertical, kept for 0.3 s, degrees."""
    off = angle(_trunk(m), np.zeros(3), np.array([0.0, 0.0, 1.0]))
    return TrueValue(_kept(m, off, 0.3, m.whole), "trunk lean", unsigned=True)


def knee_over_toe(m: RepMotion) -> TrueValue:
    """How far the near knee is ahead of the toe, in foot lengths, kept for 0.2 s."""
    toe, heel = m.point(f"{m.near}_foot_index"), m.point(f"{m.near}_heel")
    flat = np.array([1.0, 1.0, 0.0])
    foot = (toe - heel) * flat
    ahead = ((m.point(f"{m.near}_knee") - toe) * unit(foot)).sum(-1) / _size(foot)
    return TrueValue(_kept(m, ahead, 0.2, m.whole), "knee over toe")


def _tilt(m: RepMotion) -> Array:
    d = m.apart("hip")
    out: Array = np.degrees(np.arcsin(d[:, 2] / _size(d)))
    return out


def hip_line_change(m: RepMotion) -> TrueValue:
    """Change of the hip line's tilt from the start to the top, degrees."""
    return TrueValue(abs(_change(m, _tilt(m))), "hip line", unsigned=True)


def free_side_sinks(m: RepMotion) -> TrueValue:
    """How far the hip of the side that does not work sinks below the other, degrees."""
    sign = 1 if m.working == "left" else -1
    return TrueValue(sign * _change(m, _tilt(m)), "hip line")


def standing_hip_line(m: RepMotion) -> TrueValue:
    """Tilt of the hip line against level, kept for 0.2 s, degrees."""
    return TrueValue(_kept(m, np.abs(_tilt(m)), 0.2, m.whole), "hip line", unsigned=True)


def pelvic_roll(m: RepMotion) -> TrueValue:
    """How far the upper hip rolls back about the trunk's long axis at the start, degrees."""
    head = unit(np.median(_trunk(m)[m.start], axis=0))
    line = m.apart("hip")
    line = unit(line - (line @ head)[:, None] * head)
    left = unit(np.median(line[m.start], axis=0))
    turned = np.degrees(np.arctan2(-line @ np.cross(left, head), line @ left))
    sign = 1 if m.working == "left" else -1
    return TrueValue(sign * _median(turned, m.top), "pelvic roll")


def lumbar_extension(m: RepMotion) -> TrueValue | None:
    """Change of the low back's extension; no true value in the outline's own unit."""
    if m.unit != "deg":
        return None
    return TrueValue(_change(m, m.angle("lumbar_extension")), "lumbar extension")


def leading_side(motion: Motion, rep: TrueRep) -> Side:
    """The foot that took the step: it is further from its place at the widest stance."""
    begin = int(np.argmin(np.abs(motion.time - rep.start)))
    wide = int(np.argmin(np.abs(motion.time - (rep.top_start or rep.end))))
    went = {
        side: float(np.linalg.norm(foot[wide] - foot[begin]))
        for side in ("left", "right")
        for foot in [motion.points[f"{side}_ankle"]]
    }
    return "left" if went["left"] >= went["right"] else "right"
