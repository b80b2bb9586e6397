"""What a place of the camera means: its direction from the body, its tilt, and both in words."""

import re
from dataclasses import replace
from math import atan2, cos, degrees, radians, sin

from formcheck.analysis.camera_view import Direction, Posture
from formcheck.analysis.exercise import Exercise, Placement
from formcheck.live.camera_check import CameraPlace, can_judge
from formcheck.model_size import ModelSize


def slug(placement: Placement) -> str:
    """Return the place's name fit for a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", placement.name.lower()).strip("-")


def in_body(ahead: float, beside: float, above: float, lying: Posture) -> Direction:
    """Return the way to the camera in the body's axes, from the axes azimuths are told in."""
    axes: dict[Posture, tuple[float, float, float]] = {
        "supine": (ahead, beside, above),
        "prone": (ahead, beside, -above),
        "upright": (above, beside, ahead),
        "left up": (ahead, above, beside),
        "right up": (ahead, -above, beside),
    }
    return Direction(*axes[lying], spread=0.0, frames=1, posture=lying)


def direction(exercise: Exercise, placement: Placement, *, mirrored: bool = False) -> Direction:
    """Return the way to the camera as a video from there would show it."""
    up = radians(tilt(exercise, placement))
    turn = radians(-placement.azimuth if mirrored else placement.azimuth)
    flat = cos(turn) * cos(up), sin(turn) * cos(up)
    return in_body(*flat, sin(up), exercise.rep.posture[0])


def tilt(exercise: Exercise, placement: Placement) -> float:
    """Return how far above the body the camera is, degrees; it is tilted down as much."""
    return degrees(atan2(placement.height - exercise.figure.aim, placement.distance))


def tilted(exercise: Exercise, placement: Placement) -> str:
    """Return the tilt in words: "level", "tilted down 30°" (to five degrees)."""
    down = tilt(exercise, placement)
    if abs(down) < 4:
        return "level"
    return f"tilted {'down' if down > 0 else 'up'} {5 * round(abs(down) / 5)}°"


def either_side(exercise: Exercise, placement: Placement) -> bool:
    """Whether the mirrored place shows the same as well."""
    here = direction(exercise, placement)
    there = direction(exercise, placement, mirrored=True)
    off = abs(placement.azimuth) % 180
    cues = [exercise.cue(c) for c in placement.shows]
    return 10 < off < 170 and all(c.visibility(there) <= c.visibility(here) for c in cues)


_Ways = tuple[tuple[str, str], tuple[str, str]]
_HEAD_AND_FEET: _Ways = ("beyond your head", "your head"), ("beyond your feet", "your feet")
_SIDES: _Ways = (
    ("at your left side", "your left side"),
    ("at your right side", "your right side"),
)
_AROUND: dict[Posture, tuple[_Ways, _Ways]] = {
    "supine": (_HEAD_AND_FEET, _SIDES),
    "prone": (_HEAD_AND_FEET, _SIDES),
    "upright": ((("in front of you", "the front"), ("behind you", "the back")), _SIDES),
    "left up": (_HEAD_AND_FEET, (("in front of you", "your front"), ("behind you", "your back"))),
    "right up": (_HEAD_AND_FEET, (("in front of you", "your front"), ("behind you", "your back"))),
}
"""What lies at azimuth 0 and 180, and at 90 and -90: straight there, and as a direction."""


def where(exercise: Exercise, placement: Placement) -> str:
    """Return the camera's azimuth in words: "between your left side and your feet"."""
    a = (placement.azimuth + 180) % 360 - 180
    ends, flanks = _AROUND[exercise.rep.posture[0]]
    (at_end, end), (at_flank, flank) = ends[abs(a) > 90], flanks[a < 0]
    off = min(abs(a), 180 - abs(a))
    if off <= 10:
        return at_end
    if off >= 80:
        return at_flank
    nearer = "" if 28 <= off <= 62 else f", nearer to {end if off < 45 else flank}"
    return f"between {flank} and {end}{nearer}"


def described(exercise: Exercise, placement: Placement) -> str:
    """Return in words what the drawing shows."""
    other = " The mirrored place works as well." if either_side(exercise, placement) else ""
    return (
        f"A person {exercise.figure.description}, from above and from the side. The camera stands "
        f"{where(exercise, placement)}, {placement.distance:g} m away and {placement.height:g} m "
        f"high, {tilted(exercise, placement)}.{other}"
    )


def camera_places(exercise: Exercise, model: ModelSize) -> list[CameraPlace]:
    """Return where the camera may stand in a live set: on either side, whichever side is up."""
    out = []
    for p in exercise.placements:
        up = radians(tilt(exercise, p))
        for azimuth in sorted({p.azimuth, -p.azimuth if abs(p.azimuth) < 180 else p.azimuth}):
            turn = radians(azimuth)
            text = where(exercise, replace(p, azimuth=azimuth))
            for lying in exercise.rep.posture:
                way = in_body(cos(turn) * cos(up), sin(turn) * cos(up), sin(up), lying)
                shown = all(can_judge(exercise.cue(c), way, model) for c in p.shows)
                if azimuth == p.azimuth or shown:
                    out.append(CameraPlace(p.name, text, way, p.shows))
    return out
