"""Movements: what moves and what stays while the counted signal rises and falls.

Recognising an exercise is not counting it: here every rise of its signal is taken, whole or cut
off by the clip's ends, and described by how far each joint goes from where it was. Lengths are in
the person's own shank lengths, in the picture's plane, so that they hold for every body, camera
distance and zoom. Measured per repetition: the ankles travel 0.75 to 2.8 in a band walk, 0.03 to
0.05 in a squat and 1 to 1.7 in a lateral bound; the hips change height by 0.05 to 0.45 in a walk,
1.0 to 1.2 in a squat, 0.02 to 0.25 in a hip-flexor stretch and 0.8 to 1.2 in a lunge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import Direction, body_axes, direction, posture_scores
from formcheck.analysis.exercise import Exercise, Fact, RepFrames
from formcheck.analysis.kinematics import (
    hip_angle_3d,
    joint,
    knee_angle_3d,
    middle,
    pixels_per_metre,
)
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide
from formcheck.model_size import ModelSize

SMALLEST = 0.5
"""Share of the least rise that counts as a repetition from which on a rise is looked at: half-done
repetitions of an exercise are still that exercise."""

NEAR_TOP = 0.85
"""Share of the rise above which a frame belongs to the top."""

NEAR_REST = 0.25
"""Share of the rise below which a frame belongs to the start position."""

WAY = 0.35
"""Share of the duration of a deliberate movement (minimum jerk, Flash and Hogan 1985) that lies
between `NEAR_REST` and `NEAR_TOP` of its way."""

REST = 0.6
"""Seconds before the rise that count as its start position."""

NARROWEST = 0.3
"""Least share of a sideways step that is taken to show in the picture: seen along the hip line,
from above the floor, it shows as 0.04 to 0.27 shank lengths (rendered walks)."""

NEAREST = 6.0
"""Shank lengths (2.5 m) from which a camera sees the whole of somebody who stands: so much of a
step towards it shows as growth of the picture."""


BEHIND = -0.3
"""How far along the body, as a cosine, a camera stands behind somebody on hands and knees from
where on the hands are hidden: there they seem to move by up to 0.9, and knees bent by 90 degrees
read as up to 155 (rendered hydrants)."""

AIRBORNE = 0.5
"""Seconds before and after a movement in which a jump would belong to it."""

SIDES: tuple[OneSide, OneSide] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Rise:
    """One rise of a signal: frame numbers of its start, its top and its end.

    `end` is None where the clip ends, or the body leaves the posture, before the way back;
    `start` lies after `top` where the clip begins at the top.
    """

    start: int
    top: int
    end: int | None

    @property
    def whole(self) -> bool:
        """Whether both ways, up and back, were seen."""
        return self.end is not None and self.start < self.top

    @property
    def first(self) -> int:
        """The first frame of it."""
        return min(self.start, self.top)

    @property
    def last(self) -> int:
        """The last frame of it."""
        return max(self.start, self.top if self.end is None else self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """A rise of an exercise's signal as it was seen.

    Attributes:
        begin, end: seconds. whole: whether both ways were seen, or the way back of an exercise
            that may begin at its turning point.
        facts: what moved how far; see `exercise.Fact`.
        likeness: how like the exercise it is, 0..1; 0 where a fact lies outside its range.
        misfit: the fact that lies outside, None where all fit.
        up, down: seconds that the whole way up and the way back take, NaN where one is cut off.
        direction: the camera's place in the calmer half of its start position, before a trunk
            that bends forward turns away from the camera.
    """

    exercise: str
    begin: float
    end: float
    whole: bool
    facts: dict[Fact, float]
    likeness: float
    misfit: Fact | None
    direction: Direction
    up: float
    down: float


def shank_length(poses: PoseSequence) -> float:
    """Return the length of the shank, metres: the median over the clip, of the world landmarks."""
    w = poses.world
    both = np.stack(
        [w[:, L.LEFT_KNEE] - w[:, L.LEFT_ANKLE], w[:, L.RIGHT_KNEE] - w[:, L.RIGHT_ANKLE]]
    )
    lengths = np.linalg.norm(both, axis=-1)
    lengths = lengths[np.isfinite(lengths)]
    return float(np.median(lengths)) if len(lengths) else np.nan


def rises(values: Array, ready: Bools, least: float) -> list[Rise]:
    """Return the rises of `values` [F] by at least `least` among the frames that are `ready`."""
    frames = np.flatnonzero(ready & np.isfinite(values))
    turns = _turns(values, frames, least)
    out = []
    for k, (high, i) in enumerate(turns):
        if not high or len(turns) < 2:
            continue
        before = turns[k - 1][1] if k else None
        after = turns[k + 1][1] if k + 1 < len(turns) else None
        if before is not None:
            out.append(Rise(before, i, after))
        elif after is not None:  # it begins at the top, or on the way up
            first = int(frames[0])
            up = values[i] - values[first] >= least
            out.append(Rise(first, i, after) if up else Rise(after, i, None))
    return out


def _turns(values: Array, frames: Array | np.ndarray, least: float) -> list[tuple[bool, int]]:
    """Return the highs (True) and lows (False) of `values` that differ by at least `least`."""
    out: list[tuple[bool, int]] = []
    if not len(frames):
        return out
    high = low = int(frames[0])
    way = 0
    for i in map(int, frames):
        high = i if values[i] > values[high] else high
        low = i if values[i] < values[low] else low
        if way >= 0 and values[high] - values[i] >= least:
            out.append((True, high))
            way, low = -1, i
        elif way <= 0 and values[i] - values[low] >= least:
            out.append((False, low))
            way, high = 1, i
    if way:
        out.append((True, high) if way > 0 else (False, low))
    return out


def movements(
    poses: PoseSequence, exercise: Exercise, model: ModelSize = ModelSize.HEAVY
) -> list[Movement]:
    """Return every rise of an exercise's signal in smoothed poses, whatever is shown."""
    if len(poses) < 5:
        return []
    rule = exercise.rep
    values = _calm(rule.signal.of(poses))
    scores = posture_scores(poses.world)
    begin, last = rule.takes_posture(scores), rule.keeps_posture(scores)
    shank = shank_length(poses) * pixels_per_metre(poses)
    out = []
    for rise in rises(values, last, SMALLEST * rule.thresholds.reach):
        rise = _tight(values, rise)
        if begin[max(rise.start - 2, 0) : rise.start + 3].mean() < 0.5:
            continue
        one = _movement(poses, exercise, model, values, rise, shank)
        if one is not None:
            out.append(one)
    return out


