"""From judged repetitions to a report: what to fix first, what was not seen, the whole set."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import get_args

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.report import (
    Evidence,
    Finding,
    NotVisible,
    OneSide,
    PrimaryFault,
    Reason,
    Rep,
    Report,
    Side,
    Source,
    Verdict,
    english,
    english_set,
)
from formcheck.analysis.report.formatting import allowed, clock, measured
from formcheck.analysis.set_analysis import JudgedSet
from formcheck.model_size import ModelSize
from formcheck.version import __version__

FEW_FOR_FATIGUE = 6
"""Repetitions below which no trend over the set is reported: thirds of fewer than two say
nothing."""


def report(
    exercise: Exercise, model: ModelSize, judged: JudgedSet, source: Source, *, recognised: bool
) -> Report:
    """Put a set's repetitions together into its report, its notes in order of time."""
    reps = judged.reps
    return Report(
        exercise=exercise.id,
        title=exercise.title,
        recognised=recognised,
        model=model,
        source=source,
        view=judged.view,
        prescription=exercise.prescription,
        reps=reps,
        good=sum(r.verdict == "ok" for r in reps),
        primary_fault=primary_fault(exercise, reps),
        set_findings=set_findings(exercise, reps),
        not_visible=not_visible(exercise, reps),
        notes=tuple(sorted(judged.notes, key=lambda n: -1.0 if n.time is None else n.time)),
        formcheck=__version__,
    )


def primary_fault(exercise: Exercise, reps: Sequence[Rep]) -> PrimaryFault | None:
    """Return the one thing to fix: by the cue's rank, then by how many repetitions show it."""
    faults = [(r, f) for r in reps for f in r.findings if f.verdict == "fault"]
    if not faults:
        return None
    cues = {c.id: c for c in exercise.cues}
    counts = {c: sum(f.cue == c for _, f in faults) for c in cues}
    # Form before time: what loads the back or the knee comes before a short hold.
    first = min((c for c in cues if counts[c]), key=lambda c: (cues[c].rank, -counts[c]))
    rep, worst = max(((r, f) for r, f in faults if f.cue == first), key=lambda x: x[1].excess)
    time = worst.evidence.time if worst.evidence else worst.start
    limits = allowed(worst.low, worst.high, worst.unit)
    numbers = f"{measured(worst)}, {limits}" if worst.value is not None else limits
    text = english.primary_fault(
        worst.title, counts[first], len(reps), rep.number, clock(time), numbers
    )
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
                    camera_move=found[0].camera_move,
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
        one_side = len({r.side for r in reps}) == 1
        if exercise.prescription.side_order == "in_turn" or one_side:
            out.append(_sides_in_order(reps))
        out += _sides_even(reps)
        out += _uneven(exercise, reps)
    return (*out, *_fatigue(exercise, reps))


def _counted(reps: Sequence[Rep], *, fault: bool, value: float) -> Finding:
    """Return a finding on something that is counted in the whole set, without its names."""
    return Finding(
        cue="",
        title="",
        verdict="fault" if fault else "ok",
        reason=None,
        value=value,
        margin=0.0,
        limit=None,
        low=None,
        high=None,
        unit="reps",
        phase="whole",
        start=reps[0].start,
        end=reps[-1].end,
        message="",
        camera_move="",
        rule="",
        evidence=Evidence(time=reps[-1].end, draw="moment", landmarks=()),
    )


def _reps_done(exercise: Exercise, reps: Sequence[Rep]) -> Finding:
    low, high = exercise.prescription.reps
    only, per_side = exercise.prescription.only, exercise.prescription.per_side
    done = max(sum(r.side == s for r in reps) for s in ((only,) if only else get_args(Side)))
    asks = english_set.ASKS[exercise.prescription.by]
    message, on_each, told = "", "", str(done)
    if per_side and only is None:
        left, right = (sum(r.side == s for r in reps) for s in ("left", "right"))
        on_each, told = english_set.ON_EACH_SIDE, english_set.done_by_side(left, right)
    if done < low:
        message = english_set.too_few(asks, low, high, on_each, told)
    elif done > high:
        message = english_set.too_many(asks, high, on_each, told)
    each = english_set.PER_SIDE if per_side else ""
    return replace(
        _counted(reps, fault=bool(message), value=float(done)),
        cue="reps_done",
        title=english_set.SET_TITLES["reps_done"],
        limit=float(low if done < low else high),
        low=float(low),
        high=float(high),
        unit=f"reps{each}",
        message=message,
        rule=english_set.reps_rule(low, high, each),
    )


