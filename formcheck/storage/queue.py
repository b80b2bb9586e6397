"""The state of a set while it waits and is worked on, and the queue on SQLite.

A worker holds a lease on its set, which expires unless it is renewed. A set whose worker died is
started again; after `TRIES` it fails, with the reason. On SQLite one process does all work, and
`claim` and `reclaim` are its queue. On PostgreSQL Procrastinate is the queue: see
`postgres_queue`.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from formcheck.storage import sets
from formcheck.storage.database import database_time
from formcheck.storage.models import Analysis, Turn

TRIES = 3
"""How often a set is started before it fails."""

LEASE = timedelta(seconds=20)
"""How long a lease lasts after it was renewed: 50 renewals, so that some may fail."""

BROKE_OFF_MESSAGE = "The analysis broke off three times; the last lines of its log say where."


def counts(s: Session) -> tuple[int, int]:
    """Return the number of sets that wait, and of those being worked on."""
    query = (
        select(Analysis.state, func.count())
        .where(Analysis.state.in_(("queued", "running")), Analysis.deleted_at.is_(None))
        .group_by(Analysis.state)
    )
    found = {state: count for state, count in s.execute(query)}
    return found.get("queued", 0), found.get("running", 0)


def states(s: Session) -> dict[str, int]:
    """Return the number of sets by state."""
    query = (
        select(Analysis.state, func.count())
        .where(Analysis.deleted_at.is_(None))
        .group_by(Analysis.state)
    )
    return {state: count for state, count in s.execute(query)}


def waited(s: Session) -> float:
    """Return the longest time that a set has waited, seconds; 0 if none waits."""
    query = select(func.min(Analysis.queued)).where(
        Analysis.state == "queued", Analysis.deleted_at.is_(None)
    )
    since: datetime | None = s.scalar(query)
    return 0.0 if since is None else max(0.0, (database_time(s) - since).total_seconds())


def claim(s: Session, worker: str) -> Analysis | None:
    """Take the next set, in a fair order of people.

    The person with the fewest sets being worked on comes first, then the one whose last set was
    started longest ago. Of their sets, those judged from poses come first because they are quick,
    then the one that has waited longest.
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
            Turn.begun.is_not(None),  # people who never had a turn come first
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
    s.merge(Turn(owner=taken.owner, begun=database_time(s)))
    s.flush()
    return taken


def begin(s: Session, set_id: str, worker: str) -> Analysis | None:
    """Take one set; None if it no longer waits."""
    row = s.get(Analysis, set_id)
    if row is None or row.state != "queued" or row.deleted_at is not None:
        return None
    _begin(s, row, worker)
    s.flush()
    return row


def _begin(s: Session, row: Analysis, worker: str) -> None:
    row.state, row.stage, row.worker = "running", "analysing", worker
    row.lease_until, row.tries = database_time(s) + LEASE, row.tries + 1
    row.progress, row.seconds_left, row.cancel_requested = 0.0, None, False


def held(s: Session, set_id: str, worker: str) -> Analysis | None:
    """Return a set if `worker` still holds it, else None."""
    row = s.get(Analysis, set_id)
    return row if row is not None and row.worker == worker and row.state == "running" else None


def renew(
    s: Session, set_id: str, worker: str, stage: str, progress: float | None, left: float | None
) -> bool:
    """Renew the lease and store the progress; False if the work is to stop."""
    row = held(s, set_id, worker)
    if row is None or row.cancel_requested or row.deleted_at is not None:
        return False
    row.lease_until = database_time(s) + LEASE
    row.stage, row.progress, row.seconds_left = stage, progress, left
    return True


def give_back(s: Session, set_id: str, worker: str) -> None:
    """Return a set to the queue as if it had not been started."""
    row = held(s, set_id, worker)
    if row is not None:
        row.tries -= 1
        _wait_again(row)


def broke_off(row: Analysis, log: str | None) -> None:
    """Queue a set again whose work broke off, or let it fail after `TRIES`."""
    row.log = log or row.log
    if row.tries >= TRIES:
        sets.settle(row, "broke_off", BROKE_OFF_MESSAGE)
    else:
        _wait_again(row)


def _wait_again(row: Analysis) -> None:
    sets.clear_work(row)
    row.state, row.stage = "queued", "waiting"


def expired(s: Session) -> bool:
    """Return whether any lease has expired."""
    query = select(Analysis.id).where(
        Analysis.state == "running", Analysis.lease_until < database_time(s)
    )
    return s.scalar(query.limit(1)) is not None


def reclaim(s: Session, *, all_of_them: bool = False) -> int:
    """Queue again the sets whose lease has expired; return how many.

    Args:
        s: a writing session.
        all_of_them: also those with a valid lease; at the start, when there is no other worker.
    """
    query = select(Analysis).where(Analysis.state == "running")
    if not all_of_them:
        query = query.where(Analysis.lease_until < database_time(s))
    rows = list(s.scalars(query))
    for row in rows:
        begin_again(row)
    return len(rows)


def begin_again(row: Analysis) -> None:
    """Queue a set again whose worker died, unless it was cancelled."""
    if row.cancel_requested:
        sets.settle(row)
    else:
        broke_off(row, row.log or "Its process ended without a word.")