def _tight(values: Array, rise: Rise) -> Rise:
    """Return a rise without the rest before and after it: somebody may turn round in between."""
    level = values[rise.start] + NEAR_REST * (values[rise.top] - values[rise.start])
    start, end = rise.start, rise.end
    if start < rise.top:
        low = np.flatnonzero(values[start : rise.top] <= level)
        start += int(low[-1]) if len(low) else 0
    if end is not None:
        level = values[end] + NEAR_REST * (values[rise.top] - values[end])
        low = np.flatnonzero(values[rise.top : end + 1] <= level)
        end = rise.top + int(low[0]) if len(low) else end
    return Rise(start, rise.top, end)


def _calm(values: Array) -> Array:
    """Return the running median of three: limbs that swap for one frame are no movement."""
    padded = np.concatenate([values[:1], values, values[-1:]])
    out: Array = np.median(np.stack([padded[:-2], padded[1:-1], padded[2:]]), axis=0)
    return np.where(np.isfinite(out), out, values)


def _movement(
    poses: PoseSequence,
    exercise: Exercise,
    model: ModelSize,
    values: Array,
    rise: Rise,
    shank: Array,
) -> Movement | None:
    low, high = values[rise.start], values[rise.top]
    first, last = rise.first, rise.last
    inside = np.arange(first, last + 1)
    inside = inside[np.isfinite(values[inside])]
    time = poses.time
    before = (time >= time[rise.start] - REST) & (time <= time[rise.start])
    after = (time >= time[rise.start]) & (time <= time[rise.start] + REST)
    rest = (before if rise.start < rise.top else after) & (values <= low)
    top = inside[values[inside] >= low + NEAR_TOP * (high - low)]
    if len(inside) < 3 or not rest.any() or not len(top):
        return None
    calm = rest & (values <= np.median(values[rest]))
    place = direction(poses.world[calm], exercise.rep.posture)
    if place is None:
        return None
    part, still = poses.part(slice(first, last + 1)), poses.part(rest)
    rep = RepFrames(
        poses=part,
        rest=still,
        side=exercise.rep.side(part, still),
        direction=place,
        model=model,
        start=float(time[first]),
        top_start=float(time[top[0]]),
        top_end=float(time[top[-1]]),
        end=float(time[last]),
        hold=0.0,
        values=values[first : last + 1],
        longest_gap=0.0,
    )
    rows = _Rows(rise, rest, top, inside)
    facts = _facts(poses, rows, shank, place)
    wrong = exercise.recognition.misfit(facts)
    likeness = 0.0 if wrong else float(exercise.similarity(rep))
    return Movement(
        exercise.id,
        float(time[first]),
        float(time[last]),
        rise.whole or (exercise.rep.thresholds.from_the_turn and rise.start > rise.top),
        facts,
        likeness,
        wrong,
        place,
        float(time[top[0]] - time[rise.start]) / WAY if rise.start < rise.top else np.nan,
        np.nan if rise.end is None else float(time[rise.end] - time[top[-1]]) / WAY,
    )


