"""The queue: sets are leased by whoever works on them, one asking at a time.

A lease runs out unless it is renewed, so a set whose worker died is begun again; after `TRIES`
it is given up, with the reason.
"""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from formcheck.store import sets
from formcheck.store.opening import now
from formcheck.store.tables import Analysis

TRIES = 3
LEASE = timedelta(seconds=30)

GIVEN_UP = "The analysis broke off three times; the last lines of its log say where."


def counts(s: Session) -> tuple[int, int]:
    """Return how many sets wait and run."""
    query = (
        select(Analysis.state, func.count())
        .where(Analysis.state.in_(("queued", "running")), Analysis.deleted_at.is_(None))
        .group_by(Analysis.state)
    )
    found = {state: count for state, count in s.execute(query)}
    return found.get("queued", 0), found.get("running", 0)


def claim(s: Session, worker: str) -> Analysis | None:
    """Take the set that waits longest; those judged from poses, which is quick, come first."""
    oldest = (
        select(Analysis.id)
        .where(Analysis.state == "queued", Analysis.deleted_at.is_(None))
        .order_by(Analysis.from_poses.desc(), Analysis.queued)
        .limit(1)
        .scalar_subquery()
    )
    taken = s.scalar(
        update(Analysis)
        .where(Analysis.id == oldest, Analysis.state == "queued")
        .values(
            state="running", stage="watching", worker=worker, lease_until=now() + LEASE,
            tries=Analysis.tries + 1, progress=0.0, seconds_left=None, cancel_asked=False,
        )
        .returning(Analysis.id)
    )  # fmt: skip
    return None if taken is None else s.get(Analysis, taken, populate_existing=True)


def held(s: Session, set_id: str, worker: str) -> Analysis | None:
    """Return a set if `worker` still has it."""
    row = s.get(Analysis, set_id)
    return row if row is not None and row.worker == worker and row.state == "running" else None


def renew(
    s: Session, set_id: str, worker: str, stage: str, progress: float | None, left: float | None
) -> bool:
    """Renew the lease and say how far it is; False when the work is to stop."""
    row = held(s, set_id, worker)
    if row is None or row.cancel_asked or row.deleted_at is not None:
        return False
    row.lease_until = now() + LEASE
    row.stage, row.progress, row.seconds_left = stage, progress, left
    return True


def give_back(s: Session, set_id: str, worker: str) -> None:
    """Put a set back as if it had not been begun."""
    row = held(s, set_id, worker)
    if row is not None:
        row.tries -= 1
        _wait_again(row)


def broke_off(row: Analysis, log: str | None) -> None:
    """Begin a set again whose work broke off, or give it up."""
    row.log = log or row.log
    if row.tries >= TRIES:
        sets.settle(row, "broke_off", GIVEN_UP)
    else:
        _wait_again(row)


def _wait_again(row: Analysis) -> None:
    sets.leave(row)
    row.state, row.stage = "queued", "waiting"


def reclaim(s: Session, *, all_of_them: bool = False) -> int:
    """Begin again what nobody works on any more; return how many sets.

    Args:
        s: a writing session.
        all_of_them: whatever the lease says: at start, when no other supervisor lives.
    """
    query = select(Analysis).where(Analysis.state == "running")
    if not all_of_them:
        query = query.where(Analysis.lease_until < now())
    rows = list(s.scalars(query))
    for row in rows:
        if row.cancel_asked:
            sets.settle(row)
        else:
            broke_off(row, row.log or "Its process ended without a word.")
    return len(rows)
