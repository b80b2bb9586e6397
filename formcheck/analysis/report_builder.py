"""From judged repetitions to a report: what to fix first, what was not seen, the whole set."""

from collections.abc import Sequence
from itertools import groupby
from typing import get_args

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.formatting import allowed, clock, measured
from formcheck.analysis.report import (
    Evidence,
    Finding,
    Note,
    NotVisible,
    OneSide,
    PrimaryFault,
    Reason,
    Rep,
    Report,
    Side,
    Source,
    Verdict,
    View,
)
from formcheck.model_size import ModelSize
from formcheck.version import __version__

FEW_FOR_FATIGUE = 6
"""Repetitions below which a trend over the set is not spoken of."""


def excess(finding: Finding) -> float:
    """Return how far a finding lies beyond its limit, in margins; 0 where there is no value."""
    if finding.value is None or finding.limit is None or not finding.margin:
        return 0.0
    return abs(finding.value - finding.limit) / finding.margin


def report(
    exercise: Exercise,
    model: ModelSize,
    reps: tuple[Rep, ...],
    view: View | None,
    source: Source,
    notes: Sequence[Note],
    *,
    recognised: bool,
) -> Report:
    """Put a set's repetitions together into its report."""
    return Report(
        exercise=exercise.id,
        title=exercise.title,
        recognised=recognised,
        model=model,
        source=source,
        view=view,
        prescription=exercise.prescription,
        reps=reps,
        good=sum(r.verdict == "ok" for r in reps),
        fix_first=fix_first(exercise, reps),
        set_findings=set_findings(exercise, reps),
        not_visible=not_visible(exercise, reps),
        notes=tuple(sorted(notes, key=lambda n: -1.0 if n.time is None else n.time)),
        formcheck=__version__,
    )


def fix_first(exercise: Exercise, reps: Sequence[Rep]) -> PrimaryFault | None:
    """Return the one thing to fix: by the cue's rank, then by how many repetitions show it."""
    faults = [(r, f) for r in reps for f in r.findings if f.verdict == "fault"]
    if not faults:
        return None
    cues = {c.id: c for c in exercise.cues}
    counts = {c: sum(f.cue == c for _, f in faults) for c in cues}
    # Form before time: what loads the back or the knee is told before a short hold.
    first = min((c for c in cues if counts[c]), key=lambda c: (cues[c].rank, -counts[c]))
    rep, worst = max(((r, f) for r, f in faults if f.cue == first), key=lambda x: excess(x[1]))
    time = worst.evidence.time if worst.evidence else worst.start
    many = f"{counts[first]} of {len(reps)} reps" if len(reps) > 1 else "the only rep"
    limits = allowed(worst.low, worst.high, worst.unit)
    told = f"{measured(worst)}, {limits}" if worst.value is not None else limits
    text = f"{worst.title}: {many}, clearest in rep {rep.number} at {clock(time)} ({told})."
    return PrimaryFault(
        cue=first,
        title=worst.title,
        message=worst.message,
        text=text,
        rep=rep.number,
        time=time,
        count=counts[first],
    )


def not_visible(exercise: Exercise, reps: Sequence[Rep]) -> tuple[NotVisible, ...]:
    """Return the cues that no repetition could be judged by for want of a view of them."""
    out = []
    for cue in exercise.cues:
        found = [f for r in reps for f in r.findings if f.cue == cue.id]
        reasons: list[Reason] = [f.reason for f in found if f.reason in ("view", "hidden")]
        if found and len(reasons) == len(found) and not cue.informative:
            out.append(
                NotVisible(
                    cue=cue.id,
                    title=cue.title,
                    reason=reasons[0],
                    text=found[0].message,
                    move=found[0].move,
                )
            )
    return tuple(out)


def set_findings(exercise: Exercise, reps: Sequence[Rep]) -> tuple[Finding, ...]:
    """Judge the set as a whole: repetitions done, sides in order and even, fatigue."""
    if not reps:
        return ()
    out = [_reps_done(exercise, reps)]
    if exercise.prescription.only is not None:
        out.append(_side_asked(exercise.prescription.only, reps))
    elif exercise.prescription.per_side:
        out += _sides(reps)
    return (*out, *_fatigue(exercise, reps))