class _Rows(NamedTuple):
    """Which frames of a recording belong to a movement: its start position, its top, all of it."""

    rise: Rise
    rest: Bools
    top: NDArray[np.intp]
    inside: NDArray[np.intp]


def _facts(poses: PoseSequence, rows: _Rows, shank: Array, place: Direction) -> dict[Fact, float]:
    rise, rest, top, inside = rows
    image = poses.image / float(np.nanmedian(shank[inside]))
    hips, shoulders = middle(image, "hip"), middle(image, "shoulder")
    lowest = np.maximum(image[:, L.LEFT_ANKLE, 1], image[:, L.RIGHT_ANKLE, 1])
    height = lowest - hips[:, 1]

    def travel(points: Array) -> float:
        return float(np.linalg.norm(np.median(points[top], 0) - np.median(points[rest], 0)))

    gone = {side: travel(image[:, joint(side, "knee")]) for side in SIDES}
    knees = sorted(gone.values())
    planted = float(np.median(knee_angle_3d(poses, min(gone, key=lambda s: gone[s]))[inside]))
    ankles = sorted(travel(image[:, k]) for k in (L.LEFT_ANKLE, L.RIGHT_ANKLE))
    still = poses.part(rest)
    ends = poses.part(np.isin(np.arange(len(poses)), top))
    straight = [float(np.median(knee_angle_3d(still, s))) for s in SIDES]
    open_ = float(np.median(hip_angle_3d(still, "left") + hip_angle_3d(still, "right"))) / 2
    closed = float(np.median(hip_angle_3d(ends, "left") + hip_angle_3d(ends, "right"))) / 2
    bent = [
        a - float(np.median(knee_angle_3d(ends, s))) for a, s in zip(straight, SIDES, strict=True)
    ]
    bend = sum(straight) / 2
    return {
        "hips": travel(hips),
        "hips_up": float(np.median(hips[rest, 1]) - np.median(hips[top, 1])),
        "hips_range": float(np.ptp(hips[inside, 1])),
        "shoulders": travel(shoulders),
        "moving_knee": knees[1],
        "other_knee": knees[0],
        "moving_foot": ankles[1],
        "other_foot": ankles[0],
        "hands": _hands(image[inside], place),
        "hands_low": float(np.median((middle(image, "wrist") - shoulders)[top, 1])),
        "planted_knee": 0.0 if place.head < BEHIND else planted,
        "stepped": _stepped(image, shank, rise, place),
        "hips_over_feet": float(np.percentile(height[inside], 90)),
        "trunk_down": float(open_ - bend / 2),
        "knees_bent": sum(bent) / 2,
        "hips_bent": open_ - closed,
        "less_bent": min(bent),
        "feet_split": _split(ends, still, shank_length(poses)),
        "feet_up": _flight(image, poses.time, rest, inside),
        "trunk_tilt": _tilt(ends),
        "feet_step": _step(image[rest]),
        "view": place.elevation,
    }


