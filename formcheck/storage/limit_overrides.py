"""Limits that are changed for one person."""

from typing import get_args

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.analysis.exercise import Cue
from formcheck.analysis.report import OneSide
from formcheck.analysis.thresholds import REPS, Limit
from formcheck.analysis.timing import HOLD
from formcheck.exercises import catalogue
from formcheck.storage import training
from formcheck.storage.database import new_id, now
from formcheck.storage.models import LimitRow, Plan
from formcheck.storage.permissions import owned_by


def every(s: Session, person: str) -> list[LimitRow]:
    """Return the limits changed for a person, with their notes."""
    query = select(LimitRow).where(owned_by(person, LimitRow))
    return list(s.scalars(query.order_by(LimitRow.exercise, LimitRow.cue)))


def of(s: Session, person: str) -> tuple[Limit, ...]:
    """Return the changed limits that a person's sets are judged by: own limits, then holds."""
    own = tuple(
        Limit(exercise=r.exercise, cue=r.cue, low=r.low, high=r.high) for r in every(s, person)
    )
    said = {(limit.exercise, limit.cue) for limit in own}
    return (*own, *(x for x in held(s, person) if (x.exercise, x.cue) not in said))


def held(s: Session, person: str) -> tuple[Limit, ...]:
    """Return the limits that follow from the holds and repetitions prescribed to a person."""
    known = catalogue()
    out: list[Limit] = []
    for p in training.plans(s, person).values():
        if p.exercise not in known:
            continue
        exercise, reps = known[p.exercise], (p.reps_low, p.reps_high)
        holds = (_hold(p, cue) for cue in exercise.cues if cue.id == HOLD.id)
        out += (limit for limit in holds if limit is not None)
        sided = exercise.prescription.per_side
        only = next((side for side in get_args(OneSide) if sided and p.sides == side), None)
        if reps != exercise.prescription.reps or only is not None:
            out.append(Limit(exercise=p.exercise, cue=REPS, low=reps[0], high=reps[1], only=only))
    return tuple(out)


def _hold(p: Plan, cue: Cue) -> Limit | None:
    if p.hold_low is None or p.hold_high is None:
        return None
    # An exercise without a message for a short hold does not judge it.
    low = None if cue.low is None else p.hold_low
    if (low, p.hold_high) == (cue.low, cue.high):
        return None
    return Limit(exercise=p.exercise, cue=cue.id, low=low, high=p.hold_high)


def put(s: Session, person: str, limit: Limit, note: str) -> LimitRow:
    """Change the limit of one cue of an exercise."""
    query = select(LimitRow).where(
        owned_by(person, LimitRow),
        LimitRow.exercise == limit.exercise,
        LimitRow.cue == limit.cue,
    )
    row = s.scalar(query)
    if row is None:
        row = LimitRow(id=new_id(), owner=person, exercise=limit.exercise or "", cue=limit.cue)
        s.add(row)
    row.low, row.high, row.note, row.since = limit.low, limit.high, note, now()
    return row


def forget(s: Session, person: str, exercise: str, cue: str) -> None:
    """Return to the exercise's own limit."""
    s.execute(
        delete(LimitRow).where(
            owned_by(person, LimitRow), LimitRow.exercise == exercise, LimitRow.cue == cue
        )
    )
