"""Where somebody rests before each repetition of a set, and where the camera stands then."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from formcheck.analysis.camera_view import Direction, Posture, steady_direction, to_camera
from formcheck.analysis.counting.rep_counter import RepTiming
from formcheck.analysis.pose import Array, Bools
from formcheck.analysis.recording.preparation import PreparedPoses

REST = 1.0
"""Seconds before a repetition that count as its start position."""

SETTLING = 0.05
"""Seconds next to a repetition's start and end in which the body still moves: half a frame."""

FEW = 4
"""Fewer frames of rest than this, and another start position is used."""

RESTING = 0.25
"""Share of the rise above its base within which a frame belongs to the start position."""

AROUND, AROUND_SHARE = 0.5, 0.1
"""Seconds about the start of a repetition without a rest, and the share of the rise above its base,
within which a frame belongs to the start position."""

TURNED = 0.2
"""Cosine between two directions to the camera below which the person has turned round."""

VIEW_FRAMES = 400
"""Frames of rest from which the camera's place is taken."""


def find_start_positions(
    prepared: PreparedPoses, value: Array, reps: Sequence[RepTiming]
) -> list[Bools]:
    """Return the frames of the start position of each repetition, [F] each.

    Those before it; where there are too few, the start position of the repetition before,
    if the person still faces the same way, or what it comes back to, or the nearest other.

    Args:
        prepared: the poses of the set.
        value: [F] the number that is counted.
        reps: the repetitions, in order of time.
    """
    time = prepared.poses.time

    def at_rest(start: float, end: float, r: RepTiming, share: float = RESTING) -> Bools:
        inside = (time >= start) & (time <= end) & prepared.trusted
        with np.errstate(invalid="ignore"):
            low: Bools = inside & (value <= r.base + share * r.amplitude)
        return low

    before, around, after = [], [], []
    for k, r in enumerate(reps):
        begin = max(reps[k - 1].end if k else -np.inf, r.start - REST)
        end = min(reps[k + 1].start if k + 1 < len(reps) else np.inf, r.end + REST)
        before.append(at_rest(begin, r.start - SETTLING, r))
        after.append(at_rest(r.end + SETTLING, end, r))
        beside = max(begin, r.start - AROUND)
        around.append(at_rest(beside, r.start + AROUND, r, AROUND_SHARE))
    directions = to_camera(prepared.poses.world)
    out: list[Bools] = []
    for k, r in enumerate(reps):
        here = time >= (reps[k - 1].end if k else r.start)
        facing = median_direction(directions[here & (time <= r.end)])
        earlier = [rest for rest in (before[k], *reversed(out)) if rest.sum() >= FEW]
        same_way = [
            rest
            for rest in earlier
            if not float(median_direction(directions[rest]) @ facing) < TURNED
        ]
        others = (*after[k:], *before[k + 1 :], around[k])
        later = [rest for rest in others if rest.sum() >= FEW]
        out.append(next(iter([*same_way, *later]), _first_frames(time, value, r)))
    return out


def _first_frames(time: Array, value: Array, r: RepTiming) -> Bools:
    seen = np.isfinite(value) & (time <= r.top_start)
    out: Bools = seen & (np.cumsum(seen) <= FEW)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class FacingPart:
    """A part of a set in which the person faces the camera in one way.

    Attributes:
        direction: to the camera; frames: [n, 3] the same of each frame of rest.
        reps: the numbers of its repetitions, from 0.
    """

    direction: Direction
    frames: Array
    reps: tuple[int, ...]


def facing_parts(
    prepared: PreparedPoses, rests: Sequence[Bools], postures: tuple[Posture, ...]
) -> list[FacingPart]:
    """Return the parts of a set, those who turn round being in another one from there on.

    Where the skeleton is impossible too often the directions scatter, which must not pass for
    turns. Without a direction that is known, there are none.

    Args:
        prepared: the poses of the set.
        rests: the frames of the start position of each repetition.
        postures: those that the start position may have.
    """
    directions = to_camera(prepared.poses.world)
    middles = [median_direction(directions[rest]) for rest in rests]
    unsteady = prepared.mostly_impossible
    parts: list[list[int]] = []
    for k, here in enumerate(middles):
        for part in parts:
            if unsteady or not float(here @ middles[part[0]]) < TURNED:
                part.append(k)
                break
        else:
            parts.append([k])
    out = []
    for part in parts:
        rows = np.flatnonzero(reduce(np.logical_or, (rests[k] for k in part)))[:VIEW_FRAMES]
        direction = steady_direction(prepared.poses.world[rows], postures)
        if direction is None:
            return []
        out.append(FacingPart(direction, directions[rows], tuple(part)))
    return out


def median_direction(directions: Array) -> Array:
    """Return the median of directions [F, 3]; NaN where there is none."""
    seen = directions[np.isfinite(directions).all(-1)]
    out: Array = np.median(seen, axis=0) if len(seen) else np.full(3, np.nan)
    return out
