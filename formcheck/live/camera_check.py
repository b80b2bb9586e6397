"""Whether the camera stands well for an exercise, from about a second of frames.

Each check is passed, failed or not known yet. The first failed one says what to do next, with an
arrow where the camera is to be moved. An arrow points in the camera's own picture: "left" is the
left edge of the picture as it is sent, so a mirrored page must turn it round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import (
    Direction,
    Posture,
    body_axes,
    direction,
    posture_scores,
    takes_posture,
)
from formcheck.analysis.exercise import WEAK, Cue, Exercise
from formcheck.analysis.judge import usable
from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.live.protocol import LiveFrame
from formcheck.model_size import ModelSize

Way = Literal["left", "right", "up", "down", "closer", "further"]
CheckId = Literal["light", "seen", "alone", "posture", "whole", "size", "view"]

DARK = 0.15
"""Mean luminance below which joints are found badly; lit rooms have 0.35 to 0.65."""

SMALL = 0.3
"""Length of the body, as a share of the picture, below which the camera is too far away: the
rendered sets that the errors were measured on have 0.48 to 0.78."""

LARGE = 0.94
"""Length of the body, as a share of the picture, above which the camera is too near."""

EDGE = 0.01
"""Share of the picture along its border in which no hand or foot may be."""

NEAR = 0.766
"""Cosine of 40 degrees, within which the camera counts as standing at a place: some places show
only cues of time, which are seen from anywhere."""

MOSTLY = 0.6
"""Share of the frames in which a check must hold."""

FEWEST = 5
"""Frames without a person from which nobody is there."""

NEARLY = 0.04
"""Share of the picture by which a body that sticks out may be shorter than `LARGE`, and the camera
is still too near rather than turned away."""

MOVE = 12.0
"""Degrees round the body or in height that a move is worth asking for: the direction's own error
is about 10."""

PARTS: dict[str, tuple[L, ...]] = {
    "head": (L.NOSE, L.LEFT_EAR, L.RIGHT_EAR),
    "hands": (L.LEFT_WRIST, L.RIGHT_WRIST),
    "hips": (L.LEFT_HIP, L.RIGHT_HIP),
    "knees": (L.LEFT_KNEE, L.RIGHT_KNEE),
    "feet": (L.LEFT_ANKLE, L.RIGHT_ANKLE, L.LEFT_FOOT_INDEX, L.RIGHT_FOOT_INDEX),
}
_BODY = np.array([m for marks in PARTS.values() for m in marks])


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `ok` is None while it cannot be told; `message` is what to do, "" when passed."""

    id: CheckId
    ok: bool | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """Which way to move the camera, or to turn it where it stands."""

    way: Way
    turn: bool = False


