"""Where the camera truly stood, and what can be seen from there.

Written from the routine's view column and from `measurement.md` (usable azimuths and heights),
and from the true camera: nothing here is what formcheck itself believes about its view.

`shows`: the cue must be judged. `weak`: it may be. `cannot`: any verdict but unsure is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import POSTURES, Direction, body_axes
from formcheck.analysis.geometry import unit
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import N
from formcheck.evaluation.truth import TIMES, Motion

Sight = Literal["shows", "weak", "cannot"]
_ORDER: tuple[Sight, ...] = ("shows", "weak", "cannot")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The true way to the camera from the body, and the camera's height over the floor (m)."""

    way: Direction
    height: float

    @property
    def off_end(self) -> float:
        """Degrees round the body away from its long axis: 0 straight at the head or the feet."""
        a = abs(self.way.azimuth)
        return min(a, 180 - a)

    @property
    def group(self) -> str:
        """The view in one word, by the angle between the camera's axis and the hip line."""
        off = self.way.off_side
        return "side" if off <= 30 else "three-quarter" if off <= 60 else "front or end"


def standpoint(motion: Motion) -> Standpoint:
    """Return where the camera stands, seen from the body in the start position."""
    still = motion.rep == 0
    still = still if still.any() else np.ones(len(still), bool)
    body = np.full((int(still.sum()), N, 3), np.nan)
    for name in ("left_shoulder", "right_shoulder", "left_hip", "right_hip"):
        body[:, L[name.upper()]] = motion.points[name][still]
    axes = body_axes(body)
    hips = (body[:, L.LEFT_HIP] + body[:, L.RIGHT_HIP]) / 2
    chest = (body[:, L.LEFT_SHOULDER] + body[:, L.RIGHT_SHOULDER]) / 2
    way = unit(motion.eye - (hips + chest) / 2)
    head, left, front = unit(np.median((axes @ way[:, :, None])[..., 0], axis=0))
    up = np.median(axes[..., 2], axis=0)
    held = np.array([up[2], -up[2], up[0], up[1], -up[1]])
    posture = POSTURES[int(held.argmax())]
    frames = int(still.sum())
    place = Direction(float(head), float(left), float(front), 0.0, frames, posture)
    return Standpoint(place, float(motion.eye[2]))


def _bands(value: float, shows: float, weak: float) -> Sight:
    return "shows" if value <= shows else "weak" if value <= weak else "cannot"


def usable(exercise: str, p: Standpoint) -> Sight:
    """Whether the landmarks mean anything from there."""
    posture = p.way.posture
    if posture == "upright":
        return "shows"
    if posture in ("left up", "right up"):
        if p.height >= 1.8:
            return "weak"
        return _bands(abs(p.way.azimuth - 90), 60, 65)
    if p.off_end >= 45:
        return "shows"
    if p.off_end >= 25:
        # Beyond the head, 30 degrees off, 0.7 m suffice: nothing hides the hips there.
        return "shows" if p.height >= 1.3 or p.way.head > 0 else "weak"
    if exercise == "fire_hydrant" and p.way.head < 0:
        return "shows" if p.height >= 1.2 else "weak" if p.height >= 0.75 else "cannot"
    return "shows" if p.height >= 2.0 else "weak" if p.height >= 1.5 else "cannot"


def _across(p: Standpoint) -> Sight:
    return _bands(p.way.off_side, 30, 45)


def _oblique(p: Standpoint) -> Sight:
    return _bands(p.way.off_side, 55, 65)


def _front(p: Standpoint) -> Sight:
    """In front of or behind somebody who stands."""
    if p.way.elevation > 45:
        return "cannot"
    return _bands(p.off_end, 30, 45)


def _front_of_side_lying(p: Standpoint) -> Sight:
    return _bands(abs(p.way.azimuth - 90), 45, 65)


def _over_knees(p: Standpoint) -> Sight:
    """Foot end to three-quarter, 1.3 m and more; a raised side camera still shows something."""
    if p.way.head > 0.2 or p.height < 1.0:
        return "cannot"
    if p.height >= 1.3 and p.way.off_side >= 40:
        return "shows"
    return "weak" if p.height >= 1.1 else "cannot"


def _hip_line(p: Standpoint) -> Sight:
    """Head end or raised foot end of somebody who lies: within 45 degrees of the long axis."""
    if p.off_end > 60:
        return "cannot"
    if p.off_end > 45:
        return "weak"
    return "shows" if p.height >= 1.3 or p.way.head > 0 else "cannot"


def _from_the_end(p: Standpoint) -> Sight:
    return _bands(p.off_end, 45, 60)


def _feet(p: Standpoint) -> Sight:
    if p.way.head > 0 or p.off_end > 50:
        return "cannot"
    return "shows" if p.height >= 2.0 else "weak"


def _standing_hips(_: Standpoint) -> Sight:
    return "cannot"


def _knee_or_front(p: Standpoint) -> Sight:
    return min(_across(p), _front(p), key=_ORDER.index)


_SEEN: dict[tuple[str, str], Callable[[Standpoint], Sight]] = {
    ("glute_bridge", "knee_cave"): _over_knees,
    ("glute_bridge", "hyperextension"): _across,
    ("glute_bridge", "height"): _across,
    ("glute_bridge", "knee_bend"): _across,
    ("glute_bridge", "pelvic_drop"): _hip_line,
    ("glute_bridge", "feet_width"): _feet,
    ("single_leg_glute_bridge", "pelvic_drop"): _hip_line,
    ("single_leg_glute_bridge", "hyperextension"): _across,
    ("single_leg_glute_bridge", "height"): _across,
    ("clamshell", "hips_rocking"): _front_of_side_lying,
    ("clamshell", "feet_together"): _front_of_side_lying,
    ("fire_hydrant", "pelvis_stable"): _from_the_end,
    ("fire_hydrant", "knee_angle"): _oblique,
    ("donkey_kick", "back_arch"): _across,
    ("donkey_kick", "knee_angle"): _across,
    ("donkey_kick", "height"): _across,
    ("donkey_kick", "hyperextension"): _across,
    ("donkey_kick", "pelvis_level"): _from_the_end,
    ("lateral_band_walk", "knee_cave"): _front,
    ("lateral_band_walk", "pelvic_drop"): _standing_hips,
    ("lateral_band_walk", "trunk_upright"): _front,
    ("lateral_band_walk", "feet_together"): _front,
    ("lateral_band_walk", "dragging"): _front,
    ("lateral_band_walk", "knees_over_toes"): _across,
    ("lateral_band_walk", "squat_depth"): _knee_or_front,
    ("hip_flexor_stretch", "upright"): _across,
    ("hip_flexor_stretch", "back_arch"): _across,
}

_STICKERS: dict[tuple[str, str], Callable[[Standpoint], Sight]] = {
    ("lateral_band_walk", "pelvic_drop"): _front
}


def sight(exercise: str, cue: str, p: Standpoint, *, stickers: bool = False) -> Sight:
    """Return whether a cue can be judged from there; `weak` for a cue not in the table."""
    body = usable(exercise, p)
    key = (exercise, cue)
    seen = (_STICKERS.get(key) if stickers else None) or _SEEN.get(key)
    if seen is None:
        own: Sight = "shows" if cue in TIMES else "weak"
    else:
        own = seen(p)
    return max(body, own, key=_ORDER.index)
