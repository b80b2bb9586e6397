"""The row of a set while it waits and is worked on; on SQLite, whose turn it is too.

Whoever works on a set holds a lease that runs out unless it is renewed; a set whose worker died is
begun again, and after `TRIES` it is given up, with the reason. On SQLite all work is done by one
process, and `claim` and `reclaim` are its queue. On PostgreSQL Procrastinate is the queue: see
`postgres_queue`.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from formcheck.storage import sets
from formcheck.storage.database import clock
from formcheck.storage.models import Analysis, Turn

TRIES = 3
LEASE = timedelta(seconds=20)
"""How long a worker is believed to live after it was last heard of."""

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


def states(s: Session) -> dict[str, int]:
    """Return how many sets there are in each state."""
    query = (
        select(Analysis.state, func.count())
        .where(Analysis.deleted_at.is_(None))
        .group_by(Analysis.state)
    )
    return {state: count for state, count in s.execute(query)}


def waited(s: Session) -> float:
    """Return for how many seconds the set at hand has waited longest; 0 where none waits."""
    query = select(func.min(Analysis.queued)).where(
        Analysis.state == "queued", Analysis.deleted_at.is_(None)
    )
    since: datetime | None = s.scalar(query)
    return 0.0 if since is None else max(0.0, (clock(s) - since).total_seconds())


def claim(s: Session, worker: str) -> Analysis | None:
    """Take the next set, whoever's turn it is.

    First comes who has the fewest sets worked on, then whose last one was begun longest ago; of
    theirs, what is judged from poses, which is quick, and what waits longest.
    """
    running = (
        select(Analysis.owner, func.count().label("sets"))
        .where(Analysis.state == "running")
        .group_by(Analysis.owner)
        .subquery()
    )
    taken = s.scalar(
        select(Analysis)
        .outerjoin(running, running.c.owner == Analysis.owner)
        .outerjoin(Turn, Turn.owner == Analysis.owner)
        .where(Analysis.state == "queued", Analysis.deleted_at.is_(None))
        .order_by(
            func.coalesce(running.c.sets, 0),
            Turn.begun.is_not(None),  # who never had a turn comes first
            Turn.begun,
            Analysis.from_poses.desc(),
            Analysis.queued,
            Analysis.id,
        )
        .limit(1)
        .execution_options(populate_existing=True)
    )
    if taken is None:
        return None
    _begin(s, taken, worker)
    s.merge(Turn(owner=taken.owner, begun=clock(s)))
    s.flush()
    return taken


def begin(s: Session, set_id: str, worker: str) -> Analysis | None:
    """Take one set; None where it does not wait any more."""
    row = s.get(Analysis, set_id)
    if row is None or row.state != "queued" or row.deleted_at is not None:
        return None
    _begin(s, row, worker)
    s.flush()
    return row


def _begin(s: Session, row: Analysis, worker: str) -> None:
    row.state, row.stage, row.worker = "running", "analysing", worker
    row.lease_until, row.tries = clock(s) + LEASE, row.tries + 1
    row.progress, row.seconds_left, row.cancel_requested = 0.0, None, False


def held(s: Session, set_id: str, worker: str) -> Analysis | None:
    """Return a set if `worker` still has it."""
    row = s.get(Analysis, set_id)
    return row if row is not None and row.worker == worker and row.state == "running" else None


def renew(
    s: Session, set_id: str, worker: str, stage: str, progress: float | None, left: float | None
) -> bool:
    """Renew the lease and say how far it is; False when the work is to stop."""
    row = held(s, set_id, worker)
    if row is None or row.cancel_requested or row.deleted_at is not None:
        return False
    row.lease_until = clock(s) + LEASE
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


def expired(s: Session) -> bool:
    """Whether somebody who works on a set was not heard of for too long."""
    query = select(Analysis.id).where(Analysis.state == "running", Analysis.lease_until < clock(s))
    return s.scalar(query.limit(1)) is not None


def reclaim(s: Session, *, all_of_them: bool = False) -> int:
    """Begin again what nobody works on any more; return how many sets.

    Args:
        s: a writing session.
        all_of_them: whatever the lease says: at start, when no other supervisor lives.
    """
    query = select(Analysis).where(Analysis.state == "running")
    if not all_of_them:
        query = query.where(Analysis.lease_until < clock(s))
    rows = list(s.scalars(query))
    for row in rows:
        begin_again(row)
    return len(rows)


def begin_again(row: Analysis) -> None:
    """Have a set begun again whose worker died, unless it was to stop."""
    if row.cancel_requested:
        sets.settle(row)
    else:
        broke_off(row, row.log or "Its process ended without a word.")
