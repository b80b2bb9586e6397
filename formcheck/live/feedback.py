"""What is said during a set: the count, the seconds of a hold, and at most one short cue.

Each cue declares its own short words. Nothing is said about what is unsure.
"""

from dataclasses import dataclass

from formcheck.analysis.exercise import Cue, Exercise
from formcheck.analysis.report import Finding, Rep

CUE_SECONDS = 6.0
"""Seconds between two cues; as long a cue stays on the screen."""

REPS_APART = 2
"""Repetitions for which a cue is not repeated, even if they show the fault too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCue:
    """One spoken cue, the repetition it is about, and the landmarks to mark."""

    cue: str
    message: str
    landmarks: tuple[int, ...]
    rep: int
    time: float


def short(cue: Cue, finding: Finding) -> str:
    """Return a fault in at most four words."""
    value = finding.value
    is_below = value is not None and finding.low is not None and value < finding.low
    return cue.spoken_low if is_below else cue.spoken_high


class Feedback:
    """Choose what is said. It only remembers what was said before."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._said: dict[str, int] = {}  # by cue: the repetition it was last said about
        self._now: SpokenCue | None = None
        self._second = 0
        hold = exercise.prescription.hold
        self._counted = int(hold[1]) if hold is not None and hold[0] >= 1 else 0

    def rep(self, rep: Rep, time: float) -> str:
        """Take a finished repetition; return the words spoken."""
        self._second = 0
        count = f"Rep {rep.number}"
        faults = [f for f in rep.findings if f.verdict == "fault" and not f.informative]
        fresh = [
            f for f in faults if rep.number - self._said.get(f.cue, -REPS_APART - 1) > REPS_APART
        ]
        if not fresh or (self._now is not None and time - self._now.time < CUE_SECONDS):
            return count
        worst = min(fresh, key=lambda f: self._exercise.cue(f.cue).rank)
        message = short(self._exercise.cue(worst.cue), worst)
        if not message:
            return count
        marks = worst.evidence.landmarks if worst.evidence is not None else ()
        self._said[worst.cue] = rep.number
        self._now = SpokenCue(
            cue=worst.cue, message=message, landmarks=marks, rep=rep.number, time=time
        )
        return f"{count}. {message}"

    def hold(self, seconds: float) -> str:
        """Take the seconds held so far; return the next whole one when it is reached, or ""."""
        whole = int(seconds)
        if whole <= self._second:
            self._second = whole if whole == 0 else self._second
            return ""
        self._second = whole
        return str(whole) if whole <= self._counted else ""

    def cue(self, time: float) -> SpokenCue | None:
        """Return the cue to be seen at `time`."""
        now = self._now
        return now if now is not None and time - now.time < CUE_SECONDS else None
