"""What each place of the camera shows, and what each cue watches: as JSON and in words.

The JSON is the same for the command line, the API and the page.
"""

from collections.abc import Iterator
from functools import cache
from math import cos, isfinite, radians, sin

from formcheck.analysis.camera_view import Direction, Posture
from formcheck.analysis.exercise import WEAK, Cue, Exercise, Placement, Visibility
from formcheck.analysis.judge import usable
from formcheck.analysis.report.formatting import allowed, decimals, plain, suffix
from formcheck.analysis.report.json_format import Json
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


# --- where to put the camera --------------------------------------------------------------------


def places(exercise: Exercise) -> list[Placement]:
    """Return the places, the best single one first: it shows most of the important cues."""
    best = max(exercise.placements, key=lambda p: sum(1 / exercise.cue(c).rank for c in p.shows))
    return [best, *(p for p in exercise.placements if p is not best)]


def film_json(exercise: Exercise) -> Json:
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
        "title": place.name,
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


def explain_json(exercise: Exercise, cue: Cue) -> Json:
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
        "visibility": visible_from(cue.visibility, lying),
        "markers": None
        if markers is None
        else {
            "margin": round(2 * markers.error, 3),
            "visibility": visible_from(markers.visibility, lying),
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


def visible_from(visibility: Visibility, lying: Posture) -> Json:
    """Return from which directions a cue is seen: ranges of azimuth and height, degrees.

    Azimuths are those of the left side (of the front, of one who lies on the side); `mirrored`
    says that the other side is the same. `weak` ranges hold the clear ones too.
    """
    here, there = _grid(visibility, lying, 1), _grid(visibility, lying, -1)
    weak = [at for at, f in here.items() if isfinite(f)]
    clear = [at for at in weak if here[at] < WEAK] or weak
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
def _grid(visibility: Visibility, lying: Posture, side: int) -> dict[tuple[int, int], float]:
    """Return a cue's error from each direction on one side of the body."""
    out = {}
    for a in ROUND:
        for up in UP:
            turn, e = radians(side * a), radians(up)
            way = in_body(cos(turn) * cos(e), sin(turn) * cos(e), sin(e), lying)
            out[a, up] = visibility(way) if usable(way) else float("inf")
    return out


def _everything(_: Direction) -> float:
    return 1.0


# --- in words -----------------------------------------------------------------------------------


def film_lines(film: Json) -> Iterator[str]:
    """Yield `film_json` in words, a line each; what belongs to a line is set in below it."""
    yield film["title"]
    yield f"Start: {film['start']}"
    yield f"Wear: {film['wear']}"
    for number, place in enumerate(film["places"]):
        single = len(film["places"]) == 1
        which = "Where to film" if single else "Best single place" if number == 0 else "Also"
        yield ""
        yield f"{which}: {place['name']}"
        yield f"  {place['text']}"
        aim = f"{place['height']:g} m high, {place['distance']:g} m away, {place['tilted']}"
        other = ""
        if place["either_side"]:
            other = (
                " Left leg: your left; right leg: your right."
                if place["working_side"]
                else (" Either side will do.")
            )
        yield f"  The camera is {place['where']}: {aim}; the phone on its long edge.{other}"
        yield f"  Shows: {_titles(place['shows'])}."
        if place["with_markers"]:
            yield f"  With stickers on the hip bones also: {_titles(place['with_markers'])}."
        if place["roughly"]:
            yield f"  Only roughly: {_titles(place['roughly'])}."
        if place["not_shown"]:
            yield "  Does not show:"
            for move, cues in _by_move(place["not_shown"]):
                yield f"    {_capital(_titles(cues))}" + (f": {move}" if move else ".")


def _titles(cues: list[Json]) -> str:
    return ", ".join(c["title"].lower() for c in cues)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_move(cues: list[Json]) -> list[tuple[str, list[Json]]]:
    moves = dict.fromkeys(c["camera_move"] for c in cues)
    return [(m, [c for c in cues if c["camera_move"] == m]) for m in moves]


def explain_lines(cue: Json) -> Iterator[str]:
    """Yield what `explain_json` returned in words, a line each."""
    yield f"{cue['title']} ({cue['exercise']}/{cue['cue']})"
    yield f"  The routine: {cue['rule']}."
    yield f"  Watched {cue['when']}: {cue['method']}"
    only = " Shown, never counted against a repetition." if cue["informative"] else ""
    yield f"  Limit: {cue['limit']}.{only} Source: {cue['source']}"
    unit = cue["unit"]
    if not cue["visibility"]["nowhere"]:
        sizes = list(cue["margin"].values())
        d = max(decimals(unit), 1 if min(sizes) < 1 else 0)
        some = ", ".join(plain(m, d) for m in sizes[:-1]) + f" or {plain(sizes[-1], d)}"
        error = f"± {some}{suffix(unit)} (heavy, full or lite model)"
        yield f"  Known error: {error}, and the clip's own jitter."
    yield f"  Seen from: {_seen_from_words(cue)}"
    if cue["markers"]:
        error = plain(cue["markers"]["margin"], 1) + suffix(unit)
        views = _directions(cue["markers"]["visibility"])
        yield f"  With stickers on the hip bones: ± {error}, from {views}."
    if (cue["visibility"]["azimuth"] and not cue["visibility"]["anywhere"]) or cue["markers"]:
        yield f"  ({cue['azimuths']})"
    if cue["camera_move"]:
        yield f"  To show it: {cue['camera_move']}"
    yield f"  Can be fooled by: {cue['known_confounders']}"
    if cue["fix_low"] == cue["fix_high"]:
        yield f"  Advice: {cue['fix_low']}"
        return
    for when, message in (("below", cue["fix_low"]), ("above", cue["fix_high"])):
        if message:
            yield f"  Advice when {when} the limit: {message}"


def _seen_from_words(cue: Json) -> str:
    if cue["visibility"]["nowhere"]:
        return "nowhere with the pose model alone."
    seen_from = _directions(cue["visibility"])
    if cue["places"] and not cue["visibility"]["anywhere"]:
        seen_from += f"; in 'formcheck film {cue['exercise']}': {'; '.join(cue['places'])}"
    return seen_from + "."


def _directions(visible: Json) -> str:
    if visible["nowhere"]:
        return "nowhere"
    if visible["anywhere"]:
        return "anywhere the joints can be seen"
    azimuth, weak = _degrees(visible["azimuth"]), _degrees(visible["azimuth_weak"])
    weaker = f" (weaker: {weak})" if weak != azimuth else ""
    up = visible["elevation"]
    if up == [[0, UP[-1]]]:
        high = "at any height"
    else:
        high = f"{up[0][0]}° up or more" if up[-1][1] == UP[-1] else f"{_degrees(up)} up"
    both = ", left or right" if visible["mirrored"] else ""
    return f"{azimuth} round the body{weaker}{both}, {high}"


def _degrees(ranges: Ranges) -> str:
    return " and ".join(f"{low}-{high}°" for low, high in ranges)
