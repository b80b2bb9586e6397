"""Which signals of a set are worth drawing, and those signals over its whole time."""

from dataclasses import dataclass

import numpy as np

from formcheck.analysis.exercise import Measure
from formcheck.analysis.measurements import trace
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.report import OneSide, Report
from formcheck.exercises import get
from formcheck.output.curves import Curve, curve


@dataclass(frozen=True, slots=True)
class _Sides:
    near: OneSide
    working: OneSide


def curves(report: Report, poses: PoseSequence, *, every: bool = False) -> list[Curve]:
    """Return what is worth drawing: the cue to fix first, then what repetitions are counted by.

    Args:
        report: the outcome of the set.
        poses: its poses, smoothed.
        every: all cues that were measured, in the order of their rank, not only the first.
    """
    if not len(poses):
        return []
    exercise = get(report.exercise)
    out = []
    first = report.primary_fault.cue if report.primary_fault else None
    for cue in sorted(exercise.cues, key=lambda c: (c.id != first, c.rank)):
        found = [f for r in report.reps for f in r.findings if f.cue == cue.id]
        if any(f.value is not None and f.unit == cue.unit for f in found):
            values = _traced(report, cue.measure, poses)
            if values is not None:
                out.append(curve(report, cue.title, cue.unit, poses.time, values, cue=cue.id))
                if not every:
                    break
    signal = exercise.rep.signal
    title = f"{signal.title}, by which repetitions are counted"
    out.append(curve(report, title, signal.unit, poses.time, signal.of(poses)))
    return out


def _traced(report: Report, measure: Measure, poses: PoseSequence) -> Array | None:
    near: OneSide = "right" if report.view and report.view.near == "right" else "left"
    sides = [r.side for r in report.reps]
    rest = np.ones(len(poses), bool)
    for r in report.reps:
        rest &= (poses.time < r.start) | (poses.time > r.end)
    values: Array | None = None
    for working in dict.fromkeys(sides):
        one: OneSide = near if working == "both" else working
        got = trace(measure, poses, _Sides(near, one), rest)
        if got is None:
            return None
        if values is None:
            values = got
        for r in report.reps:  # a set of both sides: each repetition by its own working side
            if r.side == working:
                inside = (poses.time >= r.start) & (poses.time <= r.end)
                values = np.where(inside, got, values)
    return values