def _split(ends: PoseSequence, still: PoseSequence, shank: float) -> float:
    """Return how far one foot is ahead of the other, along the start position's front."""
    front = np.median(body_axes(still.world)[:, 2], axis=0)
    apart = ends.world[:, L.LEFT_ANKLE] - ends.world[:, L.RIGHT_ANKLE]
    return float(np.median(np.abs(apart @ front)) / shank)


def _step(still: Array) -> float:
    """Return how much higher the toes of one foot are than the other's."""
    toes = still[:, L.LEFT_FOOT_INDEX, 1] - still[:, L.RIGHT_FOOT_INDEX, 1]
    return float(np.median(np.abs(toes)))


def _flight(image: Array, time: Array, rest: Bools, inside: Array | np.ndarray) -> float:
    """Return how far the lower foot rises above where it stood, from just before to just after."""
    around = (time >= time[inside[0]] - AIRBORNE) & (time <= time[inside[-1]] + AIRBORNE)
    lower = np.maximum(image[:, L.LEFT_ANKLE, 1], image[:, L.RIGHT_ANKLE, 1])
    return float(np.median(lower[rest]) - np.nanmin(lower[around]))


def _tilt(ends: PoseSequence) -> float:
    """Return the trunk's median angle against the vertical, degrees."""
    up = -body_axes(ends.world)[:, 0, 1]
    return float(np.median(np.degrees(np.arccos(np.clip(up, -1, 1)))))


def _stepped(image: Array, shank: Array, rise: Rise, place: Direction) -> float:
    """Return how far both feet have gone from start to end, at least; NaN of a part.

    Across the picture as it shows, towards the camera as the whole body grows.
    """
    if rise.end is None:
        return np.nan
    before, after = (slice(max(i - 2, 0), i + 3) for i in (rise.start, rise.end))
    growth = float(np.log(np.nanmedian(shank[after]) / np.nanmedian(shank[before])))
    steps = [
        float(np.linalg.norm(np.nanmedian(image[after, k], 0) - np.nanmedian(image[before, k], 0)))
        for k in (L.LEFT_ANKLE, L.RIGHT_ANKLE)
    ]
    across = float(np.sqrt(max(1 - place.left**2, NARROWEST**2)))
    return float(np.hypot(min(steps) / across, growth * NEAREST * abs(place.left)))


def _hands(image: Array, place: Direction) -> float:
    """Return how far the hand that moves more goes; 0 where the body hides both from the camera."""
    if place.head < BEHIND:
        return 0.0
    low, high = np.percentile(image[:, [L.LEFT_WRIST, L.RIGHT_WRIST]], [10, 90], axis=0)
    return float(np.linalg.norm(high - low, axis=-1).max())


def together(found: Sequence[Movement], gap: float) -> list[list[Movement]]:
    """Return movements in groups that lie no more than `gap` seconds apart, in order of time."""
    out: list[list[Movement]] = []
    for one in sorted(found, key=lambda m: m.begin):
        if out and one.begin - out[-1][-1].end <= gap:
            out[-1].append(one)
        else:
            out.append([one])
    return out
