"""Which exercises a recording shows, and when; the answer may be none.

For every exercise the movements of its kind are collected (`movement`). Those whose facts all lie
in the exercise's ranges count for it, the others against it. A movement that fits no exercise is
rejected, not assigned to the nearest one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.judge import usable
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recognition.movement import Movement, movements, together
from formcheck.analysis.smoothing import smoothed
from formcheck.model_size import ModelSize

ENOUGH = 0.5
"""Likeness from which a movement is taken for the exercise."""

LEAST = 2
"""Matching movements usually needed for a set: a single one may be chance."""

CLEAR = 0.75
"""Likeness from which a single movement is enough: beside less similar ones, or alone if it is
whole and the view shows the joints at all."""

SHARE = 0.5
"""Share of the movements in and around a set that must fit the exercise: two of ten steps of a
shuffle are like those of a band walk."""

AROUND = 5.0
"""Seconds before and after a set in which movements that do not fit speak against it."""

UNBROKEN = 3
"""Plain, whole movements that follow each other without another one between them from which on
what is done before and after them does not speak against a set: walking up to the bar."""

PAUSE = 30.0
"""Seconds without a repetition from which on the next one begins another set. The pauses between
sets are 30 to 120 s."""

CLOSE = 0.7
"""Share of the best exercise's weight from which on another one makes it unclear."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundSet:
    """One set of one exercise in a recording.

    Attributes:
        begin, end: seconds, first to last movement.
        movements: those that fit, in order of time; whole or cut off.
        rival: another exercise that they may as well be, None where it is clear.
    """

    exercise: str
    begin: float
    end: float
    movements: tuple[Movement, ...]
    rival: str | None = None

    @property
    def likeness(self) -> float:
        """Mean likeness of the movements that are plainly like the exercise."""
        return round(float(np.mean([m.likeness for m in _plain(self.movements)])), 3)

    @property
    def weight(self) -> float:
        """The strength of the evidence for this exercise."""
        return float(sum(m.likeness for m in self.movements))


def _plain(among: Iterable[Movement]) -> list[Movement]:
    return [m for m in among if m.likeness >= ENOUGH]


def seen_movements(
    frames: Iterable[PoseFrame] | PoseSequence,
    exercises: Iterable[Exercise],
    model: ModelSize = ModelSize.HEAVY,
) -> dict[str, list[Movement]]:
    """Return by exercise every movement of its kind, whether or not it fits."""
    poses = smoothed(frames if isinstance(frames, PoseSequence) else PoseSequence.of(frames))
    return {e.id: movements(poses, e, model) for e in exercises}


def find_sets(seen: dict[str, list[Movement]]) -> list[FoundSet]:
    """Return the sets of a recording in order of time; none where it shows something else."""
    left = {e: [m for m in found if m.misfit is None] for e, found in seen.items()}
    out: list[FoundSet] = []
    while True:
        possible = [
            s
            for e, fit in left.items()
            for group in together(fit, PAUSE)
            if (s := _as_set(e, group, seen[e])) is not None
        ]
        if not possible:
            break
        best = max(possible, key=lambda s: (s.weight, s.exercise))
        rivals = [s for s in possible if s.exercise != best.exercise and _overlap(s, best)]
        rival = max(rivals, key=lambda s: s.weight, default=None)
        if rival is not None and rival.weight >= CLOSE * best.weight:
            best = replace(best, rival=rival.exercise)
        out.append(best)
        taken = {id(m) for m in best.movements}
        for e, fit in left.items():
            left[e] = [
                m
                for m in fit
                if id(m) not in taken and not any(_meet(m, other) for other in best.movements)
            ]
    return _parted(sorted(out, key=lambda s: s.begin))


def parted_at(sets: Iterable[FoundSet], times: Iterable[float]) -> list[FoundSet]:
    """Return sets parted at some moments, each part with a movement plainly like the exercise."""
    edges = [-np.inf, *sorted(times), np.inf]
    out = []
    for one in sets:
        for first, last in pairwise(edges):
            inside = tuple(m for m in one.movements if first <= m.begin < last)
            if _plain(inside):
                begin, end = inside[0].begin, inside[-1].end
                out.append(replace(one, begin=begin, end=end, movements=inside))
    return out


def _as_set(exercise: str, group: Sequence[Movement], every: Sequence[Movement]) -> FoundSet | None:
    """Return movements as a set, or None if the evidence is too weak."""
    plain = _plain(group)
    if not plain or not _holds(group, every):
        return None
    best = max(plain, key=lambda m: m.likeness)
    if len(plain) < LEAST and best.likeness < CLEAR:
        return None
    if len(group) < LEAST and not usable(best.direction):
        return None
    if not any(m.whole for m in plain):
        return None
    return FoundSet(exercise, group[0].begin, group[-1].end, tuple(group))


def _holds(group: Sequence[Movement], every: Sequence[Movement]) -> bool:
    """Whether enough of the movements in and around a group match the exercise."""
    whole = [m for m in _plain(group) if m.whole]
    inside = [m for m in every if m.end > group[0].begin and m.begin < group[-1].end]
    if len(whole) >= UNBROKEN and all(m.misfit is None for m in inside):
        return True
    begin, end = group[0].begin - AROUND, group[-1].end + AROUND
    against = sum(m.misfit is not None and m.end > begin and m.begin < end for m in every)
    return len(group) >= SHARE * (len(group) + against)


def part_of(seen: dict[str, list[Movement]]) -> str | None:
    """Return the exercise of which a recording shows one repetition in part, if it does."""
    for exercise, every in seen.items():
        group = [m for m in every if m.misfit is None]
        if group and _plain(group) and _holds(group, every):
            return exercise
    return None


def _meet(a: Movement, b: Movement) -> bool:
    return a.begin < b.end and b.begin < a.end


def _overlap(a: FoundSet, b: FoundSet) -> bool:
    return any(_meet(m, n) for m in a.movements for n in b.movements)


def _parted(sets: Sequence[FoundSet]) -> list[FoundSet]:
    """Return sets in order, parted where another exercise lies between their repetitions."""
    rows = sorted(
        ((m, s) for s in sets for m in s.movements), key=lambda row: (row[0].begin, row[0].end)
    )
    out: list[FoundSet] = []
    for one, its in rows:
        last = out[-1] if out else None
        if last is not None and last.exercise == its.exercise and one.begin - last.end <= PAUSE:
            out[-1] = replace(last, end=one.end, movements=(*last.movements, one))
        else:
            out.append(FoundSet(its.exercise, one.begin, one.end, (one,), its.rival))
    return [s for s in out if _plain(s.movements)]
