"""Which exercise poses show."""

from collections.abc import Iterable

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recognition.classifier import find_sets, seen_movements


def recognise(
    frames: Iterable[PoseFrame] | PoseSequence, exercises: Iterable[Exercise]
) -> str | None:
    """Return the id of the exercise that most of it shows, or None if it is none of these."""
    clear = [s for s in find_sets(seen_movements(frames, exercises)) if s.rival is None]
    return max(clear, key=lambda s: s.weight).exercise if clear else None
