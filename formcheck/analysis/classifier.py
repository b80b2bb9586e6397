"""Which exercise a clip shows, told from its poses; "none of these" is an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.judge import usable
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Rep
from formcheck.analysis.session import Session
from formcheck.model_size import ModelSize

ENOUGH = 0.5
"""Likeness below which a counted movement is not taken for the exercise."""

LEAST = 2
"""Repetitions usually needed: once is a movement, twice is an exercise."""

CLEAR = 0.8
"""Likeness from which a single repetition will do, where no other exercise comes near."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One exercise, how many of its repetitions were counted and how like it they are, 0..1.

    `placed` says whether the camera stands where joints can be told at all.
    """

    exercise: str
    reps: int
    likeness: float
    placed: bool = True


class ExerciseClassifier:
    """Tells the exercise of a clip whose poses come piece by piece."""

    def __init__(self, exercises: Iterable[Exercise], model: ModelSize = ModelSize.HEAVY) -> None:
        self._sessions = [Session(e, model) for e in exercises]

    def extend(self, frames: Sequence[PoseFrame] | PoseSequence) -> None:
        """Take the next frames."""
        for s in self._sessions:
            s.extend(frames)

    @property
    def reps(self) -> list[Rep]:
        """Return the repetitions of what it looks most like so far."""
        return max(self._sessions, key=lambda s: (_likeness(s), len(s.reps))).reps

    def finish(self) -> list[Candidate]:
        """Return every exercise, the likeliest first; nothing may be added afterwards."""
        out = []
        for s in self._sessions:
            s.finish()
            placed = s.direction is not None and usable(s.direction)
            out.append(Candidate(s.exercise.id, len(s.reps), _likeness(s), placed))
        return sorted(out, key=lambda c: (-c.likeness, -c.reps, c.exercise))


def _likeness(session: Session) -> float:
    return round(float(np.mean(session.likeness)), 3) if session.likeness else 0.0


def candidates(
    frames: Iterable[PoseFrame], exercises: Iterable[Exercise], model: ModelSize = ModelSize.HEAVY
) -> list[Candidate]:
    """Return every exercise, the likeliest first."""
    among = ExerciseClassifier(exercises, model)
    among.extend(list(frames))
    return among.finish()


def shown(ranked: list[Candidate]) -> Candidate | None:
    """Return the exercise that `candidates` plainly show, or None if it is none of these."""
    best, *others = ranked
    if best.reps >= LEAST and best.likeness >= ENOUGH:
        return best
    alone = all(c.likeness < ENOUGH for c in others)
    clear = best.reps > 0 and best.placed and best.likeness >= CLEAR
    return best if clear and alone else None


def recognise(
    frames: Iterable[PoseFrame], exercises: Iterable[Exercise], model: ModelSize = ModelSize.HEAVY
) -> str | None:
    """Return the id of the exercise shown, or None if it is none of these."""
    best = shown(candidates(frames, exercises, model))
    return best.exercise if best is not None else None
