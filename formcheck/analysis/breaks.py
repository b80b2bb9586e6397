"""Where a recording jumps: a cut, a zoom, a knock against the camera.

Told from the poses alone: from one frame to the next all joints move together, further than a
body can go, or they turn or grow about one point as only a picture does, and they do not move
like that just before and after. Left and right swapped for a moment move no joint's place and are
no jump. Nothing is counted or measured across a jump.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.analysis.formatting import clock
from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Note
from formcheck.analysis.skeleton_checks import possible

Kind = Literal["cut", "camera_moved", "lost_track"]

BREAK_CODES: tuple[Kind, ...] = ("cut", "camera_moved", "lost_track")
"""Codes of the notes that tell of a jump."""

PAIRS = (
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.LEFT_HIP, L.RIGHT_HIP),
    (L.LEFT_KNEE, L.RIGHT_KNEE),
    (L.LEFT_ANKLE, L.RIGHT_ANKLE),
)

_JOINTS = [joint for pair in PAIRS for joint in pair]

SETTLED = 1.5
"""Seconds before and after a jump in which the body's usual place is looked at."""

DOUBTED = 1.0
"""Seconds before and after a jump in which the skeleton must be a possible one for most frames if
it is to be a cut: where it is not, the model found its way back, and the recording went on."""

SAME_PLACE = 0.5
"""Trunk lengths between the body's places before and after when only the skeleton jumped."""

SAME_SIZE = 1.2
"""Ratio of its sizes then."""

SPAN = 0.35
"""Most seconds between two frames that are compared: about three missed ones at 12 a second."""

LEAP = 0.5
"""Trunk lengths that the whole body moves in one step at least if it is a cut: 0.25 m in a
twelfth of a second is 3 m/s, faster than the quickest lateral bound (1.7 m/s)."""

ZOOM = 1.18
"""Ratio of sizes of two frames from which on it is a cut or a zoom. Poses of somebody who moves
differ by up to 1.06 from one frame to the next."""

KNOCK_TURN = 4.0
"""Degrees by which all joints turn together in one step if the camera was knocked."""

KNOCK_SHIFT = 0.12
"""Trunk lengths by which all joints shift together in one step if the camera was knocked."""

STIFF = 0.3
"""Share of that motion which may be left over when it is taken as one of the whole picture: a body
that moves by itself keeps its hands, knees or feet on the floor."""

SUDDEN = 3.0
"""How many times larger it is than in the steps just before and after."""

TIPPING = 0.5
"""Seconds a knocked camera takes to come to rest: over as long, all joints turn about one point."""

TIPPED = 6.0
"""Degrees that they turn in that time at least."""

STILL_BODY = 0.15
"""The same as `STIFF` for that slower motion."""

APART = 0.6
"""Seconds within which jumps are one: a knocked camera swings back, a zoom takes a moment."""


@dataclass(frozen=True, slots=True)
class Break:
    """A jump: seconds of the last frame before it and of the first one after it."""

    kind: Kind
    before: float
    after: float

    @property
    def note(self) -> Note:
        """Return it as a report tells it."""
        if self.kind == "cut":
            text = (
                f"There is a cut or a zoom at {clock(self.after)}: nothing is measured across it."
            )
        elif self.kind == "lost_track":
            text = f"The body could not be followed at {clock(self.after)}."
        else:
            text = (
                f"The camera moved at {clock(self.after)}: nothing is measured across that moment."
            )
        return Note(self.kind, text, round(self.after, 3))


def breaks_of(notes: Iterable[Note]) -> list[Break]:
    """Return the jumps that notes of a clip tell of."""
    out = []
    for note in notes:
        if note.time is not None and note.code in BREAK_CODES:
            kind = next(k for k in BREAK_CODES if k == note.code)
            # a note's time is rounded: the frame it speaks of must still lie behind the jump
            out.append(Break(kind, note.time - 0.002, note.time - 0.001))
    return out