@dataclass(frozen=True, slots=True)
class CameraPlace:
    """A place where the camera may stand.

    Attributes:
        where: the place in words: "at your left side".
        way: the direction from the body to the camera.
        shows: ids of the cues that can be judged from there.
    """

    name: str
    where: str
    way: Direction
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraCheck:
    """The outcome of all checks.

    Attributes:
        checks: most important first.
        message: the one instruction, "" when all are passed.
        arrow: which way to move the camera for it.
        not_visible: titles of the cues that cannot be judged from here.
        place: the place whose cues are all seen from here, or the one to go to.
    """

    checks: tuple[Check, ...]
    message: str
    arrow: Arrow | None
    not_visible: tuple[str, ...]
    place: str | None

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do."""
        return all(c.ok for c in self.checks)

    def ok(self, check: CheckId) -> bool:
        """Whether one check is passed."""
        return any(c.ok for c in self.checks if c.id == check)


Outcome = tuple[bool | None, str, Arrow | None]
"""Whether a check is passed (None = not known yet), what to do, and which way."""

PASSED: Outcome = (True, "", None)
UNKNOWN: Outcome = (None, "", None)


def check_camera(
    recent: Sequence[LiveFrame], exercise: Exercise, model: ModelSize, places: Sequence[CameraPlace]
) -> CameraCheck:
    """Check whether the camera stands well for an exercise.

    Args:
        recent: the frames of about the last second.
        exercise, model: what is to be can_judge, with which pose model.
        places: where the camera may stand, either side's; at least one.
    """
    seen = [a for a in recent if a.pose.seen]
    someone = len(seen) >= 3 and len(seen) >= MOSTLY * len(recent)
    found: dict[CheckId, Outcome] = {
        "light": _light(recent),
        "seen": PASSED if someone else _nobody(recent),
        "alone": _alone(recent),
    }
    not_visible: tuple[str, ...] = ()
    place = None
    if someone:
        worlds = np.array([a.pose.world for a in seen])
        found["posture"] = _posture(worlds, exercise)
        body = _box(seen)
        found["whole"], found["size"] = _whole(body), _size(body)
        if found["posture"][0]:
            found["view"], not_visible, place = _view(worlds, exercise, model, places)
    order: tuple[CheckId, ...] = ("light", "seen", "alone", "posture", "whole", "size", "view")
    rows = [(i, *found.get(i, UNKNOWN)) for i in order]
    first = next((r for r in rows if r[1] is False), None)
    return CameraCheck(
        checks=tuple(Check(i, ok, message) for i, ok, message, _ in rows),
        message=first[2] if first else "",
        arrow=first[3] if first else None,
        not_visible=not_visible,
        place=place,
    )


def _light(recent: Sequence[LiveFrame]) -> Outcome:
    if not recent:
        return UNKNOWN
    if median(a.light for a in recent) < DARK:
        return False, "Turn on a light: the picture is too dark.", None
    return PASSED


def _nobody(recent: Sequence[LiveFrame]) -> Outcome:
    if len(recent) < FEWEST:
        return UNKNOWN
    return False, "Nobody can be seen: step into the picture.", None


def _alone(recent: Sequence[LiveFrame]) -> Outcome:
    if not recent:
        return UNKNOWN
    if any(a.second for a in recent):
        return False, "There is a second person: only one can be followed.", None
    return PASSED


def _posture(worlds: Array, exercise: Exercise) -> Outcome:
    if in_posture(worlds, exercise.rep.posture) >= MOSTLY:
        return PASSED
    return False, exercise.start_text, None


def in_posture(worlds: Array, wanted: tuple[Posture, ...]) -> float:
    """Return the share of frames [F, 33, 3] in one of the wanted postures."""
    if not len(worlds):
        return 0.0
    scores = posture_scores(worlds)
    return max(float(takes_posture(scores, p).mean()) for p in wanted)


# --- the body in the picture --------------------------------------------------------------------


def _box(seen: Sequence[LiveFrame]) -> dict[str, tuple[Array, Array]]:
    """Return least and greatest x, y of each part and of the "body", in shares of the picture."""
    size = np.array([seen[-1].width, seen[-1].height], float)
    at = np.median([a.pose.image for a in seen], axis=0) / size
    out = {name: (at[list(marks)].min(0), at[list(marks)].max(0)) for name, marks in PARTS.items()}
    return {**out, "body": (at[_BODY].min(0), at[_BODY].max(0))}


def _whole(box: dict[str, tuple[Array, Array]]) -> Outcome:
    low, high = box["body"]
    over = {
        "left": EDGE - low[0],
        "right": high[0] - (1 - EDGE),
        "up": EDGE - low[1],
        "down": high[1] - (1 - EDGE),
    }
    out = [edge for edge, by in over.items() if by > 0]
    if not out:
        return PASSED
    edge = max(out, key=lambda e: over[e])
    axis = 0 if edge in ("left", "right") else 1
    part = _sticking_out(box, axis, first=edge in ("left", "up"))
    what = f"Your {part} {'is' if part == 'head' else 'are'} out of the picture"
    if float((high - low)[axis]) > LARGE - NEARLY or {"left", "right"} <= {*out} or len(out) > 2:
        return False, f"{what}: move the camera further away.", Arrow("further")
    ways: dict[str, Way] = {"left": "left", "right": "right", "up": "up", "down": "down"}
    tilt = {"up": "tilt the camera up", "down": "tilt the camera down"}
    turn = tilt.get(edge, "turn the camera towards you")
    return False, f"{what}: {turn}.", Arrow(ways[edge], turn=True)


def _sticking_out(box: dict[str, tuple[Array, Array]], axis: int, *, first: bool) -> str:
    def out(part: str) -> float:
        low, high = box[part]
        return -float(low[axis]) if first else float(high[axis])

    return max(PARTS, key=out)


def _size(box: dict[str, tuple[Array, Array]]) -> Outcome:
    low, high = box["body"]
    share = float((high - low).max())
    if share < SMALL:
        return False, "Move the camera closer: you are small in the picture.", Arrow("closer")
    if share > LARGE:
        return False, "Move the camera further away.", Arrow("further")
    return PASSED


# --- the view -----------------------------------------------------------------------------------


def can_judge(cue: Cue, d: Direction, model: ModelSize) -> bool:
    """Whether a cue can be judged from there: as `analysis.judge` has it, without markers."""
    if not usable(d):
        return False
    factor = cue.visibility(d)
    return isfinite(factor) and (model == ModelSize.HEAVY or factor < WEAK)


def _view(
    worlds: Array, exercise: Exercise, model: ModelSize, places: Sequence[CameraPlace]
) -> tuple[Outcome, tuple[str, ...], str | None]:
    here = direction(worlds, exercise.rep.posture)
    if here is None:
        return UNKNOWN, (), None
    not_visible = tuple(
        c.title for c in exercise.cues if not c.informative and not can_judge(c, here, model)
    )
    # On the other side of somebody who lies on the side, "up" has changed sign.
    among = [p for p in places if p.way.posture == here.posture] or list(places)
    for place in among:
        near = float(_vector(place.way) @ _vector(here)) >= NEAR
        if near and all(can_judge(exercise.cue(c), here, model) for c in place.shows):
            return PASSED, not_visible, place.name
    to = max(among, key=lambda p: float(_vector(p.way) @ _vector(here)))
    return (False, *_move(worlds, here, to)), not_visible, to.name


def _vector(d: Direction) -> Array:
    return np.array([d.head, d.left, d.front])


def _move(worlds: Array, here: Direction, to: CameraPlace) -> tuple[str, Arrow]:
    """Return how to get from `here` nearer `to`: round the body first, unless height is worse."""
    turn = abs((to.way.azimuth - here.azimuth + 180) % 360 - 180)
    rise = to.way.elevation - here.elevation
    if turn < MOVE and here.low_end_on:
        return "Raise the camera.", Arrow("up")
    if abs(rise) > max(turn, MOVE) and rise > 0:
        return "Raise the camera.", Arrow("up")
    if abs(rise) > max(turn, MOVE):
        return "Lower the camera.", Arrow("down")
    axes = np.median(body_axes(worlds), axis=0)
    across = float((_vector(to.way) - _vector(here)) @ axes[:, 0])
    return f"Put the camera {to.where}.", Arrow("right" if across > 0 else "left")
