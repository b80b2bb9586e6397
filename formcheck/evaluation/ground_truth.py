"""The true value of what a cue measures, from the body's true motion, in the cue's own unit.

Only where the truth has that quantity: the outline of the back, for one, has none. Read in the
truth's own phases, with the same "kept for" times as the measures.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.analysis.geometry import angle, unit
from formcheck.analysis.measurements import sustained
from formcheck.analysis.pose import Array, Bools
from formcheck.evaluation.truth import TIMES, Motion, TrueRep

LAST = 0.2
"""Seconds at the end of a step over which the feet's distance is read."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A true value; `kind` names the angle it is, `unsigned` compares sizes only."""

    value: float
    kind: str
    unsigned: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    motion: Motion
    rep: TrueRep
    near: str
    unit: str

    @property
    def working(self) -> str:
        return self.near if self.rep.side in (None, "both") else str(self.rep.side)

    @property
    def whole(self) -> Bools:
        return self.motion.between(self.rep.start, self.rep.end)

    @property
    def top(self) -> Bools:
        if self.rep.top_start is None or self.rep.top_end is None:
            raise KeyError("top")
        return self.motion.between(self.rep.top_start, self.rep.top_end)

    @property
    def start(self) -> Bools:
        return self.motion.rest(self.rep)

    def p(self, name: str) -> Array:
        return self.motion.points[name]

    def a(self, name: str) -> Array:
        return self.motion.angles[name]

    def both(self, name: str) -> Array:
        out: Array = (self.a(f"{name}_left") + self.a(f"{name}_right")) / 2
        return out

    def apart(self, part: str) -> Array:
        return self.p(f"left_{part}") - self.p(f"right_{part}")

    def kept(self, values: Array, seconds: float, phase: Bools) -> float:
        return sustained(self.motion.time[phase], values[phase], seconds)[0]

    def change(self, values: Array) -> float:
        return _median(values, self.top) - _median(values, self.start)


def _median(values: Array, where: Bools) -> float:
    return float(np.median(values[where]))


def _size(v: Array) -> Array:
    out: Array = np.linalg.norm(v, axis=-1)
    return out


def _hip(m: _Moment) -> Quantity:
    name = "shoulder_hip_knee_signed"
    values = m.both(name) if m.rep.side == "both" else m.a(f"{name}_{m.working}")
    return Quantity(_median(values, m.top), "hip angle")


def _knee(m: _Moment) -> Quantity:
    return Quantity(_median(m.a(f"knee_angle_{m.working}"), m.top), "knee angle")


def _near_knee(m: _Moment) -> Quantity:
    return Quantity(_median(m.a(f"knee_angle_{m.near}"), m.top), "knee angle")


def _depth(m: _Moment) -> Quantity | None:
    if m.unit == "deg":
        return Quantity(_median(m.a(f"knee_angle_{m.near}"), m.whole), "knee angle")
    legs = sum(_size(m.p(f"{s}_hip") - m.p(f"{s}_ankle")) for s in ("left", "right"))
    share = 100 * np.asarray(legs) / _median(np.asarray(legs), m.start)
    return Quantity(m.kept(share, 0.3, m.whole), "leg length")


def _frontal(m: _Moment) -> Quantity:
    values = m.both("fppa_hip_ankle_plane")
    return Quantity(m.kept(values, 0.2, m.whole), "frontal knee angle")


def _separation(m: _Moment) -> Quantity:
    ankles, knees = m.apart("ankle"), m.apart("knee")
    ratio = (knees * unit(ankles)).sum(-1) / _size(ankles)
    return Quantity(-m.kept(-ratio, 0.3, m.top) / _median(ratio, m.start), "separation")


def _feet_width(m: _Moment) -> Quantity:
    ratio = _size(m.apart("ankle")) / _size(m.apart("shoulder"))
    return Quantity(_median(ratio, m.start), "feet width")


def _feet_end(m: _Moment) -> Quantity:
    ratio = _size(m.apart("ankle")) / _size(m.apart("hip"))
    end = m.motion.between(m.rep.end - LAST, m.rep.end)
    return Quantity(_median(ratio, end), "feet width")


def _feet_clam(m: _Moment) -> Quantity:
    """Further apart than in the start position, where one lies on the other."""
    shank = _size(m.p(f"{m.working}_knee") - m.p(f"{m.working}_ankle"))
    ratio = _size(m.apart("ankle")) / shank
    return Quantity(m.kept(ratio, 0.3, m.whole) - _median(ratio, m.start), "feet distance")


def _return_speed(m: _Moment) -> Quantity | None:
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
    return Quantity(metres[1] / seconds[1] / (metres[0] / seconds[0]), "return speed")