def find_breaks(poses: PoseSequence) -> list[Break]:
    """Return the jumps in unsmoothed poses, in order of time."""
    seen = np.flatnonzero(np.isfinite(poses.image[:, 0, 0]))
    if len(seen) < 3:
        return []
    image, time = poses.image[seen], poses.time[seen]
    trunk = np.linalg.norm(middle(image, "shoulder") - middle(image, "hip"), axis=-1)
    size = float(np.median(trunk))
    if not size > 0:
        return []
    steps = [_step(image[i], image[i + 1], size) for i in range(len(seen) - 1)]
    found: list[Break] = []
    for i, step in enumerate(steps):
        if time[i + 1] - time[i] > SPAN:
            continue
        around = [steps[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(steps)]
        kind = _kind(step, around)
        if kind is None:
            continue
        found.append(Break(kind, float(time[i]), float(time[i + 1])))
    believed = possible(poses)[seen]
    found = [_doubted(_settled(b, image, time, size), time, believed) for b in joined(found)]
    return joined([*found, *_tipped(image, time, size)])


def joined(found: Iterable[Break]) -> list[Break]:
    """Return jumps in order of time, those that lie close together as one."""
    out: list[Break] = []
    for one in sorted(found, key=lambda b: b.before):
        if out and one.before - out[-1].after <= APART:
            kind = min(one.kind, out[-1].kind, key=BREAK_CODES.index)
            out[-1] = Break(kind, out[-1].before, max(out[-1].after, one.after))
        else:
            out.append(one)
    return out


def _tipped(image: Array, time: Array, size: float) -> list[Break]:
    """Return when the camera tips over in more than one step: the whole picture turns.

    Only told of somebody who lies or kneels: one who stands sways and leans as a whole.
    """
    out: list[Break] = []
    for i in range(len(time)):
        j = int(np.searchsorted(time, time[i] + TIPPING))
        if j >= len(time) or time[j] - time[i] > 2 * TIPPING:
            continue
        step = _step(image[i], image[j], size)
        across, down = np.abs(middle(image[i], "shoulder") - middle(image[i], "hip"))
        if across > down and step.turn >= TIPPED and step.rest <= STILL_BODY * step.whole:
            out.append(Break("camera_moved", float(time[i]), float(time[j])))
    return out


def _settled(jump: Break, image: Array, time: Array, size: float) -> Break:
    """Return a cut as lost track where the body is soon where it was, as large as it was."""
    if jump.kind != "cut":
        return jump
    before = (time <= jump.before) & (time >= jump.before - SETTLED)
    after = (time >= jump.after) & (time <= jump.after + SETTLED)
    a, b = (np.median(image[part][:, _JOINTS], axis=0) / size for part in (before, after))
    moved = float(np.linalg.norm(b.mean(0) - a.mean(0)))
    large = [float(np.sqrt(((x - x.mean(0)) ** 2).sum(-1).mean())) for x in (a, b)]
    same = max(large) <= SAME_SIZE * min(large) and moved <= SAME_PLACE
    return replace(jump, kind="lost_track") if same else jump


def _doubted(jump: Break, time: Array, believed: Bools) -> Break:
    """Return a cut as lost track where the skeleton just before or after it is impossible."""
    sides = (
        (time <= jump.before) & (time > jump.before - DOUBTED),
        (time >= jump.after) & (time < jump.after + DOUBTED),
    )
    doubt = any(part.any() and believed[part].mean() < 0.5 for part in sides)
    return replace(jump, kind="lost_track") if doubt and jump.kind == "cut" else jump


@dataclass(frozen=True, slots=True)
class _Step:
    """How two frames differ: as one motion of the whole picture, and what it leaves over.

    Shift and rest in trunk lengths, turn in degrees, growth as a ratio of 1 or more.
    """

    shift: float
    turn: float
    growth: float
    whole: float
    rest: float


def _step(before: Array, after: Array, size: float) -> _Step:
    a = before[_JOINTS] / size
    b = _unswapped(before, after) / size
    centre_a, centre_b = a.mean(0), b.mean(0)
    u, v = a - centre_a, b - centre_b
    dot, cross = float((u * v).sum()), float((u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum())
    power = float((u * u).sum()) or 1.0
    growth = float(np.hypot(dot, cross)) / power
    turn = float(np.degrees(np.arctan2(cross, dot)))
    c, s = dot / power, cross / power
    fitted = u @ np.array([[c, s], [-s, c]])
    rest = float(np.sqrt(((v - fitted) ** 2).sum(-1).mean()))
    whole = float(np.sqrt(((b - a) ** 2).sum(-1).mean()))
    shift = float(np.linalg.norm(centre_b - centre_a))
    ratio = max(growth, 1 / growth) if growth > 0 else np.inf
    return _Step(shift, abs(turn), ratio, whole, rest)


def _unswapped(before: Array, after: Array) -> Array:
    """Return the joints of `after`, left and right as they lie nearest to those `before`."""
    out = []
    for left, right in PAIRS:
        straight = np.linalg.norm(after[left] - before[left]) + np.linalg.norm(
            after[right] - before[right]
        )
        swapped = np.linalg.norm(after[right] - before[left]) + np.linalg.norm(
            after[left] - before[right]
        )
        out += [after[left], after[right]] if straight <= swapped else [after[right], after[left]]
    return np.array(out)


def _kind(step: _Step, around: list[_Step]) -> Kind | None:
    calm = float(np.median([s.whole for s in around])) if around else 0.0
    if step.whole < SUDDEN * calm:
        return None
    stiff = step.rest <= STIFF * step.whole
    if step.shift >= LEAP or (step.growth >= ZOOM and (stiff or step.growth >= 2 * ZOOM - 1)):
        return "cut"
    if stiff and (step.turn >= KNOCK_TURN or step.shift >= KNOCK_SHIFT):
        return "camera_moved"
    return None
