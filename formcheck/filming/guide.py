"""What each place of the camera shows, and what each cue watches, in JSON-safe values.

The same for the command line (in words: `text.py`), the API and the page.
"""

from functools import cache
from math import cos, isfinite, radians, sin
from typing import Any

from formcheck.analysis.camera_view import Direction, Posture
from formcheck.analysis.exercise import Cue, Exercise, Placement, Visibility
from formcheck.analysis.formatting import allowed
from formcheck.analysis.judge import usable
from formcheck.errors import FormcheckError
from formcheck.exercises import catalogue, get
from formcheck.filming.geometry import (
    described,
    direction,
    either_side,
    in_body,
    slug,
    tilt,
    tilted,
    where,
)
from formcheck.model_size import ModelSize

SIZES = (ModelSize.HEAVY, ModelSize.FULL, ModelSize.LITE)
Json = dict[str, Any]


# --- where to put the camera --------------------------------------------------------------------


def places(exercise: Exercise) -> list[Placement]:
    """Return the places, the best single one first: it shows most of what is told first."""
    best = max(exercise.placements, key=lambda p: sum(1 / exercise.cue(c).rank for c in p.shows))
    return [best, *(p for p in exercise.placements if p is not best)]


def film(exercise: Exercise) -> Json:
    """Return where to put the camera for an exercise, and what each place shows."""
    shown = {c for p in exercise.placements for c in p.shows}
    return {
        "id": exercise.id,
        "title": exercise.title,
        "start": exercise.start_text,
        "wear": exercise.wear,
        "places": [_place(exercise, p) for p in places(exercise)],
        "no_place": [_named(c) for c in exercise.cues if c.id not in shown],
    }


def _named(cue: Cue) -> Json:
    return {"cue": cue.id, "title": cue.title, "camera_move": cue.camera_move}


def _place(exercise: Exercise, place: Placement) -> Json:
    here = direction(exercise, place)
    rest = [c for c in exercise.cues if c.id not in place.shows]
    markers = [c for c in rest if c.markers and isfinite(c.markers.visibility(here))]
    weak = [c for c in rest if c not in markers and isfinite(c.visibility(here))]
    hidden = [c for c in rest if c not in markers and c not in weak]
    return {
        "name": place.name,
        "text": place.text,
        "where": where(exercise, place),
        "azimuth": place.azimuth,
        "height": place.height,
        "distance": place.distance,
        "tilt": round(tilt(exercise, place)),
        "tilted": tilted(exercise, place),
        "either_side": either_side(exercise, place),
        "working_side": place.working_side,
        "shows": [_named(exercise.cue(c)) for c in place.shows],
        "with_markers": [_named(c) for c in markers],
        "roughly": [_named(c) for c in weak],
        "not_shown": [_named(c) for c in hidden],
        "drawing": f"{exercise.id}-{slug(place)}.svg",
        "described": described(exercise, place),
    }


# --- what a cue watches -------------------------------------------------------------------------


def find(name: str) -> list[tuple[Exercise, Cue]]:
    """Return the cues called `name`: "cue", "exercise/cue", or "exercise" for all of its cues.

    Raises:
        FormcheckError: there is none; the text lists those there are.
    """
    exercise_id, slash, cue_id = name.partition("/")
    if slash:
        exercise = get(exercise_id)
        found = [(exercise, c) for c in exercise.cues if c.id == cue_id]
        known = [c.id for c in exercise.cues]
        what = f"{exercise.title} has no cue called {cue_id!r}."
    elif name in catalogue():
        exercise = get(name)
        return [(exercise, c) for c in exercise.cues]
    else:
        found = [(e, c) for e in catalogue().values() for c in e.cues if c.id == name]
        known = sorted({c.id for e in catalogue().values() for c in e.cues})
        what = f"There is no cue called {name!r}."
    if not found:
        raise FormcheckError(f"{what} Choose one of: {', '.join(known)}.", "unknown_cue")
    return found


def explain(exercise: Exercise, cue: Cue) -> Json:
    """Return what a cue watches in one exercise, how, within which limits and how surely."""
    lying = exercise.rep.posture[0]
    markers = cue.markers
    return {
        "exercise": exercise.id,
        "exercise_title": exercise.title,
        "cue": cue.id,
        "title": cue.title,
        "rule": cue.rule,
        "phase": cue.phase,
        "when": exercise.phase_name(cue.phase),
        "method": cue.method,
        "unit": cue.unit,
        "low": cue.low,
        "high": cue.high,
        "limit": allowed(cue.low, cue.high, cue.unit),
        "source": cue.source,
        "margin": {size: round(2 * cue.error_of(size), 3) for size in SIZES},
        "visibility": seen_from(cue.visibility, lying),
        "markers": None
        if markers is None
        else {
            "margin": round(2 * markers.error, 3),
            "visibility": seen_from(markers.visibility, lying),
        },
        "places": [p.name for p in exercise.placements if cue.id in p.shows],
        "azimuths": azimuths(lying),
        "camera_move": cue.camera_move,
        "known_confounders": cue.known_confounders,
        "fix_low": cue.fix("low"),
        "fix_high": cue.fix("high"),
        "informative": cue.informative,
    }


ROUND, UP = range(0, 181, 2), range(0, 61, 2)
Ranges = list[list[int]]


def azimuths(lying: Posture) -> str:
    """Return what 0, 90 and 180 degrees round a body mean."""
    if lying == "upright":
        return "0° is in front of you, 90° your side, 180° behind you"
    side = "your side" if lying in ("supine", "prone") else "in front of you"
    return f"0° is beyond your head, 90° {side}, 180° beyond your feet"


def seen_from(seen: Visibility, lying: Posture) -> Json:
    """Return from which directions a cue is seen: ranges of azimuth and height, degrees.

    Azimuths are those of the left side (of the front, of one who lies on the side); `mirrored`
    says that the other side is the same. `weak` ranges hold the clear ones too.
    """
    here, there = _grid(seen, lying, 1), _grid(seen, lying, -1)
    weak = [at for at, f in here.items() if isfinite(f)]
    clear = [at for at in weak if here[at] == 1.0] or weak
    every = [at for at, f in _grid(_everything, lying, 1).items() if isfinite(f)]
    return {
        "anywhere": clear == every,
        "nowhere": not weak,
        "azimuth": _ranges({a for a, _ in clear}),
        "azimuth_weak": _ranges({a for a, _ in weak}),
        "elevation": _ranges({up for _, up in clear}),
        "elevation_weak": _ranges({up for _, up in weak}),
        "mirrored": here == there,
    }


def _ranges(degrees: set[int]) -> Ranges:
    out: Ranges = []
    for d in sorted(degrees):
        if out and d - out[-1][1] <= 2:
            out[-1][1] = d
        else:
            out.append([d, d])
    return out


@cache
def _grid(seen: Visibility, lying: Posture, side: int) -> dict[tuple[int, int], float]:
    """Return a cue's error from each direction on one side of the body."""
    out = {}
    for a in ROUND:
        for up in UP:
            turn, e = radians(side * a), radians(up)
            way = in_body(cos(turn) * cos(e), sin(turn) * cos(e), sin(e), lying)
            out[a, up] = seen(way) if usable(way) else float("inf")
    return out


def _everything(_: Direction) -> float:
    return 1.0