def _whole(
    reps: Sequence[Rep],
    cue: str,
    title: str,
    verdict: Verdict,
    value: float | None,
    margin: float,
    low: float | None,
    high: float | None,
    unit: str,
    message: str,
    rule: str,
) -> Finding:
    limit = low if high is None or (low is not None and value is not None and value < low) else high
    reason: Reason | None = "margin" if verdict == "unsure" else None
    return Finding(
        cue=cue,
        title=title,
        verdict=verdict,
        reason=reason,
        value=value,
        margin=margin,
        limit=limit,
        low=low,
        high=high,
        unit=unit,
        phase="whole",
        start=reps[0].start,
        end=reps[-1].end,
        message=message,
        move="",
        rule=rule,
        evidence=Evidence(time=reps[-1].end, draw="moment", landmarks=()),
    )


def _reps_done(exercise: Exercise, reps: Sequence[Rep]) -> Finding:
    low, high = exercise.prescription.reps
    sides = (exercise.prescription.only,) if exercise.prescription.only else get_args(Side)
    counts = [sum(r.side == s for r in reps) for s in sides]
    done, asks = max(counts), exercise.prescription.asks
    verdict: Verdict = "ok" if low <= done <= high else "fault"
    message = ""
    if done < low:
        span = str(low) if low == high else f"{low} to {high}"
        message = f"{asks.capitalize()} {span}; this set has {done}."
    elif done > high:
        message = f"{asks.capitalize()} at most {high}; this set has {done}."
    each = " per side" if exercise.prescription.per_side else ""
    return _whole(
        reps,
        "reps_done",
        "Repetitions done",
        verdict,
        float(done),
        0.0,
        float(low),
        float(high),
        f"reps{each}",
        message,
        f"{low}-{high} repetitions{each}",
    )


def _side_asked(only: OneSide, reps: Sequence[Rep]) -> Finding:
    others = sum(r.side != only for r in reps)
    message = f"Your plan asks for the {only} side only; this set has {others} of the other."
    return _whole(
        reps,
        "side_asked",
        "The side that is asked for",
        "fault" if others else "ok",
        float(others),
        0.0,
        None,
        0.0,
        "reps",
        message if others else "",
        f"the {only} side only",
    )


def _sides(reps: Sequence[Rep]) -> list[Finding]:
    runs = [side for side, _ in groupby(r.side for r in reps)]
    changes = len(runs) - 1
    order: Verdict = "ok" if changes <= 1 else "fault"
    out = [
        _whole(
            reps,
            "sides_in_order",
            "One side, then the other",
            order,
            float(changes),
            0.0,
            None,
            1.0,
            "changes of side",
            "" if order == "ok" else "Finish all repetitions of one side before the other.",
            "one side, then the other",
        )
    ]
    left = [r for r in reps if r.side == "left"]
    right = [r for r in reps if r.side == "right"]
    if left and right:
        off = float(abs(len(left) - len(right)))
        even: Verdict = "ok" if off <= 1 else "fault"
        out.append(
            _whole(
                reps,
                "sides_even",
                "Both sides alike",
                even,
                off,
                0.0,
                None,
                1.0,
                "reps",
                "" if even == "ok" else f"{len(left)} left and {len(right)} right: even them out.",
                "the same for both sides",
            )
        )
    return out


def _fatigue(exercise: Exercise, reps: Sequence[Rep]) -> list[Finding]:
    out: list[Finding] = []
    if len(reps) < FEW_FOR_FATIGUE:
        return out
    third = len(reps) // 3
    for cue in exercise.cues:
        rows = [next(f for f in r.findings if f.cue == cue.id) for r in reps]
        if any(f.value is None or f.margin is None for f in rows) or rows[0].unit != cue.unit:
            continue
        values = np.array([f.value for f in rows], float)
        change = float(values[-third:].mean() - values[:third].mean())
        # Towards the fault; two-sided cues have no single bad way to drift.
        if cue.low is not None and cue.high is not None:
            continue
        towards = values if cue.high is not None else -values
        worse = float(towards[-third:].min() - towards[:third].max())
        margin = float(np.mean([f.margin for f in rows if f.margin is not None]))
        if worse > margin and any(f.verdict == "fault" for f in rows[-third:]):
            out.append(
                _whole(
                    reps,
                    f"fatigue_{cue.id}",
                    f"{cue.title}, growing over the set",
                    "fault",
                    round(change, 3),
                    round(margin, 3),
                    None,
                    0.0,
                    cue.unit,
                    "Stop the set when form goes: fewer good repetitions do more.",
                    cue.rule,
                )
            )
    return out
