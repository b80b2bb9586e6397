"""What is truly so in a set: its repetitions, their faults, the body's motion, the camera."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.analysis.pose import Array, Bools
from formcheck.analysis.report import Side
from formcheck.errors import FormcheckError

TIMES = ("hold", "lowering", "rushing")
"""Cues that judge a time; the truth's own times say whether they are right."""

REST = 1.0
"""Seconds before a repetition that count as its start position, as in a session."""


class InvalidTruthError(FormcheckError):
    """A truth file or a table of labels cannot be used."""

    code = "bad_truth"


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One true repetition.

    Attributes:
        number: 1, 2, 3...; side: the working, lifted or leading side, None = not known.
        start, top_start, top_end, end: seconds; the top None where nobody wrote it down.
        faults: cue id to the size planted (degrees; None = not known); None: nobody looked.
        complete: every cue not in `faults` is known to be clean. A planted fault has side
            effects (an arched back lifts the thigh past the trunk), so there it is not.
        clean: where people said something of single cues only: those that they found clean.
            Then all others are unknown, and times are not true ones but those of the report.
    """

    number: int
    side: Side | None
    start: float
    end: float
    top_start: float | None = None
    top_end: float | None = None
    faults: Mapping[str, float | None] | None = None
    complete: bool = False
    clean: frozenset[str] | None = None

    def seconds(self, cue: str) -> float | None:
        """Return the true time that a cue of `TIMES` judges."""
        if cue == "rushing":
            return self.end - self.start
        if self.top_start is None or self.top_end is None:
            return None
        return self.top_end - self.top_start if cue == "hold" else self.end - self.top_end


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """The body's true motion and the camera, metres, world z up, floor at 0.

    Attributes:
        time: [F] seconds; rep: [F] number of the repetition, 0 between them.
        points: name to [F, 3]; angles: name to [F] degrees, NaN where undefined.
        eye: [3] the camera's place.
    """

    time: Array
    rep: Array
    points: Mapping[str, Array]
    angles: Mapping[str, Array]
    eye: Array

    def between(self, start: float, end: float) -> Bools:
        """Return the frames between two times, [F]; at least the three nearest to the middle."""
        inside: Bools = (self.time >= start) & (self.time <= end)
        if inside.sum() < 3:
            near = np.argsort(np.abs(self.time - (start + end) / 2), kind="stable")[:3]
            inside = np.zeros(len(self.time), bool)
            inside[near] = True
        return inside

    def rest(self, rep: TrueRep) -> Bools:
        """Return the frames of the start position just before a repetition, [F]."""
        before = (self.rep == 0) & (self.time <= rep.start) & (self.time >= rep.start - REST)
        return before if before.any() else self.between(rep.start, rep.start)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What is known of one set.

    Attributes:
        path: the video; exercise: its id.
        reps: in order of time; none for a clip that shows no repetition.
        motion: where the body's motion is known to the millimetre (rendered sets).
        stickers: bright dots on the hip bones are worn.
        unwatched: planted faults that no cue tells of.
    """

    path: Path
    exercise: str
    reps: tuple[TrueRep, ...]
    motion: Motion | None = None
    stickers: bool = False
    unwatched: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The video's name without its ending."""
        return self.path.stem
