"""Limits that are other ones for a person."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.limits import Limit
from formcheck.store.opening import new_id, now
from formcheck.store.seeing import visible_to
from formcheck.store.tables import LimitRow


def every(s: Session, person: str) -> list[LimitRow]:
    """Return what a person changed."""
    query = select(LimitRow).where(visible_to(person, LimitRow))
    return list(s.scalars(query.order_by(LimitRow.exercise, LimitRow.cue)))


def of(s: Session, person: str) -> tuple[Limit, ...]:
    """Return what a person changed, as sets are judged by it."""
    return tuple(
        Limit(r.exercise, r.cue, r.low, r.high, None, f"{r.exercise}/{r.cue}")
        for r in every(s, person)
    )


def put(s: Session, person: str, limit: Limit, note: str) -> LimitRow:
    """Change a limit of one exercise's cue."""
    query = select(LimitRow).where(
        visible_to(person, LimitRow),
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
    """Go back to the exercise's own limit."""
    s.execute(
        delete(LimitRow).where(
            visible_to(person, LimitRow), LimitRow.exercise == exercise, LimitRow.cue == cue
        )
    )
