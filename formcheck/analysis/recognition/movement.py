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

import numpy as np

from formcheck.analysis.camera_view import Direction, direction, posture_scores
from formcheck.analysis.exercise import Exercise, Fact, RepFrames
from formcheck.analysis.kinematics import pixels_per_metre
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recognition.facts import Rows, facts_of, shank_length
from formcheck.analysis.recognition.rises import Rise, rises
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
"""Seconds before the rise that count as its start position, at most: no longer than the rise takes
from `NEAR_REST` to `NEAR_TOP`, for who moves fast has hardly put the other foot down."""

SHORTEST_REST = 0.25
"""Seconds that count at least: three frames."""


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
    top = inside[values[inside] >= low + NEAR_TOP * (high - low)]
    if len(inside) < 3 or not len(top):
        return None
    way = float(np.abs(time[top] - time[rise.start]).min())
    length = min(max(way, SHORTEST_REST), REST)
    before = (time >= time[rise.start] - length) & (time <= time[rise.start])
    after = (time >= time[rise.start]) & (time <= time[rise.start] + length)
    rest = (before if rise.start < rise.top else after) & (values <= low)
    if not rest.any():
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
    rows = Rows(rise, rest, top, inside)
    facts = facts_of(poses, rows, shank, place)
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


def together(found: Sequence[Movement], gap: float) -> list[list[Movement]]:
    """Return movements in groups that lie no more than `gap` seconds apart, in order of time."""
    out: list[list[Movement]] = []
    for one in sorted(found, key=lambda m: m.begin):
        if out and one.begin - out[-1][-1].end <= gap:
            out[-1].append(one)
        else:
            out.append([one])
    return out