def _side_asked(only: OneSide, reps: Sequence[Rep]) -> Finding:
    others = sum(r.side != only for r in reps)
    return replace(
        _counted(reps, fault=others > 0, value=float(others)),
        cue="side_asked",
        title=english_set.SET_TITLES["side_asked"],
        limit=0.0,
        high=0.0,
        message=english_set.wrong_side(only, others) if others else "",
        rule=english_set.one_side_only(only),
    )


def _sides_in_order(reps: Sequence[Rep]) -> Finding:
    changes = sum(1 for _ in groupby(r.side for r in reps)) - 1
    fault = changes > 1
    done = {r.side for r in reps}
    if len(done) == 1:
        # The other side may be in another recording: not a fault, and not fine either.
        missing: OneSide = "right" if "left" in done else "left"
        return replace(
            _sides_found(reps, "unsure", changes), message=english_set.side_missing(missing)
        )
    return replace(
        _sides_found(reps, "fault" if fault else "ok", changes),
        message=english_set.ONE_SIDE_FIRST if fault else "",
    )


def _sides_found(reps: Sequence[Rep], verdict: Verdict, changes: int) -> Finding:
    return replace(
        _counted(reps, fault=False, value=float(changes)),
        verdict=verdict,
        cue="sides_in_order",
        title=english_set.SET_TITLES["sides_in_order"],
        limit=1.0,
        high=1.0,
        unit="changes of side",
        rule=english_set.ONE_THEN_OTHER,
    )


def _sides_even(reps: Sequence[Rep]) -> list[Finding]:
    left, right = (sum(r.side == side for r in reps) for side in ("left", "right"))
    if not (left and right):
        return []
    off = abs(left - right)
    even = replace(
        _counted(reps, fault=off > 1, value=float(off)),
        cue="sides_even",
        title=english_set.SET_TITLES["sides_even"],
        limit=1.0,
        high=1.0,
        message=english_set.sides_uneven(left, right) if off > 1 else "",
        rule=english_set.SAME_FOR_BOTH,
    )
    return [even]


def _uneven(exercise: Exercise, reps: Sequence[Rep]) -> list[Finding]:
    """Compare what a cue measures to the left and to the right, where it is to be even."""
    out: list[Finding] = []
    for cue in exercise.cues:
        if cue.uneven is None:
            continue
        rows = [(r.side, f) for r in reps for f in r.findings if f.cue == cue.id]
        sides = [
            [(f.value, f.margin) for s, f in rows if s == side and f.value and f.margin is not None]
            for side in ("left", "right")
        ]
        if not all(sides):
            continue
        left, right = (float(np.mean([value for value, _ in side])) for side in sides)
        most = 100 * cue.uneven
        apart = 100 * abs(left - right) / max(left, right)
        errors = [np.mean([m for _, m in side]) / np.sqrt(len(side)) for side in sides]
        margin = 100 * float(np.hypot(*errors)) / max(left, right)
        fault = apart - most > margin
        verdict: Verdict = "fault" if fault else "ok" if most - apart > margin else "unsure"
        out.append(
            replace(
                _counted(reps, fault=fault, value=round(apart, 1)),
                cue=f"uneven_{cue.id}",
                title=english_set.uneven_title(cue.title),
                verdict=verdict,
                reason="margin" if verdict == "unsure" else None,
                margin=round(margin, 1),
                limit=most,
                high=most,
                unit="% apart",
                message=english_set.less_on(left < right) if fault else "",
                rule=english_set.SAME_FOR_BOTH,
            )
        )
    return out


def _fatigue(exercise: Exercise, reps: Sequence[Rep]) -> list[Finding]:
    """Return the cues with a fault that grows over the set: its last third beyond its first."""
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
                replace(
                    _counted(reps, fault=True, value=round(change, 3)),
                    cue=f"fatigue_{cue.id}",
                    title=english_set.growing(cue.title),
                    margin=round(margin, 3),
                    limit=0.0,
                    high=0.0,
                    unit=cue.unit,
                    message=english_set.FATIGUE,
                    rule=cue.rule,
                )
            )
    return out