def _trunk(m: _Moment) -> Array:
    out: Array = m.p("mid_shoulder") - m.p("mid_hip")
    return out


def _sideways(m: _Moment) -> Quantity:
    flat = m.apart("hip") * np.array([1.0, 1.0, 0.0])
    d = _trunk(m)
    lean = np.abs(np.degrees(np.arctan2((d * unit(flat)).sum(-1), d[:, 2])))
    return Quantity(m.kept(lean, 0.2, m.whole), "trunk lean")


def _upright(m: _Moment) -> Quantity:
    up = np.array([0.0, 0.0, 1.0])
    lean = angle(_trunk(m), np.zeros(3), up)
    return Quantity(m.kept(lean, 0.3, m.whole), "trunk lean", unsigned=True)


def _over_toe(m: _Moment) -> Quantity:
    toe, heel = m.p(f"{m.near}_foot_index"), m.p(f"{m.near}_heel")
    flat = np.array([1.0, 1.0, 0.0])
    foot = (toe - heel) * flat
    ahead = ((m.p(f"{m.near}_knee") - toe) * unit(foot)).sum(-1) / _size(foot)
    return Quantity(m.kept(ahead, 0.2, m.whole), "knee over toe")


def _tilt(m: _Moment) -> Array:
    d = m.apart("hip")
    out: Array = np.degrees(np.arcsin(d[:, 2] / _size(d)))
    return out


def _hip_line(m: _Moment) -> Quantity:
    return Quantity(abs(m.change(_tilt(m))), "hip line", unsigned=True)


def _other_side_sinks(m: _Moment) -> Quantity:
    """How far the hip of the side that does not work sinks below the other."""
    sign = 1 if m.working == "left" else -1
    return Quantity(sign * m.change(_tilt(m)), "hip line")


def _standing_hip_line(m: _Moment) -> Quantity:
    return Quantity(m.kept(np.abs(_tilt(m)), 0.2, m.whole), "hip line", unsigned=True)


def _rocking(m: _Moment) -> Quantity:
    """How far the upper hip rolls back, about the trunk's long axis in the start position."""
    head = unit(np.median(_trunk(m)[m.start], axis=0))
    line = m.apart("hip")
    line = unit(line - (line @ head)[:, None] * head)
    left = unit(np.median(line[m.start], axis=0))
    turned = np.degrees(np.arctan2(-line @ np.cross(left, head), line @ left))
    sign = 1 if m.working == "left" else -1
    return Quantity(sign * _median(turned, m.top), "pelvic roll")


def _arch(m: _Moment) -> Quantity | None:
    if m.unit != "deg":
        return None
    return Quantity(m.change(m.a("lumbar_extension")), "lumbar extension")


_TRUE: dict[tuple[str, str], Callable[[_Moment], Quantity | None]] = {
    ("", "hyperextension"): _hip,
    ("", "height"): _hip,
    ("", "knee_angle"): _knee,
    ("", "knee_bend"): _near_knee,
    ("", "pelvic_drop"): _hip_line,
    ("", "pelvis_level"): _hip_line,
    ("", "pelvis_stable"): _other_side_sinks,
    ("", "back_arch"): _arch,
    ("", "upright"): _upright,
    ("", "trunk_upright"): _sideways,
    ("", "squat_depth"): _depth,
    ("", "knees_over_toes"): _over_toe,
    ("", "dragging"): _return_speed,
    ("", "hips_rocking"): _rocking,
    ("glute_bridge", "knee_cave"): _separation,
    ("glute_bridge", "feet_width"): _feet_width,
    ("single_leg_glute_bridge", "pelvic_drop"): _other_side_sinks,
    ("clamshell", "feet_together"): _feet_clam,
    ("lateral_band_walk", "knee_cave"): _frontal,
    ("lateral_band_walk", "feet_together"): _feet_end,
    ("lateral_band_walk", "pelvic_drop"): _standing_hip_line,
}


def true_value(
    motion: Motion | None, exercise: str, cue: str, unit: str, rep: TrueRep, near: str
) -> Quantity | None:
    """Return the true value of a cue in a repetition, or None where the truth does not have it.

    Args:
        motion: the true motion, if known.
        exercise, cue, unit: what was measured, and in which unit.
        rep: the true repetition.
        near: the side that is truly towards the camera.
    """
    if cue in TIMES:
        seconds = rep.seconds(cue)
        return None if seconds is None else Quantity(seconds, "time")
    of = _TRUE.get((exercise, cue)) or _TRUE.get(("", cue))
    if of is None or motion is None:
        return None
    try:
        found = of(_Moment(motion, rep, near, unit))
    except KeyError:
        return None
    return found if found is not None and np.isfinite(found.value) else None
