"""Breaks in a recording: cuts, zooms, and knocks against the camera.

Cuts and zooms are detected from the poses alone: from one frame to the next all joints move
together, further than a body can move, or scale about one point; they do not move like that just
before or after, and they stay in the new place. Left and right swapped for a moment leave the
joints in place, and a skeleton that jumps and comes back was a tracking loss (`skeleton_checks`).
Nothing is counted or measured across a break.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.skeleton_checks import possible
from formcheck.analysis.report import Note
from formcheck.analysis.report.english_notes import note
from formcheck.analysis.report.formatting import clock

Kind = Literal["cut", "knocked"]

BREAK_CODES: tuple[Kind, ...] = ("cut", "knocked")
"""Codes of the notes that report a break."""

PAIRS = (
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.LEFT_HIP, L.RIGHT_HIP),
    (L.LEFT_KNEE, L.RIGHT_KNEE),
    (L.LEFT_ANKLE, L.RIGHT_ANKLE),
)

_JOINTS = [joint for pair in PAIRS for joint in pair]

SETTLED = 1.5
"""Seconds before and after a jump over which the body's median place is taken."""

DOUBTED = 1.0
"""Seconds before and after a jump in which most frames must have a possible skeleton for it to be a
cut. Otherwise the model had lost the body and found it again."""

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

TRUNK_TOO = 0.5
"""Share of that growth that the trunk must have by itself: legs that the model confuses, and tells
apart again, spread without it."""

STIFF = 0.3
"""Share of that motion which may be left over when it is taken as one of the whole picture: a body
that moves by itself keeps its hands, knees or feet on the floor."""

SUDDEN = 3.0
"""How many times larger it is than in the steps just before and after."""

SHAKEN = 0.5
"""Seconds before the end of a knock in which the camera may have been moving."""

APART = 0.6
"""Seconds within which jumps are one: a zoom takes a moment."""


@dataclass(frozen=True, slots=True)
class Break:
    """A jump: seconds of the last frame before it and of the first one after it."""

    kind: Kind
    before: float
    after: float

    @property
    def note(self) -> Note:
        """The note about it in the report."""
        return note(self.kind, round(self.after, 3), at=clock(self.after))


def breaks_of(notes: Iterable[Note]) -> list[Break]:
    """Return the breaks that the notes of a clip report."""
    out = []
    for one in notes:
        if one.time is not None and one.code in BREAK_CODES:
            kind = next(k for k in BREAK_CODES if k == one.code)
            # a note's time is rounded: the frame it speaks of must still lie behind the jump
            before = 0.002 if kind == "cut" else SHAKEN
            out.append(Break(kind, one.time - before, one.time - 0.001))
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
        if _is_cut(step, around):
            found.append(Break("cut", float(time[i]), float(time[i + 1])))
    believed = possible(poses)[seen]
    return [
        b for b in joined(found) if _lasts(b, image, time, size) and not _doubted(b, time, believed)
    ]


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


def _lasts(jump: Break, image: Array, time: Array, size: float) -> bool:
    """Whether the body stays in another place or size; otherwise only the skeleton jumped."""
    before = (time <= jump.before) & (time >= jump.before - SETTLED)
    after = (time >= jump.after) & (time <= jump.after + SETTLED)
    a, b = (np.median(image[part][:, _JOINTS], axis=0) / size for part in (before, after))
    moved = float(np.linalg.norm(b.mean(0) - a.mean(0)))
    large = [float(np.sqrt(((x - x.mean(0)) ** 2).sum(-1).mean())) for x in (a, b)]
    return max(large) > SAME_SIZE * min(large) or moved > SAME_PLACE


def _doubted(jump: Break, time: Array, believed: Bools) -> bool:
    """Whether the skeleton just before or after is impossible: a tracking loss, not a cut."""
    sides = (
        (time <= jump.before) & (time > jump.before - DOUBTED),
        (time >= jump.after) & (time < jump.after + DOUBTED),
    )
    return any(bool(part.any()) and float(believed[part].mean()) < 0.5 for part in sides)


@dataclass(frozen=True, slots=True)
class _Step:
    """How two frames differ: as one motion of the whole picture, and what it leaves over.

    Lengths in trunk lengths, growth as a ratio of 1 or more; `trunk` is the trunk's own.
    """

    shift: float
    growth: float
    trunk: float
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
    c, s = dot / power, cross / power
    fitted = u @ np.array([[c, s], [-s, c]])
    rest = float(np.sqrt(((v - fitted) ** 2).sum(-1).mean()))
    whole = float(np.sqrt(((b - a) ** 2).sum(-1).mean()))
    shift = float(np.linalg.norm(centre_b - centre_a))
    ratio = max(growth, 1 / growth) if growth > 0 else np.inf
    long = [float(np.linalg.norm(x[:2].mean(0) - x[2:4].mean(0))) for x in (a, b)]
    trunk = long[1] / max(long[0], 1e-6)
    trunk = trunk if growth >= 1 else 1 / max(trunk, 1e-6)
    return _Step(shift, ratio, trunk, whole, rest)


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


def _is_cut(step: _Step, around: list[_Step]) -> bool:
    calm = float(np.median([s.whole for s in around])) if around else 0.0
    if step.whole < SUDDEN * calm:
        return False
    alike = step.trunk - 1 >= TRUNK_TOO * (min(step.growth, 2 * ZOOM - 1) - 1)
    zoomed = (
        step.growth >= ZOOM
        and alike
        and (step.rest <= STIFF * step.whole or step.growth >= 2 * ZOOM - 1)
    )
    return step.shift >= LEAP or zoomed
