"""Which side works, found while the top is held: in the start position it does not show."""

from collections import deque

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Rep, Side

MEMORY = 12.0
"""Seconds of frames kept: a hold, the way up and the rest before."""

OFTEN = 0.5
"""Seconds between two checks."""

LIFT, REST = 1.5, 1.0
"""Seconds before a hold that are the way up, and before that the rest."""

HELD = 0.3
"""Seconds of a hold from which the side is looked for."""

FEWEST = 4
"""Frames of the rest, and of the movement, that this needs."""


class WorkingSide:
    """Push the frames of a set; `side` is the working side, or None while it is not known."""

    def __init__(self, exercise: Exercise) -> None:
        self.side: Side | None = None
        self._exercise = exercise
        self._frames: deque[PoseFrame] = deque()
        self._checked = 0.0

    def push(self, frame: PoseFrame, hold: float) -> None:
        """Take one frame and for how long the top has been held."""
        if not self._exercise.prescription.per_side:
            return
        if frame.seen:
            self._frames.append(frame)
        while self._frames and frame.time - self._frames[0].time > MEMORY:
            self._frames.popleft()
        if hold < HELD or frame.time - self._checked < OFTEN:
            return
        self._checked = frame.time
        began = frame.time - hold - LIFT
        rest = [f for f in self._frames if began - REST <= f.time < began]
        lifted = [f for f in self._frames if f.time >= began]
        if len(rest) >= FEWEST and len(lifted) >= FEWEST:
            self._take(self._exercise.rep.side(PoseSequence.of(lifted), PoseSequence.of(rest)))

    def rep(self, rep: Rep) -> None:
        """Take a finished repetition: its side stands."""
        self._take(rep.side)

    def _take(self, side: Side) -> None:
        self.side = side if side != "both" else None
